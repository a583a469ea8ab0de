package bot

import (
	"strings"
	"testing"
)

func TestRankAnswersWithALineForEachRank(t *testing.T) {
	const ballots = "42: A>B>C>D\n26: B>C>D>A\n15: C>D>B>A\n17: D>C>B>A\n"
	for method, want := range map[string]string{
		"schulze":  "B\nC\nD\nA\n",
		"borda":    "B\t194\nC\t173\nA\t126\nD\t107\n",
		"irv":      "D\nA\nB\nC\n",
		"approval": "A = B = C = D\t100\n",
	} {
		if r := start(t, ballots, "rank", "--method", method); r != (ran{out: want}) {
			t.Errorf("%s: %+v", method, r)
		}
	}
	if r := start(t, "3: A=5 B=3\n1: B=7\n", "rank", "--method", "points"); r != (ran{out: "B\t16\nA\t15\n"}) {
		t.Errorf("points: %+v", r)
	}
}

func TestRankRefusesWhatIsNoBallotAndWhatIsNoMethod(t *testing.T) {
	r := start(t, "1: A>B\n\n1: A>B=C\n", "rank", "--method", "irv")
	if want := "line 3: \"B\" and \"C\" are tied, but irv takes strict orders only\nbeirat rank: nothing is ranked while a line is no ballot\n"; r != (ran{code: exitFailed, err: want}) {
		t.Errorf("a tie in a run-off: %+v", r)
	}
	for _, args := range [][]string{{"rank"}, {"rank", "--method", "plurality"}, {"rank", "--method", "irv", "ballots.txt"}, {"rank", "--methods", "irv"}} {
		if r := start(t, "1: A>B\n", args...); r.code != exitMisuse || r.out != "" || r.err == "" {
			t.Errorf("%s: %+v", strings.Join(args, " "), r)
		}
	}
	if r := start(t, "", "rank", "--method", ""); !strings.Contains(r.err, `--method must be one of schulze, borda, irv, approval, points, not ""`) {
		t.Errorf("an empty method: %+v", r)
	}
	if r := start(t, "", "rank", "-h"); r.code != exitDone || !strings.Contains(r.err, "3: A>B=C>D") {
		t.Errorf("help: %+v", r)
	}
}
