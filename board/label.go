package board

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/cases"
	"golang.org/x/text/unicode/norm"
)

// SplitLabels takes apart what was typed into one field: a label a line; on a
// single line they stand between semicolons or, where there is none, commas.
// The marks of a list ("1." "1)" "-" "•" "*") and quotes go. Lines without
// anything are none; a place between two separators that is empty is an empty
// label, which NewOptions refuses.
func SplitLabels(typed string) []string {
	typed = strings.TrimSpace(plain(typed))
	var parts []string
	switch {
	case typed == "":
		return nil
	case strings.Contains(typed, "\n"):
		parts = slices.DeleteFunc(strings.Split(typed, "\n"), func(line string) bool { return strings.TrimSpace(line) == "" })
	default:
		parts = splitQuoted(typed)
	}
	for i, part := range parts {
		parts[i] = bullet.ReplaceAllString(part, "")
	}
	parts = unnumbered(parts)
	for i, part := range parts {
		parts[i] = tidyLabel(unquote(part))
	}
	return parts
}

// What may stand before a part of a list. A text is plain where they are looked for.
var (
	bullet     = regexp.MustCompile(`^ *(?:[-–*·‣◦] +|• *)`)
	listNumber = regexp.MustCompile(`^ *(\d{1,2})[.)]( *)`)
)

// splitQuoted splits at semicolons, or else at commas, that are not within
// quotes; a separator at the end ends the last part.
func splitQuoted(typed string) []string {
	separator := ','
	if strings.ContainsRune(typed, ';') {
		separator = ';'
	}
	var parts []string
	var quote rune
	begin := 0
	for at, r := range typed {
		switch {
		case quote != 0:
			if strings.ContainsRune(closers(quote), r) {
				quote = 0
			}
		case r == separator:
			parts, begin = append(parts, typed[begin:at]), at+1
		case strings.TrimSpace(typed[begin:at]) == "" && strings.ContainsAny(typed[at+utf8.RuneLen(r):], closers(r)):
			quote = r // opens a label; an apostrophe within one does not
		}
	}
	if rest := typed[begin:]; strings.TrimSpace(rest) != "" {
		parts = append(parts, rest)
	}
	return parts
}

// unnumbered takes the numbers off a list that counts 1, 2, 3. Where it does
// not, or where too little would be left to tell the parts apart, the numbers
// are part of what is meant: "3. Mai", "10. Mai".
func unnumbered(parts []string) []string {
	bare, seen := make([]string, len(parts)), map[string]bool{}
	for i, part := range parts {
		number := listNumber.FindStringSubmatch(part)
		if number == nil || number[1] != strconv.Itoa(i+1) {
			return parts
		}
		bare[i] = part[len(number[0]):]
		if bare[i] == "" || number[2] == "" && unicode.IsDigit(firstRune(bare[i])) {
			return parts
		}
		if len(parts) > 1 && seen[sameLabel(bare[i])] {
			return parts
		}
		seen[sameLabel(bare[i])] = true
	}
	return bare
}

// closers are the signs that close a quotation which r opens; none if it opens none.
func closers(r rune) string {
	switch r {
	case '"', '\'':
		return string(r)
	case '„':
		return "“”\""
	case '“':
		return "”"
	case '»':
		return "«"
	case '«':
		return "»"
	case '‚':
		return "‘’"
	case '‘':
		return "’"
	}
	return ""
}

// unquote takes the quotes off a text that stands in them as a whole.
func unquote(text string) string {
	text = strings.TrimSpace(text)
	first, width := utf8.DecodeRuneInString(text)
	last, lastWidth := utf8.DecodeLastRuneInString(text)
	if len(text) < width+lastWidth || !strings.ContainsRune(closers(first), last) {
		return text
	}
	if inner := text[width : len(text)-lastWidth]; !strings.ContainsAny(inner, closers(first)) {
		return strings.TrimSpace(inner)
	}
	return text
}

var lineEnds = strings.NewReplacer("\r\n", "\n", "\r", "\n", "\u2028", "\n", "\u2029", "\n")

// plain is what somebody typed, in lines that end with a line feed: every other
// space is a plain one, and what nobody sees is gone. What joins the parts of
// one sign stays.
func plain(typed string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || r == '\u200c' || r == '\u200d':
			return r
		case unicode.IsSpace(r):
			return ' '
		case invisible(r):
			return -1
		}
		return r
	}, lineEnds.Replace(strings.ToValidUTF8(typed, "")))
}

// tidyLabel is a label as it is shown: composed, plain, and with single spaces.
func tidyLabel(label string) string {
	return strings.Join(strings.Fields(plain(norm.NFC.String(label))), " ")
}

// sameLabel is what two labels have in common that differ only in spaces,
// capitals or what nobody sees.
func sameLabel(label string) string {
	folded := cases.Fold().String(norm.NFKC.String(label))
	return norm.NFC.String(strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || invisible(r) || unicode.Is(unicode.Variation_Selector, r) {
			return -1
		}
		return r
	}, folded))
}

func invisible(r rune) bool {
	return r == utf8.RuneError || unicode.In(r, unicode.Cf, unicode.Cc, unicode.Other_Default_Ignorable_Code_Point)
}
