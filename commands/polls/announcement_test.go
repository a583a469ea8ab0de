package polls

import (
	"errors"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"beirat/board"
	"beirat/chat"
	"beirat/commands"
	"beirat/storage"
	"beirat/words"

	"pgregory.net/rapid"
)

var at = time.Date(2026, time.December, 3, 17, 0, 0, 0, time.UTC)

// outcomes are all there are, and none, which is an informal poll's.
func outcomes() []board.Outcome {
	return []board.Outcome{"", board.Adopted, board.Rejected, board.Tied, board.AdoptedCastingVote, board.RejectedCastingVote,
		board.Inquorate, board.Objected, board.TooFewReplies, board.NotAllAgree, board.Impossible}
}

// plain is a message as somebody reads it.
func plain(m chat.Message, l words.Language) []string {
	printer := words.Printer{Language: l}
	return m.Plain(func(t chat.Text) string { return printer.Print(t) })
}

func ended(terms board.Terms, t board.Tally, recused, vacant int) sheet {
	s := sheet{
		board: board.Board{Name: "Digitalbeirat", Land: "NW", Zone: "UTC"},
		poll: board.Poll{Number: 7, Question: "Frage?", Purpose: board.Recommendation, Method: board.YesNo, Terms: terms,
			Results: board.AtClose, State: board.Closed, Opened: at.AddDate(0, 0, -7), Closes: at, Ended: at, Counts: t, Due: at.AddDate(0, 0, 28)},
		count: storage.Count{Voted: t.Ballots(), Electors: t.Members - vacant + recused, Recused: recused, Present: t.Present},
		tally: t, voted: t.Ballots(), sight: board.Sight{Counts: true}, now: at, zone: time.UTC,
	}
	s.poll.Statutory = s.count.Electors + vacant
	s.poll.PresentByName = terms.Procedure == board.InMeeting
	return s
}

// faults are what no text may hold: a key that is missing, a value that is
// missing, a number that does not fit its noun.
var faults = regexp.MustCompile(`⟨|<no value>|<nil>|%!|\{\{|  | [.,;]|\.\.|: [.;]|` +
	`(?i)\b(von|of) (eins|one) |sind (eins|1)\b|\bnull |\bzero |\b(eins|1) Mitglieder|\b(one|1) members|\beins (Ja|Nein)|` +
	`\b1 (Stimmen|Sitze|Tage|votes|seats|days)\b`)

var figures = regexp.MustCompile(`[0-9]+`)

// TestEveryAnnouncementHasItsWords tries every outcome under all terms, those
// too that cannot meet: what is announced must never be a key.
func TestEveryAnnouncementHasItsWords(t *testing.T) {
	tallies := []board.Tally{
		{Members: 11, Present: 6, Yes: 3, No: 2, Abstain: 1, Chair: board.Yes},
		{Members: 1},
	}
	for _, l := range words.Languages() {
		for _, out := range outcomes() {
			for _, terms := range allTerms() {
				for i, tally := range tallies {
					s := ended(terms, tally, i%2, i%3)
					s.poll.Outcome = out
					if out == "" {
						s.poll.Purpose = board.Informal
					}
					for _, m := range []chat.Message{result(s, "stadt"), card(s, true)} {
						text := strings.Join(plain(m, l), "\n")
						if strings.ContainsAny(text, "⟨{<%") {
							t.Fatalf("%s, %q, %+v, %+v:\n%s", l, out, terms, tally, text)
						}
					}
				}
			}
		}
	}
}

func allTerms() []board.Terms {
	var all []board.Terms
	for _, rule := range board.Rules() {
		for _, quorum := range board.Quorums() {
			for _, tie := range board.Ties() {
				for _, procedure := range board.Procedures() {
					for _, base := range board.MembersBases() {
						for _, second := range []bool{false, true} {
							all = append(all, board.Terms{Rule: rule, Quorum: quorum, Tie: tie, Procedure: procedure, Base: base,
								SecondCall: second && procedure == board.InMeeting})
						}
					}
				}
			}
		}
	}
	return all
}

// drawn is a vote that can be, ended by the rules.
func drawn(t *rapid.T) sheet {
	terms := rapid.SampledFrom(allTerms()).Draw(t, "terms")
	members := rapid.IntRange(1, 14).Draw(t, "members")
	people := members
	tally := board.Tally{Members: members}
	if terms.Procedure == board.InMeeting {
		tally.Present = rapid.IntRange(0, members).Draw(t, "present")
		people = tally.Present
	}
	tally.Yes = rapid.IntRange(0, people).Draw(t, "yes")
	tally.No = rapid.IntRange(0, people-tally.Yes).Draw(t, "no")
	tally.Abstain = rapid.IntRange(0, people-tally.Yes-tally.No).Draw(t, "abstain")
	if terms.Procedure == board.CircularNoObjection {
		tally.Objections = rapid.IntRange(0, 1).Draw(t, "objections")
	}
	if terms.Tie == board.ChairDecides {
		tally.Chair = rapid.SampledFrom(append(board.Choices(), "")).Draw(t, "chair")
	}
	vacant := 0
	if terms.Base == board.StatutorySeats {
		vacant = rapid.IntRange(0, members-max(people, 1)).Draw(t, "vacant")
		if terms.Procedure != board.InMeeting {
			vacant = rapid.IntRange(0, min(members-1, members-tally.Ballots())).Draw(t, "vacant seats")
		}
	}
	s := ended(terms, tally, rapid.IntRange(0, 3).Draw(t, "recused"), vacant)
	s.poll.Outcome = board.Decide(terms, tally)
	return s
}

