package roadmap

import (
	"context"
	"slices"
	"time"

	"beirat/board"
	"beirat/chat"
	"beirat/commands"
	"beirat/storage"
)

// sheet is a measure with everything that is said of it.
type sheet struct {
	board.Measure
	fields     []thing
	statements []thing
	after      []board.Measure
	next       []board.Measure // that build on it
	ideas      []board.Idea    // that it came from
	round      roundSheet
	zone       *time.Location
}

// thing is something that a measure is linked to, as people know it.
type thing struct {
	Number int
	Title  string
	gone   bool // it was withdrawn
}

// roundSheet is the round in which a measure got its place.
type roundSheet struct {
	poll   int // its number; 0: none
	latest bool
}

// sheet reads a measure by its id.
func (f *Roadmap) sheet(tx *storage.Tx, id board.ID) (sheet, error) {
	s := sheet{zone: time.UTC}
	var err error
	if s.Measure, err = tx.Measure(id); err != nil {
		return s, err
	}
	b, err := tx.Board(s.Board)
	if err != nil {
		return s, err
	}
	s.zone = f.db.Zone(b.Zone)
	if s.fields, err = linkedFields(tx, s.Links.Fields); err != nil {
		return s, err
	}
	if s.statements, err = linkedStatements(tx, s.Links.Statements); err != nil {
		return s, err
	}
	if s.ideas, err = tx.MeasureIdeas(s.ID); err != nil {
		return s, err
	}
	all, err := tx.Measures(s.Board)
	if err != nil {
		return s, err
	}
	for _, other := range all {
		if slices.Contains(s.Links.After, other.ID) {
			s.after = append(s.after, other)
		}
		if slices.Contains(other.Links.After, s.ID) {
			s.next = append(s.next, other)
		}
	}
	s.round, err = roundOf(tx, s.Measure)
	return s, err
}

// roundOf is the round in which a measure got its place; zero if it has none.
func roundOf(tx *storage.Tx, m board.Measure) (roundSheet, error) {
	if m.Round == 0 {
		return roundSheet{}, nil
	}
	p, err := tx.Poll(m.Round)
	if err != nil {
		return roundSheet{}, err
	}
	last, err := lastRound(tx, m.Board)
	return roundSheet{poll: p.Number, latest: last.Poll == m.Round}, err
}

// Card is the shown view of a measure.
func (f *Roadmap) Card(ctx context.Context, id board.ID) (view commands.View, err error) {
	err = f.db.Read(ctx, func(tx *storage.Tx) error {
		s, err := f.sheet(tx, id)
		if err != nil {
			return err
		}
		buttons := []chat.Button{button("roadmap.button.more", s.Measure, "roadmap.more"), listButton(s.Board)}
		short := commands.Beginning(s.Text, commands.CardLength)
		if short != s.Text {
			buttons = append([]chat.Button{wholeButton(s.Measure)}, buttons...)
		}
		view.Board, view.Message = s.Board, withButtons(s.message(short), buttons...)
		return nil
	})
	return view, err
}

// message is the measure in words, with this much of its text.
func (s sheet) message(text string) chat.Message {
	m := chat.Say(chat.T("roadmap.title", "Number", s.Number, "Title", s.Title))
	if text != "" {
		m = m.With(chat.Para{Text: chat.Written(text)})
	}
	m = m.With(chat.Para{Text: chat.T("roadmap.card.state", "State", stateName(s.State), "Moved", s.Moved.In(s.zone), "Why", s.Why)})
	if s.round.poll != 0 && s.State.Ranks() {
		m = m.With(chat.Para{Text: chat.T("roadmap.card.place", "Place", s.Place, "Poll", s.round.poll, "Ordered", s.Ordered.In(s.zone), "Latest", s.round.latest)})
	}
	return m.With(chat.Para{Text: s.links()})
}

// links says what the measure belongs to, a line each.
func (s sheet) links() chat.Text {
	return chat.T("roadmap.card.links", "Fields", things(s.fields), "Statements", things(s.statements),
		"After", named(s.after), "Next", named(s.next), "Ideas", origins(s.ideas))
}

// origins are what a measure came from, by number: what was sent is the board's
// own, and the card everybody's.
func origins(ideas []board.Idea) []chat.Text {
	said := make([]chat.Text, len(ideas))
	for i, idea := range ideas {
		said[i] = chat.T("roadmap.card.origin."+string(idea.Kind), "Number", idea.Number)
	}
	return said
}

func things(all []thing) []chat.Text {
	said := make([]chat.Text, len(all))
	for i, one := range all {
		said[i] = chat.T("roadmap.card.thing", "Number", one.Number, "Title", one.Title, "Gone", one.gone)
	}
	return said
}

func named(measures []board.Measure) []chat.Text {
	said := make([]chat.Text, len(measures))
	for i, m := range measures {
		said[i] = chat.T("roadmap.card.measure", "Number", m.Number, "Title", m.Title, "State", stateName(m.State))
	}
	return said
}

func wholeButton(m board.Measure) chat.Button {
	return button("roadmap.button.whole", m, "roadmap.show")
}
