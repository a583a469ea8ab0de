package pictures

import (
	"bytes"
	"encoding/base64"
	"encoding/binary"
	"errors"
	"hash/crc32"
	"image"
	"image/color"
	"image/gif"
	"image/jpeg"
	"image/png"
	"slices"
	"strings"
	"testing"
)

// secret is what nobody must find in what was cleaned.
const secret = "GPS 50.7374N 7.0982E Erika Mustermann"

func TestOfAPictureNothingIsKeptButWhatIsSeen(t *testing.T) {
	for name, content := range map[string][]byte{
		"a JPEG with Exif, XMP, a comment and a tail": jpegWith(t),
		"a PNG with a text, a profile and a tail":     pngWith(t),
		"a GIF with a comment":                        gifWith(t),
	} {
		t.Run(name, func(t *testing.T) {
			if !bytes.Contains(content, []byte(secret)) {
				t.Fatal("the test hides nothing in it")
			}
			kind, clean := cleaned(t, content)
			if bytes.Contains(clean, []byte(secret)) || bytes.Contains(clean, []byte("Exif")) || bytes.Contains(clean, []byte("PK\x05\x06")) {
				t.Error("what stood beside the picture is still there")
			}
			was, now := decoded(t, content), decoded(t, clean)
			if was.Bounds().Size() != now.Bounds().Size() || !alike(was.At(1, 1), now.At(1, 1)) || !alike(was.At(30, 15), now.At(30, 15)) {
				t.Errorf("the picture is another one: %v, %v", was.Bounds(), now.Bounds())
			}
			if want := map[bool]string{true: JPEG, false: PNG}[strings.Contains(name, "JPEG")]; kind != want {
				t.Errorf("it became %s, want %s", kind, want)
			}
		})
	}
}

func TestAPictureStandsUprightWithoutItsExif(t *testing.T) {
	// The corner is red, whichever way the camera was held.
	for _, order := range []binary.AppendByteOrder{binary.BigEndian, binary.LittleEndian} {
		for held := 1; held <= 8; held++ {
			content := exifJPEG(encodedJPEG(t, turned(held)), order, held)
			_, clean := cleaned(t, content)
			got := decoded(t, clean)
			if got.Bounds().Dx() != 32 || got.Bounds().Dy() != 16 || !alike(got.At(2, 2), color.RGBA{220, 0, 0, 255}) || !alike(got.At(29, 13), color.RGBA{0, 0, 220, 255}) {
				t.Errorf("%v, held %d: %v, %v at the corner", order, held, got.Bounds(), got.At(2, 2))
			}
		}
	}
}

func TestOnlyWhatIsKnownIsTaken(t *testing.T) {
	pdf := []byte("%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n%%EOF\n")
	for name, test := range map[string]struct {
		content []byte
		kind    string
		err     error
	}{
		"nothing":                  {nil, "", ErrEmpty},
		"a text":                   {[]byte("Der Knopf fehlt.\r\n\tÜberall."), Plain, nil},
		"a text with a mark":       {[]byte("\ufeffDer Knopf"), Plain, nil},
		"a PDF":                    {pdf, PDF, nil},
		"a PDF that ends early":    {pdf[:20], "", ErrBroken},
		"a PDF that is an archive": {append(slices.Clone(pdf), "PK\x05\x06%%EOF"...), "", ErrUnknown},
		"a PDF that is an archive with a long comment": {slices.Concat(pdf, []byte("PK\x05\x06"), make([]byte, 18), bytes.Repeat([]byte(" "), 1<<16-6), []byte("%%EOF")), "", ErrUnknown},
		"a JPEG of very many scans":                    {jpegOf(t, 1000), "", ErrBroken},
		"a program for Windows":                        {[]byte("MZ\x90\x00\x03\x00"), "", ErrUnknown},
		"a program for Linux":                          {[]byte("\x7fELF\x02\x01\x01\x00"), "", ErrUnknown},
		"a script":                                     {[]byte("#!/bin/sh\nrm -rf /\n"), "", ErrUnknown},
		"a page":                                       {[]byte("\n <!DOCTYPE html><script>alert(1)</script>"), "", ErrUnknown},
		"a drawing with a script":                      {[]byte("<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>"), "", ErrUnknown},
		"an archive, or a Word file":                   {[]byte("PK\x03\x04\x14\x00"), "", ErrUnknown},
		"a text of another encoding":                   {[]byte("Gr\xfc\xdfe"), "", ErrUnknown},
		"a text with control signs":                    {[]byte("a\x00b\x1b[2J"), "", ErrUnknown},
		"white space":                                  {[]byte(" \n\t"), "", ErrUnknown},
		"a rich text":                                  {[]byte(`{\rtf1 x}`), "", ErrUnknown},
		"the beginning of a PNG":                       {pngWith(t)[:60], "", ErrBroken},
		"the beginning of a JPEG":                      {encodedJPEG(t, plain())[:200], "", ErrBroken},
		"a PNG of nothing but its kind":                {[]byte("\x89PNG\r\n\x1a\n"), "", ErrBroken},
		"a PNG that says it is huge":                   {pngHead(50_000, 50_000), "", ErrPixels},
		"a PNG one line too high":                      {pngHead(5000, 5001), "", ErrPixels},
		"a PNG that says it is nothing":                {pngHead(0, 10), "", ErrBroken},
		"a WebP that is cut off":                       {[]byte("RIFF\x24\x00\x00\x00WEBPVP8 \x18\x00"), "", ErrBroken},
	} {
		t.Run(name, func(t *testing.T) {
			kind, clean, err := new(Cleaner).Clean(test.content)
			if kind != test.kind || !errors.Is(err, test.err) || test.err == nil && err != nil {
				t.Errorf("%q, %v, want %q, %v", kind, err, test.kind, test.err)
			}
			if err != nil && clean != nil {
				t.Error("what is not taken is given on")
			}
		})
	}
}

