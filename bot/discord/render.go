package discord

import (
	"context"
	"strconv"
	"strings"
	"unicode/utf16"

	"beirat/chat"
	"beirat/words"
)

// What a message takes (https://docs.discord.com/developers/resources/message).
// Discord counts the units of UTF-16.
const (
	contentMost = 2000
	embedMost   = 4096
	embedsMost  = 6000 // in all embeds of a message
	rowsMost    = 5
	buttonsMost = 5 // in a row
	labelMost   = 80
	choicesMost = 25
	choiceMost  = 100 // characters of a choice of a select
	filesMost   = 10
	aboutMost   = 1024 // characters of a file's description
)

// reader is for whom a message is rendered.
type reader struct {
	language words.Language
	account  string // whose buttons they are; empty: everybody's
	bare     bool   // no file goes along
}

// without is the same reader where no file can go along.
func (r reader) without() reader {
	r.bare = true
	return r
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

// pages are a private answer: buttons stand below what they belong to, each
// group of them in a message of its own.
func (d *Discord) pages(ctx context.Context, m chat.Message, r reader) ([]body, error) {
	parts := m.Parts()
	if len(parts) > pagesMost { // rather one long message than a dozen
		parts = append(parts[:pagesMost-1:pagesMost-1], together(parts[pagesMost-1:]))
	}
	var all []body
	for _, part := range parts {
		page, err := d.render(ctx, chat.Message{Blocks: part.Blocks}.With(part.Row), r)
		if err != nil {
			return nil, err
		}
		all = append(all, page)
	}
	return all, nil
}

// pagesMost is how many messages one message of an answer may become.
const pagesMost = 5

func together(parts []chat.Part) chat.Part {
	var one chat.Part
	for _, part := range parts {
		one.Blocks = append(one.Blocks, part.Blocks...)
		one.Row = append(one.Row, part.Row...)
	}
	return one
}

// render makes a message what Discord takes. Nothing of it is lost: what is too
// long for a message stands whole in a file that goes with it.
func (d *Discord) render(ctx context.Context, m chat.Message, r reader) (body, error) {
	whole := together(m.Parts())
	rows, err := d.rows(ctx, whole.Row, r)
	if err != nil {
		return empty(), err
	}
	b := wording(m, r)
	b.Components = rows
	if len(b.files) > 0 {
		bare := wording(m, r.without())
		bare.Components = rows
		b.bare = &bare
	}
	return b, nil
}

// wording is what a message says, and the files that go along.
func wording(m chat.Message, r reader) body {
	b := empty()
	text, full := fitted(b.text(together(m.Parts()).Blocks, r), r)
	if full && !r.bare {
		lines := m.Spoken().Plain(printed(plain(r.language)))
		b.attach(chat.File{Name: "beirat.txt", Content: []byte(strings.Join(lines, "\n") + "\n")}, "")
	}
	b.write(text)
	return b
}

// empty is a message that shows nothing, with everything named.
func empty() body {
	return body{Embeds: []embed{}, Components: []component{}, Attachments: []attachment{}, Mentions: mentions{Parse: []string{}}}
}

// write puts a text where it has room.
func (b *body) write(text string) {
	if size(text) <= contentMost {
		b.Content = text
		return
	}
	first, rest := parted(text, embedMost)
	b.Embeds = append(b.Embeds, embed{Description: first})
	if rest != "" {
		b.Embeds = append(b.Embeds, embed{Description: rest})
	}
}

// fitted is what a message has room for, with a sentence that says where the
// whole is if that is not all.
func fitted(text string, r reader) (fits string, full bool) {
	const most = embedsMost - 2*len(fenceEnd)
	if size(text) <= most {
		return text, false
	}
	key := "discord.long"
	if r.bare {
		key = "discord.cut"
	}
	more := "\n\n" + plain(r.language).Say(key, nil)
	short, _ := parted(text, most-size(more))
	return short + more, true
}

func size(text string) int {
	units := 0
	for _, r := range text {
		units += max(1, utf16.RuneLen(r))
	}
	return units
}

// shorten cuts a text to so many units.
func shorten(text string, most int) string {
	if size(text) <= most {
		return text
	}
	units := 0
	for i, r := range text {
		if units += max(1, utf16.RuneLen(r)); units >= most {
			return strings.TrimRight(text[:i], " ") + "…"
		}
	}
	return text
}

// text is the Markdown of blocks; the files that they show go along.
func (b *body) text(blocks []chat.Block, r reader) string {
	say := markdown(r.language)
	var paras []string
	for _, block := range blocks {
		switch block := block.(type) {
		case chat.Para:
			paras = append(paras, unlisted(say.Print(block.Text)))
		case chat.Table:
			paras = append(paras, table(block, r.language))
		case chat.Image:
			alt := plain(r.language).Print(block.Alt)
			paras = append(paras, unlisted(say.Print(block.Alt)))
			if !r.bare {
				b.attach(chat.File{Name: block.Name, Type: "image/png", Content: block.PNG}, alt)
			}
		case chat.File:
			paras = append(paras, unlisted(say.Print(block.About)))
			if r.bare || !b.attach(block, plain(r.language).Print(block.About)) {
				paras = append(paras, say.Say("discord.unattached", map[string]any{"file": block.Name}))
			}
		}
	}
	return strings.Join(paras, "\n\n")
}

// attach lets a file go along; false if it cannot.
func (b *body) attach(f chat.File, about string) bool {
	if len(b.files) >= filesMost || len(f.Content) == 0 {
		return false
	}
	about = shorten(about, aboutMost)
	name := chat.PlainName(f.Name)
	b.Attachments = append(b.Attachments, attachment{ID: strconv.Itoa(len(b.files)), Filename: name, Description: about})
	b.files = append(b.files, file{Name: name, Type: f.Type, Description: about, Content: f.Content})
	return true
}
