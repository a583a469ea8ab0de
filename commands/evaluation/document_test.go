package evaluation

import (
	"strings"
	"testing"
	"time"

	"beirat/board"
	"beirat/documents"
)

// looked is what a board knows when it looks back: a survey that is over, figures,
// what it advises, and what the council decided.
func looked(t *testing.T) sheet {
	t.Helper()
	berlin, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		t.Fatal(err)
	}
	day := func(year int, month time.Month, day int) time.Time {
		return time.Date(year, month, day, 0, 0, 0, 0, berlin)
	}
	b := board.Board{ID: 1, Name: "Digitalbeirat", Language: "de", Zone: "Europe/Berlin", Term: board.NewTerm(day(2025, 12, 9), 24)}
	r := board.FeedbackRound{ID: 3, Kind: board.OnTerm, State: board.FeedbackClosed, Anonymous: true, Ended: day(2027, 7, 11), Tasks: []board.FeedbackTask{
		{Number: 1, Title: "Sitzungen"}, {Number: 2, Title: "Nutzen für die Stadt"}, {Number: 3, Title: "Aufwand für mich"}, {Number: 4, Title: "Online-Zusammenarbeit"}}}
	s := sheet{board: b, now: day(2027, 7, 20), in: span{first: b.Term.Start, last: day(2027, 7, 20), term: true}}
	s.figures = board.TermFigures{Seats: 11, Meetings: 7, Expected: 75, Present: 61, Polls: 14, Entitled: 140, Turnout: 121, Recommendations: 5, Answered: 4, Accepted: 3,
		AnswerDays: 18, Fields: 9, Contributions: 42, Statements: 5, Measures: 12, MeasuresDone: 3, Ideas: 31, FeedbackRounds: 2, FeedbackPoints: 27, FeedbackAnswered: 25}
	s.survey = survey{round: r, result: board.NewFeedbackResult(r,
		map[int]board.RatingTally{1: {1, 4, 2, 1, 1}, 2: {3, 3, 0, 0, 0}, 3: {1, 1, 0, 0, 0}},
		[]board.FeedbackPoint{{Number: 1, Task: 1, Severity: board.Minor, Text: "Die Sitzungen sind zu lang.\n\n- zwei Stunden reichen", Author: 77}, {Number: 2, Severity: board.Improvement, Text: "Gern wieder."}}, 11, 9)}
	won := board.Poll{ID: 15, Number: 15, About: board.Subject{Kind: board.AboutTerm}, State: board.Closed, Outcome: board.Adopted, Ended: day(2027, 7, 15)}
	for i, score := range []string{"3", "6", "", ""} {
		won.Options = append(won.Options, board.Option{Number: i + 1, Thing: board.ID(i + 1), Label: "Möglichkeit", Score: score, Won: i == 1})
	}
	s.state = state{board: b, now: s.now, survey: r, asked: 11, gave: 9, vote: won, advice: won,
		decision: board.TermDecision{ID: 4, Fate: board.TermExtended, Day: day(2027, 7, 18), Reference: "Drucksache 12/2027"}}
	return s
}

func TestTheDocumentTellsAllThatThereIsAndMarksOfFewNot(t *testing.T) {
	content := string(looked(t).document().Markdown())
	for _, want := range []string{
		"| Sitzungen | 1 | 4 | 2 | 1 | 1 | gut (2) |",
		"| Nutzen für die Stadt | 3 | 3 | 0 | 0 | 0 | sehr gut bis gut (1–2) |",
		"| Aufwand für mich | – | – | – | – | – | nur zwei Noten, darum nicht gezeigt |",
		"| Online-Zusammenarbeit | – | – | – | – | – | niemand hat eine Note gegeben |",
		"Von 11 gefragten Mitgliedern haben 9 geantwortet.", "Die Sitzungen sind zu lang.", "zwei Stunden reichen", "Gern wieder.",
		"Der Beirat hat 7 Sitzungen abgehalten.", "| Anwesenheit | 61 von 75",
		"Der Beirat empfiehlt dem Rat: verändert fortsetzen.", "| Möglichkeit | 6 |",
		"Der Rat hat am Sonntag, dem 18. Juli 2027, beschlossen: verlängern. (Drucksache 12/2027)",
	} {
		if !strings.Contains(content, want) {
			t.Errorf("it does not say %q:\n%s", want, content)
		}
	}
}

func TestCountsThatAreWithheldAreNotInTheDocument(t *testing.T) {
	s := looked(t)
	s.state.advice.Withheld = true
	if content := string(s.document().Markdown()); strings.Contains(content, "Möglichkeit") || !strings.Contains(content, "verändert fortsetzen") {
		t.Error(content)
	}
}

func TestOfAnotherTimeTheDocumentTellsTheFiguresAlone(t *testing.T) {
	s := looked(t)
	s.in.term, s.state, s.survey = false, state{}, survey{}
	content := string(s.document().Markdown())
	if strings.Contains(content, "Befragung der Mitglieder") || strings.Contains(content, "Empfehlung des Beirats") || !strings.Contains(content, "| Sitzungen | 7 |") ||
		strings.Count(content, "# Der Beirat in Zahlen") != 1 || strings.Contains(content, "Auswertung") {
		t.Error(content)
	}
}

func TestTheDocumentIsAFileInEveryFormat(t *testing.T) {
	for _, format := range []as{asPDF, asWord, asPage, asMarkdown} {
		if m, err := looked(t).file(documents.Format(format)); err != nil || len(m.Blocks) != 1 {
			t.Errorf("%s: %d blocks, %v", format, len(m.Blocks), err)
		}
	}
}

func TestWhatTheEvaluationWaitsFor(t *testing.T) {
	s := looked(t).state
	none, ended := s, s
	none.decision = board.TermDecision{}
	ended.decision.Fate = board.TermEnded
	voting, surveyed, asking := none, none, none
	voting.vote.State, voting.vote.Closes = board.Open, s.now.Add(time.Hour)
	surveyed.vote, surveyed.advice = board.Poll{}, board.Poll{}
	asking = surveyed
	asking.survey.State = board.FeedbackOpen
	for want, s := range map[step]state{toGoOn: s, toEnd: ended, toDecide: none, toBallot: voting, toVote: surveyed, toAnswer: asking, toSurvey: {board: s.board, now: s.now}} {
		if got := s.step(); got != want {
			t.Errorf("%s, not %s", got, want)
		}
		if len(s.steps()) == 0 {
			t.Errorf("%s: nothing can be done", want)
		}
	}
}
