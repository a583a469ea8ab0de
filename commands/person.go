package commands

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode"

	"beirat/board"
	"beirat/chat"
)

// PersonParam takes the name of a person, with or without "@".
type PersonParam struct{ param[board.Person] }

// Person is one person, found by Call.Find.
func Person(name string) PersonParam {
	return PersonParam{param[board.Person]{Declaration{Name: name, Kind: KindPerson}}}
}

// Required makes the person necessary.
func (p PersonParam) Required() PersonParam { p.d.Required = true; return p }

// RequiredUnless makes the person necessary, but for where the flag of that
// name is given.
func (p PersonParam) RequiredUnless(flag string) PersonParam {
	p.d.Required, p.d.Unless = true, flag
	return p
}

// Hidden keeps the person out of forms and documents.
func (p PersonParam) Hidden() PersonParam { p.d.Hidden = true; return p }

func (p PersonParam) read(ctx context.Context, c *Call, raw string) (any, error) {
	name := personName(clean(raw))
	person, err := c.find(ctx, name)
	if errors.Is(err, chat.ErrNobody) {
		return nil, nobody(p.d.Name, []string{name})
	}
	return person, err
}

// PeopleParam takes the names of people, parted by commas or spaces.
type PeopleParam struct{ param[[]board.Person] }

// People is a list of people, each named once or more, in the order of naming.
func People(name string) PeopleParam {
	return PeopleParam{param[[]board.Person]{Declaration{Name: name, Kind: KindPeople}}}
}

// Required makes at least one person necessary.
func (p PeopleParam) Required() PeopleParam { p.d.Required = true; return p }

// Hidden keeps the people out of forms and documents.
func (p PeopleParam) Hidden() PeopleParam { p.d.Hidden = true; return p }

func (p PeopleParam) read(ctx context.Context, c *Call, raw string) (any, error) {
	var people []board.Person
	var unknown []string
	for _, name := range strings.FieldsFunc(clean(raw), partsNames) {
		name = personName(name)
		person, err := c.find(ctx, name)
		switch {
		case errors.Is(err, chat.ErrNobody):
			unknown = append(unknown, name)
		case err != nil:
			return nil, err
		case !slices.ContainsFunc(people, func(known board.Person) bool { return known.ID == person.ID }):
			people = append(people, person)
		}
	}
	if len(unknown) > 0 {
		return nil, nobody(p.d.Name, unknown)
	}
	return people, nil
}

const shownNames = 5 // so many unknown names are repeated, of more the first

// nobody is the mistake of names that nobody has.
func nobody(field string, unknown []string) *Error {
	shown := make([]string, 0, shownNames+1)
	for _, name := range unknown[:min(shownNames, len(unknown))] {
		shown = append(shown, cut(name, shownLength))
	}
	if len(unknown) > shownNames {
		shown = append(shown, "…")
	}
	return Mistake(field, "commands.nobody", "N", len(unknown), "names", shown)
}

func partsNames(r rune) bool { return r == ',' || r == ';' || unicode.IsSpace(r) }

func personName(typed string) string {
	return strings.TrimPrefix(strings.TrimRight(strings.TrimSpace(typed), ",;"), "@")
}

func (c *Call) find(ctx context.Context, name string) (board.Person, error) {
	if name == "" || c.Find == nil {
		return board.Person{}, chat.ErrNobody
	}
	person, err := c.Find(ctx, name)
	if err != nil {
		return person, fmt.Errorf("find person: %w", err)
	}
	return person, nil
}
