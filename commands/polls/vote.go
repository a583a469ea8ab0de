package polls

import (
	"context"
	"errors"
	"fmt"
	"time"

	"beirat/board"
	"beirat/chat"
	"beirat/commands"
	"beirat/storage"
)

// vote counts a named ballot: one a seat, the last one counts until close.
func (f *Polls) vote(shared params) commands.Command {
	choice := commands.Choice("vote", board.Choices()...).Required().Free()
	return commands.Command{
		Path: "poll.vote", Right: board.Members, Params: []commands.Param{shared.running, choice}, Shape: f.shapeVote,
		Do: func(ctx context.Context, c *commands.Call) (chat.Reply, error) {
			return f.cast(ctx, c, shared.running.Of(c).ID, choice)
		},
	}
}

// errCounted: a vote with a mere number of people present takes only so many
// ballots, so there they come one after the other. Elsewhere they need not.
var errCounted = errors.New("ballots are counted against a number of people present")

// cast counts what was typed.
func (f *Polls) cast(ctx context.Context, c *commands.Call, id board.ID, vote ballotParam) (chat.Reply, error) {
	var (
		p    board.Poll
		said counted
		owed []board.Poll
	)
	count := func(alone bool) error {
		return f.db.Write(ctx, by(c), func(tx *storage.Tx) (err error) {
			// The lock orders this ballot and the close: whoever comes second sees the first.
			if p, err = tx.LockPoll(id, alone); err != nil {
				return err
			}
			if p.PresentCount > 0 && !alone {
				return errCounted
			}
			e, err := accepted(tx, p, c.Board.Term, c.Who, f.db.Now())
			if err != nil {
				return err
			}
			if p.Secret {
				return named(p, e)
			}
			choice, err := p.Read(written(c, p, vote))
			if err != nil {
				return err
			}
			if said, err = castFor(tx, e, board.Ballot{Poll: p.ID, Seat: e.Seat, Person: c.Who.Person.ID, Choice: choice}); err != nil {
				return err
			}
			if said.previous == "" {
				if owed, err = tx.Owed(c.Who.Person.ID, c.Board.ID, 1); err != nil {
					return err
				}
			}
			return tx.Later(show, entity(p.ID), f.db.Now().Add(f.Settle), nil)
		})
	}
	err := count(false)
	if errors.Is(err, errCounted) {
		err = count(true)
	}
	if no := unread(p, err, vote.Unknown(c)); no != nil {
		return chat.Reply{}, no
	}
	if err != nil {
		return chat.Reply{}, f.notCast(err, p, c)
	}
	confirmed := said.message(p, c.Now)
	if said.previous != "" { // they were led on when they voted first
		return chat.Reply{Messages: []chat.Message{confirmed}}, nil
	}
	return chat.Reply{Messages: f.next(confirmed, c, owed)}, nil
}

// counted is what became of a named ballot.
type counted struct {
	choice   board.Choice
	previous board.Choice // of the same person; empty: this is the first
	other    string       // whose ballot for the seat it replaced
}

// castFor keeps the ballot of an elector's seat. What another person had said
// for the seat stays that person's own.
func castFor(tx *storage.Tx, e board.Elector, b board.Ballot) (r counted, err error) {
	r.choice = b.Choice
	cast := tx.Cast
	if e.Voted {
		cast = tx.Recast
	}
	before, err := cast(b)
	switch {
	case err != nil || before.Person == 0:
	case before.Person == b.Person:
		r.previous = before.Choice
	default:
		r.other, err = tx.PersonName(before.Person)
	}
	return r, err
}

// message says that the ballot counts, and until when it can be changed.
func (r counted) message(p board.Poll, now time.Time) chat.Message {
	args := []any{"Choice", label(p, r.choice), "Closes", p.Closes.In(now.Location())}
	switch {
	case r.other != "":
		return chat.Say(chat.T("poll.vote.replaced", append(args, "By", r.other)...))
	case r.previous != "" && !p.SameBallot(r.previous, r.choice):
		return chat.Say(chat.T("poll.vote.changed", append(args, "Before", label(p, r.previous))...))
	}
	return chat.Say(chat.T("poll.vote.counted", args...))
}

