package commands

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"beirat/chat"
	"beirat/words"
)

// suggestedMost is how many values are suggested at once.
const suggestedMost = 25

// Suggest lists what a value that somebody is typing could become: what is open
// of things, the words of a choice, and what is understood of a moment. Of what
// is not understood yet there is nothing. Whether the person may is not its
// question.
func (b *Book) Suggest(ctx context.Context, a chat.Asking, c *Call) ([]chat.Choice, error) {
	command := b.paths[a.Path]
	if command == nil {
		return nil, nil
	}
	p, known := command.param(a.Name)
	if !known || p.declared().Hidden || p.declared().Confidential {
		return nil, nil
	}
	c.Command, c.book, c.raw, c.values = command, b, a.Values, map[string]any{}
	var found []chat.Choice
	var err error
	switch p := p.(type) {
	case ThingParam:
		found, err = p.suggest(ctx, c, a.Typed)
	case TimeParam:
		found = p.suggest(c, a.Typed)
	default:
		found = b.suggestWords(c.Language, p.declared(), a.Typed)
	}
	return found[:min(len(found), suggestedMost)], err
}

// suggest lists the things that are open, or whose number or title begins or
// has what is typed.
func (p ThingParam) suggest(ctx context.Context, c *Call, typed string) ([]chat.Choice, error) {
	typed = strings.TrimSpace(clean(typed))
	open, err := p.open(ctx, c)
	if err != nil {
		return nil, err
	}
	if typed != "" {
		open, err = p.fitting(ctx, c, open, typed)
	}
	all := make([]chat.Choice, len(open))
	for i, found := range open {
		all[i] = thingChoice(p.d, found)
	}
	return all, err
}

// fitting are things that may be meant by what is typed so far.
func (p ThingParam) fitting(ctx context.Context, c *Call, open []Found, typed string) ([]Found, error) {
	var fit []Found
	seen := map[int]bool{}
	add := func(found Found) {
		if !seen[found.Number] || found.Number == 0 && !slices.Contains(fit, found) || p.d.finder.Named {
			seen[found.Number] = true
			fit = append(fit, found)
		}
	}
	for _, found := range open {
		if strings.Contains(fold(found.Title), fold(typed)) || strings.HasPrefix(strconv.Itoa(found.Number), strings.TrimPrefix(typed, "#")) {
			add(found)
		}
	}
	if n, is := thingNumber(typed); is && p.d.finder.Number != nil {
		if found, err := p.d.finder.Number(ctx, c, n); err == nil {
			add(found)
		}
	}
	if p.d.finder.Titled == nil || p.d.finder.Named {
		return fit, nil
	}
	titled, err := p.d.finder.Titled(ctx, c, typed)
	for _, found := range titled {
		add(found)
	}
	return fit, err
}

// suggest says what is understood of a moment; while nothing is typed, days that
// are often meant.
func (p TimeParam) suggest(c *Call, typed string) []chat.Choice {
	say := words.Printer{Language: c.Language}
	tries := []string{typed}
	if strings.TrimSpace(clean(typed)) == "" {
		tries = strings.Split(say.Say("commands.time.often", nil), "|")
	}
	var all []chat.Choice
	for _, try := range tries {
		try = strings.TrimSpace(clean(try))
		value, err := p.read(context.Background(), c, try)
		if err != nil {
			continue
		}
		c.values = map[string]any{p.d.Name: value}
		at := p.Of(c)
		shown := say.Full(at)
		if p.dayOnly {
			shown = say.Day(at)
		}
		all = append(all, chat.Choice{Value: try, Label: chat.T("commands.time.understood", "typed", try, "at", shown)})
	}
	return all
}

// suggestWords lists the words of a choice that begin with what is typed, and
// what is typed itself where other words are taken too.
func (b *Book) suggestWords(l words.Language, d Declaration, typed string) []chat.Choice {
	var all []chat.Choice
	for _, word := range d.Words {
		o := offers{typed: typed}
		o.add(word, append(b.valueNames(l, d, word), words.Printer{Language: l}.Print(b.valueLabel(l, d, word)))...)
		if len(o.list) > 0 {
			all = append(all, chat.Choice{Value: word, Label: b.valueLabel(l, d, word)})
		}
	}
	if d.Free && strings.TrimSpace(typed) != "" {
		all = append(all, chat.Choice{Value: typed, Label: chat.Written(typed)})
	}
	return all
}
