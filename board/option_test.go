package board

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func TestOptionsThatCannotBeToldApartAreRefused(t *testing.T) {
	many := make([]string, MostOptions+1)
	for i := range many {
		many[i] = fmt.Sprintf("Vorschlag %c", 'A'+i)
	}
	for _, c := range []struct {
		sentence string
		labels   []string
		want     OptionError
	}{
		{"none", nil, OptionError{Flaw: TooFewOptions}},
		{"one", []string{"Radweg"}, OptionError{Flaw: TooFewOptions, N: 1}},
		{"26", many, OptionError{Flaw: TooManyOptions, N: 26}},
		{"empty", []string{"Radweg", ""}, OptionError{Flaw: EmptyOption, Number: 2}},
		{"white space only", []string{" \t\u00a0", "Radweg"}, OptionError{Flaw: EmptyOption, Number: 1}},
		{"what nobody sees only", []string{"Radweg", "\u200b\ufeff"}, OptionError{Flaw: EmptyOption, Number: 2}},
		{"a letter that nobody sees", []string{"Radweg", "\u3164"}, OptionError{Flaw: EmptyOption, Number: 2}},
		{"the same", []string{"Radweg", "Radweg"}, OptionError{Flaw: SameOption, Number: 2, Label: "Radweg", Other: "Radweg"}},
		{"capitals only", []string{"Radweg", "Park", "RADWEG"}, OptionError{Flaw: SameOption, Number: 3, Label: "RADWEG", Other: "Radweg"}},
		{"spaces only", []string{"Rad weg", " Radweg "}, OptionError{Flaw: SameOption, Number: 2, Label: "Radweg", Other: "Rad weg"}},
		{"a space that does not break", []string{"Park am See", "Park\u00a0am  See"}, OptionError{Flaw: SameOption, Number: 2, Label: "Park am See", Other: "Park am See"}},
		{"a soft hyphen", []string{"Rad\u00adweg", "Radweg"}, OptionError{Flaw: SameOption, Number: 2, Label: "Radweg", Other: "Radweg"}},
		{"a space without width", []string{"Rad\u200bweg", "Radweg"}, OptionError{Flaw: SameOption, Number: 2, Label: "Radweg", Other: "Radweg"}},
		{"an umlaut of two signs", []string{"Bücherei", "Bu\u0308cherei"}, OptionError{Flaw: SameOption, Number: 2, Label: "Bücherei", Other: "Bücherei"}},
		{"a sharp s", []string{"Hauptstraße", "HAUPTSTRASSE"}, OptionError{Flaw: SameOption, Number: 2, Label: "HAUPTSTRASSE", Other: "Hauptstraße"}},
		{"a sign and its picture", []string{"Herz ❤", "Herz ❤\ufe0f"}, OptionError{Flaw: SameOption, Number: 2, Label: "Herz ❤\ufe0f", Other: "Herz ❤"}},
		{"a picture only", []string{"👍", "👎"}, OptionError{Flaw: NoWordOption, Number: 1, Label: "👍"}},
		{"a picture of several", []string{"Radweg", "👩‍👩‍👧"}, OptionError{Flaw: NoWordOption, Number: 2, Label: "👩‍👩‍👧"}},
		{"punctuation only", []string{"Radweg", "…?!"}, OptionError{Flaw: NoWordOption, Number: 2, Label: "…?!"}},
		{"101 characters", []string{"Radweg", strings.Repeat("ä", 101)}, OptionError{Flaw: LongOption, Number: 2, Label: strings.Repeat("ä", 101), N: 101}},
		{"the number of another", []string{"2", "4"}, OptionError{Flaw: NumberOption, Number: 1, Label: "2"}},
		{"a number that another may get", []string{"Radweg", "10"}, OptionError{Flaw: NumberOption, Number: 2, Label: "10"}},
		{"a number of full width", []string{"２", "Radweg"}, OptionError{Flaw: NumberOption, Number: 1, Label: "２"}},
		{"a number with a space in it", append([]string{"1 2"}, many[:11]...), OptionError{Flaw: NumberOption, Number: 1, Label: "1 2"}},
		{"a number with what nobody sees", []string{"2\ufe0f", "Radweg"}, OptionError{Flaw: NumberOption, Number: 1, Label: "2\ufe0f"}},
	} {
		t.Run(c.sentence, func(t *testing.T) {
			options, err := NewOptions(OneOf, c.labels)
			var flaw *OptionError
			if !errors.As(err, &flaw) || *flaw != c.want {
				t.Errorf("%v, %v; want %v", options, err, &c.want)
			}
		})
	}
}

func TestOptionsAreNumberedInTheirOrder(t *testing.T) {
	long := strings.Repeat("ä", 100)
	options, err := NewOptions(OneOf, []string{" Rad-  und\tFußweg ", "Rad und Fußweg", "2027", "❤ Park", long, "Ä", "A"})
	want := []Option{
		{Number: 1, Label: "Rad- und Fußweg"}, {Number: 2, Label: "Rad und Fußweg"}, {Number: 3, Label: "2027"},
		{Number: 4, Label: "❤ Park"}, {Number: 5, Label: long}, {Number: 6, Label: "Ä"}, {Number: 7, Label: "A"},
	}
	if diff := cmp.Diff(want, options); diff != "" || err != nil {
		t.Error(err, diff)
	}
	if _, err := NewOptions(OneOf, []string{"1", "2", "3"}); err != nil {
		t.Errorf("each with its own number as its label: %v", err)
	}
}

