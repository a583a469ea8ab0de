package polls

import (
	"time"

	"beirat/board"
	"beirat/chat"
	"beirat/storage"
)

// planNext plans the next poll of a series when one opens; zero if there is no
// series, or the board's term ends before. Taking the planned one back ends the
// series.
func (f *Polls) planNext(tx *storage.Tx, b board.Board, p board.Poll) (board.Poll, error) {
	if p.Repeat == "" {
		return board.Poll{}, nil
	}
	first, err := beginning(tx, p)
	if err != nil {
		return board.Poll{}, err
	}
	profile, err := tx.Profile(b.ID)
	if err != nil {
		return board.Poll{}, err
	}
	zone := f.db.Zone(b.Zone)
	next, err := heldAgain(tx, p, profile)
	if err != nil {
		return board.Poll{}, err
	}
	next.Proposer, next.Repeat = p.Proposer, p.Repeat
	next.Opens = p.Repeat.After(first.In(zone), f.db.Now())
	next.Closes = board.SameLength(opening(p).In(zone), p.Closes, next.Opens)
	if next.Opens.IsZero() || beyond(b.Term, next.Closes) {
		return board.Poll{}, nil
	}
	return f.plan(tx, b, next)
}

// beyond tells whether a deadline is after the board's term.
func beyond(term board.Term, closes time.Time) bool {
	return !term.End().IsZero() && closes.After(term.End())
}

// comesAgain tells whether a planned poll is followed by another one, as far as
// is known before it opens.
func comesAgain(term board.Term, p board.Poll, zone *time.Location) bool {
	if p.Repeat == "" {
		return false
	}
	opens := p.Repeat.After(p.Opens.In(zone), p.Opens)
	return !opens.IsZero() && !beyond(term, board.SameLength(p.Opens.In(zone), p.Closes, opens))
}

// beginning is when the first poll of a series opened, by whose day and hour
// the others do.
func beginning(tx *storage.Tx, p board.Poll) (time.Time, error) {
	for p.CopyOf != 0 {
		before, err := tx.Poll(p.CopyOf)
		if err != nil {
			return time.Time{}, err
		}
		if before.Repeat != p.Repeat {
			break
		}
		p = before
	}
	return opening(p), nil
}

// opening is when a poll opened, or was to.
func opening(p board.Poll) time.Time {
	if !p.Opens.IsZero() {
		return p.Opens
	}
	return p.Opened
}

// seriesOf says when a poll comes again; nothing if it does not.
func seriesOf(next board.Poll, zone *time.Location) []chat.Text {
	if next.ID == 0 {
		return nil
	}
	return []chat.Text{chat.T("poll.plan.next", "Number", next.Number, "Repeat", repeatName(next), "Opens", next.Opens.In(zone))}
}

func repeatName(p board.Poll) chat.Text { return chat.T("value.repeat." + string(p.Repeat) + ".label") }

// repeatOf is how often a poll comes again; nothing if it does not.
func repeatOf(p board.Poll) chat.Text {
	if p.Repeat == "" {
		return chat.Text{}
	}
	return repeatName(p)
}
