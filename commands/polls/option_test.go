package polls

import (
	"bytes"
	"fmt"
	"image/png"
	"strconv"
	"strings"
	"testing"

	"beirat/board"
	"beirat/chat"
	"beirat/words"

	"pgregory.net/rapid"
)

// optioned is a vote over options that can be, with its ballots.
func optioned(t *rapid.T) (board.Poll, []board.Choice) {
	p := board.Poll{Number: 7, Question: "Frage?", Method: rapid.SampledFrom(board.Methods()[1:]).Draw(t, "method"),
		Purpose: rapid.SampledFrom(append(board.Purposes(), board.Internal)).Draw(t, "purpose"), Results: board.AtClose, State: board.Open,
		Opened: at.AddDate(0, 0, -7), Closes: at, Secret: rapid.Bool().Draw(t, "secret")}
	p.Terms = board.Terms{Rule: board.Simple, Quorum: board.NoQuorum, Tie: board.TieRejected, Base: board.FilledSeats,
		Procedure: rapid.SampledFrom([]board.Procedure{board.InMeeting, board.CircularNoObjection}).Draw(t, "procedure")}
	labels := make([]string, rapid.IntRange(board.LeastOptions, 7).Draw(t, "options"))
	for i := range labels {
		labels[i] = "Option " + string(rune('A'+i))
	}
	p.Options, _ = board.NewOptions(board.OneOf, labels)
	switch p.Method {
	case board.Points:
		p.Terms.Budget = rapid.IntRange(1, 5).Draw(t, "budget")
	case board.Ranked:
		p.Terms.Counting = rapid.SampledFrom(board.Countings()).Draw(t, "counting")
	default:
		p.Terms.Rule = rapid.SampledFrom(board.Rules()).Draw(t, "rule")
		p.Terms.RunOff = p.Purpose != board.Informal && rapid.Bool().Draw(t, "run-off")
	}
	if p.Purpose != board.Informal && rapid.Bool().Draw(t, "lot") {
		p.Terms.Lot, p.Seed = true, "SEED"
	}
	ballots := make([]board.Choice, rapid.IntRange(0, 11).Draw(t, "ballots"))
	for i := range ballots {
		ballots[i] = drawnChoice(t, p)
	}
	return p, ballots
}

// drawnChoice is a ballot of the poll.
func drawnChoice(t *rapid.T, p board.Poll) board.Choice {
	numbers := rapid.Permutation(func() (all []string) {
		for _, o := range p.Options {
			all = append(all, strconv.Itoa(o.Number))
		}
		return all
	}()).Draw(t, "order")
	typed := map[board.Method]string{
		board.OneOf:    numbers[0],
		board.Approval: strings.Join(numbers[:rapid.IntRange(1, len(numbers)).Draw(t, "approved")], ","),
		board.Points:   numbers[0] + "=" + strconv.Itoa(rapid.IntRange(1, max(1, p.Terms.Budget)).Draw(t, "points")),
		board.Ranked:   strings.Join(numbers[:rapid.IntRange(1, len(numbers)).Draw(t, "ranked")], ">"),
	}[p.Method]
	if rapid.IntRange(0, 5).Draw(t, "abstain") == 0 {
		return board.Abstain
	}
	choice, err := p.Read(typed)
	if err != nil {
		t.Fatalf("%q: %v", typed, err)
	}
	return choice
}

// over is the poll once it has ended, as everybody sees it.
func ends(t *rapid.T, p board.Poll, ballots []board.Choice) sheet {
	people := board.Tally{Members: 11, Present: len(ballots)}
	r := p.Count(people, board.Piles(ballots))
	p.State, p.Ended, p.Outcome, p.Counts, p.Options, p.Withheld = board.Closed, at, r.Outcome, r.Tally, r.Options, r.Withheld
	s := ended(p.Terms, r.Tally, 0, 0)
	p.Due, p.Statutory, p.PresentByName = s.poll.Due, s.poll.Statutory, s.poll.PresentByName
	s.poll, s.board.Language = p, "de"
	s, err := look(s, everybody, people, func() ([]board.Pile, error) { return board.Piles(ballots), nil })
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// TestAnAnnouncementOverOptionsSaysWhatCameOfIt: in words without a gap, the
// winner first, every figure, and a picture that says the same.
func TestAnAnnouncementOverOptionsSaysWhatCameOfIt(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p, ballots := optioned(t)
		s := ends(t, p, ballots)
		for _, l := range words.Languages() {
			s.board.Language = string(l)
			m := result(s, "")
			text := strings.Join(plain(m, l), "\n")
			if fault := faults.FindString(text); fault != "" {
				t.Fatalf("%q in\n%s\n%+v", fault, text, s.poll)
			}
			if strings.Contains(strings.ToLower(text), "beschluss") {
				t.Fatal(text)
			}
			for _, won := range winners(s.poll) {
				if s.poll.Outcome != "" && !strings.Contains(plain(m, l)[0], won.Label) {
					t.Fatalf("the first line does not name %q:\n%s", won.Label, text)
				}
			}
			placed := p.Method != board.Ranked || len(leaders(s.poll)) > 0
			if drawable(s) && placed && pictureOf(s, words.Printer{Language: l}).Alt() == "" {
				t.Fatalf("a picture without a description:\n%s", text)
			}
		}
	})
}

