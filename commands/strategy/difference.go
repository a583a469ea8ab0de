package strategy

import (
	"context"
	"strings"

	"beirat/board"
	"beirat/chat"
	"beirat/commands"
	"beirat/documents"
	"beirat/storage"
	"beirat/words"
)

// difference answers with what a version has that the one before did not have.
func (f *Strategy) difference(ctx context.Context, c *commands.Call, s board.Strategy) (chat.Reply, error) {
	if s.Version == 1 {
		return say("strategy.difference.first"), nil
	}
	return f.file(ctx, c, s, asDifference)
}

// differenceFile is the difference between a version and the one before, as a
// document of only the passages that changed, below their headings.
func (f *Strategy) differenceFile(ctx context.Context, s board.Strategy, b board.Board) (chat.Message, error) {
	zone := f.db.Zone(b.Zone)
	var before board.Strategy
	err := f.db.ReadOne(ctx, func(tx *storage.Tx) (err error) {
		before, err = tx.StrategyVersion(b.ID, s.Version-1)
		return err
	})
	if err != nil {
		return chat.Message{}, err
	}
	was, err := parse(before, zone)
	if err != nil {
		return chat.Message{}, err
	}
	is, err := parse(s, zone)
	if err != nil {
		return chat.Message{}, err
	}
	said := words.Printer{Language: is.Language}
	args := map[string]any{"Before": before.Version, "Version": s.Version}
	changed, places := compare(was, is)
	d := documents.Document{
		Language: is.Language, Title: said.Say("strategy.difference.title", args), Subtitle: b.Name, Running: said.Say("strategy.difference.title", args), Made: s.Made.In(zone),
		Facts: []documents.Fact{
			{Name: said.Say("strategy.difference.from", args), Value: said.Print(chat.T("strategy.document.date.value", "Made", before.Made.In(zone)))},
			{Name: said.Say("strategy.difference.to", args), Value: said.Print(chat.T("strategy.document.date.value", "Made", s.Made.In(zone)))},
		},
		Blocks: append([]documents.Block{documents.P(said.Say("strategy.difference.about", nil))}, changed...),
	}
	content, err := d.PDF()
	if err != nil {
		return chat.Message{}, err
	}
	m := chat.Say(chat.T("strategy.difference.said", "Before", before.Version, "Version", s.Version, "N", places))
	return m.With(chat.File{Name: said.Say("strategy.difference.name", args) + ".pdf", Type: "application/pdf", Content: content,
		About: chat.T("strategy.difference.file", "Before", before.Version, "Version", s.Version)}), nil
}

// headed marks a line that is a heading, and how deep: no text has such a sign.
const headed = "\x01"

// compare gives the passages that changed from one document to another, each
// below the headings it stands under, and how many there are.
func compare(was, is documents.Document) (blocks []documents.Block, places int) {
	d := differing{}
	for _, r := range board.Lines(lines(was), lines(is)) {
		if r.Before == r.After {
			d.stays(r.After)
			continue
		}
		d.leave(max(strings.Count(r.Before, headed), strings.Count(r.After, headed)))
		d.headings()
		d.places++
		var line documents.Para
		for _, e := range board.Difference(strings.TrimLeft(r.Before, headed), strings.TrimLeft(r.After, headed)) {
			if n := len(line); n > 0 && line[n-1].Look == documents.Deleted && e.Kind == board.Inserted {
				line = append(line, documents.Run{Text: " "}) // what took the place of something stands off it
			}
			line = append(line, documents.Run{Text: e.Text, Look: look(e.Kind)})
		}
		d.blocks = append(d.blocks, line)
	}
	return d.blocks, d.places
}

func look(kind board.EditKind) documents.Look {
	switch kind {
	case board.Inserted:
		return documents.Inserted
	case board.Deleted:
		return documents.Deleted
	}
	return documents.Plain
}

// differing is a difference that is being read line by line.
type differing struct {
	above   []documents.Heading // under which a line stands
	written int                 // of above: how many stand in blocks already
	blocks  []documents.Block
	places  int
}

// stays goes past a line that did not change.
func (d *differing) stays(line string) {
	level := strings.Count(line, headed)
	if level == 0 {
		return
	}
	d.leave(level)
	d.above = append(d.above, documents.Heading{Level: level, Text: strings.TrimLeft(line, headed)})
}

// leave leaves the parts that a heading of this level ends; none where it is 0.
func (d *differing) leave(level int) {
	for level > 0 && len(d.above) > 0 && d.above[len(d.above)-1].Level >= level {
		d.above = d.above[:len(d.above)-1]
	}
	d.written = min(d.written, len(d.above))
}

// headings writes those that a changed line stands under.
func (d *differing) headings() {
	for _, h := range d.above[d.written:] {
		d.blocks = append(d.blocks, h)
	}
	d.written = len(d.above)
}

// lines are the blocks of a document as lines that can be compared.
func lines(d documents.Document) []string {
	var all []string
	put := func(before string, text string) {
		all = append(all, before+strings.ReplaceAll(text, "\n", " "))
	}
	for _, block := range d.Blocks {
		switch block := block.(type) {
		case documents.Heading:
			put(strings.Repeat(headed, block.Level), block.Text)
		case documents.Para:
			put("", plain(block))
		case documents.List:
			for _, item := range block.Items {
				put("• ", plain(item))
			}
		case documents.Table:
			for _, row := range block.Rows {
				cells := make([]string, len(row))
				for i, cell := range row {
					cells[i] = plain(cell)
				}
				put("", strings.Join(cells, " · "))
			}
		}
	}
	return all
}

func plain(p documents.Para) string {
	var b strings.Builder
	for _, run := range p {
		b.WriteString(run.Text)
	}
	return b.String()
}
