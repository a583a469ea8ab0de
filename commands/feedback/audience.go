package feedback

import (
	"context"

	"beirat/board"
	"beirat/chat"
	"beirat/commands"
	"beirat/storage"
	"beirat/words"
)

// audience are those of a board who are asked in a round: each once.
func (f *Feedback) audience(tx *storage.Tx, draft board.FeedbackRound) ([]board.ID, error) {
	var people []board.ID
	if draft.Asked != board.AskedGuests {
		seats, err := tx.Seats(draft.Board)
		if err != nil {
			return nil, err
		}
		for _, seat := range seats {
			if seat.Vacant() || draft.Asked == board.AskedGroup && seat.Group.ID != draft.Group {
				continue
			}
			people = with(people, seat.Voter().ID)
		}
	}
	if draft.Asked == board.AskedGuests || draft.Asked == board.AskedAll {
		guests, err := tx.FeedbackGuests(draft.Board, f.db.Now())
		if err != nil {
			return nil, err
		}
		for _, guest := range guests {
			people = with(people, guest)
		}
	}
	return people, nil
}

func with(people []board.ID, one board.ID) []board.ID {
	for _, have := range people {
		if have == one {
			return people
		}
	}
	return append(people, one)
}

// askedName says who is asked in a round.
func askedName(tx *storage.Tx, r board.FeedbackRound) (chat.Text, error) {
	if r.Asked != board.AskedGroup {
		return chat.T("feedback.asked." + string(r.Asked)), nil
	}
	groups, err := tx.Groups(r.Board)
	for _, g := range groups {
		if g.ID == r.Group {
			return chat.T("feedback.asked.group", "Group", groupName(g)), err
		}
	}
	return chat.T("feedback.asked.board"), err
}

// groupName is a seat group as people call it.
func groupName(g board.Group) chat.Text {
	if g.Name != "" {
		return chat.Written(g.Name)
	}
	return chat.T("group." + g.Key)
}

// groups finds seat groups by name in either language.
func (f *Feedback) groups() commands.Finder {
	list := func(ctx context.Context, c *commands.Call, keep func(board.Group) bool) (found []commands.Found, err error) {
		err = f.db.Read(ctx, func(tx *storage.Tx) error {
			groups, err := tx.Groups(c.Board.ID)
			for _, g := range groups {
				if keep(g) {
					found = append(found, commands.Found{ID: g.ID, Number: g.Position, Title: words.Printer{Language: c.Language}.Print(groupName(g))})
				}
			}
			return err
		})
		return found, err
	}
	return commands.Finder{
		None: "feedback.no_group", Named: true,
		Open: func(ctx context.Context, c *commands.Call) ([]commands.Found, error) {
			return list(ctx, c, func(board.Group) bool { return true })
		},
		Number: func(ctx context.Context, c *commands.Call, n int) (commands.Found, error) {
			found, err := list(ctx, c, func(g board.Group) bool { return g.Position == n })
			if err != nil || len(found) == 0 {
				return commands.Found{}, firstOf(err, commands.ErrNone)
			}
			return found[0], nil
		},
		Titled: func(ctx context.Context, c *commands.Call, part string) ([]commands.Found, error) {
			return list(ctx, c, func(g board.Group) bool { return calledSo(g, part) })
		},
	}
}

func firstOf(err, other error) error {
	if err != nil {
		return err
	}
	return other
}

// calledSo tells whether the group's name or key begins so, in any language.
func calledSo(g board.Group, part string) bool {
	part = commands.Fold(part)
	names := []string{g.Key}
	for _, l := range words.Languages() {
		names = append(names, words.Printer{Language: l}.Print(groupName(g)))
	}
	for _, name := range names {
		if len(part) > 0 && len(commands.Fold(name)) >= len(part) && commands.Fold(name)[:len(part)] == part {
			return true
		}
	}
	return false
}
