package polls

import (
	"time"

	"beirat/board"
	"beirat/storage"
)

// sheet is a poll as one viewer may see it at a moment, in the board's zone.
// What the viewer may not see is not in it: every view is made of a sheet.
type sheet struct {
	board  board.Board
	poll   board.Poll
	count  storage.Count
	sight  board.Sight
	tally  board.Tally  // its counts of ballots are zero where sight does not allow them
	ranked board.Result // how a ranking came about; zero where its counts are not to be seen
	voted  int          // how many have cast a ballot, whatever it says
	now    time.Time
	zone   *time.Location
	typed  bool // as Polls.Typed

	roll     []called       // who voted how, where that may be seen
	dissents []opinion      // attached to the verdict
	answers  []board.Answer // of the administration, the last one last
}

// everybody looks at what is said in public.
var everybody board.Viewer

// sheet reads it for a viewer.
func (f *Polls) sheet(tx *storage.Tx, b board.Board, p board.Poll, v board.Viewer, now time.Time) (sheet, error) {
	count, err := tx.Count(p.ID)
	if err != nil {
		return sheet{}, err
	}
	people, err := peopleOf(tx, p, count)
	if err != nil {
		return sheet{}, err
	}
	var dissents []opinion
	if p.State == board.Closed {
		if dissents, err = opinionsOn(tx, p.ID); err != nil {
			return sheet{}, err
		}
	}
	var answers []board.Answer
	if p.Recommends() {
		if answers, err = tx.Answers(p.ID); err != nil {
			return sheet{}, err
		}
	}
	zone := f.db.Zone(b.Zone)
	s, err := look(sheet{board: b, poll: p, count: count, now: now.In(zone), zone: zone, typed: f.Typed, dissents: dissents, answers: answers}, v, people,
		func() ([]board.Pile, error) { return tx.Piles(p) })
	if err == nil {
		s.roll, err = rollOf(tx, s)
	}
	return s, err
}

// look fills in what the viewer may see. The result of a poll that is over is
// the one fixed at its end; the ballots of another are read only where they may
// be seen.
func look(s sheet, v board.Viewer, people board.Tally, piles func() ([]board.Pile, error)) (sheet, error) {
	s.sight = s.poll.Sight(v, s.now)
	s.voted, s.tally = s.count.Voted, people
	switch {
	case s.poll.State == board.Closed:
		s.voted = s.poll.Counts.Ballots()
		s.poll = s.poll.Seen(s.sight)
		s.tally = s.poll.Counts
		if s.sight.Counts && s.poll.Method == board.Ranked {
			counted, err := piles()
			if err != nil {
				return s, err
			}
			s.ranked = s.poll.Count(people, counted)
		}
	case s.sight.Counts:
		counted, err := piles()
		if err != nil {
			return s, err
		}
		now := s.poll.Count(people, counted)
		s.tally, s.poll.Options = now.Tally, now.Options
	}
	return s, nil
}

// sheetOf reads the sheet of a poll by its ID, with its board, as everybody sees it.
func (f *Polls) sheetOf(tx *storage.Tx, id board.ID) (sheet, error) {
	p, err := tx.Poll(id)
	if err != nil {
		return sheet{}, err
	}
	b, err := tx.Board(p.Board)
	if err != nil {
		return sheet{}, err
	}
	return f.sheet(tx, b, p, everybody, f.db.Now())
}

// peopleOf is what a verdict looks at besides the ballots. A recused seat
// counts neither among the members nor among those present. In a secret vote
// nobody has an open ballot, so there is no casting vote.
func peopleOf(tx *storage.Tx, p board.Poll, count storage.Count) (board.Tally, error) {
	t := board.Tally{Members: count.Electors - count.Recused}
	if p.Terms.Base == board.StatutorySeats {
		t.Members = p.Statutory - count.Recused
	}
	if p.Terms.Procedure == board.InMeeting {
		t.Present = count.Present
		if !p.PresentByName {
			t.Present = presentOf(p, count)
		}
	}
	var err error
	if t.Objections, err = tx.Objections(p.ID); err != nil {
		return board.Tally{}, err
	}
	switch {
	case !p.CastingVote():
	case p.Hands:
		t.Chair = p.Counts.Chair
	default:
		t.Chair, err = chairBallot(tx, p)
	}
	return t, err
}

// presentOf is how many are present of a meeting vote that was opened with a
// mere count. Who recused themselves is taken for one of them, unless the
// ballots show that it was not so.
func presentOf(p board.Poll, count storage.Count) int {
	return max(p.PresentCount-count.Recused, count.Voted)
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
func (s sheet) missing() int { return max(0, s.electors()-s.voted) }

// technical is how many were noted as kept from voting by technical trouble,
// which is no abstention (P12). The note stands however many were said to be
// present: who could not join may not be among them.
func (s sheet) technical() int { return s.count.Technical }

// silent is how many ballots are missing for no reason that is known.
func (s sheet) silent() int { return max(0, s.missing()-s.technical()) }

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
