package board

import "slices"

// RoundResult is a round with what came of it.
type RoundResult struct {
	FeedbackRound
	FeedbackResult
	Answered map[ID]FeedbackFate // what became of its points
}

// FeedbackComparison holds rounds on one service against each other.
type FeedbackComparison struct {
	Rounds []RoundResult  // the first one first
	Tasks  []ComparedTask // that are in several of them, in the order of the latest
	Single []ComparedTask // that are in one only, or were called something else in the others
}

// ComparedTask is a task through the rounds.
type ComparedTask struct {
	Title string       // as the latest round with it says it
	In    []TaskResult // by round; Number 0 where it was not asked
}

// Change is what became of a task from one round to the next.
type Change string

// The changes, by the medians.
const (
	Better    Change = "better"
	Worse     Change = "worse"
	Unchanged Change = "same"
	Unknown   Change = "" // one of both has no ratings that may be told
)

// CompareFeedback compares rounds, the first one first. Tasks are the same where
// their titles are.
func CompareFeedback(rounds []RoundResult) FeedbackComparison {
	c := FeedbackComparison{Rounds: rounds}
	var all []ComparedTask
	for at := len(rounds) - 1; at >= 0; at-- {
		for _, task := range rounds[at].FeedbackResult.Tasks {
			i := slices.IndexFunc(all, func(t ComparedTask) bool { return SameService(t.Title, task.Title) && t.In[at].Number == 0 })
			if i < 0 {
				i = len(all)
				all = append(all, ComparedTask{Title: task.Title, In: make([]TaskResult, len(rounds))})
			}
			all[i].In[at] = task
		}
	}
	for _, task := range all {
		if task.times() > 1 {
			c.Tasks = append(c.Tasks, task)
		} else {
			c.Single = append(c.Single, task)
		}
	}
	return c
}

// times is in how many rounds the task was asked.
func (t ComparedTask) times() int {
	n := 0
	for _, in := range t.In {
		if in.Number > 0 {
			n++
		}
	}
	return n
}

// Ends are the first and the last round in which a task was asked, by their places.
func (t ComparedTask) Ends() (first, last int) {
	first = slices.IndexFunc(t.In, func(in TaskResult) bool { return in.Number > 0 })
	for i, in := range t.In {
		if in.Number > 0 {
			last = i
		}
	}
	return first, last
}

// Change is what became of the task from the first round with it to the last.
func (t ComparedTask) Change() Change {
	first, last := t.Ends()
	if !t.In[first].Shown() || !t.In[last].Shown() {
		return Unknown
	}
	switch by := t.In[last].Tally.worse(t.In[first].Tally); {
	case by < 0:
		return Better
	case by > 0:
		return Worse
	}
	return Unchanged
}

// Fates is what became of the points of a round: how many were answered in which
// way; under "" those without an answer.
func (r RoundResult) Fates() map[FeedbackFate]int {
	counts := map[FeedbackFate]int{}
	for _, p := range r.Points {
		counts[r.Answered[p.ID]]++
	}
	return counts
}
