package board

import (
	"errors"
	"fmt"
	"slices"
	"strings"
)

// BallotFlaw is what is wrong with a ballot that somebody wrote.
type BallotFlaw string

// The flaws.
const (
	EmptyBallot    BallotFlaw = "empty"     // it names nothing, or gives no points
	UnknownOption  BallotFlaw = "unknown"   // Typed is no option; Option, if any, may be meant
	OptionTwice    BallotFlaw = "twice"     // Option
	OneOptionOnly  BallotFlaw = "one_only"  // Typed names several, and one may be chosen
	NoPoints       BallotFlaw = "no_points" // Option is named without any
	NoWholePoints  BallotFlaw = "no_whole_points"
	NegativePoints BallotFlaw = "negative_points"
	OverBudget     BallotFlaw = "over_budget" // N points, and Most may be given
	TiesForbidden  BallotFlaw = "ties"        // Option and Other on one place, and each needs its own
	UnclearBallot  BallotFlaw = "unclear"     // Typed can be read in more than one way
)

// BallotError says why what somebody wrote is no ballot.
type BallotError struct {
	Flaw    BallotFlaw
	Typed   string // the part that is meant
	Option  Option // the option that is meant, if one is
	Other   Option
	N, Most int
}

func (e *BallotError) Error() string {
	return fmt.Sprintf("ballot: %s: %q, option %d, other %d, %d of %d", e.Flaw, e.Typed, e.Option.Number, e.Other.Number, e.N, e.Most)
}

// Read makes a choice of what somebody wrote: a choice in its one form, which
// is itself, or options by number or by label, in quotes or not, with or
// without the number of a list before the label. Between them stand commas,
// semicolons, spaces, line breaks or the word "und" or "and"; in a ranking also
// > (or an arrow, or the word "vor" or "before") and, for one place, =; points
// stand after = or : or, with a label or the word for points, a space.
// Labels are compared without regard to spaces and capitals. What is a choice
// in its one form, but for spaces beside its signs, is never a label. The words
// for yes, no and abstaining are those of Choices.
//
// The error is a *BallotError about the first flaw.
func (p Poll) Read(typed string) (Choice, error) {
	r := newReader(p, typed)
	exact := Choice(besideSigns.ReplaceAllString(r.rest, "$1"))
	if _, valid := p.parse(exact); valid {
		return exact, nil
	}
	word := Choice(sameLabel(r.rest))
	switch {
	case r.rest == "":
		return "", &BallotError{Flaw: EmptyBallot}
	case word == Abstain:
		return Abstain, nil
	case p.Method == YesNo && slices.Contains(Choices(), word):
		return word, nil
	}
	var marks []Mark
	var err error
	switch p.Method {
	case OneOf:
		marks, err = r.one()
	case Approval:
		marks, err = r.several()
	case Points:
		marks, err = r.points()
	case Ranked:
		marks, err = r.ranking()
	default:
		err = &BallotError{Flaw: UnknownOption, Typed: r.rest}
	}
	if err != nil {
		return "", err
	}
	return spelled(p.Method, marks), nil
}

// one reads the single option of a choice.
func (r *reader) one() ([]Mark, error) {
	whole := r.rest
	if option, found := r.resolve(whole); found {
		return []Mark{{Option: option}}, nil
	}
	marks, err := r.several()
	var flaw *BallotError
	switch {
	case errors.As(err, &flaw) && flaw.Flaw == UnknownOption:
		return nil, r.unknown(whole)
	case err != nil:
		return nil, err
	case len(marks) > 1:
		return nil, &BallotError{Flaw: OneOptionOnly, Typed: whole}
	}
	return marks, nil
}

// several reads options that are approved.
func (r *reader) several() ([]Mark, error) {
	var marks []Mark
	for r.skip(approvalSeparators); r.rest != ""; r.skip(approvalSeparators) {
		mark, err := r.next(approvalSeparators)
		if err != nil {
			return nil, err
		}
		marks = append(marks, mark)
	}
	if err := r.checkListed(); err != nil {
		return nil, err
	}
	return byNumber(marks)
}

// ranking reads places.
func (r *reader) ranking() ([]Mark, error) {
	var marks []Mark
	signs := ""
	for r.rest != "" {
		mark, err := r.next(rankingSeparators)
		if err != nil {
			return nil, err
		}
		mark.Place = len(marks) + 1
		sign, err := r.sign()
		if err != nil {
			return nil, err
		}
		if strings.HasSuffix(signs, "=") {
			mark.Place = marks[len(marks)-1].Place
			if before := marks[len(marks)-1].Option; !r.poll.Terms.Counting.TakesTies() {
				return nil, &BallotError{Flaw: TiesForbidden, Option: before, Other: mark.Option}
			}
		}
		marks, signs = append(marks, mark), signs+sign
	}
	if strings.Contains(signs, ">") && strings.Contains(signs, ",") {
		return nil, &BallotError{Flaw: UnclearBallot, Typed: r.typed}
	}
	if err := r.checkListed(); err != nil {
		return nil, err
	}
	slices.SortStableFunc(marks, func(a, b Mark) int {
		if a.Place != b.Place {
			return a.Place - b.Place
		}
		return a.Option.Number - b.Option.Number
	})
	return marks, nil
}

// byNumber puts marks in the order of their options' numbers.
func byNumber(marks []Mark) ([]Mark, error) {
	if len(marks) == 0 {
		return nil, &BallotError{Flaw: EmptyBallot}
	}
	slices.SortFunc(marks, func(a, b Mark) int { return a.Option.Number - b.Option.Number })
	return marks, nil
}
