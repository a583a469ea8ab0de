package boards

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"

	"beirat/board"
	"beirat/chat"
	"beirat/commands"
	"beirat/storage"
)

// join uses the code up and makes one person of two, or leaves both as they are.
func (f *Boards) join(ctx context.Context, c *commands.Call, sum string) (chat.Reply, error) {
	var asked storage.Account
	err := f.write(ctx, c, func(tx *storage.Tx) error {
		l, err := tx.TakeLink(sum)
		if err != nil {
			return noCode(err)
		}
		if !slices.Contains(l.ShownTo, asker(c)) {
			return errNotAsked
		}
		if asked, err = linker(tx, l); err != nil {
			return err
		}
		if err := fitting(c, l); err != nil {
			return err
		}
		stays, err := tx.Join(l.Person, c.Who.Person.ID)
		if err != nil {
			return err
		}
		if err := tx.Use(c.Event.Platform, c.Event.Actor.Account); err != nil {
			return err
		}
		return f.planLinked(tx, c, l, stays)
	})
	var refused board.Refusal
	var taken *storage.TakenError
	switch {
	case errors.As(err, &taken):
		other := taken.Second // on the platform of the code, where the caller is somebody else
		if other.Platform == c.Event.Platform {
			other = taken.First
		}
		return chat.Reply{}, commands.Refuse("board.link.taken", "Name", other.Name, "Platform", commands.PlatformName(other.Platform))
	case errors.As(err, &refused):
		return chat.Reply{}, commands.Refuse("refused." + string(refused))
	case err != nil:
		return chat.Reply{}, err
	}
	return chat.Reply{Messages: []chat.Message{
		chat.Say(chat.T("board.link.done", "Name", asked.Name, "Platform", commands.PlatformName(asked.Platform)), chat.T("board.link.where")).
			With(chat.Actions{button("board.link.part", c.Board.ID, "board.link", "part", "yes")}),
	}}, nil
}

// LinkedKind is the work of telling who asked for a code that it was used; a
// letter to that very account. Key: board/person/platform.
const LinkedKind = "board.linked"

type linked struct {
	Board    board.ID `json:"board"`
	Person   board.ID `json:"person"`
	On       string   `json:"on"`   // where the code was asked for
	Name     string   `json:"name"` // of the account that typed it
	Platform string   `json:"platform"`
}

// planLinked tells the account that asked for the code, if a board of the person
// is at home where it is.
func (f *Boards) planLinked(tx *storage.Tx, c *commands.Call, l storage.Link, person board.ID) error {
	own, err := tx.BoardsOf(person)
	for _, b := range own {
		homes, err := tx.Homes(b.ID)
		if err != nil {
			return err
		}
		for _, h := range homes {
			if h.Platform == l.Platform {
				return tx.Later(LinkedKind, fmt.Sprintf("%d/%d/%s", b.ID, person, c.Event.Platform), f.db.Now(),
					linked{Board: b.ID, Person: person, On: l.Platform, Name: c.Event.Actor.Name, Platform: c.Event.Platform})
			}
		}
	}
	return err
}

// Linked is the letter of LinkedKind.
func (f *Boards) Linked(_ context.Context, j storage.Job) (commands.Letter, error) {
	var l linked
	if err := json.Unmarshal(j.Payload, &l); err != nil {
		return commands.Letter{}, fmt.Errorf("payload of job %d: %w", j.ID, err)
	}
	return commands.Letter{Board: l.Board, Person: l.Person, On: l.On,
		Message: chat.Say(chat.T("board.link.told", "Name", l.Name, "Platform", commands.PlatformName(l.Platform))).
			With(chat.Actions{button("board.link.part", l.Board, "board.link", "part", "yes")})}, nil
}
