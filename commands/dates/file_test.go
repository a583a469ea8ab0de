package dates_test

import (
	"errors"
	"fmt"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/encoding/charmap"

	"beirat/commands/dates"
)

func berlin(t testing.TB) *time.Location {
	t.Helper()
	zone, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		t.Fatal(err)
	}
	return zone
}

const (
	open = "\ufeffId;Country;StartDate;EndDate;Type;RegionalScope;Name;Subdivisions\r\n" +
		"1;DE;2026-12-23;2027-01-06;School;Regional;DE Weihnachtsferien,EN Christmas Holidays;DE-NW\r\n" +
		"2;DE;2027-05-18;;School;Regional;\"DE Pfingstferien,EN Pentecost Holidays\";DE-NW\r\n" +
		"3;DE;2027-03-22;2027-04-03;School;Regional;EN Easter Holidays,DE Osterferien;DE-BY,DE-NW\r\n" +
		"4;DE;2027-03-22;2027-04-05;School;Regional;DE Osterferien,EN Easter Holidays;DE-BY\r\n" +
		"5;DE;2026-12-25;;Public;National;DE Weihnachtstag,EN Christmas Day;\r\n"
	folded = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//schule//DE\r\nBEGIN:VEVENT\r\nUID:1\r\nDTSTAMP:20260101T000000Z\r\n" +
		"DTSTART;VALUE=DATE:20261223\r\nDTEND;VALUE=DATE:20270107\r\nSUMMARY:Weihnachts\r\n ferien\r\nDESCRIPTION;LANGUAGE=de:Frei\\, und\r\n  ruhig\r\nEND:VEVENT\r\n" +
		"BEGIN:VEVENT\r\nUID:2\r\nDTSTAMP:20260101T000000Z\r\nDTSTART;VALUE=DATE:20270518\r\nSUMMARY:Pfingstferien\r\nEND:VEVENT\r\n" +
		"BEGIN:VEVENT\r\nUID:3\r\nDTSTAMP:20260101T000000Z\r\nDTSTART;TZID=Europe/Berlin:20270322T000000\r\nDTEND;TZID=Europe/Berlin:20270403T235900\r\nSUMMARY:Osterferien\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
)

func TestAFileOfSchoolHolidaysIsReadAsTheLaenderPublishIt(t *testing.T) {
	three := []string{"Weihnachtsferien 23.12.2026 06.01.2027", "Osterferien 22.03.2027 03.04.2027", "Pfingstferien 18.05.2027 18.05.2027"}
	simple := "Name;Beginn;Ende\nWeihnachtsferien;23.12.2026;06.01.2027\nPfingstferien;18.5.2027;\nOsterferien;22.03.2027;03.04.2027\n;;\n"
	latin, err := charmap.Windows1252.NewEncoder().String("Name;Von;Bis\nFrühjahr;22.3.2027;3.4.2027\n")
	if err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		data   string
		want   []string
		others int
	}{
		"as openholidays publishes it, for one Land": {open, three, 2},
		"simple, with semicolons":                    {simple, three, 0},
		"simple, with commas":                        {strings.ReplaceAll(simple, ";", ","), three, 0},
		"simple, with tabs":                          {strings.ReplaceAll(simple, ";", "\t"), three, 0},
		"without headings":                           {strings.TrimPrefix(simple, "Name;Beginn;Ende\n"), three, 0},
		"twice the same":                             {simple + strings.TrimPrefix(simple, "Name;Beginn;Ende\n"), three, 0},
		"in Windows-1252":                            {latin, []string{"Frühjahr 22.03.2027 03.04.2027"}, 0},
		"columns in another order":                   {"Ende;Beginn;Ferien;Land\n06.01.2027;23.12.2026;Weihnachtsferien;NW\n01.01.2027;23.12.2026;Ferien;BY", three[:1], 1},
		"iCalendar, folded, with the day behind":     {folded, three, 0},
		"iCalendar, with bare line ends":             {strings.ReplaceAll(folded, "\r\n", "\n"), three, 0},
		"two calendars, one behind the other":        {folded + folded, three, 0},
	} {
		t.Run(name, func(t *testing.T) {
			file, err := dates.ReadFile([]byte(c.data), "NW", berlin(t))
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, s := range file.Holidays {
				if s.First.Hour() != 0 || s.First.Location().String() != "Europe/Berlin" {
					t.Errorf("%s begins at %s", s.Name, s.First)
				}
				got = append(got, s.Name+" "+s.First.Format("02.01.2006")+" "+s.Last.Format("02.01.2006"))
			}
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Error(diff)
			}
			if file.Others != c.others {
				t.Errorf("%d others, want %d", file.Others, c.others)
			}
		})
	}
}

