package evaluation

import (
	"context"
	"fmt"
	"time"

	"beirat/board"
	"beirat/chat"
	"beirat/commands"
	"beirat/storage"
	"beirat/words"
)

// outcome has the board vote on what it advises the council for the time after the
// term.
func (f *Evaluation) outcome() commands.Command {
	reasons := commands.Text("reasons").Long()
	closes, secret := commands.Time("closes").Future(), commands.Flag("secret")
	return commands.Command{
		Path: "board.evaluate_outcome", Right: board.Chairing, Params: []commands.Param{closes, reasons, secret},
		Do: func(ctx context.Context, c *commands.Call) (chat.Reply, error) {
			if c.Board.Term.Ended(c.Now) {
				return chat.Reply{}, commands.Refuse("evaluation.outcome.term_over", "Last", c.Board.Term.Last).With(decideButton(c.Board.ID))
			}
			if c.Pressed() { // the button opens the form, and its sending the vote
				return chat.Reply{Form: c.Form("board.evaluate_outcome", nil)}, nil
			}
			draft := board.Poll{Closes: closes.Of(c), Reasons: reasons.Of(c), Secret: secret.Of(c)}
			var p board.Poll
			err := f.db.Write(ctx, by(c), func(tx *storage.Tx) (err error) {
				if err := tx.LockBoard(c.Board.ID); err != nil {
					return err
				}
				if err := undecided(tx, c); err != nil {
					return err
				}
				p, err = f.open(tx, c, voteOn(c.Board, draft))
				return err
			})
			if err != nil {
				return chat.Reply{}, err
			}
			m := chat.Say(chat.T("evaluation.outcome.asked", "Number", p.Number, "Closes", p.Closes.In(c.Now.Location())))
			return reply(m, pollButton(p), stateButton(c.Board.ID)), nil
		},
	}
}

// undecided refuses to ask the board where the council has decided.
func undecided(tx *storage.Tx, c *commands.Call) error {
	s, err := read(tx, c.Board, c.Now)
	if err != nil || s.decision.ID == 0 {
		return err
	}
	return commands.Refuse("evaluation.outcome.decided", "Fate", fateName(s.decision.Fate), "Day", s.decision.Day).With(stateButton(c.Board.ID))
}

// voteOn is the vote on the time after the term, in the board's language.
func voteOn(b board.Board, draft board.Poll) board.Poll {
	said := words.Printer{Language: words.Language(b.Language)}
	p := draft
	p.Method, p.About = board.OneOf, board.Subject{Kind: board.AboutTerm}
	p.Question = said.Print(chat.T("evaluation.vote.question", "Ends", !b.Term.Last.IsZero(), "Last", b.Term.Last))
	p.Text = said.Print(chat.T("evaluation.vote.text"))
	for n, fate := range board.TermFates() {
		p.Options = append(p.Options, board.Option{Number: n + 1, Label: said.Print(chat.T("evaluation.vote." + string(fate))), Thing: board.ID(n + 1)})
	}
	return p
}

// decided hears that the vote is over: those who coordinate the board are told what
// comes of it.
func (f *Evaluation) decided(ctx context.Context, j storage.Job) error {
	ids, err := j.IDs(2)
	if err != nil {
		return err
	}
	return f.db.Write(ctx, storage.By{}, func(tx *storage.Tx) error {
		p, err := tx.Poll(ids[1])
		if err != nil {
			return err
		}
		if p.State == board.Withdrawn {
			return fmt.Errorf("%w: poll %d was withdrawn", commands.ErrDropped, p.Number)
		}
		return f.tell(tx, p.Board, AdvisedKind, p.ID)
	})
}

// tell plans a letter about a thing to everybody who coordinates a board, once it
// is not quiet.
func (f *Evaluation) tell(tx *storage.Tx, of board.ID, kind string, thing board.ID) error {
	at, err := f.awake(tx, of)
	if err != nil {
		return err
	}
	people, err := tx.Coordinators(of, at)
	for _, person := range people {
		if err == nil {
			err = tx.Later(kind, storage.JobKey(of, thing, person), at, nil)
		}
	}
	return err
}

// awake is the next moment from now on that is not quiet for a board.
func (f *Evaluation) awake(tx *storage.Tx, of board.ID) (time.Time, error) {
	b, err := tx.Board(of)
	if err != nil {
		return time.Time{}, err
	}
	profile, err := tx.Profile(of)
	now := f.db.Now().In(f.db.Zone(b.Zone))
	if at := profile.Quiet.Next(now, board.HolidaysOf(b.Land)); !at.IsZero() {
		return at, err
	}
	return now, err
}

// advisedLetter is the letter of AdvisedKind.
func (f *Evaluation) advisedLetter(ctx context.Context, j storage.Job) (commands.Letter, error) {
	return f.letter(ctx, j, 3, func(tx *storage.Tx, ids []board.ID, s state, letter *commands.Letter) error {
		p, err := tx.Poll(ids[1])
		if err != nil {
			return err
		}
		if s.decision.ID != 0 {
			letter.Drop = "the council has decided"
			return nil
		}
		m := chat.Say(chat.T("evaluation.advised", "Number", p.Number, "Fate", fateName(p.Advised()), "Some", p.Advised() != ""), s.next())
		letter.Message = reply(m, append(s.steps(), stateButton(s.board.ID))...).Messages[0]
		return nil
	})
}

// letter is one to somebody who coordinates a board, the last of the ids in the
// job's key, as the evaluation stands when it is sent.
func (f *Evaluation) letter(ctx context.Context, j storage.Job, n int, write func(tx *storage.Tx, ids []board.ID, s state, letter *commands.Letter) error) (letter commands.Letter, err error) {
	ids, err := j.IDs(n)
	if err != nil {
		return letter, err
	}
	err = f.db.Read(ctx, func(tx *storage.Tx) error {
		letter.Board = ids[0]
		b, err := tx.Board(ids[0])
		if err != nil {
			return err
		}
		if letter.Person, err = tx.NowID(ids[n-1]); err != nil {
			return err
		}
		who, err := tx.Standing(b.ID, letter.Person)
		if err != nil {
			return err
		}
		if !who.Chairs() {
			letter.Drop = "does not coordinate the board any more"
			return nil
		}
		s, err := read(tx, b, f.db.Now().In(f.db.Zone(b.Zone)))
		if err != nil {
			return err
		}
		return write(tx, ids, s, &letter)
	})
	return letter, err
}
