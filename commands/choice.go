package commands

import (
	"context"
	"strings"
)

// ChoiceParam takes one of a few words. People type its words in any language.
type ChoiceParam[T ~string] struct{ param[T] }

// Choice is a choice between the machine's words, in the order of showing.
func Choice[T ~string](name string, values ...T) ChoiceParam[T] {
	list := make([]string, len(values))
	for i, value := range values {
		list[i] = string(value)
	}
	return ChoiceParam[T]{param[T]{Declaration{Name: name, Kind: KindChoice, Words: list}}}
}

// Required makes the choice necessary.
func (p ChoiceParam[T]) Required() ChoiceParam[T] { p.d.Required = true; return p }

// RequiredUnless makes the choice necessary, but for where the flag of that name
// is given.
func (p ChoiceParam[T]) RequiredUnless(flag string) ChoiceParam[T] {
	p.d.Required, p.d.Unless = true, flag
	return p
}

// Optional names what is meant when nothing is chosen.
func (p ChoiceParam[T]) Optional(value T) ChoiceParam[T] { p.d.Default = string(value); return p }

// Confidential keeps the choice to buttons and forms, and from being repeated.
func (p ChoiceParam[T]) Confidential() ChoiceParam[T] { p.d.Confidential = true; return p }

// Free takes other words too, as they stand; the last of the values without a
// name takes all the words that are left. Whoever declares it reads them, and
// answers with Unknown what means nothing.
func (p ChoiceParam[T]) Free() ChoiceParam[T] { p.d.Free = true; return p }

// Unknown is the mistake of a value that is none of the words.
func (p ChoiceParam[T]) Unknown(c *Call) *Error {
	return c.book.noValue(c.Language, p.d, c.raw[p.d.Name])
}

// Word is the one of the values that something typed stands for, if it does.
func (p ChoiceParam[T]) Word(c *Call, typed string) (value T, found bool) {
	word, found := c.book.word(p.d, typed)
	return T(word), found
}

// Hidden keeps the choice out of forms and documents.
func (p ChoiceParam[T]) Hidden() ChoiceParam[T] { p.d.Hidden = true; return p }

func (p ChoiceParam[T]) read(_ context.Context, c *Call, raw string) (any, error) {
	word, known := c.book.word(p.d, raw)
	switch {
	case known:
		return T(word), nil
	case p.d.Free:
		return T(strings.TrimSpace(clean(raw))), nil
	}
	return nil, c.book.noValue(c.Language, p.d, raw)
}

// FlagParam takes yes or no.
type FlagParam struct{ param[bool] }

// Flag is a question to be answered by yes or no.
func Flag(name string) FlagParam {
	return FlagParam{param[bool]{Declaration{Name: name, Kind: KindFlag, Words: []string{yes, no}}}}
}

const (
	yes = "yes"
	no  = "no"
)

// Required makes the answer necessary.
func (p FlagParam) Required() FlagParam { p.d.Required = true; return p }

// Optional says what is meant when nothing is answered.
func (p FlagParam) Optional(value bool) FlagParam {
	p.d.Default = no
	if value {
		p.d.Default = yes
	}
	return p
}

// Hidden keeps the flag out of forms and documents.
func (p FlagParam) Hidden() FlagParam { p.d.Hidden = true; return p }

func (p FlagParam) read(_ context.Context, c *Call, raw string) (any, error) {
	word, known := c.book.word(p.d, raw)
	if !known {
		return nil, c.book.noValue(c.Language, p.d, raw)
	}
	return word == yes, nil
}
