package fields

import (
	"context"
	"strconv"

	"beirat/board"
	"beirat/chat"
	"beirat/commands"
	"beirat/storage"
)

// fieldsPage is how many fields a page of the list has.
const fieldsPage = 9

// list shows the fields that are worked on.
func (f *Fields) list(shared params) commands.Command {
	return commands.Command{
		Path: "field.list", Right: board.Everyone, Params: []commands.Param{shared.above},
		Do: func(ctx context.Context, c *commands.Call) (chat.Reply, error) {
			var m chat.Message
			err := f.db.Read(ctx, func(tx *storage.Tx) error {
				above := shared.above.Of(c)
				fields, err := tx.Fields(c.Board.ID, above, fieldsPage+1)
				m = listing(c, fields, above == 0)
				return err
			})
			return chat.Reply{Messages: []chat.Message{m}}, err
		},
	}
}

// listing is a page of the list, a line a field, with a button for each.
func listing(c *commands.Call, fields []board.Field, first bool) chat.Message {
	var onward []chat.Button
	if len(fields) > fieldsPage {
		fields = fields[:fieldsPage]
		onward = append(onward, commands.Button(chat.T("field.button.further"), c.Board.ID, "field.list", "above", strconv.Itoa(fields[fieldsPage-1].Number)))
	}
	if c.Who.May(board.Members) {
		onward = append(onward, commands.Button(chat.T("cmd.field.define.title"), c.Board.ID, "field.define"))
	}
	if len(fields) > 0 && c.Who.May(board.Inside) {
		onward = append(onward, commands.Button(chat.T("cmd.field.files.title"), c.Board.ID, "field.files"))
	}
	if first && len(fields) == 0 {
		return withButtons(chat.Say(chat.T("field.list.empty")), onward...)
	}
	m := chat.Say(chat.T("field.list.title"))
	var row []chat.Button
	for _, one := range fields {
		m = m.With(chat.Para{Text: chat.T("field.list.line", "Number", one.Number, "Title", one.Title, "N", one.Contributions(), "Open", one.Marked[board.Undecided])})
		b := showButton(one)
		b.Label = chat.T("field.list.show", "Number", one.Number)
		row = append(row, b)
	}
	return withButtons(withButtons(m, row...), onward...)
}
