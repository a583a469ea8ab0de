package polls

import (
	"testing"
	"time"

	"beirat/board"
)

func TestAPollThatOpensTooLateLosesNoTime(t *testing.T) {
	opens := time.Date(2026, 11, 30, 9, 0, 0, 0, time.UTC)
	after := func(d time.Duration) time.Time { return opens.Add(d) }
	lastDay := board.Term{Last: time.Date(2026, 12, 1, 0, 0, 0, 0, time.UTC)}
	for _, c := range []struct {
		sentence     string
		length, late time.Duration
		term         board.Term
		want         time.Duration // from the opening that was planned
	}{
		{"on time, a short one is as long as was said", time.Hour, 0, board.Term{}, time.Hour},
		{"a few seconds are no time lost", time.Hour, 40 * time.Second, board.Term{}, time.Hour},
		{"a short one ends so much later", 9 * time.Hour, 3 * time.Hour, board.Term{}, 12 * time.Hour},
		{"one that would be over runs its time", time.Hour, 50 * time.Hour, board.Term{}, 51 * time.Hour},
		{"a day that is left is enough", 48 * time.Hour, 24 * time.Hour, board.Term{}, 48 * time.Hour},
		{"a minute less than a day is not", 48 * time.Hour, 24*time.Hour + time.Minute, board.Term{}, 72*time.Hour + time.Minute},
		{"never beyond the board's term", 9 * time.Hour, 36 * time.Hour, lastDay, 39 * time.Hour},
	} {
		t.Run(c.sentence, func(t *testing.T) {
			p := board.Poll{Opens: opens, Closes: after(c.length)}
			if got := closesLate(p, c.term, after(c.late)); !got.Equal(after(c.want)) {
				t.Errorf("ends %s after its planned opening, not %s", got.Sub(opens), c.want)
			}
		})
	}
}
