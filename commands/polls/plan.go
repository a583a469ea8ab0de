package polls

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"beirat/board"
	"beirat/chat"
	"beirat/commands"
	"beirat/storage"
)

// plan keeps a poll that opens later, within the board's term. Who may vote in
// it is for the day of its opening to say.
func (f *Polls) plan(tx *storage.Tx, b board.Board, p board.Poll) (board.Poll, error) {
	switch term := b.Term; {
	case !term.Begun(p.Opens):
		return p, commands.Mistake("opens", "poll.plan.before_term", "Start", term.Start)
	case term.Ended(p.Opens):
		return p, commands.Mistake("opens", "poll.plan.beyond_term", "Last", term.Last)
	case !term.Last.IsZero() && p.Closes.After(term.End()):
		return p, commands.Mistake("closes", "poll.create.beyond_term", "Last", term.Last)
	}
	p.State = board.Planned
	p, err := tx.CreatePoll(p, nil)
	if err != nil {
		return p, err
	}
	return p, tx.Later(OpenKind, storage.JobKey(p.ID), p.Opens, nil)
}

// OpenDue does the work of OpenKind: a planned poll opens, and takes the
// snapshot of its electorate.
func (f *Polls) OpenDue(ctx context.Context, j storage.Job) error {
	ids, err := j.IDs(1)
	if err != nil {
		return err
	}
	return f.db.Write(ctx, storage.By{}, func(tx *storage.Tx) error {
		p, err := tx.LockPoll(ids[0], true)
		if err != nil || p.State != board.Planned {
			return err
		}
		now := f.db.Now()
		if now.Before(p.Opens) {
			return tx.Later(OpenKind, j.Key, p.Opens, nil)
		}
		b, err := tx.Board(p.Board)
		if err != nil {
			return err
		}
		if b.Term.Ended(now) || !b.Term.Begun(now) {
			return f.giveUp(tx, p, "term")
		}
		seats, err := tx.Seats(p.Board)
		if err != nil {
			return err
		}
		opened := p
		electors, err := electorate(&opened, seats, presence{})
		if err != nil {
			return f.giveUp(tx, p, "seats")
		}
		opened.State, opened.Opened, opened.Closes = board.Open, now, closesLate(p, b.Term, now)
		if err := tx.OpenPoll(opened, electors); err != nil {
			return err
		}
		profile, err := tx.ProfileByID(p.Profile)
		if err != nil {
			return err
		}
		if err := f.planOpening(tx, b, profile, opened, electors); err != nil {
			return err
		}
		_, err = f.planNext(tx, b, p)
		return err
	})
}

// shortest is how long a poll runs at least that was opened too late.
const shortest = 24 * time.Hour

// closesLate is the deadline of a poll that opens at now: if the time that was
// lost leaves less than a day, it is added.
func closesLate(p board.Poll, term board.Term, now time.Time) time.Time {
	lost := now.Sub(p.Opens).Truncate(time.Minute)
	if lost <= 0 || p.Closes.Sub(now) >= shortest {
		return p.Closes
	}
	closes := p.Closes.Add(lost)
	if end := term.End(); !end.IsZero() && closes.After(end) {
		return end
	}
	return closes
}

// giveUp withdraws a planned poll that cannot open, and tells its proposer why.
func (f *Polls) giveUp(tx *storage.Tx, p board.Poll, why string) error {
	p.State, p.Ended = board.Withdrawn, f.db.Now()
	if err := tx.SavePoll(p); err != nil {
		return err
	}
	if p.Proposer == 0 {
		return nil
	}
	return tx.Later(UnopenedKind, storage.JobKey(p.ID), f.db.Now(), unopened{Why: why})
}

type unopened struct {
	Why string `json:"why"` // "term", "seats"
}

// Unopened is the letter of UnopenedKind: to the one whose poll did not open.
func (f *Polls) Unopened(ctx context.Context, j storage.Job) (commands.Letter, error) {
	var because unopened
	if err := json.Unmarshal(j.Payload, &because); err != nil {
		return commands.Letter{}, fmt.Errorf("payload of job %d: %w", j.ID, err)
	}
	return f.letter(ctx, j, 1, func(_ *storage.Tx, s sheet, _ []board.ID) (commands.Letter, error) {
		return commands.Letter{Person: s.poll.Proposer, Urgent: true,
			Message: chat.Say(chat.T("poll.plan.unopened."+because.Why, "Number", s.poll.Number, "Question", s.poll.Question, "Secret", s.poll.Secret, "Opens", s.local(s.poll.Opens)))}, nil
	})
}

// withdrawPlanned takes a poll back that is yet to open, and so ends the series
// it stands in. Nobody has seen it but who looked, so it is said in public only
// when chair or office do it to another's.
func (f *Polls) withdrawPlanned(tx *storage.Tx, c *commands.Call, p board.Poll, reason string) error {
	p.State, p.Ended, p.EndedBy, p.Why = board.Withdrawn, f.db.Now(), c.Who.Person.ID, reason
	if err := tx.SavePoll(p); err != nil {
		return err
	}
	if err := tx.Drop(OpenKind, storage.JobKey(p.ID)); err != nil || p.Proposer == p.EndedBy {
		return err
	}
	return tx.Later(NoticeKind, storage.JobKey(p.ID)+"/"+string(unplanned), f.db.Now(), notice{What: unplanned, By: p.EndedBy, Why: reason})
}

// planned is the confirmation that a poll opens later.
func planned(b board.Board, p board.Poll, remarks []chat.Text, zone *time.Location) chat.Message {
	said := []chat.Text{chat.T("poll.plan.done", "Number", p.Number, "Opens", p.Opens.In(zone), "Closes", p.Closes.In(zone))}
	if comesAgain(b.Term, p, zone) {
		said = append(said, chat.T("poll.plan.repeats", "Repeat", repeatName(p)))
	}
	return chat.Say(append(said, remarks...)...).
		With(chat.Actions{showButton(p), button("poll.more.withdraw.button", p, "poll.withdraw")})
}

// plannedCard is what a poll looks like that is yet to open.
func plannedCard(m chat.Message, s sheet) chat.Message {
	m = m.With(chat.Para{Text: terms(s)}, chat.Para{Text: chat.T("poll.plan.card", "Opens", s.local(s.poll.Opens), "Closes", s.local(s.poll.Closes))})
	if comesAgain(s.board.Term, s.poll, s.now.Location()) {
		m = m.With(chat.Para{Text: chat.T("poll.plan.repeats", "Repeat", repeatName(s.poll))})
	}
	return m.With(chat.Actions{moreButton(s.poll)})
}

// withProposer names who proposed the poll, and when it opened.
func withProposer(m chat.Message, s sheet, name string) chat.Message {
	if s.poll.Opened.IsZero() { // it never did, or is yet to
		return withPara(m, chat.T("poll.plan.proposer", "By", name))
	}
	return withPara(m, chat.T("poll.show.proposer", "By", name, "Opened", s.local(s.poll.Opened)))
}
