package words

import (
	"fmt"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// List joins what is said already: "A, B und C". It escapes nothing.
func (p Printer) List(items []string) string { return spoken(p.Language).join(items) }

// list joins a series of texts or whole numbers.
func (c *catalogue) list(series any) (string, error) {
	switch series := series.(type) {
	case []string:
		return c.join(series), nil
	case []any:
		items := make([]string, len(series))
		for i, item := range series {
			switch item := item.(type) {
			case string:
				items[i] = item
			case int:
				items[i] = strconv.Itoa(item)
			default:
				return "", fmt.Errorf("list: cannot say a %T", item)
			}
		}
		return c.join(items), nil
	}
	return "", fmt.Errorf("list: %T is no series", series)
}

func (c *catalogue) join(items []string) string {
	if len(items) == 0 {
		return ""
	}
	last := len(items) - 1
	if last == 0 {
		return items[0]
	}
	return c.own("words.list", map[string]any{
		"most": strings.Join(items[:last], ", "),
		"last": items[last],
	})
}

// quote puts a text into quotes; those within it become single ones.
func (c *catalogue) quote(s string) string {
	inner := strings.NewReplacer("„", "‚", "“", "‘", "”", "’")
	return c.own("words.quote", map[string]any{"text": inner.Replace(s)})
}

// ungreeted is a text without the greeting at its beginning: a message that
// tells several things greets once.
func (c *catalogue) ungreeted(s string) string {
	return strings.TrimPrefix(s, c.name("words.greeting")+" ")
}

// upper1 makes the first letter a capital, looking past marks and quotes but
// not past figures or spaces.
func upper1(s string) string {
	for i, r := range s {
		switch {
		case unicode.IsLetter(r):
			return s[:i] + string(unicode.ToUpper(r)) + s[i+utf8.RuneLen(r):]
		case unicode.IsDigit(r), unicode.IsSpace(r):
			return s
		}
	}
	return s
}

// clean takes from text a person wrote what could disturb the text around it:
// control characters but the line feed (a tab becomes a space) and characters that
// turn the direction of writing. Bytes that are no UTF-8 become U+FFFD.
func clean(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n':
			return r
		case r == '\t':
			return ' '
		case unicode.IsControl(r), turnsDirection(r):
			return -1
		}
		return r
	}, s)
}

func turnsDirection(r rune) bool {
	return '\u202a' <= r && r <= '\u202e' ||
		'\u2066' <= r && r <= '\u2069' ||
		r == '\u200e' || r == '\u200f' || r == '\u061c'
}
