package commands

import (
	"slices"
	"strconv"

	"beirat/chat"
)

// again is the form with what is known and every mistake marked. A command
// that asks nothing has no form; then the mistakes are said.
func (s *sheet) again() chat.Reply {
	c := s.call.Command
	if len(c.visible()) > 0 && (!c.Confidential() || c.asksConfidentially()) {
		return chat.Reply{Form: s.form()}
	}
	var message chat.Message
	for _, mistake := range s.all() {
		message = message.With(chat.Para{Text: mistake.Text})
	}
	if len(message.Blocks) == 0 { // something is missing, and only a button brings it
		message = chat.Say(chat.T("commands.old_button", "word", s.book.Word()))
	}
	if c.Hidden {
		return chat.Reply{Messages: []chat.Message{message}}
	}
	button := chat.Button{Label: chat.T("cmd." + c.Path + ".title"), Action: chat.Action{Name: c.Path}}
	return chat.Reply{Messages: []chat.Message{message.With(chat.Actions{button})}}
}

// all lists the mistakes, those of no value first.
func (s *sheet) all() []*Error {
	all := append([]*Error(nil), s.general...)
	for _, p := range s.call.Command.Params {
		if mistake := s.mistakes[p.Name()]; mistake != nil {
			all = append(all, mistake)
		}
	}
	return all
}

func (s *sheet) form() *chat.Form {
	c := s.call.Command
	form := &chat.Form{Command: c.Path, Title: chat.T("cmd." + c.Path + ".title")}
	var general []chat.Text
	for _, mistake := range s.general {
		general = append(general, mistake.Text)
	}
	for _, p := range c.Params {
		d := p.declared()
		if s.needless(d.Name) {
			continue
		}
		if !d.Hidden && d.Kind != KindFile {
			form.Fields = append(form.Fields, s.field(p, d))
			continue
		}
		if mistake := s.mistakes[d.Name]; mistake != nil { // nobody can mend it, but all may know
			general = append(general, mistake.Text)
		}
		switch {
		case d.Kind == KindFile: // no form takes one; what was sent before goes along
			s.fixFile(form, d.Name)
		case !d.Confidential:
			form.Fixed = fix(form.Fixed, d.Name, s.call.raw)
		}
	}
	if _, own := c.param(Where); !own {
		form.Fixed = fix(form.Fixed, Where, s.call.raw)
	}
	for _, text := range general {
		form.Fields = mark(form.Fields, text)
	}
	return form
}

// needless tells whether the form leaves a parameter out: nobody gave it, and
// for this person it means nothing now.
func (s *sheet) needless(name string) bool {
	c := s.call.Command
	if c.Needless == nil || s.mistakes[name] != nil || s.given(name) {
		return false
	}
	return slices.Contains(c.Needless(s.call), name)
}

// fixFile lets a form bring the file along that was taken.
func (s *sheet) fixFile(form *chat.Form, name string) {
	if s.mistakes[name] == nil && s.given(name) {
		form.Fixed, form.Passing = fix(form.Fixed, name, s.call.raw), append(form.Passing, name)
	}
}

func fix(fixed map[string]string, name string, raw map[string]string) map[string]string {
	value, given := raw[name]
	if !given {
		return fixed
	}
	if fixed == nil {
		fixed = map[string]string{}
	}
	fixed[name] = value
	return fixed
}

// mark shows a mistake of no value at the first field that has none, or
// together with that of the first.
func mark(fields []chat.Field, text chat.Text) []chat.Field {
	for i := range fields {
		if fields[i].Mistake.IsZero() {
			fields[i].Mistake = text
			return fields
		}
	}
	if len(fields) > 0 {
		fields[0].Mistake = chat.T("commands.both", "first", fields[0].Mistake, "second", text)
	}
	return fields
}

// peopleLength is enough for the names of a large board.
const peopleLength = 3000

func (s *sheet) field(p Param, d Declaration) chat.Field {
	l, c := s.call.Language, s.call.Command
	field := chat.Field{
		Name:     d.Name,
		Label:    chat.T(s.book.labelKey(l, c, d.Name)),
		Typed:    chat.Written(s.book.paramName(l, d.Name)),
		Kind:     chat.Line,
		Value:    clean(s.call.raw[d.Name]),
		Required: d.Required && d.Unless == "",

		Confidential: d.Confidential,
	}
	if d.Confidential {
		field.Value = ""
	}
	if key, found := s.book.about(l, c, d.Name); found {
		field.Help = chat.T(key)
	} else if d.Kind == KindTime {
		field.Help = chat.T("commands.time.about")
	}
	if mistake := s.mistakes[d.Name]; mistake != nil {
		field.Mistake = mistake.Text
	}
	switch {
	case d.text():
		field.Max = d.Max
	case d.Kind == KindPeople:
		field.Max = peopleLength
	}
	switch {
	case d.Kind == KindLong:
		field.Kind = chat.Long
	case d.listed():
		s.choices(&field, d)
	case d.Kind == KindThing:
		s.things(&field, d)
	case field.Value == "" && d.Kind == KindNumber:
		field.Value = d.Default
	}
	return field
}

func (s *sheet) choices(field *chat.Field, d Declaration) {
	l := s.call.Language
	field.Kind = chat.Select
	for _, word := range d.Words {
		field.Choices = append(field.Choices, chat.Choice{
			Value: word,
			Typed: chat.Written(s.book.valueName(l, d, word)),
			Label: s.book.valueLabel(l, d, word),
		})
	}
	given := field.Value
	if given == "" {
		given = d.Default
	}
	field.Value = given // what is no choice stands there too, with its mistake: nothing that was typed is lost
	if word, known := s.book.word(d, given); known {
		field.Value = s.book.valueName(l, d, word)
	}
}

func (s *sheet) things(field *chat.Field, d Declaration) {
	among := s.among[d.Name]
	found, known := s.call.values[d.Name].(Found)
	if known {
		among = []Found{found}
	}
	if len(among) == 0 {
		return
	}
	field.Kind, field.Value = chat.Select, ""
	if known {
		field.Value = typed(d, found)
	}
	for _, found := range among {
		field.Choices = append(field.Choices, thingChoice(d, found))
	}
}

// thingChoice is a thing as it is chosen.
func thingChoice(d Declaration, found Found) chat.Choice {
	choice := chat.Choice{Value: strconv.Itoa(found.Number), Typed: chat.Written(typed(d, found))}
	if found.Number == 0 {
		choice.Value = found.Title
	}
	if choice.Label = choice.Typed; !d.finder.Named && found.Number != 0 {
		choice.Label = chat.T("commands.thing", "number", found.Number, "title", found.Title)
	}
	return choice
}

// typed is a thing as people type it.
func typed(d Declaration, found Found) string {
	if d.finder.Named || found.Number == 0 {
		return found.Title
	}
	return strconv.Itoa(found.Number)
}
