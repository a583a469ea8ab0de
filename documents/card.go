package documents

import (
	"errors"
	"image"

	"beirat/board"
	"beirat/words"
)

// Measures in points of the picture. It is made for phones, where about three
// of them are one point of the screen.
const (
	cardWidth = 1200
	padding   = 64
	textWidth = cardWidth - 2*padding
)

// Card is what stands around a picture of a result. Its texts are already said
// in its Language; an empty one is left out, a longer one than fits ends in "…".
type Card struct {
	Language words.Language
	Title    string // small, at the head: "Abstimmung 12: angenommen"
	Question string // large, at most four lines
	Mark     string // the word beside what is marked: "gewählt"
	Foot     string // small, at the end, at most three lines
}

// What a card refuses to be drawn with.
var (
	ErrEmpty   = errors.New("there is nothing to draw")
	ErrTooMany = errors.New("there are more rows than a picture can hold")
	ErrNoMark  = errors.New("something is marked, but there is no word for it")
)

// mostRows is every option of a vote and one row beside them.
const mostRows = board.MostOptions + 1

// check tells what speaks against a card with so many rows.
func (card Card) check(rows int, marked bool) error {
	switch {
	case rows == 0:
		return ErrEmpty
	case rows > mostRows:
		return ErrTooMany
	case marked && card.Mark == "":
		return ErrNoMark
	}
	return nil
}

// markOf is the word for a row, empty if it is not marked.
func (card Card) markOf(marked bool) string {
	if marked {
		return card.Mark
	}
	return ""
}

// drawing is a card as it is drawn, from its head to its foot.
type drawing struct {
	*canvas
	y int // where the next thing begins
}

// text writes lines of about the same length over the whole width.
func (d *drawing) text(p *pen, text string, most int) {
	for _, line := range p.balance(p.legible(text), textWidth, most) {
		p.write(d.canvas, padding, d.y, line)
		d.y += p.line()
	}
}

// draw draws the card around a body.
func (card Card) draw(pens *pens, body func(*drawing)) *canvas {
	d := &drawing{canvas: newCanvas(cardWidth), y: padding - 10}
	d.text(pens.title, card.Title, 2)
	if card.Title != "" {
		d.y += 10
	}
	d.text(pens.question, card.Question, 4)
	if card.Title+card.Question != "" {
		d.y += 38
	}
	body(d)
	if card.Foot != "" {
		d.y += 40
		d.rectangle(image.Rect(padding, d.y, padding+textWidth, d.y+2), line)
		d.y += 22
		d.text(pens.foot, card.Foot, 3)
	}
	d.reach(d.y + padding - 14)
	d.outline(d.Rect, 3, line)
	return d.canvas
}

// mark writes a word with a tick before it.
func (d *drawing) mark(p *pen, x, y int, word string) {
	d.tick(x, y+(p.line()-p.size)/2, p.size, p.tone)
	p.write(d.canvas, x+p.size+markGap, y, word)
}

// markGap stands between a tick and its word.
const markGap = 10

// pens are one for every kind of text on a card.
type pens struct {
	title, question, foot       *pen
	label, figure, beside, mark *pen // of the rows
}

// newPens gives the pens of a card with so many rows; where they are many, they
// are written smaller.
func newPens(rows int) (*pens, error) {
	size := 40
	if rows > 12 {
		size = 36
	}
	var p pens
	for _, wanted := range []struct {
		pen   **pen
		style style
	}{
		{&p.title, style{36, strong, true}},
		{&p.question, style{50, ink, true}},
		{&p.foot, style{34, quiet, false}},
		{&p.label, style{size, ink, false}},
		{&p.figure, style{size, ink, true}},
		{&p.beside, style{size, quiet, false}},
		{&p.mark, style{size - 4, strong, true}},
	} {
		made, err := newPen(wanted.style)
		if err != nil {
			return nil, err
		}
		*wanted.pen = made
	}
	return &p, nil
}
