package mattermost

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"

	"github.com/mattermost/mattermost/server/public/model"
	parser "github.com/mattermost/mattermost/server/public/shared/markdown"
	"pgregory.net/rapid"
)

// read is what the server's own parser makes of Markdown: the words that people
// see, and every kind of markup that is neither a paragraph nor a line break.
func read(text string) (shown string, markup []string) {
	var said strings.Builder
	parser.Inspect(text, func(node any) bool {
		switch node := node.(type) {
		case nil, *parser.Document:
		case *parser.Paragraph:
			if said.Len() > 0 {
				said.WriteString("\n\n")
			}
		case *parser.Text:
			said.WriteString(node.Text)
		case *parser.SoftLineBreak, *parser.HardLineBreak:
			said.WriteString("\n")
		default:
			markup = append(markup, strings.TrimPrefix(strings.TrimPrefix(fmt.Sprintf("%T", node), "*"), "markdown."))
		}
		return true
	})
	return said.String(), markup
}

var spaces = regexp.MustCompile(`[ \x{a0}]+\n`)

// typed is a text as a reader sees it who cannot see spaces at the ends of lines.
func typed(text string) string {
	text = strings.Trim(lines(text), " \n\u00a0")
	text = spaces.ReplaceAllString(text, "\n")
	text = regexp.MustCompile(`\n{2,}`).ReplaceAllString(text, "\n\n")
	return strings.ReplaceAll(text, "\u00a0", " ")
}

func TestWhatWasTypedIsShownAsItWasTyped(t *testing.T) {
	for _, c := range []struct{ name, typed, markdown string }{
		{"words stay words", "Soll die Stadt Online-Termine anbieten?", "Soll die Stadt Online-Termine anbieten?"},
		{"times and figures need nothing", "Am 3.12.2026, 18:00 Uhr: 5 % oder 1/2", "Am 3.12.2026, 18:00 Uhr: 5 % oder 1/2"},
		{"a figure with a full stop begins no list", "3. Dezember", `3\. Dezember`},
		{"emphasis", "**fett** und _schräg_", `\*\*fett\*\* und \_schräg\_`},
		{"a masked link", "[Bank](https://böse.example)", `\[Bank\](https&#58;//böse.example)`},
		{"an image", "![x](http://a.example/p.png)", `!\[x\](http&#58;//a.example&#47;p.png)`},
		{"a bare address", "siehe https://stadt.example/a_b", `siehe https&#58;//stadt.example&#47;a\_b`},
		{"an address without a scheme", "www.stadt.example und stadt.de/rat", "www&#46;stadt.example und stadt.de&#47;rat"},
		{"a telephone link", "tel:0911123", "tel&#58;0911123"},
		{"everybody", "@all, @Channel und @here", "@\u2060all, @\u2060Channel und @\u2060here"},
		{"a mention behind brackets", "(@anna)", "(@\u2060anna)"},
		{"an e-mail address can be copied", "rat@stadt.example", "rat&#64;stadt.example"},
		{"a channel", "siehe ~town-square", "siehe &#126;town-square"},
		{"a hashtag", "#rathaus", "&#35;rathaus"},
		{"a heading", "# Titel", `\# Titel`},
		{"a number sign before a figure", "Antrag #5", `Antrag \#5`},
		{"a quotation", "> sagte sie", `\> sagte sie`},
		{"a list in several lines", "- eins\n+ zwei\n* drei\n1) vier", "\\- eins\n\\+ zwei\n\\* drei\n1\\) vier"},
		{"a heading by underlining", "Titel\n===\nmehr\n---", "Titel\n&#61;==\nmehr\n\\---"},
		{"a table", "a | b\n--- | ---\n1 | 2", "a &#124; b\n\\--- &#124; ---\n1 &#124; 2"},
		{"a task", "- [ ] kaufen", `\- \[ \] kaufen`},
		{"code", "`rm` ```alles```", "\\`rm\\` \\`\\`\\`alles\\`\\`\\`"},
		{"code by spaces", "so:\n\n    rm", "so:\n\n&#160;&#160;&#160;&#160;rm"},
		{"HTML", "<b>fett</b>", "&#60;b>fett&#60;/b>"},
		{"a link as another program writes it", "<http://a.example|Bank>", "&#60;http&#58;//a.example&#124;Bank>"},
		{"an entity", "&lt; & &#64;all R&B", "&#38;lt; & &#38;\\#64;all R&#38;B"},
		{"a backslash", `C:\Rat\*`, `C:&#92;Rat&#92;\*`},
		{"an emoji by name", "gut :tada: so", "gut &#58;tada: so"},
		{"an emoji of figures behind a figure", "3:100: 18:00:00", "3&#58;100: 18&#58;00:00"},
		{"an emoji by signs", "gut :) oder ;-) oder x-D oder <3", "gut &#58;) oder &#59;-) oder x&#45;D oder &#60;3"},
		{"a formula", "$x^2$", "&#36;x^2&#36;"},
		{"a deletion", "~~weg~~", "&#126;&#126;weg&#126;&#126;"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := escape(c.typed); got != c.markdown {
				t.Errorf("escaped is\n%s\nwant\n%s", got, c.markdown)
			}
			shown, markup := read(escape(c.typed))
			if got := strings.ReplaceAll(strings.ReplaceAll(shown, joiner, ""), "\u00a0", " "); got != typed(c.typed) || len(markup) > 0 {
				t.Errorf("shown is %q with %v", got, markup)
			}
		})
	}
}

