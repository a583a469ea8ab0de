package scenarios

import (
	"html"
	"regexp"
	"strings"

	"beirat/words"
)

// post is a message as the server gives it to who reads it.
type post struct {
	ID        string `json:"id"`
	CreateAt  int64  `json:"create_at"`
	UpdateAt  int64  `json:"update_at"`
	DeleteAt  int64  `json:"delete_at"`
	UserID    string `json:"user_id"`
	ChannelID string `json:"channel_id"`
	Message   string `json:"message"`
	Type      string `json:"type"`
	Props     struct {
		Attachments []attachment `json:"attachments"`
	} `json:"props"`
	FileIDs  []string `json:"file_ids"`
	Metadata struct {
		Files []attached `json:"files"`
	} `json:"metadata"`
}

type attachment struct {
	Fallback string      `json:"fallback"`
	Pretext  string      `json:"pretext"`
	Title    string      `json:"title"`
	Text     string      `json:"text"`
	Actions  []labelling `json:"actions"`
}

// labelling is a button, or a select of several.
type labelling struct {
	ID      string   `json:"id"`
	Type    string   `json:"type"`
	Name    string   `json:"name"`
	Cookie  string   `json:"cookie"`
	Options []option `json:"options"`
}

// option is one value of a select.
type option struct {
	Text  string `json:"text"`
	Value string `json:"value"`
}

// button is what a person can press in a post.
type button struct {
	label, post, action, cookie, option string
}

// lines are the words of a post as stories write them: a paragraph a line, a
// table a line a row, the lines of its text files, the buttons of a row in
// brackets. Where in the text a file was, a post does not tell: its lines stand
// behind all words, before the last buttons.
func (p *post) lines() []string {
	lines, files := plainLines(p.Message), p.fileLines()
	for i, a := range p.Props.Attachments {
		for _, text := range []string{a.Pretext, a.Title, a.Text} {
			lines = append(lines, plainLines(text)...)
		}
		if i == len(p.Props.Attachments)-1 {
			lines, files = append(lines, files...), nil
		}
		var labels []string
		for _, b := range a.buttons(p.ID) {
			labels = append(labels, "["+b.label+"]")
		}
		if len(labels) > 0 {
			lines = append(lines, strings.Join(labels, " "))
		}
	}
	return append(lines, files...)
}

func (p *post) buttons() []button {
	var all []button
	for _, a := range p.Props.Attachments {
		all = append(all, a.buttons(p.ID)...)
	}
	return all
}

func (a attachment) buttons(post string) []button {
	var all []button
	for _, action := range a.Actions {
		if action.Type != "select" {
			all = append(all, button{label: action.Name, post: post, action: action.ID, cookie: action.Cookie})
			continue
		}
		for _, o := range action.Options {
			all = append(all, button{label: o.Text, post: post, action: action.ID, cookie: action.Cookie, option: o.Value})
		}
	}
	return all
}

// messages parts a private answer where several were joined by a rule.
func (p *post) messages() [][]string {
	var parts [][]string
	for _, part := range regexp.MustCompile(`(?m)^---$`).Split(p.Message, -1) {
		shown := *p
		shown.Message = part
		shown.Props.Attachments = nil
		parts = append(parts, shown.lines())
	}
	last := *p
	last.Message = ""
	parts[len(parts)-1] = append(parts[len(parts)-1], last.lines()...)
	return parts
}

var (
	rule      = regexp.MustCompile(`^\|[\s:|-]+\|$`)
	cellEnd   = regexp.MustCompile(`(^|[^\\])\|`)
	escaped   = regexp.MustCompile(`\\([!-/:-@\[-` + "`" + `{-~])`)
	invisible = strings.NewReplacer("\u2060", "", "\u200b", "", "\ufeff", "")
)

// plainLines takes the markup out of what the bot wrote.
func plainLines(markdown string) []string {
	var lines []string
	for line := range strings.Lines(markdown) {
		line = strings.TrimSpace(line)
		if line == "" || rule.MatchString(line) {
			continue
		}
		if strings.HasPrefix(line, "|") && strings.HasSuffix(line, "|") {
			line = row(line)
		}
		lines = append(lines, plain(line))
	}
	return lines
}

// row is a table's row, its cells joined as stories write them.
func row(line string) string {
	line = strings.TrimSuffix(strings.TrimPrefix(line, "|"), "|")
	line = cellEnd.ReplaceAllString(line, "$1\x00")
	cells := strings.Split(line, "\x00")
	for i := range cells {
		cells[i] = strings.TrimSpace(cells[i])
	}
	return strings.Join(cells, " · ")
}

// plain takes bold and escapes out of a line. An escaped sign stands for itself.
func plain(line string) string {
	var signs []string
	line = escaped.ReplaceAllStringFunc(line, func(sign string) string {
		signs = append(signs, sign[1:])
		return "\x01"
	})
	line = html.UnescapeString(strings.ReplaceAll(line, "**", ""))
	var b strings.Builder
	for _, r := range invisible.Replace(line) {
		if r == '\x01' {
			b.WriteString(signs[0])
			signs = signs[1:]
			continue
		}
		b.WriteRune(r)
	}
	return b.String()
}

// mentions tells whether lines are about a thing by its number: "Abstimmung 3".
func mentions(lines []string, thing, number string) bool {
	names := []string{regexp.QuoteMeta(thing)}
	for _, l := range words.Languages() {
		for name := range strings.SplitSeq(words.Printer{Language: l}.Say("trigger."+thing, nil), "|") {
			names = append(names, regexp.QuoteMeta(name))
		}
	}
	if strings.EqualFold(thing, "abstimmung") || strings.EqualFold(thing, "poll") {
		names = append(names, "poll", "abstimmung")
	}
	about := regexp.MustCompile(`(?i)(^|\P{L})(` + strings.Join(names, "|") + `) ` + number + `($|\D)`)
	for _, line := range lines {
		if about.MatchString(line) {
			return true
		}
	}
	return false
}
