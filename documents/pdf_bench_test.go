package documents

import (
	"fmt"
	"testing"
)

// BenchmarkPDF writes a strategy of 100 fields with 100 contributions each, of
// 300 letters, which makes about a thousand pages.
func BenchmarkPDF(b *testing.B) {
	d := Document{Title: "Strategie", Contents: true, Running: "Strategie, Version 1"}
	text := []rune(lorem(9))[:300]
	for field := range 100 {
		d.Blocks = append(d.Blocks, Heading{1 + min(field, 1), fmt.Sprintf("Handlungsfeld %d", field+1)})
		for n := range 100 {
			d.Blocks = append(d.Blocks, Para{{Text: fmt.Sprint(n+1, " ", string(text))}})
		}
	}
	b.ReportAllocs()
	for b.Loop() {
		content, err := d.PDF()
		if err != nil {
			b.Fatal(err)
		}
		b.SetBytes(int64(len(content)))
		b.ReportMetric(float64(len(content)), "bytes/file")
	}
}
