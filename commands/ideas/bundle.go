package ideas

import (
	"cmp"
	"context"
	"slices"
	"strconv"

	"beirat/board"
	"beirat/chat"
	"beirat/commands"
	"beirat/storage"
)

// bundling is what somebody says about a bundle.
type bundling struct {
	ideas   commands.TextParam
	heading commands.TextParam
	apart   commands.FlagParam
}

// bundle puts ideas together, so that they are decided on and answered at once,
// or takes bundles apart. A bundle that is named takes the others in; there are
// no bundles within bundles.
func (f *Ideas) bundle() commands.Command {
	said := bundling{
		ideas: commands.Text("ideas").Required(), heading: commands.Text("heading").Max(board.IdeaTitle).Named(), apart: commands.Flag("apart"),
	}
	return commands.Command{
		Path: "roadmap.group", Right: board.MembersAndChair, Params: []commands.Param{said.ideas, said.heading, said.apart},
		Needless: func(*commands.Call) []string { return []string{said.apart.Name()} },
		Do: func(ctx context.Context, c *commands.Call) (chat.Reply, error) {
			var m chat.Message
			err := f.db.Write(ctx, by(c), func(tx *storage.Tx) error {
				ideas, err := named(tx, c, said.ideas.Of(c))
				if err != nil {
					return err
				}
				if no := waiting(said.ideas.Name(), ideas...); no != nil {
					return no
				}
				if said.apart.Of(c) {
					m, err = takeApart(tx, said, ideas)
					return err
				}
				m, err = putTogether(tx, c, said, ideas)
				return err
			})
			return reply(m, listButton(c.Board.ID)), err
		},
	}
}

// putTogether makes a bundle of ideas, or adds them to the first bundle among
// them.
func putTogether(tx *storage.Tx, c *commands.Call, said bundling, ideas []board.Idea) (m chat.Message, err error) {
	b := board.Idea{Board: c.Board.ID, Sender: c.Who.Person.ID}
	if at := slices.IndexFunc(ideas, func(i board.Idea) bool { return i.Kind == board.IdeaBundle }); at >= 0 {
		b = ideas[at]
	}
	heading := said.heading.Of(c)
	if len(ideas) < 2 && (b.ID == 0 || heading == "") {
		return m, commands.Mistake(said.ideas.Name(), "idea.bundle.one", "Together", b.ID != 0)
	}
	if b.Title = cmp.Or(heading, b.Title); b.Title == "" {
		return m, commands.Mistake(said.heading.Name(), "idea.bundle.untitled")
	}
	if b, err = tx.Bundle(b, ideas); err != nil {
		return m, err
	}
	inside, err := tx.Bundled(b.ID)
	if err != nil {
		return m, err
	}
	if len(inside) > board.MostBundled {
		return m, commands.Mistake(said.ideas.Name(), "idea.bundle.many", "Most", board.MostBundled, "Have", len(inside))
	}
	numbers := make([]int, len(inside))
	for i, one := range inside {
		numbers[i] = one.Number
	}
	return chat.Say(chat.T("idea.bundle.done", "Number", b.Number, "Title", b.Title, "Numbers", texts(numbers), "N", len(numbers))), nil
}

// takeApart lets every idea of the bundles stand by itself again.
func takeApart(tx *storage.Tx, said bundling, ideas []board.Idea) (m chat.Message, err error) {
	var undone []string
	for _, b := range ideas {
		if b.Kind != board.IdeaBundle {
			return m, commands.Mistake(said.ideas.Name(), "idea.bundle.none", "The", the(b))
		}
		if err := tx.Unbundle(b); err != nil {
			return m, err
		}
		undone = append(undone, strconv.Itoa(b.Number))
	}
	return chat.Say(chat.T("idea.bundle.apart", "Numbers", undone, "N", len(undone))), nil
}
