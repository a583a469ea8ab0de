package reports

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"beirat/board"
	"beirat/chat"
	"beirat/documents"
	"beirat/words"
)

// sample is a round with points of three people, of whom one consents to be named
// and one sits in a group that would say who it is.
func sample(points int) sheet {
	r := board.FeedbackRound{ID: 1, Number: 3, Kind: board.OnService, Service: "Online-Termine", Link: "https://termine.stadt.example", About: "Bitte am Telefon ausprobieren.",
		State: board.FeedbackClosed, Opened: time.Date(2026, 11, 20, 9, 0, 0, 0, time.UTC), Ended: time.Date(2026, 11, 29, 17, 0, 0, 0, time.UTC),
		Tasks: []board.FeedbackTask{{Number: 1, Title: "Einen Termin buchen"}, {Number: 2, Title: "Einen Termin absagen"}, {Number: 3, Title: "Die Seite vorlesen lassen"}}}
	var said []board.FeedbackPoint
	for i := range points {
		said = append(said, board.FeedbackPoint{ID: board.ID(i + 1), Number: i + 1, Task: i % 4, Severity: board.Severities()[i%4], Author: board.ID(i%3 + 1),
			Text: fmt.Sprintf("Punkt %d: Nach 30 Sekunden wird man abgemeldet, und alles ist weg.\n\n- Der Knopf ist klein.\n- Die Schrift ist grau.", i+1)})
	}
	tallies := map[int]board.RatingTally{1: {3, 5, 1, 1, 1}, 2: {0, 0, 0, 0, 11}}
	citizens, clerk := board.Group{ID: 1, Name: "Bürgerschaft", Seats: 5}, board.Group{ID: 2, Name: "Verwaltung", Seats: 1}
	return sheet{board: board.Board{Name: "Digitalbeirat", Language: "de", Zone: "Europe/Berlin"}, zone: time.UTC, round: r,
		result:    board.NewFeedbackResult(r, tallies, said, 11, 11),
		answers:   map[board.ID]board.FeedbackAnswer{1: {Point: 1, State: board.FeedbackDone, Reason: "Das ist behoben.", Link: "https://stadt.example/neu"}},
		questions: map[board.ID][]board.FeedbackQuestion{5: {{Text: "Mit welchem Gerät?", Replies: []string{"Mit einem alten Telefon."}}}},
		authors:   map[board.ID]author{1: {"Anna Berg", citizens, true}, 2: {"Kurt Wolf", citizens, false}, 3: {"Eva Stein", clerk, false}}}
}

func TestAFileNamesOnlyWhoConsents(t *testing.T) {
	s := sample(6)
	for _, as := range []format{asMarkdown, asPage, asJSON, asTable} {
		m, err := s.files(as, s.round.Ended)
		if err != nil {
			t.Fatal(err)
		}
		text := content(m)
		if !strings.Contains(text, "Anna Berg (Bürgerschaft)") || strings.Contains(text, "Kurt") || strings.Contains(text, "Eva") {
			t.Errorf("%s names the wrong people", as)
		}
		if strings.Contains(text, "Verwaltung)") || strings.Contains(text, "Verwaltung\"") {
			t.Errorf("%s names a group of one", as)
		}
	}
	if said := s.inside(s.result.Points[0]); said.IsZero() {
		t.Error("who belongs to the board does not read who it was")
	}
}

func TestEveryPointStandsOnOnePageInFull(t *testing.T) {
	s := sample(40)
	s.result.Points[3].Text = strings.Repeat("lang ", 1000)
	var numbers int
	for _, page := range s.pages() {
		length := 0
		for _, p := range page {
			length += s.size(p)
			numbers++
		}
		if len(page) > pagePoints || len(page) > 1 && length > pageCharacters {
			t.Errorf("a page of %d points and %d characters", len(page), length)
		}
	}
	if numbers != 40 {
		t.Errorf("%d of 40 points stand on pages", numbers)
	}
}

func TestAReportOfNothingIsWrittenInEveryFormat(t *testing.T) {
	s := sample(0)
	s.result = board.NewFeedbackResult(board.FeedbackRound{}, nil, nil, 0, 0)
	s.round.Tasks = nil
	for _, as := range []format{asPDF, asWord, asPage, asMarkdown, asTable, asJSON} {
		if m, err := s.files(as, s.round.Ended); err != nil || len(m.Blocks) == 0 {
			t.Errorf("%s: %v", as, err)
		}
	}
}

func TestASurveyHasTopicsAndNothingIsSevereInIt(t *testing.T) {
	s := sample(6)
	s.round.Kind, s.answers = board.OnTerm, nil
	for i := range s.result.Points {
		s.result.Points[i].Severity = ""
	}
	for _, language := range []string{"de", "en"} {
		s.board.Language = language
		said := words.Printer{Language: words.Language(language)}
		text := string(s.document(s.round.Ended).Markdown())
		for _, block := range append(s.overview().Blocks, s.page(1).Blocks...) {
			if para, is := block.(chat.Para); is {
				text += said.Print(para.Text) + "\n"
			}
		}
		for _, wrong := range []string{"Aufgabe", "Schwer", "schwer", "Die Verwaltung", "eantwortet:", "⟨", " · \n", "task", "severe", "administration"} {
			if strings.Contains(text, wrong) {
				t.Errorf("%s: it says %q:\n%s", language, wrong, text)
			}
		}
		if strings.Count(text, "Punkt 6: Nach 30 Sekunden") != 2 {
			t.Errorf("%s: a point is missing:\n%s", language, text)
		}
	}
	m, err := s.files(asJSON, s.round.Ended)
	if err != nil || strings.Contains(content(m), "severity") {
		t.Error(content(m), err)
	}
}

func TestWhatPeopleTypedStandsInTitlesWordForWord(t *testing.T) {
	s := sample(1)
	s.round.Service = "**Formular: A|B** `x` <b> 😀"
	if title := s.document(s.round.Ended).Title; !strings.Contains(title, s.round.Service) {
		t.Errorf("the report: %s", title)
	}
	round := board.RoundResult{FeedbackRound: s.round, FeedbackResult: s.result}
	k := comparison{FeedbackComparison: board.CompareFeedback([]board.RoundResult{round, round}), board: s.board, zone: s.zone}
	d := k.document(s.round.Ended)
	if !strings.Contains(d.Title, s.round.Service) || !strings.HasPrefix(d.Facts[0].Value, "zu Ende am") {
		t.Errorf("the comparison: %s, %+v", d.Title, d.Facts)
	}
}

func TestTheSameReportIsTheSameFile(t *testing.T) {
	s := sample(20)
	one, err := s.document(s.round.Ended).As(documents.FormatPDF)
	if err != nil {
		t.Fatal(err)
	}
	other, err := s.document(s.round.Ended).As(documents.FormatPDF)
	if err != nil || string(one.Content) != string(other.Content) {
		t.Errorf("it differs (%v)", err)
	}
}

// content is all that the files of a message hold.
func content(m chat.Message) string {
	var all strings.Builder
	for _, block := range m.Blocks {
		if file, is := block.(chat.File); is {
			all.Write(file.Content)
		}
	}
	return all.String()
}
