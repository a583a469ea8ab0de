package ideas

import (
	"context"
	"strconv"

	"beirat/board"
	"beirat/chat"
	"beirat/commands"
	"beirat/storage"
)

// listed is how many ideas a page of the list has.
const listed = 8

// pile is what somebody wants to see of the backlog.
type pile string

const (
	waitingPile pile = "waiting" // for an answer
	laterPile   pile = "later"
	keptPile    pile = "kept"
	closedPile  pile = "closed" // answered or dropped
	everyPile   pile = "all"
)

func piles() []pile { return []pile{waitingPile, laterPile, keptPile, closedPile, everyPile} }

func (p pile) states() []board.IdeaState {
	switch p {
	case laterPile:
		return []board.IdeaState{board.IdeaLater}
	case keptPile:
		return []board.IdeaState{board.IdeaKept}
	case closedPile:
		return []board.IdeaState{board.IdeaDropped, board.IdeaAnswered}
	case everyPile:
		return append(board.IdeaFates(), board.IdeaOpen)
	}
	return []board.IdeaState{board.IdeaOpen}
}

// list shows the backlog, or all of one idea.
func (f *Ideas) list() commands.Command {
	idea := f.thing(func(tx *storage.Tx, of board.ID) ([]board.Idea, error) { return tx.OpenIdeas(of, selectable) })
	which := commands.Choice("pile", piles()...).Optional(waitingPile)
	before := commands.Number("before", 0, 1<<30).Hidden()
	return commands.Command{
		Path: "roadmap.ideas", Right: board.Inside, Params: []commands.Param{idea, which, before},
		Do: func(ctx context.Context, c *commands.Call) (chat.Reply, error) {
			var m chat.Message
			err := f.db.Read(ctx, func(tx *storage.Tx) (err error) {
				if one := idea.Of(c); one.ID != 0 {
					m, err = f.show(tx, c, one.ID)
					return err
				}
				m, err = page(tx, c, which.Of(c), before.Of(c))
				return err
			})
			return chat.Reply{Messages: []chat.Message{m}}, err
		},
	}
}

// page is a part of the backlog, the newest first.
func page(tx *storage.Tx, c *commands.Call, which pile, before int) (m chat.Message, err error) {
	ideas, err := tx.Ideas(c.Board.ID, which.states(), before, listed+1)
	if err != nil {
		return m, err
	}
	more := len(ideas) > listed
	ideas = ideas[:min(len(ideas), listed)]
	m = chat.Say(chat.T("idea.list."+string(which), "N", len(ideas)))
	var row chat.Actions
	for _, i := range ideas {
		line, err := listLine(tx, c, i)
		if err != nil {
			return m, err
		}
		m = m.With(chat.Para{Text: line})
		row = append(row, numberButton(i))
	}
	if more {
		row = append(row, button("idea.button.more", c.Board.ID, "roadmap.ideas", "pile", string(which), "before", strconv.Itoa(ideas[len(ideas)-1].Number)))
	}
	return m.With(append(row, onward(c, which, len(ideas))...)), nil
}

// numberButton leads to one idea of the list.
func numberButton(i board.Idea) chat.Button {
	b := showButton(i)
	b.Label = bare(i)
	return b
}

func listLine(tx *storage.Tx, c *commands.Call, i board.Idea) (chat.Text, error) {
	name, err := tx.PersonName(i.Sender)
	if err != nil {
		return chat.Text{}, err
	}
	n := 0
	if i.Kind == board.IdeaBundle {
		inside, err := tx.Bundled(i.ID)
		if err != nil {
			return chat.Text{}, err
		}
		n = len(inside)
	}
	return chat.T("idea.list.line", "The", bare(i), "Text", i.Heading(quotable), "Name", name, "Sent", i.Sent.In(c.Now.Location()),
		"Inside", n, "Bundle", n > 0, "Fate", fate(i.State), "Open", i.State == board.IdeaOpen, "Voting", i.Poll != 0), nil
}

// onward are the buttons that lead on from the list.
func onward(c *commands.Call, which pile, n int) chat.Actions {
	var row chat.Actions
	if c.Who.Chairs() && which == waitingPile && n > 0 {
		row = append(row, button("cmd.roadmap.sift.title", c.Board.ID, "roadmap.sift"))
	}
	if c.Who.May(board.MembersAndChair) && (which == waitingPile || which == laterPile) && n > 1 {
		row = append(row, button("cmd.roadmap.group.title", c.Board.ID, "roadmap.group"))
	}
	if which == waitingPile {
		row = append(row, button("idea.button.all", c.Board.ID, "roadmap.ideas", "pile", string(everyPile)))
	}
	return append(row, button("cmd.idea.title", c.Board.ID, "idea"), button("cmd.problem.title", c.Board.ID, "problem"))
}
