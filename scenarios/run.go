package scenarios

import (
	"context"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"
)

// Driver lets the people of a story act on one platform.
type Driver interface {
	// Say does a line of the console's form and gives what was seen of it.
	Say(ctx context.Context, line string) ([]Seen, error)
	// Restart ends the program and starts it again, so much later, and gives
	// what was seen of that.
	Restart(ctx context.Context, later time.Duration) ([]Seen, error)
	// Kill does the line in a process that is killed before its first
	// sending, or right after it was sent; then the program starts again.
	Kill(ctx context.Context, line string, sent bool) ([]Seen, error)
	Close() error
}

// parting is a driver of a platform where a message has its buttons below all
// words. What stands between rows of buttons there, a person is answered in a
// message of its own each, and a message for everybody has all rows at its end.
type parting interface{ parts() }

// Run tells a story to a driver and fails the test where what is seen differs.
func Run(t *testing.T, s Story, d Driver) {
	t.Helper()
	ctx := t.Context()
	_, parts := d.(parting)
	for i := 0; i < len(s.Steps); i++ {
		step := s.Steps[i]
		var seen []Seen
		var err error
		switch step.Verb {
		case Restart:
			var later time.Duration
			if _, wait, given := strings.Cut(step.Text, " "); given {
				if later, err = time.ParseDuration(wait); err != nil {
					t.Fatalf("%s:%d: %v", s.Name, step.Line, err)
				}
			}
			seen, err = d.Restart(ctx, later)
		case Kill:
			i++
			if i == len(s.Steps) {
				t.Fatalf("%s:%d: nothing to kill", s.Name, step.Line)
			}
			sent := step.Text == "kill after"
			step = s.Steps[i]
			seen, err = d.Kill(ctx, step.Text, sent)
		default:
			seen, err = d.Say(ctx, step.Text)
		}
		if err != nil {
			t.Fatalf("%s:%d: %s\n%v", s.Name, step.Line, step.Text, err)
		}
		if problems := step.compare(seen, parts); len(problems) > 0 {
			t.Fatalf("%s:%d: %s\n%s\nseen:\n%s", s.Name, step.Line, step.Text, strings.Join(problems, "\n"), show(seen))
		}
	}
}

func show(seen []Seen) string {
	blocks := make([]string, len(seen))
	for i, s := range seen {
		blocks[i] = s.String()
	}
	return strings.Join(blocks, "\n")
}

// compare holds what was seen against what the step expects: every
// expectation matches one thing seen, and each thing seen serves once. One
// thing may have been seen in parts.
func (s Step) compare(seen []Seen, parts bool) []string {
	var problems []string
	used := make([]bool, len(seen))
	for _, want := range s.Expect {
		if !want.found(seen, used, parts) {
			problems = append(problems, fmt.Sprintf("line %d: nobody saw:\n%s", want.line, want))
		}
	}
	for _, words := range s.Absent {
		for _, got := range seen {
			if strings.Contains(got.String(), words) {
				problems = append(problems, fmt.Sprintf("seen, but should not be: %q in\n%s", words, got))
			}
		}
	}
	for i, got := range seen {
		if s.Only && !used[i] {
			problems = append(problems, fmt.Sprintf("nothing else should be seen, but:\n%s", got))
		}
	}
	return problems
}

// found looks for what is wanted among what was seen and not used yet, and uses it.
func (s Seen) found(seen []Seen, used []bool, parts bool) bool {
	for i, got := range seen {
		var lines []string
		for next := i; next < len(seen); next++ {
			if used[next] || seen[next].Kind != s.Kind || seen[next].Who != s.Who {
				break
			}
			lines = append(lines, seen[next].Lines...)
			if matches(s.Lines, lines) || parts && apart(s.Lines, lines) {
				for j := i; j <= next; j++ {
					used[j] = true
				}
				return true
			}
			if !parts || got.Kind == Form || len(lines) == 0 || !isButtons(lines[len(lines)-1]) {
				break
			}
		}
	}
	return false
}

// buttonRow is a line of buttons, whole or begun.
var buttonRow = regexp.MustCompile(`^\[[^\]]*(\]|…$)`)

func isButtons(line string) bool { return buttonRow.MatchString(line) }

// apart tells whether lines match where all buttons stand below all words: the
// words as elsewhere, and the buttons in their order; where any lines may stand,
// there may be others among them.
func apart(want, got []string) bool {
	wanted, rows := wordsAndButtons(want)
	words, labels := wordsAndButtons(got)
	if !matches(wanted, words) {
		return false
	}
	if !slices.Contains(wanted, "…") {
		return slices.Equal(rows, labels)
	}
	for _, label := range labels {
		if len(rows) > 0 && rows[0] == label {
			rows = rows[1:]
		}
	}
	return len(rows) == 0
}

var oneButton = regexp.MustCompile(`\[[^\]]*\]`)

// wordsAndButtons are the lines that are words, and the buttons of the others.
func wordsAndButtons(lines []string) (words, buttons []string) {
	for _, line := range lines {
		if isButtons(line) {
			buttons = append(buttons, oneButton.FindAllString(line, -1)...)
		} else {
			words = append(words, line)
		}
	}
	return words, buttons
}

// matches: "…" alone stands for any lines, at the end of a line for its rest.
func matches(want, got []string) bool {
	if len(want) == 0 {
		return len(got) == 0
	}
	if want[0] == "…" {
		for skip := 0; skip <= len(got); skip++ {
			if matches(want[1:], got[skip:]) {
				return true
			}
		}
		return false
	}
	return len(got) > 0 && same(want[0], got[0]) && matches(want[1:], got[1:])
}

func same(want, got string) bool {
	// A label may end in the sign itself: "[Mehr …]" stands for nothing but itself.
	if begin, open := strings.CutSuffix(want, "…"); open {
		return strings.HasPrefix(got, begin)
	}
	return strings.TrimRight(want, " ") == strings.TrimRight(got, " ")
}
