package board

import (
	"bytes"
	"encoding/csv"
	"errors"
	"slices"
	"strconv"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// announced is a poll that is over, as its ballots made it.
func announced(p Poll, people Tally, piles []Pile) Poll {
	r := p.Count(people, piles)
	p.Number, p.Question, p.State = 12, "Freies WLAN?", Closed
	p.Counts, p.Outcome, p.Options, p.Withheld = r.Tally, r.Outcome, r.Options, r.Withheld
	return p
}

// exportedFor is what a file holds for somebody who has not voted.
func exportedFor(p Poll, piles []Pile) Export {
	sight := p.Sight(Viewer{}, p.Closes)
	var ballots []ExportBallot
	for _, pile := range piles {
		ballots = append(ballots, ExportBallot{Ballot: pile.Choice, N: pile.N})
	}
	x := NewExport(p.Seen(sight), sight, ballots)
	for _, pile := range piles {
		x.Turnout.Voted += pile.N
	}
	return x
}

// drawSigned gives the ballots of an export, maybe, the codes of a secret vote or
// the names of a roll-call.
func drawSigned(t *rapid.T, x Export) Export {
	signed := rapid.SampledFrom([]string{"", "receipt", "seat"}).Draw(t, "signed")
	if signed == "" {
		return x
	}
	var each []ExportBallot
	for _, b := range x.Ballots {
		for range b.N {
			one, sign := ExportBallot{Ballot: b.Ballot, N: 1}, strconv.Itoa(len(each)+1)
			if signed == "receipt" {
				one.Receipt = sign
			} else {
				one.Seat, one.Name = sign, "buerger"+sign
			}
			each = append(each, one)
		}
	}
	x.Ballots = each
	return x
}

func recounted(x Export) (out, problems string, err error) {
	var o, e strings.Builder
	err = Recount(bytes.NewReader(x.JSON()), &o, &e)
	return o.String(), e.String(), err
}

func TestTheRecountOfAnExportEqualsTheAnnouncement(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := drawPoll(t, Methods()...)
		p.Secret = rapid.Bool().Draw(t, "secret")
		piles := drawPiles(t, p, 9)
		people := drawPeople(t, p, ballots(piles))
		people.Chair = rapid.SampledFrom([]Choice{"", Yes, No, Abstain}).Draw(t, "chair")
		p = announced(p, people, piles)
		x := exportedFor(p, piles)
		out, problems, err := recounted(x)
		if p.Withheld {
			if err == nil || x.Counts != nil || len(x.Ballots) > 0 || out != "" {
				t.Fatalf("withheld, but exported: %s", x.JSON())
			}
			return
		}
		if err != nil {
			t.Fatalf("%v\n%s%s", err, problems, x.JSON())
		}
	})
}

func TestAShowOfHandsIsRecountedByItsCounts(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := drawPoll(t, YesNo, OneOf)
		piles := drawPiles(t, p, 9)
		p = announced(p, drawPeople(t, p, ballots(piles)), piles)
		p.Hands = true
		if out, problems, err := recounted(exportedFor(p, nil)); err != nil {
			t.Fatalf("%v\n%s%s", err, problems, out)
		}
	})
}

func TestTheTableOfAYesNoVoteIsRecomputedByVerdict(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := drawPoll(t, YesNo)
		p.Purpose = Recommendation
		piles := drawPiles(t, p, 9)
		people := drawPeople(t, p, ballots(piles))
		people.Chair = rapid.SampledFrom([]Choice{"", Yes, No, Abstain}).Draw(t, "chair")
		p = announced(p, people, piles)
		var out, problems strings.Builder
		if err := VerdictTable(bytes.NewReader(drawSigned(t, exportedFor(p, piles)).CSV()), &out, &problems); err != nil {
			t.Fatal(err)
		}
		if want := "id,result\n12," + string(p.Outcome) + "\n"; out.String() != want || (problems.Len() > 0) != (p.Outcome == Impossible) {
			t.Fatalf("%q, not %q\n%s", out.String(), want, problems.String())
		}
	})
}

// TestTheTableOfAVoteOverOptionsIsNoYesNoVote: whoever gives it to verdict gets
// no verdict, and so none that differs from the announced one.
func TestTheTableOfAVoteOverOptionsIsNoYesNoVote(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := drawPoll(t, OneOf, Approval, Points, Ranked)
		p.Purpose = Recommendation
		piles := drawPiles(t, p, 9)
		p = announced(p, drawPeople(t, p, ballots(piles)), piles)
		var out, problems strings.Builder
		if err := VerdictTable(bytes.NewReader(drawSigned(t, exportedFor(p, piles)).CSV()), &out, &problems); err != nil {
			t.Fatal(err)
		}
		const why = "line 2: yes: \"\" is no whole number; no: \"\" is no whole number\n"
		if out := out.String(); out != "id,result\n12,impossible\n" || problems.String() != why {
			t.Fatalf("%q\n%s", out, problems.String())
		}
	})
}