// late says that the ballot came after the end.
func late(p board.Poll, zone *time.Location) error {
	return commands.Refuse("poll.vote.late", "Number", p.Number, "Closes", over(p).In(zone)).With(button("poll.button.result", p, "poll.show"))
}

// takes tells whether the poll takes ballots, and what else its electors may
// do, at now: until its deadline, and within the board's term.
func takes(p board.Poll, term board.Term, now time.Time) error {
	if err := p.Accept(now); err != nil {
		return err
	}
	if term.Ended(now) {
		return board.ErrTermOver
	}
	return nil
}

// accepted finds the elector for whom the person may cast a ballot now.
func accepted(tx *storage.Tx, p board.Poll, term board.Term, who board.Standing, now time.Time) (board.Elector, error) {
	if err := takes(p, term, now); err != nil {
		return board.Elector{}, err
	}
	e, err := entitled(tx, p, who)
	if err != nil || e.Voted || p.PresentCount == 0 {
		return e, err
	}
	count, err := tx.Count(p.ID)
	if err == nil && count.Voted >= presentOf(p, count) {
		err = board.ErrPresentFull
	}
	return e, err
}

// entitled finds the elector for whom the person may vote now.
func entitled(tx *storage.Tx, p board.Poll, who board.Standing) (board.Elector, error) {
	electors, err := tx.ElectorsFor(p.ID, who.Person.ID)
	if err != nil {
		return board.Elector{}, err
	}
	var no error = board.ErrNoElector
	for _, e := range electors {
		seat := who.Seat
		if seat.ID != e.Seat {
			if seat, err = tx.Seat(e.Seat); err != nil {
				return board.Elector{}, fmt.Errorf("seat of elector: %w", err)
			}
		}
		if no = p.MayVote(e, seat, who.Person.ID); no == nil {
			return e, nil
		}
		if no == board.ErrNoElector && seat.Holder.ID == who.Person.ID && seat.Voter().ID != who.Person.ID {
			no = commands.Refuse("refused.delegated", "Name", seat.Voter().Name)
		}
	}
	return board.Elector{}, no
}

// next adds what is still open for the person: the next poll as a message of
// its own, so that nobody mistakes its buttons, or that there is nothing.
func (f *Polls) next(said chat.Message, c *commands.Call, owed []board.Poll) []chat.Message {
	if len(owed) == 0 {
		return []chat.Message{said.With(chat.Para{Text: chat.T("poll.vote.nothing_open")})}
	}
	return []chat.Message{said, f.stillOpen("poll.vote.next", owed[0], c.Now)}
}

// stillOpen names a poll that is open for the reader, with its buttons.
func (f *Polls) stillOpen(key string, p board.Poll, now time.Time) chat.Message {
	if p.Secret { // the first line shows on locked screens
		return chat.Say(chat.T("poll.secret.open", "Closes", p.Closes.In(now.Location()), "Talk", key == "poll.talk"), title(sheet{poll: p})).
			With(secretButtons(p, showButton(p)))
	}
	return chat.Say(chat.T(key, "Number", p.Number, "Question", p.Question, "Closes", p.Closes.In(now.Location()), "Typed", f.Typed)).
		With(ballotButtons(p, showButton(p)))
}

// Talk answers somebody who just writes to the bot: with the ballot buttons
// of what is open. What is written is never counted. No messages: nothing is open.
func (f *Polls) Talk(ctx context.Context, c *commands.Call) ([]chat.Message, error) {
	owed, err := f.owed(ctx, c, 3)
	var messages []chat.Message
	key := "poll.talk"
	for _, p := range owed {
		messages = append(messages, f.stillOpen(key, p, c.Now))
		key = "poll.vote.next"
	}
	return messages, err
}

// ballotTasks are the ballots that the person still owes.
func (f *Polls) ballotTasks(ctx context.Context, c *commands.Call) ([]commands.Task, error) {
	owed, err := f.owed(ctx, c, selectable)
	tasks := make([]commands.Task, len(owed))
	for i, p := range owed {
		closes := p.Closes.In(c.Now.Location())
		tasks[i] = commands.Task{Ballot: true,
			Text:    taskLine(p, closes),
			Buttons: ballotButtons(p, showButton(p)), Due: closes,
		}
	}
	return tasks, err
}

