package documents

import (
	"cmp"
	"fmt"
	"image"
	"strings"
	"sync"
	"unicode"

	"golang.org/x/image/font"
	"golang.org/x/image/font/gofont/gobold"
	"golang.org/x/image/font/gofont/goregular"
	"golang.org/x/image/font/opentype"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
	"golang.org/x/text/unicode/norm"
)

var (
	regular = sync.OnceValues(func() (*sfnt.Font, error) { return opentype.Parse(goregular.TTF) })
	bold    = sync.OnceValues(func() (*sfnt.Font, error) { return opentype.Parse(gobold.TTF) })
)

// style is how letters look. Its size is that of the em, in points of the picture.
type style struct {
	size int
	tone tone
	bold bool
}

// line is how far lines of the style stand apart.
func (s style) line() int { return s.size * 5 / 4 }

// pen writes in one style. It is not safe for concurrent use.
type pen struct {
	style
	font   *sfnt.Font
	face   font.Face
	buffer sfnt.Buffer
}

func newPen(s style) (*pen, error) {
	load := regular
	if s.bold {
		load = bold
	}
	f, err := load()
	if err != nil {
		return nil, fmt.Errorf("read the font: %w", err)
	}
	face, err := opentype.NewFace(f, &opentype.FaceOptions{Size: float64(s.size), DPI: 72, Hinting: font.HintingNone})
	if err != nil {
		return nil, fmt.Errorf("set the font in size %d: %w", s.size, err)
	}
	return &pen{style: s, font: f, face: face}, nil
}

// width of a text in points, rounded up.
func (p *pen) width(text string) int {
	var sum fixed.Int26_6
	for _, r := range text {
		sum += p.advance(r)
	}
	return sum.Ceil()
}

func (p *pen) advance(r rune) fixed.Int26_6 {
	advance, _ := p.face.GlyphAdvance(drawnAs(r)) // zero for what cannot be drawn
	return advance
}

// drawnAs chooses better signs of the font: its hyphen is as long as a dash, and
// its middle dot hangs at the height of capitals.
func drawnAs(r rune) rune {
	switch r {
	case '-':
		return '\u00ad'
	case '·':
		return '\u2219'
	}
	return r
}

// write puts one line of text below top, its capitals in the middle of the line.
func (p *pen) write(c *canvas, x, top int, text string) {
	baseline := top + (p.line()+p.size*72/100)/2 // capitals are 0.72 em high
	dot := fixed.P(x, baseline)
	for _, r := range text {
		at, mask, from, _, ok := p.face.Glyph(fixed.P(dot.X.Round(), baseline), drawnAs(r))
		if alpha, is := mask.(*image.Alpha); ok && is {
			c.stamp(at, alpha, from, p.tone)
		}
		dot.X += p.advance(r)
	}
}

func (c *canvas) stamp(at image.Rectangle, mask *image.Alpha, from image.Point, t tone) {
	for y := range at.Dy() {
		row := mask.Pix[mask.PixOffset(from.X, from.Y+y):][:at.Dx()]
		for x, thick := range row {
			c.cover(at.Min.X+x, at.Min.Y+y, t, (int(thick)*fullCover+127)/255)
		}
	}
}

// unknown is drawn for every letter that the font does not have.
const unknown = '□'

// legible makes of a text what can be drawn: one line, without marks that turn
// the direction or draw nothing. A letter that the font lacks becomes the one
// without its accent where there is such a one, and a box otherwise; what is
// joined to one sign, as families are in emoji, is one box.
func (p *pen) legible(text string) string {
	var b strings.Builder
	joined := false
	for _, r := range norm.NFC.String(strings.ToValidUTF8(text, string(unicode.ReplacementChar))) {
		switch {
		case r == '\u200d': // the joiner
			joined = true
			continue
		case r == '\u202f' || r == '\u2007': // spaces that do not break
			b.WriteRune('\u00a0')
		case unicode.IsSpace(r) && r != '\u00a0':
			b.WriteByte(' ')
		case invisible(r):
			continue
		case p.has(r):
			b.WriteRune(r)
		default:
			b.WriteString(p.instead(r, joined))
		}
		joined = false
	}
	return strings.Join(strings.FieldsFunc(b.String(), func(r rune) bool { return r == ' ' }), " ")
}

// name is legible, but never nothing.
func (p *pen) name(text string) string { return cmp.Or(p.legible(text), string(unknown)) }

func (p *pen) has(r rune) bool {
	glyph, err := p.font.GlyphIndex(&p.buffer, r)
	return err == nil && glyph != 0
}

// instead is what is drawn for a letter that the font lacks.
func (p *pen) instead(r rune, joined bool) string {
	switch {
	case r == 'ẞ':
		return "SS"
	case r == '\u2010' || r == '\u2011':
		return "-"
	case unicode.Is(unicode.M, r) || unicode.Is(unicode.Sk, r): // accents left over, colours of skin
		return ""
	case '\U0001F1E6' <= r && r <= '\U0001F1FF': // two of these are a flag
		return string('A' + r - '\U0001F1E6')
	}
	var plain strings.Builder
	for _, part := range norm.NFKD.String(string(r)) {
		if unicode.Is(unicode.M, part) {
			continue
		}
		if !p.has(part) {
			plain.Reset()
			break
		}
		plain.WriteRune(part)
	}
	switch {
	case plain.Len() > 0:
		return plain.String()
	case joined:
		return ""
	}
	return string(unknown)
}

// invisible are control characters, and marks of format such as those that turn
// the direction of writing.
func invisible(r rune) bool { return unicode.IsControl(r) || unicode.Is(unicode.Cf, r) }
