package board

import (
	"regexp"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

var (
	pointNumber = regexp.MustCompile(`^([+\-−–]?)\s*(\d+)`)
	pointUnit   = regexp.MustCompile(`(?i)^\s*(?:punkte?|points?)\b`)
)

// mostGiven keeps sums far from what an int holds; who types more mistyped.
const mostGiven = 1_000_000

// points reads how many points each option is given.
func (r *reader) points() ([]Mark, error) {
	var marks []Mark
	sum := 0
	for r.skip(pointSeparators); r.rest != ""; r.skip(pointSeparators) {
		mark, err := r.next(pointSeparators + "=:")
		if err != nil {
			return nil, err
		}
		if mark.Points, err = r.given(mark.Option); err != nil {
			return nil, err
		}
		sum += mark.Points
		if mark.Points > 0 {
			marks = append(marks, mark)
		}
	}
	if err := r.checkListed(); err != nil {
		return nil, err
	}
	if most := r.poll.Terms.Budget; sum > most {
		return nil, &BallotError{Flaw: OverBudget, N: sum, Most: most}
	}
	return byNumber(marks)
}

// given reads the points after an option.
func (r *reader) given(o Option) (int, error) {
	byWord := !r.byNumber
	r.skip(" ")
	if signed := strings.TrimLeft(r.rest, "=:"); signed != r.rest {
		r.rest, byWord = strings.TrimLeft(signed, " "), true
	}
	match := pointNumber.FindStringSubmatch(r.rest)
	byWord = byWord || match != nil && pointUnit.MatchString(r.rest[len(match[0]):])
	switch {
	case !byWord || r.rest == "" || strings.ContainsRune(pointSeparators, firstRune(r.rest)):
		return 0, &BallotError{Flaw: NoPoints, Option: o}
	case match == nil:
		return 0, &BallotError{Flaw: NoWholePoints, Option: o, Typed: r.token()}
	}
	token := r.token()
	after := r.rest[len(match[0]):]
	points, err := strconv.Atoi(match[2])
	switch {
	case err != nil || points > mostGiven || unicode.IsLetter(firstRune(after)) || r.goesOn(after):
		return 0, &BallotError{Flaw: NoWholePoints, Option: o, Typed: token}
	case points > 0 && match[1] != "" && match[1] != "+":
		return 0, &BallotError{Flaw: NegativePoints, Option: o, Typed: match[0]}
	}
	r.rest = after
	if unit := pointUnit.FindString(r.rest); unit != "" {
		r.rest = r.rest[len(unit):]
	}
	return points, nil
}

// goesOn tells whether a number goes on behind a decimal sign, as "2,5". The
// comma of "1=2,5=3" separates.
func (r *reader) goesOn(after string) bool {
	sign, width := utf8.DecodeRuneInString(after)
	if sign != '.' && sign != ',' && sign != '/' || !unicode.IsDigit(firstRune(after[width:])) {
		return false
	}
	if sign != ',' {
		return true
	}
	ahead := *r
	ahead.rest, ahead.named, ahead.listed = after[width:], nil, nil
	if _, err := ahead.next(pointSeparators + "=:"); err != nil {
		return true
	}
	return ahead.byNumber && !strings.ContainsRune("=:", firstRune(strings.TrimSpace(ahead.rest)))
}

// token is what stands up to the next separator.
func (r *reader) token() string {
	end := strings.IndexFunc(r.rest, func(c rune) bool { return c == ';' || unicode.IsSpace(c) })
	if end < 0 {
		end = len(r.rest)
	}
	return strings.TrimRight(r.rest[:end], ",")
}

// firstRune is the first sign of a text, 0 if there is none.
func firstRune(text string) rune {
	r, width := utf8.DecodeRuneInString(text)
	if width == 0 {
		return 0
	}
	return r
}
