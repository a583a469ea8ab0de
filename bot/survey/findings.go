package survey

import (
	"fmt"
	"slices"
)

// Finding is one thing that was looked at.
type Finding struct {
	Kind Kind
	Text string // a sentence, and what to do
}

// Kind is how a finding is to be taken.
type Kind string

// The kinds.
const (
	Good  Kind = "good"
	Wrong Kind = "wrong"
	Note  Kind = "note" // not wrong, and good to know
)

// Findings are those of a check, in the order in which they were made.
type Findings []Finding

// Good notes what is as it should be.
func (f *Findings) Good(format string, args ...any) { f.add(Good, format, args) }

// Wrong notes what keeps a board from working.
func (f *Findings) Wrong(format string, args ...any) { f.add(Wrong, format, args) }

// Note notes what is good to know.
func (f *Findings) Note(format string, args ...any) { f.add(Note, format, args) }

// add tells each thing once: a board may have several homes in one server.
func (f *Findings) add(kind Kind, format string, args []any) {
	found := Finding{kind, fmt.Sprintf(format, args...)}
	if !slices.Contains(*f, found) {
		*f = append(*f, found)
	}
}

// Home is a channel that is a board's home.
type Home struct {
	Board           string // the board's name
	Server, Channel string // the platform's identifiers
	People          []Seated
}

// Seated is somebody who does something on a board.
type Seated struct{ ID, Name string }
