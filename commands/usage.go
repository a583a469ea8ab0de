package commands

import (
	"strings"

	"beirat/chat"
	"beirat/words"

	"golang.org/x/text/cases"
	"golang.org/x/text/language"
)

// Usage is the line of a command with its values in a language: "/abstimmung
// neu FRAGE [bis=…] [mehrheit=einfach|…]". Capitals stand for what is given
// without a name, brackets for what may be left out.
func (b *Book) Usage(l words.Language, c *Command) string {
	parts := []string{b.start(l, c)}
	slots := c.positional()
	for _, p := range slots {
		parts = append(parts, b.slotUsage(l, p.declared()))
	}
	for _, p := range c.typable() {
		if !hasParam(slots, p) {
			parts = append(parts, "["+b.paramName(l, p.Name())+"="+b.valuesUsage(l, p.declared())+"]")
		}
	}
	return strings.Join(parts, " ")
}

// start is the trigger with the verb: "/abstimmung neu".
func (b *Book) start(l words.Language, c *Command) string {
	if c.group() == "" {
		return b.slash + b.prefix + b.commandName(l, c)
	}
	return b.slash + b.prefix + b.groupName(l, c.group()) + " " + b.commandName(l, c)
}

// example is a line of the command as the catalogue has it, which begins with a
// slash and a bare trigger there.
func (b *Book) example(l words.Language, c *Command) (string, bool) {
	example, found := b.lookup(l, "cmd."+c.Path+".example")
	if !found || example == "" {
		return "", false
	}
	return b.slash + b.prefix + strings.TrimPrefix(example, "/"), true
}

func (b *Book) slotUsage(l words.Language, d Declaration) string {
	if d.Free {
		return strings.TrimSuffix(b.valuesUsage(l, d), "|…") + "|…"
	}
	if d.listed() {
		return b.valuesUsage(l, d)
	}
	name := capitals(l, b.paramName(l, d.Name))
	if d.Kind == KindThing || d.Unless != "" {
		return "[" + name + "]"
	}
	return name
}

const fewValues = 3 // so many values are shown in a usage, of more the first

func (b *Book) valuesUsage(l words.Language, d Declaration) string {
	if len(d.Words) == 0 {
		return "…"
	}
	if len(d.Words) > fewValues {
		return b.valueName(l, d, d.Words[0]) + "|…"
	}
	names := make([]string, len(d.Words))
	for i, word := range d.Words {
		names[i] = b.valueName(l, d, word)
	}
	return strings.Join(names, "|")
}

func capitals(l words.Language, name string) string {
	return cases.Upper(language.Make(string(l))).String(name)
}

// Line is the line that a person could type for a command with these values,
// named by parameter. What is required and not among them stands in capitals.
func (b *Book) Line(l words.Language, c *Command, values map[string]string) string {
	parts := []string{b.start(l, c)}
	for _, p := range c.Params {
		d := p.declared()
		value := strings.TrimSpace(clean(values[d.Name]))
		switch {
		case d.Confidential:
		case value == "" && d.Required && d.Kind != KindThing && !d.Hidden:
			parts = append(parts, b.slotUsage(l, d))
		case value != "":
			if word, known := b.word(d, value); known {
				value = b.valueName(l, d, word)
			}
			parts = append(parts, b.paramName(l, d.Name)+"="+quote(value))
		}
	}
	if at := values[Where]; at != "" && b.slash == "" { // it came with a line, and the next needs it too
		parts = append(parts, b.paramName(l, Where)+"="+quote(at))
	}
	return strings.Join(parts, " ")
}

// InWords is a form for where none can open: what is missing or wrong, and the
// line that could be typed instead. What is confidential is asked for by a
// button again: no line gives it.
func (b *Book) InWords(l words.Language, form *chat.Form) chat.Message {
	c := b.Command(form.Command)
	if c == nil {
		return chat.Say(form.Title)
	}
	values := map[string]string{}
	for name, value := range form.Fixed {
		values[name] = value
	}
	if form.Confidential() {
		return b.inButtons(form)
	}
	message := formHead(form)
	for _, field := range form.Fields {
		values[field.Name] = b.unlessDefault(c, field)
		switch {
		case !field.Mistake.IsZero():
			message = message.With(chat.Para{Text: chat.T("commands.in_words.field", "label", field.Label, "mistake", field.Mistake)})
		case field.Required && field.Value == "":
			message = message.With(chat.Para{Text: chat.T("commands.in_words.field", "label", field.Label, "mistake", chat.T("commands.missing"))})
		}
	}
	return message.With(chat.Para{Text: chat.T("commands.in_words.line", "line", b.Line(l, c, values))})
}

// formHead says which form it is and what stands above its fields.
func formHead(form *chat.Form) chat.Message {
	message := chat.Say(chat.T("commands.in_words", "title", form.Title))
	if !form.About.IsZero() {
		message = message.With(chat.Para{Text: form.About})
	}
	return message
}

// unlessDefault is what a field holds, if that had to be typed.
func (b *Book) unlessDefault(c *Command, field chat.Field) string {
	p, known := c.param(field.Name)
	if !known {
		return ""
	}
	d := p.declared()
	word, listed := b.word(d, field.Value)
	if d.Default != "" && (field.Value == d.Default || listed && word == d.Default) {
		return ""
	}
	return field.Value
}