func TestTheScansOfAJPEGAreCounted(t *testing.T) {
	one := encodedJPEG(t, plain())
	for name, test := range map[string]struct {
		content []byte
		want    int
	}{
		"one":                            {one, 1},
		"several":                        {jpegOf(t, 12), 12},
		"one, and its sign in a comment": {slices.Concat(one[:2], segment(0xfe, "\xff\xda\x00\x02"), one[2:]), 1},
		"one, and another file behind":   {slices.Concat(one, one), 1},
		"none":                           {one[:2], 0},
		"cut off within a sign":          {[]byte("\xff\xd8\xff\xda"), 0},
	} {
		if got := scans(test.content); got != test.want {
			t.Errorf("%s: %d", name, got)
		}
	}
	if kind, _ := cleaned(t, jpegOf(t, 12)); kind != JPEG {
		t.Errorf("of several scans it became %s", kind)
	}
}

// jpegOf is a picture that goes through its points so often.
func jpegOf(t *testing.T, times int) []byte {
	t.Helper()
	content := encodedJPEG(t, plain())
	scan, end := bytes.Index(content, []byte("\xff\xda")), len(content)-2
	return slices.Concat(content[:scan], bytes.Repeat(content[scan:end], times), content[end:])
}

func TestAWebPBecomesAPNG(t *testing.T) {
	// One green point, as a browser writes it.
	content, err := base64.StdEncoding.DecodeString("UklGRhoAAABXRUJQVlA4TA0AAAAvAAAAEAcQERGIiP4HAA==")
	if err != nil {
		t.Fatal(err)
	}
	kind, clean := cleaned(t, content)
	if got := decoded(t, clean); kind != PNG || got.Bounds().Dx() != 1 {
		t.Errorf("%s, %v", kind, got.Bounds())
	}
}

func TestAPhotographThatIsTooLargeAsPNGBecomesAJPEG(t *testing.T) {
	noise := image.NewRGBA(image.Rect(0, 0, 200, 200))
	for i, seed := 0, uint32(1); i < len(noise.Pix); i++ {
		seed = seed*1664525 + 1013904223
		noise.Pix[i] = byte(seed >> 24)
		if i%4 == 3 {
			noise.Pix[i] = 255
		}
	}
	var content bytes.Buffer
	if err := png.Encode(&content, noise); err != nil {
		t.Fatal(err)
	}
	c := Cleaner{Most: content.Len() - 1}
	if kind, _, err := c.Clean(content.Bytes()); kind != JPEG || err != nil {
		t.Errorf("%s, %v", kind, err)
	}
	c.Most = 1000
	if _, _, err := c.Clean(content.Bytes()); !errors.Is(err, ErrLarge) {
		t.Errorf("too large either way: %v", err)
	}
}

// FuzzClean holds that no file breaks the program, and that what is taken is of a
// kind that is kept.
func FuzzClean(f *testing.F) {
	for _, seed := range []string{"", "\xff\xd8\xff\xe1\x00\x10Exif\x00\x00II*\x00\x08\x00\x00\x00\xff\xff", "RIFF\xff\xff\xff\xffWEBPEXIF\xff\xff\xff\xff", "GIF89a", "%PDF-%%EOF", "x"} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, content []byte) {
		kind, _, err := new(Cleaner).Clean(content)
		if err == nil && !slices.Contains([]string{PNG, JPEG, PDF, Plain}, kind) {
			t.Errorf("it became %q", kind)
		}
		orientation(JPEG, content)
		orientation(webpKind, content)
	})
}

func cleaned(t *testing.T, content []byte) (string, []byte) {
	t.Helper()
	kind, clean, err := new(Cleaner).Clean(content)
	if err != nil {
		t.Fatal(err)
	}
	return kind, clean
}

func decoded(t *testing.T, content []byte) image.Image {
	t.Helper()
	seen, _, err := image.Decode(bytes.NewReader(content))
	if err != nil {
		t.Fatal(err)
	}
	return seen
}

