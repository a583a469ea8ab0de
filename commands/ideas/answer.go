package ideas

import (
	"context"
	"slices"

	"beirat/board"
	"beirat/chat"
	"beirat/commands"
	"beirat/storage"
)

// answered is the letter of AnsweredKind: to someone who sent an idea, or several
// in a bundle, what came of it. Who has left the board is told too.
func (f *Ideas) answered(ctx context.Context, j storage.Job) (letter commands.Letter, err error) {
	ids, err := j.IDs(3)
	if err != nil {
		return letter, err
	}
	err = f.db.Read(ctx, func(tx *storage.Tx) error {
		i, err := tx.Idea(ids[1])
		if err != nil {
			return err
		}
		letter = commands.Letter{Board: ids[0], Person: ids[2]}
		if i.State == board.IdeaOpen || i.State == board.IdeaUndone {
			letter.Drop = "it waits again"
			return nil
		}
		own, err := ownOf(tx, i, ids[2])
		if err != nil {
			return err
		}
		standing, err := tx.Standing(ids[0], ids[2])
		if err != nil {
			return err
		}
		letter.Message, err = answer(tx, i, own, standing)
		return err
	})
	return letter, err
}

// ownOf are those of an idea or a bundle that a person sent, under any of the
// names that they have had.
func ownOf(tx *storage.Tx, i board.Idea, person board.ID) ([]board.Idea, error) {
	if i.Kind != board.IdeaBundle {
		return []board.Idea{i}, nil
	}
	inside, err := tx.Bundled(i.ID)
	if err != nil {
		return nil, err
	}
	selves, err := tx.Selves(person)
	return slices.DeleteFunc(inside, func(one board.Idea) bool { return !slices.Contains(selves, one.Sender) }), err
}

// answer is what a sender reads: what they sent, what came of it, and the words
// that were found for it.
func answer(tx *storage.Tx, i board.Idea, own []board.Idea, reader board.Standing) (chat.Message, error) {
	var sent []chat.Text
	for _, one := range own {
		sent = append(sent, chat.T("idea.answer.own."+string(one.Kind), "Number", one.Number, "Text", one.Heading(quotable)))
	}
	m := chat.Say(chat.T("idea.answer", "Own", sent), chat.T("idea.answer."+string(i.State)))
	var row chat.Actions
	if i.Measure != 0 {
		measure, err := tx.Measure(i.Measure)
		if err != nil {
			return m, err
		}
		m = m.With(chat.Para{Text: chat.T("idea.became", "Number", measure.Number, "Title", measure.Title)})
		row = append(row, measureButton(measure))
	}
	if i.Answer != "" {
		m = m.With(chat.Para{Text: chat.T("idea.answer.words")}, chat.Para{Text: chat.Written(i.Answer)})
	}
	if reader.May(board.Inside) {
		row = append(row, showButton(i))
	} else {
		row = nil // who has left finds nothing behind a button
	}
	if len(row) > 0 {
		m = m.With(row)
	}
	return m, nil
}