// taskLine says in a line which ballot is missing, and until when it can be cast.
func taskLine(p board.Poll, closes time.Time) chat.Text {
	return chat.T("poll.task", "Number", p.Number, "Question", p.Question, "Closes", closes)
}

// owed are the polls, at most limit, in which the person's ballot is missing;
// none when the board's term is over.
func (f *Polls) owed(ctx context.Context, c *commands.Call, limit int) (owed []board.Poll, err error) {
	if c.Board.Term.Ended(c.Now) {
		return nil, nil
	}
	err = f.db.ReadOne(ctx, func(tx *storage.Tx) (err error) {
		owed, err = tx.Owed(c.Who.Person.ID, c.Board.ID, limit)
		return err
	})
	return owed, err
}

// object ends a circular poll: the item goes to a meeting.
func (f *Polls) object(shared params) commands.Command {
	return commands.Command{
		Path: "poll.object", Right: board.Members, Params: []commands.Param{shared.running, shared.confirm},
		Do: func(ctx context.Context, c *commands.Call) (chat.Reply, error) {
			sure := shared.confirm.Of(c)
			return f.step(ctx, c, shared, sure, func(tx *storage.Tx, p board.Poll, e board.Elector) error {
				if !p.Objectionable() {
					return board.ErrNotObjectionable
				}
				if !sure {
					return nil
				}
				if err := tx.Object(p.ID, e.Seat, c.Who.Person.ID); err != nil {
					return err
				}
				return f.end(tx, p, f.db.Now(), 0, "")
			})
		},
	}
}

// recuse takes the seat out of the electorate and the presence of this poll.
func (f *Polls) recuse(shared params) commands.Command {
	return commands.Command{
		Path: "poll.recuse", Right: board.Members, Params: []commands.Param{shared.running, shared.confirm},
		Do: func(ctx context.Context, c *commands.Call) (chat.Reply, error) {
			sure := shared.confirm.Of(c) || !c.Pressed()
			return f.step(ctx, c, shared, sure, func(tx *storage.Tx, p board.Poll, e board.Elector) error {
				if e.Voted {
					return board.ErrVoted
				}
				if !sure {
					return nil
				}
				if err := tx.Recuse(p.ID, e.Seat); err != nil {
					return err
				}
				if p.Item != 0 { // it holds for the item, not for this vote alone
					if _, err := tx.RecuseItem(board.Meeting{ID: p.Meeting, Board: p.Board}, p.Item, e.Seat); err != nil {
						return err
					}
				}
				if err := f.fewer(tx, c.Board, p); err != nil {
					return err
				}
				return tx.Later(show, entity(p.ID), f.db.Now(), nil)
			})
		},
	}
}

// step is what an elector does to a poll that cannot be taken back: who is not
// sure yet is asked first. do runs both times and changes nothing before.
func (f *Polls) step(ctx context.Context, c *commands.Call, shared params, sure bool, do func(*storage.Tx, board.Poll, board.Elector) error) (chat.Reply, error) {
	var p board.Poll
	err := f.db.Write(ctx, by(c), func(tx *storage.Tx) (err error) {
		if p, err = tx.LockPoll(shared.running.Of(c).ID, true); err != nil {
			return err
		}
		if err = takes(p, c.Board.Term, f.db.Now()); err != nil {
			return err
		}
		e, err := entitled(tx, p, c.Who)
		if err != nil {
			return err
		}
		return do(tx, p, e)
	})
	if errors.Is(err, storage.ErrExists) {
		err = board.ErrVoted
	}
	if err != nil {
		return chat.Reply{}, refusal(err, p, c.Now.Location())
	}
	path, about := c.Command.Path, []any{"Number", p.Number, "Question", p.Question}
	if sure {
		return chat.Reply{Messages: []chat.Message{chat.Say(chat.T(path+".done", about...))}}, nil
	}
	return chat.Reply{Messages: []chat.Message{chat.Say(chat.T(path+".ask", about...)).With(chat.Actions{
		button(path+".yes", p, path, "confirm", "yes"), showButton(p),
	})}}, nil
}
