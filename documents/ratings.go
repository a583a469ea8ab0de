package documents

import (
	"fmt"
	"image"
	"strconv"

	"beirat/words"
)

// Ratings is a picture of how marks are distributed: a bar for each thing that was
// rated, parted by the marks from the best to the worst. The words of the marks
// with how often each was given stand below every bar, in the same order, so that
// no colour tells anything alone.
type Ratings struct {
	Card
	Words [5]string // of the marks, the best first
	Rows  []Rated   // at most 26, in the order of showing
}

// Rated is how often each mark was given.
type Rated struct {
	Label  string
	Beside string // said below the label, such as the median; where nothing was counted, why
	Counts [5]int // the best first
}

// PNG draws the bars, 1200 points wide; the same ratings give the same bytes. What
// most people rated has the longest bar. The error is ErrEmpty or ErrTooMany, or
// tells which row has a count that cannot be.
func (r Ratings) PNG() ([]byte, error) {
	if err := r.valid(); err != nil {
		return nil, fmt.Errorf("draw ratings: %w", err)
	}
	pens, err := newPens(len(r.Rows))
	if err != nil {
		return nil, fmt.Errorf("draw ratings: %w", err)
	}
	return r.Card.draw(pens, func(d *drawing) { r.list(d, pens) }).png()
}

func (r Ratings) valid() error {
	if err := r.check(len(r.Rows), false); err != nil {
		return err
	}
	for i, row := range r.Rows {
		for _, n := range row.Counts {
			if n < 0 || n > largestValue {
				return fmt.Errorf("row %d: %d is no count that can be drawn", i+1, n)
			}
		}
	}
	return nil
}

// Alt describes the picture to those who do not see it: "Balken der Noten: „Termin
// buchen“: gut (2); sehr gut 1, gut 2." It is empty where there are no rows, and
// escapes nothing.
func (r Ratings) Alt() string {
	if len(r.Rows) == 0 {
		return ""
	}
	p := words.Printer{Language: r.Language}
	said := make([]string, len(r.Rows))
	for i, row := range r.Rows {
		counts := []string{}
		for mark, n := range row.Counts {
			if n > 0 {
				counts = append(counts, r.Words[mark]+" "+p.Count(n))
			}
		}
		said[i] = p.Say("documents.ratings.row", map[string]any{"label": oneLine(row.Label), "beside": row.Beside, "counts": counts, "some": len(counts) > 0})
	}
	return p.Say("documents.ratings", map[string]any{"rows": said})
}

func (row Rated) sum() int {
	sum := 0
	for _, n := range row.Counts {
		sum += n
	}
	return sum
}

// list goes on below what is drawn.
func (r Ratings) list(d *drawing, pens *pens) {
	const thick = 40
	longest := 1
	for _, row := range r.Rows {
		longest = max(longest, row.sum())
	}
	for i, row := range r.Rows {
		if i > 0 {
			d.y += 34
		}
		for _, line := range pens.figure.wrap(pens.figure.name(row.Label), textWidth, 2) {
			pens.figure.write(d.canvas, padding, d.y, line)
			d.y += pens.figure.line()
		}
		for _, line := range pens.label.wrap(pens.label.legible(row.Beside), textWidth, 2) {
			pens.label.write(d.canvas, padding, d.y, line)
			d.y += pens.label.line()
		}
		if row.sum() == 0 {
			continue
		}
		d.y += 8
		d.segments(row, thick, textWidth*row.sum()/longest)
		d.y += thick + 8
		r.legend(d, pens.foot, row)
	}
}

// segments draws a bar, parted by the marks, with gaps between them that tell the
// parts to who sees no colours.
func (d *drawing) segments(row Rated, thick, length int) {
	const between, least = 5, 6
	sum, before := row.sum(), 0
	for mark, n := range row.Counts {
		if n == 0 {
			continue
		}
		from := padding + length*before/sum
		before += n
		to := max(from+least, padding+length*before/sum-between)
		d.rectangle(image.Rect(from, d.y, to, d.y+thick), best+tone(mark))
	}
}

// legend says below a bar what its parts are, each behind a sign in its colour.
func (r Ratings) legend(d *drawing, p *pen, row Rated) {
	const sign, apart = 22, 36
	x := padding
	for mark, n := range row.Counts {
		if n == 0 {
			continue
		}
		text := p.legible(r.Words[mark] + " " + strconv.Itoa(n))
		width := sign + 10 + p.width(text)
		if x > padding && x+width > padding+textWidth {
			x, d.y = padding, d.y+p.line()
		}
		top := d.y + (p.line()-sign)/2
		d.rectangle(image.Rect(x, top, x+sign, top+sign), best+tone(mark))
		p.write(d.canvas, x+sign+10, d.y, text)
		x += width + apart
	}
	d.y += p.line()
}
