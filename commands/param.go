package commands

import (
	"context"
	"strings"
)

// Param is a parameter of a command: its declaration, and by Of of its type
// the access to its value. The types are TextParam, ChoiceParam, TimeParam,
// NumberParam, FlagParam, PersonParam, PeopleParam, ThingParam and FileParam.
// They are values; their building methods return changed copies.
type Param interface {
	// Name is the machine's word for the parameter.
	Name() string

	declared() Declaration
	// read understands what was given, which is not blank. What cannot be
	// understood is an *Error; any other error is ours.
	read(ctx context.Context, c *Call, raw string) (any, error)
}

// Kind is what sort of value a parameter takes.
type Kind string

// The kinds. KindLong is a text of several lines.
const (
	KindText   Kind = "text"
	KindLong   Kind = "long"
	KindChoice Kind = "choice"
	KindTime   Kind = "time"
	KindNumber Kind = "number"
	KindFlag   Kind = "flag"
	KindPerson Kind = "person"
	KindPeople Kind = "people"
	KindThing  Kind = "thing"
	KindFile   Kind = "file"
)

// Declaration is what a parameter says of itself to those who register
// commands with a platform.
type Declaration struct {
	Name     string
	Kind     Kind
	Required bool
	Unless   string // of a required one: not needed with this flag
	Instead  string // of a required one: not needed where this value is given
	Hidden   bool   // for buttons only: never asked, never documented
	Named    bool   // takes no words without its name
	// Confidential: only a button or a form gives it, and it is nowhere
	// repeated, logged or kept on its way.
	Confidential bool
	Free         bool     // a choice that takes other words too
	Words        []string // the machine's words of a choice or a flag
	Default      string   // as it could be given; empty: none
	Min, Max     int      // of a number; Max of a text in characters
	finder       Finder
}

// Declared gives the declaration of a parameter.
func Declared(p Param) Declaration { return p.declared() }

func (d Declaration) text() bool { return d.Kind == KindText || d.Kind == KindLong }

// listed tells whether the values can be listed beforehand.
func (d Declaration) listed() bool { return d.Kind == KindChoice || d.Kind == KindFlag }

// param is what every parameter has; T is the type of its value.
type param[T any] struct{ d Declaration }

// Name is the machine's word for the parameter.
func (p param[T]) Name() string { return p.d.Name }

// Of is the value in a call: what was given, else the default, else zero.
func (p param[T]) Of(c *Call) T {
	value, _ := c.values[p.d.Name].(T)
	return value
}

// Given tells whether a value was given, be it the default's.
func (p param[T]) Given(c *Call) bool { return given(c.raw[p.d.Name]) }

// given tells whether anything is left of a value without what nobody types on
// purpose.
func given(raw string) bool { return strings.TrimSpace(clean(raw)) != "" }

func (p param[T]) declared() Declaration { return p.d }
