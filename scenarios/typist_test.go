package scenarios

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"

	"beirat/chat"
	"beirat/commands"
	"beirat/words"
)

// sheet is a form as it stands before a person, on whatever platform.
type sheet struct {
	title    string // as shown; one that is too long ends in "…"
	elements []element

	command  *commands.Command
	language words.Language
	mistakes map[string]string // by the element's name
	values   map[string]string // as they stand in the form now
}

type element struct {
	DisplayName string   `json:"display_name"`
	Name        string   `json:"name"`
	Type        string   `json:"type"`
	Default     string   `json:"default"`
	Optional    bool     `json:"optional"`
	Options     []option `json:"options"`
}

// newSheet is a form that holds what it opened with.
func newSheet(title string, elements []element) sheet {
	s := sheet{title: title, elements: elements, values: map[string]string{}, mistakes: map[string]string{}}
	for _, e := range elements {
		s.values[e.Name] = e.Default
	}
	return s
}

// A select can hold no value that is none of its own: it is named instead.
var wrote = regexp.MustCompile(`^(.*) (?:Sie schrieben: „(.*)“|You wrote: “(.*)”)\.$`)

// mark notes a mistake at the first element of that label that has none.
func (o *sheet) mark(label, mistake string) {
	for _, e := range o.elements {
		begin, short := strings.CutSuffix(e.DisplayName, "…")
		if _, given := o.mistakes[e.Name]; given || e.DisplayName != label && !(short && strings.HasPrefix(label, begin)) {
			continue
		}
		if parts := wrote.FindStringSubmatch(mistake); parts != nil {
			mistake, o.values[e.Name] = parts[1], parts[2]+parts[3]
		}
		o.mistakes[e.Name] = mistake
		return
	}
}

// typist knows the names that people type, as the book has them.
type typist struct{ book *commands.Book }

func first(l words.Language, key string) (string, bool) {
	if !words.Has(l, key) {
		return "", false
	}
	name, _, _ := strings.Cut(words.Printer{Language: l}.Say(key, nil), "|")
	return strings.TrimSpace(name), true
}

// recognise finds the command of a form and the language that it is in: by its
// title and its elements, for what stands in its state is nobody's business.
func (t typist) recognise(o *sheet) error {
	var names []string
	for _, e := range o.elements {
		names = append(names, e.Name)
	}
	for _, c := range t.book.Commands() {
		var params []string
		for _, p := range c.Params {
			if d := commands.Declared(p); !d.Hidden && d.Kind != commands.KindFile {
				params = append(params, p.Name())
			}
		}
		if c.Needless != nil || c.Shape != nil { // its form may leave some out
			params = slices.DeleteFunc(params, func(name string) bool { return !slices.Contains(names, name) })
		}
		if !slices.Equal(names, params) {
			continue
		}
		for _, l := range words.Languages() {
			title := words.Printer{Language: l}.Say("cmd."+c.Path+".title", nil)
			if strings.HasPrefix(title, strings.TrimRight(o.title, "… ")) {
				o.command, o.language = c, l
				return nil
			}
		}
	}
	return fmt.Errorf("no command has a form %q of %v", o.title, names)
}

// lines are the form as stories write it.
func (t typist) lines(o *sheet) []string {
	l := o.language
	var lines []string
	for _, e := range o.elements {
		name, known := first(l, "param."+e.Name)
		if !known {
			name = e.Name
		}
		mistake := o.mistakes[e.Name]
		line := name + ": " + strings.ReplaceAll(t.typed(l, o, e), "\n", " ⏎ ")
		if mistake != "" {
			line += " ! " + strings.ReplaceAll(mistake, "\n", " ⏎ ")
		}
		lines = append(lines, line)
	}
	return lines
}

// typed is the value of an element as people type it.
func (t typist) typed(l words.Language, o *sheet, e element) string {
	value := o.values[e.Name]
	if e.Type != "select" {
		return value
	}
	d := t.declaration(o, e.Name)
	if value == "" {
		return ""
	}
	if len(d.Words) > 0 {
		return typedValue(l, d, value)
	}
	for _, option := range e.Options { // a thing is typed by its number, unless it has a name instead
		if option.Value == value && !strings.Contains(option.Text, value) {
			return option.Text
		}
	}
	return value
}

func typedValue(l words.Language, d commands.Declaration, word string) string {
	if names := valueNames(l, d, word); len(names) > 0 {
		return names[0]
	}
	return strings.ReplaceAll(word, "_", "-")
}

func valueNames(l words.Language, d commands.Declaration, word string) []string {
	keys := []string{"value." + d.Name + "." + word, "value." + word}
	if d.Kind == commands.KindFlag {
		keys = []string{"commands." + word}
	}
	for _, key := range keys {
		if words.Has(l, key) {
			names := strings.Split(words.Printer{Language: l}.Say(key, nil), "|")
			for i := range names {
				names[i] = strings.TrimSpace(names[i])
			}
			return names
		}
	}
	return nil
}

func (t typist) declaration(o *sheet, name string) commands.Declaration {
	for _, p := range o.command.Params {
		if p.Name() == name {
			return commands.Declared(p)
		}
	}
	return commands.Declaration{Name: name}
}

// fill is what a person sends who types a line over what the form holds: by
// the names of the elements, in the words of the options.
func (t typist) fill(o *sheet, line string) (map[string]string, error) {
	l := o.language
	held := map[string]string{}
	for _, e := range o.elements {
		if value := t.typed(l, o, e); value != "" {
			held[e.Name] = value
		}
	}
	request, err := t.book.Resolve(chat.Submit{Command: o.command.Path, Values: held, Line: line})
	if err != nil {
		return nil, fmt.Errorf("the form of %q: %w", o.command.Path, err)
	}
	if len(request.Mistakes) > 0 {
		return nil, fmt.Errorf("a form takes no line that has a mistake of its own: %v", request.Mistakes)
	}
	sent := map[string]string{}
	for _, e := range o.elements {
		value := request.Values[e.Name]
		if e.Type == "select" {
			value = t.chosen(o, e, value)
		}
		sent[e.Name] = value
	}
	return sent, nil
}

// chosen is the option that a person picks who would type this.
func (t typist) chosen(o *sheet, e element, typed string) string {
	d := t.declaration(o, e.Name)
	for _, option := range e.Options {
		names := []string{option.Value, option.Text}
		for _, l := range words.Languages() {
			names = append(names, valueNames(l, d, option.Value)...)
		}
		for _, name := range names {
			if folded(name) == folded(typed) {
				return option.Value
			}
		}
	}
	return typed
}

// kept are the values that a form holds after it was refused: a select of things
// none that is not among them.
func (t typist) kept(o *sheet, sent map[string]string) map[string]string {
	kept := maps.Clone(sent)
	for _, e := range o.elements {
		if e.Type != "select" || len(t.declaration(o, e.Name).Words) > 0 {
			continue
		}
		if !slices.ContainsFunc(e.Options, func(option option) bool { return option.Value == kept[e.Name] }) {
			kept[e.Name] = ""
		}
	}
	return kept
}

func folded(text string) string {
	return strings.NewReplacer("ä", "a", "ö", "o", "ü", "u", "ae", "a", "oe", "o", "ue", "u", "ß", "ss", "_", "-").Replace(strings.ToLower(strings.TrimSpace(text)))
}
