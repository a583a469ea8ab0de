package fields

import (
	"context"

	"beirat/board"
	"beirat/chat"
	"beirat/commands"
	"beirat/storage"
)

// more is what else one can do with a field, as sentences with their consequence.
func (f *Fields) more(shared params) commands.Command {
	return commands.Command{
		Path: "field.more", Right: board.Everyone, Params: []commands.Param{shared.field},
		Do: func(ctx context.Context, c *commands.Call) (chat.Reply, error) {
			var m chat.Message
			err := f.db.Read(ctx, func(tx *storage.Tx) error {
				s, err := f.seen(tx, c, shared.field.Of(c).ID)
				m = possibilities(c, s)
				return err
			})
			return chat.Reply{Messages: []chat.Message{m}}, err
		},
	}
}

// possibilities offers exactly what the reader may do now.
func possibilities(c *commands.Call, s seen) chat.Message {
	m := chat.Say(title(s.field))
	offer := func(may bool, key, path string) {
		if may {
			m = m.With(chat.Para{Text: chat.T("field.more."+key, "N", s.field.Marked[board.Undecided])}, chat.Actions{button("field.more."+key+".button", s.field, path)})
		}
	}
	offer(true, "show", "field.show")
	return m
}
