package board

import (
	"bytes"
	"encoding/csv"
	"strconv"
	"strings"
	"unicode/utf8"
)

// CSV is the poll as a table of one vote, as VerdictTable reads it, with further
// columns. A vote over options has no Yes and No there. Like every table of an
// export it opens in a spreadsheet as it is: UTF-8 with a byte order mark,
// semicolons, CRLF, and no cell that would be taken for a formula.
func (x Export) CSV() []byte { return spreadsheet(x.voteTable()) }

// OptionsCSV is the table of the options, with the places that they took; nil
// where there are none.
func (x Export) OptionsCSV() []byte {
	if len(x.Options) == 0 {
		return nil
	}
	return spreadsheet(x.optionTable())
}

// BallotsCSV is the table of the ballots; nil where there are none, or where
// CSV says all that they do.
func (x Export) BallotsCSV() []byte {
	if len(x.Ballots) == 0 || x.plain() {
		return nil
	}
	return spreadsheet(x.ballotTable())
}

func spreadsheet(rows [][]string) []byte {
	var out bytes.Buffer
	out.WriteString(byteOrderMark)
	w := csv.NewWriter(&out)
	w.Comma, w.UseCRLF = ';', true
	for _, row := range rows {
		for i, cell := range row {
			row[i] = inert(cell)
		}
		_ = w.Write(row) // a buffer takes everything
	}
	w.Flush()
	return out.Bytes()
}

// plain tells whether the counts say all that the ballots do.
func (x Export) plain() bool {
	return x.Method == YesNo && x.Ballots[0].Receipt == "" && x.Ballots[0].Seat == ""
}

// voteTable is the poll in one row; what may not be seen is empty.
func (x Export) voteTable() [][]string {
	var head, row []string
	add := func(name, cell string) { head, row = append(head, name), append(row, cell) }
	counts := [8]string{}
	if c := x.Counts; c != nil {
		counts = [8]string{strconv.Itoa(c.Members), strconv.Itoa(c.Present), strconv.Itoa(c.Yes), strconv.Itoa(c.No), strconv.Itoa(c.Abstain),
			strconv.Itoa(c.Invalid), string(c.Chair), strconv.Itoa(c.Objections)}
		if x.Method != YesNo {
			counts[2], counts[3] = "", "" // a table of votes would make another verdict of them
		}
	}
	add("id", strconv.Itoa(x.Number))
	for i, name := range []string{"members", "present", "yes", "no", "abstain", "invalid"} {
		add(name, counts[i])
	}
	add("rule", string(x.Terms.Rule))
	add("quorum", string(x.Terms.Quorum))
	add("tie", string(x.Terms.Tie))
	add("chair", counts[6])
	add("procedure", string(x.Terms.Procedure))
	add("objections", counts[7])
	add("second_call", yesNo(x.Terms.SecondCall))
	add("result", string(x.Result))
	add("board", x.Board)
	add("question", x.Question)
	add("text", x.Text)
	add("purpose", string(x.Purpose))
	add("method", string(x.Method))
	add("counting", string(x.Terms.Counting))
	add("budget", some(x.Terms.Budget))
	add("run_off", yesNo(x.Terms.RunOff))
	add("lot", yesNo(x.Terms.Lot))
	add("seed", x.Seed)
	add("members_base", string(x.Terms.Base))
	add("secret", yesNo(x.Secret))
	add("rollcall", yesNo(x.RollCall))
	add("withheld", yesNo(x.Withheld))
	add("hands", yesNo(x.Hands))
	add("state", string(x.State))
	add("opened", x.Opened)
	add("closes", x.Closes)
	add("ended", x.Ended)
	add("electors", strconv.Itoa(x.Turnout.Electors))
	add("voted", strconv.Itoa(x.Turnout.Voted))
	add("recused", strconv.Itoa(x.Turnout.Recused))
	add("technical", strconv.Itoa(x.Turnout.Technical))
	return [][]string{head, row}
}

func (x Export) optionTable() [][]string {
	rows := [][]string{{"option", "label", "place", "score", "won"}}
	for _, o := range x.Options {
		score := strings.Replace(o.Score, ".", ",", 1) // German spreadsheets take 12.5 for a date
		rows = append(rows, []string{strconv.Itoa(o.Number), o.Label, some(o.Place), score, yesNo(o.Won)})
	}
	return rows
}

func (x Export) ballotTable() [][]string {
	p := x.poll()
	rows := [][]string{{"count", "ballot", "in_words", "receipt", "seat", "name", "for"}}
	for _, b := range x.Ballots {
		ballot := strings.ReplaceAll(string(b.Ballot), ",", ", ") // and 1,10 for 1.1
		rows = append(rows, []string{strconv.Itoa(b.N), ballot, inLabels(p, b.Ballot), b.Receipt, b.Seat, b.Name, b.For})
	}
	return rows
}

// inLabels is a choice with the labels of the options in place of their numbers.
func inLabels(p Poll, c Choice) string {
	said := make([]string, 0, len(p.Options))
	for _, mark := range p.Marks(c) {
		label := mark.Option.Label
		switch {
		case mark.Place > 0:
			label = strconv.Itoa(mark.Place) + ". " + label
		case mark.Points > 0:
			label += ": " + strconv.Itoa(mark.Points)
		}
		said = append(said, label)
	}
	return strings.Join(said, " / ")
}

// inert is a cell that no spreadsheet obeys; some read the wide signs of East Asian
// keyboards as the narrow ones.
func inert(cell string) string {
	if first, _ := utf8.DecodeRuneInString(cell); cell != "" && strings.ContainsRune("=+-@\t\r\n＝＋－＠", first) {
		return "'" + cell
	}
	return cell
}

func yesNo(is bool) string {
	if is {
		return string(Yes)
	}
	return string(No)
}

// some is a number, or nothing for 0.
func some(n int) string {
	if n == 0 {
		return ""
	}
	return strconv.Itoa(n)
}
