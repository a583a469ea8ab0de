package agendas

import (
	"context"
	"errors"
	"slices"

	"beirat/board"
	"beirat/chat"
	"beirat/commands"
	"beirat/storage"
)

// idea takes an idea in a round.
func (f *Agendas) idea(p params) commands.Command {
	text := commands.Text("idea_text").Required().Long().Max(600)
	return commands.Command{
		Path: "meeting.idea", Right: board.Inside, Params: []commands.Param{text, p.item, p.meeting, p.entry},
		Needless: func(c *commands.Call) []string {
			if p.entry.Given(c) {
				return []string{p.item.Name(), p.meeting.Name()}
			}
			return []string{p.meeting.Name()}
		},
		Do: func(ctx context.Context, c *commands.Call) (chat.Reply, error) {
			var m chat.Message
			err := f.db.Write(ctx, by(c), func(tx *storage.Tx) error {
				i, of, err := f.inRound(tx, c, p)
				if err != nil {
					return err
				}
				occasion := f.occasion(c.Board, of, i)
				r, err := tx.IdeaRound(i.ID)
				if gone, err := missing(err); err != nil {
					return err
				} else if gone || !r.Open(f.db.Now()) {
					return commands.Refuse("agenda.idea.over", "Title", i.Title, "Text", text.Of(c)).
						With(commands.Button(chat.T("agenda.button.send_idea"), c.Board.ID, "idea", "idea_text", text.Of(c), "occasion", occasion))
				}
				sent, fresh, err := f.Send(tx, c, board.Idea{Board: c.Board.ID, Kind: board.PlainIdea, Text: text.Of(c), Occasion: occasion})
				if err != nil {
					return err
				}
				m = say("agenda.idea.done", "Number", sent.Number, "Text", sent.Heading(200), "Fresh", fresh).
					With(chat.Para{Text: chat.T("agenda.idea.belongs", "Title", i.Title)}, chat.Actions{itemButton("agenda.button.another", i, "meeting.idea"), commands.Button(chat.T("agenda.button.all_ideas"), c.Board.ID, "roadmap.ideas")})
				return errors.Join(tx.LinkIdea(i.Board, i.ID, sent.ID), f.showRound(tx, i.ID))
			})
			if err != nil {
				return chat.Reply{}, err
			}
			return chat.Reply{Messages: []chat.Message{m}}, nil
		},
	}
}

// inRound is the item of the round that is meant: the only one that goes on,
// where none is named.
func (f *Agendas) inRound(tx *storage.Tx, c *commands.Call, p params) (i board.AgendaItem, m board.Meeting, err error) {
	if p.item.Given(c) || p.entry.Given(c) {
		return f.chosen(tx, c, p)
	}
	rounds, err := tx.IdeaRounds(c.Board.ID)
	if err != nil {
		return i, m, err
	}
	rounds = slices.DeleteFunc(rounds, func(r board.IdeaRound) bool { return !r.Open(f.db.Now()) })
	switch len(rounds) {
	case 0:
		return i, m, commands.Refuse("agenda.idea.no_round", "Text", c.Raw("idea_text")).
			With(commands.Button(chat.T("agenda.button.send_idea"), c.Board.ID, "idea", "idea_text", c.Raw("idea_text")))
	case 1:
	default:
		return i, m, commands.Mistake(p.item.Name(), "agenda.which")
	}
	if i, err = tx.LockItem(c.Board.ID, rounds[0].Item); err != nil {
		return i, m, err
	}
	m, err = tx.Meeting(i.Meeting)
	return i, m, err
}
