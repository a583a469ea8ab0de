package documents

import (
	"encoding/xml"
	"strings"
)

// para writes a paragraph in a style, with further properties.
func (w *docx) para(style, properties string, p Para) {
	w.WriteString(`<w:p><w:pPr><w:pStyle w:val="` + style + `"/>` + properties + `</w:pPr>`)
	for _, r := range p {
		w.text(r.Text, r.Look)
	}
	w.WriteString("</w:p>\n")
}

// styles of looks.
func (l Look) docxStyle() string {
	switch l {
	case Strong:
		return "Strong"
	case Quiet:
		return "SubtleEmphasis"
	case Inserted:
		return "Inserted"
	case Deleted:
		return "Deleted"
	}
	return ""
}

// text writes a run. Line breaks, and hyphens that break or keep words, are elements.
func (w *docx) text(text string, look Look) {
	if text == "" {
		return
	}
	w.WriteString(`<w:r>`)
	if style := look.docxStyle(); style != "" {
		w.WriteString(`<w:rPr><w:rStyle w:val="` + style + `"/></w:rPr>`)
	}
	for text != "" {
		end := strings.IndexAny(text, "\n\u00ad\u2011")
		if end < 0 {
			end = len(text)
		}
		if end > 0 {
			w.WriteString(`<w:t xml:space="preserve">`)
			_ = xml.EscapeText(w, []byte(text[:end])) // a buffer takes everything
			w.WriteString(`</w:t>`)
		}
		switch text = text[end:]; {
		case strings.HasPrefix(text, "\n"):
			w.WriteString(`<w:br/>`)
			text = text[1:]
		case strings.HasPrefix(text, "\u00ad"):
			w.WriteString(`<w:softHyphen/>`)
			text = text[len("\u00ad"):]
		case strings.HasPrefix(text, "\u2011"):
			w.WriteString(`<w:noBreakHyphen/>`)
			text = text[len("\u2011"):]
		}
	}
	w.WriteString(`</w:r>`)
}

func escapeXML(text string) string {
	var b strings.Builder
	_ = xml.EscapeText(&b, []byte(text)) // a builder takes everything
	return b.String()
}
