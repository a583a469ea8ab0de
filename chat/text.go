package chat

// Text is something to say: a catalogue key with its arguments. It satisfies
// words.Phrase. A Text without a key is what a person wrote; adapters
// neutralise mentions, markup and links in it, as in every string argument.
type Text struct {
	Key  string
	Args map[string]any
}

// T makes a Text of a key and pairs of names and values. A value is a string
// (user text), a number, a time in the zone it is to be shown in, or a Text.
func T(key string, pairs ...any) Text {
	if len(pairs) == 0 {
		return Text{Key: key}
	}
	args := make(map[string]any, len(pairs)/2)
	for i := 0; i+1 < len(pairs); i += 2 {
		args[pairs[i].(string)] = pairs[i+1]
	}
	return Text{Key: key, Args: args}
}

// Written is a Text that a person wrote.
func Written(text string) Text { return Text{Args: map[string]any{"text": text}} }

// Phrase gives the key and the arguments to a printer.
func (t Text) Phrase() (string, map[string]any) { return t.Key, t.Args }

// IsZero tells whether there is nothing to say.
func (t Text) IsZero() bool { return t.Key == "" && t.Args == nil }
