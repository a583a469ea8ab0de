// Package chat is the vocabulary between the program and the platforms it
// lives on: what people do (Event), what they are answered (Reply), what is
// posted (Message), and what a platform must be able to do (Platform). It
// knows no platform, no command and no rule; a Text is a key with arguments
// and becomes words only where the reader's language is known.
package chat
