package fields

import (
	"context"
	"strconv"

	"beirat/board"
	"beirat/chat"
	"beirat/commands"
	"beirat/storage"
)

// seen is a field as a reader sees it.
type seen struct {
	field board.Field
	seats []board.Seat
	works bool // the reader works it on
	from  int  // number of the field for which the contribution in question was written, if that is another one
}

func (f *Fields) seen(tx *storage.Tx, c *commands.Call, id board.ID) (s seen, err error) {
	if s.field, err = tx.Field(id); err != nil {
		return s, err
	}
	if s.seats, err = tx.Seats(s.field.Board); err != nil {
		return s, err
	}
	s.works = s.field.State == board.FieldActive && s.field.Works(c.Who, s.seats)
	return s, nil
}

// show shows a field in full.
func (f *Fields) show(shared params) commands.Command {
	return commands.Command{
		Path: "field.show", Right: board.Everyone, Params: []commands.Param{shared.field},
		Do: func(ctx context.Context, c *commands.Call) (chat.Reply, error) {
			var m chat.Message
			err := f.db.Read(ctx, func(tx *storage.Tx) error {
				s, err := f.seen(tx, c, shared.field.Of(c).ID)
				if err == nil {
					m, err = whole(tx, c, s)
				}
				return err
			})
			return chat.Reply{Messages: []chat.Message{m}}, err
		},
	}
}

// whole is a field with all its text, for one reader.
func whole(tx *storage.Tx, c *commands.Call, s seen) (chat.Message, error) {
	one := s.field
	var row []chat.Button
	if one.Contributions() > 0 {
		row = append(row, button("field.button.contributions", one, "field.contributions"))
	}
	if one.State != board.FieldActive {
		m, into, err := past(tx, one)
		if into.ID != 0 {
			row = append(row, button("field.button.into", into, "field.show"))
		}
		return withButtons(m.With(chat.Para{Text: chat.Written(one.Text)}), append(row, button("field.button.history", one, "field.history"))...), err
	}
	m := chat.Say(title(one), definedBy(one), chat.Written(one.Text), counted(one))
	if s.works {
		row = append([]chat.Button{button("field.button.revise", one, "field.revise")}, row...)
	}
	if one.Archived > 0 {
		m = m.With(chat.Para{Text: chat.T("term.archived.card", "Number", one.Archived)})
	} else if c.Who.May(board.Members) {
		row = append([]chat.Button{addButton(one)}, row...)
	}
	return withButtons(m, append(row, button("field.button.more", one, "field.more"))...), nil
}

// page is how many contributions are shown together.
const page = 6

// contributions lists what was added to a field, a page at a time.
func (f *Fields) contributions(shared params) commands.Command {
	return commands.Command{
		Path: "field.contributions", Right: board.Everyone, Params: []commands.Param{shared.field, shared.above},
		Do: func(ctx context.Context, c *commands.Call) (chat.Reply, error) {
			var m chat.Message
			err := f.db.Read(ctx, func(tx *storage.Tx) error {
				one, err := tx.Field(shared.field.Of(c).ID)
				if err != nil {
					return err
				}
				list, err := tx.Contributions(one.ID, shared.above.Of(c), page+1)
				m = listed(c, one, list)
				return err
			})
			return chat.Reply{Messages: []chat.Message{m}}, err
		},
	}
}

// listed are contributions in short, each with a button that shows it in full.
func listed(c *commands.Call, one board.Field, list []board.Contribution) chat.Message {
	m := chat.Say(title(one), counted(one))
	more := len(list) > page
	list = list[:min(page, len(list))]
	var row, onward []chat.Button
	for _, added := range list {
		m = m.With(chat.Para{Text: short(c, added)})
		row = append(row, onContribution(chat.T("field.button.contribution", "Number", added.Number), added, "field.contribution"))
	}
	if more {
		onward = append(onward, button("field.button.further", one, "field.contributions", "above", strconv.Itoa(list[page-1].Number)))
	}
	if one.Takes() == nil && c.Who.May(board.Members) {
		onward = append(onward, addButton(one))
	}
	return withButtons(withButtons(m, row...), append(onward, showButton(one))...)
}

