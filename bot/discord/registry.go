package discord

import (
	"slices"
	"strconv"
	"strings"

	"beirat/chat"
)

// What a command takes (https://docs.discord.com/developers/interactions/application-commands).
const (
	commandNameMost  = 32
	commandAboutMost = 100
	commandsMost     = 25   // options, choices, verbs
	commandTextMost  = 6000 // characters of a text that is typed as a value
)

// registry is what is registered as commands, and what is meant when one is used.
type registry struct{ specs []chat.Spec }

func newRegistry(specs []chat.Spec) registry {
	all := make([]chat.Spec, len(specs))
	for i, spec := range specs {
		all[i] = levelled(spec)
	}
	return registry{all}
}

// command is a command, a verb or an option, as Discord registers it.
type command struct {
	Name         string            `json:"name"`
	Names        map[string]string `json:"name_localizations,omitempty"`
	About        string            `json:"description"`
	Abouts       map[string]string `json:"description_localizations,omitempty"`
	Type         int               `json:"type"`
	Options      []command         `json:"options,omitempty"`
	Choices      []offer           `json:"choices,omitempty"`
	Autocomplete bool              `json:"autocomplete,omitempty"`
	MinValue     *int              `json:"min_value,omitempty"`
	MaxValue     *int              `json:"max_value,omitempty"`
	MaxLength    int               `json:"max_length,omitempty"`
	Contexts     []int             `json:"contexts,omitempty"`          // only of a whole command
	Integrations []int             `json:"integration_types,omitempty"` // likewise
}

// offer is a value that somebody may choose.
type offer struct {
	Name  string            `json:"name"`
	Names map[string]string `json:"name_localizations,omitempty"`
	Value string            `json:"value"`
}

// Of the languages, English is the base and German a localisation.
const (
	base      = "en"
	localised = "de"
)

// commands are all there is to register. Who may use what is the program's to
// decide, so they are shown to everybody.
func (r registry) commands() []command {
	const ordinary, inGuilds, withBot, forGuilds = 1, 0, 1, 0
	var all []command
	for _, spec := range r.specs {
		c := verbOf(spec)
		c.fit()
		c.Type, c.Contexts, c.Integrations = ordinary, []int{inGuilds, withBot}, []int{forGuilds}
		all = append(all, c)
	}
	return all
}

// verbOf is a command, a verb, or verbs that begin alike. What is beyond the room for its options stands
// in its form, and is typed with the command that takes any line.
func verbOf(spec chat.Spec) command {
	c := named(spec.Name, spec.About)
	c.Type = optionVerb
	if spec.Path == "" {
		c.Type = optionLevel
	}
	for _, verb := range spec.Verbs[:min(len(spec.Verbs), commandsMost)] {
		c.Options = append(c.Options, verbOf(verb))
	}
	for _, p := range spec.Params[:min(len(spec.Params), commandsMost)] {
		c.Options = append(c.Options, optionOf(p))
	}
	return c
}

// named has its names as Discord takes them: in one word and small.
func named(name, about chat.Names) command {
	c := command{Name: wordOf(name[base]), About: shorten(about[base], commandAboutMost)}
	if other := wordOf(name[localised]); other != "" && other != c.Name {
		c.Names = map[string]string{localised: other}
	}
	if other := shorten(about[localised], commandAboutMost); other != "" {
		c.Abouts = map[string]string{localised: other}
	}
	return c
}

func wordOf(name string) string {
	return shorten(strings.ToLower(strings.ReplaceAll(strings.TrimSpace(name), " ", "-")), commandNameMost)
}

// optionOf is a parameter. None is required at Discord's: what is missing the
// form asks for, with everything else that was given.
func optionOf(p chat.Offered) command {
	c := named(p.Typed, p.About)
	switch {
	case p.Kind == chat.OfferChoice && len(p.Choices) <= commandsMost:
		c.Type = optionText
		for _, one := range p.Choices {
			o := offer{Name: shorten(one.Label[base], commandAboutMost), Value: one.Value}
			if other := shorten(one.Label[localised], commandAboutMost); other != "" {
				o.Names = map[string]string{localised: other}
			}
			c.Choices = append(c.Choices, o)
		}
	case p.Kind == chat.OfferNumber:
		c.Type, c.MinValue, c.MaxValue = optionNumber, &p.Min, &p.Max
	case p.Kind == chat.OfferFlag:
		c.Type = optionFlag
	case p.Kind == chat.OfferPerson:
		c.Type = optionPerson
	case p.Kind == chat.OfferFile:
		c.Type = optionFile // whose value is the id of what is resolved beside it
	default:
		c.Type, c.Autocomplete = optionText, p.Asks
		if p.Max > 0 { // Discord counts some characters as two: what fits is never refused
			c.MaxLength = min(commandTextMost, 2*p.Max)
		}
	}
	return c
}

// used is the command of an interaction with the options that were given.
func (r registry) used(i interaction) (spec chat.Spec, given []option, known bool) {
	spec, known = find(r.specs, i.Data.Name)
	given = i.Data.Options
	for known && len(spec.Verbs) > 0 {
		if len(given) != 1 || given[0].Type != optionVerb && given[0].Type != optionLevel {
			return spec, nil, false
		}
		spec, known = find(spec.Verbs, given[0].Name)
		given = given[0].Options
	}
	return spec, given, known
}

func find(specs []chat.Spec, name string) (chat.Spec, bool) {
	i := slices.IndexFunc(specs, func(s chat.Spec) bool { return wordOf(s.Name[base]) == name })
	if i < 0 {
		return chat.Spec{}, false
	}
	return specs[i], true
}

// said is what a person means who used a command; false if it is none of ours.
func (r registry) said(i interaction) (chat.Do, bool) {
	spec, given, known := r.used(i)
	if !known {
		return nil, false
	}
	values := i.valuesOf(spec, given)
	if spec.Line {
		return chat.Command{Line: lineOf(spec, values)}, true
	}
	return chat.Command{Path: spec.Path, Values: values}, true
}

// lineOf is the line that a command takes: what begins with a slash is one by
// itself.
func lineOf(spec chat.Spec, values map[string]string) string {
	line := "/" + spec.Name[localised]
	for _, text := range values {
		text = strings.TrimSpace(text)
		if strings.HasPrefix(text, "/") {
			return text
		}
		line += " " + text
	}
	return strings.TrimSpace(line)
}

// valuesOf are the values that were given, by the names of the parameters.
func (i interaction) valuesOf(spec chat.Spec, given []option) map[string]string {
	values := map[string]string{}
	for _, o := range given {
		p, known := paramOf(spec, o.Name)
		if value := i.typedValue(o); known && value != "" {
			values[p.Name] = value
		}
	}
	return values
}

func paramOf(spec chat.Spec, name string) (chat.Offered, bool) {
	i := slices.IndexFunc(spec.Params, func(p chat.Offered) bool { return wordOf(p.Typed[base]) == name })
	if i < 0 {
		return chat.Offered{}, false
	}
	return spec.Params[i], true
}

// typedValue is a value as it could have been typed.
func (i interaction) typedValue(o option) string {
	switch value := o.Value.(type) {
	case string:
		if who, known := i.Data.Resolved.Users[value]; o.Type == optionPerson && known {
			return who.Username
		}
		return value
	case bool:
		if value {
			return "yes"
		}
		return "no"
	case float64:
		return strconv.FormatFloat(value, 'f', -1, 64)
	}
	return ""
}
