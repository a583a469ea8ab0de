package documents

// pdfMark is something on a page: a line of text, a rule, or both.
type pdfMark struct {
	part     *pdfPart // of the structure; nil: an artifact
	artifact string   // what kind of artifact
	x, y     float64  // of its top; on a page from the top of the sheet
	line     pdfLine
	number   *pdfPlace // the number of its page stands at the end of the line
	width    float64   // of the rule, and of the line that ends with a number
	thick    float64   // of the rule; 0: there is none
	tone     tone      // of the rule
	picture  *Picture  // so wide and high, instead of a line and a rule
	height   float64   // of the picture
}

// pdfPlace is where something came to stand.
type pdfPlace struct {
	page int // from 0
	y    float64
}

// pdfStrip is what stands side by side over the whole width and goes to one page.
type pdfStrip struct {
	above  float64 // space, none at the head of a page
	height float64
	marks  []pdfMark // from the top of the strip
	keep   bool      // stands on the page where the next strip begins
	place  *pdfPlace // learns where it stands
	head   func() pdfStrip
	// split parts it so that the first part is at most so high; false if none
	// would be sensible.
	split func(room float64) (first, rest pdfStrip, ok bool)
	link  *pdfLink
}

// pdfSheet is a page as it will be written, in the order of reading.
type pdfSheet struct {
	marks []pdfMark
	links []pdfLinkAt
}

// pdfFlow lays strips on pages, as many as it takes.
type pdfFlow struct {
	sheets []*pdfSheet
	y      float64
	kept   []pdfStrip // wait for the strip they stand with
}

const pdfEnd = pdfHeight - pdfBottom

func newPDFFlow() *pdfFlow {
	f := &pdfFlow{}
	f.begin(nil)
	return f
}

// begin begins a page, with the head of what goes on there.
func (f *pdfFlow) begin(head func() pdfStrip) {
	f.sheets = append(f.sheets, &pdfSheet{})
	f.y = pdfTop
	if head != nil {
		f.put(head())
	}
}

func (f *pdfFlow) top() bool     { return f.y == pdfTop }
func (f *pdfFlow) room() float64 { return pdfEnd - f.y }

// add adds strips below each other.
func (f *pdfFlow) add(strips ...pdfStrip) {
	for _, s := range strips {
		if f.kept = append(f.kept, s); !s.keep {
			f.flush()
		}
	}
}

// page goes on with a new page.
func (f *pdfFlow) page() {
	f.flush()
	if !f.top() {
		f.begin(nil)
	}
}

// flush places what waits.
func (f *pdfFlow) flush() {
	kept := f.kept
	f.kept = nil
	if len(kept) == 0 {
		return
	}
	if f.height(kept) > f.room() && !f.splits(kept) && !f.top() {
		f.begin(kept[0].head)
	}
	whole := f.height(kept) <= f.room()
	for _, s := range kept {
		f.place(s, whole)
	}
}

// height of strips from here.
func (f *pdfFlow) height(strips []pdfStrip) float64 {
	var sum float64
	for i, s := range strips {
		if i > 0 || !f.top() {
			sum += s.above
		}
		sum += s.height
	}
	return sum
}

// splits tells whether strips that do not fit go on this page nevertheless,
// because the last one is long and can be parted.
func (f *pdfFlow) splits(strips []pdfStrip) bool {
	last := strips[len(strips)-1]
	if last.split == nil || last.height < (pdfEnd-pdfTop)/4 {
		return false
	}
	_, _, ok := last.split(f.room() - f.height(strips[:len(strips)-1]) - last.above)
	return ok
}

// place puts a strip here, in parts if it must be, or on the next page.
func (f *pdfFlow) place(s pdfStrip, whole bool) {
	fresh := f.top()
	for !whole && f.height([]pdfStrip{s}) > f.room() {
		if first, rest, ok := s.parted(f.room() - s.above); ok {
			f.put(first)
			s = rest
		} else if fresh {
			break // no page has room for it
		}
		f.begin(s.head)
		fresh = true
	}
	f.put(s)
}

func (s pdfStrip) parted(room float64) (first, rest pdfStrip, ok bool) {
	if s.split == nil {
		return pdfStrip{}, pdfStrip{}, false
	}
	return s.split(room)
}

func (f *pdfFlow) put(s pdfStrip) {
	if !f.top() {
		f.y += s.above
	}
	sheet := f.sheets[len(f.sheets)-1]
	for _, m := range s.marks {
		m.y += f.y
		sheet.marks = append(sheet.marks, m)
	}
	if s.place != nil {
		*s.place = pdfPlace{len(f.sheets) - 1, f.y}
	}
	f.y += s.height
	if last := len(sheet.links) - 1; last >= 0 && s.link == sheet.links[last].pdfLink {
		sheet.links[last].height = f.y - sheet.links[last].y
	} else if s.link != nil {
		sheet.links = append(sheet.links, pdfLinkAt{s.link, f.y - s.height, s.height})
	}
}