// hazards are what Markdown, and the server beside it, reads as more than a letter.
func hazards() []string {
	return strings.Split("a b ä W d x D 3 10 . .. - -- --- _ __ * ** *** ` ``` ~ ~~~ # ## @ @all @channel @here @anna .@anna ~town-square : :: :) :smile: :-| ; ;) ( ) [ ] [x] ! ![ ]( ( < > <b> </b> <3 <!-- <? & &amp; &#64; &# $ $$ | |- = === + 1. 2) \\ \\\\ / // http:// https://a.example/x www. www2. stadt.de/ a@b.de mailto:a tel:0911 % \" ' ^ { }", " ")
}

func TestNothingThatIsTypedBecomesMarkup(t *testing.T) {
	pieces := append(hazards(), " ", " ", "  ", "    ", "\n", "\n", "\n\n", "\u00a0", "\u2028", "\u2424")
	rapid.Check(t, func(t *rapid.T) {
		text := strings.Join(rapid.SliceOfN(rapid.SampledFrom(pieces), 0, 24).Draw(t, "pieces"), "")
		if rapid.Bool().Draw(t, "anything") {
			text += rapid.StringOfN(rapid.RuneFrom([]rune("aZ0 \n#@:/.*_-|&;<>\\`~$=+()[]!ß")), 0, 30, -1).Draw(t, "text")
		}
		escaped := escape(text)
		shown, markup := read(escaped)
		if len(markup) > 0 {
			t.Fatalf("%q becomes %q, which has %v", text, escaped, markup)
		}
		if got, want := strings.ReplaceAll(strings.ReplaceAll(shown, joiner, ""), "\u00a0", " "), typed(text); trimmed(got) != trimmed(want) {
			t.Fatalf("%q becomes %q and is shown as\n%q, want\n%q", text, escaped, got, want)
		}
		if tags, _ := model.ParseHashtags(escaped); tags != "" {
			t.Fatalf("%q has the hashtags %q", escaped, tags)
		}
		if channels := model.ChannelMentions(escaped); len(channels) > 0 {
			t.Fatalf("%q mentions the channels %q", escaped, channels)
		}
		if got := model.ParseSlackLinksToMarkdown(escaped); got != escaped {
			t.Fatalf("%q is taken for links: %q", escaped, got)
		}
		for _, word := range mentions(shown) {
			t.Fatalf("%q mentions %q", escaped, word)
		}
	})
}

// trimmed has no spaces at the ends of lines: no reader shows them.
func trimmed(text string) string {
	all := strings.Split(text, "\n")
	for i := range all {
		all[i] = strings.Trim(all[i], " ")
	}
	return strings.Join(all, "\n")
}

// mentions are the words of a text in which the server would look for a user:
// letters, figures and the signs of names, split again where a sentence may end.
func mentions(text string) []string {
	var found []string
	for _, word := range strings.FieldsFunc(text, func(r rune) bool {
		return !strings.ContainsRune(":.-_@", r) && !unicode.IsLetter(r) && !unicode.IsNumber(r)
	}) {
		found = append(found, strings.FieldsFunc(word, func(r rune) bool { return strings.ContainsRune(":.-_", r) })...)
	}
	return slices.DeleteFunc(found, func(word string) bool { return len(word) < 2 || word[0] != '@' })
}

func TestALabelMentionsNobody(t *testing.T) {
	for _, c := range []struct{ typed, shown string }{
		{"Ja", "Ja"},
		{"18:00 Uhr\nSaal 3", "18:00 Uhr Saal 3"},
		{"@all :tada: #rat", "@\u2060all :\u2060tada: #\u2060rat"},
		{"a@b.de", "a@\u2060b.de"},
	} {
		if got := calm(c.typed); got != c.shown {
			t.Errorf("%q is labelled %q, want %q", c.typed, got, c.shown)
		}
	}
}
