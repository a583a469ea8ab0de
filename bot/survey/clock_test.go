package survey

import (
	"net/http"
	"testing"
	"testing/synctest"
	"time"
)

func TestClocksDifferOnlyWhereTheAnswerCannotExplainIt(t *testing.T) {
	synctest.Test(t, func(t *testing.T) { // nothing takes time but what waits
		for _, c := range []struct {
			name string
			off  time.Duration // of the platform's clock
			took time.Duration
			want bool
		}{
			{"the same moment", 0, 0, false},
			{"a little behind", -ClockMost, 0, false},
			{"a little ahead", ClockMost, 0, false},
			{"far behind", -ClockMost - 2*time.Second, 0, true},
			{"far ahead", ClockMost + 2*time.Second, 0, true},
			{"ahead by as much as the answer took", ClockMost + 3*time.Second, 3 * time.Second, false},
		} {
			asked := time.Now()
			date := asked.Add(c.off).UTC().Format(http.TimeFormat)
			time.Sleep(c.took)
			if apart, differs, known := Skew(asked, date); !known || differs != c.want {
				t.Errorf("%s: %v apart, differs %v, known %v", c.name, apart, differs, known)
			}
		}
	})
}

func TestADateThatIsNoneSaysNothing(t *testing.T) {
	if _, differs, known := Skew(time.Now(), ""); differs || known {
		t.Errorf("differs %v, known %v", differs, known)
	}
}
