package words

import (
	"fmt"
	"math/big"
	"strconv"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestPercent(t *testing.T) {
	for name, test := range map[string]struct {
		num, den    int
		german, eng string
	}{
		"two thirds are rounded up":       {2, 3, "66,7\u202f%", "66.7%"},
		"one third is rounded down":       {1, 3, "33,3\u202f%", "33.3%"},
		"exactly half has no decimal":     {5, 10, "50\u202f%", "50%"},
		"nearly half keeps its decimal":   {4999, 10000, "50,0\u202f%", "50.0%"},
		"half a tenth is rounded up":      {1, 2000, "0,1\u202f%", "0.1%"},
		"less than half a tenth is down":  {1, 2001, "0,0\u202f%", "0.0%"},
		"all are a hundred":               {11, 11, "100\u202f%", "100%"},
		"nobody is nothing":               {0, 11, "0\u202f%", "0%"},
		"more than all is grouped":        {100, 1, "10.000\u202f%", "10,000%"},
		"of none there is no share":       {0, 0, "–", "–"},
		"less than nobody is not a share": {-1, 3, "–", "–"},
	} {
		t.Run(name, func(t *testing.T) {
			if got := (Printer{Language: German}).Percent(test.num, test.den); got != test.german {
				t.Errorf("German: %q, want %q", got, test.german)
			}
			if got := (Printer{Language: English}).Percent(test.num, test.den); got != test.eng {
				t.Errorf("English: %q, want %q", got, test.eng)
			}
		})
	}
}

func TestPercentIsTheNearestTenth(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		den := rapid.OneOf(rapid.IntRange(1, 200), rapid.IntRange(1, 1e12)).Draw(t, "den")
		num := rapid.IntRange(0, den).Draw(t, "num")
		said := strings.TrimSuffix(english().percent(num, den), "%")
		share := big.NewRat(int64(num), int64(den))
		exact := new(big.Rat).Mul(share, big.NewRat(100, 1))
		if exact.IsInt() != !strings.Contains(said, ".") {
			t.Fatalf("%d/%d is %s", num, den, said)
		}
		// floor(1000 share + 1/2) tenths
		up := new(big.Rat).Add(new(big.Rat).Mul(share, big.NewRat(1000, 1)), big.NewRat(1, 2))
		tenths := new(big.Int).Quo(up.Num(), up.Denom())
		got, ok := new(big.Rat).SetString(said)
		if !ok || got.Cmp(new(big.Rat).SetFrac(tenths, big.NewInt(10))) != 0 {
			t.Fatalf("%d/%d is %s, want %v tenths", num, den, said, tenths)
		}
	})
}

func TestCount(t *testing.T) {
	for n, want := range map[int]string{
		0: "0", 7: "7", 999: "999", 1000: "1.000", 1234: "1.234", 12345: "12.345",
		123456: "123.456", 1234567: "1.234.567", -7: "-7", -999: "-999", -1000: "-1.000",
	} {
		t.Run(fmt.Sprintf("%d is grouped by thousands", n), func(t *testing.T) {
			if got := (Printer{Language: German}).Count(n); got != want {
				t.Errorf("German: %q, want %q", got, want)
			}
			eng := strings.ReplaceAll(want, ".", ",")
			if got := (Printer{Language: English}).Count(n); got != eng {
				t.Errorf("English: %q, want %q", got, eng)
			}
		})
	}
}

func TestCountKeepsEveryFigure(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.Int().Draw(t, "n")
		if got := strings.ReplaceAll(german().count(n), ".", ""); got != strconv.Itoa(n) {
			t.Fatalf("%d is %s", n, got)
		}
	})
}

func TestNumberWords(t *testing.T) {
	for n, want := range map[int][3]string{
		0: {"null", "Null", "zero"}, 1: {"eins", "Eins", "one"}, 6: {"sechs", "Sechs", "six"},
		5: {"fünf", "Fünf", "five"}, 12: {"zwölf", "Zwölf", "twelve"}, 13: {"13", "13", "13"},
		-1: {"-1", "-1", "-1"},
	} {
		t.Run(fmt.Sprintf("%d is said as %s", n, want[0]), func(t *testing.T) {
			got := [3]string{german().word(n), german().capitalWord(n), english().word(n)}
			if got != want {
				t.Errorf("said %q, want %q", got, want)
			}
		})
	}
}
