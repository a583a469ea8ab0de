package pictures

import (
	"bytes"
	"errors"
	"fmt"
	"image"
	"image/draw"
	"image/gif"
	"image/jpeg"
	"image/png"

	"golang.org/x/image/webp"
)

// quality is that of a JPEG that is drawn anew: what is read in a screenshot
// stays readable.
const quality = 90

// format is how a kind of picture is read.
type format struct {
	config func(*bytes.Reader) (image.Config, error)
	decode func(*bytes.Reader) (image.Image, error)
}

func formatOf(kind string) format {
	switch kind {
	case JPEG:
		return format{
			func(r *bytes.Reader) (image.Config, error) { return jpeg.DecodeConfig(r) },
			func(r *bytes.Reader) (image.Image, error) { return jpeg.Decode(r) },
		}
	case gifKind:
		return format{
			func(r *bytes.Reader) (image.Config, error) { return gif.DecodeConfig(r) },
			func(r *bytes.Reader) (image.Image, error) { return gif.Decode(r) },
		}
	case webpKind:
		return format{
			func(r *bytes.Reader) (image.Config, error) { return webp.DecodeConfig(r) },
			func(r *bytes.Reader) (image.Image, error) { return webp.Decode(r) },
		}
	}
	return format{
		func(r *bytes.Reader) (image.Config, error) { return png.DecodeConfig(r) },
		func(r *bytes.Reader) (image.Image, error) { return png.Decode(r) },
	}
}

// redrawn is a picture as it is seen: its points, and nothing that stood beside
// them in the file. How large it is is asked before it is read.
func redrawn(kind string, content []byte, most int) (string, []byte, error) {
	f := formatOf(kind)
	size, err := f.config(bytes.NewReader(content))
	switch {
	case err != nil:
		return "", nil, fmt.Errorf("%w: %w", ErrBroken, err)
	case size.Width <= 0 || size.Height <= 0:
		return "", nil, ErrBroken
	case size.Width > MostPixels/size.Height:
		return "", nil, ErrPixels
	case kind == JPEG && scans(content) > mostScans:
		return "", nil, ErrBroken
	}
	seen, err := f.decode(bytes.NewReader(content))
	if err != nil {
		return "", nil, fmt.Errorf("%w: %w", ErrBroken, err)
	}
	seen = upright(seen, orientation(kind, content))
	if kind == JPEG {
		return encoded(JPEG, seen, most)
	}
	kind, clean, err := encoded(PNG, seen, most)
	if errors.Is(err, ErrLarge) && opaque(seen) { // a photograph
		return encoded(JPEG, seen, most)
	}
	return kind, clean, err
}

func encoded(kind string, seen image.Image, most int) (string, []byte, error) {
	var out bytes.Buffer
	var err error
	if kind == JPEG {
		err = jpeg.Encode(&out, seen, &jpeg.Options{Quality: quality})
	} else {
		err = png.Encode(&out, seen)
	}
	switch {
	case err != nil:
		return "", nil, fmt.Errorf("%w: %w", ErrBroken, err)
	case most > 0 && out.Len() > most:
		return "", nil, ErrLarge
	}
	return kind, out.Bytes(), nil
}

func opaque(seen image.Image) bool {
	o, can := seen.(interface{ Opaque() bool })
	return can && o.Opaque()
}

// upright turns a picture as the camera said it was held: 1 to 8, as Exif counts;
// 1 is upright.
func upright(seen image.Image, held int) image.Image {
	if held <= 1 || held > 8 {
		return seen
	}
	from := image.NewRGBA(image.Rect(0, 0, seen.Bounds().Dx(), seen.Bounds().Dy()))
	draw.Draw(from, from.Bounds(), seen, seen.Bounds().Min, draw.Src)
	width, height := from.Bounds().Dx(), from.Bounds().Dy()
	to := image.NewRGBA(image.Rect(0, 0, width, height))
	if held >= 5 { // on its side
		to = image.NewRGBA(image.Rect(0, 0, height, width))
	}
	for y := range height {
		for x := range width {
			copy(to.Pix[place(to, x, y, width, height, held):][:4], from.Pix[from.PixOffset(x, y):][:4])
		}
	}
	return to
}

// place is where a point of a picture comes that was held so.
func place(to *image.RGBA, x, y, width, height, held int) int {
	switch held {
	case 2:
		x = width - 1 - x
	case 3:
		x, y = width-1-x, height-1-y
	case 4:
		y = height - 1 - y
	case 5:
		x, y = y, x
	case 6:
		x, y = height-1-y, x
	case 7:
		x, y = height-1-y, width-1-x
	case 8:
		x, y = y, width-1-x
	}
	return to.PixOffset(x, y)
}
