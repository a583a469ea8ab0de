// Package boards is the board itself as a feature: founding it, its seats and
// roles, its rules and its term, and what each person finds under "/beirat":
// the menu, the open tasks, the office's sheet, language and help. It knows
// nothing of the other features; what they contribute is handed to it.
package boards

import (
	"context"
	"strings"

	"beirat/board"
	"beirat/chat"
	"beirat/commands"
	"beirat/storage"
	"beirat/words"
)

// Boards is the feature.
type Boards struct {
	db     *storage.DB
	offers Offers
	// LastNews are the letters that the last digest told the one who calls. It is
	// set before the first event.
	LastNews func(context.Context, *commands.Call) ([]commands.Letter, error)
}

// Offers is what the other features contribute to what the whole shows.
type Offers struct {
	Tasks []func(context.Context, *commands.Call) ([]commands.Task, error)
	Lines []func(context.Context, *commands.Call) ([]chat.Text, error) // stand in the menu, below its title
	Menu  []MenuItem
	// Seated is told, in the same transaction, when a seat got another holder or
	// voter, or became vacant.
	Seated []func(tx *storage.Tx, of, seat board.ID) error
	// Office are the lines of the office's sheet; Boards adds who is unreachable and
	// which seats are vacant.
	Office []func(tx *storage.Tx, c *commands.Call) ([]commands.OfficeLine, error)
	// Undo takes back what can be undone, by the kind of storage.Undo.
	Undo map[string]Undoer

	// Word is the one to remember, for letters.
	Word chat.Text
	// Typed tells that nothing can be pressed, and people type a line instead.
	Typed bool
}

// MenuItem is a button of the menu, for those who have the right.
type MenuItem struct {
	Label chat.Text
	Path  string
	Right board.Right
}

// New makes the feature on a database.
func New(db *storage.DB, offers Offers) *Boards { return &Boards{db: db, offers: offers} }

// Groups are how the commands are reached: by "/beirat" too, alone or before any other trigger.
func (f *Boards) Groups() []commands.Group {
	return []commands.Group{{Name: "board", Bare: "board.menu", Root: true}}
}

// Commands are the declarations, in the order of the manual.
func (f *Boards) Commands() []commands.Command {
	return []commands.Command{
		f.menu(), f.tasks(), f.info(), f.members(), f.away(), f.language(), f.privacy(), f.practice(), f.link(), f.help(),
		f.seatAdd(), f.seatRemove(), f.seatDelegate(), f.rules(), f.term(), f.office(), f.digest(), f.undo(),
		f.home(), f.init(), f.role(),
	}
}

// by names the one who changes something.
func by(c *commands.Call) storage.By { return storage.By{Person: c.Who.Person.ID, Log: c.Log} }

// button is one that does a command of the board.
func button(label string, b board.ID, path string, pairs ...string) chat.Button {
	return commands.Button(chat.T(label), b, path, pairs...)
}

func say(key string, pairs ...any) chat.Reply {
	return chat.Reply{Messages: []chat.Message{chat.Say(chat.T(key, pairs...))}}
}

// groupName is the group as people call it: by its own name, or, for the
// groups that every new board starts with, by the catalogue's.
func groupName(g board.Group) chat.Text {
	if g.Name != "" {
		return chat.Written(g.Name)
	}
	return chat.T("group." + g.Key)
}

// groups finds seat groups by name in either language. only narrows them; nil: all.
func (f *Boards) groups(only func(board.Group) bool) commands.Finder {
	all := func(ctx context.Context, c *commands.Call) (kept []board.Group, err error) {
		err = f.db.Read(ctx, func(tx *storage.Tx) error {
			groups, err := tx.Groups(c.Board.ID)
			for _, g := range groups {
				if only == nil || only(g) {
					kept = append(kept, g)
				}
			}
			return err
		})
		return kept, err
	}
	return commands.Finder{
		None: "board.seat.no_group", Named: true,
		Open: func(ctx context.Context, c *commands.Call) ([]commands.Found, error) {
			groups, err := all(ctx, c)
			found := make([]commands.Found, len(groups))
			for i, g := range groups {
				found[i] = foundGroup(c, g)
			}
			return found, err
		},
		Number: func(ctx context.Context, c *commands.Call, n int) (commands.Found, error) {
			groups, err := all(ctx, c)
			for _, g := range groups {
				if g.Position == n {
					return foundGroup(c, g), err
				}
			}
			if err == nil {
				err = commands.ErrNone
			}
			return commands.Found{}, err
		},
		Titled: func(ctx context.Context, c *commands.Call, part string) ([]commands.Found, error) {
			groups, err := all(ctx, c)
			var found []commands.Found
			for _, g := range groups {
				if named(g, part) {
					found = append(found, foundGroup(c, g))
				}
			}
			return found, err
		},
	}
}

func foundGroup(c *commands.Call, g board.Group) commands.Found {
	return commands.Found{ID: g.ID, Number: g.Position, Title: words.Printer{Language: c.Language}.Print(groupName(g))}
}

// named tells whether the group's name or key begins so, in any language.
func named(g board.Group, part string) bool {
	part = commands.Fold(part)
	if strings.HasPrefix(commands.Fold(g.Key), part) {
		return true
	}
	for _, l := range words.Languages() {
		if strings.HasPrefix(commands.Fold(words.Printer{Language: l}.Print(groupName(g))), part) {
			return true
		}
	}
	return false
}
