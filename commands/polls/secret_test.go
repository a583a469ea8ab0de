package polls

import (
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"beirat/board"
	"beirat/chat"
	"beirat/storage"
	"beirat/words"

	"github.com/google/go-cmp/cmp"
)

// TestWithheldCountsAreNowhereInWords: votes with the same turnout and verdict
// and other ballots read alike, whatever the rules (P08).
func TestWithheldCountsAreNowhereInWords(t *testing.T) {
	for _, out := range outcomes() {
		for _, terms := range allTerms() {
			if terms.Base != board.FilledSeats || terms.Tie != board.TieRejected {
				continue
			}
			one := withheldTexts(terms, out, board.Tally{Members: 11, Present: 9, Yes: 7})
			for _, other := range []board.Tally{{Members: 11, Present: 9, No: 7}, {Members: 11, Present: 9, Abstain: 7}, {Members: 11, Present: 9, Yes: 4, No: 2, Abstain: 1}} {
				if diff := cmp.Diff(one, withheldTexts(terms, out, other)); diff != "" {
					t.Fatalf("%s, %+v, %+v:\n%s", out, terms, other, diff)
				}
			}
			unanimous := strings.Contains(one, "instimmig") && terms.Rule != board.UnanimousCast // whose name it is
			if unanimous || strings.Contains(one, "mit Ja") || strings.Contains(one, "⟨") || faults.MatchString(one) {
				t.Fatalf("%s, %+v:\n%s", out, terms, one)
			}
		}
	}
}

// TestWithheldPlacesAreNowhereInWords is the same of votes over options: who won
// is said, and nothing of who came where and how.
func TestWithheldPlacesAreNowhereInWords(t *testing.T) {
	for _, method := range board.Methods()[1:] {
		for _, out := range append(outcomes(), board.NeedsRunOff) {
			for _, runOff := range []bool{false, true} {
				terms := board.Terms{Rule: board.Simple, Quorum: board.NoQuorum, Procedure: board.InMeeting, RunOff: runOff, Counting: board.BySchulze, Budget: 10}
				texts := func(counts board.Tally, places ...int) string {
					return withheldTexts(terms, out, counts, func(p *board.Poll) {
						p.Method = method
						for i, place := range places {
							p.Options = append(p.Options, board.Option{Number: i + 1, Label: string(rune('A' + i)), Place: place, Score: strconv.Itoa(7 * place), Won: i == 1})
						}
					})
				}
				one := texts(board.Tally{Members: 11, Present: 9, Yes: 7}, 2, 1, 2)
				if diff := cmp.Diff(one, texts(board.Tally{Members: 11, Present: 9, Yes: 4, No: 2, Abstain: 1}, 3, 1, 2)); diff != "" {
					t.Fatalf("%s, %s, run-off %t:\n%s", method, out, runOff, diff)
				}
			}
		}
	}
}

// withheldTexts is all that is said of a secret vote whose counts are withheld.
func withheldTexts(terms board.Terms, out board.Outcome, counts board.Tally, change ...func(*board.Poll)) string {
	s := ended(terms, counts, 0, 0)
	s.poll.Secret, s.poll.Withheld, s.poll.Outcome = true, true, out
	if out == "" {
		s.poll.Purpose = board.Informal
	}
	for _, f := range change {
		f(&s.poll)
	}
	s, err := look(s, board.Viewer{Voted: true}, board.Tally{}, nil)
	if err != nil {
		return err.Error()
	}
	m := result(s, "stadt").With(card(s, true).Blocks...).With(chat.Para{Text: minutesLine(s)}).With(published(s, nil).Blocks...)
	text := strings.Join(plain(m, words.German), "\n")
	if no := urnClosed(s); no == nil {
		text += "\nthe urn is open"
	}
	return text
}

// TestTheSeedOfAWithheldVoteIsPublished, as it was pledged, and not whether the
// lot decided.
func TestTheSeedOfAWithheldVoteIsPublished(t *testing.T) {
	terms := board.Terms{Rule: board.Simple, Quorum: board.NoQuorum, Procedure: board.InMeeting, Lot: true}
	texts := func(places ...int) string {
		return withheldTexts(terms, board.Adopted, board.Tally{Members: 11, Present: 2, Yes: 2}, func(p *board.Poll) {
			p.Method, p.Seed = board.OneOf, "SEED"
			for i, place := range places {
				p.Options = append(p.Options, board.Option{Number: i + 1, Label: string(rune('A' + i)), Place: place, Score: "1", Won: i == 0})
			}
		})
	}
	tied, alone := texts(1, 1), texts(1, 2)
	if tied != alone || strings.Count(tied, "SEED") != 1 || !strings.Contains(tied, board.Pledge("SEED")) {
		t.Errorf("%s\n\n%s", tied, alone)
	}
}

