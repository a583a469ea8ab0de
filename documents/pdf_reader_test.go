package documents

import (
	"bytes"
	"compress/zlib"
	"encoding/binary"
	"io"
	"strconv"
	"unicode/utf16"
)

// What a file is made of: numbers (float64), names, strings, references, arrays
// and dictionaries; a stream is a dictionary with content.
type (
	pdfName   string
	pdfBytes  string
	pdfRef    int
	pdfArray  []any
	pdfDict   map[pdfName]any
	pdfStream struct {
		pdfDict
		content []byte // unpacked
	}
)

// failing is a test, or one try of a property.
type failing interface {
	Helper()
	Fatal(...any)
	Fatalf(string, ...any)
}

// openedPDF is a file as a viewer opens it: from its end, by its references.
type openedPDF struct {
	t       failing
	bytes   []byte
	trailer pdfDict
	entries [][3]int
	objects map[pdfRef]any
}

func openPDF(t failing, b []byte) *openedPDF {
	t.Helper()
	f := &openedPDF{t: t, bytes: b, objects: map[pdfRef]any{}}
	if !bytes.HasPrefix(b, []byte("%PDF-1.7\n")) || !bytes.HasSuffix(b, []byte("\n%%EOF\n")) {
		t.Fatalf("neither head nor end of a PDF: %.20q … %.20q", b, b[max(0, len(b)-20):])
	}
	start, err := strconv.Atoi(string(b[bytes.LastIndex(b, []byte("startxref\n"))+10 : len(b)-7]))
	if err != nil {
		t.Fatal(err)
	}
	table, _ := f.objectAt(start).(pdfStream)
	f.trailer = table.pdfDict
	if f.trailer["Type"] != pdfName("XRef") || len(table.content) != 7*int(f.trailer["Size"].(float64)) {
		t.Fatalf("no references: %v with %d bytes", f.trailer, len(table.content))
	}
	for e := table.content; len(e) > 0; e = e[7:] {
		f.entries = append(f.entries, [3]int{int(e[0]), int(binary.BigEndian.Uint32(e[1:])), int(binary.BigEndian.Uint16(e[5:]))})
	}
	return f
}

// object gives what a reference stands for; anything else stands for itself.
func (f *openedPDF) object(v any) any {
	ref, is := v.(pdfRef)
	if !is {
		return v
	}
	if known, is := f.objects[ref]; is {
		return known
	}
	if int(ref) >= len(f.entries) {
		f.t.Fatalf("object %d is none of %d", ref, len(f.entries))
	}
	var object any
	switch e := f.entries[ref]; e[0] {
	case 1:
		object = f.objectAt(e[1])
		if want := strconv.Itoa(int(ref)) + " 0 obj"; !bytes.HasPrefix(f.bytes[e[1]:], []byte(want)) {
			f.t.Fatalf("at %d stands %.12q, not %q", e[1], f.bytes[e[1]:], want)
		}
	case 2:
		pack := f.object(pdfRef(e[1])).(pdfStream)
		head := &pdfParser{t: f.t, b: pack.content}
		for range e[2] {
			head.value()
			head.value()
		}
		if number := head.value(); number != float64(ref) {
			f.t.Fatalf("object %d is where %d should be", number, ref)
		}
		at := int(pack.pdfDict["First"].(float64)) + int(head.value().(float64))
		object = (&pdfParser{t: f.t, b: pack.content[at:]}).value()
	default:
		f.t.Fatalf("object %d is free", ref)
	}
	f.objects[ref] = object
	return object
}

func (f *openedPDF) dict(v any) pdfDict {
	f.t.Helper()
	switch d := f.object(v).(type) {
	case pdfDict:
		return d
	case pdfStream:
		return d.pdfDict
	}
	f.t.Fatalf("%v is %T, not a dictionary", v, f.object(v))
	return nil
}

func (f *openedPDF) array(v any) pdfArray {
	f.t.Helper()
	a, is := f.object(v).(pdfArray)
	if !is && v != nil {
		f.t.Fatalf("%v is %T, not an array", v, f.object(v))
	}
	return a
}

