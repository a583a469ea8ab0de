package visions

import (
	"cmp"
	"context"
	"crypto/rand"
	"errors"

	"beirat/board"
	"beirat/chat"
	"beirat/commands"
	"beirat/storage"
)

// roundForm is what somebody says of a round.
type roundForm struct {
	question commands.TextParam
	horizon  commands.NumberParam
	groups   commands.NumberParam
}

// round opens a round and draws its working groups.
func (f *Visions) round(shared params) commands.Command {
	form := roundForm{
		question: commands.Text("question").Required(),
		horizon:  commands.Number("horizon", 1, 9999).Required(),
		groups:   commands.Number("groups", 2, 20).Optional(2),
	}
	return commands.Command{
		Path: "vision.round", Right: board.Chairing, Check: form.check,
		Params: []commands.Param{form.horizon, form.question, form.groups, shared.seed},
		Shape: func(ctx context.Context, c *commands.Call, _ *chat.Form) error {
			if err := inTerm(c); err != nil {
				return err
			}
			return f.db.ReadOne(ctx, func(tx *storage.Tx) error { return noneOpen(tx, c.Board.ID) })
		},
		Do: func(ctx context.Context, c *commands.Call) (chat.Reply, error) {
			if err := inTerm(c); err != nil {
				return chat.Reply{}, err
			}
			r := board.VisionRound{Board: c.Board.ID, Question: form.question.Of(c), Horizon: form.horizon.Of(c), Groups: form.groups.Of(c)}
			err := f.db.Write(ctx, by(c), func(tx *storage.Tx) (err error) {
				if err := tx.LockBoard(r.Board); err != nil {
					return err
				}
				if err := noneOpen(tx, r.Board); err != nil {
					return err
				}
				drawn, err := f.drawn(tx, c, r, shared)
				if err != nil {
					return err
				}
				if r, err = tx.OpenVisionRound(r, drawn); err != nil {
					return err
				}
				return f.tellDraw(tx, r, notice{What: roundOpened, By: c.Who.Person.ID, Draw: 1})
			})
			if err != nil {
				return chat.Reply{}, err
			}
			return say(chat.T("vision.round.done", "Number", r.Number, "N", r.Groups), groupsButton(r.Board)), nil
		},
	}
}

// check: the year lies ahead, and not too far.
func (form roundForm) check(c *commands.Call) []*commands.Error {
	first, last := c.Now.Year(), c.Now.Year()+board.HorizonYears
	if year := form.horizon.Of(c); year < first || year > last {
		return []*commands.Error{commands.Mistake("horizon", "vision.round.horizon", "First", first, "Last", last)}
	}
	return nil
}

// noneOpen refuses a second round beside one that is open.
func noneOpen(tx *storage.Tx, of board.ID) error {
	rounds, err := tx.VisionRounds(of, 1)
	if err == nil && len(rounds) > 0 && rounds[0].Open() {
		return commands.Refuse("vision.round.open", "Number", rounds[0].Number, "Question", rounds[0].Question).With(listButton(of), groupsButton(of))
	}
	return err
}

// drawn draws the working groups of a round over who is on the board now.
func (f *Visions) drawn(tx *storage.Tx, c *commands.Call, r board.VisionRound, shared params) (board.Drawing, error) {
	seats, err := tx.Seats(r.Board)
	if err != nil {
		return board.Drawing{}, err
	}
	d := board.Drawing{Seed: cmp.Or(shared.seed.Of(c), rand.Text())}
	d.Drawn = board.Draw(seats, r.Groups, d.Seed)
	if len(d.Drawn) < r.Groups {
		no := commands.Mistake("groups", "vision.round.too_few", "N", len(d.Drawn), "Groups", r.Groups)
		if c.Command.Path != "vision.round" {
			no.Field = ""
		}
		return d, no
	}
	return d, nil
}