// motion is a vote of which all is known.
func motion() (Poll, []Pile) {
	p := Poll{Purpose: Recommendation, Method: YesNo, Terms: Terms{Rule: Simple, Quorum: NoQuorum, Tie: TieRejected, Procedure: InMeeting, Base: FilledSeats}}
	piles := []Pile{{Yes, 6}, {No, 3}}
	return announced(p, Tally{Members: 11, Present: 10}, piles), piles
}

func TestARecountSaysWhatComesOfTheBallotsAndWhatDiffers(t *testing.T) {
	p, piles := motion()
	out, problems, err := recounted(exportedFor(p, piles))
	want := "poll 12: Freies WLAN?\nmembers 11, present 10, objections 0\nyes 6, no 3, abstain 0, invalid 0\nresult: adopted\nThe recount equals what was announced.\n"
	if out != want || problems != "" || err != nil {
		t.Errorf("%s%s%v", out, problems, err)
	}
	x := exportedFor(p, []Pile{{Yes, 3}, {No, 6}})
	out, problems, err = recounted(x)
	if !errors.Is(err, ErrDiffers) || strings.Contains(out, "equals") {
		t.Errorf("other ballots: %s%v", out, err)
	}
	if want := "result: announced adopted, recounted rejected\nyes: announced 6, recounted 3\nno: announced 3, recounted 6\n"; problems != want {
		t.Errorf("other ballots: %s", problems)
	}
}

func TestARecountOfOptionsShowsTheirOrder(t *testing.T) {
	p := Poll{Purpose: Recommendation, Method: OneOf, Seed: "abc", Options: []Option{{Number: 1, Label: "Markt"}, {Number: 2, Label: "Hafen"}, {Number: 3, Label: "Bahnhof"}},
		Terms: Terms{Rule: Simple, Quorum: NoQuorum, Tie: TieRejected, Procedure: InMeeting, Base: FilledSeats, Lot: true}}
	piles := []Pile{{"1", 2}, {"2", 2}, {"3", 1}}
	p = announced(p, Tally{Members: 11, Present: 10}, piles)
	x := exportedFor(p, piles)
	out, problems, err := recounted(x)
	if !strings.Contains(out, "1. Markt\t2\n1. Hafen\t2\n3. Bahnhof\t1\nresult: adopted\n") || err != nil {
		t.Errorf("%s%s%v", out, problems, err)
	}
	other := exportedFor(p, piles)
	other.Options[0].Won, other.Options[1].Won, other.Options[2].Place = !other.Options[0].Won, !other.Options[1].Won, 2
	if _, problems, err = recounted(other); !errors.Is(err, ErrDiffers) || strings.Count(problems, "\n") != 3 || !strings.Contains(problems, "option 3, Bahnhof, place: announced 2, recounted 3\n") {
		t.Errorf("another winner: %s%v", problems, err)
	}
	x.Pledge = Pledge("another")
	if _, problems, err = recounted(x); !errors.Is(err, ErrDiffers) || !strings.Contains(problems, "is not the one that was pledged") {
		t.Errorf("another seed than pledged: %s%v", problems, err)
	}
}

func TestARecountMissesABallot(t *testing.T) {
	p, piles := motion()
	x := exportedFor(p, piles)
	x.Turnout.Voted = ballots(piles) + 1
	if _, problems, err := recounted(x); !errors.Is(err, ErrDiffers) || !strings.Contains(problems, "have voted: announced ") {
		t.Errorf("%s%v", problems, err)
	}
}

func TestARecountReadsAFileThatAnEditorSaved(t *testing.T) {
	p, piles := motion()
	var out, problems strings.Builder
	if err := Recount(strings.NewReader("\ufeff"+strings.ReplaceAll(string(exportedFor(p, piles).JSON()), "\n", "\r\n")), &out, &problems); err != nil {
		t.Error(err)
	}
}

