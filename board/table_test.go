package board

import (
	"bytes"
	"encoding/csv"
	"errors"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// published is where the published cases are beside a clone that has them.
const published = "../../shared/voting/cases.csv"

const header = "id,members,present,yes,no,abstain,invalid,rule,quorum,tie,chair,procedure,objections,second_call\n"

func verdicts(t *testing.T, in string) (out, problems string) {
	t.Helper()
	var written, told bytes.Buffer
	if err := VerdictTable(strings.NewReader(in), &written, &told); err != nil {
		t.Fatal(err)
	}
	rest, found := strings.CutPrefix(written.String(), "id,result\n")
	if !found {
		t.Fatalf("the verdicts begin %.30q, not with their header", written.String())
	}
	return rest, told.String()
}

func TestThePublishedCasesComeOutAsPublished(t *testing.T) {
	cases, err := os.ReadFile(published)
	if errors.Is(err, os.ErrNotExist) {
		t.Skipf("no published cases at %s, which only the project's own machines have", published)
	}
	if err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(bytes.NewReader(cases)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var want strings.Builder
	for _, row := range rows[1:] {
		want.WriteString(row[0] + "," + row[len(row)-1] + "\n")
	}
	got, _ := verdicts(t, string(cases))
	if diff := cmp.Diff(want.String(), got); diff != "" {
		t.Errorf("published (-), decided (+):\n%s", diff)
	}
	german, _ := verdicts(t, "\ufeff"+strings.ReplaceAll(strings.ReplaceAll(string(cases), ",", ";"), "\n", "\r\n"))
	if german != got {
		t.Error("the same table as a German spreadsheet saves it gives other verdicts")
	}
}

func TestTablesAreReadAsPeopleSaveThem(t *testing.T) {
	const row = "V01,11,11,6,5,0,0,simple,more_than_half,rejected,none,meeting,0,no\n"
	for _, c := range []struct{ sentence, in, want string }{
		{"plain", header + row, "V01,adopted\n"},
		{"without a line end at its end", header + strings.TrimSpace(row), "V01,adopted\n"},
		{"without a row", header, ""},
		{"without a row or a line end", strings.TrimSpace(header), ""},
		{"with a byte order mark", "\ufeff" + header + row, "V01,adopted\n"},
		{"with a byte order mark and a quoted header", "\ufeff\"id\"" + header[2:] + row, "V01,adopted\n"},
		{"with Windows line ends", strings.ReplaceAll(header+row, "\n", "\r\n"), "V01,adopted\n"},
		{"with semicolons", strings.ReplaceAll(header+row, ",", ";"), "V01,adopted\n"},
		{"with semicolons and commas in an id", strings.ReplaceAll(header, ",", ";") + strings.ReplaceAll(strings.ReplaceAll(row, ",", ";"), "V01", "TOP 3, Antrag 1"), "\"TOP 3, Antrag 1\",adopted\n"},
		{"with everything quoted", strings.ReplaceAll(`"`+strings.TrimSpace(strings.ReplaceAll(header+row, ",", `","`))+`"`, "\n", "\"\n\""), "V01,adopted\n"},
		{"with spaces around everything", " " + strings.ReplaceAll(header+" "+row, ",", " , "), "V01,adopted\n"},
		{"with spaces before quotes", header + `"V01", "11", "11", "6", "5", "0", "0", "simple", "more_than_half", "rejected", "none", "meeting", "0", "no"`, "V01,adopted\n"},
		{"with blank lines", "\n" + header + "\n" + row + "\r\n  \n" + row + "\n\n", "V01,adopted\nV01,adopted\n"},
		{"with columns in another order, a result and a note", "note,second_call,objections,procedure,chair,tie,quorum,rule,invalid,abstain,no,yes,present,members,result,id\n" +
			`"a note, with
a line break",no,0,meeting,none,rejected,more_than_half,simple,0,0,5,6,11,11,rejected,V01` + "\n", "V01,adopted\n"},
		{"with columns without a name", ",," + header + ",," + row, "V01,adopted\n"},
		{"with empty cells at the end of a row", header + strings.TrimSpace(row) + ",, \n", "V01,adopted\n"},
		{"with rows that leave out an empty result", strings.TrimSpace(header) + ",result\n" + row, "V01,adopted\n"},
		{"with an id of commas and quotes", header + strings.Replace(row, "V01", `"a ""b"", c"`, 1), `"a ""b"", c",adopted` + "\n"},
		{"with an id in another encoding", header + strings.Replace(row, "V01", "K\xf6ln", 1), "K\xf6ln,adopted\n"},
		{"with the same id twice, and none", header + row + row + row[3:], "V01,adopted\nV01,adopted\n,adopted\n"},
		{"with signs and zeros before numbers", header + strings.Replace(row, ",6,5,0,", ",+6,005,-0,", 1), "V01,adopted\n"},
	} {
		t.Run(c.sentence, func(t *testing.T) {
			got, problems := verdicts(t, c.in)
			if got != c.want || problems != "" {
				t.Errorf("got %q, want %q; problems %q", got, c.want, problems)
			}
		})
	}
}

func TestARowThatCannotBeIsImpossibleAndNamedByItsLine(t *testing.T) {
	const good = "good,11,11,6,5,0,0,simple,more_than_half,rejected,none,meeting,0,no\n"
	for _, c := range []struct{ sentence, row, problem string }{
		{"an unknown rule", "bad,11,11,6,5,0,0,plurality,more_than_half,rejected,none,meeting,0,no", `rule: "plurality"`},
		{"an unknown quorum", "bad,11,11,6,5,0,0,simple,some,rejected,none,meeting,0,no", `quorum: "some"`},
		{"an unknown tie", "bad,11,11,6,5,0,0,simple,none,lot,none,meeting,0,no", `tie: "lot"`},
		{"an unknown word for the chair", "bad,11,11,6,5,0,0,simple,none,rejected,maybe,meeting,0,no", `chair: "maybe"`},
		{"an unknown procedure", "bad,11,11,6,5,0,0,simple,none,rejected,none,circular,0,no", `procedure: "circular"`},
		{"a second call that is no yes or no", "bad,11,11,6,5,0,0,simple,none,rejected,none,meeting,0,true", `second_call: "true"`},
		{"a second call that is an abstention", "bad,11,11,6,5,0,0,simple,none,rejected,none,meeting,0,abstain", `second_call: "abstain"`},
		{"a word in capitals", "bad,11,11,6,5,0,0,Simple,none,rejected,none,meeting,0,no", `rule: "Simple"`},
		{"an empty word", "bad,11,11,6,5,0,0,simple,none,rejected,,meeting,0,no", `chair: ""`},
		{"an empty number", "bad,11,11,6,5,,0,simple,none,rejected,none,meeting,0,no", `abstain: ""`},
		{"a presence that is none, though nobody looks", "bad,11,all,11,0,0,0,simple,none,rejected,none,circular_all_agree,0,no", `present: "all"`},
		{"a decimal", "bad,11,11,6.0,5,0,0,simple,none,rejected,none,meeting,0,no", `yes: "6.0"`},
		{"an exponent", "bad,11,11,6e0,5,0,0,simple,none,rejected,none,meeting,0,no", `yes: "6e0"`},
		{"a hexadecimal number", "bad,11,11,0x6,5,0,0,simple,none,rejected,none,meeting,0,no", `yes: "0x6"`},
		{"a number with underscores", "bad,1_1,11,6,5,0,0,simple,none,rejected,none,meeting,0,no", `members: "1_1"`},
		{"a number of more than 64 bits", "bad,9223372036854775808,11,6,5,0,0,simple,none,rejected,none,meeting,0,no", "members: 9223372036854775808 is too large"},
		{"a number below 64 bits", "bad,11,11,6,-9223372036854775809,0,0,simple,none,rejected,none,meeting,0,no", "no: -9223372036854775809 is too large"},
		{"counts whose sum wraps around", "bad,11,11,9223372036854775807,9223372036854775807,2,0,simple,none,rejected,none,meeting,0,no", "these counts cannot be"},
		{"a negative number", "bad,11,11,6,5,0,0,simple,none,rejected,none,meeting,-1,no", "these counts cannot be"},
		{"no members", "bad,0,0,0,0,0,0,simple,none,rejected,none,meeting,0,no", "these counts cannot be"},
		{"too few fields", "bad,11,11,6,5", `rule: ""`},
		{"too many fields", "bad,11,11,6,5,0,0,simple,none,rejected,none,meeting,0,no,x", "15 fields where the header has 14"},
		{"an id with a comma and no quotes", "bad,b,11,11,6,5,0,0,simple,none,rejected,none,meeting,0,no", "15 fields where the header has 14"},
		{"a quote within a field", `bad,11,11,6",5,0,0,simple,none,rejected,none,meeting,0,no`, "quote"},
		{"a quote that does not close", `bad,11,11,"6,5,0,0,simple,none,rejected,none,meeting,0,no`, "quote"},
		{"two mistakes, both named", "bad,eleven,11,6,5,0,0,simple,none,rejected,none,meeting,0,nope", `second_call: "nope" is no word for it; members: "eleven" is no whole number`},
	} {
		t.Run(c.sentence, func(t *testing.T) {
			got, problems := verdicts(t, header+good+"\n"+c.row+"\n"+good)
			if want := "good,adopted\nbad,impossible\ngood,adopted\n"; got != want {
				t.Errorf("got %q, want %q", got, want)
			}
			if !strings.HasPrefix(problems, "line 4: ") || strings.Count(problems, "\n") != 1 || !strings.Contains(problems, c.problem) {
				t.Errorf("problems %q, want line 4 and %q", problems, c.problem)
			}
		})
	}
}

func TestLinesAreCountedThroughLineBreaksInFields(t *testing.T) {
	const noted = "note," + header
	in := noted +
		"\"a\nb\",first,11,11,6,5,0,0,simple,none,rejected,none,meeting,0,no\n" +
		"\"c\nd\",second,11,11,6,5,0,0,plurality,none,rejected,none,meeting,0,no\n" +
		"\"e,third,11,11,6,5,0,0,simple,none,rejected,none,meeting,0,no\n" +
		"f,fourth,11,11,6,5,0,0,plurality,none,rejected,none,meeting,0,no\n"
	got, problems := verdicts(t, in)
	if want := "first,adopted\nsecond,impossible\n,impossible\nfourth,impossible\n"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	for i, line := range strings.Split(strings.TrimSpace(problems), "\n") {
		if want := []string{"line 4: ", "line 6: ", "line 7: "}[i]; !strings.HasPrefix(line, want) {
			t.Errorf("problem %q, want %s", line, want)
		}
	}
}

func TestWhatIsNoTableOfVotesIsAnErrorAndWritesNothing(t *testing.T) {
	for _, c := range []struct{ sentence, in, want string }{
		{"nothing", "", "empty"},
		{"a byte order mark", "\ufeff", "empty"},
		{"blank lines", "\n \r\n\n", "empty"},
		{"no header", "V01,11,11,6,5,0,0,simple,more_than_half,rejected,none,meeting,0,no\n", "lacks id, members"},
		{"a column missing", strings.Replace(header, ",quorum", "", 1), "lacks quorum"},
		{"two columns missing", strings.Replace(strings.Replace(header, "id,", "", 1), ",second_call", "", 1), "lacks id, second_call"},
		{"a column twice", strings.TrimSpace(header) + ",yes\n", "column yes twice"},
		{"a header with an open quote", `"` + header, "header"},
		{"a text", "Digitalbeirat Erkelenz\n", "lacks id"},
	} {
		t.Run(c.sentence, func(t *testing.T) {
			var out, problems bytes.Buffer
			err := VerdictTable(strings.NewReader(c.in), &out, &problems)
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("error %v, want one that says %q", err, c.want)
			}
			if out.Len()+problems.Len() > 0 {
				t.Errorf("wrote %q and %q", out.String(), problems.String())
			}
		})
	}
}

func TestAFailingReaderOrWriterIsAnError(t *testing.T) {
	broken := errors.New("broken")
	if err := VerdictTable(failing{broken}, &bytes.Buffer{}, &bytes.Buffer{}); !errors.Is(err, broken) {
		t.Errorf("reading: %v", err)
	}
	if err := VerdictTable(strings.NewReader(header), failing{broken}, &bytes.Buffer{}); !errors.Is(err, broken) {
		t.Errorf("writing: %v", err)
	}
}

type failing struct{ err error }

func (f failing) Read([]byte) (int, error)  { return 0, f.err }
func (f failing) Write([]byte) (int, error) { return 0, f.err }

func FuzzVerdictTable(f *testing.F) {
	f.Add([]byte(header))
	f.Add([]byte(header + "V01,11,11,6,5,0,0,simple,more_than_half,rejected,none,meeting,0,no\n"))
	f.Add([]byte("\ufeff" + strings.ReplaceAll(header, ",", ";") + "\"a\r\n\"\"b\";9;-1;6;5;0;0;simple;none;chair;yes;circular_no_objection;1;yes\r\n"))
	f.Add([]byte(header + "\"open,11\nV02,11,11,6\",5\n\"\n"))
	f.Fuzz(func(t *testing.T, in []byte) {
		var out, problems bytes.Buffer
		if err := VerdictTable(bytes.NewReader(in), &out, &problems); err != nil {
			if out.Len()+problems.Len() > 0 {
				t.Fatalf("an error, but it wrote %q and %q", out.String(), problems.String())
			}
			return
		}
		rows, err := csv.NewReader(&out).ReadAll()
		if err != nil {
			t.Fatalf("the verdicts are no CSV: %v", err)
		}
		impossible := 0
		for _, row := range rows[1:] {
			switch outcome := Outcome(row[1]); outcome {
			case Impossible:
				impossible++
			case Objected, TooFewReplies, NotAllAgree, Inquorate:
			default:
				if !outcome.Valid() {
					t.Fatalf("no outcome: %q", outcome)
				}
			}
		}
		if told := strings.Count(problems.String(), "\n"); told != impossible {
			t.Fatalf("%d rows are impossible, %d lines say why: %q", impossible, told, problems.String())
		}
		if most := bytes.Count(in, []byte("\n")); len(rows)-1 > most {
			t.Fatalf("%d verdicts of %d lines", len(rows)-1, most+1)
		}
	})
}
