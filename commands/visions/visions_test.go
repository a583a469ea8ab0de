package visions

import (
	"os/exec"
	"strings"
	"testing"

	"beirat/board"
	"beirat/words"
)

func TestALineOfATextEndsBetweenWords(t *testing.T) {
	for name, tt := range map[string]struct{ text, want string }{
		"a short one stays":          {"Alle wohnen gern hier.", "Alle wohnen gern hier."},
		"lines become one":           {"Alle\n\nwohnen  hier.", "Alle wohnen hier."},
		"a long one ends at a word":  {"Alle wohnen gern hier, und das bleibt so.", "Alle wohnen gern hier, und …"},
		"one long word is cut":       {"Donaudampfschifffahrtsgesellschaftskapitän", "Donaudampfschifffahrtsgesel …"},
		"umlauts count as one sign":  {"ÄÖÜ ÄÖÜ ÄÖÜ ÄÖÜ ÄÖÜ ÄÖÜ ÄÖÜ", "ÄÖÜ ÄÖÜ ÄÖÜ ÄÖÜ ÄÖÜ ÄÖÜ ÄÖÜ"},
		"a text of exactly so much":  {strings.Repeat("a", 28), strings.Repeat("a", 28)},
		"nothing becomes nothing":    {"", ""},
		"no comma before the points": {"Wir wohnen alle gern hier, – und mehr", "Wir wohnen alle gern hier …"},
	} {
		t.Run(name, func(t *testing.T) {
			if got := brief(tt.text, 28); got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}

func TestACardHasTheBeginningOfALongText(t *testing.T) {
	if text, whole := opening("Kurz.\n\nUnd gut."); text != "Kurz.\n\nUnd gut." || !whole {
		t.Errorf("%q %v", text, whole)
	}
	text, whole := opening(strings.Repeat("lang ", 200))
	if n := len([]rune(text)); whole || n > cardLength+2 || !strings.HasSuffix(text, "lang …") {
		t.Errorf("%d characters, whole %v, ends %q", n, whole, text[len(text)-12:])
	}
}

// The file of a draw is a script; what it prints is what stands in it.
func TestTheFileOfADrawDrawsAgain(t *testing.T) {
	shell, err := exec.LookPath("sh")
	if err != nil {
		t.Skip("no shell here")
	}
	for _, tool := range []string{"sha256sum", "sort", "awk", "cut"} {
		if _, err := exec.LookPath(tool); err != nil {
			t.Skip("no " + tool + " here")
		}
	}
	var seats []board.Seat
	for i := range 11 {
		seats = append(seats, board.Seat{ID: board.ID(i + 1), Group: board.Group{Position: i/5 + 1}, Position: i%5 + 1, Holder: board.Person{ID: 1}})
	}
	for _, seed := range []string{"Erkelenz", "Bürger's \"Wahl\" $(date) `x` \\n %s", "'"} {
		d := board.Drawing{Number: 2, Seed: seed, Decision: "TOP 3\nder Sitzung\n$(exit 1)", Drawn: board.Draw(seats, 3, seed)}
		r := board.VisionRound{Number: 1, Question: "Wie?\nUnd $(exit 1) wann?", Groups: 3}
		for _, l := range []words.Language{words.German, words.English} {
			out, err := exec.CommandContext(t.Context(), shell, "-ec", string(drawFile(l, r, []board.Drawing{d}).Content)).CombinedOutput()
			if err != nil {
				t.Fatalf("%v: %s", err, out)
			}
			if got, want := strings.Join(strings.Fields(string(out)), " "), strings.Join(drawResult(d), " "); got != want {
				t.Errorf("seed %q: the script prints\n%s\nand says\n%s", seed, got, want)
			}
		}
	}
}
