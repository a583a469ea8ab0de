package dates

import (
	"errors"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"beirat/board"
	"beirat/commands"
)

// five is a search over five dates.
func five() board.DateSearch {
	var s board.DateSearch
	for n := 1; n <= 5; n++ {
		s.Options = append(s.Options, board.DateOption{ID: board.ID(n), Number: n, Starts: time.Unix(int64(n), 0)})
	}
	return s
}

// answer knows the words of both languages, as the book does.
func answer(typed string) (board.Availability, bool) {
	a, known := map[string]board.Availability{"ja": board.CanCome, "yes": board.CanCome, "notfalls": board.IfNeedBe, "zur not": board.IfNeedBe,
		"if need be": board.IfNeedBe, "nein": board.CannotCome, "no": board.CannotCome}[typed]
	return a, known
}

func TestAnswersAreReadAsPeopleWriteThem(t *testing.T) {
	const y, m, n = board.CanCome, board.IfNeedBe, board.CannotCome
	for text, want := range map[string]map[int]board.Availability{
		"1 ja":                       {1: y},
		"1 ja, 2 notfalls, 3 nein":   {1: y, 2: m, 3: n},
		"1, 2 und 3 ja; 4 nein":      {1: y, 2: y, 3: y, 4: n},
		"1=yes 2=if need be 3=no":    {1: y, 2: m, 3: n},
		"2-4 zur not":                {2: m, 3: m, 4: m},
		"2–3 Nein":                   {2: n, 3: n},
		"ja: 1, 3; nein: 2":          {1: y, 3: y, 2: n},
		"Alle JA":                    {1: y, 2: y, 3: y, 4: y, 5: y},
		"nein: alle":                 {1: n, 2: n, 3: n, 4: n, 5: n},
		"1 ja, sonst nein":           {1: y, 2: n, 3: n, 4: n, 5: n},
		"Termin 1 ja, Termin 2 nein": {1: y, 2: n},
		"1. ja 2. nein":              {1: y, 2: n},
		"1 ja 1 ja":                  {1: y},
		"3 no\n4 yes":                {3: n, 4: y},
	} {
		got, err := readAnswers(text, five(), answer)
		if err != nil {
			t.Errorf("%q: %v", text, err)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%q: %s", text, diff)
		}
	}
}

func TestAnswersThatAreNoneAreRefused(t *testing.T) {
	for text, want := range map[string]string{
		"ja":                      "date.answers.which",
		"1, 2":                    "date.answers.which",
		", ;":                     "date.answers.which",
		"sonst nein 7":            "date.answers.unknown",
		"6 ja":                    "date.answers.unknown",
		"0 ja":                    "date.answers.unknown",
		"1-99999999 ja":           "date.answers.unknown",
		"1 ja, 1 nein":            "date.answers.twice",
		"1 quark":                 "date.answers.unread",
		"5-1 ja":                  "date.answers.unread",
		"1- ja":                   "date.answers.unread",
		"-1 ja":                   "date.answers.unread",
		"99999999999999999999 ja": "date.answers.unread",
	} {
		said, err := readAnswers(text, five(), answer)
		var mistake *commands.Error
		if !errors.As(err, &mistake) || mistake.Text.Key != want || said != nil {
			t.Errorf("%q: %v, %v", text, said, err)
		}
	}
}

func TestItIsForgottenWhoCouldComeWhenThirtyDaysAfterTheMeeting(t *testing.T) {
	at := func(month time.Month, day int) time.Time { return time.Date(2026, month, day, 18, 0, 0, 0, time.UTC) }
	s := board.DateSearch{Closes: at(11, 1), Options: []board.DateOption{{Starts: at(11, 10)}, {Starts: at(11, 20)}}}
	for name, c := range map[string]struct {
		meeting board.Meeting
		want    time.Time
	}{
		"no date was found": {board.Meeting{State: board.MeetingTentative, Starts: at(11, 5)}, at(12, 20)},
		"its date stands":   {board.Meeting{State: board.MeetingFixed, Starts: at(11, 10), Minutes: 60}, at(12, 10).Add(time.Hour)},
		"it was held":       {board.Meeting{State: board.MeetingHeld, Starts: at(11, 10), Minutes: 60, Closed: at(11, 11)}, at(12, 11)},
		"it was cancelled":  {board.Meeting{State: board.MeetingCancelled, Starts: at(11, 10), Changed: at(11, 2)}, at(12, 2)},
	} {
		if got := forgets(c.meeting, s); !got.Equal(c.want) {
			t.Errorf("%s: %s, want %s", name, got, c.want)
		}
	}
}
