package meetings

import (
	"testing"
	"time"

	"beirat/board"
)

func TestNewsAreWhatDiffersFromWhatWasTold(t *testing.T) {
	now := time.Date(2026, time.November, 26, 10, 0, 0, 0, time.UTC)
	stands := board.Meeting{State: board.MeetingFixed, Starts: now.AddDate(0, 0, 14), Minutes: 120, Place: "Rathaus"}
	with := func(change func(*board.Meeting)) board.Meeting {
		m := stands
		change(&m)
		return m
	}
	cancelled := with(func(m *board.Meeting) { m.State = board.MeetingCancelled })
	tentative := with(func(m *board.Meeting) { m.State = board.MeetingTentative })
	elsewhere := with(func(m *board.Meeting) { m.Place = "Bürgerhaus" })
	titled := with(func(m *board.Meeting) { m.Title = "Klausur" })
	past := with(func(m *board.Meeting) { m.Starts = now.AddDate(0, 0, -1) })
	open := with(func(m *board.Meeting) { m.State = board.MeetingOpen })
	for _, c := range []struct {
		sentence  string
		told, now board.Meeting
		want      string
	}{
		{"a date that stands is new to who heard nothing", board.Meeting{}, stands, "set"},
		{"and to who heard that it was intended", tentative, stands, "set"},
		{"told once, nothing is new", stands, stands, ""},
		{"a title is no news", stands, titled, ""},
		{"another place is", stands, elsewhere, "moved"},
		{"a cancelled one is, to who knew it", stands, cancelled, "cancelled"},
		{"cancelled before anybody heard of it, nothing is new", board.Meeting{}, cancelled, ""},
		{"told as cancelled, it takes place after all", cancelled, stands, "restored"},
		{"a date that stands no more is", stands, tentative, "open"},
		{"what is only intended is not told", board.Meeting{}, tentative, ""},
		{"what is past is not told", board.Meeting{}, past, ""},
		{"nor what has begun", stands, open, ""},
	} {
		if got := newsOf(c.told, c.now, now); got != c.want {
			t.Errorf("%s: %q, want %q", c.sentence, got, c.want)
		}
	}
}

func TestTheListBeginsWithWhatIsAhead(t *testing.T) {
	day := func(n int) time.Time { return time.Date(2026, time.November, n, 18, 0, 0, 0, time.UTC) }
	all := []board.Meeting{
		{Number: 1, State: board.MeetingHeld, Starts: day(1)}, {Number: 2, State: board.MeetingTentative}, {Number: 3, State: board.MeetingFixed, Starts: day(20)},
		{Number: 4, State: board.MeetingCancelled, Starts: day(5)}, {Number: 5, State: board.MeetingTentative, Starts: day(10)}, {Number: 6, State: board.MeetingOpen, Starts: day(4)},
		{Number: 7, State: board.MeetingFixed, Starts: day(3)}, // nobody opened it
	}
	for i, want := range []int{6, 5, 3, 2, 4, 7, 1} {
		if got := listOrder(all, day(7))[i].Number; got != want {
			t.Errorf("place %d: meeting %d, want %d", i+1, got, want)
		}
	}
}
