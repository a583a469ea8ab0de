package fields

import (
	"context"
	"slices"
	"strconv"

	"beirat/board"
	"beirat/chat"
	"beirat/commands"
	"beirat/storage"
)

// historyPage is how many entries of a history are shown together.
const historyPage = 8

// history shows what was done to a field, or how its text changed at a time.
func (f *Fields) history(shared params) commands.Command {
	version := commands.Number("wording", 1, 1<<30)
	return commands.Command{
		Path: "field.history", Right: board.Everyone, Params: []commands.Param{shared.field, version, shared.above},
		Do: func(ctx context.Context, c *commands.Call) (chat.Reply, error) {
			var m chat.Message
			err := f.db.Read(ctx, func(tx *storage.Tx) error {
				one, err := tx.Field(shared.field.Of(c).ID)
				if err != nil {
					return err
				}
				h, err := read(tx, c, entity(one.ID), "history")
				if err != nil {
					return err
				}
				h.to = func(label chat.Text, pairs ...string) chat.Button {
					b := button("field.button.history", one, "field.history", pairs...)
					b.Label = label
					return b
				}
				m, err = h.view(tx, title(one), version.Of(c), shared.above.Of(c))
				m = withButtons(m, showButton(one))
				return err
			})
			return chat.Reply{Messages: []chat.Message{m}}, err
		},
	}
}

// earlier shows what was done to a contribution, or how its text changed.
func (f *Fields) earlier(shared params) commands.Command {
	version := commands.Number("wording", 1, 1<<30)
	return commands.Command{
		Path: "field.earlier", Right: board.Everyone, Params: []commands.Param{shared.contribution, version, shared.above},
		Do: func(ctx context.Context, c *commands.Call) (chat.Reply, error) {
			var m chat.Message
			err := f.db.Read(ctx, func(tx *storage.Tx) error {
				added, err := tx.Contribution(c.Board.ID, shared.contribution.Of(c).Number)
				if err != nil {
					return err
				}
				one, err := tx.Field(added.Field)
				if err != nil {
					return err
				}
				h, err := read(tx, c, storage.Entity("contribution", added.ID), "earlier")
				if err != nil {
					return err
				}
				h.to = func(label chat.Text, pairs ...string) chat.Button {
					return onContribution(label, added, "field.earlier", pairs...)
				}
				m, err = h.view(tx, titleOf(added, one), version.Of(c), shared.above.Of(c))
				m = withButtons(m, onContribution(chat.T("field.button.contribution", "Number", added.Number), added, "field.contribution"))
				return err
			})
			return chat.Reply{Messages: []chat.Message{m}}, err
		},
	}
}

// record is the history of a text, the oldest entry first.
type record struct {
	call    *commands.Call
	entries []board.Revision
	told    string // which entries of the catalogue say what was done
	to      func(label chat.Text, pairs ...string) chat.Button
}

func read(tx *storage.Tx, c *commands.Call, of, told string) (record, error) {
	entries, err := tx.Revisions(c.Board.ID, of, everything)
	slices.Reverse(entries)
	return record{call: c, entries: entries, told: told}, err
}

// view is a page of the history, the newest first, or the difference that a
// version made.
func (h record) view(tx *storage.Tx, title chat.Text, version, skip int) (chat.Message, error) {
	if version > 0 {
		return h.difference(tx, title, version)
	}
	m := chat.Say(title)
	var row []chat.Button
	left := len(h.entries) - skip
	for i := left - 1; i >= max(0, left-historyPage); i-- {
		line, err := h.line(tx, i)
		if err != nil {
			return m, err
		}
		m = m.With(chat.Para{Text: line})
		if n := h.version(i); h.entries[i].Text != "" && n > 1 {
			row = append(row, h.to(chat.T("field.history.version", "N", n), "wording", strconv.Itoa(n)))
		}
	}
	if left > historyPage {
		row = append(row, h.to(chat.T("field.button.further"), "above", strconv.Itoa(skip+historyPage)))
	}
	return withButtons(m, row...), nil
}

// line says one entry.
func (h record) line(tx *storage.Tx, i int) (chat.Text, error) {
	r := h.entries[i]
	by, err := h.name(tx, r.Person)
	version := 0
	if r.Text != "" {
		version = h.version(i)
	}
	return chat.T("field."+h.told+"."+r.What, "At", r.At.In(h.call.Now.Location()), "By", by, "Detail", r.Detail, "Version", version), err
}

// name is who did something; those outside the board are not told.
func (h record) name(tx *storage.Tx, id board.ID) (chat.Text, error) {
	if id == 0 || !h.call.Who.May(board.Inside) {
		return chat.T("field.history.somebody"), nil
	}
	p, err := tx.Person(id)
	return chat.Written(p.Name), err
}

// version is the number of the text after an entry: how many texts there were.
func (h record) version(i int) int {
	n := 0
	for _, r := range h.entries[:i+1] {
		if r.Text != "" {
			n++
		}
	}
	return n
}

// difference shows what a version changed.
func (h record) difference(tx *storage.Tx, title chat.Text, version int) (chat.Message, error) {
	before, n := board.Revision{}, 0
	for i, r := range h.entries {
		if r.Text == "" {
			continue
		}
		if n++; n < version {
			before = r
			continue
		}
		line, err := h.line(tx, i)
		m := chat.Say(title, line)
		if before.Title != r.Title && before.Title != "" {
			m = m.With(chat.Para{Text: chat.T("field.history.title", "Difference", commands.Difference(board.Difference(before.Title, r.Title)))})
		}
		m = m.With(chat.Para{Text: commands.Difference(board.Difference(before.Text, r.Text))})
		return m.With(chat.Actions{h.to(chat.T("field.button.history"))}), err
	}
	return chat.Message{}, commands.Mistake("wording", "field.history.no_version", "N", n)
}
