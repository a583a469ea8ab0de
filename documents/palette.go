package documents

import "image/color"

// tone is a colour that is drawn on the card, by what it is for.
type tone uint8

// The tones. None of them tells anything that words do not tell as well.
const (
	ink    tone = iota // what is read first
	quiet              // what is read second
	strong             // what stands out: titles, marks and their bars
	pale               // bars beside those that stand out
	line               // rules and the border, which carry no meaning
	best               // of marks, and the four behind it to the worst
	second
	third
	fourth
	worst
	toneCount
)

// ground is the card itself. It is opaque and a little darker than white: one
// picture has to sit well in light and in dark chats.
func ground() color.NRGBA { return color.NRGBA{0xfb, 0xfb, 0xf9, 0xff} }

func (t tone) color() color.NRGBA {
	switch t {
	case ink:
		return color.NRGBA{0x1b, 0x24, 0x30, 0xff}
	case quiet:
		return color.NRGBA{0x55, 0x5f, 0x6d, 0xff}
	case strong:
		return color.NRGBA{0x17, 0x55, 0x8a, 0xff}
	case pale:
		return color.NRGBA{0x76, 0x91, 0xac, 0xff}
	case best:
		return color.NRGBA{0x0b, 0x4f, 0x7d, 0xff}
	case second:
		return color.NRGBA{0x4f, 0x8b, 0xbd, 0xff}
	case third:
		return color.NRGBA{0x80, 0x83, 0x88, 0xff}
	case fourth:
		return color.NRGBA{0xc4, 0x74, 0x27, 0xff}
	case worst:
		return color.NRGBA{0x8a, 0x2c, 0x08, 0xff}
	}
	return color.NRGBA{0xcf, 0xd5, 0xdc, 0xff}
}

// fullCover is the step at which a tone hides the ground.
const fullCover = 15

// index is the place in the palette of a tone that covers the ground by so many
// of fullCover steps; zero is the ground.
func (t tone) index(step int) uint8 {
	if step == 0 {
		return 0
	}
	return uint8(int(t)*fullCover + step)
}

// palette holds the ground and every step from it to every tone, so that a
// picture is drawn in its final colours and stays small.
func palette() color.Palette {
	from := ground()
	p := color.Palette{from}
	for t := range toneCount {
		to := t.color()
		for step := 1; step <= fullCover; step++ {
			p = append(p, color.NRGBA{mixed(from.R, to.R, step), mixed(from.G, to.G, step), mixed(from.B, to.B, step), 0xff})
		}
	}
	return p
}

func mixed(from, to uint8, step int) uint8 {
	return uint8((int(from)*(fullCover-step) + int(to)*step + fullCover/2) / fullCover)
}
