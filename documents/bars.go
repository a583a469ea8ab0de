package documents

import (
	"image"
	"math/bits"
	"slices"

	"beirat/words"
)

// bars draws the rows of a chart. Labels stand before their bars, which keeps
// the picture low, or above them where they are long.
type bars struct {
	*pens
	rows    []row
	largest int
	left    int  // where the bars begin
	longest int  // how long the largest one is
	below   bool // marks stand below their labels, not beside the bars
}

// row is a row as it is drawn.
type row struct {
	text                string
	label               []string // its lines
	figure, share, mark string
	value               int
}

// gap is between a bar and what stands beside it.
const gap = 20

func (c Chart) bars(p *pens, values []int) bars {
	const widestMark = 320
	said := words.Printer{Language: c.Language}
	b := bars{pens: p, largest: slices.Max(values)}
	for i, r := range c.Rows {
		drawn := row{
			text:   p.label.name(r.Label),
			figure: p.figure.legible(figure(said, r.Value)),
			mark:   p.mark.one(c.markOf(r.Marked), widestMark),
			value:  values[i],
		}
		if c.Cast > 0 {
			drawn.share = p.beside.legible(said.Percent(values[i], c.Cast*1000))
		}
		b.rows = append(b.rows, drawn)
	}
	return b
}

// draw goes on below what is drawn.
func (b bars) draw(d *drawing) {
	if b.fitBefore() {
		b.before(d)
		return
	}
	b.wrap(textWidth)
	b.below = false
	b.settle(padding)
	b.above(d)
}

// fitBefore tells whether all labels fit before their bars. Where there are many
// rows, the labels may be wider and take two lines.
func (b *bars) fitBefore() bool {
	width, lines, shortest := 320, 1, 400
	if len(b.rows) > 5 {
		width, lines, shortest = 440, 2, 360
	}
	widest := b.wrap(width)
	for _, r := range b.rows {
		if len(r.label) > lines || b.label.goesOn(r.label) {
			return false
		}
	}
	if b.settle(padding + widest + gap); b.longest >= shortest {
		return true
	}
	b.below = true
	for _, r := range b.rows {
		if r.mark != "" {
			widest = max(widest, b.mark.size+markGap+b.mark.width(r.mark))
		}
	}
	b.settle(padding + widest + gap)
	return b.longest >= shortest
}

// wrap breaks the labels into at most two lines so wide, and tells how wide they get.
func (b *bars) wrap(width int) (widest int) {
	for i, r := range b.rows {
		b.rows[i].label = b.label.wrap(r.text, width, 2)
		for _, line := range b.rows[i].label {
			widest = max(widest, b.label.width(line))
		}
	}
	return widest
}

// settle says where the bars begin, and makes the largest as long as leaves room
// beside every bar; a short one leaves more of it than a long one.
func (b *bars) settle(left int) {
	room := padding + textWidth - left
	b.left, b.longest = left, room
	for _, r := range b.rows {
		for b.longest > 0 && b.length(r.value)+b.besides(r) > room {
			b.longest--
		}
	}
}

// length is how long the bar of a value is. None but that of zero disappears.
func (b bars) length(value int) int {
	if value == 0 {
		return 0
	}
	high, low := bits.Mul64(uint64(value), uint64(b.longest))
	length, _ := bits.Div64(high, low, uint64(b.largest))
	return max(4, int(length))
}

// besides is how wide what stands beside a bar is, with the gap before it.
func (b bars) besides(r row) int {
	width := gap + b.figure.width(r.figure)
	if r.share != "" {
		width += gap + b.beside.width(r.share)
	}
	if r.mark != "" && !b.below {
		width += gap + gap/2 + b.mark.size + markGap + b.mark.width(r.mark)
	}
	return width
}

// before draws every label before its bar, and a line that all bars stand on.
func (b bars) before(d *drawing) {
	thick, between := b.label.size+6, b.label.size*3/5
	top := d.y
	for i, r := range b.rows {
		if i > 0 {
			d.y += between
		}
		b.bar(d, r, thick)
		y := d.y + (thick-b.label.line())/2
		for _, line := range r.label {
			b.label.write(d.canvas, padding, y, line)
			y += b.label.line()
		}
		if r.mark != "" && b.below {
			d.mark(b.mark, padding, y, r.mark)
			y += b.mark.line()
		}
		d.y = max(d.y+thick, y)
	}
	d.rectangle(image.Rect(b.left-3, top-between/2, b.left, d.y+between/2), line)
}

// above draws every label above its bar; that of zero is a mere stub.
func (b bars) above(d *drawing) {
	thick, between := b.label.size-6, b.label.size*3/4
	for i, r := range b.rows {
		if i > 0 {
			d.y += between
		}
		for _, line := range r.label {
			b.label.write(d.canvas, padding, d.y, line)
			d.y += b.label.line()
		}
		d.y += 8
		if r.value == 0 {
			d.rectangle(image.Rect(b.left, d.y, b.left+4, d.y+thick), line)
		}
		b.bar(d, r, thick)
		d.y += thick
	}
}

// bar draws one bar, so thick, and what stands beside it.
func (b bars) bar(d *drawing, r row, thick int) {
	end := b.left + b.length(r.value)
	d.bar(image.Rect(b.left, d.y, end, d.y+thick), b.tone(r))
	x, y := end+gap, d.y+(thick-b.figure.line())/2
	b.figure.write(d.canvas, x, y, r.figure)
	x += b.figure.width(r.figure) + gap
	if r.share != "" {
		b.beside.write(d.canvas, x, y, r.share)
		x += b.beside.width(r.share) + gap
	}
	if r.mark != "" && !b.below {
		d.mark(b.mark, x+gap/2, d.y+(thick-b.mark.line())/2, r.mark)
	}
}

// tone makes the marked bars stand out, or, where none is marked, all.
func (b bars) tone(r row) tone {
	marked := func(r row) bool { return r.mark != "" }
	if marked(r) || !slices.ContainsFunc(b.rows, marked) {
		return strong
	}
	return pale
}
