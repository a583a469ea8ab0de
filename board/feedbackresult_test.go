package board

import (
	"slices"
	"testing"
)

func TestTheMedianOfRatings(t *testing.T) {
	for name, c := range map[string]struct {
		tally        RatingTally
		lower, upper Rating
		mean         int
	}{
		"nobody":                           {RatingTally{}, 0, 0, 0},
		"one":                              {RatingTally{0, 0, 0, 0, 1}, 5, 5, 50},
		"two alike":                        {RatingTally{0, 2, 0, 0, 0}, 2, 2, 20},
		"two apart":                        {RatingTally{1, 0, 0, 0, 1}, 1, 5, 30},
		"odd":                              {RatingTally{3, 5, 1, 0, 2}, 2, 2, 24},  // 1112 2[2]2 2355: 26/11 = 2,36
		"even, both in one":                {RatingTally{1, 2, 2, 1, 0}, 2, 3, 25},  // 1 2 [2 3] 3 4
		"even, the middle within one mark": {RatingTally{1, 4, 1, 0, 0}, 2, 2, 20},  // 1 2 [2 2] 2 3
		"the middle is between two marks":  {RatingTally{2, 0, 0, 2, 0}, 1, 4, 25},  // 1 [1 4] 4
		"all of the worst":                 {RatingTally{0, 0, 0, 0, 11}, 5, 5, 50}, //
		"a half is rounded up":             {RatingTally{19, 1, 0, 0, 0}, 1, 1, 11}, // 21/20 = 1,05
		"lows are not averaged away":       {RatingTally{6, 0, 0, 0, 5}, 1, 1, 28},  // 31/11 = 2,81
	} {
		t.Run(name, func(t *testing.T) {
			if lower, upper := c.tally.Medians(); lower != c.lower || upper != c.upper {
				t.Errorf("medians %d and %d, want %d and %d", lower, upper, c.lower, c.upper)
			}
			if mean := c.tally.MeanTenths(); mean != c.mean {
				t.Errorf("mean %d tenths, want %d", mean, c.mean)
			}
		})
	}
}

func TestTheMostSeverePointsComeFirst(t *testing.T) {
	points := []FeedbackPoint{{Number: 1, Severity: Improvement}, {Number: 2, Severity: Blocking}, {Number: 3, Severity: Serious}, {Number: 4, Severity: Blocking}}
	result := NewFeedbackResult(FeedbackRound{}, nil, points, 4, 2)
	var numbers []int
	for _, p := range result.Points {
		numbers = append(numbers, p.Number)
	}
	if want := []int{2, 4, 3, 1}; !slices.Equal(numbers, want) {
		t.Errorf("points %v, want %v", numbers, want)
	}
	if counts := result.Severe(); counts[Blocking] != 2 || counts[Serious] != 1 || counts[Minor] != 0 {
		t.Errorf("counted %v", counts)
	}
	if points[0].Number != 1 {
		t.Error("the points of the caller were put in another order")
	}
}

func TestFewAnonymousRatingsAreCountedAndNotTold(t *testing.T) {
	tallies := map[int]RatingTally{1: {0, 0, 0, 0, 2}, 2: {0, 0, 0, 0, 3}}
	tasks := []FeedbackTask{{Number: 1, Title: "Buchen"}, {Number: 2, Title: "Absagen"}, {Number: 3, Title: "Finden"}}
	anonymous := NewFeedbackResult(FeedbackRound{Anonymous: true, Tasks: tasks}, tallies, nil, 11, 3)
	if two := anonymous.Tasks[0]; !two.Withheld || two.Shown() || two.Tally != (RatingTally{}) || two.Rated != 2 {
		t.Errorf("two ratings: %+v", two)
	}
	if three := anonymous.Tasks[1]; three.Withheld || !three.Shown() || three.Tally != tallies[2] {
		t.Errorf("three ratings, all alike: %+v", three)
	}
	if none := anonymous.Tasks[2]; none.Withheld || none.Shown() || none.Rated != 0 {
		t.Errorf("no ratings: %+v", none)
	}
	if named := NewFeedbackResult(FeedbackRound{Tasks: tasks}, tallies, nil, 11, 3).Tasks[0]; named.Withheld || named.Tally != tallies[1] {
		t.Errorf("two ratings by name: %+v", named)
	}
}

func TestTheWorstTasksStayInTheirOrder(t *testing.T) {
	tasks := []FeedbackTask{{1, "A"}, {2, "B"}, {3, "C"}, {4, "D"}}
	result := NewFeedbackResult(FeedbackRound{Tasks: tasks}, map[int]RatingTally{1: {0, 0, 0, 0, 1}, 2: {1}, 4: {0, 1}}, nil, 1, 1)
	worst := result.Worst(2)
	if len(worst) != 2 || worst[0].Title != "A" || worst[1].Title != "D" {
		t.Errorf("the worst are %v", worst)
	}
}

func TestRoundsOnOneServiceAreComparedByTheirTasks(t *testing.T) {
	round := func(titles []string, tallies ...RatingTally) RoundResult {
		r := RoundResult{}
		for i, title := range titles {
			task := TaskResult{FeedbackTask: FeedbackTask{Number: i + 1, Title: title}, Tally: tallies[i]}
			task.Rated = task.Tally.Given()
			r.FeedbackResult.Tasks = append(r.FeedbackResult.Tasks, task)
		}
		return r
	}
	fair, good, poor := RatingTally{0, 0, 3}, RatingTally{0, 3}, RatingTally{0, 0, 0, 0, 3}
	c := CompareFeedback([]RoundResult{
		round([]string{"Termin buchen", "Termin absagen", "Wege finden"}, fair, good, good),
		round([]string{"Termin  Buchen", "Absagen", "Wege finden", "Hilfe finden"}, good, good, poor, RatingTally{}),
	})
	if len(c.Tasks) != 2 || c.Tasks[0].Title != "Termin  Buchen" || c.Tasks[0].Change() != Better || c.Tasks[1].Change() != Worse {
		t.Errorf("in both: %+v", c.Tasks)
	}
	var apart []string
	for _, task := range c.Single {
		apart = append(apart, task.Title)
	}
	if want := []string{"Absagen", "Hilfe finden", "Termin absagen"}; !slices.Equal(apart, want) {
		t.Errorf("apart %q, want %q", apart, want)
	}
	if first, last := c.Single[2].Ends(); first != 0 || last != 0 {
		t.Errorf("what was asked first alone stands in %d and %d", first, last)
	}
}

func TestTwoTasksOfOneTitleInARoundStayTwo(t *testing.T) {
	r := RoundResult{FeedbackResult: FeedbackResult{Tasks: []TaskResult{{FeedbackTask: FeedbackTask{1, "A"}}, {FeedbackTask: FeedbackTask{2, "a"}}}}}
	if c := CompareFeedback([]RoundResult{r, r}); len(c.Tasks) != 2 || c.Tasks[0].In[0].Number == c.Tasks[1].In[0].Number {
		t.Errorf("%+v", c.Tasks)
	}
}

func TestWhatBecameOfThePointsOfARound(t *testing.T) {
	r := RoundResult{FeedbackResult: FeedbackResult{Points: []FeedbackPoint{{ID: 1}, {ID: 2}, {ID: 3}}}, Answered: map[ID]FeedbackFate{1: FeedbackDone, 3: FeedbackDeclined}}
	if got := r.Fates(); got[FeedbackDone] != 1 || got[FeedbackDeclined] != 1 || got[""] != 1 || got[FeedbackAccepted] != 0 {
		t.Errorf("counted %v", got)
	}
}
