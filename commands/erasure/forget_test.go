package erasure

import "testing"

func TestALetterIsNamedWithoutTheName(t *testing.T) {
	for _, c := range []struct {
		text, name string
		told       bool
	}{
		{"Schreiben vom 25. November", "Xaverius-Quirin Abendroth", false},
		{"Schreiben von Xaverius-Quirin Abendroth", "Xaverius-Quirin Abendroth", true},
		{"Brief von Frau ABENDROTH, 25.11.", "x.abendroth", true},
		{"AZ 4711, Gewerbe1", "gewerbe1", true},
		{"AZ 4711, gewerbe12", "gewerbe1", false},
		{"Schreiben an den Beirat", "an", false},
		{"Schreiben von Bo Li", "Bo Li", true},
		{"Li, Bo: Schreiben", "Bo Li", false},
		{"Schreiben", "", false},
	} {
		if got := tells(c.text, c.name); got != c.told {
			t.Errorf("%q tells of %q: %t", c.text, c.name, got)
		}
	}
}
