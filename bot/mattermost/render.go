package mattermost

import (
	"github.com/mattermost/mattermost/server/public/model"

	"beirat/chat"
	"beirat/words"
)

// reader is for whom a message is rendered.
type reader struct {
	language words.Language
	account  string // whose buttons they are; empty: everybody's
	props    bool   // all words in the attachments, so that an edit of the props changes them
}

// rendered is a message as the server takes it.
type rendered struct {
	Text        string // Markdown; empty where the attachments hold it
	Attachments []*model.MessageAttachment
	Files       []file
	Plain       string // the whole message without markup
}

// file is uploaded before the message that shows it.
type file struct {
	Name    string
	Content []byte
}

// markdown speaks to a reader of Markdown; what people wrote stands there as
// they typed it.
func markdown(l words.Language) words.Printer {
	return words.Printer{Language: l, Escape: escape, Bold: "**"}
}

// plain speaks where there is no Markdown, as in labels.
func plain(l words.Language) words.Printer { return words.Printer{Language: l} }

// render makes a message what the server takes.
func (m *Mattermost) render(message chat.Message, r reader) rendered { panic("soon") }
