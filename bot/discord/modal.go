package discord

import (
	"slices"

	"beirat/words"
)

// modal is the page of a form that is asked next, as Discord shows it.
func (f form) modal(id string) modal {
	pages := f.pages()
	m := modal{CustomID: id, Title: f.pageTitle(len(pages))}
	if said := f.preface(); said != "" && f.Page == 0 {
		m.Components = append(m.Components, component{Type: kindText, Content: shorten(said, inputMost)})
	}
	for _, field := range pages[f.Page] {
		m.Components = append(m.Components, field.label())
	}
	return m
}

// pageTitle says which page it is, whatever has to go for that.
func (f form) pageTitle(pages int) string {
	if pages == 1 {
		return shorten(f.Title, titleMost)
	}
	titled := func(title string) string {
		return plain(words.Language(f.Language)).Say("discord.page", map[string]any{"title": title, "page": f.Page + 1, "pages": pages})
	}
	return titled(shorten(f.Title, titleMost-size(titled(""))))
}

// label is a field with its name; a name that is too long stands in the help.
func (f field) label() component {
	help := f.Help
	switch {
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
