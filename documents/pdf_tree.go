package documents

import (
	"fmt"
	"strings"
)

// pdfPart is an element of the structure: what a reader who does not see the
// page is told.
type pdfPart struct {
	kind       string // Document, P, H1, Table …
	attributes string // as in the file
	parent     *pdfPart
	kids       []pdfKid
	number     int // of its object
}

// pdfKid is what a part consists of: a part, marked text of a page, or a link.
type pdfKid struct {
	part       *pdfPart
	page, mark int
	link       int // the number of its object
}

// add adds a part at the end.
func (p *pdfPart) add(kind string) *pdfPart {
	child := &pdfPart{kind: kind, parent: p}
	p.kids = append(p.kids, pdfKid{part: child})
	return child
}

func (p *pdfPart) with(attributes string) *pdfPart {
	p.attributes = attributes
	return p
}

// pdfTree writes the structure into a file.
type pdfTree struct {
	root   *pdfPart
	marked [][]*pdfPart // by page and mark, whose text it is
	links  []*pdfLinkAt
	file   *pdfFile
	pages  []int // the numbers of their objects
}

// write adds the objects of the structure and gives the number of its root.
func (t pdfTree) write() int {
	root := t.file.reserve()
	t.number(t.root)
	t.file.set(root, fmt.Sprintf("<</Type/StructTreeRoot/K %d 0 R/ParentTree %d 0 R/ParentTreeNextKey %d>>",
		t.root.number, t.parents(), len(t.marked)+len(t.links)))
	t.element(t.root, root)
	return root
}

// number gives every part an object, in the order of reading.
func (t pdfTree) number(p *pdfPart) {
	p.number = t.file.reserve()
	for _, kid := range p.kids {
		if kid.part != nil {
			t.number(kid.part)
		}
	}
}

func (t pdfTree) element(p *pdfPart, parent int) {
	var b strings.Builder
	fmt.Fprintf(&b, "<</Type/StructElem/S/%s/P %d 0 R%s", p.kind, parent, p.attributes)
	page := -1
	var kids []string
	for _, kid := range p.kids {
		switch {
		case kid.part != nil:
			t.element(kid.part, p.number)
			kids = append(kids, fmt.Sprintf("%d 0 R", kid.part.number))
		case kid.link > 0:
			kids = append(kids, fmt.Sprintf("<</Type/OBJR/Obj %d 0 R/Pg %d 0 R>>", kid.link, t.pages[kid.page]))
		case page < 0 || page == kid.page:
			page = kid.page
			kids = append(kids, fmt.Sprint(kid.mark))
		default:
			kids = append(kids, fmt.Sprintf("<</Type/MCR/Pg %d 0 R/MCID %d>>", t.pages[kid.page], kid.mark))
		}
	}
	if page >= 0 {
		fmt.Fprintf(&b, "/Pg %d 0 R", t.pages[page])
	}
	switch len(kids) {
	case 0:
	case 1:
		b.WriteString("/K " + kids[0])
	default:
		b.WriteString("/K[" + strings.Join(kids, " ") + "]")
	}
	b.WriteString(">>")
	t.file.set(p.number, b.String())
}

// parents says of every marked text and every link whose it is: of the texts of
// page n under n, of the links under the numbers that follow the pages.
func (t pdfTree) parents() int {
	var nums strings.Builder
	for page, parts := range t.marked {
		var refs strings.Builder
		for _, p := range parts {
			fmt.Fprintf(&refs, "%d 0 R ", p.number)
		}
		fmt.Fprintf(&nums, "%d %d 0 R\n", page, t.file.add("["+strings.TrimSpace(refs.String())+"]"))
	}
	for i, link := range t.links {
		fmt.Fprintf(&nums, "%d %d 0 R\n", len(t.marked)+i, link.part.number)
	}
	return t.file.add("<</Nums[" + strings.TrimSpace(nums.String()) + "]>>")
}