// said tells whether a text holds a number, as a figure or as a word.
func said(text string, n int, l words.Language) bool {
	forms := []string{strconv.Itoa(n)}
	if n <= 12 {
		forms = append(forms, words.Printer{Language: l}.Say("words.number."+strconv.Itoa(n), nil))
	}
	if n == 1 {
		forms = append(forms, "ein", "eine", "eines", "only", "einzige", "one")
	}
	return regexp.MustCompile(`(?i)(^|[^\pL\pN])(` + strings.Join(forms, "|") + `)($|[^\pL\pN])`).MatchString(text)
}

func TestAnAnnouncementStatesCountsRuleAndReason(t *testing.T) {
	simple := board.Terms{Rule: board.Simple, Quorum: board.MoreThanHalfMin3, Tie: board.TieRejected, Procedure: board.InMeeting, Base: board.FilledSeats}
	chair, circular, all := simple, simple, simple
	chair.Tie, circular.Procedure, all.Procedure = board.ChairDecides, board.CircularNoObjection, board.CircularAllAgree
	for want, v := range map[board.Outcome]struct {
		terms board.Terms
		tally board.Tally
	}{
		board.Adopted:             {simple, board.Tally{Members: 11, Present: 8, Yes: 5, No: 2, Abstain: 1}},
		board.Rejected:            {simple, board.Tally{Members: 11, Present: 8, Yes: 2, No: 5}},
		board.Tied:                {simple, board.Tally{Members: 11, Present: 8, Yes: 1, No: 1}},
		board.AdoptedCastingVote:  {chair, board.Tally{Members: 11, Present: 8, Yes: 3, No: 3, Chair: board.Yes}},
		board.RejectedCastingVote: {chair, board.Tally{Members: 11, Present: 8, Yes: 1, No: 1, Chair: board.No}},
		board.Inquorate:           {simple, board.Tally{Members: 11, Present: 5, Yes: 5}},
		board.Objected:            {circular, board.Tally{Members: 11, Yes: 5, Objections: 1}},
		board.TooFewReplies:       {circular, board.Tally{Members: 11, Yes: 5}},
		board.NotAllAgree:         {all, board.Tally{Members: 11, Yes: 10}},
	} {
		s := ended(v.terms, v.tally, 1, 0)
		if s.poll.Outcome = board.Decide(v.terms, v.tally); s.poll.Outcome != want {
			t.Fatalf("the example of %q is %q", want, s.poll.Outcome)
		}
		for _, l := range words.Languages() {
			states(t, s, l)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		s := drawn(t)
		for _, l := range words.Languages() {
			states(t, s, l)
		}
	})
}

// TestTheSmallestBoardsReadWell: where one is all, numbers and nouns part ways.
func TestTheSmallestBoardsReadWell(t *testing.T) {
	var tallies []board.Tally
	for members := 1; members <= 2; members++ {
		for present := 0; present <= members; present++ {
			nobody := board.Tally{Members: members, Present: present}
			tallies = append(tallies, nobody)
			for i := range present {
				yes, no, abstain := nobody, nobody, nobody
				yes.Yes, no.No, abstain.Abstain = i+1, i+1, i+1
				tallies = append(tallies, yes, no, abstain)
			}
		}
	}
	for _, terms := range allTerms() {
		if terms.Base != board.FilledSeats || terms.Tie == board.ChairDecides {
			continue
		}
		for _, tally := range tallies {
			s := ended(terms, tally, 0, 0)
			s.poll.Outcome = board.Decide(terms, tally)
			for _, l := range words.Languages() {
				states(t, s, l)
			}
		}
	}
}

