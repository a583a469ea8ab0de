package polls

import (
	"context"
	"errors"
	"time"

	"beirat/board"
	"beirat/chat"
	"beirat/commands"
	"beirat/storage"
)

// A poll that is opened while a meeting is held is a vote of that meeting.
const (
	sittingPeriod = 15 * time.Minute // how long it runs if nothing is said; at the latest until the meeting ends
	sittingBeyond = 3 * time.Hour    // whoever names a deadline so long after the meeting means one in writing
)

// inSitting makes a poll a vote of the meeting that is being held, unless another
// procedure is said, or it can only be meant in writing: one that opens later, is
// repeated, or ends long after the meeting. Of a meeting vote without a meeting
// somebody must have said who is there.
func (f *Polls) inSitting(tx *storage.Tx, c *commands.Call, here presence, p *board.Poll) error {
	meant := p.Terms.Procedure == board.InMeeting
	m, held, err := sitting(tx, p.Board)
	switch {
	case err != nil:
		return err
	case !held && meant && !here.given:
		return commands.Mistake("present", "poll.create.present_missing")
	case !held, here.circular, !p.Opens.IsZero(), p.Repeat != "":
		return nil
	case !meant && !p.Closes.IsZero() && p.Closes.After(later(m.Ends(), f.db.Now()).Add(sittingBeyond)):
		return nil
	}
	p.Meeting, p.Terms.Procedure = m.ID, board.InMeeting
	if p.Item, err = itemOf(tx, m, *p); err != nil {
		return err
	}
	if !here.given {
		p.PresentByName = true
	}
	if p.Closes.IsZero() {
		p.Closes = f.db.Now().Add(sittingPeriod).Truncate(time.Minute)
		if term := c.Board.Term; !term.Last.IsZero() && p.Closes.After(term.End()) {
			p.Closes = term.End()
		}
	}
	return nil
}

// sitting is the meeting that is being held, and whether there is one. Nobody
// comes or goes, and it does not end, before the transaction does.
func sitting(tx *storage.Tx, of board.ID) (board.Meeting, bool, error) {
	m, err := tx.OpenMeeting(of)
	if err == nil {
		m, err = tx.LockMeeting(of, m.ID)
	}
	if errors.Is(err, storage.ErrNotFound) {
		return m, false, nil
	}
	return m, m.State == board.MeetingOpen, err
}

// itemOf is the item that a new poll belongs to: that of the vote it repeats, if
// that was in the same meeting, else the one that is called.
func itemOf(tx *storage.Tx, m board.Meeting, p board.Poll) (board.ID, error) {
	if p.CopyOf != 0 {
		old, err := tx.Poll(p.CopyOf)
		if err != nil || old.Meeting == m.ID && old.Item != 0 {
			return old.Item, err
		}
	}
	return tx.CurrentItem(m.ID)
}

func later(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}

// present are those who are at the poll's meeting now, for a poll that goes by
// them; else it is what was said.
func (f *Polls) present(tx *storage.Tx, p board.Poll, seats []board.Seat, said presence) (presence, error) {
	if p.Meeting == 0 || said.given {
		return said, nil
	}
	noted, err := tx.Presences(p.Meeting)
	if err != nil {
		return said, err
	}
	here := presence{given: true, people: map[board.ID]string{}}
	for _, one := range noted {
		for _, s := range seats {
			if one.Here() && one.Seat == s.ID && one.Person.ID == s.Voter().ID { // who gave the vote to another is not there for the seat
				here.people[s.Voter().ID] = s.Voter().Name
			}
		}
	}
	if len(here.people) > 0 {
		return here, nil
	}
	m, err := tx.Meeting(p.Meeting)
	if err != nil {
		return here, err
	}
	return here, commands.Refuse("poll.sitting.nobody", "Meeting", commands.MeetingTitle(m)).With(commands.MeetingButton("poll.sitting.people", m, "meeting.present", "sheet", "yes"))
}

// concerned marks the electors who take no part in the item of the poll (P11).
func concerned(tx *storage.Tx, p board.Poll, electors []board.Elector) error {
	if p.Item == 0 {
		return nil
	}
	recusals, err := tx.ItemRecusals(p.Meeting)
	for _, r := range recusals {
		for i := range electors {
			if r.Item == p.Item && electors[i].Seat == r.Seat {
				electors[i].Recused = true
			}
		}
	}
	return err
}

