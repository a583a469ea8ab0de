package board

import (
	"cmp"
	"slices"
)

// FewRatings is how many ratings of a task in an anonymous round are so few that
// each could be guessed: fewer are counted, but not told.
const FewRatings = 3

// FeedbackResult is what came of a round, as those may see it who may read it at
// all.
type FeedbackResult struct {
	Asked  int // how many people were asked
	Gave   int // of these, how many gave something
	Tasks  []TaskResult
	Points []FeedbackPoint // the most severe first, of these by number
}

// TaskResult is how a task was rated.
type TaskResult struct {
	FeedbackTask
	Rated    int         // how many rated it
	Tally    RatingTally // zero where it is withheld
	Withheld bool        // so few rated it, and anonymously, that the ratings would tell of their authors
}

// NewFeedbackResult is the result of a round. What an anonymous one may not tell
// is not in it.
func NewFeedbackResult(r FeedbackRound, tallies map[int]RatingTally, points []FeedbackPoint, asked, gave int) FeedbackResult {
	result := FeedbackResult{Asked: asked, Gave: gave, Points: slices.Clone(points)}
	for _, task := range r.Tasks {
		t := TaskResult{FeedbackTask: task, Tally: tallies[task.Number]}
		t.Rated = t.Tally.Given()
		if t.Withheld = r.Anonymous && t.Rated > 0 && t.Rated < FewRatings; t.Withheld {
			t.Tally = RatingTally{}
		}
		result.Tasks = append(result.Tasks, t)
	}
	slices.SortStableFunc(result.Points, func(a, b FeedbackPoint) int {
		return cmp.Or(cmp.Compare(a.Severity.rank(), b.Severity.rank()), cmp.Compare(a.Number, b.Number))
	})
	return result
}

// rank is the place of a severity among all; what is none comes last.
func (s Severity) rank() int {
	if at := slices.Index(Severities(), s); at >= 0 {
		return at
	}
	return len(Severities())
}

// Severe is how many points have each severity.
func (r FeedbackResult) Severe() map[Severity]int {
	counts := map[Severity]int{}
	for _, p := range r.Points {
		counts[p.Severity]++
	}
	return counts
}

// Shown tells whether there are ratings of a task that may be told.
func (t TaskResult) Shown() bool { return t.Rated > 0 && !t.Withheld }

// Given is how many ratings there are.
func (t RatingTally) Given() int {
	sum := 0
	for _, n := range t {
		sum += n
	}
	return sum
}

// Medians are the lower and the upper median: the ratings in the middle, when all
// stand in a row from the best to the worst. Of an odd number of them it is one and
// the same; between two marks of an even number there is none to be computed, for
// marks have an order and no distances. Both are 0 where nobody rated.
func (t RatingTally) Medians() (lower, upper Rating) {
	n := t.Given()
	if n == 0 {
		return 0, 0
	}
	return t.at((n - 1) / 2), t.at(n / 2)
}

// at is the rating that stands at a place, from 0, in the row of all.
func (t RatingTally) at(place int) Rating {
	for i, n := range t {
		if place -= n; place < 0 {
			return Rating(i + 1)
		}
	}
	return 0
}

// MeanTenths is the mean in tenths, a half rounded up; 0 where nobody rated. It is
// told beside the median only.
func (t RatingTally) MeanTenths() int {
	n, sum := t.Given(), 0
	if n == 0 {
		return 0
	}
	for i, times := range t {
		sum += (i + 1) * times
	}
	return (20*sum + n) / (2 * n)
}

// worse compares two tallies by their medians: positive where the first is worse.
func (t RatingTally) worse(than RatingTally) int {
	lower, upper := t.Medians()
	thanLower, thanUpper := than.Medians()
	return cmp.Compare(lower+upper, thanLower+thanUpper)
}

// Worst are the tasks whose medians are the worst, at most so many, in the order
// of the round; those without ratings come last.
func (r FeedbackResult) Worst(most int) []TaskResult {
	worst := slices.Clone(r.Tasks)
	slices.SortStableFunc(worst, func(a, b TaskResult) int { return b.Tally.worse(a.Tally) })
	worst = worst[:min(most, len(worst))]
	slices.SortStableFunc(worst, func(a, b TaskResult) int { return cmp.Compare(a.Number, b.Number) })
	return worst
}
