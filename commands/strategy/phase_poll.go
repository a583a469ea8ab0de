package strategy

import (
	"context"
	"errors"
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
		if err := asked(tx, c.Board.ID, 0); err != nil {
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

// asked refuses to go past a poll that runs, other than this one.
func asked(tx *storage.Tx, of, other board.ID) error {
	running, err := tx.OpenPolls(of)
	if err != nil {
		return err
	}
	for _, p := range running {
		if p.About.Kind == board.AboutPhase && p.ID != other {
			return commands.Refuse("strategy.phase.runs", "Number", p.Number, "Phase", phaseName(board.Phase(p.About.What))).With(pollButton(p))
		}
	}
	return nil
}

func pollButton(p board.Poll) chat.Button {
	return button(chat.T("strategy.phase.button.poll"), p.Board, "poll.show", "poll", strconv.Itoa(p.Number))
}

// PhaseAgain hears that a poll about a phase is held again. It refuses where the
// phase cannot follow the present one any more.
func (f *Strategy) PhaseAgain(tx *storage.Tx, p board.Poll) error {
	if err := tx.LockBoard(p.Board); err != nil {
		return err
	}
	if err := asked(tx, p.Board, p.ID); err != nil {
		return err
	}
	now, err := presentPhase(tx, p.Board)
	if err != nil {
		return err
	}
	err = mayFollow(now.Phase, board.Phase(p.About.What))
	if no, is := errors.AsType[*commands.Error](err); is {
		no.Field = "" // nobody types it
	}
	return err
}

// phaseDecided does what follows from a poll about a phase: one that was adopted
// opens it, if the board is still where it was when it was asked.
func (f *Strategy) phaseDecided(ctx context.Context, j storage.Job) error {
	ids, err := j.IDs(2)
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
		if now.Poll == p.ID || now.Opened.After(p.Opened) {
			return fmt.Errorf("%w: a phase was opened since poll %d was", commands.ErrDropped, p.Number)
		}
		return f.beginPhase(tx, board.PhaseOpening{Board: p.Board, Phase: board.Phase(p.About.What), Poll: p.ID})
	})
}
