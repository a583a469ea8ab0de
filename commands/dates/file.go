package dates

import (
	"bytes"
	"cmp"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"

	"beirat/board"
	"beirat/chat"
)

// The limits of a file of school holidays.
const (
	FileBytes   = 1 << 20
	FileEntries = 2000
	longest     = 120 // days of an entry; the summer holidays have 45
	nameLength  = 80  // characters
)

// File is what a file of school holidays says.
type File struct {
	Holidays []board.SchoolHoliday // by their first day
	Others   int                   // entries that are left out: of other Länder, and public holidays
}

// FileError is why a file of school holidays is not taken; nothing of it is.
type FileError struct {
	Flaw  string // as its sentence "date.file." is called
	Line  int    // where it is, from 1; 0: the whole file
	Typed string // what stands there
}

func (e *FileError) Error() string { return "no file of school holidays: " + e.Flaw }

// Text says it.
func (e *FileError) Text() chat.Text {
	return chat.T("date.file."+e.Flaw, "Line", e.Line, "Typed", e.Typed, "Entries", FileEntries, "Days", longest)
}

// ReadFile reads the school holidays of a Land, as the Länder and those who
// collect from them publish them: as iCalendar or as CSV, in UTF-8 or
// Windows-1252. Days are 00:00 in the zone. Every error is a *FileError.
func ReadFile(data []byte, land string, zone *time.Location) (File, error) {
	if len(data) > FileBytes {
		return File{}, &FileError{Flaw: "large"}
	}
	text, err := decoded(data)
	if err != nil {
		return File{}, err
	}
	r := &entries{land: land, zone: zone}
	switch head := strings.TrimSpace(text); {
	case head == "":
		return File{}, &FileError{Flaw: "empty"}
	case len(head) >= len(calendarBegins) && strings.EqualFold(head[:len(calendarBegins)], calendarBegins):
		err = r.calendar(text)
	default:
		err = r.table(text)
	}
	if err != nil {
		return File{}, err
	}
	if len(r.file.Holidays) == 0 {
		return File{}, &FileError{Flaw: "none"}
	}
	slices.SortStableFunc(r.file.Holidays, func(a, b board.SchoolHoliday) int {
		return cmp.Or(a.First.Compare(b.First), a.Last.Compare(b.Last))
	})
	r.file.Holidays = slices.CompactFunc(r.file.Holidays, func(a, b board.SchoolHoliday) bool {
		return a.Name == b.Name && a.First.Equal(b.First) && a.Last.Equal(b.Last)
	})
	return r.file, nil
}

// decoded is the text of a file.
func decoded(data []byte) (string, error) {
	data = bytes.TrimPrefix(data, []byte("\xef\xbb\xbf"))
	if bytes.ContainsRune(data, 0) || bytes.HasPrefix(data, []byte("PK\x03\x04")) || bytes.HasPrefix(data, []byte("%PDF")) {
		return "", &FileError{Flaw: "no_text"}
	}
	if !utf8.Valid(data) {
		text, err := charmap.Windows1252.NewDecoder().Bytes(data)
		if err != nil {
			return "", &FileError{Flaw: "no_text"}
		}
		data = text
	}
	return string(data), nil
}

// entries are a file on its way.
type entries struct {
	land string
	zone *time.Location
	file File
}

// add takes an entry.
func (r *entries) add(line int, name string, first, last time.Time) error {
	first, last = r.midnight(first), r.midnight(last)
	switch {
	case last.Before(first):
		return &FileError{Flaw: "order", Line: line, Typed: last.Format("02.01.2006")}
	case !last.Before(first.AddDate(0, 0, longest)):
		return &FileError{Flaw: "long", Line: line, Typed: last.Format("02.01.2006")}
	case len(r.file.Holidays) == FileEntries:
		return &FileError{Flaw: "many"}
	}
	r.file.Holidays = append(r.file.Holidays, board.SchoolHoliday{Name: named(name), First: first, Last: last})
	return nil
}

func (r *entries) midnight(t time.Time) time.Time {
	year, month, day := t.Date()
	return time.Date(year, month, day, 0, 0, 0, 0, r.zone)
}

// named is a name as it is shown: of "DE Weihnachtsferien,EN Christmas holidays"
// the German one, on one line, never empty and never long.
func named(written string) string {
	name := written
	for part := range strings.SplitSeq(written, ",") {
		if german, is := strings.CutPrefix(strings.TrimSpace(part), "DE "); is {
			name = german
			break
		}
	}
	name = strings.Join(strings.FieldsFunc(name, func(c rune) bool { return c < ' ' || c == ' ' || c == 0x7f }), " ")
	if name == "" {
		return "Schulferien"
	}
	return chat.FirstRunes(name, nameLength)
}
