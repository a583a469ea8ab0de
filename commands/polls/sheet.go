package polls

import (
	"time"

	"beirat/board"
	"beirat/storage"
)

// sheet is everything that a view of one poll needs: the poll with its counts
// at a moment, in the board's zone.
type sheet struct {
	board board.Board
	poll  board.Poll
	count storage.Count
	tally board.Tally
	now   time.Time
	zone  *time.Location
	typed bool // as Polls.Typed
}

// sheet reads it. The tally of a poll that is over is the one fixed at its end.
func (f *Polls) sheet(tx *storage.Tx, b board.Board, p board.Poll, now time.Time) (sheet, error) {
	s := sheet{board: b, poll: p, zone: f.db.Zone(b.Zone), typed: f.Typed}
	s.now = now.In(s.zone)
	var err error
	if s.count, err = tx.Count(p.ID); err != nil {
		return sheet{}, err
	}
	if p.State == board.Closed {
		s.tally = p.Counts
		return s, nil
	}
	s.tally, err = tallyOf(tx, p, s.count)
	return s, err
}

// sheetOf reads the sheet of a poll by its ID, with its board.
func (f *Polls) sheetOf(tx *storage.Tx, id board.ID) (sheet, error) {
	p, err := tx.Poll(id)
	if err != nil {
		return sheet{}, err
	}
	b, err := tx.Board(p.Board)
	if err != nil {
		return sheet{}, err
	}
	return f.sheet(tx, b, p, f.db.Now())
}

// tallyOf is what a verdict looks at. A recused seat counts neither among the
// members nor among those present.
func tallyOf(tx *storage.Tx, p board.Poll, count storage.Count) (board.Tally, error) {
	t := board.Tally{Members: count.Electors - count.Recused, Yes: count.Yes, No: count.No, Abstain: count.Abstain}
	if p.Terms.Base == board.StatutorySeats {
		t.Members = p.Statutory - count.Recused
	}
	if p.Terms.Procedure == board.Meeting {
		t.Present = count.Present
		if !p.PresentByName {
			t.Present = presentOf(p, count)
		}
	}
	var err error
	if t.Objections, err = tx.Objections(p.ID); err != nil {
		return board.Tally{}, err
	}
	if p.Terms.Tie == board.ChairDecides {
		t.Chair, err = chairBallot(tx, p)
	}
	return t, err
}

// presentOf is how many are present of a meeting vote that was opened with a
// mere count. Who recused themselves is taken for one of them, unless the
// ballots show that it was not so.
func presentOf(p board.Poll, count storage.Count) int {
	return max(p.PresentCount-count.Recused, count.Voted())
}

// chairBallot is the chair's own ballot; empty if there is none.
func chairBallot(tx *storage.Tx, p board.Poll) (board.Choice, error) {
	holders, err := tx.RoleHolders(p.Board)
	if err != nil {
		return "", err
	}
	for _, holder := range holders {
		if holder.Role != board.Chair {
			continue
		}
		electors, err := tx.ElectorsFor(p.ID, holder.Person.ID)
		if err != nil {
			return "", err
		}
		for _, e := range electors {
			if !e.Voted {
				continue
			}
			ballot, err := tx.Ballot(p.ID, e.Seat)
			if err != nil || ballot.Person == holder.Person.ID {
				return ballot.Choice, err
			}
		}
	}
	return "", nil
}

// electors is how many may vote: those present where presence is by name.
func (s sheet) electors() int {
	switch {
	case s.poll.PresentByName:
		return s.count.Present
	case s.poll.PresentCount > 0:
		return presentOf(s.poll, s.count)
	}
	return s.count.Electors - s.count.Recused
}

// missing is how many ballots may still come.
func (s sheet) missing() int { return max(0, s.electors()-s.tally.Answers()) }

// vacant is how many seats without a holder count as members.
func (s sheet) vacant() int {
	if s.poll.Terms.Base != board.StatutorySeats {
		return 0
	}
	return s.poll.Statutory - s.count.Electors
}

// accepts tells whether the poll still runs.
func (s sheet) accepts() bool { return s.poll.Accept(s.now) == nil }

// local is t in the board's zone.
func (s sheet) local(t time.Time) time.Time { return t.In(s.zone) }
