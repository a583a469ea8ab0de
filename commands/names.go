package commands

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"beirat/chat"
	"beirat/words"
)

// lookup gives an entry of the catalogue, if there is one.
type lookup func(l words.Language, key string) (string, bool)

func catalogue(l words.Language, key string) (string, bool) {
	if !words.Has(l, key) {
		return "", false
	}
	return words.Printer{Language: l, Bold: "**"}.Say(key, nil), true
}

func (b *Book) has(l words.Language, key string) bool {
	_, found := b.lookup(l, key)
	return found
}

// first gives the first of these keys that there is.
func (b *Book) first(l words.Language, keys ...string) (string, bool) {
	for _, key := range keys {
		if text, found := b.lookup(l, key); found {
			return text, true
		}
	}
	return "", false
}

// aliases parts an entry of typed names; the first is the one that is shown.
func aliases(entry string) []string {
	var names []string
	for name := range strings.SplitSeq(entry, "|") {
		if name = strings.TrimSpace(name); name != "" {
			names = append(names, name)
		}
	}
	return names
}

// named are the typed names of a key in a language.
func (b *Book) named(l words.Language, keys ...string) []string {
	entry, _ := b.first(l, keys...)
	return aliases(entry)
}

func (b *Book) shown(l words.Language, fallback string, keys ...string) string {
	if names := b.named(l, keys...); len(names) > 0 {
		return names[0]
	}
	return fallback
}

func (b *Book) groupName(l words.Language, group string) string {
	return b.shown(l, group, "trigger."+group)
}

func (b *Book) commandName(l words.Language, c *Command) string {
	return b.shown(l, c.Path, "cmd."+c.Path)
}

func (b *Book) paramName(l words.Language, name string) string {
	return b.shown(l, name, "param."+name)
}

// PlatformName is a platform as people know it.
func PlatformName(platform string) chat.Text {
	if key := "platform." + platform; words.Has(words.German, key) {
		return chat.T(key)
	}
	return chat.Written(platform)
}

func valueKeys(d Declaration, word string) []string {
	if d.Kind == KindFlag {
		return []string{"commands." + word}
	}
	return []string{"value." + d.Name + "." + word, "value." + word}
}

// valueNames are the typed names of a value; the machine's word is always one.
func (b *Book) valueNames(l words.Language, d Declaration, word string) []string {
	return append(b.named(l, valueKeys(d, word)...), strings.ReplaceAll(word, "_", "-"))
}

func (b *Book) valueName(l words.Language, d Declaration, word string) string {
	return b.valueNames(l, d, word)[0]
}

// valueLabel is a value as people read it.
func (b *Book) valueLabel(l words.Language, d Declaration, word string) chat.Text {
	for _, key := range valueKeys(d, word) {
		if b.has(l, key+".label") {
			return chat.T(key + ".label")
		}
	}
	return chat.Written(b.valueName(l, d, word))
}

// about is the key of the sentence about a parameter of a command.
func (b *Book) about(l words.Language, c *Command, name string) (key string, found bool) {
	for _, key := range []string{"cmd." + c.Path + "." + name + ".about", "param." + name + ".about"} {
		if b.has(l, key) {
			return key, true
		}
	}
	return "", false
}

func (b *Book) labelKey(l words.Language, c *Command, name string) string {
	if key := "cmd." + c.Path + "." + name + ".label"; b.has(l, key) {
		return key
	}
	return "param." + name + ".label"
}

// word finds the machine's word of a value that was typed, in any language.
func (b *Book) word(d Declaration, typed string) (string, bool) {
	word, found := b.values[d.Name][fold(clean(typed))]
	if !found || !contains(d.Words, word) || belowZero(typed) {
		return "", false
	}
	return word, true
}

// belowZero tells whether something typed begins as a number below zero: "-1" is
// not "1", though dashes tell no names apart.
func belowZero(typed string) bool {
	typed = strings.TrimSpace(typed)
	first, size := utf8.DecodeRuneInString(typed)
	return unicode.Is(unicode.Pd, first) && strings.IndexFunc(typed[size:], unicode.IsDigit) == 0
}

func contains(list []string, word string) bool {
	for _, have := range list {
		if have == word {
			return true
		}
	}
	return false
}

func (b *Book) noValue(l words.Language, d Declaration, raw string) *Error {
	names := make([]string, len(d.Words))
	for i, word := range d.Words {
		names[i] = b.valueName(l, d, word)
	}
	return Mistake(d.Name, "commands.no_value", "typed", cut(strings.TrimSpace(clean(raw)), shownLength), "values", names)
}
