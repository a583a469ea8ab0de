package reports

import (
	"strconv"

	"beirat/board"
	"beirat/chat"
)

func ratingWord(r board.Rating) chat.Text { return chat.T("value." + r.Word() + ".label") }

// severityName is a severity as people read it; zero of none.
func severityName(s board.Severity) chat.Text {
	if s == "" {
		return chat.Text{}
	}
	return chat.T("value.severity." + string(s) + ".label")
}

// fateName is what became of a point, as people read it.
func fateName(fate board.FeedbackFate) chat.Text {
	if fate == "" {
		return chat.T("answer.fate.open")
	}
	return chat.T("value.feedback_fate." + string(fate) + ".label")
}

// groupName is the group as people call it: by its own name, or, for the groups
// that every new board starts with, by the catalogue's.
func groupName(g board.Group) chat.Text {
	if g.Name != "" {
		return chat.Written(g.Name)
	}
	return chat.T("group." + g.Key)
}

// median is the middle rating in words, or both of them where there are two; of a
// task whose ratings are not told, why.
func median(t board.TaskResult) chat.Text {
	switch {
	case t.Rated == 0:
		return chat.T("report.nobody")
	case t.Withheld:
		return chat.T("report.few", "N", t.Rated)
	}
	lower, upper := t.Tally.Medians()
	return chat.T("report.median", "Lower", ratingWord(lower), "From", int(lower), "Upper", ratingWord(upper), "To", int(upper), "Apart", lower != upper)
}

// counts are how often each rating was given, the best first; those that nobody
// gave only if all are wanted.
func counts(t board.TaskResult, all bool) []chat.Text {
	var said []chat.Text
	for _, rating := range board.Ratings() {
		if n := t.Tally[rating-1]; n > 0 || all {
			said = append(said, chat.T("report.count", "Word", ratingWord(rating), "N", n))
		}
	}
	return said
}

// severities are how many points have each severity, the worst first.
func severities(r board.FeedbackResult) []chat.Text {
	counted := r.Severe()
	var said []chat.Text
	for _, severity := range board.Severities() {
		if n := counted[severity]; n > 0 {
			said = append(said, chat.T("report.count", "Word", severityName(severity), "N", n))
		}
	}
	return said
}

// mean is a mean as a decimal that words say with their own sign.
func mean(tally board.RatingTally) chat.Text {
	tenths := tally.MeanTenths()
	return chat.T("report.mean", "Whole", tenths/10, "Tenth", tenths%10)
}

// task is what a point is about, in words; empty: the whole.
func (s sheet) task(p board.FeedbackPoint) string {
	for _, task := range s.round.Tasks {
		if task.Number == p.Task {
			return task.Title
		}
	}
	return ""
}

// inside is the author as those read it who belong to the board; zero where nobody
// knows.
func (s sheet) inside(p board.FeedbackPoint) chat.Text {
	a, known := s.authors[p.Author]
	if !known {
		return chat.Text{}
	}
	return a.said()
}

// outside is the author as a file names them, which may leave the board: by name
// only with consent, else by the seat group where that does not say who it is.
func (s sheet) outside(p board.FeedbackPoint) chat.Text {
	switch a, known := s.authors[p.Author]; {
	case known && a.consents:
		return a.said()
	case known && a.group.ID != 0 && a.group.HidesMembers():
		return groupName(a.group)
	}
	return chat.Text{}
}

func (a author) said() chat.Text {
	if a.group.ID == 0 {
		return chat.Written(a.name)
	}
	return chat.T("report.author", "Name", a.name, "Group", groupName(a.group))
}

// answer is what the administration said to a point.
func answer(a board.FeedbackAnswer) chat.Text {
	return chat.T("report.answer", "Fate", fateName(a.State), "Reason", a.Reason, "Link", a.ShownLink())
}

func number(n int) string { return strconv.Itoa(n) }
