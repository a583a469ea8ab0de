package terms

import (
	"context"
	"errors"
	"strconv"
	"time"

	"beirat/board"
	"beirat/chat"
	"beirat/commands"
	"beirat/storage"
)

// nextParams are what is said of the next term.
type nextParams struct {
	basis   commands.TextParam
	start   commands.TimeParam
	months  commands.NumberParam
	seats   commands.FlagParam
	rules   commands.FlagParam
	drop    commands.FlagParam
	confirm commands.FlagParam
}

func newNextParams() nextParams {
	return nextParams{
		basis:   commands.Text("basis").Max(500).RequiredOr("drop_next"),
		start:   commands.Time("start").DayOnly(),
		months:  commands.Number("months", 1, 120).Optional(24),
		seats:   commands.Flag("keep_seats").Optional(true),
		rules:   commands.Flag("keep_rules").Optional(true),
		drop:    commands.Flag("drop_next"),
		confirm: commands.Flag("confirm").Hidden(),
	}
}

// next plans the term that follows the present one, or lets it begin where that
// one is over. It asks first.
func (f *Terms) next() commands.Command {
	p := newNextParams()
	return commands.Command{
		Path: "board.term_next", Right: board.Chairing,
		Params:   []commands.Param{p.basis, p.start, p.months, p.seats, p.rules, p.drop, p.confirm},
		Needless: func(*commands.Call) []string { return []string{p.drop.Name()} },
		Shape:    func(_ context.Context, c *commands.Call, form *chat.Form) error { return shapeNext(c, form) },
		Do: func(ctx context.Context, c *commands.Call) (chat.Reply, error) {
			if p.drop.Of(c) {
				return f.drop(ctx, c)
			}
			n := p.said(c, c.Board)
			if !p.confirm.Of(c) {
				err := f.db.Read(ctx, func(tx *storage.Tx) error { return goesOn(tx, c, c.Board) })
				if err == nil {
					err = follows(c, n, c.Board)
				}
				if err != nil {
					return chat.Reply{}, err
				}
				return p.ask(c, n), nil
			}
			err := f.db.Write(ctx, by(c), func(tx *storage.Tx) error {
				if err := tx.LockBoard(c.Board.ID); err != nil {
					return err
				}
				b, err := tx.Board(c.Board.ID)
				if err != nil {
					return err
				}
				n = p.said(c, b) // another may have moved the end meanwhile
				if stands, err := stands(tx, n, b); err != nil || stands {
					return err
				}
				if err := goesOn(tx, c, b); err != nil {
					return err
				}
				if err := follows(c, n, b); err != nil {
					return err
				}
				return f.keep(tx, b, n)
			})
			if err != nil {
				return chat.Reply{}, err
			}
			if n.Due(c.Now) {
				return say([]chat.Button{button("term.button.certificates", c.Board.ID, "board.term_certificate"), button("term.button.archive", c.Board.ID, "board.term_archive")},
					chat.T("term.next.begun", "Start", n.Term.Start, "Last", n.Term.Last)), nil
			}
			return say([]chat.Button{button("term.button.drop", c.Board.ID, "board.term_next", "drop_next", "yes")},
				chat.T("term.next.done", "Start", n.Term.Start, "Last", n.Term.Last)), nil
		},
	}
}

// shapeNext says in the form when the next term begins if nobody says otherwise.
func shapeNext(c *commands.Call, form *chat.Form) error {
	if c.Board.Term.Last.IsZero() {
		return noTerm(c)
	}
	for i, field := range form.Fields {
		if field.Name == "start" && field.Value == "" && field.Mistake.IsZero() {
			form.Fields[i].Help = chat.T("term.next.start_usual", "Start", c.Board.Term.End())
		}
	}
	return nil
}

// said is the term that was said, for a board as it is now.
func (p nextParams) said(c *commands.Call, b board.Board) board.NextTerm {
	start := p.start.Of(c)
	if start.IsZero() {
		start = b.Term.End()
	}
	n := board.NextTerm{Board: b.ID, Seats: p.seats.Of(c), Rules: p.rules.Of(c), Basis: p.basis.Of(c), By: c.Who.Person.ID}
	if !start.IsZero() {
		n.Term = board.NewTerm(start.In(c.Now.Location()), p.months.Of(c))
	}
	return n
}

// stands tells whether the very term has begun already, or is planned: two said so
// at once, or one said it twice.
func stands(tx *storage.Tx, n board.NextTerm, b board.Board) (bool, error) {
	switch {
	case n.Term.Start.IsZero():
		return false, nil
	case n.Term.Same(b.Term):
		return true, nil
	}
	planned, err := tx.NextTerm(b.ID)
	if errors.Is(err, storage.ErrNotFound) {
		return false, nil
	}
	return n.Same(planned), err
}

