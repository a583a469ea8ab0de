// Package words turns keys with arguments into German and English sentences,
// and times, numbers and lists into the forms such sentences need.
// Its catalogues are embedded YAML files of flat keys, one per feature and
// language. It refuses to know what is being talked about: boards, polls and
// chats are only arguments here, and it reads no clock.
package words

import (
	"maps"
	"slices"
	"strings"
)

// Language is one of the languages Beirat speaks, by its two-letter code.
type Language string

// The languages there are catalogues for.
const (
	German  Language = "de"
	English Language = "en"
)

// Languages lists every language there is a catalogue for; German, the one
// spoken where nothing else is known, stands first.
func Languages() []Language { return []Language{German, English} }

// Match finds the language of a locale as platforms and systems write it: "de",
// "de-DE", "de_AT", "en-GB", "en_US.UTF-8". Region, encoding and case do not
// matter. It answers "" and false where there is no catalogue for it.
func Match(locale string) (Language, bool) {
	code := locale
	if end := strings.IndexAny(code, "-_.@"); end >= 0 {
		code = code[:end]
	}
	for _, l := range Languages() {
		if strings.EqualFold(code, string(l)) {
			return l, true
		}
	}
	return "", false
}

// Phrase is something said by its key. An empty key is text a person wrote,
// found in the argument "text".
type Phrase interface {
	Phrase() (key string, args map[string]any)
}

// Has tells whether l has an entry for key.
func Has(l Language, key string) bool {
	if !slices.Contains(Languages(), l) {
		return false
	}
	_, ok := spoken(l).entries[key]
	return ok
}

// Keys lists every key of l, sorted; none for a language without catalogue.
func Keys(l Language) []string {
	if !slices.Contains(Languages(), l) {
		return nil
	}
	return slices.Sorted(maps.Keys(spoken(l).entries))
}
