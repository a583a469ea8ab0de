package fakediscord

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// rules gathers what is wrong with a body.
type rules struct{ why []string }

func (r *rules) broken(format string, args ...any) {
	r.why = append(r.why, fmt.Sprintf(format, args...))
}

func (r *rules) length(what, text string, least, most int) {
	if n := utf8.RuneCountInString(text); n < least || n > most {
		r.broken("%s must have %d to %d characters, has %d: %.60q", what, least, most, n, text)
	}
}

func (r *rules) count(what string, n, least, most int) {
	if n < least || n > most {
		r.broken("%s must have %d to %d elements, has %d", what, least, most, n)
	}
}

func (r *rules) refusal() *refusal {
	if len(r.why) == 0 {
		return nil
	}
	return invalid(r.why...)
}

// settled checks a message as it would stand.
func settled(m *message) *refusal {
	r := &rules{}
	r.length("content", m.content, 0, 2000)
	if strings.TrimSpace(m.content) == "" && len(m.embeds)+len(m.components)+len(m.attachments) == 0 && m.flags&flagLoading == 0 {
		return wrong(400, 50006, "Cannot send an empty message")
	}
	r.embeds(m.embeds)
	r.count("attachments", len(m.attachments), 0, 10)
	for _, a := range m.attachments {
		r.length("an attachment's filename", a.Filename, 1, 1024)
		r.length("an attachment's description", a.Description, 0, 1024)
	}
	if m.flags&flagComposed != 0 && (m.content != "" || len(m.embeds) > 0) {
		r.broken("a message of components has neither content nor embeds")
	}
	r.components(m.components, m.flags&flagComposed != 0)
	return r.refusal()
}

func (r *rules) embeds(list []Embed) {
	r.count("embeds", len(list), 0, 10)
	total := 0
	add := func(what, text string, least, most int) {
		r.length(what, text, least, most)
		total += utf8.RuneCountInString(text)
	}
	for _, e := range list {
		add("an embed's title", e.Title, 0, 256)
		add("an embed's description", e.Description, 0, 4096)
		r.count("an embed's fields", len(e.Fields), 0, 25)
		for _, f := range e.Fields {
			add("the name of an embed's field", f.Name, 1, 256)
			add("the value of an embed's field", f.Value, 1, 1024)
		}
		if e.Footer != nil {
			add("an embed's footer", e.Footer.Text, 0, 2048)
		}
		if e.Author != nil {
			add("an embed's author", e.Author.Name, 0, 256)
		}
		if e.Title == "" && e.Description == "" && len(e.Fields) == 0 && e.Footer == nil && e.Author == nil && e.Image == nil && e.Thumbnail == nil {
			r.broken("an embed is empty")
		}
	}
	if total > 6000 {
		r.broken("the embeds must have at most 6000 characters in all, have %d", total)
	}
}

func (r *rules) components(list []Component, composed bool) {
	if !composed {
		r.count("components", len(list), 0, 5)
	}
	for i := range list {
		if row := &list[i]; row.Type == Row {
			r.row(row)
		} else if !composed {
			r.broken("a message's components must be rows, but one has the type %d", row.Type)
		}
	}
	r.unique(list)
}

func (r *rules) row(row *Component) {
	r.count("a row", len(row.Components), 1, 5)
	for i := range row.Components {
		switch c := &row.Components[i]; {
		case c.Type == Button:
			r.button(c)
		case c.selects():
			if len(row.Components) != 1 {
				r.broken("a row with a select has nothing else")
			}
			r.choice(c)
		default:
			r.broken("a row of a message cannot have a component of the type %d", c.Type)
		}
	}
}

func (r *rules) button(c *Component) {
	r.length("a button's label", c.Label, 0, 80)
	if c.Label == "" && c.Emoji == nil {
		r.broken("a button needs a label or an emoji")
	}
	switch {
	case c.Style < 1 || c.Style > 5:
		r.broken("a button cannot have the style %d", c.Style)
	case c.Style == 5 && (c.URL == "" || c.CustomID != ""):
		r.broken("a link needs a url and has no custom_id: %q", c.Label)
	case c.Style != 5 && c.URL != "":
		r.broken("a button that is no link cannot have a url: %q", c.Label)
	case c.Style != 5:
		r.length("custom_id", c.CustomID, 1, 100)
	}
}

func (r *rules) choice(c *Component) {
	r.length("custom_id", c.CustomID, 1, 100)
	r.length("a placeholder", c.Placeholder, 0, 150)
	least, most := or(c.MinValues, 1), or(c.MaxValues, 1)
	if least < 0 || least > 25 || most < 1 || most > 25 || least > most {
		r.broken("a select cannot take %d to %d values", least, most)
	}
	if c.Type != StringSelect {
		if len(c.Defaults) > most {
			r.broken("a select of %d begins with %d", most, len(c.Defaults))
		}
		return
	}
	r.count("a select's options", len(c.Options), 1, 25)
	if most > len(c.Options) {
		r.broken("a select with %d options cannot take %d", len(c.Options), most)
	}
	r.options(c.Options, most)
}

func (r *rules) options(list []Option, most int) {
	values, chosen := map[string]bool{}, 0
	for _, o := range list {
		r.length("an option's label", o.Label, 1, 100)
		r.length("an option's value", o.Value, 1, 100)
		r.length("an option's description", o.Description, 0, 100)
		if values[o.Value] {
			r.broken("two options have the value %q", o.Value)
		}
		values[o.Value] = true
		if o.Default {
			chosen++
		}
	}
	if chosen > most {
		r.broken("%d options are chosen of at most %d", chosen, most)
	}
}

func (r *rules) unique(list []Component) {
	ids, numbers := map[string]bool{}, map[int]bool{}
	each(list, func(c *Component) {
		if c.CustomID != "" && ids[c.CustomID] {
			r.broken("two components have the custom_id %q", c.CustomID)
		}
		if c.ID != 0 && numbers[c.ID] {
			r.broken("two components have the id %d", c.ID)
		}
		ids[c.CustomID], numbers[c.ID] = true, true
	})
}
