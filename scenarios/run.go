package scenarios

import (
	"context"
	"fmt"
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

// Run tells a story to a driver and fails the test where what is seen differs.
func Run(t *testing.T, s Story, d Driver) {
	t.Helper()
	ctx := t.Context()
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
		if problems := step.compare(seen); len(problems) > 0 {
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
// expectation matches one thing seen, and each thing seen serves once.
func (s Step) compare(seen []Seen) []string {
	var problems []string
	used := make([]bool, len(seen))
	for _, want := range s.Expect {
		found := false
		for i, got := range seen {
			if !used[i] && got.Kind == want.Kind && got.Who == want.Who && matches(want.Lines, got.Lines) {
				used[i], found = true, true
				break
			}
		}
		if !found {
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
