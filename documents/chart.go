package documents

import (
	"fmt"
	"slices"
	"strings"
	"unicode"

	"beirat/words"
)

// Chart is a picture of counts or scores: a row each, with a bar.
type Chart struct {
	Card
	Rows []Row // at most 26, in the order of showing
	// Cast is what every value is a part of, such as all votes cast: beside each
	// value its share of it is shown. Zero: no shares.
	Cast int
}

// Row is what one answer got.
type Row struct {
	Label  string
	Value  string // an exact decimal, not negative: "6", "12.5"
	Marked bool   // shown by the card's word, a tick and a darker bar
}

// PNG draws the chart, 1200 points wide; the same chart gives the same bytes.
// The largest value has the longest bar, zero has none. The error is ErrEmpty,
// ErrTooMany, ErrNoMark, or tells which row has a value that cannot be.
func (c Chart) PNG() ([]byte, error) {
	drawn, err := c.draw()
	if err != nil {
		return nil, fmt.Errorf("draw a chart: %w", err)
	}
	return drawn.png()
}

func (c Chart) draw() (*canvas, error) {
	marked := slices.ContainsFunc(c.Rows, func(r Row) bool { return r.Marked })
	if err := c.check(len(c.Rows), marked); err != nil {
		return nil, err
	}
	values, err := c.thousandths()
	if err != nil {
		return nil, err
	}
	pens, err := newPens(len(c.Rows))
	if err != nil {
		return nil, err
	}
	return c.Card.draw(pens, c.bars(pens, values).draw), nil
}

// Alt describes the picture to those who do not see it: "Balkendiagramm: Ja 6,
// Nein 3, Enthaltung 1." It is empty where there are no rows, and escapes nothing.
func (c Chart) Alt() string {
	if len(c.Rows) == 0 {
		return ""
	}
	p := words.Printer{Language: c.Language}
	short := !slices.ContainsFunc(c.Rows, func(r Row) bool { return !oneWord(r.Label) })
	said := make([]string, len(c.Rows))
	for i, row := range c.Rows {
		said[i] = p.Say("documents.chart.row", map[string]any{
			"label": oneLine(row.Label), "short": short, "figure": figure(p, row.Value), "mark": c.markOf(row.Marked),
		})
	}
	return p.Say("documents.chart", map[string]any{"rows": said})
}

// oneWord tells whether a label needs no quotes among others: "Ja".
func oneWord(label string) bool {
	return label != "" && strings.IndexFunc(label, func(r rune) bool { return !unicode.IsLetter(r) }) < 0
}

func oneLine(label string) string { return strings.Join(strings.Fields(label), " ") }
