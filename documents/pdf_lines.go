package documents

import (
	"strings"
	"unicode"
)

// pdfLine is a line of text, broken and measured.
type pdfLine struct {
	pieces []pdfPiece
	style  pdfStyle // that gives its height
}

// pdfPiece is text of one style. Where actual is not empty, it stands for that.
type pdfPiece struct {
	text, actual string
	style        pdfStyle
	x, width     float64
}

// lines breaks a paragraph into lines at most so wide. Every line that ends
// between words ends with a space, so that whoever reads the text reads words; a
// word longer than a line goes on in the next one.
func (f *pdfFonts) lines(para Para, s pdfStyle, width float64) []pdfLine {
	glyphs := f.letters(para, s)
	var lines []pdfLine
	for len(glyphs) > 0 {
		end, next, hyphen := f.line(glyphs, width)
		spaced := next < len(glyphs) && (glyphs[next-1].breaks == pdfSpace || glyphs[next-1].breaks == pdfNewline)
		lines = append(lines, f.set(glyphs[:end], s, hyphen, spaced))
		glyphs = glyphs[next:]
	}
	return lines
}

// letters are those of a paragraph, until the next one is asked for.
func (f *pdfFonts) letters(para Para, s pdfStyle) []pdfGlyph {
	f.buffer = f.buffer[:0]
	for _, run := range para {
		for _, part := range run.parts() {
			f.buffer = f.glyphs(f.buffer, part.Text, s.in(part.Look))
		}
	}
	return f.buffer
}

// parts tells the words that say what a difference is from the text itself:
// nobody has to read "gestrichen" struck through.
func (r Run) parts() []Run {
	said, text, found := strings.Cut(r.Text, ": ")
	if r.Look != Inserted && r.Look != Deleted || !found {
		return []Run{r}
	}
	text, closed := strings.CutSuffix(text, "]")
	parts := []Run{{said + ": ", Quiet}, {text, r.Look}}
	if closed {
		parts = append(parts, Run{"]", Quiet})
	}
	return parts
}

// oneLine is the beginning of a text that fits, with "…" if that is not all.
func (f *pdfFonts) oneLine(text string, s pdfStyle, width float64) pdfLine {
	text = strings.Join(strings.Fields(text), " ")
	if f.width(text, s) <= width {
		return f.set(f.glyphs(nil, text, s), s, false, false)
	}
	lines := f.lines(P(text), s, width-f.width("…", s))
	if len(lines) > 1 {
		lines = f.lines(P(strings.TrimSpace(lines[0].text())+"…"), s, width*2)
	}
	if len(lines) == 0 {
		return pdfLine{style: s}
	}
	return lines[0]
}

// line tells before which letter the first line ends, with which the next one
// begins, and whether a hyphen stands between them.
func (f *pdfFonts) line(glyphs []pdfGlyph, width float64) (end, next int, hyphen bool) {
	var sum float64
	may := 0 // the last place at which the line may end
	for i, g := range glyphs {
		switch g.breaks {
		case pdfNewline:
			return i, i + 1, false
		case pdfSpace:
			sum += g.width
			may = i + 1
			continue
		case pdfSoft:
			if sum+f.width("-", g.style) <= width {
				may = i + 1
			}
			continue
		}
		if sum += g.width; sum > width+0.01 {
			if may == 0 {
				end, hyphen = f.within(glyphs, i, width)
				return end, end, hyphen
			}
			return may, may, glyphs[may-1].breaks == pdfSoft
		}
		if g.breaks == pdfMay {
			may = i + 1
		}
	}
	return len(glyphs), len(glyphs), false
}

// within parts a word that is longer than a line, which at most most of its
// letters fit on: where a syllable seems to begin, with a hyphen, if it consists
// of letters.
func (f *pdfFonts) within(glyphs []pdfGlyph, most int, width float64) (end int, hyphen bool) {
	letters := 0
	for letters < len(glyphs) && unicode.IsLetter(firstRune(glyphs[letters].shown)) {
		letters++
	}
	if letters <= most || most < 3 {
		return max(1, most), false
	}
	sum := f.width("-", glyphs[0].style)
	for end = 0; end < most && sum+glyphs[end].width <= width; end++ {
		sum += glyphs[end].width
	}
	for i := end; i > max(2, end-9); i-- {
		if syllable(glyphs, i) {
			return i, true
		}
	}
	return max(1, end), true
}

// syllable tells whether one seems to begin with the letter at i: with a
// consonant, or what is written together as one, before a vowel.
func syllable(glyphs []pdfGlyph, i int) bool {
	at := func(i int) string {
		if i < 0 || i >= len(glyphs) {
			return ""
		}
		return strings.ToLower(glyphs[i].shown)
	}
	vowel := func(i int) bool { return at(i) != "" && strings.Contains("aeiouyäöü", at(i)) }
	joined := func(i int) bool { // is written together with what stands before
		pair := at(i-1) + at(i)
		return pair == "ch" || pair == "ck" || pair == "ph" || pair == "th" || pair == "sc" || pair == "qu"
	}
	if vowel(i) || joined(i) {
		return false
	}
	for i++; joined(i); i++ {
	}
	return vowel(i)
}

// set joins letters of one style into pieces.
func (f *pdfFonts) set(glyphs []pdfGlyph, s pdfStyle, hyphen, spaced bool) pdfLine {
	line := pdfLine{style: s}
	for len(glyphs) > 0 && glyphs[len(glyphs)-1].breaks == pdfSpace { // one is enough
		glyphs = glyphs[:len(glyphs)-1]
	}
	var x float64
	var text strings.Builder
	for i := 0; i < len(glyphs); {
		piece := pdfPiece{style: glyphs[i].style, x: x}
		text.Reset()
		for other := glyphs[i].actual != ""; i < len(glyphs) && glyphs[i].style == piece.style && (glyphs[i].actual != "") == other; i++ {
			text.WriteString(glyphs[i].shown)
			piece.actual += glyphs[i].actual
			piece.width += glyphs[i].width
		}
		piece.text = text.String()
		x += piece.width
		if piece.text != "" {
			line.pieces = append(line.pieces, piece)
		}
	}
	if hyphen {
		last := glyphs[len(glyphs)-1].style
		line.pieces = append(line.pieces, pdfPiece{text: "-", actual: "\u00ad", style: last, x: x, width: f.width("-", last)})
	}
	if spaced {
		return line.spaced()
	}
	return line
}

// spaced is the line with a space at its end, which is read and not measured.
func (l pdfLine) spaced() pdfLine {
	if len(l.pieces) == 0 {
		return l
	}
	last := &l.pieces[len(l.pieces)-1]
	if last.actual == "" {
		last.text += " "
	} else {
		l.pieces = append(l.pieces, pdfPiece{text: " ", style: last.style, x: last.x + last.width})
	}
	return l
}

// text is what a line shows.
func (l pdfLine) text() string {
	var b strings.Builder
	for _, p := range l.pieces {
		b.WriteString(p.text)
	}
	return b.String()
}

// width is that of what is seen.
func (l pdfLine) width() float64 {
	if len(l.pieces) == 0 {
		return 0
	}
	last := l.pieces[len(l.pieces)-1]
	return last.x + last.width
}
