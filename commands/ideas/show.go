package ideas

import (
	"beirat/board"
	"beirat/chat"
	"beirat/commands"
	"beirat/storage"
)

// show is all of an idea, a problem or a bundle, for one reader of the board.
func (f *Ideas) show(tx *storage.Tx, c *commands.Call, id board.ID) (m chat.Message, err error) {
	i, err := tx.Idea(id)
	if err != nil {
		return m, err
	}
	name, err := tx.PersonName(i.Sender)
	if err != nil {
		return m, err
	}
	m = chat.Say(chat.T("idea.show.title", "The", bare(i), "Title", i.Title))
	if i.Kind == board.IdeaBundle {
		if m, err = withInside(tx, m, i); err != nil {
			return m, err
		}
	} else {
		m = m.With(chat.Para{Text: chat.Written(i.Text)})
	}
	m = m.With(chat.Para{Text: chat.T("idea.show.sent."+string(i.Kind), "Name", name, "Sent", i.Sent.In(c.Now.Location()), "Occasion", i.Occasion)})
	return f.withFate(tx, c, m, i)
}

// withInside lists what is in a bundle.
func withInside(tx *storage.Tx, m chat.Message, b board.Idea) (chat.Message, error) {
	inside, err := tx.Bundled(b.ID)
	if err != nil {
		return m, err
	}
	for _, i := range inside {
		name, err := tx.PersonName(i.Sender)
		if err != nil {
			return m, err
		}
		m = m.With(chat.Para{Text: chat.T("idea.show.inside", "The", bare(i), "Text", i.Heading(quotable), "Name", name)})
	}
	return m, nil
}

// withFate says where the idea stands, and offers what the reader may do.
func (f *Ideas) withFate(tx *storage.Tx, c *commands.Call, m chat.Message, i board.Idea) (chat.Message, error) {
	say := func(text chat.Text) { m = m.With(chat.Para{Text: text}) }
	var row chat.Actions
	switch {
	case i.State == board.IdeaUndone:
		say(chat.T("idea.show.undone"))
	case i.Bundle != 0:
		b, err := tx.Idea(i.Bundle)
		if err != nil {
			return m, err
		}
		say(chat.T("idea.show.bundled", "Number", b.Number, "Title", b.Title))
		row = append(row, numberButton(b))
	case i.Poll != 0:
		p, err := tx.Poll(i.Poll)
		if err != nil {
			return m, err
		}
		say(chat.T("idea.show.voting", "Number", p.Number, "Closes", p.Closes.In(c.Now.Location())))
		row = append(row, pollButton(p))
	default:
		say(chat.T("idea.show."+string(i.State), "Again", !i.Answered.IsZero(), "Answered", i.Answered.In(c.Now.Location())))
	}
	if i.Measure != 0 {
		measure, err := tx.Measure(i.Measure)
		if err != nil {
			return m, err
		}
		say(chat.T("idea.became", "Number", measure.Number, "Title", measure.Title))
		row = append(row, measureButton(measure))
	}
	if i.Answer != "" {
		say(chat.T("idea.answer.words"))
		m = m.With(chat.Para{Text: chat.Written(i.Answer)})
	}
	if c.Who.Chairs() && !i.Settled() && i.Bundle == 0 && i.Poll == 0 {
		row = append(row, replyButton(i), siftButton(i))
	}
	return m.With(append(row, listButton(i.Board))), nil
}
