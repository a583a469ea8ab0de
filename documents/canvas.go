package documents

import (
	"bytes"
	"fmt"
	"image"
	"image/png"
)

// canvas is a sheet that grows downwards as it is drawn on.
type canvas struct{ *image.Paletted }

func newCanvas(width int) *canvas {
	return &canvas{image.NewPaletted(image.Rect(0, 0, width, 0), palette())}
}

// reach makes the sheet at least so high.
func (c *canvas) reach(height int) {
	if missing := height - c.Rect.Max.Y; missing > 0 {
		c.Pix = append(c.Pix, make([]uint8, missing*c.Stride)...)
		c.Rect.Max.Y = height
	}
}

// cover lays a tone over a point, step of fullCover thick. Where letters touch,
// the thicker one stays.
func (c *canvas) cover(x, y int, t tone, step int) {
	if step == 0 || x < 0 || y < 0 || x >= c.Rect.Max.X {
		return
	}
	c.reach(y + 1)
	at := y*c.Stride + x
	c.Pix[at] = max(c.Pix[at], t.index(step))
}

func (c *canvas) rectangle(r image.Rectangle, t tone) {
	c.reach(r.Max.Y)
	r, full := r.Intersect(c.Rect), t.index(fullCover)
	for y := r.Min.Y; y < r.Max.Y; y++ {
		points := c.Pix[y*c.Stride:][r.Min.X:r.Max.X]
		for x := range points {
			points[x] = full
		}
	}
}

// outline draws just within r.
func (c *canvas) outline(r image.Rectangle, thick int, t tone) {
	inner := r.Inset(thick)
	c.rectangle(image.Rect(r.Min.X, r.Min.Y, r.Max.X, inner.Min.Y), t)
	c.rectangle(image.Rect(r.Min.X, inner.Max.Y, r.Max.X, r.Max.Y), t)
	c.rectangle(image.Rect(r.Min.X, inner.Min.Y, inner.Min.X, inner.Max.Y), t)
	c.rectangle(image.Rect(inner.Max.X, inner.Min.Y, r.Max.X, inner.Max.Y), t)
}

// bar draws a bar that stands on its left side; its right corners are round.
func (c *canvas) bar(r image.Rectangle, t tone) {
	const round = 8
	if r.Dx() < 2*round {
		c.rectangle(r, t)
		return
	}
	edge := r.Max.X - round
	c.rectangle(image.Rect(r.Min.X, r.Min.Y, edge, r.Max.Y), t)
	c.rectangle(image.Rect(edge, r.Min.Y+round, r.Max.X, r.Max.Y-round), t)
	for _, corner := range []struct{ top, centre int }{{r.Min.Y, r.Min.Y + round}, {r.Max.Y - round, r.Max.Y - round}} {
		c.shape(image.Rect(edge, corner.top, r.Max.X, corner.top+round), t, func(x, y float64) bool {
			return within(x-float64(edge), y-float64(corner.centre), round)
		})
	}
}

// tick draws a disc with a tick cut out of it.
func (c *canvas) tick(x, y, size int, t tone) {
	scale := float64(size) / 32
	radius := float64(size) / 2
	c.shape(image.Rect(x, y, x+size, y+size), t, func(px, py float64) bool {
		px, py = px-float64(x), py-float64(y)
		if !within(px-radius, py-radius, radius) {
			return false
		}
		px, py = px/scale, py/scale
		return !near(px, py, [4]float64{9, 16.5, 14, 21.5}, 2) && !near(px, py, [4]float64{14, 21.5, 23.5, 11}, 2)
	})
}

// shape covers the points of r that lie inside, with smooth edges.
func (c *canvas) shape(r image.Rectangle, t tone, inside func(x, y float64) bool) {
	const samples = 4 // along each side of a point
	for y := r.Min.Y; y < r.Max.Y; y++ {
		for x := r.Min.X; x < r.Max.X; x++ {
			hits := 0
			for i := range samples * samples {
				dx, dy := float64(2*(i%samples)+1)/(2*samples), float64(2*(i/samples)+1)/(2*samples)
				if inside(float64(x)+dx, float64(y)+dy) {
					hits++
				}
			}
			c.cover(x, y, t, hits*fullCover/(samples*samples))
		}
	}
}

func within(x, y, radius float64) bool { return x*x+y*y <= radius*radius }

// near tells whether a point is at most so far from a stroke, which goes from
// its first two numbers to its last two and has round ends.
func near(x, y float64, stroke [4]float64, distance float64) bool {
	x, y = x-stroke[0], y-stroke[1]
	dx, dy := stroke[2]-stroke[0], stroke[3]-stroke[1]
	along := min(1, max(0, (x*dx+y*dy)/(dx*dx+dy*dy)))
	return within(x-along*dx, y-along*dy, distance)
}

// png is the same for the same sheet.
func (c *canvas) png() ([]byte, error) {
	var b bytes.Buffer
	if err := png.Encode(&b, c.Paletted); err != nil {
		return nil, fmt.Errorf("write a picture of %d by %d: %w", c.Rect.Dx(), c.Rect.Dy(), err)
	}
	return b.Bytes(), nil
}