func TestWhatCannotBeRecountedSaysWhy(t *testing.T) {
	p, piles := motion()
	good := string(exportedFor(p, piles).JSON())
	for name, c := range map[string]struct{ file, want string }{
		"nothing":               {"", "no export of a poll"},
		"a table":               {"id;members\r\n", "no export of a poll"},
		"another file":          {"{}", `its format is "", not "beirat-poll"`},
		"half of it":            {good[:len(good)/2], "no export of a poll"},
		"two of them":           {good + good, "something follows its end"},
		"a later version":       {strings.Replace(good, `"version": 1`, `"version": 2`, 1), "version 2; this program reads version 1"},
		"one that runs":         {strings.Replace(good, `"state": "closed"`, `"state": "open"`, 1), "poll 12 is not over (open)"},
		"ballots below nothing": {strings.Replace(good, `"count": 6`, `"count": -6`, 1), `damaged: -6 ballots "yes"`},
		"ballots beyond number": {strings.Replace(good, `"count": 6`, `"count": 9223372036854775807`, 1), `damaged: 9223372036854775807 ballots "yes"`},
		"options out of order":  {strings.Replace(good, `"method": "yesno",`, `"method": "yesno", "options": [{"number": 2, "label": "A"}],`, 1), "option 2 stands where option 1 should"},
		"counts lost":           {good[:strings.Index(good, `"counts"`)] + `"ballots": []}`, "its counts are missing"},
	} {
		var out, problems strings.Builder
		err := Recount(strings.NewReader(c.file), &out, &problems)
		if err == nil || errors.Is(err, ErrDiffers) || !strings.Contains(err.Error(), c.want) || out.String() != "" {
			t.Errorf("%s: %v\n%s", name, err, out.String())
		}
	}
}

func TestHandsThatCannotBeAreDamage(t *testing.T) {
	p := over(t, OneOf, "Markt", "Hafen")
	piles := []Pile{{"1", 6}, {"2", 3}, {Abstain, 1}}
	p = announced(p, Tally{Members: 11, Present: 10}, piles)
	p.Hands = true
	good := string(exportedFor(p, nil).JSON())
	for from, to := range map[string]string{
		`"score": "6"`: `"score": "4611686018427387905"`,
		`"score": "3"`: `"score": "3.5"`,
		`"abstain": 1`: `"abstain": 4611686018427387905`,
		`"invalid": 0`: `"invalid": -1`,
	} {
		if !strings.Contains(good, from) {
			t.Fatalf("%s is not in %s", from, good)
		}
		var out, problems strings.Builder
		err := Recount(strings.NewReader(strings.Replace(good, from, to, 1)), &out, &problems)
		if err == nil || errors.Is(err, ErrDiffers) || !strings.Contains(err.Error(), "the export of poll 12 is damaged: ") || out.Len() > 0 {
			t.Errorf("%s: %v\n%s", to, err, out.String())
		}
	}
}

func TestAnExportShowsNoCountBeforeTheEnd(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := drawPoll(t, Methods()...)
		p.Results = rapid.SampledFrom(ResultsChoices()).Draw(t, "results")
		p.Seed = "the seed"
		piles := drawPiles(t, p, 9)
		p = announced(p, drawPeople(t, p, ballots(piles)), piles)
		p.State = rapid.SampledFrom([]State{Planned, Open, Withdrawn}).Draw(t, "state")
		x := exportedFor(p, piles)
		if x.Counts != nil || x.Ballots != nil || x.Result != "" || x.Seed != "" || strings.Contains(string(x.JSON()), "the seed") {
			t.Fatalf("%s", x.JSON())
		}
		for _, o := range x.Options {
			if o.Place != 0 || o.Score != "" || o.Won {
				t.Fatalf("%s", x.JSON())
			}
		}
	})
}

func TestTheChairsBallotIsToldOnlyWhereItDecided(t *testing.T) {
	p := Poll{Purpose: Recommendation, Method: YesNo, Terms: Terms{Rule: Simple, Quorum: NoQuorum, Tie: ChairDecides, Procedure: InMeeting, Base: FilledSeats}}
	for _, c := range []struct {
		yes  int
		want Choice
	}{{3, No}, {4, "none"}} {
		piles := []Pile{{Yes, c.yes}, {No, 3}}
		x := exportedFor(announced(p, Tally{Members: 11, Present: 10, Chair: No}, piles), piles)
		if x.Counts.Chair != c.want {
			t.Errorf("%d Yes, 3 No: the chair's ballot is %q", c.yes, x.Counts.Chair)
		}
	}
}

