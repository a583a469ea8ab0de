package boards

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"beirat/board"
	"beirat/chat"
	"beirat/commands"
	"beirat/storage"
)

// GreetingKind is the work of greeting a new member; a letter. Key: board/person.
const GreetingKind = "board.greeting"

// greeting is who is greeted, and where.
type greeting struct {
	Board  board.ID `json:"board"`
	Person board.ID `json:"person"`
}

// Greet plans the greeting of a person who has just become a member of a
// board, or has a role in a new one. Call it in the transaction that gave the
// seat, named the delegate or gave the role, after that was done: who was a member
// there before is not greeted again.
func Greet(tx *storage.Tx, of, person board.ID, now time.Time) error {
	tenures, err := tx.Tenures(of, person)
	if err != nil || len(tenures) > 1 {
		return err
	}
	return tx.Later(GreetingKind, fmt.Sprintf("%d/%d", of, person), now, greeting{Board: of, Person: person})
}

// Greeting is the letter of GreetingKind. It is dropped if the person has left
// meanwhile.
func (f *Boards) Greeting(ctx context.Context, j storage.Job) (letter commands.Letter, err error) {
	var g greeting
	if err := json.Unmarshal(j.Payload, &g); err != nil {
		return letter, fmt.Errorf("payload of job %d: %w", j.ID, err)
	}
	err = f.db.Read(ctx, func(tx *storage.Tx) error {
		b, err := tx.Board(g.Board)
		if err != nil {
			return err
		}
		who, err := tx.Standing(g.Board, g.Person)
		if err != nil {
			return err
		}
		letter = commands.Letter{Board: b.ID, Person: g.Person}
		switch {
		case who.Seated():
			letter.Message = f.greets(b, who)
		case len(who.Roles) > 0:
			letter.Message = f.greetsRole(b, who)
		default:
			letter.Drop = "no longer a member"
		}
		return nil
	})
	if err != nil || letter.Drop != "" {
		return letter, err
	}
	return letter, f.db.Write(ctx, storage.By{}, func(tx *storage.Tx) error {
		_, err := tx.Acknowledge(g.Board, g.Person, board.PrivacyNotice) // it leads to the notice
		return err
	})
}

// greets says who writes here, the one word to remember, where it stands what is
// stored and what is to be kept secret, and offers a vote to practise with.
func (f *Boards) greets(b board.Board, who board.Standing) chat.Message {
	return chat.Say(
		chat.T("board.greeting.seat", "Board", b.Name, "Group", groupName(who.Seat.Group),
			"Delegate", who.Seat.Delegate.ID == who.Person.ID, "Holder", who.Seat.Holder.Name),
		chat.T("board.greeting.who", "Typed", f.offers.Typed),
		chat.T("board.greeting.word", "Word", f.offers.Word),
		chat.T("personal.greeting"),
		chat.T("board.greeting.practice"),
	).With(chat.Actions{
		button("value.drink.coffee.label", b.ID, "board.practice", "drink", string(coffee)),
		button("value.drink.tea.label", b.ID, "board.practice", "drink", string(tea)),
		button("personal.button.privacy", b.ID, "board.privacy"),
		button("cmd.board.privacy_secrecy.title", b.ID, "board.privacy_secrecy"),
	})
}

// greetsRole is what greets says to somebody who has a role, and no seat.
func (f *Boards) greetsRole(b board.Board, who board.Standing) chat.Message {
	roles := make([]chat.Text, len(who.Roles))
	for i, role := range who.Roles {
		roles[i] = roleName(role)
	}
	return chat.Say(
		chat.T("board.greeting.role", "Board", b.Name, "Roles", roles),
		chat.T("board.greeting.program"),
		chat.T("board.greeting.word", "Word", f.offers.Word),
		chat.T("personal.greeting.role"),
	).With(chat.Actions{button("personal.button.privacy", b.ID, "board.privacy")})
}

// drink is what is voted on in practice.
type drink string

const (
	coffee drink = "coffee"
	tea    drink = "tea"
)

// practice takes a vote that does not count and keeps nothing of it.
func (f *Boards) practice() commands.Command {
	choice := commands.Choice("drink", coffee, tea).Required()
	return commands.Command{
		Path: "board.practice", Right: board.Everyone, Anywhere: true, Params: []commands.Param{choice},
		Do: func(_ context.Context, c *commands.Call) (chat.Reply, error) {
			return say("board.practice.done", "Choice", chat.T("value.drink."+string(choice.Of(c))+".label")), nil
		},
	}
}