func (f *openedPDF) objectAt(at int) any {
	p := &pdfParser{t: f.t, b: f.bytes[at:]}
	p.value()
	p.value()
	if word := p.value(); word != "obj" {
		f.t.Fatalf("%v where an object should begin", word)
	}
	value := p.value()
	dict, is := value.(pdfDict)
	if !is || p.value() != "stream" {
		return value
	}
	p.i++ // the line feed
	length := int(dict["Length"].(float64))
	content := p.b[p.i : p.i+length]
	if end := p.b[p.i+length:]; !bytes.HasPrefix(end, []byte("\nendstream\nendobj\n")) {
		f.t.Fatalf("a stream ends with %.20q", end)
	}
	if dict["Filter"] == pdfName("FlateDecode") {
		r, err := zlib.NewReader(bytes.NewReader(content))
		if err != nil {
			f.t.Fatal(err)
		}
		if content, err = io.ReadAll(r); err != nil {
			f.t.Fatal(err)
		}
	}
	return pdfStream{dict, content}
}

// pdfParser reads values; what is none is a word, a string of Go.
type pdfParser struct {
	t failing
	b []byte
	i int
}

func (p *pdfParser) value() any {
	for p.i < len(p.b) && bytes.IndexByte([]byte(" \n\r\t"), p.b[p.i]) >= 0 {
		p.i++
	}
	if p.i == len(p.b) {
		return nil
	}
	switch c := p.b[p.i]; {
	case c == '/':
		p.i++
		return pdfName(p.word())
	case c == '[':
		p.i++
		return pdfArray(p.until("]"))
	case bytes.HasPrefix(p.b[p.i:], []byte("<<")):
		p.i += 2
		entries, dict := p.until(">>"), pdfDict{}
		for i := 0; i+1 < len(entries); i += 2 {
			dict[entries[i].(pdfName)] = entries[i+1]
		}
		return dict
	case c == '<':
		end := p.i + bytes.IndexByte(p.b[p.i:], '>')
		var s []byte
		for _, digits := range chunks(p.b[p.i+1:end], 2) {
			n, err := strconv.ParseUint(string(digits), 16, 8)
			if err != nil {
				p.t.Fatal(err)
			}
			s = append(s, byte(n))
		}
		p.i = end + 1
		return pdfBytes(s)
	case c == '(':
		return p.literal()
	case c == ']' || c == '>':
		p.i += map[byte]int{']': 1, '>': 2}[c]
		return map[byte]string{']': "]", '>': ">>"}[c]
	}
	return p.number(p.word())
}

func chunks(b []byte, n int) (all [][]byte) {
	for ; len(b) >= n; b = b[n:] {
		all = append(all, b[:n])
	}
	return all
}

func (p *pdfParser) word() string {
	start := p.i
	for p.i < len(p.b) && bytes.IndexByte([]byte(" \n\r\t/[]<>()"), p.b[p.i]) < 0 {
		p.i++
	}
	return string(p.b[start:p.i])
}

// number reads "12" and "12 0 R"; anything else is a word.
func (p *pdfParser) number(word string) any {
	n, err := strconv.ParseFloat(word, 64)
	if err != nil {
		return word
	}
	if rest, is := bytes.CutPrefix(p.b[p.i:], []byte(" 0 R")); is && (len(rest) == 0 || bytes.IndexByte([]byte(" \n/]>"), rest[0]) >= 0) {
		p.i += 4
		return pdfRef(n)
	}
	return n
}

func (p *pdfParser) until(end string) (values []any) {
	for {
		v := p.value()
		if v == end {
			return values
		}
		if v == nil {
			p.t.Fatalf("no %s", end)
		}
		values = append(values, v)
	}
}

func (p *pdfParser) literal() pdfBytes {
	var s []byte
	depth := 1
	for p.i++; ; p.i++ {
		c := p.b[p.i]
		switch {
		case c == '\\':
			p.i++
			if c = p.b[p.i]; c == 'r' {
				c = '\r'
			}
		case c == '(':
			depth++
		case c == ')':
			if depth--; depth == 0 {
				p.i++
				return pdfBytes(s)
			}
		}
		s = append(s, c)
	}
}

// text reads a string of two bytes a letter, with or without their mark.
func (s pdfBytes) text() string {
	var units []uint16
	for _, pair := range chunks([]byte(s), 2) {
		units = append(units, binary.BigEndian.Uint16(pair))
	}
	if len(units) > 0 && units[0] == 0xfeff {
		units = units[1:]
	}
	return string(utf16.Decode(units))
}