func TestATableIsOneThatGermanSpreadsheetsOpen(t *testing.T) {
	p := Poll{Purpose: Informal, Method: Points, Options: []Option{{Number: 1, Label: "@Markt"}, {Number: 2, Label: "-1"}},
		Terms: Terms{Rule: Simple, Quorum: NoQuorum, Tie: TieRejected, Procedure: InMeeting, Base: FilledSeats, Budget: 5}}
	piles := []Pile{{"1=4,2=1", 2}}
	p = announced(p, Tally{Members: 11, Present: 10}, piles)
	p.Question, p.Text = "=1+1; wirklich?", "+49\nzweite Zeile"
	x := exportedFor(p, piles)
	for name, table := range map[string][]byte{"poll": x.CSV(), "options": x.OptionsCSV(), "ballots": x.BallotsCSV()} {
		text, marked := strings.CutPrefix(string(table), "\ufeff")
		if !marked || strings.Count(text, "\n") != strings.Count(text, "\r\n") {
			t.Errorf("%s: %q", name, table)
		}
		r := csv.NewReader(strings.NewReader(text))
		r.Comma = ';'
		rows, err := r.ReadAll()
		if err != nil {
			t.Fatal(err)
		}
		for _, cell := range slices.Concat(rows...) {
			if cell != "" && strings.ContainsRune("=+-@\t\r", rune(cell[0])) {
				t.Errorf("%s: a spreadsheet obeys %q", name, cell)
			}
		}
	}
	if table := string(x.CSV()); !strings.HasPrefix(table, "\ufeffid;members;") || !strings.Contains(table, "'=1+1; wirklich?") {
		t.Errorf("%s", table)
	}
	if got, want := string(x.OptionsCSV()), "\ufeffoption;label;place;score;won\r\n1;'@Markt;1;8;yes\r\n2;'-1;2;2;no\r\n"; got != want {
		t.Errorf("%s", got)
	}
	if got, want := string(x.BallotsCSV()), "\ufeffcount;ballot;in_words;receipt;seat;name;for\r\n2;1=4, 2=1;'@Markt: 4 / -1: 1;;;;\r\n"; got != want {
		t.Errorf("%s", got)
	}
}

func TestATableOfOptionsOrBallotsIsThereWhereItTellsMore(t *testing.T) {
	p, piles := motion()
	x := exportedFor(p, piles)
	if x.OptionsCSV() != nil || x.BallotsCSV() != nil {
		t.Errorf("of a motion whose counts say all: %q, %q", x.OptionsCSV(), x.BallotsCSV())
	}
	x.Ballots = []ExportBallot{{Ballot: Yes, N: 1, Seat: "citizens 1", Name: "buerger1"}}
	if got, want := string(x.BallotsCSV()), "\ufeffcount;ballot;in_words;receipt;seat;name;for\r\n1;yes;;;citizens 1;buerger1;\r\n"; got != want {
		t.Errorf("of a roll-call: %q", got)
	}
	x.Ballots = []ExportBallot{{Ballot: Yes, N: 1, Receipt: "amsel"}}
	if got, want := string(x.BallotsCSV()), "\ufeffcount;ballot;in_words;receipt;seat;name;for\r\n1;yes;;amsel;;;\r\n"; got != want {
		t.Errorf("of a secret vote: %q", got)
	}
}

func TestNoCellOfATableTurnsIntoAnotherNumberOrADate(t *testing.T) {
	p := Poll{Purpose: Informal, Method: Approval, Terms: Terms{Rule: Simple, Quorum: NoQuorum, Tie: TieRejected, Procedure: InMeeting, Base: FilledSeats}}
	for n := 1; n <= 10; n++ {
		p.Options = append(p.Options, Option{Number: n, Label: "Ort " + string(rune('A'+n))})
	}
	piles := []Pile{{"1,10", 2}} // 1.1 where the comma is the decimal one
	if table := string(exportedFor(announced(p, Tally{Members: 11, Present: 10}, piles), piles).BallotsCSV()); !strings.Contains(table, "\r\n2;1, 10;") {
		t.Errorf("approvals: %s", table)
	}
	p.Method, p.Terms.Counting, p.Options = Ranked, ByBorda, p.Options[:3]
	piles = []Pile{{"1>2=3", 1}} // the 0.5 of the tied ones would be a date, and so would 12.5
	if table := string(exportedFor(announced(p, Tally{Members: 11, Present: 10}, piles), piles).OptionsCSV()); !strings.Contains(table, ";2;0,5;no\r\n") {
		t.Errorf("scores: %s", table)
	}
}

func FuzzRecount(f *testing.F) {
	p, piles := motion()
	f.Add(string(exportedFor(p, piles).JSON()))
	f.Add(`{"format":"beirat-poll","version":1,"state":"closed","method":"ranking","counts":{},"options":[{"number":1}],"ballots":[{"ballot":"1>1","count":9223372036854775807},{"ballot":"1","count":2}]}`)
	f.Fuzz(func(_ *testing.T, file string) {
		var out, problems strings.Builder
		_ = Recount(strings.NewReader(file), &out, &problems)
	})
}
