package discord

import (
	"slices"

	"beirat/words"
)

// modal is the page of a form that is asked next, as Discord shows it.
func (f form) modal(id string) modal {
	title, pages := f.Title, f.pages()
	if len(pages) > 1 {
		title = plain(words.Language(f.Language)).Say("discord.page", map[string]any{"title": f.Title, "page": f.Page + 1, "pages": len(pages)})
	}
	m := modal{CustomID: id, Title: shorten(title, titleMost)}
	if f.About != "" && f.Page == 0 && len(pages[0]) < fieldsMost {
		m.Components = append(m.Components, component{Type: kindText, Content: shorten(escape(f.About), inputMost)})
	}
	for _, field := range pages[f.Page] {
		m.Components = append(m.Components, field.label())
	}
	return m
}

// label is a field with its name. A mistake stands where else the help does.
func (f field) label() component {
	help := f.Help
	switch {
	case f.Mistake != "":
		help = f.Mistake
	case size(f.Label) > fieldMost && help != "":
		help = f.Label + ": " + help
	case size(f.Label) > fieldMost:
		help = f.Label
	}
	input := f.input()
	return component{Type: kindLabel, Label: shorten(f.Label, fieldMost), Description: shorten(help, helpMost), Component: &input}
}

func (f field) input() component {
	if len(f.Choices) > 0 {
		return f.list()
	}
	const line, lines = 1, 2
	c := component{Type: kindInput, CustomID: f.Name, Style: line, Value: shorten(f.Value, inputMost), Required: &f.Required, MaxLength: inputMost}
	if f.Long || f.Max > lineMost || size(f.Value) > lineMost {
		c.Style = lines
	}
	if f.Max > 0 { // Discord counts some characters as two: what fits is never refused
		c.MaxLength = min(inputMost, max(2*f.Max, size(f.Value)))
	}
	return c
}

// lineMost is how long a value is that is looked through in one line.
const lineMost = 150

func (f field) list() component {
	c := component{Type: kindSelect, CustomID: f.Name, Required: &f.Required, MaxValues: 1}
	least := 0
	if f.Required {
		least = 1
	}
	c.MinValues = &least
	if f.Several {
		c.MaxValues = len(f.Choices)
	}
	for _, one := range f.Choices {
		c.Options = append(c.Options, choice{
			Label: shorten(one.Label, choiceMost), Value: one.Value, Default: slices.Contains(f.Chosen, one.Value),
		})
	}
	return c
}