// TestAPictureIsAttachedWhereTheCountsAreSeen: of every method, and not before
// anything was cast, of withheld counts, or of what decided nothing.
func TestAPictureIsAttachedWhereTheCountsAreSeen(t *testing.T) {
	options, _ := board.NewOptions(board.OneOf, []string{"Radweg", "Bücherei", "Park"})
	p := board.Poll{Number: 7, Question: "Frage?", Purpose: board.Recommendation, State: board.Closed, Ended: at, Outcome: board.Adopted}
	for _, method := range board.Methods() {
		s := ended(board.Terms{Rule: board.Simple, Procedure: board.InMeeting}, board.Tally{Members: 11, Present: 6, Yes: 4, No: 2}, 0, 0)
		s.poll, s.board.Language = p, "de"
		if s.poll.Method = method; method != board.YesNo {
			s.poll.Options = []board.Option{options[0], options[1], options[2]}
			for i, score := range []string{"4", "2.5", "0"} {
				s.poll.Options[i].Place, s.poll.Options[i].Score, s.poll.Options[i].Won = i+1, score, i == 0
			}
		}
		if method == board.Ranked {
			s.poll.Terms.Counting = board.BySchulze
		}
		hidden, nothing, void := s, s, s
		hidden.sight, nothing.voted, void.poll.Outcome = board.Sight{Withheld: true}, 0, board.TooFewReplies
		m := chat.Say(chat.Written("x")).With(chat.Actions{showButton(p)})
		if !pictured(withPicture(m, s)) {
			t.Errorf("%s has no picture", method)
		}
		if _, last := withPicture(m, s).Blocks[2].(chat.Actions); !last {
			t.Errorf("%s: the buttons are not the last", method)
		}
		for _, none := range []sheet{hidden, nothing, void} {
			if pictured(withPicture(m, none)) {
				t.Errorf("%s has a picture with %+v, %d voted, %s", method, none.sight, none.voted, none.poll.Outcome)
			}
		}
	}
}

func pictured(m chat.Message) bool {
	for _, block := range m.Blocks {
		if image, is := block.(chat.Image); is {
			_, err := png.Decode(bytes.NewReader(image.PNG))
			return err == nil
		}
	}
	return false
}

// TestWithheldCountsAreNowhere: of two secret votes with the same winner whose
// counts stay unpublished nothing that is said differs.
func TestWithheldCountsAreNowhere(t *testing.T) {
	p := board.Poll{Number: 7, Question: "Frage?", Method: board.OneOf, Purpose: board.Recommendation, State: board.Open, Closes: at, Secret: true,
		Terms: board.Terms{Rule: board.Simple, Quorum: board.NoQuorum, Tie: board.TieRejected, Procedure: board.InMeeting, Base: board.FilledSeats}}
	p.Options, _ = board.NewOptions(board.OneOf, []string{"Radweg", "Park", "Bücherei"})
	rapid.Check(t, func(t *rapid.T) {
		for _, choices := range [][]board.Choice{{"1", "1"}, {"1", board.Abstain}} {
			s := ends(t, p, choices)
			text := strings.Join(plain(withPicture(result(s, ""), s), words.German), "\n")
			if strings.Contains(text, "Radweg: ") || strings.Contains(text, "diagramm") || !strings.Contains(text, "Radweg") {
				t.Fatal(text)
			}
		}
	})
}

// TestABallotIsSaidInWords: what is counted, in both languages.
func TestABallotIsSaidInWords(t *testing.T) {
	options, _ := board.NewOptions(board.OneOf, []string{"Radweg", "Bücherei", "Park", "Brunnen"})
	for _, test := range []struct {
		poll   board.Poll
		choice board.Choice
		want   string
	}{
		{board.Poll{Method: board.YesNo}, board.Yes, "Ja"},
		{board.Poll{Method: board.OneOf}, "2", "Bücherei"},
		{board.Poll{Method: board.OneOf}, board.Abstain, "Enthaltung"},
		{board.Poll{Method: board.Approval}, "1,3", "„Radweg“ und „Park“"},
		{board.Poll{Method: board.Points, Terms: board.Terms{Budget: 10}}, "1=1,3=5", "„Park“ 5 Punkte und „Radweg“ 1 Punkt (4 nicht vergeben)"},
		{board.Poll{Method: board.Ranked, Terms: board.Terms{Counting: board.BySchulze}}, "1>2", "1. Radweg, 2. Bücherei, dann alle anderen"},
		{board.Poll{Method: board.Ranked, Terms: board.Terms{Counting: board.BySchulze}}, "3>1=2", "1. Park, 2. Radweg und Bücherei (gleichauf), 4. Brunnen"},
		{board.Poll{Method: board.Ranked, Terms: board.Terms{Counting: board.ByIRV}}, "4>3>2>1", "1. Brunnen, 2. Park, 3. Bücherei, 4. Radweg"},
	} {
		if test.poll.Method != board.YesNo {
			test.poll.Options = options
		}
		if got := (words.Printer{Language: words.German}).Print(label(test.poll, test.choice)); got != test.want {
			t.Errorf("%s %s is said %q, want %q", test.poll.Method, test.choice, got, test.want)
		}
	}
}

// TestAnInterimCountOfOptionsIsNotOnTheCard: what has been chosen so far does
// not show before the end.
func TestAnInterimCountOfOptionsIsNotOnTheCard(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p, ballots := optioned(t)
		s := ended(p.Terms, board.Tally{Members: 11}, 0, 0)
		s.poll, s.now = p, at.AddDate(0, 0, -1)
		s.count.Voted = len(ballots)
		s, err := look(s, everybody, board.Tally{Members: 11}, func() ([]board.Pile, error) { return board.Piles(ballots), nil })
		if err != nil {
			t.Fatal(err)
		}
		var seen []string
		for _, m := range []chat.Message{card(s, true), invitation(s), reminder(s)} {
			seen = append(seen, plain(m, words.German)...)
		}
		for _, line := range seen {
			for _, o := range p.Options {
				if strings.Contains(line, o.Label+": ") {
					t.Fatal(fmt.Sprint(seen))
				}
			}
		}
	})
}
