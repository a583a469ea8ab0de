package discord

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// escape makes of a text that a person wrote Markdown that shows it as it was
// typed: no markup, nobody mentioned, nothing linked. A backslash before a sign
// shows that sign
// (https://support.discord.com/hc/en-us/articles/210298617, "Markdown Text 101").
// A text may stand anywhere in a line or at its start.
func escape(text string) string {
	runes := []rune(strings.Trim(seen(lineEnds(text)), " \n\u00a0"))
	var out strings.Builder
	fresh, figures := true, false // nothing but spaces, nothing but figures on the line so far
	for i, r := range runes {
		switch {
		case strings.ContainsRune("\\*_~`|<>[]", r),
			fresh && strings.ContainsRune("#-+", r),
			figures && strings.ContainsRune(".)", r),
			r == ':' && begins(runes[i+1:]):
			out.WriteByte('\\')
		}
		out.WriteRune(r)
		if r == '@' && everybody(runes[i+1:]) { // nobody is told, but it would look as if
			out.WriteRune(joiner)
		}
		figures = (fresh || figures) && '0' <= r && r <= '9'
		fresh = r == '\n' || fresh && unicode.IsSpace(r)
	}
	return out.String()
}

// seen is a text without the signs that turn a line around or show nothing.
func seen(text string) string {
	return strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Bidi_Control, r) || unicode.IsControl(r) && r != '\n' && r != '\t' {
			return -1
		}
		return r
	}, text)
}

// begins tells whether what follows a colon makes more of it: the rest of an
// address, which would be a link, or a word and a colon, which would be an emoji
// if one is called so, as ":100:".
func begins(rest []rune) bool {
	word := 0
	for word < len(rest) && (strings.ContainsRune("_+-", rest[word]) || rest[word] < utf8.RuneSelf && (unicode.IsLetter(rest[word]) || unicode.IsDigit(rest[word]))) {
		word++
	}
	return len(rest) > 0 && rest[0] == '/' || word > 0 && word < len(rest) && rest[word] == ':'
}

// everybody tells whether an @ calls everybody. Other people are only called with
// an id between angle brackets, and an address stays as it is, to be copied.
func everybody(rest []rune) bool {
	begun := string(rest[:min(len(rest), len("everyone"))])
	return begun == "everyone" || strings.HasPrefix(begun, "here")
}

// joiner shows nothing and breaks no line.
const joiner = '\u2060'

// lineEnds ends lines one way.
func lineEnds(text string) string {
	return strings.NewReplacer("\u2028", "\n", "\u2029", "\n", "\r\n", "\n", "\r", "\n").Replace(text)
}

// numbered is a line that would be counted anew as one of a list.
var numbered = regexp.MustCompile(`(?m)^( *\d+)([.)])(\s|$)`)

// unlisted keeps the figures at the beginning of lines as they are: "3. Dezember".
func unlisted(text string) string { return numbered.ReplaceAllString(text, `$1\$2$3`) }

// code is a text for between fences, where no sign but the fence is obeyed.
func code(text string) string {
	return strings.NewReplacer("`", "\u02cb", "\n", " ", "\t", " ").Replace(seen(lineEnds(text)))
}
