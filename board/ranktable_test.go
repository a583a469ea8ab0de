package board

import (
	"bytes"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"testing"
)

// ranked gives what RankTable writes, with " / " for the ends of lines, as the
// published table has it.
func ranked(t *testing.T, method, in string) string {
	t.Helper()
	var out, problems bytes.Buffer
	if err := RankTable(method, strings.NewReader(in), &out, &problems); err != nil {
		t.Fatalf("%s of %q: %v, %s", method, in, err, problems.String())
	}
	if problems.Len() > 0 {
		t.Errorf("%s of %q tells of problems: %s", method, in, problems.String())
	}
	return strings.ReplaceAll(strings.TrimSuffix(out.String(), "\n"), "\n", " / ")
}

func TestThePublishedVotesAreRankedAsPublished(t *testing.T) {
	for _, c := range []struct{ ballots, schulze, borda, winner string }{
		{"8 A>C>D>B, 2 B>A>D>C, 4 C>D>B>A, 4 D>B>A>C, 3 D>C>B>A",
			"D / A / C / B", "D\t39 / C\t34 / A\t32 / B\t21", "D"},
		{"5 A>C>B>E>D, 5 A>D>E>C>B, 8 B>E>D>A>C, 3 C>A>B>E>D, 7 C>A>E>B>D, 2 C>B>A>D>E, 7 D>C>E>B>A, 8 E>B>A>D>C",
			"E / A / C / B / D", "E\t102 / A\t98 / B\t92 / C\t89 / D\t69", "A"},
		{"42 A>B>C>D, 26 B>C>D>A, 15 C>D>B>A, 17 D>C>B>A",
			"B / C / D / A", "B\t194 / C\t173 / A\t126 / D\t107", "D"},
		{"1 A>B>C, 1 B>C>A, 1 C>A>B",
			"A = B = C", "A = B = C\t3", "A = B = C"},
	} {
		var in strings.Builder
		for ballots := range strings.SplitSeq(c.ballots, ", ") {
			count, order, _ := strings.Cut(ballots, " ")
			fmt.Fprintf(&in, "%s: %s\n", count, order)
		}
		if got := ranked(t, "schulze", in.String()); got != c.schulze {
			t.Errorf("schulze of %s: %s, not %s", c.ballots, got, c.schulze)
		}
		if got := ranked(t, "borda", in.String()); got != c.borda {
			t.Errorf("borda of %s: %s, not %s", c.ballots, got, c.borda)
		}
		if got, _, _ := strings.Cut(ranked(t, "irv", in.String()), " / "); got != c.winner {
			t.Errorf("irv of %s: %s stands first, not %s", c.ballots, got, c.winner)
		}
	}
}

func TestBallotsAreReadAsPeopleWriteThem(t *testing.T) {
	for _, c := range []struct{ sentence, method, in, want string }{
		{"plain", "borda", "3: A>B=C>D\n", "A\t9 / B = C\t4.5 / D\t0"},
		{"an unnamed option stands below all named ones", "borda", "1: A\n0: B>C\n", "A\t2 / B = C\t0.5"},
		{"two unnamed ones are tied with Schulze", "schulze", "3: A\n1: B>C\n1: C>B\n", "A / B = C"},
		{"who beats another stays above without the winners", "schulze", "1: A>C>B>D\n3: A>D>C>B\n4: B>A>C>D\n3: D>C>B>A\n", "A = B / C / D"},
		{"an instant run-off with ballots that name few", "irv", "4: A\n3: B>C\n2: C>B\n", "B / A / C"},
		{"approval approves everyone listed, in whatever order", "approval", "3: A>B=C>D\n2: B\n1: E=B\n", "B\t6 / A = C = D\t3 / E\t1"},
		{"points", "points", "3: A=5 B=3\n1: C=6 A=0\n", "A\t15 / B\t9 / C\t6"},
		{"points with spaces around the signs", "points", " 3 : A = 5   B =3\t\n", "A\t15 / B\t9"},
		{"spaces around everything, none or many", "schulze", "  3 :A  >  B= C \n\t2:\tC>A\t\n", "A / C / B"},
		{"names of several words, with umlauts and colons", "borda", "2: Mehr Bänke>Öffentliches WLAN\n1: TOP 3: Größe>Öffentliches WLAN\n",
			"Mehr Bänke\t4 / Öffentliches WLAN\t3 / TOP 3: Größe\t2"},
		{"tied names in the order of their bytes", "borda", "1: b=Ä=B=a=10=9\n", "10 = 9 = B = a = b = Ä\t2.5"},
		{"names that differ in case only are two", "schulze", "1: a>A\n", "a / A"},
		{"Windows line ends, a byte order mark and no line end", "schulze", "\ufeff2: A>B\r\n\r\n1: B>A", "A / B"},
		{"blank lines", "schulze", "\n2: A>B\n  \t\n\n1: B>A\n\n", "A / B"},
		{"the same ballot twice", "points", "1: A=1\n1: A=1\n", "A\t2"},
		{"signs and zeros before numbers", "points", "+03: A=+02 B=-0\n", "A\t6 / B\t0"},
		{"one option", "borda", "5: A\n", "A\t0"},
		{"one option that leaves at once", "irv", "5: A\n", "A"},
		{"no ballots at all", "schulze", "", ""},
		{"no ballots at all, for points", "points", "\n \n", ""},
		{"options without a ballot are there, and tied", "schulze", "0: A>B\n", "A = B"},
		{"options without a ballot have nothing", "borda", "0: A>B\n", "A = B\t0"},
		{"an option without a ballot is below one with", "irv", "0: A\n1: B\n", "B / A"},
		{"an option without a ballot, in points", "points", "0: C=7\n1: B=1\n", "B\t1 / C\t0"},
		{"an option without an approval", "approval", "0: C\n1: B\n", "B\t1 / C\t0"},
		{"numbers as large as they get, by Schulze", "schulze", "9223372036854775806: A>B\n1: B>A\n", "A / B"},
		{"numbers as large as they get, in a run-off", "irv", "4611686018427387903: A\n4611686018427387904: B\n", "B / A"},
		{"numbers as large as they get, by Borda", "borda", "4611686018427387902: A>B\n1: A=B\n", "A\t4611686018427387902.5 / B\t0.5"},
		{"as many ballots as there can be, for nothing", "points", "9223372036854775807: A=0\n9223372036854775807: A=0\n", "A\t0"},
		{"numbers as large as they get, in points", "points", "1: A=4611686018427387903\n", "A\t4611686018427387903"},
	} {
		t.Run(c.sentence, func(t *testing.T) {
			if got := ranked(t, c.method, c.in); got != c.want {
				t.Errorf("got %s, not %s", got, c.want)
			}
		})
	}
}

