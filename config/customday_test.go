package config

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestCustomDaysAreReadAsPeopleWriteThem(t *testing.T) {
	got, err := CustomDays("Weiberfastnacht=Ostern-52, Rosenmontag = ostern −48 ,Palmarum=Easter-7,Osterfest=Ostern,Heiligabend=24.12.,Schalttag=29.2")
	if err != nil {
		t.Fatal(err)
	}
	want := []CustomDay{{Name: "Weiberfastnacht", Easter: true, Offset: -52}, {Name: "Rosenmontag", Easter: true, Offset: -48}, {Name: "Palmarum", Easter: true, Offset: -7},
		{Name: "Osterfest", Easter: true}, {Name: "Heiligabend", Month: 12, Day: 24}, {Name: "Schalttag", Month: 2, Day: 29}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if none, err := CustomDays(" "); err != nil || len(none) > 0 {
		t.Errorf("of nothing: %v, %v", none, err)
	}
}

func TestCustomDaysThatCannotBeAreRefused(t *testing.T) {
	for text, want := range map[string]string{
		"Rosenmontag":                     `"Rosenmontag" does not say NAME=DAY`,
		"=24.12.":                         `"=24.12." does not say NAME=DAY`,
		"a=24.12.,,b=1.1.":                `"" does not say NAME=DAY`,
		"a=31.02.":                        `"a=31.02." names no day like`,
		"a=Ostern48":                      `"a=Ostern48" has no number of days`,
		"a=Ostern-999":                    `"a=Ostern-999" has no number of days`,
		"a=Montag":                        `"a=Montag" names no day like`,
		"a=1.1.,A=2.1.":                   `"A" is named twice`,
		strings.Repeat("x", 41) + "=1.1.": `"` + strings.Repeat("x", 41) + `=1.1." has a name of more than 40`,
	} {
		if _, err := CustomDays(text); err == nil || !strings.HasPrefix(err.Error(), want) {
			t.Errorf("%q: %v", text, err)
		}
	}
}
