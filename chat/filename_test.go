package chat

import (
	"strings"
	"testing"
)

func TestTheNameOfAFileIsOneForEveryComputer(t *testing.T) {
	for name, want := range map[string]string{
		"abstimmung-12.csv":                     "abstimmung-12.csv",
		"Stimmen für „Öffnungszeiten“.csv":      "Stimmen-fuer-Oeffnungszeiten.csv",
		"Gro\u00dfe U\u0308bersicht Café.json":  "Grosse-Uebersicht-Cafe.json",
		"../../etc/passwd":                      "passwd",
		`C:\Beirat\plan.csv`:                    "plan.csv",
		"投票.csv":                                "beirat.csv",
		".csv":                                  "beirat.csv",
		"":                                      "beirat",
		"a\u202egnp.csv\n":                      "a-gnp.csv",
		strings.Repeat("lang ", 100) + ".csv":   "lang-lang-lang-lang-lang-lang-lang-lang-lang-lang-lang-lang.csv",
		"x." + strings.Repeat("y", 300):         "x." + strings.Repeat("y", filenameMost-1),
		"Anlage 1 (Entwurf), Stand 1.2.2027.md": "Anlage-1-Entwurf-Stand-1.2.2027.md",
	} {
		if got := PlainName(name); got != want {
			t.Errorf("%q is %q, want %q", name, got, want)
		}
	}
}
