package evaluation

import (
	"context"
	"time"

	"beirat/board"
	"beirat/chat"
	"beirat/commands"
	"beirat/storage"
	"beirat/words"
)

// decide writes down what the council decided about the time after the term;
// everybody hears of it.
func (f *Evaluation) decide() commands.Command {
	future := commands.Choice("future", board.TermFates()...).Required()
	date, reference := commands.Time("date").DayOnly(), commands.Text("reference").Max(200).Named()
	return commands.Command{
		Path: "board.evaluate_decide", Right: board.Chairing, Params: []commands.Param{future, date, reference},
		Do: func(ctx context.Context, c *commands.Call) (chat.Reply, error) {
			if c.Pressed() && !date.Given(c) { // the button opens the form, filled with what the board advises
				return chat.Reply{Form: c.Form("board.evaluate_decide", map[string]string{future.Name(): c.Raw(future.Name())})}, nil
			}
			d := board.TermDecision{Board: c.Board.ID, Fate: future.Of(c), Day: date.Of(c), Reference: reference.Of(c)}
			if d.Day.IsZero() {
				d.Day = time.Date(c.Now.Year(), c.Now.Month(), c.Now.Day(), 0, 0, 0, 0, c.Now.Location())
			}
			if d.Day.After(c.Now) {
				return chat.Reply{}, commands.Mistake(date.Name(), "evaluation.decide.future", "Day", d.Day)
			}
			return f.noteDecision(ctx, c, d)
		},
	}
}

func (f *Evaluation) noteDecision(ctx context.Context, c *commands.Call, d board.TermDecision) (chat.Reply, error) {
	var s state
	again := false
	err := f.db.Write(ctx, by(c), func(tx *storage.Tx) (err error) {
		if err := tx.LockBoard(c.Board.ID); err != nil {
			return err
		}
		if s, err = read(tx, c.Board, c.Now); err != nil {
			return err
		}
		before := s.decision
		if again = before.ID != 0 && before.Fate == d.Fate && before.Day.Equal(d.Day) && before.Reference == d.Reference; again { // sent twice
			return nil
		}
		if s.decision, err = tx.DecideTerm(d); err != nil {
			return err
		}
		return tx.Later(CouncilKind, storage.JobKey(d.Board, s.decision.ID), f.db.Now(), nil)
	})
	if err != nil {
		return chat.Reply{}, err
	}
	m := chat.Say(chat.T("evaluation.decide.done", "Fate", fateName(d.Fate), "Day", d.Day, "Again", again), s.next())
	return reply(m, append(s.steps(), stateButton(c.Board.ID))...), nil
}

// basis is the decision as that on which the next term rests, in the board's
// language.
func (s state) basis() string {
	said := words.Printer{Language: words.Language(s.board.Language)}
	return said.Print(chat.T("evaluation.decide.basis", "Day", s.decision.Day, "Reference", s.decision.Reference))
}

// councilLetter is the post of CouncilKind.
func (f *Evaluation) councilLetter(ctx context.Context, j storage.Job) (letter commands.Letter, err error) {
	ids, err := j.IDs(2)
	if err != nil {
		return letter, err
	}
	err = f.db.Read(ctx, func(tx *storage.Tx) error {
		letter.Board = ids[0]
		b, err := tx.Board(ids[0])
		if err != nil {
			return err
		}
		s, err := read(tx, b, f.db.Now().In(f.db.Zone(b.Zone)))
		if err != nil {
			return err
		}
		if s.decision.ID != ids[1] {
			letter.Drop = "another decision was written down since"
			return nil
		}
		d := s.decision
		letter.Message = chat.Say(chat.T("evaluation.council.post", "Board", b.Name, "Fate", fateName(d.Fate), "Day", d.Day, "Reference", d.Reference),
			chat.T("evaluation.council."+string(d.Fate), "Ends", !b.Term.Last.IsZero(), "Last", b.Term.Last))
		return nil
	})
	return letter, err
}
