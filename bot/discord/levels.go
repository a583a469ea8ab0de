package discord

import (
	"slices"
	"strings"
	"unicode/utf8"

	"beirat/chat"
	"beirat/words"
)

// levelled is a spec whose verbs of several words stand below their first one,
// where others begin with it in every language: "seat add" and "seat remove" are
// "add" and "remove" of the level "seat". A verb that is that word alone is the
// one that shows it.
func levelled(spec chat.Spec) chat.Spec {
	alike := map[string][]chat.Spec{}
	for _, verb := range spec.Verbs {
		first := firstWords(verb)
		alike[first] = append(alike[first], verb)
	}
	var verbs []chat.Spec
	for _, verb := range spec.Verbs {
		first := firstWords(verb)
		level, fits := levelOf(alike[first])
		switch {
		case !fits:
			verbs = append(verbs, verb)
		case !slices.ContainsFunc(verbs, func(v chat.Spec) bool { return v.Path == "" && firstWords(v) == first }):
			verbs = append(verbs, level)
		}
	}
	spec.Verbs = verbs
	return spec
}

// firstWords are the words that a verb begins with, in every language.
func firstWords(verb chat.Spec) string {
	var all []string
	for _, l := range []string{base, localised} {
		first, _, _ := strings.Cut(verb.Name[l], " ")
		all = append(all, strings.ToLower(first))
	}
	return strings.Join(all, "\n")
}

// levelOf is the level of verbs that begin alike; false where they are too few
// or too many for one, or two of them would be called the same.
func levelOf(verbs []chat.Spec) (level chat.Spec, fits bool) {
	if len(verbs) < 2 || len(verbs) > commandsMost {
		return level, false
	}
	level = chat.Spec{Name: chat.Names{}, About: chat.Names{}}
	names := map[string]bool{}
	for _, verb := range verbs {
		lower := verb
		lower.Name = chat.Names{}
		for _, l := range []string{base, localised} {
			first, rest, longer := strings.Cut(verb.Name[l], " ")
			if !longer {
				rest = plain(words.Language(l)).Say("discord.show", nil)
			}
			if names[l+"\n"+rest] {
				return level, false
			}
			names[l+"\n"+rest] = true
			level.Name[l], lower.Name[l] = first, rest
			if level.About[l] != "" {
				level.About[l] += ", "
			}
			level.About[l] += rest
		}
		level.Verbs = append(level.Verbs, lower)
	}
	return level, true
}

// commandWeightMost is how many characters the names, descriptions and values of
// a whole command have at most; each counts in the language in which it is longest.
const commandWeightMost = 8000

// fit shortens the descriptions of a command that says more than Discord takes:
// those of the options first, which their forms say in full.
func (c *command) fit() {
	for most := commandAboutMost; most >= 10 && c.weight() > commandWeightMost; most -= 5 {
		c.brief(most, false)
	}
	for most := commandAboutMost; most >= 10 && c.weight() > commandWeightMost; most -= 5 {
		c.brief(most, true)
	}
}

// brief shortens the descriptions below a command, of options or of verbs.
func (c *command) brief(most int, verbs bool) {
	for i := range c.Options {
		o := &c.Options[i]
		o.brief(most, verbs)
		if verbs != (o.Type == optionVerb || o.Type == optionLevel) {
			continue
		}
		o.About = shorten(o.About, most)
		for l, about := range o.Abouts {
			o.Abouts[l] = shorten(about, most)
		}
	}
}

func (c *command) weight() int {
	n := weightOf(c.Name, c.Names) + weightOf(c.About, c.Abouts)
	for _, one := range c.Choices {
		n += weightOf(one.Name, one.Names) + utf8.RuneCountInString(one.Value)
	}
	for i := range c.Options {
		n += c.Options[i].weight()
	}
	return n
}

func weightOf(text string, localizations map[string]string) int {
	n := utf8.RuneCountInString(text)
	for _, other := range localizations {
		n = max(n, utf8.RuneCountInString(other))
	}
	return n
}