// ofSitting says in which meeting a new poll is voted on, and how it can be otherwise.
func ofSitting(tx *storage.Tx, p board.Poll, electors []board.Elector) ([]chat.Text, error) {
	if p.Meeting == 0 {
		return nil, nil
	}
	m, err := tx.Meeting(p.Meeting)
	if err != nil {
		return nil, err
	}
	n := p.PresentCount
	for _, e := range electors {
		if e.Present && !e.Recused {
			n++
		}
	}
	return []chat.Text{chat.T("poll.sitting.said", "Meeting", commands.MeetingTitle(m), "N", n)}, nil
}

// held tells whether a meeting of the board is being held.
func (f *Polls) held(ctx context.Context, of board.ID) (bool, error) {
	err := f.db.ReadOne(ctx, func(tx *storage.Tx) error {
		_, err := tx.OpenMeeting(of)
		return err
	})
	if errors.Is(err, storage.ErrNotFound) {
		return false, nil
	}
	return err == nil, err
}

// Running are the open polls of a meeting that end with it: those that became
// secret on demand keep the time that everybody was promised.
func (f *Polls) Running(tx *storage.Tx, m board.Meeting) ([]board.Poll, error) {
	all, err := tx.MeetingPolls(m.ID)
	if err != nil {
		return nil, err
	}
	var running []board.Poll
	for _, p := range all {
		if p.Accept(f.db.Now()) != nil {
			continue
		}
		demanded, err := tx.SecretOnDemand(p.ID)
		if err != nil {
			return nil, err
		}
		if !demanded {
			running = append(running, p)
		}
	}
	return running, nil
}

// EndWith ends the polls of a meeting as of its end, which is their last moment.
func (f *Polls) EndWith(tx *storage.Tx, m board.Meeting) error {
	running, err := f.Running(tx, m)
	if err != nil {
		return err
	}
	for _, one := range running {
		p, err := tx.LockPoll(one.ID, true)
		if err != nil {
			return err
		}
		p.Closes = m.Closed
		if err := f.end(tx, p, m.Closed, 0, ""); err != nil {
			return err
		}
	}
	return nil
}

// Attend tells the open polls of a meeting that a seat is there, or is not any
// more: who came is invited, who left and has voted stays with the ballot.
func (f *Polls) Attend(tx *storage.Tx, m board.Meeting, seat board.ID, here bool) error {
	return f.eachOpen(tx, m, seat, func(p board.Poll, e board.Elector) error {
		if !p.PresentByName || e.Present == here || e.Voted && !here {
			return nil
		}
		if err := tx.SetPresent(p.ID, seat, here); err != nil {
			return err
		}
		if here && !e.Recused {
			return tx.Later(InviteKind, storage.JobKey(p.ID, seat), f.db.Now(), nil)
		}
		return nil
	})
}

// Concerned takes a seat out of the open polls on an item (P11). It is refused
// where it has voted in one.
func (f *Polls) Concerned(tx *storage.Tx, m board.Meeting, item, seat board.ID) error {
	return f.eachOpen(tx, m, seat, func(p board.Poll, e board.Elector) error {
		if p.Item != item || e.Recused {
			return nil
		}
		if e.Voted {
			return commands.Refuse("poll.sitting.voted", "Number", p.Number).With(showButton(p))
		}
		if err := tx.Recuse(p.ID, seat); err != nil {
			return err
		}
		b, err := tx.Board(p.Board)
		if err != nil {
			return err
		}
		return f.fewer(tx, b, p)
	})
}

// eachOpen does something with every open poll of a meeting in which a seat may vote.
func (f *Polls) eachOpen(tx *storage.Tx, m board.Meeting, seat board.ID, do func(board.Poll, board.Elector) error) error {
	all, err := tx.MeetingPolls(m.ID)
	if err != nil {
		return err
	}
	for _, one := range all {
		if one.Accept(f.db.Now()) != nil {
			continue
		}
		p, err := tx.LockPoll(one.ID, true)
		if err != nil {
			return err
		}
		electors, err := tx.Electors(p.ID)
		if err != nil {
			return err
		}
		for _, e := range electors {
			if e.Seat != seat {
				continue
			}
			if err := do(p, e); err != nil {
				return err
			}
			if err := tx.Later(show, entity(p.ID), f.db.Now(), nil); err != nil {
				return err
			}
		}
	}
	return nil
}
