package roadmap

import (
	"context"
	"errors"
	"slices"

	"beirat/board"
	"beirat/chat"
	"beirat/commands"
	"beirat/storage"
)

// state says how far a measure is. A button brings along where the measure stood
// when it was drawn: who presses it learns when another was quicker.
func (f *Roadmap) state(shared params) commands.Command {
	to := commands.Choice("state", board.MeasureStates()...).Required()
	reason := commands.Text("reason").Max(1000)
	stood := commands.Choice("stood", board.MeasureStates()...).Hidden()
	return commands.Command{
		Path: "roadmap.state", Right: board.MembersAndChair, Params: []commands.Param{shared.measure, to, reason, stood},
		Shape: f.aboutMeasure,
		Do: func(ctx context.Context, c *commands.Call) (chat.Reply, error) {
			var m board.Measure
			var running board.Poll
			err := f.db.Write(ctx, by(c), func(tx *storage.Tx) (err error) {
				if m, err = tx.LockMeasure(c.Board.ID, shared.measure.Of(c).ID); err != nil {
					return err
				}
				if stood.Given(c) && stood.Of(c) != m.State && to.Of(c) != m.State {
					return overtaken(tx, c, m, to.Of(c), reason.Of(c))
				}
				if err := m.MayMove(to.Of(c), reason.Of(c)); err != nil {
					return unmoved(tx, c, m, err)
				}
				m.State, m.Why = to.Of(c), reason.Of(c)
				if err := tx.MoveMeasure(m); err != nil {
					return err
				}
				if err := f.touch(tx, m); err != nil {
					return err
				}
				if running, err = roundOver(tx, m); err != nil {
					return err
				}
				return tx.Later(MovedKind, storage.JobKey(m.Board, m.ID), f.db.Now(), nil)
			})
			if err != nil {
				return chat.Reply{}, err
			}
			return say(chat.T("roadmap.state.done", "Number", m.Number, "Title", m.Title, "State", stateName(m.State), "Running", running.Number, "Ranks", m.State.Ranks()),
				showButton(m), listButton(m.Board)), nil
		},
	}
}

// unmoved says why a measure stays where it is.
func unmoved(tx *storage.Tx, c *commands.Call, m board.Measure, err error) error {
	var no board.Refusal
	if !errors.As(err, &no) {
		return err
	}
	switch no {
	case board.ErrNoReason:
		return commands.Mistake("reason", "roadmap.state.no_reason")
	case board.ErrNotWorkedOut:
		return commands.Refuse("roadmap.state.no_text", "Number", m.Number, "Title", m.Title).
			With(button("roadmap.button.revise", m, "roadmap.revise"), showButton(m))
	}
	return commands.Refuse("roadmap.state.same", "Number", m.Number, "Title", m.Title, "State", stateName(m.State), "Moved", m.Moved.In(c.Now.Location())).
		With(showButton(m))
}

// overtaken says that the measure stands elsewhere than its button was drawn for,
// and asks whether to move it all the same.
func overtaken(tx *storage.Tx, c *commands.Call, m board.Measure, to board.MeasureState, reason string) error {
	last, err := tx.Revisions(m.Board, entity(m.ID), 1)
	if err != nil {
		return err
	}
	who := ""
	if len(last) > 0 {
		if who, err = tx.PersonName(last[0].Person); err != nil {
			return err
		}
	}
	again := button("roadmap.state.anyway", m, "roadmap.state", "state", string(to), "stood", string(m.State), "reason", reason)
	again.Label.Args = map[string]any{"State": stateName(to)}
	return commands.Refuse("roadmap.state.overtaken", "Number", m.Number, "Title", m.Title, "State", stateName(m.State),
		"Moved", m.Moved.In(c.Now.Location()), "By", who).With(again, showButton(m))
}

// touch makes true what is shown of a measure, and of those that build on it.
func (f *Roadmap) touch(tx *storage.Tx, m board.Measure) error {
	all, err := tx.Measures(m.Board)
	if err != nil {
		return err
	}
	for _, other := range all {
		if other.ID != m.ID && !slices.Contains(other.Links.After, m.ID) {
			continue
		}
		if err := tx.Later(show, entity(other.ID), f.db.Now(), nil); err != nil {
			return err
		}
	}
	return nil
}

// stateName is a state in a word.
func stateName(s board.MeasureState) chat.Text { return chat.T("value.state." + string(s) + ".label") }

// stateButton asks for the state that a measure is to have.
func stateButton(m board.Measure) chat.Button {
	return button("roadmap.button.state", m, "roadmap.state", "stood", string(m.State))
}
