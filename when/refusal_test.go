package when

import (
	"errors"
	"strings"
	"testing"
	"time"
)

func TestARefusalSaysWhy(t *testing.T) {
	now := berlin(t, "2026-11-18T10:00")
	for _, c := range []struct {
		text, reason, sentence string
	}{
		{"", Empty, "nothing was written"},
		{" \t ", Empty, "nothing was written"},
		{strings.Repeat("a", 201), TooLong, "201 characters are too many for a date, at most 200 are read"},
		{strings.Repeat("ä", 200), Unknown, "this is not a date or time that I understand"},
		{"Hallo", Unknown, "this is not a date or time that I understand"},
		{"31.11.", NoSuchDay, "November has only 30 days"},
		{"29.02.2027", NoSuchDay, "February 2027 has only 28 days"},
		{"0.12.", NoSuchDay, "no month has a day 0"},
		{"am 32.", NoSuchDay, "no month has a day 32"},
		{"31.13.2026", NoSuchMonth, "there is no month 13"},
		{"1.1.1066", NoSuchYear, "the year 1066 is not between 1900 and 2199"},
		{"KW 54", NoSuchWeek, "there is no calendar week 54"},
		{"fünfter Montag im Februar 2027", NoSuchWeekday, "that month has no Monday number 5"},
		{"25:00", NoSuchTime, "there is no time 25:00"},
		{"13pm", NoSuchTime, "there is no time 13:00 pm"},
		{"Freitag, 3. Dezember 2026", WeekdayContradicts, "3 December 2026 is a Thursday, not a Friday"},
		{"morgen, 20.11.", DayContradicts, "20 November 2026 is not 19 November 2026"},
		{"morgen früh um 18 Uhr", PartContradicts, "18:00 is at another time of the day"},
		{"28.3.2027 02:30", Gap, "02:30 does not exist on 28 March 2027, the clock skips it"},
		{"diese Woche", DayMissing, "that names no single day"},
		{"in 300 Jahren", TooFar, "that is outside the years 1900 to 2199"},
	} {
		_, err := Understand(c.text, now)
		var refusal *Refusal
		if !errors.As(err, &refusal) {
			t.Errorf("%q is not refused", c.text)
			continue
		}
		if refusal.Reason != c.reason || refusal.Error() != c.sentence {
			t.Errorf("%q is refused as %s: %q, want %s: %q", c.text, refusal.Reason, refusal, c.reason, c.sentence)
		}
	}
}

func TestARefusalCarriesWhatItsSentenceNeeds(t *testing.T) {
	now := berlin(t, "2026-11-18T10:00")
	_, err := Understand("Freitag, 3. Dezember 2026", now)
	args := err.(*Refusal).Args
	if args["weekday"] != time.Thursday || args["said"] != time.Friday {
		t.Errorf("the weekdays are %v and %v", args["weekday"], args["said"])
	}
	if date := args["date"].(time.Time); date.Format("2006-01-02") != "2026-12-03" || date.Location() != now.Location() {
		t.Errorf("the date is %v", date)
	}
	_, err = Understand("31. November", now)
	args = err.(*Refusal).Args
	if args["day"] != 31 || args["month"] != time.November || args["days"] != 30 || args["year"] != 0 {
		t.Errorf("the day that does not exist is told as %v", args)
	}
}

func TestTheTableAnswersEachLine(t *testing.T) {
	in := "morgen\r\n\nnächsten Dienstag 18 Uhr\nja\r\n\r\n31.11.\n" + strings.Repeat("x", 300) + "\n\xff\xfe\nin 3 Tagen"
	want := "morgen\t2026-11-19\n" +
		"\trefused: nothing was written\n" +
		"nächsten Dienstag 18 Uhr\t2026-11-24T18:00\n" +
		"ja\trefused: this is not a date or time that I understand\n" +
		"\trefused: nothing was written\n" +
		"31.11.\trefused: November has only 30 days\n" +
		strings.Repeat("x", 300) + "\trefused: 300 characters are too many for a date, at most 200 are read\n" +
		"\xff\xfe\trefused: this is not a date or time that I understand\n" +
		"in 3 Tagen\t2026-11-21\n"
	var out strings.Builder
	if err := Table(strings.NewReader(in), &out, berlin(t, "2026-11-18T10:00")); err != nil {
		t.Fatal(err)
	}
	if out.String() != want {
		t.Errorf("the table is\n%s\nwant\n%s", out.String(), want)
	}
}
