package visions

import (
	"context"
	"slices"
	"strconv"

	"beirat/board"
	"beirat/chat"
	"beirat/commands"
	"beirat/storage"
)

// listed is how many things a page has.
const listed = 8

// list shows the round that is open, and the statements, the newest round first.
func (f *Visions) list() commands.Command {
	page := commands.Number("page", 1, 1<<20).Hidden()
	return commands.Command{
		Path: "vision.list", Right: board.Everyone, Params: []commands.Param{page},
		Do: func(ctx context.Context, c *commands.Call) (chat.Reply, error) {
			var m chat.Message
			err := f.db.Read(ctx, func(tx *storage.Tx) (err error) {
				m, err = f.listing(tx, c, max(page.Of(c), 1))
				return err
			})
			return chat.Reply{Messages: []chat.Message{m}}, err
		},
	}
}

func (f *Visions) listing(tx *storage.Tx, c *commands.Call, page int) (chat.Message, error) {
	rounds, err := tx.VisionRounds(c.Board.ID, 1000)
	if err != nil {
		return chat.Message{}, err
	}
	if len(rounds) == 0 {
		return chat.Message{}, noRoundYet(c)
	}
	all, err := tx.Statements(c.Board.ID)
	if err != nil {
		return chat.Message{}, err
	}
	waiting, err := tx.OpenSuggestions(c.Board.ID)
	if err != nil {
		return chat.Message{}, err
	}
	all = slices.DeleteFunc(all, func(s board.Statement) bool { return s.State == board.StatementWithdrawn })
	slices.SortStableFunc(all, func(a, b board.Statement) int { return int(b.Round - a.Round) })
	shown := all[min((page-1)*listed, len(all)):min(page*listed, len(all))]

	m := chat.Say(roundTitle(rounds[0]))
	if len(all) == 0 {
		m = m.With(chat.Para{Text: chat.T("vision.list.empty")})
	}
	at := rounds[0].ID
	for _, s := range shown {
		if s.Round != at {
			at = s.Round
			if i := slices.IndexFunc(rounds, func(r board.VisionRound) bool { return r.ID == at }); i >= 0 {
				m = m.With(chat.Para{Text: roundTitle(rounds[i])})
			}
		}
		m = m.With(chat.Para{Text: f.line(c, s, waiting)})
	}
	return m.With(f.onward(c, rounds[0], shown, page, len(all) > page*listed)), nil
}

// line is a statement in the list.
func (f *Visions) line(c *commands.Call, s board.Statement, waiting []board.Suggestion) chat.Text {
	n := 0
	for _, g := range waiting {
		if g.Statement == s.ID {
			n++
		}
	}
	state := chat.T("vision.state."+string(s.State), "At", s.Ended.In(c.Now.Location()))
	if s.Poll != 0 {
		state = chat.T("vision.list.voted")
	}
	return chat.T("vision.list.line", "Number", s.Number, "Group", s.Group, "Text", brief(s.Text, 160), "State", state, "N", n)
}

// onward are the buttons that lead on from the list.
func (f *Visions) onward(c *commands.Call, r board.VisionRound, shown []board.Statement, page int, more bool) chat.Actions {
	var row chat.Actions
	for _, s := range shown[:min(3, len(shown))] {
		row = append(row, moreButton(s))
	}
	if more {
		row = append(row, commands.Button(chat.T("vision.list.more"), r.Board, "vision.list", "page", strconv.Itoa(page+1)))
	}
	if r.Open() && c.Who.May(board.MembersAndChair) {
		row = append(row, proposeButton(r.Board))
	}
	row = append(row, groupsButton(r.Board))
	if len(shown) > 0 && c.Who.May(board.Inside) {
		row = append(row, commands.Button(chat.T("cmd.vision.file.title"), r.Board, "vision.file"))
	}
	switch {
	case !c.Who.Chairs():
	case r.Open():
		row = append(row, commands.Button(chat.T("cmd.vision.end.title"), r.Board, "vision.end"))
	default:
		row = append(row, commands.Button(chat.T("cmd.vision.round.title"), r.Board, "vision.round"))
	}
	return row
}

// history is what a statement said before, the newest first, as differences.
func (f *Visions) history(shared params) commands.Command {
	page := commands.Number("page", 1, 1<<20).Hidden()
	return commands.Command{
		Path: "vision.history", Right: board.Everyone, Params: []commands.Param{shared.any, page},
		Do: func(ctx context.Context, c *commands.Call) (chat.Reply, error) {
			var m chat.Message
			err := f.db.Read(ctx, func(tx *storage.Tx) error {
				s, err := f.sheet(tx, shared.any.Of(c).ID)
				if err != nil {
					return err
				}
				revisions, err := tx.Revisions(s.Board, storage.Entity("statement", s.ID), 10_000)
				if err != nil {
					return err
				}
				m, err = f.told(tx, c, s, revisions, max(page.Of(c), 1))
				return err
			})
			return chat.Reply{Messages: []chat.Message{m}}, err
		},
	}
}

// told says the history of a statement, a page of it.
func (f *Visions) told(tx *storage.Tx, c *commands.Call, s sheet, revisions []board.Revision, page int) (chat.Message, error) {
	const shown = 5
	m := chat.Say(chat.T("vision.history.title", "Number", s.Number))
	from, to := min((page-1)*shown, len(revisions)), min(page*shown, len(revisions))
	for i := from; i < to; i++ {
		r := revisions[i]
		actor, err := tx.PersonName(r.Person)
		if err != nil {
			return m, err
		}
		m = m.With(chat.Para{Text: chat.T("vision.history."+r.What, "By", actor, "At", r.At.In(s.zone), "Detail", r.Detail)})
		switch before := textBefore(revisions[i+1:]); {
		case r.Text != "" && before != "":
			m = m.With(chat.Para{Text: commands.Changes(board.Difference(before, r.Text))})
		case r.Text != "":
			m = m.With(chat.Para{Text: chat.Written(r.Text)})
		}
	}
	row := chat.Actions{moreButton(s.Statement)}
	if to < len(revisions) {
		row = append(row, statementButton("vision.list.more", s.Statement, "vision.history", "page", strconv.Itoa(page+1)))
	}
	return m.With(row), nil
}

// textBefore is what a statement said before, by the older ones of its history.
func textBefore(older []board.Revision) string {
	for _, r := range older {
		if r.Text != "" {
			return r.Text
		}
	}
	return ""
}

// Tasks are what a person still owes here: an answer to what is suggested to
// statements about which they decide.
func (f *Visions) Tasks(ctx context.Context, c *commands.Call) ([]commands.Task, error) {
	var tasks []commands.Task
	err := f.db.Read(ctx, func(tx *storage.Tx) error {
		waiting, err := tx.OpenSuggestions(c.Board.ID)
		if err != nil {
			return err
		}
		for _, g := range waiting {
			s, err := tx.Statement(g.Statement)
			if err != nil {
				return err
			}
			people, err := answering(tx, s)
			if err != nil {
				return err
			}
			if s.Poll == 0 && slices.Contains(people, c.Who.Person.ID) {
				tasks = append(tasks, commands.Task{Text: chat.T("vision.task", "Number", g.Number, "Statement", s.Number, "Own", s.Author.ID == c.Who.Person.ID),
					Buttons: []chat.Button{changeButton(g)}})
			}
		}
		return nil
	})
	return tasks, err
}
