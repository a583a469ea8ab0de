package polls

import (
	"context"
	"errors"
	"slices"
	"strconv"
	"unicode/utf8"

	"beirat/board"
	"beirat/chat"
	"beirat/commands"
	"beirat/storage"
)

// ballot casts a secret ballot in two steps (P07): the choices, then whether it
// is to be final. What was chosen travels in the button of the second step and
// nowhere else; no answer repeats it.
func (f *Polls) ballot(shared params) commands.Command {
	poll := shared.running.Hidden()
	paper := commands.Choice("vote", board.Choices()...).Free().Confidential()
	return commands.Command{
		Path: "poll.ballot", Right: board.Members, Hidden: true, Params: []commands.Param{poll, paper, shared.confirm}, Shape: f.shapeSecret,
		Do: func(ctx context.Context, c *commands.Call) (chat.Reply, error) {
			id, final := poll.Of(c).ID, shared.confirm.Of(c)
			if final && paper.Given(c) {
				return f.putIntoUrn(ctx, c, id, paper.Of(c))
			}
			p, err := f.polling(ctx, c, id)
			if err != nil {
				return chat.Reply{}, f.notCast(err, p, c)
			}
			if !paper.Given(c) {
				return choices(c, p), nil
			}
			choice, err := readPaper(p, written(c, p, paper))
			if err != nil {
				return chat.Reply{}, err
			}
			return chat.Reply{Messages: []chat.Message{finally(p, choice)}}, nil
		},
	}
}

// onRoll tells that the seat has cast its secret ballot, which is final. Of an
// ex-officio seat nobody knows who did.
type onRoll struct{ exOfficio bool }

func (onRoll) Error() string { return "the seat is on the roll" }

// errNotSecret: the poll takes no secret ballots.
var errNotSecret = errors.New("the poll is not secret")

// polling reads the poll for one who may cast a secret ballot in it now.
func (f *Polls) polling(ctx context.Context, c *commands.Call, id board.ID) (p board.Poll, err error) {
	err = f.db.Read(ctx, func(tx *storage.Tx) error {
		if p, err = tx.Poll(id); err != nil {
			return err
		}
		_, err = f.secretElector(tx, p, c)
		return err
	})
	return p, err
}

// secretElector finds the seat for which the caller may cast a secret ballot now.
func (f *Polls) secretElector(tx *storage.Tx, p board.Poll, c *commands.Call) (board.Elector, error) {
	e, err := accepted(tx, p, c.Board.Term, c.Who, f.db.Now())
	switch {
	case err != nil:
		return e, err
	case !p.Secret:
		return e, errNotSecret
	case e.Voted:
		return e, onRoll{e.ExOfficio}
	}
	return e, nil
}

// So many options of a choice stand as buttons if their labels are no longer;
// others are asked for in a form.
const (
	secretOptions = 5
	secretLabel   = 40 // characters
)

// choices asks what the ballot says: by buttons where there are few, else in
// the form of the poll's ballot.
func choices(c *commands.Call, p board.Poll) chat.Reply {
	var row chat.Actions
	switch {
	case p.Method == board.YesNo:
		for _, choice := range board.Choices() {
			row = append(row, secretChoice(p, choice))
		}
	case p.Method == board.OneOf && buttoned(p.Options):
		for _, o := range p.Options {
			row = append(row, secretChoice(p, board.Choice(strconv.Itoa(o.Number))))
		}
		row = append(row, secretChoice(p, board.Abstain))
	default:
		return chat.Reply{Form: c.Form("poll.ballot", map[string]string{"poll": strconv.Itoa(p.Number)})}
	}
	how := chat.Actions{button("poll.more.secrecy.button", p, "poll.secrecy")} // a row of its own, beside nothing confidential
	return chat.Reply{Messages: []chat.Message{chat.Say(title(sheet{poll: p}), chat.T("poll.ballot.ask")).With(row, how)}}
}

func buttoned(options []board.Option) bool {
	return len(options) <= secretOptions && !slices.ContainsFunc(options, func(o board.Option) bool {
		return utf8.RuneCountInString(o.Label) > secretLabel
	})
}

