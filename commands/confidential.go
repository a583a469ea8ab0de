package commands

import (
	"maps"
	"strconv"
	"strings"

	"beirat/chat"
)

// A value that is declared confidential, as the ballot of a secret vote, comes
// by a button or a form and leaves nothing behind on its way:
//
//	ballot := commands.Text("ballot").Hidden().Confidential()
//
// The declaration is all that a feature has to do. Buttons that carry such a
// value and fields that ask for it are marked in every reply of the book
// (chat.Action, chat.Field), so that platforms know without knowing commands; a
// typed line that gives it is refused and not repeated; a form never shows it
// again; the program's log says nothing of what came with it. Three things are
// left to the feature. Its own sentences do not name the value. The choices of
// one ballot stand in one row, which a platform shows as a list, for its logs
// tell which button was pressed, but not what was chosen from a list. And what
// is told once only, as a receipt, answers a button and not a form: a platform
// keeps its answer to a form, and forgets that to a button.

// Confidential tells whether the command takes a confidential value.
func (c *Command) Confidential() bool {
	for _, p := range c.Params {
		if p.declared().Confidential {
			return true
		}
	}
	return false
}

// typable are the parameters that a line may give and documents name.
func (c *Command) typable() []Param {
	var typed []Param
	for _, p := range c.visible() {
		if !p.declared().Confidential {
			typed = append(typed, p)
		}
	}
	return typed
}

// asksConfidentially tells whether people fill in a form to give a confidential
// value; otherwise only a button does, and a form would lose it.
func (c *Command) asksConfidentially() bool { return len(c.typable()) < len(c.visible()) }

// confides tells whether there is a confidential value among these, by the
// names of parameters or typed ones.
func (b *Book) confides(c *Command, values map[string]string) bool {
	for name := range values {
		p, known := c.param(name)
		if !known {
			p, known = b.params[c][fold(name)]
		}
		if known && p.declared().Confidential {
			return true
		}
	}
	return false
}

// titled tells whether a thing is named by words, which may be no title but
// what was meant to be confidential.
func (c *Command) titled(values map[string]string) bool {
	for _, p := range c.typable() {
		value := strings.TrimSpace(values[p.Name()])
		if _, isNumber := thingNumber(value); p.declared().Kind == KindThing && value != "" && !isNumber {
			return true
		}
	}
	return false
}

// Confide is the message with every button marked that carries a confidential
// value. Run has done it to its replies.
func (b *Book) Confide(m chat.Message) chat.Message {
	blocks := make([]chat.Block, len(m.Blocks))
	for i, block := range m.Blocks {
		blocks[i] = block
		row, is := block.(chat.Actions)
		if !is {
			continue
		}
		marked := make(chat.Actions, len(row))
		for n, button := range row {
			c := b.paths[button.Action.Name]
			button.Action.Confidential = button.Action.Confidential || c != nil && b.confides(c, button.Action.Args)
			marked[n] = button
		}
		blocks[i] = marked
	}
	m.Blocks = blocks
	return m
}

// unspoken refuses a line that says, or may say, what is confidential. It
// repeats nothing of it but which thing is meant, for the button that asks.
func (b *Book) unspoken(r Request) Request {
	kept := map[string]string{}
	if n, is := thingNumber(r.Values[Where]); is {
		kept[Where] = strconv.Itoa(n)
	}
	for _, p := range r.Command.typable() {
		n, is := thingNumber(strings.TrimSpace(r.Values[p.Name()]))
		if is && p.declared().Kind == KindThing {
			kept[p.Name()] = strconv.Itoa(n)
		}
	}
	no := Refuse("commands.confidential")
	if !r.Command.Hidden || len(r.Command.visible()) > 0 { // else it has no title
		no.Buttons = []chat.Button{{Label: chat.T("cmd." + r.Command.Path + ".title"), Action: chat.Action{Name: r.Command.Path, Args: kept}}}
	}
	return Request{Command: r.Command, Values: kept, Refusal: no}
}

// inButtons is a confidential form for where none can open. What may be
// wrong with the confidential value itself is not said where it would stay.
func (b *Book) inButtons(form *chat.Form) chat.Message {
	message := formHead(form)
	args := maps.Clone(form.Fixed)
	for _, field := range form.Fields {
		mistake := field.Mistake
		switch {
		case field.Confidential && !mistake.IsZero():
			mistake = chat.T("commands.confidential.again")
		case !field.Confidential && field.Value != "":
			args = fix(args, field.Name, map[string]string{field.Name: field.Value})
		}
		if !mistake.IsZero() {
			message = message.With(chat.Para{Text: chat.T("commands.in_words.field", "label", field.Label, "mistake", mistake)})
		}
	}
	open := chat.Button{Label: chat.T("commands.open_form"), Action: chat.Action{Name: form.Command, Args: args}}
	return message.With(chat.Actions{open})
}

// discreet is the mistake of a value that is not to be repeated; another error
// stays what it is.
func discreet(d Declaration, err error) error {
	if mistake, is := err.(*Error); is {
		return quietly(d, mistake)
	}
	return err
}

func quietly(d Declaration, mistake *Error) *Error {
	if d.Confidential && d.Kind != KindFile { // what is wrong with a file names nothing of it
		return Mistake(d.Name, "commands.confidential.again")
	}
	return mistake
}
