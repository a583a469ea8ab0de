package commands

import (
	"slices"
	"strings"

	"beirat/board"
	"beirat/chat"
	"beirat/words"
)

// Help explains, in a language, everything that a person may do, or a topic:
// a trigger, a command, or a verb, in any language. Of a topic that nobody
// knows it says so, and goes on with everything.
func (b *Book) Help(l words.Language, topic string, may func(board.Right) bool) []chat.Message {
	topic = strings.TrimSpace(strings.TrimPrefix(strings.TrimSpace(clean(topic)), "/"))
	if topic == "" {
		return []chat.Message{b.overview(l, may)}
	}
	if c := b.topic(topic); c != nil {
		return []chat.Message{b.explain(l, c, may)}
	}
	if g := b.topicGroup(topic); g != nil {
		return []chat.Message{b.chapter(l, g, may)}
	}
	unknown := (&Unknown{Typed: cut(topic, shownLength), word: b.Word()}).Message()
	near, _ := b.near(firstWords(topic, 2), nil)
	near = slices.DeleteFunc(near, func(c *Command) bool { return !may(c.Right) })
	if len(near) > 0 {
		unknown = (&Unknown{Typed: cut(topic, shownLength), Nearest: near}).Message()
	}
	return []chat.Message{unknown, b.overview(l, may)}
}

func firstWords(text string, n int) []string {
	heads, _ := wordsOf(text, n)
	return heads
}

// topic finds the command that a topic names, by its line, its verb if only
// one command has it, or its path.
func (b *Book) topic(topic string) *Command {
	if c := b.paths[topic]; c != nil && !c.Hidden {
		return c
	}
	heads, rests := wordsOf(topic, 1)
	t, found := b.triggerOf(heads[0])
	switch {
	case found && t.command != nil && rests[0] == "":
		return t.command
	case found && t.group != nil && rests[0] != "":
		if c, after, known := b.verb(t.group, rests[0]); known && after == "" {
			return c
		}
		if t.group.Root {
			return b.topic(rests[0])
		}
	}
	if found {
		return nil
	}
	var only *Command
	for _, g := range b.groups {
		c := b.verbs[g.Name][fold(topic)]
		if c != nil && only != nil {
			return nil
		}
		if c != nil {
			only = c
		}
	}
	return only
}

func (b *Book) topicGroup(topic string) *Group {
	heads, rests := wordsOf(topic, 1)
	t, found := b.triggerOf(heads[0])
	if !found || t.group == nil {
		return nil
	}
	if t.group.Root && rests[0] != "" {
		return b.topicGroup(rests[0])
	}
	return t.group
}

// overviewVerbs is how many verbs of a group the overview names; its chapter
// names them all.
const overviewVerbs = 8

// overview names every group with its first verbs, and the commands without a group.
func (b *Book) overview(l words.Language, may func(board.Right) bool) chat.Message {
	message := chat.Say(chat.T("commands.help", "typed", b.slash == ""))
	for _, g := range b.groups {
		var verbs []string
		for _, c := range b.of(g.Name) {
			if may(c.Right) {
				verbs = append(verbs, b.commandName(l, c))
			}
		}
		if len(verbs) > 0 {
			further := len(verbs) - overviewVerbs
			if further < 2 { // to name the last one is as short as to count it
				further = 0
			}
			message = message.With(chat.Para{Text: chat.T("commands.help.group",
				"title", chat.T("cmd."+g.Name), "trigger", b.slash+b.prefix+b.groupName(l, g.Name),
				"verbs", strings.Join(verbs[:len(verbs)-further], ", "), "further", further)})
		}
	}
	if lines := b.lines(l, "", may); len(lines) > 0 {
		message = message.With(chat.Para{Text: chat.T("commands.lines", "lines", lines)})
	}
	return message.With(chat.Para{Text: chat.T("commands.help.more", "word", b.Word())})
}

func (b *Book) chapter(l words.Language, g *Group, may func(board.Right) bool) chat.Message {
	message := chat.Say(chat.T("commands.help.chapter", "title", chat.T("cmd."+g.Name)))
	if lines := b.lines(l, g.Name, may); len(lines) > 0 {
		message = message.With(chat.Para{Text: chat.T("commands.lines", "lines", lines)})
	}
	return message.With(chat.Para{Text: chat.T("commands.help.form")})
}

func (b *Book) lines(l words.Language, group string, may func(board.Right) bool) []chat.Text {
	var lines []chat.Text
	for _, c := range b.of(group) {
		if may(c.Right) {
			lines = append(lines, chat.T("commands.help.line", "line", b.start(l, c), "about", chat.T("cmd."+c.Path+".about")))
		}
	}
	return lines
}

// explain says everything about one command, with a button for those who may.
func (b *Book) explain(l words.Language, c *Command, may func(board.Right) bool) chat.Message {
	message := chat.Say(
		chat.T("commands.help.command", "title", chat.T("cmd."+c.Path+".title"), "about", chat.T("cmd."+c.Path+".about")),
		chat.T("commands.help.usage", "usage", b.Usage(l, c)))
	var lines []chat.Text
	for _, p := range c.typable() {
		lines = append(lines, b.paramLine(l, c, p.declared()))
	}
	if len(lines) > 0 {
		message = message.With(chat.Para{Text: chat.T("commands.lines", "lines", lines)})
	}
	if example, found := b.example(l, c); found {
		message = message.With(chat.Para{Text: chat.T("commands.help.example", "example", example)})
	}
	if !may(c.Right) {
		return message
	}
	label := chat.T("commands.open_form")
	if len(c.visible()) == 0 { // it has none
		label = chat.T("cmd." + c.Path + ".title")
	}
	return message.With(chat.Actions{{Label: label, Action: chat.Action{Name: c.Path}}})
}

// paramLine is one line about a value: its typed name, its label, what it is
// about, its values.
func (b *Book) paramLine(l words.Language, c *Command, d Declaration) chat.Text {
	about := chat.Text{}
	if key, found := b.about(l, c, d.Name); found {
		about = chat.T(key)
	}
	var values []string
	for _, word := range d.Words {
		values = append(values, b.valueName(l, d, word))
	}
	fallback := ""
	if d.listed() && d.Default != "" {
		fallback = b.valueName(l, d, d.Default)
	} else if d.Kind == KindNumber {
		fallback = d.Default
	}
	return chat.T("commands.help.param", "name", b.paramName(l, d.Name), "label", chat.T(b.labelKey(l, c, d.Name)),
		"about", about, "values", strings.Join(values, ", "), "default", fallback, "required", d.Required && d.Unless == "")
}
