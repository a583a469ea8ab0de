package documents

import (
	"fmt"
	"math"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/image/font"
	"golang.org/x/image/math/fixed"
	"golang.org/x/text/unicode/norm"
)

// pdfFonts measures letters and knows which there are. It counts what it could
// not show as it was written.
type pdfFonts struct {
	pens      [2]*pen // regular, bold
	widths    [2]map[rune]float64
	unshown   int // letters shown as a box
	plainer   int // letters shown without their accents or as others
	countless bool
	buffer    []pdfGlyph // of the paragraph that is being broken
}

func newPDFFonts() (*pdfFonts, error) {
	f := &pdfFonts{}
	for i := range f.pens {
		p, err := newPen(style{size: 10, bold: i == 1})
		if err != nil {
			return nil, err
		}
		f.pens[i], f.widths[i] = p, map[rune]float64{}
	}
	return f, nil
}

// uncounted runs what says again what was counted where it was said first.
func (f *pdfFonts) uncounted(say func()) {
	before := f.countless
	f.countless = true
	say()
	f.countless = before
}

func fontOf(s pdfStyle) int {
	if s.bold {
		return 1
	}
	return 0
}

// advance is how wide a letter of the font is, in thousandths of its size, whole
// as the file tells it to viewers.
func (f *pdfFonts) advance(which int, r rune) float64 {
	if width, known := f.widths[which][r]; known {
		return width
	}
	p := f.pens[which]
	var width float64
	if glyph, err := p.font.GlyphIndex(&p.buffer, drawnAs(r)); err == nil {
		if advance, err := p.font.GlyphAdvance(&p.buffer, glyph, fixed.I(1000), font.HintingNone); err == nil {
			width = math.Round(float64(advance) / 64)
		}
	}
	f.widths[which][r] = width
	return width
}

func (f *pdfFonts) width(text string, s pdfStyle) float64 {
	var sum float64
	for _, r := range text {
		sum += f.advance(fontOf(s), r)
	}
	return sum * s.size / 1000
}

// pdfGlyph is a letter as it is shown.
type pdfGlyph struct {
	shown  string
	actual string // what it stands for, where it is not that itself
	style  pdfStyle
	width  float64
	breaks pdfBreak
}

// pdfBreak is what may happen to a line after a letter.
type pdfBreak uint8

const (
	pdfNone    pdfBreak = iota
	pdfSpace            // is a space: the line may end, and the space does not count
	pdfMay              // the line may end
	pdfSoft             // shows a hyphen if the line ends, and nothing else
	pdfNewline          // the line ends
)

// glyphs adds the letters of a tidy text.
func (f *pdfFonts) glyphs(to []pdfGlyph, text string, s pdfStyle) []pdfGlyph {
	text = norm.NFC.String(text)
	p, joined, first := f.pens[fontOf(s)], false, len(to)
	for i, r := range text {
		g := pdfGlyph{style: s}
		switch {
		case r == '\n':
			g.breaks = pdfNewline
		case r == '\u00ad':
			g.breaks = pdfSoft
		case r == '\u200b':
			g.breaks = pdfMay
		case r == '\u202f' || r == '\u2007':
			g.shown = "\u00a0"
		case unicode.IsSpace(r) && r != '\u00a0':
			g.shown, g.breaks = " ", pdfSpace
			if sticks(lastRune(text[:i]), text[i+len(string(r)):]) {
				g.breaks = pdfNone
			}
		case r == '\u200d' || 0xfe00 <= r && r <= 0xfe0f: // joiners and variants of what stands before
			if last := len(to) - 1; last >= first && to[last].actual != "" {
				to[last].actual += string(r)
				joined = joined || r == '\u200d'
			}
			continue
		case invisible(r):
			continue
		case p.has(r):
			g.shown, g.breaks = text[i:i+len(string(r))], mayBreak(text, i, r)
		default:
			g.shown, g.actual = p.instead(r, joined), string(r)
			last := len(to) - 1
			if g.shown == "" && last >= first {
				to[last].actual = after(to[last]) + string(r)
			}
			if g.shown != "" || last < first || to[last].shown != string(unknown) {
				f.count(g.shown)
			}
		}
		joined = false
		if g.shown == "" && g.breaks == pdfNone {
			continue
		}
		g.width = f.width(g.shown, s)
		to = append(to, g)
	}
	return to
}

// after is what a letter stands for.
func after(g pdfGlyph) string {
	if g.actual != "" {
		return g.actual
	}
	return g.shown
}

func (f *pdfFonts) count(shown string) {
	switch {
	case f.countless:
	case shown == string(unknown):
		f.unshown++
	default:
		f.plainer++
	}
}

// mayBreak tells whether a line may end after the letter at i: after a hyphen
// or a stroke between letters, as in "Online-Dienste" and in addresses.
func mayBreak(text string, i int, r rune) pdfBreak {
	if r != '-' && r != '/' || i == 0 {
		return pdfNone
	}
	before, next := lastRune(text[:i]), firstRune(text[i+1:])
	if unicode.IsLetter(before) && (unicode.IsLetter(next) || unicode.IsDigit(next)) || r == '/' && unicode.IsDigit(before) && unicode.IsLetter(next) {
		return pdfMay
	}
	return pdfNone
}

// sticks tells whether a line must not end at a space: no line begins with a
// dash, dots or a unit, and none ends with the sign of a paragraph.
func sticks(before rune, after string) bool {
	next, size := utf8.DecodeRuneInString(after)
	alone := len(after) == size || !unicode.IsLetter(firstRune(after[size:]))
	return before == '§' || strings.ContainsRune("–—…€%", next) && alone
}

func firstRune(s string) rune {
	r, _ := utf8.DecodeRuneInString(s)
	return r
}

func lastRune(s string) rune {
	r, _ := utf8.DecodeLastRuneInString(s)
	return r
}

// drawable is a text as fpdf is to write it: with those signs of the font that
// are chosen for others. Reading it, they are the others again (see pdfUnicode).
func drawable(text string) string {
	return strings.Map(drawnAs, text)
}

func errPDF(doing string, err error) error { return fmt.Errorf("write a PDF: %s: %w", doing, err) }