// secretChoice is the button of the first step.
func secretChoice(p board.Poll, choice board.Choice) chat.Button {
	b := button("poll.ballot.button", p, "poll.ballot", "vote", string(choice))
	b.Label = label(p, choice)
	return b
}

// shapeSecret makes the form of a secret ballot one of the poll that it is about.
func (f *Polls) shapeSecret(ctx context.Context, c *commands.Call, form *chat.Form) error {
	return f.db.Read(ctx, func(tx *storage.Tx) error {
		p, err := f.formPoll(tx, c, form)
		if err == nil {
			shapeBallot(form, p, "vote", "")
		}
		return err
	})
}

// finally asks whether the ballot is to be final. It does not say what is on it.
func finally(p board.Poll, choice board.Choice) chat.Message {
	return chat.Say(chat.T("poll.ballot.final", "Number", p.Number)).With(chat.Actions{
		button("poll.ballot.final.yes", p, "poll.ballot", "vote", string(choice), "confirm", "yes"),
		button("poll.ballot.final.again", p, "poll.ballot"),
	})
}

// putIntoUrn puts the ballot into the urn and its seat on the roll.
func (f *Polls) putIntoUrn(ctx context.Context, c *commands.Call, id board.ID, choice board.Choice) (chat.Reply, error) {
	var (
		p     board.Poll
		owed  []board.Poll
		paper storage.Paper
	)
	cast := func() error {
		return f.db.Write(ctx, by(c), func(tx *storage.Tx) (err error) {
			if p, err = tx.LockPoll(id, true); err != nil {
				return err
			}
			e, err := f.secretElector(tx, p, c)
			if err != nil {
				return err
			}
			if paper.Choice, err = readPaper(p, string(choice)); err != nil {
				return err
			}
			paper.Receipt = ""
			if p.Receipts {
				paper.Receipt = newReceipt()
			}
			if err := tx.PutIntoUrn(p.ID, e.Seat, paper); err != nil {
				return err
			}
			if owed, err = tx.Owed(c.Who.Person.ID, c.Board.ID, 1); err != nil {
				return err
			}
			return tx.Later(show, entity(p.ID), f.db.Now().Add(f.Settle), nil)
		})
	}
	err := cast()
	for errors.Is(err, storage.ErrReceiptTaken) {
		err = cast()
	}
	if err != nil {
		return chat.Reply{}, f.notCast(err, p, c)
	}
	m := chat.Say(chat.T("poll.ballot.done", "Number", p.Number))
	if paper.Receipt != "" {
		m = m.With(chat.Para{Text: chat.T("poll.ballot.receipt", "Code", paper.Receipt)})
	}
	return chat.Reply{Messages: f.next(m, c, owed)}, nil
}

// notCast says why no secret ballot is taken.
func (f *Polls) notCast(err error, p board.Poll, c *commands.Call) error {
	var voted onRoll
	switch {
	case errors.Is(err, board.ErrClosed):
		return late(p, c.Now.Location())
	case errors.As(err, &voted):
		return commands.Refuse("poll.ballot.voted", "Number", p.Number, "ExOfficio", voted.exOfficio).With(showButton(p))
	case errors.Is(err, errNotSecret):
		return commands.Refuse("poll.ballot.not_secret", "Number", p.Number).With(showButton(p))
	}
	return refusal(err, p, c.Now.Location())
}

// named refuses a named ballot in a secret vote, be it typed or by a button from
// before the vote became secret. The seat's own vote is not used up by it.
func named(p board.Poll, e board.Elector) error {
	if e.Voted {
		return onRoll{e.ExOfficio}
	}
	return commands.Refuse("poll.ballot.typed", "Number", p.Number).With(button("poll.ballot.button", p, "poll.ballot"), showButton(p))
}

// readPaper reads what a ballot says. The error is a mistake of the field.
func readPaper(p board.Poll, typed string) (board.Choice, error) {
	choice, err := p.Read(typed)
	if err == nil {
		return choice, nil
	}
	if mistake := unread(p, err, commands.Mistake("vote", "poll.ballot.unread")); mistake != nil {
		return "", mistake
	}
	return "", err
}
