package terms

import (
	"time"

	"beirat/board"
	"beirat/chat"
	"beirat/storage"
)

// period is a term of a board, a past one or the present one.
type period struct {
	board  board.Board
	number int
	term   board.Term
	past   board.PastTerm // zero: it is the present one
	from   time.Time      // the first instant of it
	until  time.Time      // the first instant after it; of one that runs, after now
	now    time.Time      // in the board's zone
}

// runs tells whether the term is not over.
func (p period) runs() bool { return p.past.ID == 0 && !p.term.Ended(p.now) }

// ahead tells whether its first day is still to come.
func (p period) ahead() bool { return !p.term.Begun(p.now) }

func (p period) name() chat.Text { return chat.T("term.name", "Number", p.number) }

// span says from when until when it goes.
func (p period) span() chat.Text {
	return chat.T("term.span", "Started", !p.term.Start.IsZero(), "Start", p.term.Start, "Ends", !p.term.Last.IsZero(), "Last", p.term.Last)
}

// periods are all terms of a board, the first one first; the last is the present one.
func (f *Terms) periods(tx *storage.Tx, b board.Board) ([]period, error) {
	past, err := tx.PastTerms(b.ID)
	if err != nil {
		return nil, err
	}
	now := f.db.Now().In(f.db.Zone(b.Zone))
	var all []period
	for _, one := range past {
		all = append(all, period{board: b, number: one.Number, term: one.Term, past: one, from: one.Term.Start, until: one.Term.End(), now: now})
	}
	present := period{board: b, number: len(past) + 1, term: b.Term, from: b.Term.Start, until: now.Add(time.Millisecond), now: now}
	if b.Term.Ended(now) {
		present.until = b.Term.End()
	}
	return append(all, present), nil
}

// seats are who had which seat in the term.
func (p period) seats(tx *storage.Tx) ([]board.TermSeat, error) {
	if p.past.ID != 0 {
		return tx.TermSeats(p.past.ID)
	}
	return tx.SeatsBetween(p.board.ID, p.from, p.until)
}
