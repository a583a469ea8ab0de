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
	choice := commands.Choice("vote", board.Choices()...).Required()
	return commands.Command{
		Path: "poll.vote", Right: board.Members, Params: []commands.Param{shared.running, choice},
		Do: func(ctx context.Context, c *commands.Call) (chat.Reply, error) {
			return f.cast(ctx, c, shared.running.Of(c).ID, choice.Of(c))
		},
	}
}

func (f *Polls) cast(ctx context.Context, c *commands.Call, id board.ID, choice board.Choice) (chat.Reply, error) {
	var (
		p        board.Poll
		previous board.Choice
		owed     []board.Poll
	)
	err := f.db.Write(ctx, by(c), func(tx *storage.Tx) (err error) {
		// The lock orders this ballot and the close: whoever comes second sees the first.
		if p, err = tx.LockPoll(id, false); err != nil {
			return err
		}
		e, err := accepted(tx, p, c.Board.Term, c.Who, f.db.Now())
		if err != nil {
			return err
		}
		ballot := board.Ballot{Poll: p.ID, Seat: e.Seat, Person: c.Who.Person.ID, Choice: choice}
		if previous, err = tx.Cast(ballot); err != nil {
			return err
		}
		if owed, err = tx.Owed(c.Who.Person.ID, c.Board.ID, 1); err != nil {
			return err
		}
		return tx.Later(show, entity(p.ID), f.db.Now(), nil)
	})
	if errors.Is(err, board.ErrClosed) {
		return chat.Reply{}, late(p, c.Now.Location())
	}
	if err != nil {
		return chat.Reply{}, refusal(err, p, c.Now.Location())
	}
	return chat.Reply{Messages: next(counted(p, choice, previous, c.Now), c, owed)}, nil
}

// late says that the ballot came after the end.
func late(p board.Poll, zone *time.Location) error {
	no := commands.Refuse("poll.vote.late", "Number", p.Number, "Closes", over(p).In(zone))
	no.Buttons = []chat.Button{button("poll.button.result", p, "poll.show")}
	return no
}

// accepted finds the elector for whom the person may cast a ballot now.
func accepted(tx *storage.Tx, p board.Poll, term board.Term, who board.Standing, now time.Time) (board.Elector, error) {
	if err := p.Accept(now); err != nil {
		return board.Elector{}, err
	}
	if term.Ended(now) {
		return board.Elector{}, board.ErrTermOver
	}
	e, err := entitled(tx, p, who)
	if err != nil || e.Voted || p.PresentCount == 0 {
		return e, err
	}
	count, err := tx.Count(p.ID)
	if err == nil && count.Yes+count.No+count.Abstain >= p.PresentCount-count.Recused {
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
	}
	return board.Elector{}, no
}

// counted says that the ballot counts, and until when it can be changed.
func counted(p board.Poll, choice, previous board.Choice, now time.Time) chat.Message {
	args := []any{"Choice", label(choice), "Closes", p.Closes.In(now.Location())}
	if previous != "" && previous != choice {
		return chat.Say(chat.T("poll.vote.changed", append(args, "Before", label(previous))...))
	}
	return chat.Say(chat.T("poll.vote.counted", args...))
}

// next adds what is still open for the person: the next poll as a message of
// its own, so that nobody mistakes its buttons, or that there is nothing.
func next(said chat.Message, c *commands.Call, owed []board.Poll) []chat.Message {
	if len(owed) == 0 {
		return []chat.Message{said.With(chat.Para{Text: chat.T("poll.vote.nothing_open")})}
	}
	p := owed[0]
	return []chat.Message{said, chat.Say(chat.T("poll.vote.next", "Number", p.Number, "Question", p.Question, "Closes", p.Closes.In(c.Now.Location()))).
		With(ballotButtons(p, showButton(p)))}
}

func label(choice board.Choice) chat.Text { return chat.T("value.vote." + string(choice) + ".label") }

// Talk answers somebody who just writes to the bot: with the ballot buttons
// of what is open. What is written is never counted. No messages: nothing is open.
func (f *Polls) Talk(ctx context.Context, c *commands.Call) ([]chat.Message, error) {
	var owed []board.Poll
	err := f.db.Read(ctx, func(tx *storage.Tx) (err error) {
		owed, err = tx.Owed(c.Who.Person.ID, c.Board.ID, 3)
		return err
	})
	var messages []chat.Message
	for _, p := range owed {
		messages = append(messages, chat.Say(chat.T("poll.talk", "Number", p.Number, "Question", p.Question, "Closes", p.Closes.In(c.Now.Location()))).
			With(ballotButtons(p, showButton(p))))
	}
	return messages, err
}

// Tasks are the ballots that the person still owes.
func (f *Polls) Tasks(ctx context.Context, c *commands.Call) ([]commands.Task, error) {
	var owed []board.Poll
	err := f.db.Read(ctx, func(tx *storage.Tx) (err error) {
		owed, err = tx.Owed(c.Who.Person.ID, c.Board.ID, selectable)
		return err
	})
	tasks := make([]commands.Task, len(owed))
	for i, p := range owed {
		closes := p.Closes.In(c.Now.Location())
		tasks[i] = commands.Task{
			Text:    chat.T("poll.task", "Number", p.Number, "Question", p.Question, "Closes", closes),
			Buttons: ballotButtons(p, showButton(p)), Due: closes,
		}
	}
	return tasks, err
}

// object ends a circular poll: the item goes to a meeting.
func (f *Polls) object(shared params) commands.Command {
	return commands.Command{
		Path: "poll.object", Right: board.Members, Params: []commands.Param{shared.running, shared.confirm},
		Do: func(ctx context.Context, c *commands.Call) (chat.Reply, error) {
			return f.step(ctx, c, shared, "poll.object", func(tx *storage.Tx, p board.Poll, e board.Elector) error {
				if !p.Objectionable() {
					return board.ErrNotObjectionable
				}
				if !shared.confirm.Of(c) {
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
			return f.step(ctx, c, shared, "poll.recuse", func(tx *storage.Tx, p board.Poll, e board.Elector) error {
				if e.Voted {
					return board.ErrVoted
				}
				if !shared.confirm.Of(c) {
					return nil
				}
				if err := tx.Recuse(p.ID, e.Seat); err != nil {
					return err
				}
				return tx.Later(show, entity(p.ID), f.db.Now(), nil)
			})
		},
	}
}

// step is what an elector does to a poll in two steps: asked first, done when
// confirmed. do runs both times and must change nothing before it is confirmed.
func (f *Polls) step(ctx context.Context, c *commands.Call, shared params, path string, do func(*storage.Tx, board.Poll, board.Elector) error) (chat.Reply, error) {
	var p board.Poll
	err := f.db.Write(ctx, by(c), func(tx *storage.Tx) (err error) {
		if p, err = tx.LockPoll(shared.running.Of(c).ID, true); err != nil {
			return err
		}
		if err = p.Accept(f.db.Now()); err != nil {
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
	about := []any{"Number", p.Number, "Question", p.Question}
	if shared.confirm.Of(c) {
		return chat.Reply{Messages: []chat.Message{chat.Say(chat.T(path+".done", about...))}}, nil
	}
	return chat.Reply{Messages: []chat.Message{chat.Say(chat.T(path+".ask", about...)).With(chat.Actions{
		button(path+".yes", p, path, "confirm", "yes"), showButton(p),
	})}}, nil
}
