package polls

import (
	"regexp"
	"strconv"
	"strings"
	"testing"

	"beirat/board"
	"beirat/chat"
	"beirat/words"

	"pgregory.net/rapid"
)

func minutesOf(s sheet, l words.Language) string {
	return words.Printer{Language: l}.Print(minutesLine(s))
}

// overOptions is a vote over three options that could have ended so.
func overOptions(purpose board.Purpose, method board.Method, out board.Outcome) sheet {
	terms := board.Terms{Rule: board.Simple, Quorum: board.MoreThanHalfMin3, Tie: board.TieRejected, Procedure: board.InMeeting, Base: board.FilledSeats}
	s := ended(terms, board.Tally{Members: 11, Present: 11, Yes: 6, No: 4, Abstain: 1}, 0, 0)
	s.poll.Purpose, s.poll.Method, s.poll.Outcome, s.poll.Terms.RunOff = purpose, method, out, out == board.NeedsRunOff
	s.poll.Options = []board.Option{{Number: 1, Label: "Anna", Place: 2, Score: "3"}, {Number: 2, Label: "Bert", Place: 1, Score: "6", Won: out.Passed()}, {Number: 3, Label: "Cem", Place: 3, Score: "1.5"}}
	if method == board.Ranked {
		s.poll.Terms.Counting = board.BySchulze
		for i := range s.poll.Options {
			s.poll.Options[i].Score = ""
		}
	}
	return s
}

