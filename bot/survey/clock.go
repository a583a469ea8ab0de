package survey

import (
	"net/http"
	"time"
)

// ClockMost is how far this machine's clock may be off a platform's.
const ClockMost = 5 * time.Second

// Skew compares this machine's clock with the one that dated an answer, which was
// asked for at asked and has just arrived. differs: they are further apart than
// ClockMost, as far as a date of whole seconds can tell. known is false where
// something on the way took the date off.
func Skew(asked time.Time, date string) (apart time.Duration, differs, known bool) {
	said, err := http.ParseTime(date)
	if err != nil {
		return 0, false, false
	}
	slack := time.Second + time.Since(asked)
	apart = asked.Sub(said).Abs()
	return apart.Round(time.Second), apart > ClockMost+slack, true
}
