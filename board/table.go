package board

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
)

// columns are what a table of votes must have. Further ones are ignored.
var columns = []string{"id", "members", "present", "yes", "no", "abstain", "invalid", "rule", "quorum", "tie", "chair",
	"procedure", "objections", "second_call"}

// VerdictTable recomputes the votes of a table: CSV with a header whose
// columns are found by name, in any order, separated by commas or, as German
// spreadsheets save it, by semicolons. It writes the header "id,result" and a
// line for each row, in the order read. A row that cannot be is "impossible",
// with its line number and the reason on problems: a count that is no whole
// number of 64 bits, an unknown word (an empty cell is one; words are compared
// to the letter), a cell missing or too many, quotes that do not close, or
// counts that cannot be.
//
// The error is not nil only if the input is no such table, and then nothing
// was written, or if reading or writing failed.
func VerdictTable(in io.Reader, out, problems io.Writer) error {
	data, err := readFile(in)
	if err != nil {
		return fmt.Errorf("read the table of votes: %w", err)
	}
	rows := newRows(data)
	header, _, err := rows.next()
	if err == io.EOF {
		return errors.New("no table of votes: the input is empty")
	}
	if err != nil {
		return fmt.Errorf("no table of votes: its header: %w", err)
	}
	places, err := findColumns(header)
	if err != nil {
		return err
	}
	verdicts := csv.NewWriter(out)
	verdicts.Write([]string{"id", "result"}) // a failure stays until Error below
	for {
		fields, line, err := rows.next()
		if err == io.EOF {
			break
		}
		current := row{places: places, fields: fields}
		outcome := current.decide(len(header), err)
		if len(current.flaws) > 0 {
			fmt.Fprintf(problems, "line %d: %s\n", line, strings.Join(current.flaws, "; "))
		}
		verdicts.Write([]string{current.cell("id"), string(outcome)})
	}
	verdicts.Flush()
	if err := verdicts.Error(); err != nil {
		return fmt.Errorf("write the verdicts: %w", err)
	}
	return nil
}

// readFile reads all of a file, without the byte order mark that some editors
// begin it with.
func readFile(in io.Reader) ([]byte, error) {
	data, err := io.ReadAll(in)
	return bytes.TrimPrefix(data, []byte(byteOrderMark)), err
}

const byteOrderMark = "\ufeff"

// findColumns tells where each column stands.
func findColumns(header []string) (map[string]int, error) {
	places := map[string]int{}
	for i, name := range header {
		name = strings.TrimSpace(name)
		if _, twice := places[name]; twice && slices.Contains(columns, name) {
			return nil, fmt.Errorf("no table of votes: it has the column %s twice", name)
		}
		places[name] = i
	}
	var missing []string
	for _, name := range columns {
		if _, found := places[name]; !found {
			missing = append(missing, name)
		}
	}
	if len(missing) > 0 {
		return nil, fmt.Errorf("no table of votes: it lacks %s", strings.Join(missing, ", "))
	}
	return places, nil
}

// row is a line of the table, and what is wrong with it.
type row struct {
	places map[string]int
	fields []string
	flaws  []string
}

// decide gives the verdict of a row in a table of so many columns; broken is
// what kept it from being read to its end.
func (r *row) decide(width int, broken error) Outcome {
	if broken != nil {
		r.flaw("%v", broken)
		return Impossible
	}
	// A row may end early where only columns are missing that nobody looks at,
	// and spreadsheets like to end it with empty cells. More is a separator too many.
	if len(r.fields) > width && strings.TrimSpace(strings.Join(r.fields[width:], "")) != "" {
		r.flaw("%d fields where the header has %d", len(r.fields), width)
	}
	terms := Terms{
		Rule:       word(r, "rule", Rules()),
		Quorum:     word(r, "quorum", Quorums()),
		Tie:        word(r, "tie", Ties()),
		Procedure:  word(r, "procedure", Procedures()),
		SecondCall: word(r, "second_call", []Choice{Yes, No}) == Yes,
	}
	tally := Tally{
		Members: r.count("members"), Present: r.count("present"),
		Yes: r.count("yes"), No: r.count("no"), Abstain: r.count("abstain"), Invalid: r.count("invalid"),
		Chair:      word(r, "chair", append(Choices(), "none")),
		Objections: r.count("objections"),
	}
	if tally.Chair == "none" {
		tally.Chair = ""
	}
	if len(r.flaws) > 0 {
		return Impossible
	}
	outcome := Decide(terms, tally)
	if outcome == Impossible {
		r.flaw("these counts cannot be: members %d, present %d, yes %d, no %d, abstain %d, invalid %d, objections %d",
			tally.Members, tally.Present, tally.Yes, tally.No, tally.Abstain, tally.Invalid, tally.Objections)
	}
	return outcome
}

func (r *row) flaw(format string, args ...any) {
	r.flaws = append(r.flaws, fmt.Sprintf(format, args...))
}

// cell is what stands in a column; nothing where the row ends before it.
func (r *row) cell(column string) string {
	if place := r.places[column]; place < len(r.fields) {
		return strings.TrimSpace(r.fields[place])
	}
	return ""
}

func (r *row) count(column string) int {
	n, err := strconv.Atoi(r.cell(column))
	switch {
	case errors.Is(err, strconv.ErrRange):
		r.flaw("%s: %s is too large a number", column, r.cell(column))
	case err != nil:
		r.flaw("%s: %q is no whole number", column, r.cell(column))
	}
	return n
}

func word[W ~string](r *row, column string, known []W) W {
	found := W(r.cell(column))
	if !slices.Contains(known, found) {
		r.flaw("%s: %q is no word for it", column, found)
	}
	return found
}

// rows reads CSV row by row and goes on after one that is broken.
type rows struct {
	rest   []byte // what the reader began with
	before int    // lines before that
	comma  rune
	reader *csv.Reader
}

func newRows(data []byte) *rows {
	first, _, _ := bytes.Cut(bytes.TrimLeft(data, "\r\n"), []byte("\n"))
	r := &rows{comma: ','}
	if bytes.Count(first, []byte(";")) > bytes.Count(first, []byte(",")) {
		r.comma = ';'
	}
	r.startAt(data, 0)
	return r
}

func (r *rows) startAt(data []byte, before int) {
	r.rest, r.before = data, before
	r.reader = csv.NewReader(bytes.NewReader(data))
	r.reader.Comma = r.comma
	r.reader.FieldsPerRecord = -1
	r.reader.TrimLeadingSpace = true // a quote may follow a space
}

// next gives the next row that is not blank and the number of its first line.
// io.EOF ends the table; any other error is of this row only.
func (r *rows) next() ([]string, int, error) {
	for {
		fields, err := r.reader.Read()
		var broken *csv.ParseError
		if errors.As(err, &broken) {
			line := r.before + broken.StartLine
			if broken.Line > broken.StartLine {
				r.skip(broken.StartLine) // a quote left open must not swallow the rows below
			}
			return fields, line, broken.Err
		}
		if err != nil {
			return nil, 0, err
		}
		if len(fields) > 1 || strings.TrimSpace(fields[0]) != "" {
			line, _ := r.reader.FieldPos(0)
			return fields, r.before + line, nil
		}
	}
}

// skip starts anew after so many lines of the rest.
func (r *rows) skip(lines int) {
	rest := r.rest
	for range lines {
		_, rest, _ = bytes.Cut(rest, []byte("\n"))
	}
	r.startAt(rest, r.before+lines)
}
