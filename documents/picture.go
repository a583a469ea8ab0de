package documents

import (
	"bytes"
	"encoding/base64"
	"image/png"
)

// Picture is a PNG with a description that says the same in words: who does not
// see it has that, and so has a format without pictures.
type Picture struct {
	PNG []byte `json:"png"`
	Alt string `json:"alt"`
}

// tidy gives nil for what says nothing, and the description alone of what is no
// picture.
func (p Picture) tidy() Block {
	if p.Alt = single(p.Alt); p.Alt == "" {
		return nil
	}
	if width, height := p.size(); width == 0 || height == 0 {
		return p.described()
	}
	return p
}

// described is the picture in words.
func (p Picture) described() Para { return Para{{Text: p.Alt, Look: Quiet}} }

// size is that of the picture in points of it; zero of what is none.
func (p Picture) size() (width, height int) {
	config, err := png.DecodeConfig(bytes.NewReader(p.PNG))
	if err != nil {
		return 0, 0
	}
	return config.Width, config.Height
}

// fitted is the size in which a picture stands on a sheet: at most so wide and so
// high, its sides as they are to each other.
func (p Picture) fitted(widest, highest float64) (width, height float64) {
	w, h := p.size()
	scale := min(widest/float64(w), highest/float64(h))
	return float64(w) * scale, float64(h) * scale
}

// source is the picture as an address that holds all of it.
func (p Picture) source() string {
	return "data:image/png;base64," + base64.StdEncoding.EncodeToString(p.PNG)
}
