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

// close ends a poll before its deadline: a recommendation only when no
// missing ballot could change the verdict.
func (f *Polls) close(shared params) commands.Command {
	return commands.Command{
		Path: "poll.close", Right: board.MembersAndChair, Params: []commands.Param{shared.running, shared.reason},
		Do: func(ctx context.Context, c *commands.Call) (chat.Reply, error) {
			return f.steer(ctx, c, shared, steering{do: func(tx *storage.Tx, p board.Poll) error {
				s, err := f.sheet(tx, c.Board, p, everybody, f.db.Now())
				if err != nil {
					return err
				}
				settled, err := f.settled(tx, p, s.missing())
				if err != nil {
					return err
				}
				if !settled {
					why := string(p.Terms.Procedure)
					if p.Secret {
						why = "secret"
					}
					return commands.Refuse("poll.close.unsettled."+why, "Number", p.Number, "N", s.missing(), "Closes", s.local(p.Closes))
				}
				return f.end(tx, p, f.db.Now(), c.Who.Person.ID, shared.reason.Of(c))
			}})
		},
	}
}

// settled tells whether the poll can be ended now. Of a secret vote nobody looks
// into the urn for that.
func (f *Polls) settled(tx *storage.Tx, p board.Poll, missing int) (bool, error) {
	count, err := tx.Count(p.ID)
	if err != nil {
		return false, err
	}
	people, err := peopleOf(tx, p, count)
	if err != nil {
		return false, err
	}
	var piles []board.Pile
	if !p.Secret {
		piles, err = tx.Piles(p)
	}
	return p.Settled(people, piles, missing), err
}

// extend moves the deadline; everyone is told, and by whom.
func (f *Polls) extend(shared params) commands.Command {
	closes := commands.Time("closes").Required().Future()
	return commands.Command{
		Path: "poll.extend", Right: board.MembersAndChair, Params: []commands.Param{shared.running, closes, shared.reason},
		Do: func(ctx context.Context, c *commands.Call) (chat.Reply, error) {
			until := closes.Of(c)
			return f.steer(ctx, c, shared, steering{do: func(tx *storage.Tx, p board.Poll) error {
				if !until.After(p.Closes) {
					return commands.Mistake("closes", "poll.extend.not_later", "Closes", p.Closes.In(c.Now.Location()))
				}
				if c.Board.Term.Ended(c.Now) {
					return commands.Refuse("poll.extend.term_over", "Number", p.Number, "Last", c.Board.Term.Last)
				}
				if err := fits(c, board.Poll{Closes: until}); err != nil {
					return err
				}
				p.Closes = until
				if err := tx.SavePoll(p); err != nil {
					return err
				}
				profile, err := tx.ProfileByID(p.Profile)
				if err != nil {
					return err
				}
				if err := f.planEnd(tx, c.Board, profile, p); err != nil {
					return err
				}
				return f.planNotice(tx, p, notice{What: extended, By: c.Who.Person.ID, Why: shared.reason.Of(c)})
			}, said: []any{"Closes", until}})
		},
	}
}

// withdraw takes a poll back: its proposer only, before the first ballot.
func (f *Polls) withdraw(shared params) commands.Command {
	return commands.Command{
		Path: "poll.withdraw", Right: board.MembersAndChair, Params: []commands.Param{shared.running, shared.reason},
		Do: func(ctx context.Context, c *commands.Call) (chat.Reply, error) {
			return f.steer(ctx, c, shared, steering{proposers: true, planned: true, do: func(tx *storage.Tx, p board.Poll) error {
				if p.State == board.Planned {
					return f.withdrawPlanned(tx, c, p, shared.reason.Of(c))
				}
				why, err := begun(tx, p)
				if err != nil {
					return err
				}
				if why != "" {
					return commands.Refuse("poll.withdraw."+why, "Number", p.Number)
				}
				p.State, p.Ended, p.EndedBy = board.Withdrawn, f.db.Now(), c.Who.Person.ID
				if err := errors.Join(tx.SavePoll(p), f.unplan(tx, p.ID), f.planDecided(tx, p)); err != nil {
					return err
				}
				return f.planNotice(tx, p, notice{What: withdrawn, By: c.Who.Person.ID, Why: shared.reason.Of(c)})
			}})
		},
	}
}

