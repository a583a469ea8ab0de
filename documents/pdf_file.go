package documents

import (
	"bytes"
	"compress/zlib"
	"crypto/sha256"
	"errors"
	"fmt"
	"slices"
	"strconv"
)

// pdfFile is the objects of a file, by their numbers. fpdf's pages and fonts are
// the first of them; what it cannot say is added.
type pdfFile struct {
	objects [][]byte // 0 is no object
	packed  bytes.Buffer
	packer  *zlib.Writer // one for all streams: it is large
}

var errForeignPDF = errors.New("the library writes files in another way than it did")

// readPDF takes the objects out of what fpdf wrote, which has one table of
// references at its end.
func readPDF(b []byte) (*pdfFile, error) {
	_, tail, found := bytes.Cut(b[max(0, len(b)-64):], []byte("startxref\n"))
	start, err := strconv.Atoi(string(bytes.TrimSuffix(tail, []byte("\n%%EOF\n"))))
	if !found || err != nil || start > len(b) {
		return nil, errForeignPDF
	}
	var count int
	if _, err := fmt.Sscanf(string(b[start:min(len(b), start+32)]), "xref\n0 %d\n", &count); err != nil {
		return nil, errForeignPDF
	}
	entries := b[start+len(fmt.Sprintf("xref\n0 %d\n", count)):]
	if count < 1 || len(entries) < count*20 {
		return nil, errForeignPDF
	}
	offsets, ends := make([]int, count), []int{start}
	for i := 1; i < count; i++ {
		if offsets[i], err = strconv.Atoi(string(entries[i*20 : i*20+10])); err != nil {
			return nil, errForeignPDF
		}
		ends = append(ends, offsets[i])
	}
	slices.Sort(ends)
	f := &pdfFile{objects: make([][]byte, count)}
	for i := 1; i < count; i++ {
		at, _ := slices.BinarySearch(ends, offsets[i]+1)
		if at == len(ends) {
			return nil, errForeignPDF
		}
		object, begun := bytes.CutPrefix(b[offsets[i]:ends[at]], []byte(fmt.Sprintf("%d 0 obj\n", i)))
		object, ended := bytes.CutSuffix(object, []byte("endobj\n"))
		if !begun || !ended {
			return nil, errForeignPDF
		}
		f.objects[i] = bytes.TrimSuffix(object, []byte("\n"))
	}
	return f, nil
}

// reserve gives the number of an object to be set later.
func (f *pdfFile) reserve() int {
	f.objects = append(f.objects, nil)
	return len(f.objects) - 1
}

func (f *pdfFile) set(number int, object string) { f.objects[number] = []byte(object) }

func (f *pdfFile) add(object string) int {
	number := f.reserve()
	f.set(number, object)
	return number
}

// replace changes the beginning of an object, which has to be as expected.
func (f *pdfFile) replace(number int, beginning, by string) error {
	rest, is := bytes.CutPrefix(f.objects[number], []byte(beginning))
	if !is {
		return errForeignPDF
	}
	f.objects[number] = append([]byte(by), rest...)
	return nil
}

// stream is a compressed stream, with what its dictionary says besides.
func (f *pdfFile) stream(dictionary string, content []byte) []byte {
	f.packed.Reset()
	if f.packer == nil {
		f.packer = zlib.NewWriter(&f.packed)
	}
	f.packer.Reset(&f.packed)
	f.packer.Write(content) // a buffer takes everything
	f.packer.Close()
	return fmt.Appendf(nil, "<<%s/Filter/FlateDecode/Length %d>>\nstream\n%s\nendstream", dictionary, f.packed.Len(), f.packed.Bytes())
}

// compress compresses a stream that fpdf left as it was.
func (f *pdfFile) compress(number int) error {
	dictionary, rest, found := bytes.Cut(f.objects[number], []byte("\nstream\n"))
	content, ended := bytes.CutSuffix(rest, []byte("\nendstream"))
	if !found || !ended || string(dictionary) != fmt.Sprintf("<</Length %d>>", len(content)) {
		return errForeignPDF
	}
	f.objects[number] = f.stream("", content)
	return nil
}

// perStream is how many objects are packed together.
const perStream = 200

// bytes writes the file: streams as they are, other objects packed together, and
// the references as a stream (PDF 1.5). Its identifier is made from its content.
func (f *pdfFile) bytes(root, info int) []byte {
	out := bytes.NewBufferString("%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
	var small []int
	references := make([][3]int, len(f.objects)) // kind, where, place in there
	write := func(number int, object []byte) {
		references[number] = [3]int{1, out.Len(), 0}
		fmt.Fprintf(out, "%d 0 obj\n%s\nendobj\n", number, object)
	}
	for number := 1; number < len(f.objects); number++ {
		if bytes.HasSuffix(f.objects[number], []byte("endstream")) {
			write(number, f.objects[number])
		} else {
			small = append(small, number)
		}
	}
	for pack := range slices.Chunk(small, perStream) {
		number := len(references)
		references = append(references, [3]int{})
		for i, object := range pack {
			references[object] = [3]int{2, number, i}
		}
		write(number, f.pack(pack))
	}
	return f.end(out, references, root, info)
}

// pack joins objects in a stream: first their numbers and places, then themselves.
func (f *pdfFile) pack(numbers []int) []byte {
	var places, objects bytes.Buffer
	for _, number := range numbers {
		fmt.Fprintf(&places, "%d %d ", number, objects.Len())
		objects.Write(f.objects[number])
		objects.WriteByte('\n')
	}
	first := places.Len()
	places.Write(objects.Bytes())
	return f.stream(fmt.Sprintf("/Type/ObjStm/N %d/First %d", len(numbers), first), places.Bytes())
}

// end writes the references.
func (f *pdfFile) end(out *bytes.Buffer, references [][3]int, root, info int) []byte {
	id := sha256.Sum256(out.Bytes())
	start, number := out.Len(), len(references)
	references = append(references, [3]int{1, start, 0})
	table := []byte{0, 0, 0, 0, 0, 0xff, 0xff}
	for _, r := range references[1:] {
		table = append(table, byte(r[0]), byte(r[1]>>24), byte(r[1]>>16), byte(r[1]>>8), byte(r[1]), byte(r[2]>>8), byte(r[2]))
	}
	dictionary := fmt.Sprintf("/Type/XRef/Size %d/W[1 4 2]/Root %d 0 R/Info %d 0 R/ID[<%X><%X>]", len(references), root, info, id[:16], id[:16])
	fmt.Fprintf(out, "%d 0 obj\n%s\nendobj\nstartxref\n%d\n%%%%EOF\n", number, f.stream(dictionary, table), start)
	return out.Bytes()
}