func TestALineThatIsNoBallotIsNamedAndNothingIsRanked(t *testing.T) {
	for _, c := range []struct{ sentence, method, line, problem string }{
		{"no count", "schulze", "A>B", `it has no ":" after the number of ballots`},
		{"an empty count", "schulze", ": A>B", `"" is no whole number`},
		{"a name for a count", "schulze", "A: B>C", `"A" is no whole number`},
		{"a decimal count", "schulze", "1.5: A>B", `"1.5" is no whole number`},
		{"a negative count", "schulze", "-1: A>B", "-1 is less than none"},
		{"a count of more than 64 bits", "schulze", "9223372036854775808: A>B", "9223372036854775808 does not fit into 64 bits"},
		{"nobody named", "schulze", "3:", "it names nothing"},
		{"nobody named, for points", "points", "3: ", "it names nothing"},
		{"a name missing in the middle", "borda", "3: A>>B", "a name is missing"},
		{"a name missing at the beginning", "borda", "3: >A", "a name is missing"},
		{"a name missing at the end", "approval", "3: A>B>", "a name is missing"},
		{"a name missing beside a tied one", "borda", "3: A= >B", "a name is missing"},
		{"a name twice", "schulze", "3: A>B>A", `"A" stands there twice`},
		{"a name twice in one place", "schulze", "3: A=A", `"A" stands there twice`},
		{"a name twice, approved", "approval", "3: A=A", `"A" stands there twice`},
		{"a name twice, with points", "points", "3: A=1 A=1", `"A" stands there twice`},
		{"a tie in a run-off", "irv", "3: A>B=C", `"B" and "C" are tied, but irv takes strict orders only`},
		{"a tab in a name", "schulze", "3: A\tB>C", `control character: "A\tB"`},
		{"a line end of an old Macintosh", "schulze", "3: A>B\r2: B>A", "control character"},
		{"a ranking for points", "points", "3: A>B", `"A>B" has no points`},
		{"a ranking that looks like points", "points", "3: A>B=4", `"A>B=4" is ranked`},
		{"no points", "points", "3: A=5 B", `"B" has no points, as in A=5; a name has no spaces here`},
		{"empty points", "points", "3: A= B=3", `the points of "A": "B=3" is no whole number`},
		{"points without a name", "points", "3: =5", "a name is missing"},
		{"points that are words", "points", "3: A=five", `the points of "A": "five" is no whole number`},
		{"points with a decimal", "points", "3: A=2,5", `the points of "A": "2,5" is no whole number`},
		{"negative points", "points", "3: A=-1", `the points of "A": -1 is less than none`},
		{"points of more than 64 bits", "points", "3: A=9223372036854775808", `the points of "A": 9223372036854775808 does not fit`},
		{"points that do not fit into 64 bits together", "points", "4611686018427387904: A=2", "with it the counts no longer fit into 64 bits"},
		{"points whose double wraps around", "points", "1: A=4611686018427387904", "with it the counts no longer fit"},
		{"ballots that do not fit into 64 bits together", "schulze", "9223372036854775807: B>A", "with it the counts no longer fit"},
		{"ballots of a run-off that do not", "irv", "9223372036854775807: B>A", "with it the counts no longer fit"},
		{"Borda's scores that do not", "borda", "1537228672809129302: A>B>C>D", "with it the counts no longer fit"},
		{"approvals that do not", "approval", "4611686018427387904: A", "with it the counts no longer fit"},
	} {
		t.Run(c.sentence, func(t *testing.T) {
			good := "1: A>B\n"
			if c.method == "points" {
				good = "1: A=1\n"
			}
			var out, problems bytes.Buffer
			err := RankTable(c.method, strings.NewReader(good+"\n"+c.line+"\n"+good), &out, &problems)
			if err == nil || out.Len() > 0 {
				t.Errorf("error %v, and it wrote %q", err, out.String())
			}
			got := problems.String()
			if !strings.HasPrefix(got, "line 3: ") || strings.Count(got, "\n") != 1 || !strings.Contains(got, c.problem) {
				t.Errorf("problems %q, want line 3 and %q", got, c.problem)
			}
		})
	}
}

