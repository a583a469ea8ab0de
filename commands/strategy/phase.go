package strategy

import (
	"context"
	"errors"
	"time"

	"beirat/board"
	"beirat/chat"
	"beirat/commands"
	"beirat/storage"
)

// phaseForm is what is said of a phase that is to begin.
type phaseForm struct {
	phase  commands.ChoiceParam[board.Phase]
	basis  commands.TextParam
	byPoll commands.FlagParam
	change commands.FlagParam
}

// phase shows where the board stands on its way to the strategy. The chair
// opens a phase and names the decision it rests on, or a poll decides.
func (f *Strategy) phase() commands.Command {
	form := phaseForm{
		phase:  commands.Choice("phase", board.Phases()...),
		basis:  commands.Text("basis").Max(500).Named(),
		byPoll: commands.Flag("by_poll"),
		change: commands.Flag("change").Hidden(),
	}
	return commands.Command{
		Path: "board.phase", Right: board.Everyone, Params: []commands.Param{form.phase, form.basis, form.byPoll, form.change},
		Do: func(ctx context.Context, c *commands.Call) (chat.Reply, error) {
			switch {
			case form.change.Of(c):
				return chat.Reply{Form: c.Form("board.phase", map[string]string{"phase": c.Raw("phase"), "by_poll": c.Raw("by_poll")})}, nil
			case form.byPoll.Of(c):
				return f.askForPhase(ctx, c, form)
			case form.phase.Given(c):
				return f.openPhase(ctx, c, form)
			case form.basis.Given(c):
				return chat.Reply{}, commands.Mistake("phase", "strategy.phase.missing")
			}
			return f.showPhases(ctx, c)
		},
	}
}

// openPhase begins a phase at once.
func (f *Strategy) openPhase(ctx context.Context, c *commands.Call, form phaseForm) (chat.Reply, error) {
	if !c.Who.Chairs() {
		return chat.Reply{}, commands.Refuse("refused.chairing")
	}
	to := form.phase.Of(c)
	err := f.db.Write(ctx, by(c), func(tx *storage.Tx) error {
		if err := tx.LockBoard(c.Board.ID); err != nil {
			return err
		}
		if err := mayOpen(tx, c, to); err != nil {
			return err
		}
		if err := asked(tx, c.Board.ID, 0); err != nil {
			return err
		}
		if !form.basis.Given(c) {
			return commands.Mistake("basis", "strategy.phase.basis_missing")
		}
		return f.beginPhase(tx, board.PhaseOpening{Board: c.Board.ID, Phase: to, Basis: form.basis.Of(c), Person: c.Who.Person.ID})
	})
	if err != nil {
		return chat.Reply{}, err
	}
	return say("strategy.phase.done", "Phase", phaseName(to)), nil
}

// mayOpen is the mistake of a phase that cannot follow the present one.
func mayOpen(tx *storage.Tx, c *commands.Call, to board.Phase) error {
	now, err := presentPhase(tx, c.Board.ID)
	if err != nil {
		return err
	}
	return mayFollow(now.Phase, to)
}

// mayFollow is the mistake of a phase that cannot follow another one.
func mayFollow(now, to board.Phase) error {
	var no board.Refusal
	if !errors.As(now.MayOpen(to), &no) {
		return nil
	}
	next, _ := now.Next()
	return commands.Mistake("phase", "refused."+string(no), "Phase", phaseName(now), "Next", phaseName(next))
}

// beginPhase keeps that a phase begins and plans that everybody hears of it.
func (f *Strategy) beginPhase(tx *storage.Tx, o board.PhaseOpening) error {
	o, err := tx.OpenPhase(o)
	if err != nil {
		return err
	}
	return tx.Later(PhaseKind, storage.JobKey(o.Board, o.ID), f.db.Now(), nil)
}

// presentPhase is the phase that a board is in; zero if it has opened none.
func presentPhase(tx *storage.Tx, of board.ID) (board.PhaseOpening, error) {
	last, err := tx.Phases(of, 1)
	if err != nil || len(last) == 0 {
		return board.PhaseOpening{}, err
	}
	return last[0], nil
}

// shownPhases is how many openings are listed.
const shownPhases = 8

