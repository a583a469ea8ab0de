package documents

// columns shares the width out among the columns. One whose longest word does
// not fit takes from the others, if they can spare it.
func (t *pdfTable) columns() {
	x := pdfLeft
	for _, width := range shared(pdfMeasure, t.Shares, t.needs()) {
		t.x = append(t.x, x+pdfCellPadding)
		t.width = append(t.width, max(pdfCell().size, width-2*pdfCellPadding))
		x += width
	}
}

// needs is how wide each column would have to be for its longest word. More than
// a third of the page is not given for a single word.
func (t *pdfTable) needs() []float64 {
	needs := make([]float64, len(t.Shares))
	t.fonts.uncounted(func() {
		for _, row := range append([][]Para{t.headings()}, t.Rows...) {
			for i, cell := range row {
				needs[i] = max(needs[i], min(pdfMeasure/3, t.fonts.longest(cell, pdfCell())+2*pdfCellPadding+0.1))
			}
		}
	})
	return needs
}

// longest is the width of the longest word of a paragraph.
func (f *pdfFonts) longest(para Para, s pdfStyle) float64 {
	var longest, word float64
	for _, g := range f.letters(para, s) {
		if g.breaks != pdfSpace {
			word += g.width
		}
		longest = max(longest, word)
		if g.breaks != pdfNone {
			word = 0
		}
	}
	return longest
}

// shared shares a width out so that each gets at least what it needs; if there
// is not enough for all, by shares alone.
func shared(width float64, shares []int, needs []float64) []float64 {
	widths, fixed := make([]float64, len(shares)), make([]bool, len(shares))
	for {
		left, sum := width, 0
		for i := range shares {
			if fixed[i] {
				left -= needs[i]
			} else {
				sum += shares[i]
			}
		}
		if left < 0 || sum == 0 {
			break
		}
		changed := false
		for i := range shares {
			if widths[i] = needs[i]; fixed[i] {
				continue
			}
			widths[i] = left * float64(shares[i]) / float64(sum)
			if widths[i] < needs[i] {
				fixed[i], changed = true, true
			}
		}
		if !changed {
			return widths
		}
	}
	return shared(width, shares, make([]float64, len(shares)))
}