// short is a contribution among others.
func short(c *commands.Call, added board.Contribution) chat.Text {
	return chat.T("field.contribution.short", "Number", added.Number, "By", author(c, added), "Mark", markName(added.Mark),
		"Text", commands.Beginning(added.Text, lineMost), "Reason", commands.Beginning(added.Reason, lineMost))
}

// author is who wrote a contribution; those outside the board are not told.
func author(c *commands.Call, added board.Contribution) chat.Text {
	if c.Who.May(board.Inside) {
		return person(added.Author, added.Group)
	}
	return member(board.Group{})
}

func markName(mark board.Adoption) chat.Text { return chat.T("value.mark." + string(mark) + ".label") }

// contribution shows one in full, with what the reader may do with it.
func (f *Fields) contribution(shared params) commands.Command {
	return commands.Command{
		Path: "field.contribution", Right: board.Everyone, Params: []commands.Param{shared.contribution},
		Do: func(ctx context.Context, c *commands.Call) (chat.Reply, error) {
			var m chat.Message
			err := f.db.Read(ctx, func(tx *storage.Tx) error {
				added, err := tx.Contribution(c.Board.ID, shared.contribution.Of(c).Number)
				if err != nil {
					return err
				}
				s, err := f.seen(tx, c, added.Field)
				if err != nil {
					return err
				}
				if added.From != 0 {
					from, err := tx.Field(added.From)
					if err != nil {
						return err
					}
					s.from = from.Number
				}
				m = inFull(c, s, added)
				return nil
			})
			return chat.Reply{Messages: []chat.Message{m}}, err
		},
	}
}

// inFull is one contribution with its words, what came of it, and the buttons
// of its author and of those who work on the field.
func inFull(c *commands.Call, s seen, added board.Contribution) chat.Message {
	m := chat.Say(titleOf(added, s.field),
		chat.T("field.contribution.by", "By", author(c, added), "At", added.Written.In(c.Now.Location()), "Edited", !added.Edited.IsZero(), "From", s.from))
	if added.Back {
		return withButtons(m.With(chat.Para{Text: chat.T("field.contribution.back")}), showButton(s.field))
	}
	m = m.With(chat.Para{Text: chat.Written(added.Text)}, chat.Para{Text: cameOf(c, added)})
	var row []chat.Button
	if s.works {
		row = markButtons(added)
	}
	if added.Author.ID == c.Who.Person.ID && s.field.Takes() == nil {
		row = append(row, onContribution(chat.T("field.button.edit"), added, "field.edit"),
			onContribution(chat.T("field.button.take_back"), added, "field.edit", "take_back", "yes"))
	}
	if !added.Edited.IsZero() {
		row = append(row, onContribution(chat.T("field.button.history"), added, "field.earlier"))
	}
	return withButtons(m, append(row, showButton(s.field))...)
}

func titleOf(added board.Contribution, one board.Field) chat.Text {
	return chat.T("field.contribution.title", "Number", added.Number, "Field", one.Number, "Title", one.Title)
}

// cameOf says what came of a contribution.
func cameOf(c *commands.Call, added board.Contribution) chat.Text {
	by := added.MarkedBy.Name
	if !c.Who.May(board.Inside) {
		by = ""
	}
	return chat.T("field.contribution.mark."+string(added.Mark), "By", by, "Reason", added.Reason)
}

// markButtons are the marks that a contribution does not have.
func markButtons(added board.Contribution) []chat.Button {
	var row []chat.Button
	for _, mark := range board.Adoptions() {
		if mark != added.Mark {
			row = append(row, onContribution(chat.T("field.button.mark."+string(mark)), added, "field.mark",
				"mark", string(mark), "edition", strconv.Itoa(added.Edition)))
		}
	}
	return row
}