func (f *Strategy) showPhases(ctx context.Context, c *commands.Call) (chat.Reply, error) {
	var opened []board.PhaseOpening
	var lines []chat.Text
	err := f.db.Read(ctx, func(tx *storage.Tx) (err error) {
		if opened, err = tx.Phases(c.Board.ID, shownPhases); err != nil {
			return err
		}
		for _, o := range opened {
			line, err := openingText(tx, "strategy.phase.line", o, c.Now.Location())
			if err != nil {
				return err
			}
			lines = append(lines, line)
		}
		return nil
	})
	if err != nil {
		return chat.Reply{}, err
	}
	if len(opened) == 0 {
		m := chat.Say(chat.T("strategy.phase.none"), chat.T("strategy.phase.way"))
		return chat.Reply{Messages: []chat.Message{m.With(phaseButtons(c, "")...)}}, nil
	}
	now := opened[0].Phase
	m := chat.Say(chat.T("strategy.phase.title", "Phase", phaseName(now)), phaseAbout(now), chat.T("strategy.phase.opened", "Lines", lines), chat.T("strategy.phase.way"))
	return chat.Reply{Messages: []chat.Message{m.With(phaseButtons(c, now)...)}}, nil
}

// phaseButtons lead to the next phase, for those who may take the board there.
func phaseButtons(c *commands.Call, now board.Phase) []chat.Block {
	next, follows := now.Next()
	if !follows || !c.Who.May(board.MembersAndChair) {
		return nil
	}
	var row chat.Actions
	if c.Who.Chairs() {
		row = append(row, button(chat.T("strategy.phase.button.open", "Phase", phaseName(next)), c.Board.ID, "board.phase", "phase", string(next), "change", "yes"))
	}
	row = append(row, button(chat.T("strategy.phase.button.vote", "Phase", phaseName(next)), c.Board.ID, "board.phase", "phase", string(next), "by_poll", "yes", "change", "yes"))
	return []chat.Block{row}
}

// openingText says that a phase began, and by whom and on what it rests.
func openingText(tx *storage.Tx, sentence string, o board.PhaseOpening, zone *time.Location) (chat.Text, error) {
	args := []any{"Phase", phaseName(o.Phase), "Opened", o.Opened.In(zone), "Basis", o.Basis, "By", "", "Poll", 0}
	if o.Poll != 0 {
		p, err := tx.Poll(o.Poll)
		return chat.T(sentence, append(args, "Poll", p.Number)...), err
	}
	person, err := tx.Person(o.Person)
	return chat.T(sentence, append(args, "By", person.Name)...), err
}

func phaseName(p board.Phase) chat.Text {
	if p == "" {
		return chat.Text{}
	}
	return chat.T("value.phase." + string(p) + ".label")
}

// phaseAbout says what a phase is about.
func phaseAbout(p board.Phase) chat.Text { return chat.T("strategy.phase.about." + string(p)) }

// Lines are what the menu says of the strategy: the phase.
func (f *Strategy) Lines(ctx context.Context, c *commands.Call) ([]chat.Text, error) {
	var now board.PhaseOpening
	err := f.db.ReadOne(ctx, func(tx *storage.Tx) (err error) {
		now, err = presentPhase(tx, c.Board.ID)
		return err
	})
	if err != nil || now.Phase == "" {
		return nil, err
	}
	return []chat.Text{chat.T("strategy.phase.menu", "Phase", phaseName(now.Phase), "Opened", now.Opened.In(c.Now.Location()))}, nil
}

// phaseLetter is the post of PhaseKind.
func (f *Strategy) phaseLetter(ctx context.Context, j storage.Job) (letter commands.Letter, err error) {
	ids, err := j.IDs(2)
	if err != nil {
		return letter, err
	}
	err = f.db.Read(ctx, func(tx *storage.Tx) error {
		b, err := tx.Board(ids[0])
		if err != nil {
			return err
		}
		opened, err := tx.Phases(b.ID, shownPhases)
		if err != nil {
			return err
		}
		for _, o := range opened {
			if o.ID != ids[1] {
				continue
			}
			post, err := openingText(tx, "strategy.phase.post", o, f.db.Zone(b.Zone))
			if err != nil {
				return err
			}
			m := chat.Say(post, phaseAbout(o.Phase))
			letter = commands.Letter{Board: b.ID, Message: m.With(chat.Actions{phasesButton(b.ID)})}
			return nil
		}
		letter = commands.Letter{Board: b.ID, Drop: "other phases followed"}
		return nil
	})
	return letter, err
}
