package commands

import (
	"context"
	"slices"
	"strings"

	"beirat/board"
	"beirat/chat"
)

// Command is the declaration of one command.
type Command struct {
	Path     string      // "poll.create": group and verb; "idea" for a command without group
	Right    board.Right // who may; the one who calls Run has asked
	Anywhere bool        // works where there is no board
	Params   []Param     // in the order of asking
	// Check looks across values, without reading anything, and gives all
	// mistakes at once; it is asked only when every single value is
	// understood. nil: nothing to check.
	Check func(*Call) []*Error
	// Needless names the parameters that the form does not ask of this person
	// now; they can be typed all the same. nil: it asks them all.
	Needless func(*Call) []string
	// Shape changes the form of this command to what it is about, as the options
	// of a poll; it may read. What it returns is answered instead of the form.
	// nil: the form is as the parameters declare it.
	Shape func(context.Context, *Call, *chat.Form) error
	// Do carries the command out. An *Error that it returns becomes the form
	// again, or a sentence.
	Do     func(context.Context, *Call) (chat.Reply, error)
	Hidden bool // not typed, and not in help, manual or completion: for buttons only
}

// Group is a set of commands behind one trigger. Short, Bare and Number are
// paths of commands, or empty.
type Group struct {
	Name   string // "poll"
	Short  string // of "/abstimmung 12 ja": "poll.vote"
	Bare   string // of "/abstimmung" alone: "poll.list"
	Number string // of "/abstimmung 12" alone: "poll.show"
	Root   bool   // its trigger reaches every other group: "/beirat abstimmung neu"
}

// group is the name of the command's group; empty if it has none.
func (c *Command) group() string {
	group, _, found := strings.Cut(c.Path, ".")
	if !found {
		return ""
	}
	return group
}

func (c *Command) param(name string) (Param, bool) {
	for _, p := range c.Params {
		if p.Name() == name {
			return p, true
		}
	}
	return nil, false
}

// visible are the parameters that are asked for.
func (c *Command) visible() []Param {
	var shown []Param
	for _, p := range c.Params {
		if !p.declared().Hidden {
			shown = append(shown, p)
		}
	}
	return shown
}

// openText is the last required text, to which words left over belong.
func (c *Command) openText() (Param, bool) {
	for i := len(c.Params) - 1; i >= 0; i-- {
		if d := c.Params[i].declared(); d.text() && d.Required && !d.Hidden && !d.Confidential {
			return c.Params[i], true
		}
	}
	return nil, false
}

// free tells whether a choice takes other words too.
func (c *Command) free() bool {
	return slices.ContainsFunc(c.Params, func(p Param) bool { return p.declared().Free })
}

// positional are the parameters that may be given without a name, in order:
// what is required, and things.
func (c *Command) positional() []Param {
	open, _ := c.openText()
	var slots []Param
	passed := false
	for _, p := range c.typable() {
		d := p.declared()
		if d.Required && !passed || d.Kind == KindThing && !d.Named && !passed {
			slots = append(slots, p)
		}
		passed = passed || open != nil && p.Name() == open.Name()
	}
	return slots
}
