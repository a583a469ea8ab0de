package board

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func exportedFeedback() FeedbackExport {
	r := FeedbackRound{Number: 3, Kind: OnService, Service: "Online-Termine", Anonymous: true, Asked: AskedBoard, State: FeedbackClosed,
		Tasks: []FeedbackTask{{1, "Buchen; absagen"}, {2, "Finden"}}}
	points := []FeedbackPoint{{Number: 1, Severity: Minor, Text: "+49 fehlt"}, {Number: 2, Task: 1, Severity: Blocking, Text: "=HYPERLINK(\"http://x\")\n@alle", Attachment: "a1"}}
	x := NewFeedbackExport(r, NewFeedbackResult(r, map[int]RatingTally{1: {0, 1, 0, 0, 3}, 2: {0, 0, 0, 0, 2}}, points, 11, 4))
	x.Points[1].Answer = &FeedbackReplied{State: FeedbackDeclined, Reason: "-", Given: "2026-11-30T09:00:00+01:00"}
	x.Points[1].Questions = []FeedbackEnquiry{{Text: "Wo?", Replies: []string{"Überall."}}}
	return x
}

func TestAnExportOfFeedbackHoldsEverythingWordForWord(t *testing.T) {
	var read FeedbackExport
	x := exportedFeedback()
	if err := json.Unmarshal(x.JSON(), &read); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(x, read); diff != "" {
		t.Error(diff)
	}
	if bytes.Contains(x.JSON(), []byte(`"poor": 2`)) {
		t.Error("two anonymous ratings are told")
	}
}

func TestTablesOfFeedbackAreOpenedAsTheyAre(t *testing.T) {
	x := exportedFeedback()
	rows := func(content []byte) [][]string {
		t.Helper()
		text, marked := strings.CutPrefix(string(content), "\ufeff")
		if !marked {
			t.Error("no byte order mark")
		}
		r := csv.NewReader(strings.NewReader(text))
		r.Comma = ';'
		all, err := r.ReadAll()
		if err != nil {
			t.Fatal(err)
		}
		return all
	}
	points := rows(x.PointsCSV())
	want := [][]string{
		{"2", "blocking", "1", "Buchen; absagen", "'=HYPERLINK(\"http://x\")\n@alle", "", "yes", "", "", "", "", ""},
		{"1", "minor", "", "", "'+49 fehlt", "", "no", "declined", "'-", "", "2026-11-30T09:00:00+01:00", "? Wo?\n> Überall."},
	}
	if diff := cmp.Diff(want, points[1:]); diff != "" {
		t.Error(diff)
	}
	ratings := rows(x.RatingsCSV())
	want = [][]string{
		{"1", "Buchen; absagen", "4", "no", "0", "1", "0", "0", "3", "5", "5", "4,3"},
		{"2", "Finden", "2", "yes", "", "", "", "", "", "", "", ""},
	}
	if diff := cmp.Diff(want, ratings[1:]); diff != "" {
		t.Error(diff)
	}
	if (FeedbackExport{}).PointsCSV() != nil || (FeedbackExport{}).RatingsCSV() != nil {
		t.Error("a table of nothing")
	}
}

func TestNoCellIsAFormula(t *testing.T) {
	for _, cell := range []string{"=1", "+1", "-1", "@A1", "\t=1", "\r=1", "\n=1", "＝1", "＋1", "－1", "＠A1"} {
		if got := inert(cell); got != "'"+cell {
			t.Errorf("%q stands there as %q", cell, got)
		}
	}
	for _, cell := range []string{"", "1=1", "„=1“", "ärgerlich", "😀"} {
		if got := inert(cell); got != cell {
			t.Errorf("%q stands there as %q", cell, got)
		}
	}
}