func TestAVoteInOneLineOfTheMinutes(t *testing.T) {
	meeting := board.Terms{Rule: board.Simple, Quorum: board.MoreThanHalfMin3, Tie: board.TieRejected, Procedure: board.InMeeting, Base: board.FilledSeats}
	circular, thirds := meeting, meeting
	circular.Procedure, thirds.Rule = board.CircularNoObjection, board.TwoThirdsCast
	yesNo := func(terms board.Terms, tally board.Tally, change func(*sheet)) sheet {
		s := ended(terms, tally, 0, 0)
		s.poll.Outcome = board.Decide(terms, tally)
		if change != nil {
			change(&s)
		}
		return s
	}
	for _, c := range []struct {
		name  string
		sheet sheet
		want  string
	}{
		{"a recommendation in writing", yesNo(circular, board.Tally{Members: 11, Yes: 6, No: 3, Abstain: 1}, func(s *sheet) { s.count.Technical, s.count.Electors, s.count.Recused = 1, 12, 1 }),
			"Abstimmung 7 (Empfehlung): Frage? – 6 Ja-Stimmen, 3 Nein-Stimmen, 1 Enthaltung – mehrheitlich angenommen (Umlaufverfahren, nicht geheim, einfache Mehrheit; 1 befangen, 1 technisch verhindert)."},
		{"all in a meeting", yesNo(meeting, board.Tally{Members: 11, Present: 9, Yes: 9}, nil),
			"Abstimmung 7 (Empfehlung): Frage? – 9 Ja-Stimmen, 0 Nein-Stimmen, 0 Enthaltungen – einstimmig angenommen (in der Sitzung, 9 von 11 anwesend, nicht geheim, einfache Mehrheit)."},
		{"two abstain, by hands", yesNo(meeting, board.Tally{Members: 11, Present: 9, Yes: 7, Abstain: 2}, func(s *sheet) { s.poll.Hands = true }),
			"Abstimmung 7 (Empfehlung): Frage? – 7 Ja-Stimmen, 0 Nein-Stimmen, 2 Enthaltungen – einstimmig bei 2 Enthaltungen angenommen (in der Sitzung, 9 von 11 anwesend, durch Handzeichen, einfache Mehrheit)."},
		{"a tie", yesNo(meeting, board.Tally{Members: 11, Present: 10, Yes: 5, No: 5}, nil),
			"Abstimmung 7 (Empfehlung): Frage? – 5 Ja-Stimmen, 5 Nein-Stimmen, 0 Enthaltungen – bei Stimmengleichheit abgelehnt (in der Sitzung, 10 von 11 anwesend, nicht geheim, einfache Mehrheit)."},
		{"two thirds missed", yesNo(thirds, board.Tally{Members: 11, Present: 10, Yes: 6, No: 4}, nil),
			"Abstimmung 7 (Empfehlung): Frage? – 6 Ja-Stimmen, 4 Nein-Stimmen, 0 Enthaltungen – abgelehnt, die nötige Mehrheit ist nicht erreicht (in der Sitzung, 10 von 11 anwesend, nicht geheim, zwei Drittel der Ja- und Nein-Stimmen)."},
		{"not quorate", yesNo(meeting, board.Tally{Members: 11, Present: 5, Yes: 5}, nil),
			"Abstimmung 7 (Empfehlung): Frage? – kein gültiges Ergebnis, der Beirat war nicht beschlussfähig (in der Sitzung, 5 von 11 anwesend, nicht geheim, einfache Mehrheit)."},
		{"an objection", yesNo(circular, board.Tally{Members: 11, Yes: 5, Objections: 1}, nil),
			"Abstimmung 7 (Empfehlung): Frage? – kein Ergebnis, ein Mitglied hat die Beratung in der Sitzung verlangt (Umlaufverfahren, nicht geheim, einfache Mehrheit; 6 nicht abgestimmt)."},
		{"secret and withheld", yesNo(meeting, board.Tally{Members: 11, Present: 9, Yes: 9}, func(s *sheet) {
			s.poll.Secret, s.poll.Withheld, s.sight = true, true, board.Sight{Withheld: true}
			s.poll = s.poll.Seen(s.sight)
			s.tally = s.poll.Counts
		}),
			"Abstimmung 7 (Empfehlung): Frage? – angenommen (in der Sitzung, 9 von 11 anwesend, geheim, einfache Mehrheit, Stimmenzahlen nicht angegeben, weil sie einzelne Stimmen verraten könnten)."},
		{"a person, yes or no", yesNo(meeting, board.Tally{Members: 11, Present: 11, Yes: 6, No: 4, Abstain: 1}, func(s *sheet) { s.poll.Purpose = board.Election }),
			"Abstimmung 7 (Wahl): Frage? – 6 Ja-Stimmen, 4 Nein-Stimmen, 1 Enthaltung – gewählt mit 6 von 10 gültigen Stimmen (in der Sitzung, 11 von 11 anwesend, nicht geheim, einfache Mehrheit)."},
		{"one of several people", overOptions(board.Election, board.OneOf, board.Adopted),
			"Abstimmung 7 (Wahl): Frage? – Stimmen: Bert 6, Anna 3, Cem 1,5, 1 Enthaltung – gewählt ist „Bert“ mit 6 von 10 gültigen Stimmen (in der Sitzung, 11 von 11 anwesend, nicht geheim, die meisten Stimmen)."},
		{"a run-off", overOptions(board.Election, board.OneOf, board.NeedsRunOff),
			"Abstimmung 7 (Wahl): Frage? – Stimmen: Bert 6, Anna 3, Cem 1,5, 1 Enthaltung – noch niemand ist gewählt, Stichwahl nötig zwischen „Anna“ und „Bert“ (in der Sitzung, 11 von 11 anwesend, nicht geheim, mehr als die Hälfte der gültigen Stimmen, sonst eine Stichwahl)."},
		{"an order", overOptions(board.Recommendation, board.Ranked, board.Adopted),
			"Abstimmung 7 (Empfehlung): Frage? – Rangfolge: 1. Bert, 2. Anna, 3. Cem, 1 Enthaltung – angenommen ist „Bert“ (in der Sitzung, 11 von 11 anwesend, nicht geheim, jede Option im Vergleich mit jeder anderen (Schulze))."},
		{"only asked", yesNo(meeting, board.Tally{Members: 11, Present: 9, Yes: 7, No: 2}, func(s *sheet) { s.poll.Purpose, s.poll.Outcome = board.Informal, "" }),
			"Abstimmung 7 (Stimmungsbild): Frage? – 7 Ja-Stimmen, 2 Nein-Stimmen, 0 Enthaltungen – zur Kenntnis genommen (in der Sitzung, 9 von 11 anwesend, nicht geheim)."},
		{"withdrawn", yesNo(meeting, board.Tally{Members: 11}, func(s *sheet) { s.poll.State = board.Withdrawn }),
			"Abstimmung 7 (Empfehlung): Frage? – vor der ersten Stimme zurückgezogen."},
	} {
		if got := minutesOf(c.sheet, words.German); got != c.want {
			t.Errorf("%s:\n%s\nwant:\n%s", c.name, got, c.want)
		}
	}
	running := ended(meeting, board.Tally{Members: 11}, 0, 0)
	running.poll.State = board.Open
	if line := minutesLine(running); !line.IsZero() {
		t.Errorf("a poll that runs has a line: %v", line)
	}
}

