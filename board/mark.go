package board

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
)

// Mark is what a ballot says about one option.
type Mark struct {
	Option Option
	Place  int // of a ranking: from 1, tied options share the better one; else 0
	Points int // of points; else 0
}

// Marks says which options a choice of the poll names, as one would say them
// aloud: approvals by number, points from the most to the fewest, a ranking
// from the best to the worst. None are named by an abstention, by a choice of a
// yes-no vote and by what is no choice of the poll.
func (p Poll) Marks(c Choice) []Mark {
	marks, _ := p.parse(c)
	slices.SortStableFunc(marks, func(a, b Mark) int { return cmp.Compare(b.Points, a.Points) })
	return marks
}

// parse reads a choice, which must be in its one form, and name something. The
// marks stand in the order of the choice.
func (p Poll) parse(c Choice) (marks []Mark, valid bool) {
	switch p.Method {
	case OneOf, Approval:
		marks, valid = p.numbers(c)
		valid = valid && (p.Method == Approval || len(marks) == 1)
	case Points:
		marks, valid = p.pointed(c)
	case Ranked:
		marks, valid = p.places(c)
	}
	if !valid || len(marks) == 0 || spelled(p.Method, marks) != c {
		return nil, false
	}
	return marks, true
}

func (p Poll) numbers(c Choice) (marks []Mark, valid bool) {
	for text := range strings.SplitSeq(string(c), ",") {
		option, found := p.numbered(text)
		if !found {
			return nil, false
		}
		marks = append(marks, Mark{Option: option})
	}
	return marks, ascending(marks)
}

func (p Poll) pointed(c Choice) (marks []Mark, valid bool) {
	left := p.Terms.Budget
	for entry := range strings.SplitSeq(string(c), ",") {
		text, number, _ := strings.Cut(entry, "=")
		option, found := p.numbered(text)
		points, err := strconv.Atoi(number)
		if !found || err != nil || points < 1 || points > left {
			return nil, false
		}
		left -= points
		marks = append(marks, Mark{Option: option, Points: points})
	}
	return marks, ascending(marks)
}

func (p Poll) places(c Choice) (marks []Mark, valid bool) {
	named := map[int]bool{}
	for group := range strings.SplitSeq(string(c), ">") {
		place := len(marks) + 1
		for text := range strings.SplitSeq(group, "=") {
			option, found := p.numbered(text)
			if !found || named[option.Number] {
				return nil, false
			}
			named[option.Number] = true
			marks = append(marks, Mark{Option: option, Place: place})
		}
		if tied := marks[place-1:]; !ascending(tied) || len(tied) > 1 && !p.Terms.Counting.TakesTies() {
			return nil, false
		}
	}
	return marks, true
}

func (p Poll) numbered(text string) (Option, bool) {
	number, err := strconv.Atoi(text)
	if err != nil {
		return Option{}, false
	}
	i := slices.IndexFunc(p.Options, func(o Option) bool { return o.Number == number })
	if i < 0 {
		return Option{}, false
	}
	return p.Options[i], true
}

func ascending(marks []Mark) bool {
	for i := 1; i < len(marks); i++ {
		if marks[i].Option.Number <= marks[i-1].Option.Number {
			return false
		}
	}
	return true
}

// spelled is the one form of what marks say. They stand ascending or, of a
// ranking, by place and then ascending.
func spelled(m Method, marks []Mark) Choice {
	var text strings.Builder
	for i, mark := range marks {
		switch {
		case i == 0:
		case m != Ranked:
			text.WriteByte(',')
		case marks[i-1].Place == mark.Place:
			text.WriteByte('=')
		default:
			text.WriteByte('>')
		}
		text.WriteString(strconv.Itoa(mark.Option.Number))
		if m == Points {
			text.WriteString("=" + strconv.Itoa(mark.Points))
		}
	}
	return Choice(text.String())
}
