package board

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// drawPoll draws a small vote over options, with settings that do not
// contradict each other, whose terms the methods take.
func drawPoll(t *rapid.T, methods ...Method) Poll {
	p := Poll{
		Purpose: rapid.SampledFrom([]Purpose{Recommendation, Recommendation, Recommendation, Election, Informal, Internal}).Draw(t, "purpose"),
		Method:  rapid.SampledFrom(methods).Draw(t, "method"), Results: AtClose, Terms: drawTerms(t),
	}
	p.Terms.SecondCall = p.Terms.SecondCall && p.Terms.Procedure == InMeeting
	if p.Method == YesNo {
		return p
	}
	for i := range rapid.IntRange(2, 4).Draw(t, "options") {
		p.Options = append(p.Options, Option{Number: i + 1, Label: string(rune('A' + i))})
	}
	p.Terms.Lot = p.Purpose != Informal && rapid.Bool().Draw(t, "lot")
	p.Terms.RunOff = p.Purpose != Informal && p.Method.TakesRule() && rapid.Bool().Draw(t, "run-off")
	if p.Terms.Lot {
		p.Seed = rapid.SampledFrom([]string{"a", "b", "c", "d"}).Draw(t, "seed")
	}
	if !p.Method.TakesRule() {
		p.Terms.Rule = Simple
		if p.Terms.Procedure == CircularAllAgree {
			p.Terms.Procedure = CircularNoObjection
		}
	}
	switch p.Method {
	case Points:
		p.Terms.Budget = rapid.IntRange(1, 4).Draw(t, "budget")
	case Ranked:
		p.Terms.Counting = rapid.SampledFrom(Countings()).Draw(t, "counting")
	}
	return p
}

// everyChoice lists every choice of a poll that names something.
func everyChoice(p Poll) []Choice {
	switch p.Method {
	case YesNo:
		return []Choice{Yes, No}
	case OneOf:
		var all []Choice
		for _, o := range p.Options {
			all = append(all, p.wholly(o))
		}
		return all
	}
	var all []Choice
	each := func(marks []Mark) {
		if len(marks) > 0 {
			all = append(all, spelled(p.Method, marks))
		}
	}
	switch p.Method {
	case Approval:
		for set := range 1 << len(p.Options) {
			var marks []Mark
			for i, o := range p.Options {
				if set&(1<<i) != 0 {
					marks = append(marks, Mark{Option: o})
				}
			}
			each(marks)
		}
	case Points:
		spend(p.Options, p.Terms.Budget, nil, each)
	case Ranked:
		order(p, nil, each)
	}
	return all
}

// spend gives each way of spending up to a budget.
func spend(options []Option, left int, given []Mark, each func([]Mark)) {
	if len(options) == 0 {
		each(given)
		return
	}
	spend(options[1:], left, given, each)
	for points := 1; points <= left; points++ {
		spend(options[1:], left-points, append(slices.Clip(given), Mark{Option: options[0], Points: points}), each)
	}
}

// order gives each ranking, of some options or of all.
func order(p Poll, ranked []Mark, each func([]Mark)) {
	each(ranked)
	for _, o := range p.Options {
		if slices.ContainsFunc(ranked, func(m Mark) bool { return m.Option == o }) {
			continue
		}
		order(p, append(slices.Clip(ranked), Mark{Option: o, Place: len(ranked) + 1}), each)
		if n := len(ranked); n > 0 && p.Terms.Counting.TakesTies() && ranked[n-1].Option.Number < o.Number {
			order(p, append(slices.Clip(ranked), Mark{Option: o, Place: ranked[n-1].Place}), each)
		}
	}
}

func everyMethod(t *testing.T, each func(t *testing.T, p Poll)) {
	for _, m := range Methods() {
		p := Poll{Method: m, Terms: by(Simple, NoQuorum), Options: []Option{{Number: 1, Label: "A"}, {Number: 2, Label: "B"}, {Number: 3, Label: "C"}}}
		if m == Points {
			p.Terms.Budget = 3
		}
		if m != Ranked {
			t.Run(string(m), func(t *testing.T) { each(t, p) })
			continue
		}
		for _, counting := range Countings() {
			t.Run(string(counting), func(t *testing.T) { each(t, counted(p, counting)) })
		}
	}
}

