package fields

import (
	"context"
	"strconv"

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
	active, chairs := s.field.Takes() == nil, c.Who.Chairs()
	offer(true, "show", "field.show")
	offer(s.works, "revise", "field.revise")
	offer(s.works && s.field.Marked[board.Undecided] > 0, "review", "field.review")
	if active && (s.works || chairs) {
		merge := commands.Button(chat.T("field.more.merge.button"), s.field.Board, "field.merge", "first", strconv.Itoa(s.field.Number))
		m = m.With(chat.Para{Text: chat.T("field.more.merge", "Chairs", chairs)}, chat.Actions{merge})
	}
	offer(active && (s.works && len(s.field.Definers) == 1 || chairs), "withdraw", "field.withdraw")
	offer(true, "history", "field.history")
	offer(c.Who.May(board.Inside), "file", "field.file")
	return m
}
