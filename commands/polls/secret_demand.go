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

// demand is a member's wish for a secret vote: counted once a seat, and never
// told whose it is. When enough ask for it, the vote becomes secret.
func (f *Polls) demand(shared params) commands.Command {
	return commands.Command{
		Path: "poll.secret", Right: board.Members, Params: []commands.Param{shared.running, shared.confirm},
		Do: func(ctx context.Context, c *commands.Call) (chat.Reply, error) {
			sure := shared.confirm.Of(c) || !c.Pressed()
			d, err := f.ask(ctx, c, shared.running.Of(c).ID, sure)
			if err != nil {
				return chat.Reply{}, refusal(err, d.poll, c.Now.Location())
			}
			return chat.Reply{Messages: []chat.Message{d.message(sure, c.Now.Location())}}, nil
		},
	}
}

// demands is how many ask for a secret vote, and how many it takes.
type demands struct {
	poll      board.Poll
	members   int
	needed    int
	asking    int
	discarded int // ballots that were there
}

// ask notes the demand if the caller is sure; before, it changes nothing.
func (f *Polls) ask(ctx context.Context, c *commands.Call, id board.ID, sure bool) (d demands, err error) {
	if f.Typed {
		return d, commands.Refuse("poll.secret.typed")
	}
	err = f.db.Write(ctx, by(c), func(tx *storage.Tx) error {
		if d.poll, err = tx.LockPoll(id, true); err != nil {
			return err
		}
		if err := takes(d.poll, c.Board.Term, f.db.Now()); err != nil {
			return err
		}
		e, err := entitled(tx, d.poll, c.Who)
		if err != nil {
			return err
		}
		if d.poll.Secret {
			return commands.Refuse("poll.secret.already", "Number", d.poll.Number).With(secretButtons(d.poll, showButton(d.poll))...)
		}
		if d.members, d.needed, err = secretShare(tx, d.poll); err != nil || !sure {
			return err
		}
		if d.asking, err = tx.DemandSecrecy(d.poll.ID, e.Seat); err != nil || d.asking < d.needed {
			return err
		}
		return f.makeSecret(tx, c.Board, &d)
	})
	return d, err
}

// secretShare is how many members there are, and how many of them make a vote
// secret by asking: the board's share of them, § 50 (1) GO NRW as the model; in
// an election one, § 92 (1) VwVfG.
func secretShare(tx *storage.Tx, p board.Poll) (members, needed int, err error) {
	count, err := tx.Count(p.ID)
	if err != nil {
		return 0, 0, err
	}
	people, err := peopleOf(tx, p, count)
	if err != nil {
		return 0, 0, err
	}
	profile, err := tx.ProfileByID(p.Profile)
	if err != nil {
		return 0, 0, err
	}
	return people.Members, p.SecretBy(people.Members, profile.SecretShare), nil
}

// fewer makes the vote secret if those who asked for it are enough now that
// there are fewer members.
func (f *Polls) fewer(tx *storage.Tx, b board.Board, p board.Poll) error {
	if p.Secret || f.Typed {
		return nil
	}
	asking, err := tx.SecrecyDemands(p.ID)
	if err != nil || asking == 0 {
		return err
	}
	_, needed, err := secretShare(tx, p)
	if err != nil || asking < needed {
		return err
	}
	return f.makeSecret(tx, b, &demands{poll: p, asking: asking})
}

// leastLeft is how long a vote runs at least from when it becomes secret.
const leastLeft = 24 * time.Hour

// makeSecret discards the named ballots and lets everybody vote anew. The
// deadline moves if too little time is left, but not beyond the board's term.
func (f *Polls) makeSecret(tx *storage.Tx, b board.Board, d *demands) error {
	p := &d.poll
	electors, err := tx.Electors(p.ID)
	if err != nil {
		return err
	}
	if err := tx.MakeSecret(p.ID); err != nil {
		return err
	}
	if err := f.planShred(tx, p.ID); err != nil {
		return err
	}
	p.Secret, p.Results = true, board.AtClose
	if until := secretUntil(b.Term, f.db.Now()); until.After(p.Closes) {
		p.Closes = until
		if err := tx.SavePoll(*p); err != nil {
			return err
		}
	}
	profile, err := tx.ProfileByID(p.Profile)
	if err != nil {
		return err
	}
	if err := f.planEnd(tx, b, profile, *p); err != nil {
		return err
	}
	d.discarded = 0
	for _, e := range electors {
		if e.Voted {
			d.discarded++
		}
		if e.Recused || p.PresentByName && !e.Present {
			continue
		}
		if err := tx.Later(InviteKind, storage.JobKey(p.ID, e.Seat), f.db.Now(), anew{Discarded: e.Voted}); err != nil {
			return err
		}
	}
	return f.planNotice(tx, *p, notice{What: secretNow, N: d.asking, Was: d.discarded})
}

// secretUntil is when a vote that becomes secret now ends at the earliest.
func secretUntil(term board.Term, now time.Time) time.Time {
	until := now.Add(leastLeft).Truncate(time.Minute)
	if until.Before(now.Add(leastLeft)) {
		until = until.Add(time.Minute)
	}
	if end := term.End(); !end.IsZero() && until.After(end) {
		until = end
	}
	return until
}

// message says what became of the demand.
func (d demands) message(sure bool, zone *time.Location) chat.Message {
	p := d.poll
	about := []any{"Number", p.Number, "Question", p.Question, "Needed", d.needed, "Members", d.members, "Left", d.needed - d.asking, "Discarded", d.discarded, "Closes", p.Closes.In(zone)}
	switch {
	case !sure:
		return chat.Say(chat.T("poll.secret.ask", about...)).With(chat.Actions{
			button("poll.secret.yes", p, "poll.secret", "confirm", "yes"), showButton(p),
		})
	case !p.Secret:
		return chat.Say(chat.T("poll.secret.noted", about...))
	}
	return chat.Say(chat.T("poll.secret.reached", about...)).With(secretButtons(p, showButton(p)))
}

// anew is what the letter to an elector knows when a vote has become secret.
type anew struct {
	Discarded bool `json:"discarded"` // a named ballot of the seat was
}

// anewOf reads it from the letter's job; nil: the poll was opened as it is.
func anewOf(j storage.Job) (*anew, error) {
	if len(j.Payload) == 0 {
		return nil, nil
	}
	var a *anew
	if err := json.Unmarshal(j.Payload, &a); err != nil {
		return nil, fmt.Errorf("payload of job %s: %w", j.Key, err)
	}
	return a, nil
}

// becameSecret is the notice to everybody. Who asked for it is not said.
func becameSecret(s sheet, n notice) chat.Message {
	m := chat.Say(chat.T("poll.notice.secret", "Number", s.poll.Number, "Question", s.poll.Question, "Closes", s.local(s.poll.Closes), "Asking", n.N, "Discarded", n.Was))
	for _, remark := range remarks(s.poll) {
		m = m.With(chat.Para{Text: remark})
	}
	return m
}
