package visions

import (
	"os/exec"
	"strings"
	"testing"

	"beirat/board"
	"beirat/words"
)

func TestALineOfATextHasNoLines(t *testing.T) {
	if got := brief("Alle\n\nwohnen  gern hier, und das bleibt so.", 28); got != "Alle wohnen gern hier, und …" {
		t.Errorf("got %q", got)
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
