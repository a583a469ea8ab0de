package ideas

import (
	"context"

	"beirat/board"
	"beirat/chat"
	"beirat/commands"
	"beirat/storage"
)

// sifted is the post of SiftedKind: what came of a round, once all of it is
// decided. That nothing was kept is a result like any other.
func (f *Ideas) sifted(ctx context.Context, j storage.Job) (letter commands.Letter, err error) {
	ids, err := j.IDs(2)
	if err != nil {
		return letter, err
	}
	err = f.db.Read(ctx, func(tx *storage.Tx) error {
		letter = commands.Letter{Board: ids[0]}
		all, err := tx.Sifted(ids[0], int(ids[1]))
		if err != nil {
			return err
		}
		var ends ending
		for _, i := range all {
			if err := ends.add(tx, i); err != nil {
				return err
			}
		}
		switch {
		case ends.running:
			letter.Drop = "a vote of the round goes on"
		case len(all) == 0 || len(ends.withdrawn) == len(all):
			letter.Drop = "all votes of the round were withdrawn"
		default:
			letter.Message = ends.message(ids[0], len(all))
		}
		return nil
	})
	return letter, err
}

// ending is what came of the ideas of a round.
type ending struct {
	running                                  bool
	kept, later, dropped, waiting, withdrawn []chat.Text
}

func (e *ending) add(tx *storage.Tx, i board.Idea) error {
	polls, err := tx.PollsAbout(i.Board, board.Subject{Kind: board.AboutIdea, ID: i.ID}, 1)
	if err != nil || len(polls) == 0 {
		return err
	}
	last, err := tx.Poll(polls[0].ID)
	if err != nil {
		return err
	}
	line := chat.T("idea.sifted.one", "The", the(i), "Text", i.Heading(board.IdeaTitle))
	switch {
	case last.State == board.Open, voted(last) != "" && i.State == board.IdeaOpen: // closed in this moment
		e.running = true
	case i.State == board.IdeaKept:
		measure, err := tx.Measure(i.Measure)
		if err != nil {
			return err
		}
		e.kept = append(e.kept, chat.T("idea.sifted.kept_one", "The", the(i), "Number", measure.Number, "Title", measure.Title))
	case i.State == board.IdeaLater:
		e.later = append(e.later, line)
	case i.State == board.IdeaDropped, i.State == board.IdeaAnswered:
		e.dropped = append(e.dropped, line)
	case last.State == board.Withdrawn:
		e.withdrawn = append(e.withdrawn, line)
	default:
		e.waiting = append(e.waiting, line)
	}
	return nil
}

// message says it to everybody.
func (e *ending) message(of board.ID, n int) chat.Message {
	m := chat.Say(chat.T("idea.sifted.title", "N", n))
	if len(e.kept) == 0 {
		m = m.With(chat.Para{Text: chat.T("idea.sifted.none", "N", n)})
	}
	for _, part := range []struct {
		key   string
		lines []chat.Text
	}{{"kept", e.kept}, {"later", e.later}, {"dropped", e.dropped}, {"waiting", append(e.waiting, e.withdrawn...)}} {
		if len(part.lines) > 0 {
			m = m.With(chat.Para{Text: chat.T("idea.sifted."+part.key, "Lines", part.lines)})
		}
	}
	return m.With(chat.Actions{button("idea.button.roadmap", of, "roadmap.list")})
}
