package commands

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// fold makes alike what people mean alike in a name: capitals, ä, ae and a
// (ö, ü, ß likewise), hyphens, underscores and spaces. It is for comparing
// names, never for showing.
func fold(name string) string {
	var b strings.Builder
	gap := false
	for _, r := range norm.NFD.String(name) {
		r = unicode.ToLower(r)
		switch {
		case unicode.Is(unicode.Mn, r):
		case r == '_' || unicode.Is(unicode.Pd, r) || unicode.IsSpace(r):
			gap = b.Len() > 0
		default:
			if gap {
				b.WriteByte('-')
				gap = false
			}
			if r == 'ß' {
				b.WriteByte('s')
				r = 's'
			}
			b.WriteRune(r)
		}
	}
	return umlauts.Replace(strings.TrimRight(b.String(), ".,;:!?"))
}

var umlauts = strings.NewReplacer("ae", "a", "oe", "o", "ue", "u")

// clean takes out of a text what nobody typed on purpose: control characters
// but the line feed and the tab, marks of writing direction and word joiners.
// Bytes that are no UTF-8 become U+FFFD.
func clean(text string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || r == '\t':
			return r
		case r == '\r' || r == '\v' || r == '\f' || r == '\u0085':
			return '\n'
		case unicode.IsControl(r), r == '\ufeff', r == '\u2060', unicode.Is(unicode.Bidi_Control, r):
			return -1
		}
		return r
	}, strings.ReplaceAll(strings.ToValidUTF8(text, "\ufffd"), "\r\n", "\n"))
}
