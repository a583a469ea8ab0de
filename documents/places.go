package documents

import (
	"errors"
	"fmt"
	"image"
	"iter"
	"slices"

	"beirat/words"
)

// Places is a picture of an order without scores: a row each, with its place.
type Places struct {
	Card
	Rows []Place // at most 26, the best first
}

// Place is where one option stands.
type Place struct {
	Number int // from 1; tied ones share the better number
	Label  string
	Marked bool // shown by the card's word and a tick
}

// ErrOrder refuses places that do not go from the best on, or where it is not
// the better one that tied options share.
var ErrOrder = errors.New("a place is not the next one")

// PNG draws the places, 1200 points wide; the same places give the same bytes.
// The error is ErrEmpty, ErrTooMany, ErrNoMark or ErrOrder.
func (p Places) PNG() ([]byte, error) {
	if err := p.valid(); err != nil {
		return nil, fmt.Errorf("draw places: %w", err)
	}
	pens, err := newPens(len(p.Rows))
	if err != nil {
		return nil, fmt.Errorf("draw places: %w", err)
	}
	return p.Card.draw(pens, func(d *drawing) { p.list(d, pens) }).png()
}

func (p Places) valid() error {
	marked := slices.ContainsFunc(p.Rows, func(r Place) bool { return r.Marked })
	if err := p.check(len(p.Rows), marked); err != nil {
		return err
	}
	for i, r := range p.Rows {
		if tied := i > 0 && r.Number == p.Rows[i-1].Number; !tied && r.Number != i+1 {
			return fmt.Errorf("row %d, place %d: %w", i+1, r.Number, ErrOrder)
		}
	}
	return nil
}

// Alt describes the picture to those who do not see it: "Rangfolge: 1. Radweg, 2.
// Spielplatz und Brunnen." It is empty where there are no rows, and escapes nothing.
func (p Places) Alt() string {
	if len(p.Rows) == 0 {
		return ""
	}
	printer := words.Printer{Language: p.Language}
	short := !slices.ContainsFunc(p.Rows, func(r Place) bool { return !oneWord(r.Label) })
	var said []string
	for shared := range p.shared() {
		labels := make([]string, len(shared))
		for i, r := range shared {
			labels[i] = printer.Say("documents.place.label", map[string]any{
				"label": oneLine(r.Label), "short": short, "mark": p.markOf(r.Marked)})
		}
		said = append(said, printer.Say("documents.place", map[string]any{"number": shared[0].Number, "labels": labels}))
	}
	return printer.Say("documents.places", map[string]any{"places": said})
}

// shared goes through the rows, those that share a place together.
func (p Places) shared() iter.Seq[[]Place] {
	return func(yield func([]Place) bool) {
		for from, i := 0, 1; i <= len(p.Rows); i++ {
			if i < len(p.Rows) && p.Rows[i].Number == p.Rows[from].Number {
				continue
			}
			if !yield(p.Rows[from:i]) {
				return
			}
			from = i
		}
	}
}

// list goes on below what is drawn: the numbers, the labels, and at the right
// what is to be said of a place.
func (p Places) list(d *drawing, pens *pens) {
	tied := pens.beside.legible(words.Printer{Language: p.Language}.Say("documents.tied", nil))
	mark := pens.mark.one(p.Mark, textWidth/3)
	var numbers, besides int
	for i, r := range p.Rows {
		numbers = max(numbers, pens.figure.width(number(r)))
		besides = max(besides, p.besides(i, pens, tied, mark))
	}
	left := padding + numbers + gap
	for i, r := range p.Rows {
		if i > 0 {
			d.rectangle(image.Rect(padding, d.y+10, padding+textWidth, d.y+12), line)
			d.y += 22
		}
		pens.figure.write(d.canvas, padding+numbers-pens.figure.width(number(r)), d.y, number(r))
		x := padding + textWidth - p.besides(i, pens, tied, mark)
		if p.tied(i) {
			pens.beside.write(d.canvas, x+gap, d.y, tied)
			x += gap + pens.beside.width(tied)
		}
		if r.Marked {
			d.mark(pens.mark, x+gap+gap/2, d.y+(pens.label.line()-pens.mark.line())/2, mark)
		}
		for _, row := range pens.label.wrap(pens.label.name(r.Label), padding+textWidth-left-besides, 2) {
			pens.label.write(d.canvas, left, d.y, row)
			d.y += pens.label.line()
		}
	}
}

func number(r Place) string { return fmt.Sprintf("%d.", r.Number) }

// tied tells whether a row shares its place with a neighbour.
func (p Places) tied(i int) bool {
	same := func(j int) bool { return j >= 0 && j < len(p.Rows) && p.Rows[j].Number == p.Rows[i].Number }
	return same(i-1) || same(i+1)
}

// besides is how wide what is said of a row is, each part with a gap before it.
func (p Places) besides(i int, pens *pens, tied, mark string) int {
	width := 0
	if p.tied(i) {
		width += gap + pens.beside.width(tied)
	}
	if p.Rows[i].Marked {
		width += gap + gap/2 + pens.mark.size + markGap + pens.mark.width(mark)
	}
	return width
}
