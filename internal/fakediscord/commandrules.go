package fakediscord

import (
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"
)

var (
	commandName = regexp.MustCompile(`^[-_'\p{L}\p{N}\p{Devanagari}\p{Thai}]{1,32}$`)
	languages   = strings.Fields("id da de en-GB en-US es-ES es-419 fr hr it lt hu nl no pl pt-BR ro fi sv-SE vi tr cs el bg ru uk hi th zh-CN ja zh-TW ko")
)

func (r *rules) commands(list []*command) {
	chats := 0
	for _, c := range list {
		if c.Kind == 0 || c.Kind == chatCommand {
			chats++
			r.command(c)
		}
	}
	if chats > 100 {
		r.broken("at most 100 commands, not %d", chats)
	}
	var names []named
	for _, c := range list {
		names = append(names, named{c.Name, c.Names})
	}
	r.distinct("commands", names)
}

func (r *rules) command(c *command) {
	r.name("the command", c.Name, c.Names)
	r.about(c.Name, c.About, c.Abouts)
	r.commandOptions(c.Name, c.Options, 0)
	if n := weight(c.Name, c.Names) + weight(c.About, c.Abouts) + weigh(c.Options); n > 8000 {
		r.broken("%s: name, description and values have %d characters, at most 8000", c.Name, n)
	}
	for _, context := range c.Contexts {
		if context < 0 || context > 2 {
			r.broken("%s: no context is %d", c.Name, context)
		}
	}
}

func (r *rules) name(what, name string, localized map[string]string) {
	check := func(name string) {
		if !commandName.MatchString(name) || strings.ToLower(name) != name {
			r.broken("%s cannot be called %q", what, name)
		}
	}
	check(name)
	for locale, other := range localized {
		r.locale(locale)
		check(other)
	}
}

func (r *rules) about(name, about string, localized map[string]string) {
	r.length("the description of "+name, about, 1, 100)
	for locale, other := range localized {
		r.locale(locale)
		r.length("the description of "+name, other, 1, 100)
	}
}

func (r *rules) locale(locale string) {
	if !slices.Contains(languages, locale) {
		r.broken("no locale is called %q", locale)
	}
}

type named struct {
	name  string
	names map[string]string
}

// distinct wants different names among siblings, in every language.
func (r *rules) distinct(what string, siblings []named) {
	for _, locale := range append([]string{""}, languages...) {
		seen := map[string]bool{}
		for _, n := range siblings {
			name := local(n.name, n.names, locale)
			if seen[name] {
				r.broken("two %s are called %q in the locale %q", what, name, locale)
				return
			}
			seen[name] = true
		}
	}
}

func (r *rules) commandOptions(of string, list []*option, depth int) {
	r.count("the options of "+of, len(list), 0, 25)
	optional, verbs := false, 0
	var names []named
	for _, o := range list {
		name := of + " " + o.Name
		r.name("the option of "+of, o.Name, o.Names)
		r.about(name, o.About, o.Abouts)
		names = append(names, named{o.Name, o.Names})
		if o.Kind == subcommand || o.Kind == group {
			verbs++
			r.nested(name, o, depth)
			continue
		}
		if o.Required && optional {
			r.broken("%s is required, but stands behind one that is not", name)
		}
		optional = optional || !o.Required
		r.option(name, o)
	}
	if verbs > 0 && verbs < len(list) {
		r.broken("%s has subcommands and other options", of)
	}
	r.distinct("options of "+of, names)
}

func (r *rules) nested(name string, o *option, depth int) {
	switch {
	case o.Required:
		r.broken("%s is a subcommand and cannot be required", name)
	case depth == 0:
	case depth == 1 && o.Kind == subcommand:
	default:
		r.broken("%s is nested too deep", name)
	}
	if o.Kind == group {
		for _, inner := range o.Options {
			if inner.Kind != subcommand {
				r.broken("%s is a group of subcommands, but %s is none", name, inner.Name)
			}
		}
		r.commandOptions(name, o.Options, depth+1)
		return
	}
	r.commandOptions(name, o.Options, 2)
}

func (r *rules) option(name string, o *option) {
	if o.Kind < ofString || o.Kind > 11 {
		r.broken("%s: no option has the type %d", name, o.Kind)
	}
	if o.Asks && len(o.Choices) > 0 {
		r.broken("%s has choices and cannot complete by itself", name)
	}
	if (o.Asks || len(o.Choices) > 0) && o.Kind != ofString && o.Kind != ofInteger && o.Kind != ofNumber {
		r.broken("%s: an option of the type %d has no choices", name, o.Kind)
	}
	if (o.MinLength != nil || o.MaxLength != nil) && o.Kind != ofString {
		r.broken("%s: only a string has a length", name)
	}
	if or(o.MinLength, 0) > or(o.MaxLength, 6000) || or(o.MaxLength, 6000) > 6000 || or(o.MaxLength, 6000) < 1 {
		r.broken("%s cannot have %d to %d characters", name, or(o.MinLength, 0), or(o.MaxLength, 6000))
	}
	if (o.Min != nil || o.Max != nil) && o.Kind != ofInteger && o.Kind != ofNumber {
		r.broken("%s: only a number has bounds", name)
	}
	if o.Min != nil && o.Max != nil && *o.Min > *o.Max {
		r.broken("%s: no number is at least %v and at most %v", name, *o.Min, *o.Max)
	}
	r.count("the choices of "+name, len(o.Choices), 0, 25)
	var names []named
	values := map[any]bool{}
	for _, c := range o.Choices {
		r.length("a choice of "+name, c.Name, 1, 100)
		for locale, other := range c.Names {
			r.locale(locale)
			r.length("a choice of "+name, other, 1, 100)
		}
		text, is := c.Value.(string)
		if is != (o.Kind == ofString) {
			r.broken("a choice of %s has the value %v", name, c.Value)
		} else if is {
			r.length("the value of a choice of "+name, text, 1, 100)
		}
		if values[c.Value] {
			r.broken("two choices of %s have the value %v", name, c.Value)
		}
		values[c.Value] = true
		names = append(names, named{c.Name, c.Names})
	}
	r.distinct("choices of "+name, names)
}

// weight is how much a text counts: the longest of its localisations.
func weight(text string, localized map[string]string) int {
	n := utf8.RuneCountInString(text)
	for _, other := range localized {
		n = max(n, utf8.RuneCountInString(other))
	}
	return n
}

func weigh(list []*option) (n int) {
	for _, o := range list {
		n += weight(o.Name, o.Names) + weight(o.About, o.Abouts) + weigh(o.Options)
		for _, c := range o.Choices {
			n += weight(c.Name, c.Names)
			if text, is := c.Value.(string); is {
				n += utf8.RuneCountInString(text)
			}
		}
	}
	return n
}
