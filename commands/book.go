package commands

import (
	"maps"
	"slices"

	"beirat/chat"
	"beirat/words"
)

// Book is every command there is, with the names that people type. It does
// not change, and any number may read it at once.
type Book struct {
	groups   []Group
	commands []*Command
	lookup   lookup
	prefix   string // folded, with its hyphen; empty: none
	slash    string // before the lines that are shown; empty: none

	paths    map[string]*Command
	triggers map[string]trigger             // by folded name
	verbs    map[string]map[string]*Command // by group, folded name
	params   map[*Command]map[string]Param  // by folded name
	values   map[string]map[string]string   // machine's words, by parameter and folded name
	boards   map[string]bool                // the folded names of Where
	longest  int                            // how many words a verb has at most
}

// trigger is what a first word leads to: a group, or a command without one.
type trigger struct {
	group   *Group
	command *Command
}

// New makes the book of these commands, with names from the catalogues. The
// error tells, all at once, which declarations cannot be: a name that means two
// things, a missing catalogue entry, a value required after the text that takes
// all words left over.
func New(groups []Group, cmds []Command) (*Book, error) {
	return newBook(catalogue, groups, cmds)
}

func newBook(lookup lookup, groups []Group, cmds []Command) (*Book, error) {
	b := &Book{
		groups:   slices.Clone(groups),
		lookup:   lookup,
		slash:    "/",
		paths:    map[string]*Command{},
		triggers: map[string]trigger{},
		verbs:    map[string]map[string]*Command{},
		params:   map[*Command]map[string]Param{},
		values:   map[string]map[string]string{},
		boards:   map[string]bool{Where: true},
	}
	for i := range cmds {
		c := cmds[i]
		b.commands = append(b.commands, &c)
	}
	if err := b.index(); err != nil {
		return nil, err
	}
	return b, nil
}

// WithPrefix is the same book whose triggers also carry a prefix and are shown
// with it: "x" for "/x-abstimmung". The bare triggers go on working.
func (b *Book) WithPrefix(prefix string) *Book {
	prefixed := *b
	prefixed.prefix = ""
	if prefix != "" {
		prefixed.prefix = fold(prefix) + "-"
	}
	return &prefixed
}

// WithoutSlash is the same book for where no command begins with a slash, and
// people type to the program instead: it shows its lines without one.
func (b *Book) WithoutSlash() *Book {
	bare := *b
	bare.slash = ""
	return &bare
}

// Word is the one word to remember: the trigger that shows what is open, as
// people type it. Its language is the reader's.
func (b *Book) Word() chat.Text { return Word(b.slash + b.prefix) }

// Word is the word of every book, with what stands before triggers: a slash,
// "/x-", or nothing.
func Word(before string) chat.Text { return chat.T("commands.word", "before", before) }

// Command is the command of a path; nil if there is none.
func (b *Book) Command(path string) *Command { return b.paths[path] }

// Commands lists every command in the order of declaration.
func (b *Book) Commands() []*Command { return slices.Clone(b.commands) }

// Groups lists every group in the order of declaration.
func (b *Book) Groups() []Group { return slices.Clone(b.groups) }

// Triggers lists the first words of lines as shown in a language, with the
// prefix and without a slash, in the order of declaration.
func (b *Book) Triggers(l words.Language) []string {
	var names []string
	for _, g := range b.groups {
		names = append(names, b.prefix+b.groupName(l, g.Name))
	}
	for _, c := range b.commands {
		if c.group() == "" && !c.Hidden {
			names = append(names, b.prefix+b.commandName(l, c))
		}
	}
	return names
}

// Button is a button that does the command of a path, with pairs of parameter
// names and values in the machine's words.
func (b *Book) Button(label chat.Text, path string, pairs ...string) chat.Button {
	action := chat.Action{Name: path}
	for i := 0; i+1 < len(pairs); i += 2 {
		if action.Args == nil {
			action.Args = make(map[string]string, len(pairs)/2)
		}
		action.Args[pairs[i]] = pairs[i+1]
	}
	if c := b.paths[path]; c != nil {
		action.Confidential = b.confides(c, action.Args)
	}
	return chat.Button{Label: label, Action: action}
}

// root is the group that reaches every other; nil if there is none.
func (b *Book) root() *Group {
	for i := range b.groups {
		if b.groups[i].Root {
			return &b.groups[i]
		}
	}
	return nil
}

func (b *Book) group(name string) *Group {
	for i := range b.groups {
		if b.groups[i].Name == name {
			return &b.groups[i]
		}
	}
	return nil
}

// of lists the commands of a group that people may type.
func (b *Book) of(group string) []*Command {
	var typed []*Command
	for _, c := range b.commands {
		if c.group() == group && !c.Hidden {
			typed = append(typed, c)
		}
	}
	return typed
}

// triggerOf finds what a first word leads to, with or without the prefix.
func (b *Book) triggerOf(word string) (trigger, bool) {
	name := fold(word)
	if t, found := b.triggers[name]; found {
		return t, true
	}
	if rest, cut := cutPrefix(name, b.prefix); cut {
		t, found := b.triggers[rest]
		return t, found
	}
	return trigger{}, false
}

func sortedKeys[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }
