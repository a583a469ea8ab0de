package commands

import (
	"strings"
	"testing"
	"unicode/utf8"

	"beirat/board"
	"beirat/words"
)

func TestADifferenceCanBeHeard(t *testing.T) {
	for name, tt := range map[string]struct{ before, after, want string }{
		"a word for another":      {"Die Stadt soll prüfen.", "Die Stadt wird prüfen.", "Die Stadt [gestrichen: soll] [neu: **wird**] prüfen."},
		"at the beginning":        {"Heute gehen wir alle.", "Morgen gehen wir alle.", "[gestrichen: Heute] [neu: **Morgen**] gehen wir alle."},
		"a full stop":             {"Wir gehen", "Wir gehen.", "Wir gehen [neu: **.**]"},
		"nothing changed":         {"Wir gehen.", "Wir gehen.", "Wir gehen."},
		"a paragraph more":        {"Eins.\n\nDrei.", "Eins.\n\nZwei.\n\nDrei.", "Eins.\n\n[neu: **Zwei.**]\n\nDrei."},
		"two paragraphs gone":     {"Eins.\nZwei.\nDrei.\nVier.", "Eins.\nVier.", "Eins.\n[gestrichen: Zwei.]\n[gestrichen: Drei.]\nVier."},
		"only a gap":              {"Eins  zwei", "Eins zwei", "Eins zwei (Nur Abstände oder Absätze sind anders.)"},
		"nothing like a link":     {"Siehe hier(unten).", "Siehe dort(unten).", "Siehe [gestrichen: hier] [neu: **dort**] (unten)."},
		"what looks like a mark":  {"Die [neu: Stadt] soll.", "Die [neu: Stadt] wird.", "Die [neu: Stadt] [gestrichen: soll] [neu: **wird**]."},
		"everything is new":       {"", "Neu.", "[neu: **Neu.**]"},
		"everything is different": {"Alt hier", "Ganz frisch", "[gestrichen: Alt hier] [neu: **Ganz frisch**]"},
	} {
		t.Run(name, func(t *testing.T) {
			got := words.Printer{Bold: "**"}.Print(Difference(board.Difference(tt.before, tt.after)))
			if got != tt.want {
				t.Errorf("got  %s\nwant %s", got, tt.want)
			}
		})
	}
}

func TestOfLongPassagesOnlyTheWordsBesideAChangeAreSaid(t *testing.T) {
	long := strings.Repeat("wort ", 40)
	got := words.Printer{}.Print(Changes(board.Difference(long+"alt "+long+"früher "+long, long+"neu "+long+"später "+long)))
	twelve := strings.TrimSpace(strings.Repeat("wort ", 12))
	want := "… " + twelve + " [gestrichen: alt] [neu: neu] " + twelve + " … " + twelve + " [gestrichen: früher] [neu: später] " + twelve + " …"
	if got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	short := "Die ganze Stadt soll gern und bald und gut prüfen."
	edits := board.Difference(short, strings.Replace(short, "bald", "sofort", 1))
	if full, brief := (words.Printer{}).Print(Difference(edits)), (words.Printer{}).Print(Changes(edits)); full != brief {
		t.Errorf("nothing is to be left out of %q, but it became %q", full, brief)
	}
}

func TestOfALongDifferenceACardSaysTheBeginning(t *testing.T) {
	before, after := strings.Repeat("früher so ", 300), strings.Repeat("heute anders ", 230)
	got := words.Printer{}.Print(Changes(board.Difference(before, after)))
	if n := utf8.RuneCountInString(got); n > changesLength+50 || n < changesLength-50 {
		t.Errorf("%d characters", n)
	}
	if !strings.HasPrefix(got, "[gestrichen: früher so früher") || !strings.HasSuffix(got, "] …") {
		t.Errorf("it begins and ends so: %.40s … %s", got, got[len(got)-40:])
	}
	if whole := (words.Printer{}).Print(Difference(board.Difference(before, after))); !strings.Contains(whole, "heute anders]") {
		t.Error("the whole difference is not whole")
	}
}
