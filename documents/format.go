package documents

import "fmt"

// Format is a kind of file that a document can be.
type Format string

// The formats.
const (
	FormatPDF      Format = "pdf"
	FormatWord     Format = "docx"
	FormatPage     Format = "html"
	FormatMarkdown Format = "markdown"
)

// Rendered is a document as a file.
type Rendered struct {
	Content []byte
	Type    string // MIME type
	Ending  string // of the file's name, without the dot
}

// As is the document in a format. The error is one of rendering, or that there is
// no such format.
func (d Document) As(f Format) (r Rendered, err error) {
	r.Ending = string(f)
	switch f {
	case FormatPDF:
		r.Type = "application/pdf"
		r.Content, err = d.PDF()
	case FormatWord:
		r.Type = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
		r.Content, err = d.DOCX()
	case FormatPage:
		r.Type = "text/html; charset=utf-8"
		r.Content, err = d.HTML()
	case FormatMarkdown:
		r.Type, r.Ending = "text/markdown; charset=utf-8", "md"
		r.Content = d.Markdown()
	default:
		return Rendered{}, fmt.Errorf("%q is no format of a document", f)
	}
	return r, err
}
