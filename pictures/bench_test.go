package pictures

import (
	"bytes"
	"encoding/binary"
	"image"
	"image/jpeg"
	"testing"
)

// BenchmarkTheLargestPicture tells how long the largest picture takes, and how much
// memory, that was held sideways.
func BenchmarkTheLargestPicture(b *testing.B) {
	seen := image.NewYCbCr(image.Rect(0, 0, 5000, 5000), image.YCbCrSubsampleRatio420)
	var content bytes.Buffer
	if err := jpeg.Encode(&content, seen, nil); err != nil {
		b.Fatal(err)
	}
	turned := exifJPEG(content.Bytes(), binary.BigEndian, 6)
	b.ReportAllocs()
	for b.Loop() {
		if _, _, err := new(Cleaner).Clean(turned); err != nil {
			b.Fatal(err)
		}
	}
}
