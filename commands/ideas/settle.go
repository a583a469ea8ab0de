package ideas

import (
	"cmp"
	"slices"

	"beirat/board"
	"beirat/storage"
)

// settling is how an idea is decided on.
type settling struct {
	title string   // of the measure that it becomes; empty: its own
	by    board.ID // who said so; zero: a vote did
}

// settled is what came of it.
type settled struct {
	measure board.Measure // zero: none was made
	names   []string      // of those who are told
}

// settle keeps what came of an idea or a bundle that the caller has locked, makes
// a measure of one that is kept, and plans that everyone who sent it is told.
func (f *Ideas) settle(tx *storage.Tx, i board.Idea, how settling) (made settled, err error) {
	inside, err := tx.Bundled(i.ID)
	if err != nil {
		return made, err
	}
	if i.State == board.IdeaKept {
		if made.measure, err = tx.CreateMeasure(measureOf(i, inside, how)); err != nil {
			return made, err
		}
	}
	if err := tx.AnswerIdea(i); err != nil {
		return made, err
	}
	people, err := senders(tx, i, inside)
	for _, person := range people {
		if person.ID == how.by {
			continue
		}
		made.names = append(made.names, person.Name)
		if err := tx.Later(AnsweredKind, storage.JobKey(i.Board, i.ID, person.ID), f.db.Now(), nil); err != nil {
			return made, err
		}
	}
	return made, err
}

// measureOf is the measure that an idea becomes: in its words, and with the way
// back to everything that it came from.
func measureOf(i board.Idea, inside []board.Idea, how settling) board.Measure {
	m := board.Measure{
		Board: i.Board, State: board.MeasureIdea, Author: i.Sender, Title: cmp.Or(how.title, i.Heading(board.IdeaTitle)),
		Links: board.MeasureLinks{Ideas: []board.ID{i.ID}},
	}
	for _, one := range inside {
		m.Links.Ideas = append(m.Links.Ideas, one.ID)
	}
	slices.Sort(m.Links.Ideas)
	switch {
	case i.Kind == board.IdeaBundle:
		m.Text = together(inside)
	case m.Title != i.Text: // which says all that there is
		m.Text = i.Text
	}
	return m
}

// mostText is how many characters the text of a measure or of a vote has.
const mostText = 3000

// together is what was sent, one after the other, each shortened as far as all
// have room.
func together(inside []board.Idea) string {
	text := ""
	for n, i := range inside {
		if n > 0 {
			text += "\n"
		}
		text += "- " + i.Heading(mostText/len(inside)-3)
	}
	return text
}

// senders are those who sent an idea, or something in a bundle, each once and as
// who they are today.
func senders(tx *storage.Tx, i board.Idea, inside []board.Idea) ([]board.Person, error) {
	if i.Kind != board.IdeaBundle {
		inside = []board.Idea{i}
	}
	var people []board.Person
	for _, one := range inside {
		person, err := tx.Today(one.Sender)
		if err != nil {
			return nil, err
		}
		if !slices.ContainsFunc(people, func(p board.Person) bool { return p.ID == person.ID }) {
			people = append(people, person)
		}
	}
	return people, nil
}
