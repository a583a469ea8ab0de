package dates

import (
	"encoding/csv"
	"errors"
	"io"
	"slices"
	"strings"
	"time"
)

// columns are what a table says of an entry, with the headings it may use.
type column struct {
	name     string
	headings []string
}

func columns() []column {
	return []column{
		{"name", []string{"name", "bezeichnung", "ferien", "titel", "title", "summary", "betreff", "subject", "anlass"}},
		{"first", []string{"startdate", "start", "start date", "startdatum", "beginn", "anfang", "von", "from", "ferienbeginn", "erster ferientag", "erster tag"}},
		{"last", []string{"enddate", "end", "end date", "enddatum", "ende", "bis", "until", "to", "ferienende", "letzter ferientag", "letzter tag"}},
		{"type", []string{"type", "typ", "art"}},
		{"lands", []string{"subdivisions", "land", "bundesland", "länder", "bundesländer"}},
	}
}

// table reads a CSV file, with semicolons, commas or tabs.
func (r *entries) table(text string) error {
	reader := csv.NewReader(strings.NewReader(text))
	reader.Comma, reader.FieldsPerRecord, reader.ReuseRecord, reader.LazyQuotes = separator(text), -1, true, true
	var at map[string]int
	for {
		cells, err := reader.Read()
		switch {
		case errors.Is(err, io.EOF):
			return nil
		case err != nil:
			return &FileError{Flaw: "columns", Line: 1}
		}
		line, _ := reader.FieldPos(0)
		if at == nil {
			if at = heading(cells); at != nil {
				continue
			}
			if at = headless(cells); at == nil {
				return &FileError{Flaw: "columns", Line: line}
			}
		}
		if err := r.row(line, cells, at); err != nil {
			return err
		}
	}
}

// separator is the one that the first line has most of.
func separator(text string) rune {
	first, _, _ := strings.Cut(strings.TrimLeft(text, "\r\n "), "\n")
	best := ';'
	for _, c := range ",\t" {
		if strings.Count(first, string(c)) > strings.Count(first, string(best)) {
			best = c
		}
	}
	return best
}

// heading finds the columns by the words of a line; nil if it does not name when
// an entry begins.
func heading(cells []string) map[string]int {
	at := map[string]int{}
	for i, cell := range cells {
		written := strings.ToLower(strings.TrimSpace(cell))
		for _, c := range columns() {
			if _, has := at[c.name]; !has && slices.Contains(c.headings, written) {
				at[c.name] = i
			}
		}
	}
	if _, has := at["first"]; !has {
		return nil
	}
	return at
}

// headless are the columns of a table without headings: name, beginning, end.
func headless(cells []string) map[string]int {
	if len(cells) < 2 {
		return nil
	}
	if _, is := dayOf(cells[1]); !is {
		return nil
	}
	return map[string]int{"name": 0, "first": 1, "last": 2}
}

// row takes one line; one without anything in it is passed over.
func (r *entries) row(line int, cells []string, at map[string]int) error {
	value := func(column string) string {
		i, has := at[column]
		if !has || i >= len(cells) {
			return ""
		}
		return strings.TrimSpace(cells[i])
	}
	if strings.TrimSpace(strings.Join(cells, "")) == "" {
		return nil
	}
	if kind := strings.ToLower(value("type")); kind != "" && !strings.Contains(kind, "school") && !strings.Contains(kind, "schul") && !strings.Contains(kind, "ferien") ||
		!r.here(value("lands")) {
		r.file.Others++
		return nil
	}
	first, is := dayOf(value("first"))
	if !is {
		return &FileError{Flaw: "date", Line: line, Typed: value("first")}
	}
	last := first
	if end := value("last"); end != "" {
		if last, is = dayOf(end); !is {
			return &FileError{Flaw: "date", Line: line, Typed: end}
		}
	}
	return r.add(line, value("name"), first, last)
}

// here tells whether an entry for these Länder is one for the board's: all are,
// where either is not said.
func (r *entries) here(lands string) bool {
	if lands == "" || r.land == "" {
		return true
	}
	codes := strings.FieldsFunc(strings.ToUpper(lands), func(c rune) bool { return strings.ContainsRune(" ,;|/", c) })
	known := false
	for _, code := range codes {
		code = strings.TrimPrefix(code, "DE-")
		if code == r.land {
			return true
		}
		known = known || len(code) == 2 || strings.Contains(code, "-")
	}
	return !known // a name, not letters: who imports it has chosen
}

// dayOf reads a day as files write it.
func dayOf(written string) (time.Time, bool) {
	written, _, _ = strings.Cut(strings.TrimSpace(written), "T")
	for _, form := range []string{time.DateOnly, "2.1.2006", "2.1.06", "20060102", "2/1/2006"} {
		if day, err := time.Parse(form, written); err == nil {
			return day, day.Year() >= 2000 && day.Year() < 2100
		}
	}
	return time.Time{}, false
}