func alike(a, b color.Color) bool {
	near := func(x, y uint32) bool { return max(x, y)-min(x, y) < 40<<8 }
	r1, g1, b1, _ := a.RGBA()
	r2, g2, b2, _ := b.RGBA()
	return near(r1, r2) && near(g1, g2) && near(b1, b2)
}

// plain is white, with a red corner above on the left and a blue one below on the right.
func plain() *image.RGBA {
	p := image.NewRGBA(image.Rect(0, 0, 32, 16))
	for y := range 16 {
		for x := range 32 {
			c := color.RGBA{255, 255, 255, 255}
			switch {
			case x < 8 && y < 8:
				c = color.RGBA{220, 0, 0, 255}
			case x >= 24 && y >= 8:
				c = color.RGBA{0, 0, 220, 255}
			}
			p.SetRGBA(x, y, c)
		}
	}
	return p
}

// turned is the same as a camera saves it that is held so (Exif 2.32, 4.6.4).
func turned(held int) image.Image {
	from := plain()
	width, height := 32, 16
	at := map[int]func(x, y int) (int, int){
		1: func(x, y int) (int, int) { return x, y },
		2: func(x, y int) (int, int) { return width - 1 - x, y },
		3: func(x, y int) (int, int) { return width - 1 - x, height - 1 - y },
		4: func(x, y int) (int, int) { return x, height - 1 - y },
		5: func(x, y int) (int, int) { return y, x },
		6: func(x, y int) (int, int) { return width - 1 - y, x },
		7: func(x, y int) (int, int) { return width - 1 - y, height - 1 - x },
		8: func(x, y int) (int, int) { return y, height - 1 - x },
	}[held]
	saved := image.NewRGBA(image.Rect(0, 0, width, height))
	if held >= 5 {
		saved = image.NewRGBA(image.Rect(0, 0, height, width))
	}
	for y := range saved.Bounds().Dy() {
		for x := range saved.Bounds().Dx() {
			saved.Set(x, y, from.At(at(x, y)))
		}
	}
	return saved
}

func encodedJPEG(t *testing.T, p image.Image) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := jpeg.Encode(&b, p, &jpeg.Options{Quality: 95}); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// exifJPEG is a JPEG with an Exif segment that says how it was held, and more.
func exifJPEG(content []byte, order binary.AppendByteOrder, held int) []byte {
	mark := "MM\x00*"
	if order == binary.AppendByteOrder(binary.LittleEndian) {
		mark = "II*\x00"
	}
	tiff := order.AppendUint32([]byte(mark), 8)
	tiff = order.AppendUint16(tiff, 2)
	tiff = order.AppendUint16(order.AppendUint16(tiff, 0x0110), 2) // the model, before
	tiff = order.AppendUint32(order.AppendUint32(tiff, 4), 0)
	tiff = order.AppendUint16(order.AppendUint16(tiff, 0x0112), 3)
	tiff = order.AppendUint16(order.AppendUint16(order.AppendUint32(tiff, 1), uint16(held)), 0)
	tiff = append(order.AppendUint32(tiff, 0), secret...)
	return slices.Concat(content[:2], segment(0xe1, exifMark+string(tiff)), content[2:])
}

func segment(kind byte, content string) []byte {
	return append(binary.BigEndian.AppendUint16([]byte{0xff, kind}, uint16(len(content)+2)), content...)
}

func jpegWith(t *testing.T) []byte {
	t.Helper()
	content := exifJPEG(encodedJPEG(t, plain()), binary.BigEndian, 1)
	xmp := segment(0xe1, "http://ns.adobe.com/xap/1.0/\x00<x:xmpmeta>"+secret+"</x:xmpmeta>")
	return slices.Concat(content[:2], xmp, segment(0xfe, secret), content[2:], []byte(secret))
}

func chunk(name, content string) []byte {
	c := append(binary.BigEndian.AppendUint32(nil, uint32(len(content))), name...)
	c = append(c, content...)
	return binary.BigEndian.AppendUint32(c, crc32.ChecksumIEEE(c[4:]))
}

func pngHead(width, height uint32) []byte {
	size := binary.BigEndian.AppendUint32(binary.BigEndian.AppendUint32(nil, width), height)
	return append([]byte("\x89PNG\r\n\x1a\n"), chunk("IHDR", string(size)+"\x08\x02\x00\x00\x00")...)
}

func pngWith(t *testing.T) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, plain()); err != nil {
		t.Fatal(err)
	}
	const head = 8 + 25 // the mark and IHDR
	content := b.Bytes()
	return slices.Concat(content[:head], chunk("tEXt", "Author\x00"+secret), chunk("eXIf", secret), content[head:], []byte("PK\x03\x04"+secret+"PK\x05\x06"))
}

func gifWith(t *testing.T) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := gif.Encode(&b, plain(), nil); err != nil {
		t.Fatal(err)
	}
	content := b.Bytes()
	return slices.Concat(content[:len(content)-1], []byte("\x21\xfe"+string(rune(len(secret)))+secret+"\x00;"))
}
