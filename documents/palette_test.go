package documents

import (
	"image/color"
	"math"
	"testing"
)

// WCAG 2.2 asks for a contrast of 4.5 for text (1.4.3) and of 3 for what else
// carries meaning (1.4.11).
func TestWhatIsDrawnCanBeToldFromTheCard(t *testing.T) {
	for name, test := range map[string]struct {
		tone tone
		want float64
	}{
		"what is read first":         {ink, 4.5},
		"what is read second":        {quiet, 4.5},
		"titles and marks":           {strong, 4.5},
		"bars that do not stand out": {pale, 3},
		"the best mark":              {best, 3},
		"the second mark":            {second, 3},
		"the mark in the middle":     {third, 3},
		"the fourth mark":            {fourth, 3},
		"the worst mark":             {worst, 3},
	} {
		t.Run(name, func(t *testing.T) {
			if got := contrast(test.tone.color(), ground()); got < test.want {
				t.Errorf("the contrast is %.2f, want %.1f", got, test.want)
			}
		})
	}
}

func TestMarkedBarsDifferInBrightnessToo(t *testing.T) {
	if got := contrast(strong.color(), pale.color()); got < 2 {
		t.Errorf("the contrast of marked and other bars is %.2f: who sees no colours sees one", got)
	}
}

func TestThePaletteGoesFromTheCardToEveryTone(t *testing.T) {
	p := palette()
	if len(p) > 256 || p[0] != color.Color(ground()) {
		t.Fatalf("%d colours, the first is %v", len(p), p[0])
	}
	for tone := range toneCount {
		if got := p[tone.index(fullCover)]; got != color.Color(tone.color()) {
			t.Errorf("tone %d covers fully as %v, want %v", tone, got, tone.color())
		}
	}
}

func contrast(a, b color.NRGBA) float64 {
	lighter, darker := luminance(a), luminance(b)
	if lighter < darker {
		lighter, darker = darker, lighter
	}
	return (lighter + 0.05) / (darker + 0.05)
}

func luminance(c color.NRGBA) float64 {
	part := func(v uint8) float64 {
		x := float64(v) / 255
		if x <= 0.04045 {
			return x / 12.92
		}
		return math.Pow((x+0.055)/1.055, 2.4)
	}
	return 0.2126*part(c.R) + 0.7152*part(c.G) + 0.0722*part(c.B)
}
