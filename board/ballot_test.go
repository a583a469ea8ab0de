package board

import (
	"errors"
	"strconv"
	"strings"
	"testing"
)

// over is a vote by a method over options with these labels.
func over(t testing.TB, m Method, labels ...string) Poll {
	t.Helper()
	options, err := NewOptions(m, labels)
	if err != nil {
		t.Fatal(err)
	}
	p := Poll{Purpose: Recommendation, Method: m, Options: options, Results: AtClose, Terms: by(Simple, NoQuorum)}
	switch m {
	case Points:
		p.Terms.Budget = 10
	case Ranked:
		p.Terms.Counting = BySchulze
	}
	return p
}

func counted(p Poll, by Counting) Poll { p.Terms.Counting = by; return p }

func streets(t testing.TB, m Method) Poll {
	return over(t, m, "Radweg", "Bücherei", "Park am See", "Rad, Fuß und Bus", "2 Bänke = 4 Plätze")
}

func TestWhatPeopleWriteBecomesABallot(t *testing.T) {
	for _, c := range []struct {
		method Method
		typed  string
		want   Choice
	}{
		{YesNo, "yes", "yes"},
		{YesNo, " ABSTAIN ", "abstain"},
		{OneOf, "3", "3"},
		{OneOf, "03", "3"},
		{OneOf, "3.", "3"},
		{OneOf, "Radweg", "1"},
		{OneOf, "  rad  weg ", "1"},
		{OneOf, "„Bücherei“", "2"},
		{OneOf, "\"park am see\"", "3"},
		{OneOf, "Bu\u0308cherei", "2"},
		{OneOf, "BÜCHE\u00adREI", "2"},
		{OneOf, "2. Bücherei", "2"},
		{OneOf, "1. Bücherei", "2"}, // a list of one
		{OneOf, "- Radweg", "1"},
		{OneOf, "Rad, Fuß und Bus", "4"},
		{OneOf, "RAD, FUSS UND BUS", "4"},
		{OneOf, "abstain", "abstain"},
		{OneOf, "Nr. 3", "3"},
		{OneOf, "#3", "3"},
		{OneOf, "3\ufe0f\u20e3", "3"},
		{Approval, "1,4", "1,4"},
		{Approval, "4 1", "1,4"},
		{Approval, "4; 1", "1,4"},
		{Approval, "4 und 1", "1,4"},
		{Approval, "Radweg, Rad, Fuß und Bus", "1,4"},
		{Approval, "Rad, Fuß und Bus und Radweg", "1,4"},
		{Approval, "Radweg\n- Park am See\n", "1,3"},
		{Approval, "1. Radweg\n3. Park am See", "1,3"},
		{Approval, "1. Park am See\n2. Radweg", "1,3"},
		{Approval, "„Park am See“ & \"Radweg\"", "1,3"},
		{Approval, "1, 2, 3, 4, 5", "1,2,3,4,5"},
		{Approval, "2 Bänke = 4 Plätze; 2", "2,5"},
		{Points, "1=5, 3=2", "1=5,3=2"},
		{Points, "3=2,1=5", "1=5,3=2"},
		{Points, "1:5 3:2", "1=5,3=2"},
		{Points, "1 = 5 ; 3 = 2", "1=5,3=2"},
		{Points, "1=5\n2=0\n3=2", "1=5,3=2"},
		{Points, "Radweg 5, Park am See 2", "1=5,3=2"},
		{Points, "Radweg: 5 Punkte und Bücherei: 1 Punkt", "1=5,2=1"},
		{Points, "1. Radweg = 5\n2. Bücherei = 1", "1=5,2=1"},
		{Points, "2 Bänke = 4 Plätze = 3, 2=1", "2=1,5=3"},
		{Points, "1=2,2 Bänke = 4 Plätze=3", "1=2,5=3"},
		{Points, "1=+10", "1=10"},
		{Points, "4 10 Punkte", "4=10"},
		{Points, "4: 10 Punkte", "4=10"},
		{Points, "4 9 Punkte, 1 1 Punkt", "1=1,4=9"},
		{Points, "Nr. 4: 10", "4=10"},
		{Ranked, "3 > 1 = 2", "3>1=2"},
		{Ranked, "3>2=1", "3>1=2"},
		{Ranked, "3, 1, 2", "3>1>2"},
		{Ranked, "3 1 2", "3>1>2"},
		{Ranked, "3,1,", "3>1"},
		{Ranked, "3, 1=2", "3>1=2"},
		{Ranked, "Park am See > Radweg = Bücherei", "3>1=2"},
		{Ranked, "Park am See\nRadweg\nBücherei", "3>1>2"},
		{Ranked, "1. Park am See\n2. Radweg\n3. Bücherei", "3>1>2"},
		{Ranked, "3. Park am See\n1. Radweg", "3>1"},
		{Ranked, "Park am See, Rad, Fuß und Bus und Radweg", "3>4>1"},
		{Ranked, "2 Bänke = 4 Plätze = Radweg", "1=5"},
		{Ranked, "3 >\r\n1", "3>1"},
		{Ranked, "3 → 1 › 2 ⟩ 4", "3>1>2>4"},
		{Ranked, "3➔1≻2", "3>1>2"},
		{Ranked, "3 vor 4", "3>4"},
		{Ranked, "Park am See vor Radweg = Bücherei", "3>1=2"},
		{Ranked, "3\u20e3 > 1\ufe0f\u20e3", "3>1"},
		{Ranked, "3\ufe0f\u20e31\ufe0f\u20e3", "3>1"},
		{Ranked, "Nr. 3, Nr. 1, #2", "3>1>2"},
		{Ranked, "abstain", "abstain"},
	} {
		got, err := streets(t, c.method).Read(c.typed)
		if err != nil || got != c.want {
			t.Errorf("%s %q: %q, %v; want %q", c.method, c.typed, got, err, c.want)
		}
	}
}

