package commands

import (
	"strings"

	"beirat/chat"
	"beirat/words"
)

// Manual is the whole book in Markdown. The same book gives the same manual.
func (b *Book) Manual(l words.Language) string {
	m := manual{book: b, language: l, print: words.Printer{Language: l, Bold: "**"}}
	m.paragraph("# ", chat.T("commands.manual.title"))
	m.paragraph("", chat.T("commands.manual.intro", "word", b.Word()))
	m.paragraph("## ", chat.T("commands.manual.grammar.title"))
	m.paragraph("", chat.T("commands.manual.grammar", "before", b.slash+b.prefix))
	for _, g := range b.groups {
		if typed := b.of(g.Name); len(typed) > 0 {
			m.group(g, typed)
		}
	}
	if single := b.of(""); len(single) > 0 {
		m.paragraph("## ", chat.T("commands.manual.single"))
		for _, c := range single {
			m.command(c)
		}
	}
	return strings.TrimRight(m.text.String(), "\n") + "\n"
}

type manual struct {
	book     *Book
	language words.Language
	print    words.Printer
	text     strings.Builder
}

// say prints an entry of the book's catalogue, which a test may bring along.
func (m *manual) say(key string) string {
	text, _ := m.book.lookup(m.language, key)
	return text
}

func (m *manual) paragraph(mark string, text chat.Text) {
	m.text.WriteString(mark + m.print.Print(text) + "\n\n")
}

func (m *manual) group(g Group, typed []*Command) {
	m.text.WriteString("## " + m.say("cmd."+g.Name) + "\n\n")
	var triggers []string
	for _, l := range words.Languages() {
		for _, name := range m.book.named(l, "trigger."+g.Name) {
			if trigger := "`" + m.book.slash + m.book.prefix + name + "`"; !contains(triggers, trigger) {
				triggers = append(triggers, trigger)
			}
		}
	}
	m.paragraph("", chat.T("commands.manual.triggers", "triggers", strings.Join(triggers, ", ")))
	for _, shortcut := range []struct{ path, typed string }{{g.Bare, ""}, {g.Number, " 12"}, {g.Short, " 12 …"}} {
		if c := m.book.paths[shortcut.path]; c != nil {
			line := m.book.slash + m.book.prefix + m.book.groupName(m.language, g.Name) + shortcut.typed
			m.paragraph("", chat.T("commands.manual.short", "line", line, "title", m.say("cmd."+c.Path+".title")))
		}
	}
	for _, c := range typed {
		m.command(c)
	}
}

func (m *manual) command(c *Command) {
	m.text.WriteString("### " + m.say("cmd."+c.Path+".title") + "\n\n")
	m.text.WriteString("```\n" + m.book.Usage(m.language, c) + "\n```\n\n")
	m.text.WriteString(m.say("cmd."+c.Path+".about") + "\n\n")
	m.paragraph("", chat.T("commands.may."+string(c.Right)))
	for _, p := range c.typable() {
		m.parameter(c, p.declared())
	}
	if len(c.typable()) > 0 {
		m.text.WriteString("\n")
	}
	if example, found := m.book.example(m.language, c); found {
		m.paragraph("", chat.T("commands.manual.example", "example", example))
	}
}

func (m *manual) parameter(c *Command, d Declaration) {
	b, l := m.book, m.language
	m.text.WriteString("- `" + b.paramName(l, d.Name) + "`: " + m.say(b.labelKey(l, c, d.Name)))
	if d.Required {
		m.text.WriteString(" " + m.print.Print(m.required(d)))
	}
	if key, found := b.about(l, c, d.Name); found {
		m.text.WriteString(". " + m.say(key))
	}
	m.text.WriteString("\n")
	if !m.telling(d) {
		return
	}
	for _, word := range d.Words {
		m.value(d, word)
	}
}

// telling says whether a list of the values says more than the overview, where
// the names stand if they are few: all names, labels, or what is meant without one.
func (m *manual) telling(d Declaration) bool {
	if len(d.Words) > fewValues {
		return true
	}
	for _, word := range d.Words {
		if label := m.label(d, word); d.Default == word || label != "" && fold(label) != fold(m.book.valueName(m.language, d, word)) {
			return true
		}
	}
	return false
}

// label is how people read a value; empty if nothing says it.
func (m *manual) label(d Declaration, word string) string {
	for _, key := range valueKeys(d, word) {
		if label := m.say(key + ".label"); label != "" {
			return label
		}
	}
	return ""
}

func (m *manual) required(d Declaration) chat.Text {
	if d.Kind == KindThing {
		return chat.T("commands.manual.implied")
	}
	return chat.T("commands.manual.required")
}

func (m *manual) value(d Declaration, word string) {
	b, l := m.book, m.language
	name := b.valueName(l, d, word)
	m.text.WriteString("  - `" + name + "`")
	if label := m.label(d, word); label != "" {
		m.text.WriteString(": " + label)
	}
	if d.Default == word {
		m.text.WriteString(" " + m.print.Print(chat.T("commands.manual.default")))
	}
	m.text.WriteString("\n")
}