// goesOn refuses another term of a board that the council has ended or turned into
// something else.
func goesOn(tx *storage.Tx, c *commands.Call, b board.Board) error {
	d, err := tx.TermDecision(b.ID, b.Term.Start)
	if errors.Is(err, storage.ErrNotFound) || err == nil && d.Fate.GoesOn() {
		return nil
	}
	if err != nil {
		return err
	}
	return commands.Refuse("term.next.decided", "Day", d.Day, "Fate", chat.T("value.future."+string(d.Fate)+".label")).
		With(button("evaluation.button.decide", c.Board.ID, "board.evaluate_decide"))
}

// follows refuses a term that cannot follow the present one of a board.
func follows(c *commands.Call, n board.NextTerm, b board.Board) error {
	switch err := n.Term.Follows(b.Term, c.Now); {
	case errors.Is(err, board.ErrNoTerm):
		return noTerm(c)
	case errors.Is(err, board.ErrTermOverlaps):
		return commands.Mistake("start", "term.next.overlaps", "Last", b.Term.Last, "Usual", b.Term.End())
	case errors.Is(err, board.ErrTermPast):
		return commands.Mistake("months", "term.next.past", "Last", n.Term.Last)
	}
	return nil
}

func noTerm(c *commands.Call) *commands.Error {
	return commands.Refuse("term.next.no_term").With(button("cmd.board.term.title", c.Board.ID, "board.term"))
}

// ask says what follows, and asks whether it shall.
func (p nextParams) ask(c *commands.Call, n board.NextTerm) chat.Reply {
	said := []string{"confirm", "yes", "basis", n.Basis, "start", n.Term.Start.Format(time.DateOnly), "months", strconv.Itoa(p.months.Of(c)),
		"keep_seats", yesNo(n.Seats), "keep_rules", yesNo(n.Rules)}
	return say([]chat.Button{button("term.next.yes", c.Board.ID, "board.term_next", said...), button("cmd.board.term.title", c.Board.ID, "board.term")},
		chat.T("term.next.ask", "Start", n.Term.Start, "Last", n.Term.Last, "Due", n.Due(c.Now), "Basis", n.Basis),
		chat.T("term.next.carried", "Seats", n.Seats, "Rules", n.Rules),
		chat.T("term.next.archived", "Due", n.Due(c.Now), "Over", c.Board.Term.Ended(c.Now), "Planned", !c.Board.Next.IsZero(), "Next", c.Board.Next))
}

func yesNo(is bool) string {
	if is {
		return "yes"
	}
	return "no"
}

// keep plans the term and what happens when it begins; one that is due begins at
// once.
func (f *Terms) keep(tx *storage.Tx, b board.Board, n board.NextTerm) error {
	before, err := tx.NextTerm(b.ID)
	if err != nil && !errors.Is(err, storage.ErrNotFound) {
		return err
	}
	if err := tx.PlanTerm(n); err != nil {
		return err
	}
	if n.Due(f.db.Now()) {
		return f.begin(tx, b, n)
	}
	if err := tx.Drop(BeginKind, storage.JobKey(b.ID)); err != nil {
		return err
	}
	if err := tx.Later(BeginKind, storage.JobKey(b.ID), n.Term.Start, nil); err != nil {
		return err
	}
	return tx.Later(PlannedKind, storage.JobKey(b.ID)+"/"+n.Term.Start.Format(time.DateOnly), f.db.Now(), replaced{Version: 1, Start: before.Term.Start, Last: before.Term.Last})
}

// replaced is the plan in whose place another one came; zero times: there was none.
type replaced struct {
	Version int       `json:"v"`
	Start   time.Time `json:"start,omitzero"`
	Last    time.Time `json:"last,omitzero"`
}

// drop takes back what was planned.
func (f *Terms) drop(ctx context.Context, c *commands.Call) (chat.Reply, error) {
	var n board.NextTerm
	err := f.db.Write(ctx, by(c), func(tx *storage.Tx) (err error) {
		if err := tx.LockBoard(c.Board.ID); err != nil {
			return err
		}
		n, err = tx.NextTerm(c.Board.ID)
		if errors.Is(err, storage.ErrNotFound) { // or another has just taken it back
			return commands.Refuse("term.next.none_planned")
		}
		if err != nil {
			return err
		}
		return f.Unplan(tx, c.Board.ID, c.Who.Person.ID)
	})
	if err != nil {
		return chat.Reply{}, err
	}
	return say(nil, chat.T("term.next.dropped", "Start", n.Term.Start)), nil
}

// Unplan takes back the next term that is planned for a board, on somebody's word,
// and plans that everybody hears of it; ErrNotFound if none is planned. The caller
// has locked the board.
func (f *Terms) Unplan(tx *storage.Tx, of, by board.ID) error {
	n, err := tx.NextTerm(of)
	if err != nil {
		return err
	}
	if err := tx.DropTerm(of); err != nil {
		return err
	}
	if err := tx.Drop(BeginKind, storage.JobKey(of)); err != nil {
		return err
	}
	return tx.Later(DroppedKind, storage.JobKey(of, by)+"/"+n.Term.Start.Format(time.DateOnly), f.db.Now(), nil)
}