// steering is what somebody does to a poll.
type steering struct {
	proposers bool // with one that runs, only its proposer may
	planned   bool // it may be done to one that is yet to open, too
	do        func(*storage.Tx, board.Poll) error
	said      []any // what its confirmation says besides
}

// steer does what proposer or chair do to a poll. Who acts on another's does so
// in public, with name and reason.
func (f *Polls) steer(ctx context.Context, c *commands.Call, shared params, s steering) (chat.Reply, error) {
	var p board.Poll
	err := f.db.Write(ctx, by(c), func(tx *storage.Tx) (err error) {
		if p, err = tx.LockPoll(shared.running.Of(c).ID, true); err != nil {
			return err
		}
		planned := p.State == board.Planned && s.planned
		if err := p.Accept(f.db.Now()); err != nil && !planned {
			return err
		}
		own := p.Proposer == c.Who.Person.ID
		switch {
		case own:
		case s.proposers && !planned:
			return commands.Refuse("poll.withdraw.not_proposer", "Number", p.Number)
		case !c.Who.Chairs():
			return commands.Refuse("poll.not_yours", "Number", p.Number)
		}
		if err := s.do(tx, p); err != nil {
			return err
		}
		// Asked last: nobody should have to give a reason for what cannot be done anyway.
		if !own && shared.reason.Of(c) == "" {
			return commands.Mistake("reason", "poll.reason_missing", "Number", p.Number)
		}
		return nil
	})
	if err != nil {
		return chat.Reply{}, refusal(err, p, c.Now.Location())
	}
	about := append([]any{"Number", p.Number, "Question", p.Question}, s.said...)
	return chat.Reply{Messages: []chat.Message{chat.Say(chat.T(c.Command.Path+".done", about...))}}, nil
}

// begun is why a poll stays as it is: "voted", if somebody has, or "demanded", if
// it became secret on demand, which discarded the ballots of before (P20). Empty:
// nobody has voted, and nobody had.
func begun(tx *storage.Tx, p board.Poll) (string, error) {
	count, err := tx.Count(p.ID)
	if err != nil || count.Voted > 0 {
		return "voted", err
	}
	demanded, err := tx.SecretOnDemand(p.ID)
	if err != nil || !demanded {
		return "", err
	}
	return "demanded", nil
}

// remind reminds now those who have not voted; the answer is a number, never names.
func (f *Polls) remind(shared params) commands.Command {
	return commands.Command{
		Path: "poll.remind", Right: board.Chairing, Params: []commands.Param{shared.running},
		Do: func(ctx context.Context, c *commands.Call) (chat.Reply, error) {
			var (
				p    board.Poll
				told int
				at   time.Time
			)
			err := f.db.Write(ctx, by(c), func(tx *storage.Tx) (err error) {
				if p, err = tx.LockPoll(shared.running.Of(c).ID, false); err != nil {
					return err
				}
				if err = takes(p, c.Board.Term, f.db.Now()); err != nil {
					return err
				}
				profile, err := tx.Profile(p.Board)
				if err != nil {
					return err
				}
				holidays := board.HolidaysOf(c.Board.Land)
				if at = profile.Quiet.Next(c.Now, holidays); !at.Before(p.Closes) {
					return commands.Refuse("poll.remind.quiet", "Number", p.Number, "Closes", p.Closes.In(c.Now.Location()))
				}
				told, err = f.planNudges(tx, p, at)
				return err
			})
			if err != nil {
				return chat.Reply{}, refusal(err, p, c.Now.Location())
			}
			key := "poll.remind.done"
			if at.After(c.Now) {
				key = "poll.remind.later"
			}
			if told == 0 {
				key = "poll.remind.nobody"
			}
			return chat.Reply{Messages: []chat.Message{chat.Say(chat.T(key, "N", told, "Number", p.Number, "At", at))}}, nil
		},
	}
}

func (f *Polls) load(ctx context.Context, id board.ID) (p board.Poll, err error) {
	err = f.db.Read(ctx, func(tx *storage.Tx) error {
		p, err = tx.Poll(id)
		return err
	})
	return p, err
}