func TestWhatIsNoFileOfSchoolHolidaysIsRefusedWithItsFlaw(t *testing.T) {
	event := "BEGIN:VEVENT\nDTSTART;VALUE=DATE:20270101\nSUMMARY:x\nEND:VEVENT\n"
	for name, c := range map[string]struct{ data, flaw, typed string }{
		"nothing":                        {" \n ", "empty", ""},
		"a picture":                      {"\x89PNG\r\n\x1a\n\x00\x00", "no_text", ""},
		"a spreadsheet":                  {"PK\x03\x04abc", "no_text", ""},
		"a PDF":                          {"%PDF-1.7 …", "no_text", ""},
		"a page of the web":              {"<!DOCTYPE html><html><body>404</body></html>", "columns", ""},
		"headings without a beginning":   {"Name;Ende\nx;01.01.2027\n", "columns", ""},
		"no date":                        {"Name;Beginn;Ende\nOstern;31.02.2027;01.03.2027\n", "date", "31.02.2027"},
		"a date of another age":          {"Name;Beginn;Ende\nOstern;01.02.0027;01.03.2027\n", "date", "01.02.0027"},
		"an end before the start":        {"Name;Beginn;Ende\nOstern;03.04.2027;22.03.2027\n", "order", "22.03.2027"},
		"a year":                         {"Name;Beginn;Ende\nOstern;01.01.2027;31.12.2027\n", "long", "31.12.2027"},
		"only public holidays":           {"Name;StartDate;Type\nNeujahr;2027-01-01;Public\n", "none", ""},
		"a calendar without entries":     {"BEGIN:VCALENDAR\nVERSION:2.0\nEND:VCALENDAR\n", "none", ""},
		"a calendar that breaks off":     {"BEGIN:VCALENDAR\n" + event, "calendar", ""},
		"a calendar with another inside": {"BEGIN:VCALENDAR\nEND:VEVENT\n", "calendar", ""},
		"an event without a day":         {"BEGIN:VCALENDAR\nBEGIN:VEVENT\nSUMMARY:x\nEND:VEVENT\nEND:VCALENDAR\n", "event", "x"},
		"an event on 31 February":        {"BEGIN:VCALENDAR\n" + strings.Replace(event, "20270101", "20270231", 1) + "END:VCALENDAR\n", "event", "x"},
		"more than a megabyte":           {strings.Repeat("x", dates.FileBytes+1), "large", ""},
		"a calendar of too many":         {"BEGIN:VCALENDAR\n" + strings.Repeat(event, dates.FileEntries+1) + "END:VCALENDAR\n", "many", ""},
		"a table of too many":            {"Name;Beginn\n" + strings.Repeat("x;01.01.2027\n", dates.FileEntries+1), "many", ""},
		"components within each other":   {"BEGIN:VCALENDAR\n" + strings.Repeat("BEGIN:A\n", 100_000), "many", ""},
		"a parameter of a megabyte":      {"BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART;X=" + strings.Repeat("x", 900_000) + ":20270101\n", "calendar", ""},
		"a line that is folded for ever": {"BEGIN:VCALENDAR\nBEGIN:VEVENT\nSUMMARY:" + strings.Repeat("\n x", 300_000), "calendar", ""},
	} {
		t.Run(name, func(t *testing.T) {
			file, err := dates.ReadFile([]byte(c.data), "NW", berlin(t))
			var flaw *dates.FileError
			if !errors.As(err, &flaw) || flaw.Flaw != c.flaw || flaw.Typed != c.typed || len(file.Holidays) > 0 {
				t.Errorf("%+v and %d entries", err, len(file.Holidays))
			}
		})
	}
}

// A file costs a small multiple of its size, whatever is in it.
func TestNoFileCostsMuchMemory(t *testing.T) {
	many := "BEGIN:VCALENDAR\n" + strings.Repeat("BEGIN:VEVENT\nEND:VEVENT\n", 40_000)
	for name, data := range map[string]string{"events": many, "rows": "Name;Beginn\n" + strings.Repeat(";\n", 400_000), "quotes": "Name;Beginn\n" + strings.Repeat("\"", 900_000)} {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		_, err := dates.ReadFile([]byte(data), "NW", berlin(t))
		runtime.ReadMemStats(&after)
		if used := (after.TotalAlloc - before.TotalAlloc) >> 20; used > 60 || err == nil {
			t.Errorf("%s: %d MB, %v", name, used, err)
		}
	}
}

func FuzzReadFile(f *testing.F) {
	for _, seed := range []string{open, folded, "Name;Beginn;Ende\nx;1.1.2027;2.1.2027", "BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:", "BEGIN:VCALENDAR\nBEGIN;0=\nEND:\nEND:0", "\"", ";;;"} {
		f.Add([]byte(seed))
	}
	zone := berlin(f)
	f.Fuzz(func(t *testing.T, data []byte) {
		file, err := dates.ReadFile(data, "NW", zone)
		var flaw *dates.FileError
		if err != nil && !errors.As(err, &flaw) {
			t.Fatal(err)
		}
		for i, s := range file.Holidays {
			if s.Name == "" || s.Last.Before(s.First) || i > 0 && s.First.Before(file.Holidays[i-1].First) {
				t.Fatalf("entry %d: %+v", i, s)
			}
		}
		if (err == nil) != (len(file.Holidays) > 0) {
			t.Fatal(fmt.Errorf("%d entries and %w", len(file.Holidays), err))
		}
	})
}
