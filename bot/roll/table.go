package roll

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
)

// table is a list in its columns.
type table struct {
	lines  []line
	unused []string
}

// line is one row that is not empty.
type line struct {
	number int
	cells  []string
	at     map[string]int // where a column stands
}

// value is what stands in a column, without space around it.
func (l line) value(column string) string {
	i, has := l.at[column]
	if !has || i >= len(l.cells) {
		return ""
	}
	return trim(l.cells[i])
}

func readTable(data []byte) (table, []Mistake) {
	text, err := decode(data)
	if err != nil {
		return table{}, []Mistake{{Text: err.Error()}}
	}
	lines, err := split(text)
	var broken *csv.ParseError
	switch {
	case errors.As(err, &broken):
		return table{}, []Mistake{{Line: broken.StartLine, Text: "a quotation mark stands where none may; one that belongs to the text is written twice"}}
	case err != nil:
		return table{}, []Mistake{{Text: err.Error()}}
	case len(lines) == 0:
		return table{}, []Mistake{{Text: "the list is empty; its first line names the columns: username,group,role"}}
	}
	head := lines[0]
	at, unused, mistakes := heading(head)
	if len(mistakes) > 0 {
		return table{}, mistakes
	}
	if len(lines) == 1 {
		return table{}, []Mistake{{Text: "the list names nobody; below its first line each line is a person"}}
	}
	for i, l := range lines[1:] {
		lines[i+1].at = at
		if len(l.cells) > len(head.cells) && slices.ContainsFunc(l.cells[len(head.cells):], func(cell string) bool { return trim(cell) != "" }) {
			mistakes = append(mistakes, Mistake{Line: l.number, Text: "there are more values than columns; a value that holds the separator stands in quotation marks"})
		}
	}
	return table{lines: lines[1:], unused: unused}, mistakes
}

// heading finds the columns by the words of the first line.
func heading(head line) (at map[string]int, unused []string, mistakes []Mistake) {
	at = map[string]int{}
	for i, cell := range head.cells {
		written := trim(cell)
		j := slices.IndexFunc(columns(), func(c column) bool { return among(written, c.headings...) })
		switch {
		case written == "":
		case j < 0:
			unused = append(unused, written)
		default:
			name := columns()[j].name
			if _, twice := at[name]; twice {
				mistakes = append(mistakes, Mistake{Line: head.number, Text: fmt.Sprintf("there are two columns for %s", name)})
			}
			at[name] = i
		}
	}
	for _, c := range columns() {
		if _, has := at[c.name]; c.required && !has {
			mistakes = append(mistakes, Mistake{Line: head.number, Text: fmt.Sprintf("the column %s (%s) is missing; the first line names the columns", c.name, c.german())})
		}
	}
	return at, unused, mistakes
}

func (c column) german() string {
	return map[string]string{"username": "Benutzername", "group": "Gruppe", "role": "Rolle"}[c.name]
}

// decode makes UTF-8 of what spreadsheets write: UTF-8 and UTF-16 with a mark
// at the beginning, UTF-8 without, or else Windows-1252.
func decode(data []byte) (string, error) {
	switch {
	case bytes.HasPrefix(data, []byte("\xef\xbb\xbf")):
		data = data[3:]
	case bytes.HasPrefix(data, []byte("\xff\xfe")), bytes.HasPrefix(data, []byte("\xfe\xff")):
		text, err := unicode.UTF16(unicode.LittleEndian, unicode.ExpectBOM).NewDecoder().Bytes(data)
		if err != nil {
			return "", fmt.Errorf("the list is neither UTF-8 nor what a spreadsheet saves as CSV: %w", err)
		}
		data = text
	}
	if bytes.HasPrefix(data, []byte("PK\x03\x04")) || bytes.ContainsRune(data, 0) {
		return "", errors.New("the list is no text; please save it in the spreadsheet as CSV")
	}
	if !utf8.Valid(data) {
		text, err := charmap.Windows1252.NewDecoder().Bytes(data)
		if err != nil {
			return "", fmt.Errorf("the list is neither UTF-8 nor Windows-1252: %w", err)
		}
		data = text
	}
	return strings.ReplaceAll(strings.ReplaceAll(string(data), "\r\n", "\n"), "\r", "\n"), nil
}

// split makes rows of the text and leaves empty ones out.
func split(text string) ([]line, error) {
	skipped := 0
	separator := separatorOf(text)
	if first, rest, _ := strings.Cut(text, "\n"); strings.HasPrefix(strings.ToLower(first), "sep=") && len(trim(first)) == 5 {
		text, skipped, separator = rest, 1, rune(trim(first)[4])
	}
	reader := csv.NewReader(strings.NewReader(text))
	reader.Comma, reader.FieldsPerRecord, reader.TrimLeadingSpace = separator, -1, separator != '\t'
	var lines []line
	for {
		cells, err := reader.Read()
		var broken *csv.ParseError
		switch {
		case errors.Is(err, io.EOF):
			return lines, nil
		case errors.As(err, &broken):
			broken.StartLine += skipped
			return nil, broken
		case err != nil:
			return nil, err
		}
		if slices.ContainsFunc(cells, func(cell string) bool { return strings.Trim(trim(cell), ",;") != "" }) {
			number, _ := reader.FieldPos(0)
			lines = append(lines, line{number: number + skipped, cells: cells})
		}
	}
}

// separatorOf is the sign that stands most often in the first line that says
// something.
func separatorOf(text string) rune {
	for text != "" {
		var first string
		first, text, _ = strings.Cut(text, "\n")
		if trim(strings.Trim(first, ",;\t")) == "" {
			continue
		}
		best := ','
		for _, sign := range []rune{';', '\t'} {
			if strings.Count(first, string(sign)) > strings.Count(first, string(best)) {
				best = sign
			}
		}
		return best
	}
	return ','
}

func trim(cell string) string { return strings.Trim(cell, " \t\n\u00a0\u200b\ufeff") }
