package board

import (
	"errors"
	"fmt"
	"iter"
	"strconv"
	"strings"
	"unicode"
)

// rankLine is a line of RankTable.
type rankLine struct {
	at     int // its number, from 1
	n      int
	groups [][]string // as they are ranked; with points each stands alone
	points []int      // of the groups, with points
}

func (l rankLine) names() iter.Seq[string] {
	return func(yield func(string) bool) {
		for _, group := range l.groups {
			for _, name := range group {
				if !yield(name) {
					return
				}
			}
		}
	}
}

func readRankLine(method rankMethod, text string) (rankLine, error) {
	count, ballot, found := strings.Cut(text, ":")
	if !found {
		return rankLine{}, errors.New(`it has no ":" after the number of ballots`)
	}
	n, err := wholeNumber(count)
	if err != nil {
		return rankLine{}, err
	}
	line := rankLine{n: n}
	switch {
	case strings.TrimSpace(ballot) == "":
		return rankLine{}, errors.New("it names nothing")
	case method.points:
		err = line.readPoints(ballot)
	default:
		line.readGroups(ballot)
	}
	if err == nil {
		err = line.checkNames()
	}
	if err == nil && method.strict {
		err = line.checkStrict()
	}
	return line, err
}

func (l *rankLine) readGroups(ballot string) {
	for group := range strings.SplitSeq(ballot, ">") {
		l.groups = append(l.groups, splitTrimmed(group, "="))
	}
}

func (l *rankLine) readPoints(ballot string) error {
	joined := strings.Join(splitTrimmed(ballot, "="), "=") // "A = 5" is "A=5"
	for _, entry := range strings.Fields(joined) {
		name, number, found := strings.Cut(entry, "=")
		switch {
		case !found:
			return fmt.Errorf("%q has no points, as in A=5; a name has no spaces here", entry)
		case strings.Contains(name, ">"):
			return fmt.Errorf("%q is ranked, but this method takes points, as in A=5", entry)
		}
		points, err := wholeNumber(number)
		if err != nil {
			return fmt.Errorf("the points of %q: %w", name, err)
		}
		l.groups = append(l.groups, []string{name})
		l.points = append(l.points, points)
	}
	return nil
}

func splitTrimmed(text, by string) []string {
	parts := strings.Split(text, by)
	for i, part := range parts {
		parts[i] = strings.TrimSpace(part)
	}
	return parts
}

// checkNames refuses a name that is empty, that could not be printed on a line
// of its own, or that stands there twice.
func (l rankLine) checkNames() error {
	seen := map[string]bool{}
	for name := range l.names() {
		switch {
		case name == "":
			return errors.New("a name is missing")
		case strings.ContainsFunc(name, unicode.IsControl):
			return fmt.Errorf("a name with a tab or another control character: %q", name)
		case seen[name]:
			return fmt.Errorf("%q stands there twice", name)
		}
		seen[name] = true
	}
	return nil
}

func (l rankLine) checkStrict() error {
	for _, group := range l.groups {
		if len(group) > 1 {
			return fmt.Errorf("%q and %q are tied, but irv takes strict orders only", group[0], group[1])
		}
	}
	return nil
}

// wholeNumber reads a number from 0 on.
func wholeNumber(text string) (int, error) {
	text = strings.TrimSpace(text)
	n, err := strconv.Atoi(text)
	switch {
	case errors.Is(err, strconv.ErrRange):
		return 0, fmt.Errorf("%s does not fit into 64 bits", text)
	case err != nil:
		return 0, fmt.Errorf("%q is no whole number", text)
	case n < 0:
		return 0, fmt.Errorf("%d is less than none", n)
	}
	return n, nil
}