func TestTheWarningSaysThatCountsAreWithheld(t *testing.T) {
	terms := board.Terms{Rule: board.Simple, Quorum: board.NoQuorum, Procedure: board.InMeeting}
	text := withheldTexts(terms, board.Adopted, board.Tally{Members: 11, Present: 9, Yes: 7})
	if strings.Count(text, "Die Zahlen werden nicht veröffentlicht") < 2 || strings.Contains(text, "the urn is open") {
		t.Error(text)
	}
}

// TestASecretVoteRunsADayLonger: from when it becomes secret, shown to the
// minute, and not beyond the board's term.
func TestASecretVoteRunsADayLonger(t *testing.T) {
	at := func(day, hour, minute, second int) time.Time {
		return time.Date(2026, time.December, day, hour, minute, second, 0, time.UTC)
	}
	last := board.Term{Last: at(3, 0, 0, 0)}
	for name, c := range map[string]struct {
		now, want time.Time
		term      board.Term
	}{
		"to the minute":              {at(1, 10, 0, 0), at(2, 10, 0, 0), board.Term{}},
		"rounded up":                 {at(1, 10, 0, 1), at(2, 10, 1, 0), board.Term{}},
		"before the term ends":       {at(2, 23, 0, 0), at(3, 23, 0, 0), last},
		"no later than the term":     {at(3, 10, 0, 0), at(4, 0, 0, 0), last},
		"a day before the term ends": {at(3, 0, 0, 0), at(4, 0, 0, 0), last},
	} {
		t.Run(name, func(t *testing.T) {
			if got := secretUntil(c.term, c.now); !got.Equal(c.want) {
				t.Errorf("%v, not %v", got, c.want)
			}
		})
	}
}

func TestAReceiptHasNoSignThatIsTakenForAnother(t *testing.T) {
	form := regexp.MustCompile(`^[2-9A-HJ-NP-Z]{4}-[2-9A-HJ-NP-Z]{4}$`)
	drawn := map[string]bool{}
	for range 2000 {
		code := newReceipt()
		if !form.MatchString(code) || drawn[code] {
			t.Fatalf("%q, drawn before: %v", code, drawn[code])
		}
		drawn[code] = true
	}
}

func TestTheLettersOfASecretVoteNameNoTitleFirst(t *testing.T) {
	s := ended(board.Terms{Rule: board.Simple, Procedure: board.CircularNoObjection}, board.Tally{Members: 11}, 0, 0)
	s.poll.State, s.poll.Secret, s.poll.Question = board.Open, true, "Soll Frau Muster gehen?"
	for _, l := range words.Languages() {
		for _, m := range []chat.Message{secretInvitation(s, nil), secretInvitation(s, &anew{}), secretInvitation(s, &anew{Discarded: true}), secretReminder(s)} {
			lines := plain(m, l)
			if strings.Contains(lines[0], "Muster") || !strings.Contains(strings.Join(lines, "\n"), "Muster") {
				t.Errorf("%s: %q", l, lines)
			}
		}
	}
}

func TestTheUrnListsItsPapersWithTheirCodes(t *testing.T) {
	s := ended(board.Terms{Rule: board.Simple, Procedure: board.InMeeting}, board.Tally{Members: 11, Present: 9, Yes: 2, No: 1}, 0, 0)
	s.poll.Secret, s.poll.Receipts = true, true
	papers := []storage.Paper{{Receipt: "AAAA-2222", Choice: board.Yes}, {Receipt: "BBBB-3333", Choice: board.No}, {Receipt: "CCCC-4444", Choice: board.Yes}}
	text := strings.Join(plain(published(s, papers), words.German), "\n")
	for _, row := range []string{"AAAA-2222 · Ja", "BBBB-3333 · Nein", "CCCC-4444 · Ja"} {
		if !strings.Contains(text, row) {
			t.Errorf("%q is missing in\n%s", row, text)
		}
	}
	s.poll.Receipts = false
	if text := strings.Join(plain(published(s, papers), words.German), "\n"); strings.Contains(text, "2222") {
		t.Errorf("codes where there are none:\n%s", text)
	}
}
