package documents

import (
	"fmt"
	"strings"
)

// pdfBookmark is a heading beside the page.
type pdfBookmark struct {
	pdfHeadingAt
	number int
	kids   []*pdfBookmark
}

// bookmarks adds the headings for the pane beside the pages, in which chapters
// stand open, and gives the number of the whole; 0 if there are none.
func (p *pdfSetting) bookmarks(file *pdfFile, pages []int) int {
	root := &pdfBookmark{}
	open := []*pdfBookmark{root}
	for _, h := range p.headings {
		open = open[:min(len(open), h.Level)]
		b := &pdfBookmark{pdfHeadingAt: h, number: file.reserve()}
		above := open[len(open)-1]
		above.kids = append(above.kids, b)
		open = append(open, b)
	}
	if len(root.kids) == 0 {
		return 0
	}
	root.number = file.reserve()
	file.set(root.number, fmt.Sprintf("<</Type/Outlines/First %d 0 R/Last %d 0 R/Count %d>>",
		root.kids[0].number, root.kids[len(root.kids)-1].number, len(root.kids)))
	root.write(file, pages)
	return root.number
}

// write adds what stands below a bookmark. It is closed, as its negative count says.
func (b *pdfBookmark) write(file *pdfFile, pages []int) {
	for i, kid := range b.kids {
		var s strings.Builder
		fmt.Fprintf(&s, "<</Title %s/Parent %d 0 R/Dest[%d 0 R/XYZ 0 %.2f null]", pdfString(visible(kid.Text)), b.number, pages[kid.place.page], pdfHeight-kid.place.y+4)
		if i > 0 {
			fmt.Fprintf(&s, "/Prev %d 0 R", b.kids[i-1].number)
		}
		if i < len(b.kids)-1 {
			fmt.Fprintf(&s, "/Next %d 0 R", b.kids[i+1].number)
		}
		if n := len(kid.kids); n > 0 {
			fmt.Fprintf(&s, "/First %d 0 R/Last %d 0 R/Count %d", kid.kids[0].number, kid.kids[n-1].number, -n)
		}
		s.WriteString(">>")
		file.set(kid.number, s.String())
		kid.write(file, pages)
	}
}
