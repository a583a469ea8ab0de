package when

import (
	_ "embed"
	"strings"
	"testing"
)

// sayings are what people write and what it means on Wednesday, 18 November
// 2026, at 10:00 in Berlin: "input = reading", one a line, several accepted
// readings parted by "|". A line with "# " is a heading.
//
//go:embed testdata/sayings.txt
var sayings string

func TestPeopleWriteTimesInManyWays(t *testing.T) {
	now := berlin(t, "2026-11-18T10:00")
	for line := range strings.Lines(sayings) {
		line = strings.TrimSpace(line)
		if line == "" || strings.HasPrefix(line, "# ") {
			continue
		}
		text, want, ok := strings.Cut(line, " = ")
		if !ok {
			t.Fatalf("no reading in %q", line)
		}
		expect(t, text, want, now)
	}
}
