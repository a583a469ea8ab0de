// Package erasure forgets people who ask for it, and what is kept longer than the board's periods. It knows no platform.
package erasure

import (
	"context"

	"beirat/board"
	"beirat/chat"
	"beirat/commands"
	"beirat/storage"
)

// Erasure is the feature.
type Erasure struct {
	db *storage.DB
	// Left are told of every seat that somebody left who was forgotten.
	Left []func(tx *storage.Tx, of, seat board.ID) error
}

// New makes the feature on a database.
func New(db *storage.DB) *Erasure { return &Erasure{db: db} }

// Groups are none: the commands stand among those of others.
func (f *Erasure) Groups() []commands.Group { return nil }

// Commands are the declarations, in the order of the manual.
func (f *Erasure) Commands() []commands.Command {
	return []commands.Command{f.forget(), f.periods()}
}

// Tasks are none: nobody owes a deletion here.
func (f *Erasure) Tasks(context.Context, *commands.Call) ([]commands.Task, error) { return nil, nil }

// The kinds of work that are planned here.
const (
	LeftKind     = "erasure.left"     // key: board/person/seat/who had it done; a letter to who coordinates
	RolesKind    = "erasure.roles"    // key: board/person/who had it done; a letter to who coordinates, or a post to all
	AnnounceKind = "erasure.announce" // key: board/person; a letter to who is forgotten by others
	ForgetKind   = "erasure.forget"   // key: board/person; forgets who was told of it
	ShredKind    = "erasure.shred"    // key: board; overwrites what was deleted
	NightKind    = "erasure.night"    // key: board; deletes what is older than its period
)

// Letters are the kinds of jobs that say something, with who writes it.
func (f *Erasure) Letters() map[string]func(context.Context, storage.Job) (commands.Letter, error) {
	return map[string]func(context.Context, storage.Job) (commands.Letter, error){
		LeftKind: f.leftLetter, RolesKind: f.rolesLetter, AnnounceKind: f.announceLetter,
	}
}

// Works are the kinds of jobs that do something.
func (f *Erasure) Works() map[string]func(context.Context, storage.Job) error {
	return map[string]func(context.Context, storage.Job) error{ForgetKind: f.forgetWork, ShredKind: f.db.ShredAllFor, NightKind: f.night}
}

// Views are none: nothing that was deleted is shown.
func (f *Erasure) Views() map[string]func(context.Context, board.ID) (commands.View, error) {
	return nil
}

// by names the one who changes something.
func by(c *commands.Call) storage.By { return storage.By{Person: c.Who.Person.ID, Log: c.Log} }

// reply is an answer of paragraphs, with buttons below.
func reply(texts []chat.Text, buttons ...chat.Button) chat.Reply {
	m := chat.Say(texts...)
	if len(buttons) > 0 {
		m = m.With(chat.Actions(buttons))
	}
	return chat.Reply{Messages: []chat.Message{m}}
}

// button does a command of a board; of none, where somebody is in none.
func button(label string, of board.ID, path string, pairs ...string) chat.Button {
	b := commands.Button(chat.T(label), of, path, pairs...)
	if of == 0 {
		delete(b.Action.Args, commands.Where)
	}
	return b
}