// decided: boards recommend, they never decide. A line that says so is wrong.
var decided = regexp.MustCompile(`(?i)beschl(uss|oss)([^f]|$)|decided by the board|resolution`)

func TestEveryVoteHasItsLineInTheMinutes(t *testing.T) {
	check := func(t interface{ Errorf(string, ...any) }, s sheet) {
		for _, l := range words.Languages() {
			line := minutesOf(s, l)
			if fault := faults.FindString(line); fault != "" || strings.ContainsAny(line, "⟨{<%\n") || !strings.HasSuffix(line, ").") {
				t.Errorf("%q in %s: %s\n%+v %+v", fault, l, line, s.poll.Terms, s.tally)
			}
			if decided.MatchString(line) {
				t.Errorf("%s: the board decides nothing: %s", l, line)
			}
			if s.sight.Withheld && regexp.MustCompile(`einstimmig (bei|ang|abg)|mehrheitlich|unanimously|by majority`).MatchString(line) {
				t.Errorf("%s: what is withheld shows: %s", l, line)
			}
		}
	}
	withheld := func(s sheet) sheet {
		s.poll.Secret, s.poll.Withheld, s.sight = true, true, board.Sight{Withheld: true}
		s.poll = s.poll.Seen(s.sight)
		s.tally = s.poll.Counts
		return s
	}
	rapid.Check(t, func(t *rapid.T) {
		s := drawn(t)
		s.poll.Purpose = rapid.SampledFrom(append(board.Purposes(), board.Internal)).Draw(t, "purpose")
		if s.poll.Purpose == board.Informal {
			s.poll.Outcome = ""
		}
		s.count.Technical = rapid.IntRange(0, 2).Draw(t, "technical")
		check(t, s)
		check(t, withheld(s))
	})
	for _, method := range board.Methods() {
		for _, purpose := range []board.Purpose{board.Recommendation, board.Election, board.Internal} {
			for _, out := range append(outcomes(), board.NeedsRunOff) {
				casting := out == board.AdoptedCastingVote || out == board.RejectedCastingVote // there is none over options
				if out == "" || casting || method == board.YesNo {
					continue
				}
				for _, counting := range board.Countings() {
					s := overOptions(purpose, method, out)
					if method == board.Ranked {
						s.poll.Terms.Counting = counting
					}
					check(t, s)
					check(t, withheld(s))
					s.poll.Terms.Lot = true
					s.poll.Options[0].Place = 1
					check(t, s)
				}
			}
		}
	}
}

// TestTheMinutesSayWhatWasCounted: the figures of the line are the ballots.
func TestTheMinutesSayWhatWasCounted(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := drawn(t)
		if !s.poll.Outcome.Valid() {
			return
		}
		line := minutesOf(s, words.German)
		for _, want := range []chat.Text{tallied(board.Yes, s.tally.Yes), tallied(board.No, s.tally.No), tallied(board.Abstain, s.tally.Abstain)} {
			if text := (words.Printer{}).Print(want); !strings.Contains(line, text) {
				t.Fatalf("%q is not in %s", text, line)
			}
		}
		if missing := s.missing(); missing > 0 && !strings.Contains(line, strconv.Itoa(missing)+" nicht abgestimmt") {
			t.Fatalf("%d missing ones are not in %s", missing, line)
		}
	})
}
