package fields

import (
	"context"

	"beirat/board"
	"beirat/chat"
	"beirat/commands"
	"beirat/storage"
)

// lineMost is how many characters of a contribution stand among others.
const lineMost = 160

// Card is the shown view of a field.
func (f *Fields) Card(ctx context.Context, id board.ID) (view commands.View, err error) {
	err = f.db.Read(ctx, func(tx *storage.Tx) error {
		one, err := tx.Field(id)
		if err != nil {
			return err
		}
		view.Board = one.Board
		view.Message, err = card(tx, one)
		return err
	})
	return view, err
}

// card is a field as everybody sees it.
func card(tx *storage.Tx, one board.Field) (chat.Message, error) {
	if one.State != board.FieldActive {
		m, into, err := past(tx, one)
		if err != nil {
			return m, err
		}
		if into.ID != 0 {
			return withButtons(m, button("field.button.into", into, "field.show")), nil
		}
		return withButtons(m, showButton(one)), nil
	}
	m := chat.Say(title(one), definedBy(one))
	short := commands.Beginning(one.Text, commands.CardLength)
	m = m.With(chat.Para{Text: chat.Written(short)}, chat.Para{Text: counted(one)})
	var row []chat.Button
	if one.Archived > 0 {
		m = m.With(chat.Para{Text: chat.T("term.archived.card", "Number", one.Archived)})
	} else {
		row = append(row, addButton(one))
	}
	if one.Contributions() > 0 {
		row = append(row, button("field.button.contributions", one, "field.contributions"))
	}
	if short != one.Text {
		row = append(row, button("field.button.whole", one, "field.show"))
	}
	return withButtons(m, append(row, button("field.button.more", one, "field.more"))...), nil
}

// past says what became of a field that is not worked on any more, and gives the
// field that it went into, if it did.
func past(tx *storage.Tx, one board.Field) (m chat.Message, into board.Field, err error) {
	m = chat.Say(title(one), definedBy(one))
	if one.State == board.FieldWithdrawn {
		return m.With(chat.Para{Text: chat.T("field.withdrawn")}), into, nil
	}
	into, err = tx.Field(one.Into)
	return m.With(chat.Para{Text: chat.T("field.merged", "Number", into.Number, "Title", into.Title)}), into, err
}

func title(one board.Field) chat.Text {
	return chat.T("field.title", "Number", one.Number, "Title", one.Title)
}

func definedBy(one board.Field) chat.Text { return chat.T("field.by", "By", names(one)) }

// names are those who defined a field, with their groups.
func names(one board.Field) []chat.Text {
	list := make([]chat.Text, len(one.Definers))
	for i, d := range one.Definers {
		list[i] = person(d.Person, d.Group)
	}
	return list
}

func person(p board.Person, g board.Group) chat.Text {
	return chat.T("field.person", "Name", p.Name, "Group", groupName(g))
}

// member is somebody who is not named, by their group; the zero group is not said.
func member(g board.Group) chat.Text {
	if g.ID == 0 {
		return chat.T("field.member", "Group", chat.Text{})
	}
	return chat.T("field.member", "Group", groupName(g))
}

// groupName is the group as people call it: by its own name, or, for the
// customary ones, by the one in the reader's language.
func groupName(g board.Group) chat.Text {
	if g.Name != "" {
		return chat.Written(g.Name)
	}
	return chat.T("group." + g.Key)
}

// counted says how many contributions a field has, and what came of them.
func counted(one board.Field) chat.Text {
	var parts []chat.Text
	var mark chat.Text // of the only one
	for _, m := range board.Adoptions() {
		if n := one.Marked[m]; n > 0 {
			mark = markName(m)
			parts = append(parts, chat.T("field.counted.part", "N", n, "Mark", mark))
		}
	}
	return chat.T("field.counted", "N", one.Contributions(), "Parts", parts, "Mark", mark)
}
