package when

import (
	"encoding/csv"
	"os"
	"strings"
	"testing"
	"time"
	_ "time/tzdata"
)

func berlin(t testing.TB, clock string) time.Time {
	t.Helper()
	loc, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		t.Fatal(err)
	}
	now, err := time.ParseInLocation("2006-01-02T15:04", clock, loc)
	if err != nil {
		t.Fatal(err)
	}
	return now
}

// reads is the reading, or "refused".
func reads(text string, now time.Time) string {
	reading, err := Understand(text, now)
	if err != nil {
		return "refused"
	}
	return reading.String()
}

func expect(t *testing.T, text, want string, now time.Time) {
	t.Helper()
	got := reads(text, now)
	for _, accepted := range strings.Split(want, "|") {
		if got == accepted {
			return
		}
	}
	_, err := Understand(text, now)
	t.Errorf("%q at %s is %s (%v), want %s", text, now.Format("Mon 2006-01-02 15:04"), got, err, want)
}

func TestTheSharedTableIsReadAsItSays(t *testing.T) {
	const table = "../../shared/when/cases.csv"
	file, err := os.Open(table)
	if os.IsNotExist(err) {
		t.Skip("no " + table + " beside this checkout: the shared cases are not checked")
	}
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	rows, err := csv.NewReader(file).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	now := berlin(t, "2026-11-18T10:00")
	for _, row := range rows[1:] {
		expect(t, row[1], row[2], now)
	}
}
