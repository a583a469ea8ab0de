package scenarios

import (
	"context"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"beirat/commands"
	"beirat/internal/fakediscord"
	"beirat/words"
)

// openModal is a form as it stands before a person, who has leafed through all
// its pages.
type openModal struct {
	sheet
	open act  // opens its first page once more
	told bool // the story has seen it
}

// onPage is the end of a title that says which page of a form it is.
var onPage = regexp.MustCompile(`^(.*?) ?\((\d+) (?:von|of) (\d+)\)$`)

// opened takes note of a form that something opened: at once, or by a button of
// the answer, as after mistakes.
func (d *discordDriver) opened(ctx context.Context, name string, o *fakediscord.Outcome, by act) error {
	if o.Modal == nil {
		lead, id := leadTo(o, "discord.open")
		if lead == nil || !leads(lead) {
			return nil
		}
		d.leading[lead.ID] = true
		by = func(ctx context.Context) (*fakediscord.Outcome, error) { return d.people[name].Click(ctx, lead, id) }
		var err error
		if o, err = by(ctx); err != nil {
			return err
		}
		if o.Modal == nil {
			return errors.New("the button opens no form")
		}
	}
	form := &openModal{open: by}
	if err := d.leaf(ctx, name, o.Modal, form); err != nil {
		return err
	}
	d.forms[name] = form
	return nil
}

// leadTo finds the button with this label among the answers.
func leadTo(o *fakediscord.Outcome, key string) (m *fakediscord.Message, id string) {
	for _, m := range o.Messages {
		for _, b := range m.Buttons() {
			for _, l := range words.Languages() {
				if b.Label == (words.Printer{Language: l}).Say(key, nil) {
					return m, b.CustomID
				}
			}
		}
	}
	return nil, ""
}

// leads tells whether a message is but the way to a form, whose button other
// messages may have too.
func leads(m *fakediscord.Message) bool {
	for _, l := range words.Languages() {
		say := words.Printer{Language: l, Bold: "**"}
		before, _, _ := strings.Cut(say.Say("discord.form", map[string]any{"title": "\x00"}), "\x00")
		if strings.HasPrefix(m.Content, before) || strings.HasPrefix(m.Content, say.Say("discord.check", nil)) {
			return true
		}
	}
	return false
}

// leaf looks through the pages of a form, up to the last one, which it does not
// send.
func (d *discordDriver) leaf(ctx context.Context, name string, page *fakediscord.Modal, form *openModal) error {
	var elements []element
	var texts []string
	title := ""
	_, err := d.turn(ctx, name, page, func(page *fakediscord.Modal, last bool) (map[string]any, bool) {
		if title = page.Title; onPage.MatchString(title) {
			title = onPage.FindStringSubmatch(title)[1]
		}
		texts = append(texts, page.Texts()...)
		for _, f := range page.Fields() {
			elements = append(elements, elementOf(f))
		}
		return nil, !last
	})
	if err != nil {
		return err
	}
	form.sheet = newSheet(title, elements)
	if err := d.typist.arrange(&form.sheet); err != nil {
		return err
	}
	for _, text := range texts {
		for line := range strings.Lines(text) {
			if parts := marking.FindStringSubmatch(strings.TrimSpace(line)); parts != nil {
				form.mark(lineOf(parts[1]), lineOf(parts[2]))
			}
		}
	}
	return nil
}

// turn goes through the pages of a form. fill says what is filled in on a page,
// and whether it is sent; what came of the last one sent is given.
func (d *discordDriver) turn(ctx context.Context, name string, page *fakediscord.Modal, fill func(page *fakediscord.Modal, last bool) (map[string]any, bool)) (*fakediscord.Outcome, error) {
	who := d.people[name]
	for {
		last := true
		if parts := onPage.FindStringSubmatch(page.Title); parts != nil {
			last = parts[2] == parts[3]
		}
		values, send := fill(page, last)
		if !send {
			return nil, nil
		}
		outcome, err := who.Submit(ctx, lenient(page, values), values)
		if err != nil || last {
			return outcome, err
		}
		lead, id := leadTo(outcome, "discord.next")
		if lead == nil {
			lead, id = leadTo(outcome, "discord.more")
		}
		if lead == nil {
			return outcome, nil // it was refused before its last page
		}
		d.leading[lead.ID] = true
		if outcome, err = who.Click(ctx, lead, id); err != nil {
			return nil, err
		}
		if page = outcome.Modal; page == nil {
			return nil, errors.New("the next page does not open")
		}
	}
}

