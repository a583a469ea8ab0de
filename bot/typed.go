package bot

import (
	"context"
	"maps"

	"beirat/board"
	"beirat/chat"
	"beirat/commands"
	"beirat/storage"
	"beirat/words"
)

// typist writes what buttons do as lines, for where people can only type.
type typist struct {
	db   *storage.DB
	book *commands.Book
}

func newTypist(db *storage.DB, prefix string) (typist, error) {
	book, err := declared()
	if err != nil {
		return typist{}, err
	}
	return typist{db, book.WithPrefix(prefix)}, nil
}

// line is what a person types for an action. It says the board only where there
// are several: who reads a post of one may be a member of another.
func (t typist) line(ctx context.Context, l words.Language, a chat.Action) (line string, ok bool, err error) {
	var all []board.Board
	err = t.db.ReadOne(ctx, func(tx *storage.Tx) (err error) {
		all, err = tx.Boards()
		return err
	})
	if err != nil {
		return "", false, err
	}
	if len(all) < 2 {
		a.Args = maps.Clone(a.Args)
		delete(a.Args, commands.Where)
	}
	line, ok = t.book.Typed(l, a)
	return line, ok, nil
}
