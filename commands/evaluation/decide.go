package evaluation

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"beirat/board"
	"beirat/chat"
	"beirat/commands"
	"beirat/storage"
	"beirat/words"
)

// decide writes down what the council decided about the time after the term. It
// asks first, for everybody hears of it.
func (f *Evaluation) decide() commands.Command {
	future := commands.Choice("future", board.TermFates()...).Required()
	date, reference := commands.Time("date").DayOnly(), commands.Text("reference").Max(200).Named()
	seen := commands.Text("seen").Max(60).Hidden()
	return commands.Command{
		Path: "board.evaluate_decide", Right: board.Chairing, Params: []commands.Param{future, date, reference, seen},
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
			return f.noteDecision(ctx, c, d, seen.Of(c))
		},
	}
}

// noteDecision writes a decision down where what was seen before still is so, and
// asks otherwise. After a board that does not go on no term is planned any more.
func (f *Evaluation) noteDecision(ctx context.Context, c *commands.Call, d board.TermDecision, seen string) (chat.Reply, error) {
	var s state
	var again, asks, drops bool
	err := f.db.Write(ctx, by(c), func(tx *storage.Tx) (err error) {
		if err := tx.LockBoard(c.Board.ID); err != nil {
			return err
		}
		b, err := tx.Board(c.Board.ID)
		if err != nil {
			return err
		}
		if s, err = read(tx, b, c.Now); err != nil {
			return err
		}
		before := s.decision
		again = before.ID != 0 && before.Fate == d.Fate && before.Day.Equal(d.Day) && before.Reference == d.Reference // sent twice
		asks = seen != s.seen()
		if again || asks {
			return nil
		}
		if s.decision, err = tx.DecideTerm(d); err != nil {
			return err
		}
		if err := tx.Later(CouncilKind, storage.JobKey(d.Board, s.decision.ID), f.db.Now(), replaced{Version: 1, Fate: before.Fate, Day: before.Day}); err != nil {
			return err
		}
		if drops = !d.Fate.GoesOn() && !b.Next.IsZero(); !drops {
			return nil
		}
		s.board.Next = time.Time{}
		return f.Unplan(tx, b.ID, c.Who.Person.ID)
	})
	switch {
	case err != nil:
		return chat.Reply{}, err
	case asks && !again:
		return s.askToNote(d), nil
	}
	m := chat.Say(chat.T("evaluation.decide.done", "Fate", fateName(d.Fate), "Day", d.Day, "Again", again, "Drops", drops), s.next())
	return reply(m, append(s.steps(), stateButton(c.Board.ID))...), nil
}

// seen is on what a decision is written down: the one before, and what is planned.
func (s state) seen() string {
	planned := "-"
	if !s.board.Next.IsZero() {
		planned = s.board.Next.Format(time.DateOnly)
	}
	return fmt.Sprintf("%d/%s", s.decision.ID, planned)
}

// askToNote says what follows from a decision, and asks whether it shall be
// written down.
func (s state) askToNote(d board.TermDecision) chat.Reply {
	before, of := s.decision, s.board.ID
	texts := []chat.Text{chat.T("evaluation.decide.ask", "Fate", fateName(d.Fate), "Day", d.Day, "Reference", d.Reference)}
	if before.ID != 0 {
		texts = append(texts, chat.T("evaluation.decide.instead", "Fate", fateName(before.Fate), "Day", before.Day))
	}
	if !d.Fate.GoesOn() && !s.board.Next.IsZero() {
		texts = append(texts, chat.T("evaluation.decide.unplans", "Next", s.board.Next))
	}
	if survey := s.survey.ID != 0 && s.survey.Takes(s.now); survey || s.votes() {
		texts = append(texts, chat.T("evaluation.decide.runs", "Survey", survey, "Votes", s.votes(), "Vote", s.vote.Number))
	}
	return reply(chat.Say(texts...),
		button("evaluation.button.note", of, "board.evaluate_decide", "future", string(d.Fate), "date", d.Day.Format(time.DateOnly), "reference", d.Reference, "seen", s.seen()),
		stateButton(of))
}

// basis is the decision as that on which the next term rests, in the board's
// language.
func (s state) basis() string {
	said := words.Printer{Language: words.Language(s.board.Language)}
	return said.Print(chat.T("evaluation.decide.basis", "Day", s.decision.Day, "Reference", s.decision.Reference))
}

// replaced is the decision in whose place another one was written down.
type replaced struct {
	Version int            `json:"v"`
	Fate    board.TermFate `json:"fate,omitempty"` // empty: there was none
	Day     time.Time      `json:"day,omitzero"`
}

// councilLetter is the post of CouncilKind.
func (f *Evaluation) councilLetter(ctx context.Context, j storage.Job) (letter commands.Letter, err error) {
	ids, err := j.IDs(2)
	if err != nil {
		return letter, err
	}
	var before replaced
	if len(j.Payload) > 0 {
		if err := json.Unmarshal(j.Payload, &before); err != nil {
			return letter, fmt.Errorf("payload of job %d: %w", j.ID, err)
		}
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
		letter.Message = chat.Say(chat.T("evaluation.council.post", "Board", b.Name, "Fate", fateName(d.Fate), "Day", d.Day, "Reference", d.Reference,
			"Instead", fateName(before.Fate), "Replaces", before.Fate != "", "Before", before.Day.In(f.db.Zone(b.Zone))),
			chat.T("evaluation.council."+string(d.Fate), "Ends", !b.Term.Last.IsZero(), "Last", b.Term.Last))
		return nil
	})
	return letter, err
}