// lenient is a page of a client that sends whatever it is told: without what must
// be filled in, and with choices that are not offered. The bot has to mind.
func lenient(page *fakediscord.Modal, values map[string]any) *fakediscord.Modal {
	for _, c := range page.Components {
		if c.Component == nil {
			continue
		}
		c.Component.Required, c.Component.MinValues = new(bool), nil
		chosen, _ := values[c.Component.CustomID].([]string)
		for _, value := range chosen {
			if !slices.ContainsFunc(c.Component.Options, func(o fakediscord.Option) bool { return o.Value == value }) {
				c.Component.Options = append(c.Component.Options, fakediscord.Option{Label: value, Value: value})
			}
		}
	}
	return page
}

// elementOf is a field of a modal as the sheet has it.
func elementOf(f fakediscord.Asked) element {
	e := element{DisplayName: f.Label, Name: f.CustomID, Type: "text", Default: f.Value, Optional: !f.Required}
	if f.Type != fakediscord.StringSelect {
		return e
	}
	e.Type = "select"
	var chosen []string
	for _, o := range f.Options {
		e.Options = append(e.Options, option{Text: o.Label, Value: o.Value})
		if o.Default {
			chosen = append(chosen, o.Value)
		}
	}
	e.Default = strings.Join(chosen, ",")
	return e
}

// fill sends the form that the person was shown last, with the line over what it
// holds: it is opened once more and filled in page by page.
func (d *discordDriver) fill(ctx context.Context, name, line string) error {
	form := d.forms[name]
	if form == nil {
		return fmt.Errorf("%s was shown no form", name)
	}
	values, err := d.typist.fill(&form.sheet, line)
	if err != nil {
		return err
	}
	first, err := form.open(ctx)
	if err != nil {
		return err
	}
	if first.Modal == nil {
		return errors.New("the form does not open again")
	}
	outcome, err := d.turn(ctx, name, first.Modal, func(page *fakediscord.Modal, _ bool) (map[string]any, bool) {
		return filledIn(page, values), true
	})
	if err != nil {
		return err
	}
	return d.opened(ctx, name, outcome, nil)
}

// filledIn are the values of a page.
func filledIn(page *fakediscord.Modal, values map[string]string) map[string]any {
	given := map[string]any{}
	for _, f := range page.Fields() {
		value := values[f.CustomID]
		if f.Type != fakediscord.StringSelect {
			given[f.CustomID] = value
			continue
		}
		chosen := []string{}
		for one := range strings.SplitSeq(value, ",") {
			if one = strings.TrimSpace(one); one != "" {
				chosen = append(chosen, one)
			}
		}
		given[f.CustomID] = chosen
	}
	return given
}

// arrange finds the command of a form and brings its fields into the order in
// which they stand in the book: what must be filled in is asked first.
func (t typist) arrange(s *sheet) error {
	var err error
	for _, c := range t.book.Commands() {
		try := *s
		try.elements = slices.Clone(s.elements)
		slices.SortStableFunc(try.elements, func(a, b element) int { return place(c, a.Name) - place(c, b.Name) })
		if err = t.recognise(&try); err == nil && try.command == c {
			*s = try
			return nil
		}
	}
	return err
}

// place is where a parameter stands in its command.
func place(c *commands.Command, name string) int {
	return slices.IndexFunc(c.Params, func(p commands.Param) bool { return p.Name() == name })
}
