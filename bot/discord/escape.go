package discord

import (
	"regexp"
	"strings"
	"unicode"
)

// escape makes of a text that a person wrote Markdown that shows it as it was
// typed: no markup, nobody mentioned, nothing linked. A backslash before a sign
// shows that sign
// (https://support.discord.com/hc/en-us/articles/210298617, "Markdown Text 101").
// A text may stand anywhere in a line or at its start.
func escape(text string) string {
	text = strings.Trim(lineEnds(text), " \n\u00a0")
	var out strings.Builder
	fresh, figures := true, false // nothing but spaces, nothing but figures on the line so far
	runes := []rune(text)
	for i, r := range runes {
		next := ' '
		if i+1 < len(runes) {
			next = runes[i+1]
		}
		switch {
		case strings.ContainsRune("\\*_~`|<>[]", r),
			fresh && strings.ContainsRune("#-+", r),
			figures && strings.ContainsRune(".)", r),
			r == ':' && next == '/': // an address is no link then
			out.WriteByte('\\')
		case unicode.Is(unicode.Bidi_Control, r), unicode.IsControl(r) && r != '\n' && r != '\t':
			continue
		}
		out.WriteRune(r)
		if r == '@' { // nobody is told, but it would look as if
			out.WriteRune(joiner)
		}
		figures = (fresh || figures) && '0' <= r && r <= '9'
		fresh = r == '\n' || fresh && unicode.IsSpace(r)
	}
	return out.String()
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
	return strings.NewReplacer("`", "\u02cb", "\n", " ").Replace(text)
}