func TestABallotThatIsNoneIsRefusedWithItsReason(t *testing.T) {
	strict := func(p Poll) Poll { return counted(p, ByIRV) }
	same := func(p Poll) Poll { return p }
	for _, c := range []struct {
		method Method
		change func(Poll) Poll
		typed  string
		want   BallotError
	}{
		{YesNo, same, "perhaps", BallotError{Flaw: UnknownOption, Typed: "perhaps"}},
		{OneOf, same, " ", BallotError{Flaw: EmptyBallot}},
		{OneOf, same, "\u200b", BallotError{Flaw: EmptyBallot}},
		{OneOf, same, "6", BallotError{Flaw: UnknownOption, Typed: "6"}},
		{OneOf, same, "0", BallotError{Flaw: UnknownOption, Typed: "0"}},
		{OneOf, same, "-1", BallotError{Flaw: UnknownOption, Typed: "-1"}},
		{OneOf, same, "yes", BallotError{Flaw: UnknownOption, Typed: "yes"}},
		{OneOf, same, "invalid", BallotError{Flaw: UnknownOption, Typed: "invalid"}},
		{OneOf, same, "Rad", BallotError{Flaw: UnknownOption, Typed: "Rad"}},
		{OneOf, same, "büch", BallotError{Flaw: UnknownOption, Typed: "büch", Option: Option{Number: 2, Label: "Bücherei"}}},
		{OneOf, same, "am", BallotError{Flaw: UnknownOption, Typed: "am"}},
		{Ranked, same, "3 > Bus → 1", BallotError{Flaw: UnknownOption, Typed: "Bus", Option: Option{Number: 4, Label: "Rad, Fuß und Bus"}}},
		{Ranked, same, "3 vor", BallotError{Flaw: UnknownOption, Typed: "vor"}},
		{Ranked, same, "3 vor 1, 2", BallotError{Flaw: UnclearBallot, Typed: "3 vor 1, 2"}},
		{OneOf, same, "1, 9", BallotError{Flaw: UnknownOption, Typed: "1, 9"}},
		{OneOf, same, "1, 2", BallotError{Flaw: OneOptionOnly, Typed: "1, 2"}},
		{OneOf, same, "3. Radweg", BallotError{Flaw: UnclearBallot, Typed: "3. Radweg"}},
		{Approval, same, "1, Bücherrei, 2", BallotError{Flaw: UnknownOption, Typed: "Bücherrei"}},
		{Approval, same, "1 9", BallotError{Flaw: UnknownOption, Typed: "9"}},
		{Approval, same, "1, 1", BallotError{Flaw: OptionTwice, Option: Option{Number: 1, Label: "Radweg"}}},
		{Approval, same, "1, Radweg", BallotError{Flaw: OptionTwice, Option: Option{Number: 1, Label: "Radweg"}}},
		{Approval, same, ",", BallotError{Flaw: EmptyBallot}},
		{Points, same, "1=0", BallotError{Flaw: EmptyBallot}},
		{Points, same, "1=8, 3=3", BallotError{Flaw: OverBudget, N: 11, Most: 10}},
		{Points, same, "1=-2", BallotError{Flaw: NegativePoints, Option: Option{Number: 1, Label: "Radweg"}, Typed: "-2"}},
		{Points, same, "Radweg −2", BallotError{Flaw: NegativePoints, Option: Option{Number: 1, Label: "Radweg"}, Typed: "−2"}},
		{Points, same, "1=2,5", BallotError{Flaw: NoWholePoints, Option: Option{Number: 1, Label: "Radweg"}, Typed: "2,5"}},
		{Points, same, "1=2.5", BallotError{Flaw: NoWholePoints, Option: Option{Number: 1, Label: "Radweg"}, Typed: "2.5"}},
		{Points, same, "1=1/2", BallotError{Flaw: NoWholePoints, Option: Option{Number: 1, Label: "Radweg"}, Typed: "1/2"}},
		{Points, same, "1=viel", BallotError{Flaw: NoWholePoints, Option: Option{Number: 1, Label: "Radweg"}, Typed: "viel"}},
		{Points, same, "1=5a", BallotError{Flaw: NoWholePoints, Option: Option{Number: 1, Label: "Radweg"}, Typed: "5a"}},
		{Points, same, "1=99999999999999999999", BallotError{Flaw: NoWholePoints, Option: Option{Number: 1, Label: "Radweg"}, Typed: "99999999999999999999"}},
		{Points, same, "3 5", BallotError{Flaw: NoPoints, Option: Option{Number: 3, Label: "Park am See"}}},
		{Points, same, "1=", BallotError{Flaw: NoPoints, Option: Option{Number: 1, Label: "Radweg"}}},
		{Points, same, "Radweg, Bücherei", BallotError{Flaw: NoPoints, Option: Option{Number: 1, Label: "Radweg"}}},
		{Points, same, "Radweg\nBücherei", BallotError{Flaw: NoPoints, Option: Option{Number: 1, Label: "Radweg"}}},
		{Points, same, "1=5, 1=2", BallotError{Flaw: OptionTwice, Option: Option{Number: 1, Label: "Radweg"}}},
		{Points, same, "9=5", BallotError{Flaw: UnknownOption, Typed: "9"}},
		{Ranked, same, "3>1>3", BallotError{Flaw: OptionTwice, Option: Option{Number: 3, Label: "Park am See"}}},
		{Ranked, same, "3 > 1, 2", BallotError{Flaw: UnclearBallot, Typed: "3 > 1, 2"}},
		{Ranked, same, "3 >", BallotError{Flaw: UnclearBallot, Typed: "3 >"}},
		{Ranked, same, "3 >= 1", BallotError{Flaw: UnclearBallot, Typed: "3 >= 1"}},
		{Ranked, same, "> 3", BallotError{Flaw: UnknownOption, Typed: "> 3"}},
		{Ranked, same, "2. Radweg\n1. Park am See", BallotError{Flaw: UnclearBallot, Typed: "2. Radweg\n1. Park am See"}},
		{Ranked, same, "3>7", BallotError{Flaw: UnknownOption, Typed: "7"}},
		{Ranked, strict, "3>1=2", BallotError{Flaw: TiesForbidden, Option: Option{Number: 1, Label: "Radweg"}, Other: Option{Number: 2, Label: "Bücherei"}}},
	} {
		got, err := c.change(streets(t, c.method)).Read(c.typed)
		var flaw *BallotError
		if !errors.As(err, &flaw) || *flaw != c.want || got != "" {
			t.Errorf("%s %q: %q, %v; want %v", c.method, c.typed, got, err, &c.want)
		}
	}
}