func TestReadingAChoiceGivesItselfBack(t *testing.T) {
	everyMethod(t, func(t *testing.T, p Poll) {
		choices := append(everyChoice(p), Abstain)
		for _, c := range choices {
			if again, err := p.Read(string(c)); err != nil || again != c {
				t.Errorf("%q is read as %q, %v", c, again, err)
			}
		}
		if slices.Sort(choices); len(slices.Compact(choices)) != len(choices) {
			t.Error("the same choice in two ways")
		}
	})
}

func TestAChoiceIsItselfWhateverTheOptionsAreCalled(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := drawPoll(t, OneOf, Approval, Points, Ranked)
		for i := range p.Options {
			p.Options[i].Label = rapid.StringMatching(`[0-9,=> ]{1,5}`).Draw(t, "label")
		}
		for _, c := range everyChoice(p) {
			if len(p.Marks(c)) == 0 {
				t.Fatalf("%q names nothing", c)
			}
			if again, err := p.Read(string(c)); err != nil || again != c {
				t.Fatalf("%q is read as %q, %v, with the options %v", c, again, err, p.Options)
			}
		}
	})
}

func TestWhateverIsReadIsAChoice(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := drawPoll(t, OneOf, Approval, Points, Ranked)
		typed := rapid.OneOf(rapid.StringMatching(`([1-5ABC][=>,;: \n]{0,2}){0,6}`), rapid.String(),
			rapid.StringMatching(`([1-5ABC„“.)\-+•=>,;: \n]|und|\xff){0,9}`)).Draw(t, "typed")
		choice, err := p.Read(typed)
		if err != nil {
			return
		}
		if again, err := p.Read(string(choice)); again != choice || err != nil {
			t.Fatalf("%q is read as %q, and that as %q, %v", typed, choice, again, err)
		}
		if len(p.Marks(choice)) == 0 {
			t.Fatalf("%q is read as %q, which names nothing", typed, choice)
		}
	})
}

func TestMarksSayWhatABallotSays(t *testing.T) {
	p := streets(t, Points)
	for _, c := range []struct {
		method Method
		choice Choice
		want   string
	}{
		{OneOf, "2", "Bücherei 0/0"},
		{Approval, "1,3", "Radweg 0/0, Park am See 0/0"},
		{Points, "1=3,2=5,3=2", "Bücherei 0/5, Radweg 0/3, Park am See 0/2"},
		{Ranked, "3>1=2", "Park am See 1/0, Radweg 2/0, Bücherei 2/0"},
		{Ranked, "1=3>2", "Radweg 1/0, Park am See 1/0, Bücherei 3/0"},
		{OneOf, Abstain, ""},
		{YesNo, Yes, ""},
		// What is not in the one form is no choice.
		{OneOf, "6", ""},
		{OneOf, "1,2", ""},
		{OneOf, "01", ""},
		{Approval, "3,1", ""},
		{Approval, "1,1", ""},
		{Approval, "", ""},
		{Points, "1=0", ""},
		{Points, "1=6,2=5", ""},
		{Points, "1=+5", ""},
		{Points, "1", ""},
		{Ranked, "1>2>1", ""},
		{Ranked, "1>", ""},
		{Ranked, "2=1", ""},
	} {
		p.Method, p.Terms.Counting = c.method, BySchulze
		var words []string
		for _, m := range p.Marks(c.choice) {
			words = append(words, fmt.Sprintf("%s %d/%d", m.Option.Label, m.Place, m.Points))
		}
		if got := strings.Join(words, ", "); got != c.want {
			t.Errorf("%s %q: %s, want %s", c.method, c.choice, got, c.want)
		}
	}
}

func TestPilesAreTheBallotsInTheOrderOfTheirTexts(t *testing.T) {
	got := Piles([]Choice{"2", "1,3", "2", Abstain, "2"})
	if want := []Pile{{"1,3", 1}, {"2", 3}, {Abstain, 1}}; !slices.Equal(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
}
