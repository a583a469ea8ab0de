package dates

import (
	"errors"
	"time"

	"beirat/board"
	"beirat/chat"
	"beirat/commands"
	"beirat/storage"
)

// onCard is how many dates the card of a meeting shows.
const onCard = 5

// Part is the search on the card of its meeting: how many can come when, never who.
func (f *Dates) Part(tx *storage.Tx, m board.Meeting) ([]chat.Block, []chat.Button, error) {
	if m.State != board.MeetingTentative {
		return nil, nil, nil
	}
	s, err := tx.LastDateSearch(m.ID)
	if errors.Is(err, storage.ErrNotFound) || err == nil && s.State == board.SearchSettled {
		return nil, nil, nil
	}
	if err != nil {
		return nil, nil, err
	}
	t, err := f.tableOf(tx, m, s)
	if err != nil {
		return nil, nil, err
	}
	open := s.Accepts(f.db.Now())
	shown := t.tallies
	if !open {
		shown = board.Best(t.tallies)[:min(bestShown, len(t.tallies))]
	}
	more := max(0, len(shown)-onCard)
	lines := make([]chat.Text, 0, onCard)
	for _, tally := range shown[:len(shown)-more] {
		lines = append(lines, t.counted(tally))
	}
	blocks := []chat.Block{
		chat.Para{Text: chat.T("date.card", "Open", open, "Closes", s.Closes, "Answered", t.answered(), "People", len(t.audience.asked))},
		chat.Para{Text: chat.T("date.lines", "Lines", lines)},
	}
	if more > 0 {
		blocks = append(blocks, chat.Para{Text: chat.T("date.card.more", "N", more)})
	}
	if !open {
		return blocks, []chat.Button{showButton(m)}, nil
	}
	return blocks, []chat.Button{answerButton(m), showButton(m)}, nil
}

// Ways are what the one who calls can do with a meeting.
func (f *Dates) Ways(tx *storage.Tx, c *commands.Call, m board.Meeting) ([]commands.Way, error) {
	if m.State != board.MeetingTentative || !c.Who.May(board.Inside) {
		return nil, nil
	}
	s, err := tx.LastDateSearch(m.ID)
	none := errors.Is(err, storage.ErrNotFound)
	if err != nil && !none {
		return nil, err
	}
	people, err := audienceOf(tx, m.Board)
	if err != nil {
		return nil, err
	}
	var ways []commands.Way
	switch {
	case none || s.State == board.SearchSettled:
		if c.Who.Chairs() {
			ways = append(ways, commands.Way{About: chat.T("date.way.search"), Button: commands.MeetingButton("date.button.search", m, "meeting.dates")})
		}
		return ways, nil
	case s.Accepts(f.db.Now()) && people.asks(c.Who.Person.ID):
		ways = append(ways, commands.Way{About: chat.T("date.way.answer", "Closes", s.Closes), Button: answerButton(m)})
	}
	return append(ways, commands.Way{About: chat.T("date.way.show", "Chairs", c.Who.Chairs()), Button: showButton(m)}), nil
}

// showCard makes the card of the meeting of a search true.
func (f *Dates) showCard(tx *storage.Tx, s board.DateSearch) error {
	return tx.Later(show, storage.Entity("meeting", s.Meeting), f.db.Now(), nil)
}

// show is the work of making what is shown true. It belongs to the whole program.
const show = "show"

// Hear hears what happened to a meeting, in the transaction in which it did: a
// search for its date ends when the meeting has one or is not held, and goes on
// where that was undone.
func (f *Dates) Hear(tx *storage.Tx, change board.MeetingChange, _, m board.Meeting) error {
	last, err := tx.LastDateSearch(m.ID)
	if errors.Is(err, storage.ErrNotFound) {
		return nil
	}
	if err != nil {
		return err
	}
	s, err := tx.LockDateSearch(last.ID)
	if err != nil {
		return err
	}
	switch {
	case m.State != board.MeetingTentative && s.State != board.SearchSettled:
		s.State, s.Ended = board.SearchSettled, f.db.Now()
		err = errors.Join(tx.SaveDateSearch(s), f.unplan(tx, s))
	case change == board.MeetingRestored && m.State == board.MeetingTentative && s.State == board.SearchSettled:
		err = f.resume(tx, s)
	}
	return errors.Join(err, f.planForgetting(tx, m, s))
}

// resume lets a search go on as if it had never been settled.
func (f *Dates) resume(tx *storage.Tx, s board.DateSearch) error {
	if !f.db.Now().Before(s.Closes) {
		s.State, s.Ended = board.SearchClosed, s.Closes
		return tx.SaveDateSearch(s)
	}
	s.State, s.Ended = board.SearchOpen, time.Time{}
	b, err := tx.Board(s.Board)
	if err != nil {
		return err
	}
	return errors.Join(tx.SaveDateSearch(s), f.planEnd(tx, b, s))
}