func TestALabelMayLookLikeAList(t *testing.T) {
	p := over(t, Approval, "Mai", "3. Mai", "• Juni", "und Juli", "Rad - Fuß")
	for typed, want := range map[string]Choice{
		"3. Mai": "2", "Mai, 3. Mai": "1,2", "Mai und 3. Mai": "1,2", "• Juni": "3", "- • Juni": "3",
		"Mai und Juli": "1,4", "Mai und und Juli": "1,4", "Rad - Fuß": "5", "1. Mai": "1",
	} {
		if got, err := p.Read(typed); got != want || err != nil {
			t.Errorf("%q: %q, %v; want %q", typed, got, err, want)
		}
	}
}

func TestTwoNumbersAreNotOneLabel(t *testing.T) {
	var labels []string
	for i := range 14 {
		labels = append(labels, strconv.Itoa(i+1))
	}
	p := over(t, Approval, labels...)
	for typed, want := range map[string]Choice{"1 4": "1,4", "14": "14", "1, 4": "1,4", "1 14": "1,14"} {
		if got, err := p.Read(typed); got != want || err != nil {
			t.Errorf("%q: %q, %v", typed, got, err)
		}
	}
}

func TestTheOneFormOfAChoiceComesBeforeALabel(t *testing.T) {
	for _, c := range []struct {
		method Method
		labels [3]string
		typed  string
		want   Choice
	}{
		{Approval, [3]string{"1,2", "1,3", "Park"}, "1,2", "1,2"},
		{Approval, [3]string{"1,2", "1,3", "Park"}, "1 , 3", "1,3"},
		{Approval, [3]string{"12", "1 3", "Park"}, "1 2", "1,2"},
		{Approval, [3]string{"Radweg", "1,2 Meter", "Park"}, "1,2 Meter", "2"},
		{Points, [3]string{"1=2", "2=1", "Park"}, "1=2", "1=2"},
		{Points, [3]string{"1=2", "1=3,3=1", "Park"}, "1 = 3, 3 = 1", "1=3,3=1"},
		{Ranked, [3]string{"1=2", "3>1", "Park"}, "1=2", "1=2"},
		{Ranked, [3]string{"1=2", "3>1", "Park"}, "3 > 1", "3>1"},
		{OneOf, [3]string{"2", "3", "1"}, "2", "2"},
		{OneOf, [3]string{"1,2", "1,3", "Park"}, "1,3", "2"},
	} {
		p := over(t, c.method, "A", "B", "C")
		for i, label := range c.labels {
			p.Options[i].Label = label
		}
		if got, err := p.Read(c.typed); got != c.want || err != nil {
			t.Errorf("%s %q over %q: %q, %v; want %q", c.method, c.typed, c.labels, got, err, c.want)
		}
	}
}

func TestABallotOfAnySizeIsReadSoon(t *testing.T) {
	p := streets(t, Ranked)
	for _, typed := range []string{
		strings.Repeat("1 ", 50_000), strings.Repeat("x ", 50_000), strings.Repeat(">", 100_000), strings.Repeat("„", 50_000),
		strings.Repeat("1=", 50_000), strings.Repeat("und ", 25_000),
	} {
		for _, m := range Methods() {
			p.Method = m
			if _, err := p.Read(typed); err == nil {
				t.Errorf("%s: %.10q… is a ballot", m, typed)
			}
		}
	}
}
