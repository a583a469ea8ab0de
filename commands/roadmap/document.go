package roadmap

import (
	"cmp"
	"slices"
	"strconv"
	"time"

	"beirat/board"
	"beirat/chat"
	"beirat/documents"
	"beirat/storage"
	"beirat/words"
)

// Chapter is the roadmap as a chapter of the strategy: a table in its order, then
// each measure that says what is to be done, in its words. Names are not in it.
func (f *Roadmap) Chapter(tx *storage.Tx, b board.Board, l words.Language, _ map[board.ID]string) ([]documents.Block, error) {
	blocks, err := f.blocks(tx, b, words.Printer{Language: l}, 2)
	if err != nil || blocks == nil {
		return nil, err
	}
	return append([]documents.Block{documents.Heading{Level: 1, Text: words.Printer{Language: l}.Print(chat.T("cmd.roadmap"))}}, blocks...), nil
}

// blocks are the roadmap below its title, with headings from this level on; none
// of an empty one.
func (f *Roadmap) blocks(tx *storage.Tx, b board.Board, said words.Printer, level int) ([]documents.Block, error) {
	o, err := readOverview(tx, b.ID)
	if err != nil || len(o.measures) == 0 {
		return nil, err
	}
	table, err := f.table(tx, o, said)
	if err != nil {
		return nil, err
	}
	blocks := []documents.Block{
		documents.P(said.Print(chat.T("roadmap.document.about"))),
		documents.P(said.Print(chat.T("roadmap.document.order", "Poll", o.poll, "Ordered", o.last.Over.In(f.db.Zone(b.Zone))))),
		table,
	}
	return append(blocks, o.texts(said, level)...), nil
}

// nothing stands in a cell that would be empty: whoever has the table read aloud
// hears that nothing was left out.
const nothing = "–"

// table is the roadmap in its order, a row a measure.
func (f *Roadmap) table(tx *storage.Tx, o overview, said words.Printer) (documents.Table, error) {
	column := func(key string) string { return said.Print(chat.T("roadmap.document." + key)) }
	table := documents.Table{
		Caption: column("caption"),
		Head:    []string{column("number"), column("measure"), column("state"), column("place"), column("belongs"), column("after")},
		Shares:  []int{2, 8, 5, 3, 6, 3},
	}
	for _, m := range o.measures {
		fields, err := linkedFields(tx, m.Links.Fields)
		if err != nil {
			return table, err
		}
		statements, err := linkedStatements(tx, m.Links.Statements)
		if err != nil {
			return table, err
		}
		place := nothing
		if n := o.place(m); n > 0 {
			place = strconv.Itoa(n)
		}
		table.Rows = append(table.Rows, []documents.Para{
			documents.P(strconv.Itoa(m.Number)), documents.P(m.Title), documents.P(said.Print(stateName(m.State))), documents.P(place),
			documents.P(cmp.Or(said.Print(chat.T("roadmap.document.links", "Fields", numbersOf(fields), "Statements", numbersOf(statements))), nothing)),
			documents.P(cmp.Or(o.afterNumbers(m), nothing)),
		})
	}
	return table, nil
}

// afterNumbers are the numbers of what a measure builds on.
func (o overview) afterNumbers(m board.Measure) string {
	var numbers []int
	for _, other := range o.measures {
		if slices.Contains(m.Links.After, other.ID) {
			numbers = append(numbers, other.Number)
		}
	}
	return numbered(numbers)
}

// texts are what the measures say, of those that are not dropped, under a heading
// of this level.
func (o overview) texts(said words.Printer, level int) []documents.Block {
	var blocks []documents.Block
	for _, m := range o.measures {
		if m.Text == "" || m.State == board.MeasureDropped {
			continue
		}
		if blocks == nil {
			blocks = append(blocks, documents.Heading{Level: level, Text: said.Print(chat.T("roadmap.document.texts"))})
		}
		blocks = append(blocks, documents.Heading{Level: level + 1, Text: said.Print(chat.T("roadmap.form.about", "Number", m.Number, "Title", m.Title))})
		blocks = append(blocks, documents.Prose(m.Text)...)
	}
	return blocks
}

// file is the roadmap of a board to keep and hand on.
func (f *Roadmap) file(tx *storage.Tx, b board.Board, l words.Language, now time.Time) (chat.File, error) {
	said := words.Printer{Language: l}
	blocks, err := f.blocks(tx, b, said, 1)
	if err != nil {
		return chat.File{}, err
	}
	d := documents.Document{
		Language: l, Title: said.Print(chat.T("cmd.roadmap")), Subtitle: b.Name, Blocks: blocks, Made: now,
		Facts:   []documents.Fact{{Name: said.Print(chat.T("roadmap.document.as_of")), Value: said.Print(chat.T("roadmap.document.day", "Day", now))}},
		Running: said.Print(chat.T("roadmap.document.running", "Board", b.Name, "Day", now)),
	}
	content, err := d.PDF()
	return chat.File{Name: "roadmap-" + now.Format(time.DateOnly) + ".pdf", Type: "application/pdf", Content: content, About: chat.T("roadmap.list.file")}, err
}
