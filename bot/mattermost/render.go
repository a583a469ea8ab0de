package mattermost

import (
	"regexp"
	"strings"
	"unicode/utf8"

	"github.com/mattermost/mattermost/server/public/model"

	"beirat/chat"
	"beirat/words"
)

const (
	textMost  = 16383 // runes of a post's message; attachments keep to it too
	plainMost = 2000  // runes that stand for an attachment in a notification
)

// reader is for whom a message is rendered.
type reader struct {
	language words.Language
	account  string // whose buttons they are; empty: everybody's
	zone     string // of the account's clock; empty: not known, or everybody's
	props    bool   // all words in the attachments, so that an edit of the props changes them
	bare     bool   // no file goes along
}

// without is the same reader where no file can go along.
func (r reader) without() reader {
	r.bare = true
	return r
}

// rendered is a message as the server takes it.
type rendered struct {
	Text        string // Markdown; empty where the attachments hold it
	Attachments []*model.MessageAttachment
	Files       []file
}

// markdown speaks to a reader of Markdown; what people wrote stands there as
// they typed it.
func markdown(l words.Language) words.Printer {
	return words.Printer{Language: l, Escape: escape, Bold: "**"}
}

// plain speaks where there is no Markdown, as in labels.
func plain(l words.Language) words.Printer { return words.Printer{Language: l} }

// printed is how a printer makes words of a Text.
func printed(p words.Printer) func(chat.Text) string {
	return func(t chat.Text) string { return p.Print(t) }
}

// render makes a message what the server takes. Nothing of it is lost: what is
// too long for a post stands whole in a file that goes with it.
func (m *Mattermost) render(message chat.Message, r reader) rendered {
	message = abroad(message, r.zone)
	say := plain(r.language)
	var out rendered
	files := bag{room: filesMost - 1} // one place is for a text that is too long
	paper := page{room: textMost, more: say.Say("mattermost.long", nil)}
	if r.bare {
		files.room, paper.more = 0, say.Say("mattermost.cut", nil)
	}
	for i, p := range message.Parts() {
		text := paper.write(m.text(p.Blocks, r, &files))
		if i == 0 && !r.props {
			out.Text, text = text, ""
		}
		out.Attachments = append(out.Attachments, m.attachment(p, text, r)...)
	}
	out.Files = files.files
	if paper.full && !r.bare {
		whole := message.Spoken().Plain(printed(say))
		out.Files = append(out.Files, file{Name: "beirat.txt", Content: []byte(strings.Join(whole, "\n") + "\n")})
	}
	return out
}

// attachment is nothing where there is nothing to show.
func (m *Mattermost) attachment(p chat.Part, text string, r reader) []*model.MessageAttachment {
	actions := m.actions(p.Row, r)
	if text == "" && len(actions) == 0 {
		return nil
	}
	shown := chat.Message{Blocks: p.Blocks}.Spoken()
	if text == "" {
		shown.Blocks = []chat.Block{p.Row}
	}
	say := plain(r.language)
	fallback := strings.Join(shown.Plain(printed(say)), "\n")
	return []*model.MessageAttachment{{Fallback: chat.FirstRunes(fallback, plainMost), Text: text, Actions: actions}}
}

// text is the Markdown of blocks; the files that they show go into the bag.
func (m *Mattermost) text(blocks []chat.Block, r reader, files *bag) string {
	say := markdown(r.language)
	var paras []string
	for _, block := range blocks {
		switch block := block.(type) {
		case chat.Para:
			paras = append(paras, unlisted(say.Print(block.Text)))
		case chat.Table:
			paras = append(paras, table(block, say))
		case chat.Image:
			paras = append(paras, unlisted(say.Print(block.Alt)))
			files.takes(block.Name, block.PNG)
		case chat.File:
			paras = append(paras, unlisted(say.Print(block.About)))
			if !files.takes(block.Name, block.Content) {
				paras = append(paras, say.Say("mattermost.unattached", map[string]any{"file": chat.PlainName(block.Name)}))
			}
		}
	}
	return strings.Join(paras, "\n\n")
}

// numbered is a line that would be counted anew as one of a list.
var numbered = regexp.MustCompile(`(?m)^( *\d+)([.)])(\s|$)`)

// unlisted keeps the figures at the beginning of lines as they are: "3. Dezember".
func unlisted(text string) string { return numbered.ReplaceAllString(text, `$1\$2$3`) }

func table(t chat.Table, say words.Printer) string {
	lines := []string{say.Bold + cell(say.Print(t.Caption)) + say.Bold, "", row(t.Head, say), strings.Repeat("|---", len(t.Head)) + "|"}
	for _, cells := range t.Rows {
		lines = append(lines, row(cells, say))
	}
	return strings.Join(lines, "\n")
}

func row(cells []chat.Text, say words.Printer) string {
	var line strings.Builder
	for _, text := range cells {
		line.WriteString("| " + cell(say.Print(text)) + " ")
	}
	return line.String() + "|"
}

// cell is Markdown on one line. What people wrote holds no bar any more.
func cell(text string) string {
	return strings.NewReplacer("\n", " ", "|", "&#124;").Replace(text)
}

// page is the room that a post has for words.
type page struct {
	room int // runes
	full bool
	more string // says where the rest is
}

// write gives what fits of a text, and nothing once something did not.
func (p *page) write(text string) string {
	size := utf8.RuneCountInString(text)
	if p.full {
		return ""
	}
	if size <= p.room {
		p.room -= size
		return text
	}
	p.full = true
	short := shortened(text, p.room-utf8.RuneCountInString(p.more)-2)
	return strings.TrimPrefix(short+"\n\n"+p.more, "\n\n")
}

// shortened ends a text where a line or at least a word ends: the middle of a word
// may be the middle of an entity.
func shortened(text string, most int) string {
	short := chat.FirstRunes(text, max(0, most))
	for _, end := range []string{"\n", " "} {
		if at := strings.LastIndex(short, end); at > 0 {
			return strings.TrimRight(short[:at], " \n")
		}
	}
	return ""
}
