package polls

import (
	"context"
	"strings"

	"beirat/board"
	"beirat/chat"
	"beirat/commands"
	"beirat/storage"
)

// correctPresence says anew who is at the meeting, a number or names, as the
// poll was opened. Who may be counted depends on it, so everybody is told by
// whom (P20).
func (f *Polls) correctPresence(ctx context.Context, c *commands.Call, id board.ID, r raising) (chat.Reply, error) {
	here, err := f.presence(ctx, c, r.present.Of(c))
	if err != nil {
		return chat.Reply{}, err
	}
	var (
		p   board.Poll
		now int
	)
	err = f.db.Write(ctx, by(c), func(tx *storage.Tx) (err error) {
		if p, err = tx.LockPoll(id, true); err != nil {
			return err
		}
		if err := takes(p, c.Board.Term, f.db.Now()); err != nil {
			return err
		}
		if p.Terms.Procedure != board.InMeeting {
			return commands.Refuse("poll.present.not_meeting", "Number", p.Number).With(showButton(p))
		}
		before, err := tx.Count(p.ID)
		if err != nil {
			return err
		}
		was := before.Present
		if p.PresentByName {
			now, err = f.correctNames(tx, p, here)
		} else {
			was = presentOf(p, before)
			now, err = here.count, correctCount(tx, p, here, before)
		}
		if err != nil {
			return err
		}
		return f.planNotice(tx, p, notice{What: presentNow, By: c.Who.Person.ID, N: now, Was: was})
	})
	if err != nil {
		return chat.Reply{}, refusal(err, p, c.Now.Location())
	}
	return chat.Reply{Messages: []chat.Message{chat.Say(chat.T("poll.present.done", "Number", p.Number, "N", now)).With(chat.Actions{showButton(p)})}}, nil
}

// correctCount keeps another number, without the recused: not below the votes
// that are there, not above those who may vote.
func correctCount(tx *storage.Tx, p board.Poll, here presence, count storage.Count) error {
	most := count.Electors - count.Recused
	switch {
	case here.people != nil:
		return commands.Mistake("present", "poll.present.number", "Number", p.Number)
	case here.count == presentOf(p, count):
		return commands.Mistake("present", "poll.present.same", "Number", p.Number)
	case here.count < count.Voted:
		return commands.Mistake("present", "poll.present.fewer", "Number", p.Number, "N", count.Voted)
	case here.count > most:
		return commands.Mistake("present", "poll.count.too_many_present", "Number", p.Number, "N", here.count, "Most", most)
	}
	p.PresentCount = here.count + count.Recused // of whom presentOf takes the recused away again
	return tx.SavePoll(p)
}

// correctNames keeps another list, and invites who is new on it. Nobody leaves
// it who has voted: a ballot does not vanish.
func (f *Polls) correctNames(tx *storage.Tx, p board.Poll, here presence) (int, error) {
	if here.people == nil {
		return 0, commands.Mistake("present", "poll.present.names", "Number", p.Number)
	}
	electors, err := tx.Electors(p.ID)
	if err != nil {
		return 0, err
	}
	seats, err := tx.Seats(p.Board)
	if err != nil {
		return 0, err
	}
	voters := make(map[board.ID]board.ID, len(seats))
	for _, seat := range seats {
		voters[seat.ID] = seat.Voter().ID
	}
	var (
		came, left []board.Elector
		voted      []string // of those who would leave the list
		listed     int
	)
	members := map[board.ID]bool{}
	for _, e := range electors {
		voter := voters[e.Seat]
		present := here.people[voter] != ""
		if members[voter] = true; present && !e.Recused {
			listed++
		}
		switch {
		case present && !e.Present:
			came = append(came, e)
		case !present && e.Present && e.Voted:
			voted = append(voted, e.Person.Name)
		case !present && e.Present:
			left = append(left, e)
		}
	}
	switch {
	case len(here.voteless(members)) > 0:
		return 0, noMembers(here.voteless(members))
	case len(voted) > 0:
		return 0, commands.Mistake("present", "poll.present.voted", "Number", p.Number, "N", len(voted), "Names", voted)
	case len(came)+len(left) == 0:
		return 0, commands.Mistake("present", "poll.present.same", "Number", p.Number)
	}
	for _, e := range left {
		if err := tx.SetPresent(p.ID, e.Seat, false); err != nil {
			return 0, err
		}
	}
	for _, e := range came {
		if err := tx.SetPresent(p.ID, e.Seat, true); err != nil {
			return 0, err
		}
		if err := tx.Later(InviteKind, storage.JobKey(p.ID, e.Seat), f.db.Now(), nil); err != nil {
			return 0, err
		}
	}
	return listed, nil
}

// listPresent are the names of those who are on the list, as they are typed.
func listPresent(tx *storage.Tx, p board.Poll) (string, error) {
	electors, err := tx.Electors(p.ID)
	var names []string
	for _, e := range electors {
		if e.Present && !e.Recused {
			names = append(names, e.Person.Name)
		}
	}
	return strings.Join(names, ", "), err
}

// presentButton leads to the form in which presence is corrected.
func presentButton(p board.Poll) chat.Button {
	return button("poll.more.present.button", p, "poll.count", "correct", "yes")
}
