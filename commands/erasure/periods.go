package erasure

import (
	"context"

	"beirat/board"
	"beirat/chat"
	"beirat/commands"
	"beirat/storage"
)

// periodParams are what is said of a period.
type periodParams struct {
	kind    commands.ChoiceParam[board.Retained]
	days    commands.NumberParam
	basis   commands.TextParam
	trial   commands.FlagParam
	deleted commands.FlagParam
	change  commands.FlagParam
}

// logMost is how many entries of the log are told.
const logMost = 20

// periods says how long a board keeps what, and what it has deleted; who
// coordinates changes it, and looks what would go now.
func (f *Erasure) periods() commands.Command {
	var kinds []board.Retained
	for _, p := range board.Periods() {
		kinds = append(kinds, p.Kind)
	}
	p := periodParams{
		commands.Choice("kept", kinds...), commands.Number("keep_days", 1, 3650), commands.Text("basis").Max(500),
		commands.Flag("trial"), commands.Flag("deleted"), commands.Flag("change").Hidden(),
	}
	return commands.Command{
		Path: "board.privacy_periods", Right: board.Everyone,
		Params:   []commands.Param{p.kind, p.days, p.basis, p.trial, p.deleted, p.change},
		Needless: func(*commands.Call) []string { return []string{p.trial.Name(), p.deleted.Name()} },
		Do: func(ctx context.Context, c *commands.Call) (chat.Reply, error) {
			changes := p.kind.Given(c) || p.days.Given(c) || p.basis.Given(c) || p.change.Of(c)
			switch {
			case changes && !c.Who.May(board.Chairing):
				return chat.Reply{}, commands.Refuse("erasure.period.not_yours").With(periodsButton(c.Board.ID))
			case (p.trial.Of(c) || p.deleted.Of(c)) && !c.Who.May(board.Chairing):
				return chat.Reply{}, commands.Refuse("erasure.period.not_told").With(periodsButton(c.Board.ID))
			case p.change.Of(c) && !p.kind.Given(c):
				return chat.Reply{Form: c.Form("board.privacy_periods", nil)}, nil
			case changes:
				return f.setPeriod(ctx, c, p)
			case p.trial.Of(c):
				return f.trial(ctx, c)
			case p.deleted.Of(c):
				return f.deleted(ctx, c)
			}
			return f.listed(ctx, c)
		},
	}
}

// listed are the periods of the board.
func (f *Erasure) listed(ctx context.Context, c *commands.Call) (chat.Reply, error) {
	periods, err := f.read(ctx, c.Board.ID)
	if err != nil {
		return chat.Reply{}, err
	}
	texts := []chat.Text{chat.T("erasure.period.title", "Board", c.Board.Name)}
	for _, p := range periods {
		texts = append(texts, line(p))
	}
	texts = append(texts, chat.T("erasure.period.forever"), chat.T("erasure.period.needed"))
	if !c.Who.May(board.Chairing) {
		return reply(texts, button("cmd.board.privacy.title", c.Board.ID, "board.privacy")), nil
	}
	return reply(texts, trialButton(c.Board.ID), changeButton(c.Board.ID), deletedButton(c.Board.ID)), nil
}

func line(p board.Period) chat.Text {
	return chat.T("erasure.period.line", "What", chat.T("value.kept."+string(p.Kind)+".label"), "Days", p.Days,
		"From", chat.T("erasure.period.from."+string(p.Kind)), "Basis", p.Basis, "Source", p.Source)
}

func (f *Erasure) read(ctx context.Context, of board.ID) (periods []board.Period, err error) {
	err = f.db.ReadOne(ctx, func(tx *storage.Tx) (err error) {
		periods, err = tx.RetentionPeriods(of)
		return err
	})
	return periods, err
}

// setPeriod gives a kind another period.
func (f *Erasure) setPeriod(ctx context.Context, c *commands.Call, p periodParams) (chat.Reply, error) {
	kind, days := p.kind.Of(c), p.days.Of(c)
	least, most := kind.Shortest(), kind.Longest()
	switch {
	case !p.kind.Given(c):
		return chat.Reply{}, commands.Mistake("kept", "erasure.period.no_kind")
	case !p.days.Given(c) || days < least || days > most:
		return chat.Reply{}, commands.Mistake("keep_days", "erasure.period.range", "Least", least, "Most", most)
	case p.basis.Of(c) == "":
		return chat.Reply{}, commands.Mistake("basis", "erasure.period.no_basis")
	}
	period := board.Period{Kind: kind, Days: days, Basis: p.basis.Of(c)}
	err := f.db.Write(ctx, by(c), func(tx *storage.Tx) error { return tx.SetRetention(c.Board.ID, period) })
	if err != nil {
		return chat.Reply{}, err
	}
	return reply([]chat.Text{chat.T("erasure.period.done"), line(period)}, trialButton(c.Board.ID), periodsButton(c.Board.ID)), nil
}

// trial says what would be deleted now, and deletes nothing.
func (f *Erasure) trial(ctx context.Context, c *commands.Call) (chat.Reply, error) {
	var texts []chat.Text
	err := f.db.Read(ctx, func(tx *storage.Tx) error {
		periods, err := tx.RetentionPeriods(c.Board.ID)
		if err != nil {
			return err
		}
		for _, p := range periods {
			n, err := tx.Expired(c.Board.ID, p, c.Now)
			if err != nil {
				return err
			}
			if n > 0 {
				texts = append(texts, chat.T("erasure.trial.line", "What", chat.T("value.kept."+string(p.Kind)+".label"), "N", n))
			}
		}
		return nil
	})
	if err != nil {
		return chat.Reply{}, err
	}
	texts = append([]chat.Text{chat.T("erasure.trial.title", "Any", len(texts) > 0)}, texts...)
	return reply(texts, periodsButton(c.Board.ID)), nil
}

// deleted says what was deleted, how much and when, and never whose it was.
func (f *Erasure) deleted(ctx context.Context, c *commands.Call) (chat.Reply, error) {
	var log []storage.RetentionEntry
	err := f.db.ReadOne(ctx, func(tx *storage.Tx) (err error) {
		log, err = tx.RetentionLog(c.Board.ID, logMost)
		return err
	})
	if err != nil {
		return chat.Reply{}, err
	}
	texts := []chat.Text{chat.T("erasure.log.title", "Any", len(log) > 0)}
	for _, e := range log {
		at := e.At.In(c.Now.Location())
		if e.Kind == storage.ForgottenKind {
			texts = append(texts, chat.T("erasure.log.forgotten", "At", at, "N", e.Removed, "Basis", e.Basis))
			continue
		}
		texts = append(texts, chat.T("erasure.log.line", "At", at, "What", chat.T("value.kept."+e.Kind+".label"), "N", e.Removed))
	}
	return reply(texts, periodsButton(c.Board.ID)), nil
}

func periodsButton(of board.ID) chat.Button {
	return button("erasure.button.periods", of, "board.privacy_periods")
}

func trialButton(of board.ID) chat.Button {
	return button("erasure.button.trial", of, "board.privacy_periods", "trial", "yes")
}

func changeButton(of board.ID) chat.Button {
	return button("erasure.button.change", of, "board.privacy_periods", "change", "yes")
}

func deletedButton(of board.ID) chat.Button {
	return button("erasure.button.deleted", of, "board.privacy_periods", "deleted", "yes")
}