func TestALabelThatReadsAsABallotIsRefusedWhereBallotsNameSeveral(t *testing.T) {
	for _, label := range []string{"1,2", "1, 2", "1;2", "1=2", "1=5,2=3", "3>1", "1 > 2 = 3", "1&2", "1+2", "10 000", "１，２", "1,", "12,50"} {
		for _, m := range []Method{Approval, Points, Ranked} {
			_, err := NewOptions(m, []string{"Radweg", label})
			var flaw *OptionError
			if want := (OptionError{Flaw: NumberOption, Number: 2, Label: label}); !errors.As(err, &flaw) || *flaw != want {
				t.Errorf("%s %q: %v; want %v", m, label, err, &want)
			}
		}
		if _, err := NewOptions(OneOf, []string{"Radweg", label}); err != nil {
			t.Errorf("%q as one of several: %v", label, err)
		}
	}
	for label, methods := range map[string][]Method{"Nr. 1": {Approval, Ranked}, "1 und 2": {Approval, Ranked}, "#3": {Approval, Ranked}, "1: 4 Punkte": {Points}} {
		for _, m := range methods {
			var flaw *OptionError
			if _, err := NewOptions(m, []string{"Radweg", label}); !errors.As(err, &flaw) || flaw.Flaw != NumberOption {
				t.Errorf("%s %q: %v", m, label, err)
			}
		}
		if _, err := NewOptions(OneOf, []string{"Radweg", label}); err != nil {
			t.Errorf("%q as one of several: %v", label, err)
		}
	}
	for _, label := range []string{"2027", "12,50 Euro", "1-2", "1/2", "8:30", "3. Mai", "1,2 Meter", "Haus 3", "Zwei", "2. Markt"} {
		if _, err := NewOptions(Approval, []string{"Radweg", label}); err != nil {
			t.Errorf("%q: %v", label, err)
		}
	}
}

func TestAnOptionIsAddedWithoutTouchingTheOthers(t *testing.T) {
	two, err := NewOptions(OneOf, []string{"Radweg", "Park"})
	if err != nil {
		t.Fatal(err)
	}
	before := slices.Clone(two)
	three, err := AddOption(OneOf, two, "Bücherei")
	if err != nil || len(three) != 3 || three[2] != (Option{Number: 3, Label: "Bücherei"}) {
		t.Errorf("%v, %v", three, err)
	}
	if _, err := AddOption(OneOf, three, "park "); err == nil {
		t.Error("the same option is added once more")
	}
	if !slices.Equal(two, before) {
		t.Errorf("the options given are now %v", two)
	}
}

func TestLabelsAreTakenApartAsTheyAreTyped(t *testing.T) {
	for typed, want := range map[string][]string{
		"":                                        nil,
		" \n ":                                    nil,
		"Radweg":                                  {"Radweg"},
		"Radweg, Park":                            {"Radweg", "Park"},
		"Radweg; Park, groß":                      {"Radweg", "Park, groß"},
		"Radweg, breit\nPark; groß":               {"Radweg, breit", "Park; groß"},
		"Radweg\r\n\r\nPark\r\n":                  {"Radweg", "Park"},
		"Radweg, , Park":                          {"Radweg", "", "Park"},
		"Radweg, Park,":                           {"Radweg", "Park"},
		"1. Radweg\n2. Park":                      {"Radweg", "Park"},
		"1) Radweg\n2) Park":                      {"Radweg", "Park"},
		"1.Radweg, 2.Park":                        {"Radweg", "Park"},
		"- Radweg\n- Park":                        {"Radweg", "Park"},
		"•Radweg\n• Park\n* See":                  {"Radweg", "Park", "See"},
		"3. Mai\n10. Mai\n17. Mai":                {"3. Mai", "10. Mai", "17. Mai"},
		"1. Mai\n2. Mai":                          {"1. Mai", "2. Mai"},
		"1.5 Meter, 2.5 Meter":                    {"1.5 Meter", "2.5 Meter"},
		"-5 Grad; +5 Grad":                        {"-5 Grad", "+5 Grad"},
		"„Radweg“, \"Park\", »See«":               {"Radweg", "Park", "See"},
		"„Radweg, breit“, Park":                   {"Radweg, breit", "Park"},
		"\"Radweg; breit\"; Park":                 {"Radweg; breit", "Park"},
		"\"Radweg, Park":                          {"\"Radweg", "Park"},
		"Platz 'Am Markt', Park":                  {"Platz 'Am Markt'", "Park"},
		"Sankt-Anna's Park, Radweg":               {"Sankt-Anna's Park", "Radweg"},
		"Radweg \u2028 Park":                      {"Radweg", "Park"},
		"„Alt“ und „Neu“, Park":                   {"„Alt“ und „Neu“", "Park"},
		"Rad\xffweg, \xff\"Park":                  {"Radweg", "\"Park"},
		"1. „Radweg“\n2. „Park“":                  {"Radweg", "Park"},
		"keine Änderung, Zebrastreifen, Ampel   ": {"keine Änderung", "Zebrastreifen", "Ampel"},
	} {
		if diff := cmp.Diff(want, SplitLabels(typed)); diff != "" {
			t.Errorf("%q:\n%s", typed, diff)
		}
	}
}

func TestAnythingTypedIsOptionsOrAReason(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		typed := rapid.String().Draw(t, "typed")
		options, err := NewOptions(OneOf, SplitLabels(typed))
		var flaw *OptionError
		if err != nil && !errors.As(err, &flaw) {
			t.Fatalf("%T", err)
		}
		var labels []string
		for _, o := range options {
			labels = append(labels, o.Label)
		}
		if again, err := NewOptions(OneOf, labels); len(labels) > 0 && (err != nil || !slices.Equal(again, options)) {
			t.Fatalf("%q become %v, %v", labels, again, err)
		}
	})
}