func TestEveryLineThatIsNoBallotIsNamed(t *testing.T) {
	var out, problems bytes.Buffer
	err := RankTable("borda", strings.NewReader("A\n1: A\n\n1: B>B\n-1: A\n"), &out, &problems)
	if err == nil || out.Len() > 0 {
		t.Errorf("error %v, and it wrote %q", err, out.String())
	}
	for i, line := range strings.Split(strings.TrimSpace(problems.String()), "\n") {
		if want := []string{"line 1: ", "line 4: ", "line 5: ", "no fourth"}[i]; !strings.HasPrefix(line, want) {
			t.Errorf("problem %q, want %s", line, want)
		}
	}
}

func TestAThousandOptionsAreRanked(t *testing.T) {
	const options = 1000
	var up, down []string
	for i := range options {
		up = append(up, fmt.Sprintf("%03d", i))
		down = append(down, fmt.Sprintf("%03d", options-1-i))
	}
	order := "2: " + strings.Join(up, ">") + "\n1: " + strings.Join(down, ">") + "\n"
	points := "1: " + strings.Join(up, "=1 ") + "=1\n"
	for method, first := range map[string]string{
		"schulze": "000 / 001 / 002", "borda": "000\t1998 / 001\t1997 / 002\t1996", "irv": "000 / 999 / 001 = 002",
		"approval": "000 = 001 = 002", "points": "000 = 001 = 002",
	} {
		in := order
		if method == "points" {
			in = points
		}
		if got := ranked(t, method, in); !strings.HasPrefix(got, first) {
			t.Errorf("%s begins %.60s", method, got)
		}
	}
}

func TestAMethodThatIsNoneIsAnErrorAndNamesThoseThatAre(t *testing.T) {
	var out, problems bytes.Buffer
	err := RankTable("plurality", strings.NewReader("1: A\n"), &out, &problems)
	if err == nil || !strings.Contains(err.Error(), `"plurality", only schulze, borda, irv, approval, points`) {
		t.Errorf("error %v", err)
	}
	if out.Len()+problems.Len() > 0 {
		t.Errorf("wrote %q and %q", out.String(), problems.String())
	}
}

func TestRankTableTellsOfAFailingReaderOrWriter(t *testing.T) {
	broken := errors.New("broken")
	if err := RankTable("borda", failing{broken}, &bytes.Buffer{}, &bytes.Buffer{}); !errors.Is(err, broken) {
		t.Errorf("reading: %v", err)
	}
	if err := RankTable("borda", strings.NewReader("1: A\n"), failing{broken}, &bytes.Buffer{}); !errors.Is(err, broken) {
		t.Errorf("writing: %v", err)
	}
}

func FuzzRankTable(f *testing.F) {
	for method := range RankMethods() {
		f.Add(uint(method), []byte("3: A>B=C>D\n2: C>A\n"))
		f.Add(uint(method), []byte("\ufeff 3 : Bänke = 5  B=3\r\n\r\n0: E=0\n"))
		f.Add(uint(method), []byte("9223372036854775807: A>B\n1: B\n"))
		f.Add(uint(method), []byte("A>>B\n-1: A\n1: A=B=A\r2: C"))
	}
	f.Fuzz(func(t *testing.T, choice uint, in []byte) {
		if len(in) > 2000 {
			t.Skip("a large table takes long and says no more")
		}
		method := RankMethods()[choice%uint(len(RankMethods()))]
		var out, problems bytes.Buffer
		err := RankTable(method, bytes.NewReader(in), &out, &problems)
		if (err != nil) != (problems.Len() > 0) || err != nil && out.Len() > 0 {
			t.Fatalf("error %v, problems %q, output %q", err, problems.String(), out.String())
		}
		scored := method != "schulze" && method != "irv"
		seen := map[string]bool{}
		for line := range strings.Lines(out.String()) {
			names, score, found := strings.Cut(strings.TrimSuffix(line, "\n"), "\t")
			if found != scored {
				t.Fatalf("a rank of %s: %q", method, line)
			}
			if n, err := strconv.ParseFloat(score, 64); found && (err != nil || n < 0) {
				t.Fatalf("a score of %q", score)
			}
			previous := ""
			for name := range strings.SplitSeq(names, " = ") {
				if name <= previous || seen[name] {
					t.Fatalf("%q follows %q in %q", name, previous, out.String())
				}
				previous, seen[name] = name, true
			}
		}
	})
}
