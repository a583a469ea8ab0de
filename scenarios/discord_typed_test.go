package scenarios

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"beirat/chat"
	"beirat/commands"
	"beirat/internal/fakediscord"
	"beirat/words"
)

// Kinds of options of a command.
const (
	takesText   = 3
	takesNumber = 4
	takesFlag   = 5
	takesPerson = 6
	takesFile   = 11
)

// flat is the one command that takes the rest of a line, and all the board's own
// commands are in a group beside it. Both are called here as they are registered.
const (
	flat  = "board"
	verbs = "board-more"
)

// line is a line as the option of the one command that takes lines.
func (d *discordDriver) line(name, text string) act {
	text = strings.TrimPrefix(text, "/")
	c := d.registered(name, flat)
	if word, rest, _ := strings.Cut(text, " "); word == c.Name {
		text = strings.TrimSpace(rest)
	}
	if text == "" {
		return d.slash(name, []string{c.Name}, nil)
	}
	return d.slash(name, []string{c.Name}, []fakediscord.Value{{Name: c.Options[0].Name, Value: text}})
}

// registered is a command as the client lists it to a person.
func (d *discordDriver) registered(name, as string) fakediscord.Command {
	all := d.people[name].Commands(d.guild.ID)
	at := slices.IndexFunc(all, func(c fakediscord.Command) bool { return c.Registered == as && len(c.Options)+len(c.Subcommands) > 0 })
	if at < 0 {
		return fakediscord.Command{Name: as, Options: make([]fakediscord.CommandOption, 1)}
	}
	return all[at]
}

// known tells whether a line begins with a command, in whatever language.
func (d *discordDriver) known(text string) bool {
	word, _, _ := strings.Cut(strings.TrimPrefix(text, "/"), " ")
	return slices.ContainsFunc(slices.Concat(d.typist.book.Triggers(words.German), d.typist.book.Triggers(words.English)), func(trigger string) bool {
		return folded(trigger) == folded(word)
	})
}

// menu are the commands as the client lists them to a person, by their name.
func (d *discordDriver) menu(name string) map[string]fakediscord.Command {
	menu := map[string]fakediscord.Command{}
	for _, c := range d.people[name].Commands(d.guild.ID) {
		menu[c.Name] = c
	}
	return menu
}

// pick is a command that was picked from the list, with its options.
type pick struct {
	path    []string
	options []fakediscord.CommandOption
	values  []fakediscord.Value
}

// picked is a line as a person gives it who picks the command from the list of
// the client and fills its options in, by the names that they see. can is false
// where a word of the line has no place there: a short form, a mistake, a name
// in another language, a value that is none of the choices.
func (d *discordDriver) picked(name, text string) (p pick, can bool) {
	request, err := d.typist.book.Resolve(chat.Command{Line: text})
	if err != nil || len(request.Mistakes) > 0 || request.Refusal != nil {
		return p, false
	}
	if p, can = d.verbOf(name, strings.Fields(strings.TrimPrefix(text, "/"))); !can {
		return p, false
	}
	given := 0
	for _, param := range request.Command.Params {
		about := commands.Declared(param)
		typed, is := request.Values[about.Name]
		if !is {
			continue
		}
		given++
		at := slices.IndexFunc(p.options, func(o fakediscord.CommandOption) bool { return isCalled(about.Name, o) })
		if at < 0 {
			return p, false
		}
		value, fits := d.value(p.options[at], about, typed)
		if !fits {
			return p, false
		}
		p.values = append(p.values, fakediscord.Value{Name: p.options[at].Name, Value: value})
	}
	return p, given == len(request.Values)
}

// verbOf finds the command that words begin with.
func (d *discordDriver) verbOf(name string, line []string) (p pick, found bool) {
	c, listed := d.menu(name)[line[0]]
	if listed && c.Registered == flat { // the board's own commands are in its group
		c = d.registered(name, verbs)
	}
	if !listed || len(line) < 2 && len(c.Subcommands) > 0 {
		return p, false
	}
	if len(c.Subcommands) == 0 {
		return pick{path: line[:1], options: c.Options}, true
	}
	return below(pick{path: []string{c.Name}}, c, line[1:])
}

// below finds the verb that words begin with, or its level and then the verb; the
// level alone is what shows it.
func below(p pick, c fakediscord.Command, line []string) (pick, bool) {
	for _, verb := range c.Subcommands {
		for n := 1; n <= min(len(line), 2); n++ {
			if folded(strings.Join(line[:n], "-")) != folded(verb.Name) {
				continue
			}
			p := pick{path: append(slices.Clone(p.path), verb.Name), options: verb.Options}
			if len(verb.Subcommands) == 0 {
				return p, true
			}
			return below(p, verb, line[n:])
		}
	}
	return p, false
}

// isCalled tells whether an option is that of a parameter.
func isCalled(param string, o fakediscord.CommandOption) bool {
	typed, known := first(words.English, "param."+param)
	if !known {
		typed = param
	}
	return folded(typed) == folded(o.Registered)
}

// value is what a person gives for an option who would type this; false if the
// option does not take it.
func (d *discordDriver) value(o fakediscord.CommandOption, about commands.Declaration, typed string) (value any, fits bool) {
	switch {
	case len(o.Choices) > 0:
		for _, c := range o.Choices {
			word := fmt.Sprint(c.Value)
			names := append(allNames(about, word), c.Name, word)
			if slices.ContainsFunc(names, func(name string) bool { return folded(name) == folded(typed) }) {
				return c.Value, true
			}
		}
		return nil, false
	case o.Kind == takesNumber:
		n, err := strconv.Atoi(typed)
		return n, err == nil
	case o.Kind == takesFlag:
		for _, word := range []string{"yes", "no"} {
			if slices.ContainsFunc(allNames(about, word), func(name string) bool { return folded(name) == folded(typed) }) {
				return word == "yes", true
			}
		}
		return nil, false
	case o.Kind == takesPerson:
		who := d.people[strings.TrimPrefix(typed, "@")]
		if who == nil {
			return nil, false
		}
		return who.ID, true
	case o.Kind == takesFile:
		content, err := os.ReadFile(filepath.Join(storyFiles, typed))
		return fakediscord.File{Name: typed, Content: content}, err == nil
	}
	return typed, o.Kind == takesText && typed != "" && !strings.Contains(typed, "\n")
}

// allNames are the names of a value in all languages.
func allNames(about commands.Declaration, word string) []string {
	var names []string
	for _, l := range words.Languages() {
		names = append(names, valueNames(l, about, word)...)
	}
	return names
}

// completes looks at what the client is offered while somebody types a value: it
// is offered something, or nothing, in time.
func (d *discordDriver) completes(ctx context.Context, name string, p pick) error {
	for i, v := range p.values {
		typed, is := v.Value.(string)
		at := slices.IndexFunc(p.options, func(o fakediscord.CommandOption) bool { return o.Name == v.Name })
		if !is || !p.options[at].Asks {
			continue
		}
		given := slices.Clone(p.values[:i+1])
		given[i].Value = string([]rune(typed)[:1])
		if _, err := d.people[name].Complete(ctx, d.here(), p.path, given, v.Name); err != nil {
			return fmt.Errorf("%s types %s: %w", name, v.Name, err)
		}
	}
	return nil
}
