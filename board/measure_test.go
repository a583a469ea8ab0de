package board

import (
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func TestAMeasureMovesFreelyButWithReasonAndText(t *testing.T) {
	for name, test := range map[string]struct {
		from, to  MeasureState
		text, why string
		want      error
	}{
		"an idea is examined":                                 {from: MeasureIdea, to: MeasureExamined},
		"an idea is worked out when it says what is to do":    {from: MeasureIdea, to: MeasureWorkedOut, text: "Glasfaser legen."},
		"what says nothing is not worked out":                 {from: MeasureIdea, to: MeasureWorkedOut, want: ErrNotWorkedOut},
		"what is done may be taken up again":                  {from: MeasureDone, to: MeasureInProgress, text: "x"},
		"nothing is dropped without a reason":                 {from: MeasureExamined, to: MeasureDropped, want: ErrNoReason},
		"with a reason it is":                                 {from: MeasureExamined, to: MeasureDropped, why: "zu teuer"},
		"what is dropped may come back":                       {from: MeasureDropped, to: MeasureIdea},
		"where it stands already it does not move":            {from: MeasureDone, to: MeasureDone, want: ErrSameState},
		"nor is it dropped twice, whatever the second reason": {from: MeasureDropped, to: MeasureDropped, why: "noch teurer", want: ErrSameState},
	} {
		t.Run(name, func(t *testing.T) {
			if got := (Measure{State: test.from, Text: test.text}).MayMove(test.to, test.why); got != test.want {
				t.Errorf("%v, want %v", got, test.want)
			}
		})
	}
}

func TestTheRoadmapShowsEveryStateOnce(t *testing.T) {
	sections, states := Sections(), MeasureStates()
	slices.Sort(sections)
	slices.Sort(states)
	if diff := cmp.Diff(states, sections); diff != "" {
		t.Error(diff)
	}
}

func TestTheRoadmapIsOrderedBySectionRoundPlaceAndNumber(t *testing.T) {
	early, late := time.Unix(1, 0), time.Unix(2, 0)
	measures := []Measure{
		{Number: 1, State: MeasureDropped, Place: 1, Ordered: late},
		{Number: 2, State: MeasureWorkedOut},
		{Number: 3, State: MeasureWorkedOut, Place: 1, Ordered: early},
		{Number: 4, State: MeasureWorkedOut, Place: 2, Ordered: late},
		{Number: 5, State: MeasureWorkedOut, Place: 1, Ordered: late},
		{Number: 6, State: MeasureWorkedOut, Place: 2, Ordered: late},
		{Number: 7, State: MeasureIdea},
		{Number: 8, State: MeasureInProgress},
		{Number: 9, State: MeasureWorkedOut},
	}
	var order []int
	for _, m := range Roadmap(measures) {
		order = append(order, m.Number)
	}
	if diff := cmp.Diff([]int{8, 5, 4, 6, 3, 2, 9, 7, 1}, order); diff != "" {
		t.Error(diff)
	}
}

// ordering is a poll over the order of measures, whose options have these places.
func ordering(places ...int) Poll {
	p := Poll{State: Closed, Outcome: Adopted, Method: Points, About: Subject{Kind: AboutPriority}}
	for i, place := range places {
		p.Options = append(p.Options, Option{Number: i + 1, Thing: ID(i + 11), Place: place})
	}
	return p
}

func ranking(states ...MeasureState) []Measure {
	var measures []Measure
	for i, s := range states {
		measures = append(measures, Measure{ID: ID(i + 11), Number: i + 1, State: s})
	}
	return measures
}

func TestPlacesGoToWhatStillRanks(t *testing.T) {
	worked, progress := MeasureWorkedOut, MeasureInProgress
	invalid, withheld, withdrawn, nobody := ordering(1, 2), ordering(1, 2), ordering(1, 2), ordering(0, 0)
	invalid.Outcome, withheld.Withheld, withdrawn.State = TooFewReplies, true, Withdrawn
	tied := ordering(1, 1)
	tied.Outcome = Tied
	for name, test := range map[string]struct {
		poll     Poll
		measures []Measure
		want     map[ID]int
	}{
		"the poll's places are those of the roadmap":     {ordering(2, 1, 3), ranking(worked, worked, worked), map[ID]int{11: 2, 12: 1, 13: 3}},
		"tied ones share the better place":               {ordering(1, 1, 3), ranking(worked, worked, worked), map[ID]int{11: 1, 12: 1, 13: 3}},
		"a tie for the first place is an order, too":     {tied, ranking(worked, worked), map[ID]int{11: 1, 12: 1}},
		"what was begun meanwhile keeps its place":       {ordering(2, 1), ranking(progress, worked), map[ID]int{11: 2, 12: 1}},
		"behind what was dropped the others move up":     {ordering(1, 2, 3), ranking(MeasureDropped, worked, worked), map[ID]int{12: 1, 13: 2}},
		"what went back to being an idea has none":       {ordering(1, 2), ranking(MeasureIdea, worked), map[ID]int{12: 1}},
		"what nobody gave anything comes last":           {ordering(0, 1, 0), ranking(worked, worked, worked), map[ID]int{11: 2, 12: 1, 13: 2}},
		"what the poll was not over has none":            {ordering(1, 2), ranking(worked, worked, worked), map[ID]int{11: 1, 12: 2}},
		"where all are done meanwhile there is no order": {ordering(1, 2), ranking(MeasureDone, MeasureDone), map[ID]int{}},
		"of too few replies comes no order":              {invalid, ranking(worked, worked), nil},
		"nor of counts that stay unpublished":            {withheld, ranking(worked, worked), nil},
		"nor of a poll that was withdrawn":               {withdrawn, ranking(worked, worked), nil},
		"nor where nobody chose anything":                {nobody, ranking(worked, worked), nil},
	} {
		t.Run(name, func(t *testing.T) {
			if diff := cmp.Diff(test.want, Places(test.poll, test.measures)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestACircleIsNamedFromTheMeasureBackToIt(t *testing.T) {
	built := map[ID][]ID{1: nil, 2: {1}, 3: {2}, 4: {1, 3}}
	for name, test := range map[string]struct {
		measure ID
		after   []ID
		want    []ID
	}{
		"what builds on nothing makes none": {4, nil, nil},
		"nor does building on another way":  {4, []ID{1, 2}, nil},
		"on itself":                         {2, []ID{2}, []ID{2, 2}},
		"of two":                            {1, []ID{2}, []ID{1, 2, 1}},
		"over a way of several":             {1, []ID{4}, []ID{1, 4, 1}},
		"the first of them that makes one":  {2, []ID{1, 3}, []ID{2, 3, 2}},
		"of one that is not on the map":     {9, []ID{4}, nil},
	} {
		t.Run(name, func(t *testing.T) {
			if diff := cmp.Diff(test.want, Circle(test.measure, test.after, built)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// TestLinksThatCircleLetsThroughNeverMakeACircle adds links as people do, and
// holds what Circle says against an order in which everything builds on earlier
// things only, which exists exactly where there is no circle.
func TestLinksThatCircleLetsThroughNeverMakeACircle(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		const most = 7
		built := map[ID][]ID{}
		measure := rapid.Custom(func(t *rapid.T) ID { return ID(rapid.IntRange(1, most).Draw(t, "id")) })
		for range rapid.IntRange(1, 25).Draw(t, "links") {
			of, after := measure.Draw(t, "of"), rapid.SliceOfN(measure, 0, 3).Draw(t, "after")
			next := map[ID][]ID{}
			for id := ID(1); id <= most; id++ {
				next[id] = built[id]
			}
			next[of] = after
			circle := Circle(of, after, built)
			if (circle == nil) != orderly(next, most) {
				t.Fatalf("%d on %v over %v: %v", of, after, built, circle)
			}
			for i := 1; i < len(circle); i++ {
				if !slices.Contains(next[circle[i-1]], circle[i]) {
					t.Fatalf("%v is no way in %v", circle, next)
				}
			}
			if circle == nil {
				built = next
			}
		}
	})
}

// orderly tells whether everything can be put behind what it builds on.
func orderly(built map[ID][]ID, most ID) bool {
	placed := map[ID]bool{}
	for range most {
		for id := ID(1); id <= most; id++ {
			ready := true
			for _, before := range built[id] {
				ready = ready && placed[before]
			}
			if ready {
				placed[id] = true
			}
		}
	}
	return len(placed) == int(most)
}