// states checks an announcement: outcome and question first, then the counts,
// the reason, the rule, and on how many answers or people it rests.
func states(t interface{ Errorf(string, ...any) }, s sheet, l words.Language) {
	out, tally := s.poll.Outcome, s.tally
	lines := plain(result(s, ""), l)
	text, printer := strings.Join(lines, "\n"), words.Printer{Language: l}
	must := func(holds bool, what string) {
		if !holds {
			t.Errorf("%s, %s: %s:\n%s\n%+v %+v", l, out, what, text, s.poll.Terms, tally)
		}
	}
	must(out != board.Impossible, "a vote that can be is impossible")
	must(!faults.MatchString(text), "there is a fault: "+faults.FindString(text))
	must(lines[0] == printer.Print(chat.T("poll.verdict", "Number", 7, "Question", "Frage?", "Outcome", chat.T("poll.outcome."+string(out)))), "the verdict comes first")
	must(s.count.Recused == 0 || strings.Contains(text, ": "+strconv.Itoa(s.count.Recused)+"."), "conflicts of interest are noted")
	must(lines[1] == printer.Print(counts(s)), "the counts come second")
	must(slices.Equal(figures.FindAllString(lines[1], 3), []string{strconv.Itoa(tally.Yes), strconv.Itoa(tally.No), strconv.Itoa(tally.Abstain)}), "the counts are the ballots")
	must(strings.Contains(text, printer.Print(ruleName(s))), "the rule is named")
	why := lines[2]
	switch out {
	case board.Objected:
		must(tally.Ballots() == 0 || said(lines[3], tally.Ballots(), l) && said(lines[3], tally.Members, l), "it says how many of how many had answered")
	case board.TooFewReplies:
		must(said(why, board.RepliesNeeded(tally.Members), l), "it says how many replies are needed")
	case board.Inquorate:
		must(said(why, quorumNeeded(s), l), "it says how many are needed")
	case board.NotAllAgree:
		must(tally.Yes == 0 || said(why, tally.Yes, l) && said(why, tally.Members, l), "it says how many agreed")
	case board.Tied, board.AdoptedCastingVote, board.RejectedCastingVote:
		must(said(why, tally.Yes, l) && said(why, tally.No, l), "it says how many stood on each side")
	default:
		if s.poll.Terms.Procedure == board.CircularNoObjection {
			must(said(lines[3], tally.Ballots(), l) && said(lines[3], tally.Members, l), "it says how many of how many answered")
		}
	}
}

// TestNobodySeesAnInterimCount: two votes with as many ballots look the same
// in every view, whatever the ballots say.
func TestNobodySeesAnInterimCount(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := drawn(t)
		s.poll.State, s.poll.Outcome, s.poll.Ended, s.poll.Counts = board.Open, "", time.Time{}, board.Tally{}
		s.now = at.Add(-rapid.SampledFrom([]time.Duration{0, time.Minute, 50 * time.Hour}).Draw(t, "left"))
		s.poll.Results = rapid.SampledFrom([]board.Results{board.AtClose, board.AfterVote}).Draw(t, "results")
		other := s
		piles := func(choices ...board.Choice) func() ([]board.Pile, error) {
			return func() ([]board.Pile, error) {
				return []board.Pile{{Choice: choices[0], N: s.tally.Yes}, {Choice: choices[1], N: s.tally.No}, {Choice: choices[2], N: s.tally.Abstain}}, nil
			}
		}
		people := board.Tally{Members: s.tally.Members, Present: s.tally.Present}
		voted := s.poll.Results == board.AtClose && rapid.Bool().Draw(t, "voted")
		var failed error
		s, failed = look(s, board.Viewer{Voted: voted}, people, piles(board.Yes, board.No, board.Abstain))
		other, _ = look(other, board.Viewer{Voted: voted}, people, piles(board.No, board.Abstain, board.Yes))
		if failed != nil {
			t.Fatal(failed)
		}
		views := func(s sheet) []chat.Message {
			return []chat.Message{card(s, true), card(s, false), invitation(s), reminder(s)}
		}
		for _, l := range words.Languages() {
			for i, m := range views(s) {
				a, b := strings.Join(plain(m, l), "\n"), strings.Join(plain(views(other)[i], l), "\n")
				if a != b {
					t.Fatalf("the ballots show:\n%s\n\n%s", a, b)
				}
				if fault := faults.FindString(a); fault != "" {
					t.Fatalf("%q in\n%s", fault, a)
				}
			}
		}
	})
}

func TestWhatTheRulesRefuseIsSaid(t *testing.T) {
	p := board.Poll{Number: 7, Question: "Frage?", Closes: at}
	for _, no := range []board.Refusal{board.ErrClosed, board.ErrWithdrawn, board.ErrRecused, board.ErrNoElector, board.ErrNotPresent,
		board.ErrPresentFull, board.ErrTermOver, board.ErrNotObjectionable, board.ErrVoted} {
		var said *commands.Error
		if !errors.As(refusal(no, p, time.UTC), &said) {
			t.Errorf("%q is not turned into a sentence", no)
			continue
		}
		for _, l := range words.Languages() {
			if text := (words.Printer{Language: l}).Print(said.Text); faults.MatchString(text) {
				t.Errorf("%s, %q: %s", l, no, text)
			}
		}
	}
}
