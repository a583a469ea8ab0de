package documents

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"
)

// TestTheSampleIsWrittenAsItWas compares with the files in testdata; of a DOCX
// file its parts are kept, as how they are packed may change with the library.
func TestTheSampleIsWrittenAsItWas(t *testing.T) {
	page, err := sample().HTML()
	if err != nil {
		t.Fatal(err)
	}
	var parts txtar.Archive
	for path, content := range unpacked(t, sample()) {
		parts.Files = append(parts.Files, txtar.File{Name: path, Data: []byte(content)})
	}
	slices.SortFunc(parts.Files, func(a, b txtar.File) int { return bytes.Compare([]byte(a.Name), []byte(b.Name)) })
	for name, written := range map[string][]byte{
		"strategy.md": sample().Markdown(), "strategy.html": page, "strategy.docx.txtar": txtar.Format(&parts),
	} {
		file := filepath.Join("testdata", name)
		if *update {
			if err := os.WriteFile(file, written, 0o644); err != nil {
				t.Fatal(err)
			}
		}
		kept, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(string(kept), string(written)); diff != "" {
			t.Errorf("%s is written differently; write it anew with -update and look at it (-kept +written):\n%s", file, diff)
		}
	}
}

// BenchmarkDocument writes 100 headings and 10,000 paragraphs of 300 letters.
func BenchmarkDocument(b *testing.B) {
	d := Document{Title: "Strategie", Contents: true, Running: "Strategie, Fassung 1"}
	text := string(bytes.Repeat([]byte("Wörter und Sätze, wie Menschen sie schreiben. "), 7))
	for field := range 100 {
		d.Blocks = append(d.Blocks, Heading{1 + min(field, 1), fmt.Sprintf("Handlungsfeld %d", field+1)})
		for n := range 100 {
			d.Blocks = append(d.Blocks, Para{{fmt.Sprintf("Ergänzung %d: ", n+1), Strong}, {text[:300], Plain}})
		}
	}
	for _, format := range []struct {
		name  string
		write func() ([]byte, error)
	}{
		{"Markdown", func() ([]byte, error) { return d.Markdown(), nil }}, {"HTML", d.HTML}, {"DOCX", d.DOCX}, {"JSON", d.MarshalJSON},
	} {
		b.Run(format.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				content, err := format.write()
				if err != nil {
					b.Fatal(err)
				}
				b.ReportMetric(float64(len(content)), "bytes/file")
			}
		})
	}
}