// redraw draws the working groups anew, by a decision that is named.
func (f *Visions) redraw(shared params) commands.Command {
	decision := commands.Text("decision").Required()
	return commands.Command{
		Path: "vision.redraw", Right: board.Chairing, Params: []commands.Param{decision, shared.seed},
		Do: func(ctx context.Context, c *commands.Call) (chat.Reply, error) {
			var r board.VisionRound
			err := f.db.Write(ctx, by(c), func(tx *storage.Tx) (err error) {
				if r, err = lockOpenRound(tx, c.Board.ID); err != nil {
					return err
				}
				d, err := f.drawn(tx, c, r, shared)
				if err != nil {
					return err
				}
				before, err := tx.Drawings(r.ID)
				if err != nil {
					return err
				}
				d.Decision = decision.Of(c)
				if err := tx.DrawAgain(r, d); err != nil {
					return err
				}
				return f.tellDraw(tx, r, notice{What: roundRedrawn, By: c.Who.Person.ID, Why: d.Decision, Draw: len(before) + 1})
			})
			if err != nil {
				return chat.Reply{}, err
			}
			return say(chat.T("vision.redraw.done", "Number", r.Number), groupsButton(r.Board)), nil
		},
	}
}

// end ends a round: nothing further is proposed, what is there is worked on.
func (f *Visions) end(shared params) commands.Command {
	return commands.Command{
		Path: "vision.end", Right: board.Chairing, Params: []commands.Param{shared.confirm},
		Do: func(ctx context.Context, c *commands.Call) (chat.Reply, error) {
			var r board.VisionRound
			if c.Pressed() && !shared.confirm.Of(c) {
				err := f.db.ReadOne(ctx, func(tx *storage.Tx) (err error) {
					r, err = openRound(tx, c.Board.ID)
					return err
				})
				yes := commands.Button(chat.T("vision.end.yes"), c.Board.ID, "vision.end", "confirm", "yes")
				return say(chat.T("vision.end.ask", "Number", r.Number, "Question", r.Question), yes, listButton(c.Board.ID)), err
			}
			err := f.db.Write(ctx, by(c), func(tx *storage.Tx) (err error) {
				if r, err = lockOpenRound(tx, c.Board.ID); err != nil {
					return err
				}
				if err := tx.EndVisionRound(r.ID); err != nil {
					return err
				}
				return errors.Join(f.showGroups(tx, r.ID), f.tell(tx, c.Board.ID, notice{What: roundEnded, By: c.Who.Person.ID, Round: r.ID}))
			})
			if err != nil {
				return chat.Reply{}, err
			}
			return say(chat.T("vision.end.done", "Number", r.Number), listButton(c.Board.ID)), nil
		},
	}
}

// openRound is the one that is open; a refusal if there is none.
func openRound(tx *storage.Tx, of board.ID) (board.VisionRound, error) {
	rounds, err := tx.VisionRounds(of, 1)
	if err != nil {
		return board.VisionRound{}, err
	}
	if len(rounds) == 0 || !rounds[0].Open() {
		return board.VisionRound{}, commands.Refuse("vision.no_round")
	}
	return rounds[0], nil
}

// lockOpenRound holds the open round until the transaction ends.
func lockOpenRound(tx *storage.Tx, of board.ID) (board.VisionRound, error) {
	r, err := openRound(tx, of)
	if err != nil {
		return r, err
	}
	if r, err = tx.LockVisionRound(r.ID); err == nil && !r.Open() {
		err = commands.Refuse("vision.no_round")
	}
	return r, err
}

// tellDraw tells everybody of a draw, each member of their group, and shows the
// groups.
func (f *Visions) tellDraw(tx *storage.Tx, r board.VisionRound, n notice) error {
	n.Round = r.ID
	if err := f.tell(tx, r.Board, n); err != nil {
		return err
	}
	groups, err := tx.WorkingGroups(r.ID)
	if err != nil {
		return err
	}
	for _, g := range groups {
		for _, seat := range g.Seats {
			if err := tx.Later(GroupKind, storage.JobKey(r.Board, r.ID, seat, board.ID(n.Draw)), f.db.Now(), nil); err != nil {
				return err
			}
		}
	}
	return f.showGroups(tx, r.ID)
}

func (f *Visions) showGroups(tx *storage.Tx, round board.ID) error {
	groups, err := tx.WorkingGroups(round)
	for _, g := range groups {
		err = errors.Join(err, f.showNow(tx, groupEntity, g.ID))
	}
	return err
}
