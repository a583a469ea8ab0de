package scenarios

import (
	"regexp"
	"strings"
)

// post is a message as the server gives it to who reads it.
type post struct {
	ID        string `json:"id"`
	CreateAt  int64  `json:"create_at"`
	UpdateAt  int64  `json:"update_at"`
	DeleteAt  int64  `json:"delete_at"`
	UserID    string `json:"user_id"`
	RootID    string `json:"root_id"`
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
