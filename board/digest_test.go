package board_test

import (
	"testing"
	"time"

	"beirat/board"
)

func TestADigestKeepsItsHour(t *testing.T) {
	berlin, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		t.Fatal(err)
	}
	at := func(text string) time.Time {
		moment, err := time.ParseInLocation("2006-01-02T15:04", text, berlin)
		if err != nil {
			t.Fatal(err)
		}
		return moment
	}
	daily, weekly := board.Digest{Rhythm: board.HeardDaily, Hour: 8}, board.Digest{Rhythm: board.HeardWeekly, Weekday: time.Monday, Hour: 8}
	for name, test := range map[string]struct {
		digest    board.Digest
		now, want string
	}{
		"later on the same day":                        {daily, "2026-11-26T07:59", "2026-11-26T08:00"},
		"on the next day when it was just now":         {daily, "2026-11-26T08:00", "2026-11-27T08:00"},
		"over the night that is an hour longer":        {daily, "2026-10-24T08:00", "2026-10-25T08:00"},
		"over the night that is an hour shorter":       {daily, "2027-03-27T08:00", "2027-03-28T08:00"},
		"an hour that the night lacks":                 {board.Digest{Rhythm: board.HeardDaily, Hour: 2}, "2027-03-27T08:00", "2027-03-28T03:00"},
		"on the weekday":                               {weekly, "2026-11-26T10:00", "2026-11-30T08:00"},
		"a week later when it was just now":            {weekly, "2026-11-30T08:00", "2026-12-07T08:00"},
		"on the working day after Easter Monday":       {weekly, "2027-03-25T10:00", "2027-03-30T08:00"},
		"still on that day when the weekday is over":   {weekly, "2027-03-29T10:00", "2027-03-30T08:00"},
		"after it, in the next week":                   {weekly, "2027-03-30T08:00", "2027-04-05T08:00"},
		"a Sunday becomes the Monday":                  {board.Digest{Rhythm: board.HeardWeekly, Weekday: time.Sunday, Hour: 18}, "2026-11-27T10:00", "2026-11-30T18:00"},
		"the Monday of it is not left out on a Sunday": {board.Digest{Rhythm: board.HeardWeekly, Weekday: time.Sunday, Hour: 18}, "2026-11-29T19:00", "2026-11-30T18:00"},
	} {
		t.Run(name, func(t *testing.T) {
			if got := test.digest.Next(at(test.now), board.HolidaysOf("NW")); !got.Equal(at(test.want)) {
				t.Errorf("%s, not %s", got.Format(time.RFC3339), test.want)
			}
		})
	}
	if got := (board.Digest{Rhythm: board.HeardAtOnce}).Next(at("2026-11-26T10:00"), board.HolidaysOf("NW")); !got.IsZero() {
		t.Errorf("who hears at once has a digest: %s", got)
	}
}

func TestWhatEndsSoonIsToldAtOnce(t *testing.T) {
	digest := time.Date(2026, 11, 27, 8, 0, 0, 0, time.UTC)
	var d board.Digest
	for name, test := range map[string]struct {
		over time.Time
		want bool
	}{
		"something that never ends": {time.Time{}, true},
		"before it":                 {digest.Add(-time.Hour), false},
		"on the same morning":       {digest.Add(4 * time.Hour), false},
		"half a day later":          {digest.Add(board.Ample), true},
	} {
		if got := d.Waits(test.over, digest); got != test.want {
			t.Errorf("%s waits: %t", name, got)
		}
	}
}
