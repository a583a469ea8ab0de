package boards

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strconv"

	"beirat/board"
	"beirat/chat"
	"beirat/commands"
	"beirat/storage"
)

// join uses the code up and makes one person of two, or leaves both as they are.
func (f *Boards) join(ctx context.Context, c *commands.Call, sum string) (chat.Reply, error) {
	var asked storage.Account
	var several []chat.Text
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
		if several, err = severalFields(tx, stays); err != nil {
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
	m := chat.Say(chat.T("board.link.done", "Name", asked.Name, "Platform", commands.PlatformName(asked.Platform)), chat.T("board.link.where"))
	for _, text := range several {
		m = m.With(chat.Para{Text: text})
	}
	return chat.Reply{Messages: []chat.Message{m.With(chat.Actions{button("board.link.part", c.Board.ID, "board.link", "part", "yes")})}}, nil
}

// severalFields says, of each board where somebody has more than one field of
// action by now, which they are: a member has one, and what comes of the others is
// theirs to say.
func severalFields(tx *storage.Tx, person board.ID) (said []chat.Text, err error) {
	boards, err := tx.Boards()
	if err != nil {
		return nil, err
	}
	for _, b := range boards {
		fields, err := tx.Fields(b.ID, 0, mostFields)
		if err != nil {
			return nil, err
		}
		var numbers []string
		for _, f := range fields {
			if f.Of(b.Term) && slices.ContainsFunc(f.Definers, func(d board.Definer) bool { return d.Person.ID == person }) {
				numbers = append(numbers, strconv.Itoa(f.Number))
			}
		}
		if len(numbers) > 1 {
			said = append(said, chat.T("board.link.fields", "Board", b.Name, "Numbers", numbers, "N", len(numbers)))
		}
	}
	return said, nil
}

// mostFields is more than a board has.
const mostFields = 1 << 30

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
