package strategy

import (
	"context"
	"fmt"
	"strconv"

	"beirat/board"
	"beirat/chat"
	"beirat/commands"
	"beirat/storage"
	"beirat/words"
)

// askForPhase lets a poll decide whether a phase begins.
func (f *Strategy) askForPhase(ctx context.Context, c *commands.Call, form phaseForm) (chat.Reply, error) {
	if !c.Who.May(board.MembersAndChair) {
		return chat.Reply{}, commands.Refuse("refused.members_and_chair")
	}
	if !form.phase.Given(c) {
		return chat.Reply{}, commands.Mistake("phase", "strategy.phase.missing")
	}
	to := form.phase.Of(c)
	var p board.Poll
	err := f.db.Write(ctx, by(c), func(tx *storage.Tx) error {
		if err := tx.LockBoard(c.Board.ID); err != nil {
			return err
		}
		if err := mayOpen(tx, c, to); err != nil {
			return err
		}
		if err := asked(tx, c.Board.ID); err != nil {
			return err
		}
		said := words.Printer{Language: words.Language(c.Board.Language)}
		draft := board.Poll{
			Question: said.Print(chat.T("strategy.phase.question", "Phase", phaseName(to))), Reasons: form.basis.Of(c),
			Purpose: board.Internal, Method: board.YesNo, About: board.Subject{Kind: board.AboutPhase, What: string(to)},
		}
		var err error
		p, err = f.open(tx, c, draft)
		return err
	})
	if err != nil {
		return chat.Reply{}, err
	}
	m := chat.Say(chat.T("strategy.phase.asked", "Number", p.Number, "Phase", phaseName(to), "Closes", p.Closes.In(c.Now.Location())))
	return chat.Reply{Messages: []chat.Message{m.With(chat.Actions{pollButton(p)})}}, nil
}

// asked refuses a second poll while one runs.
func asked(tx *storage.Tx, of board.ID) error {
	running, err := tx.OpenPolls(of)
	if err != nil {
		return err
	}
	for _, p := range running {
		if p.About.Kind == board.AboutPhase {
			return commands.Refuse("strategy.phase.runs", "Number", p.Number, "Phase", phaseName(board.Phase(p.About.What))).With(pollButton(p))
		}
	}
	return nil
}

func pollButton(p board.Poll) chat.Button {
	return button(chat.T("strategy.phase.button.poll"), p.Board, "poll.show", "poll", strconv.Itoa(p.Number))
}

// phaseDecided does what follows from a poll about a phase: one that was
// adopted opens it, unless that has happened meanwhile.
func (f *Strategy) phaseDecided(ctx context.Context, j storage.Job) error {
	ids, err := parseKey(j.Key, 2)
	if err != nil {
		return err
	}
	return f.db.Write(ctx, storage.By{}, func(tx *storage.Tx) error {
		if err := tx.LockBoard(ids[0]); err != nil {
			return err
		}
		p, err := tx.Poll(ids[1])
		if err != nil {
			return err
		}
		if p.State != board.Closed || !p.Outcome.Passed() {
			return fmt.Errorf("%w: poll %d opens no phase", commands.ErrDropped, p.Number)
		}
		now, err := presentPhase(tx, p.Board)
		if err != nil {
			return err
		}
		if to := board.Phase(p.About.What); now.Phase != to {
			return f.beginPhase(tx, board.PhaseOpening{Board: p.Board, Phase: to, Poll: p.ID})
		}
		return nil
	})
}
