package answers

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"beirat/board"
	"beirat/chat"
	"beirat/commands"
	"beirat/storage"
	"beirat/storage/storagetest"
	"beirat/words"
)

// world is a board of three with an office, and what is written to them.
type world struct {
	*testing.T
	f       *Answers
	db      *storage.DB
	now     time.Time
	board   board.Board
	people  []board.Person // three who gave feedback, the first is the chair
	office  board.Person
	letters []string // "name: the letter"
}

func newWorld(t *testing.T) *world {
	t.Helper()
	w := &world{T: t, now: time.Date(2026, 12, 10, 9, 0, 0, 0, time.UTC)}
	var err error
	w.db, err = storage.Open(t.Context(), storagetest.SQLite(t), func() time.Time { return w.now })
	w.must(err)
	t.Cleanup(func() { w.must(w.db.Close()) })
	w.must(w.db.Migrate(t.Context()))
	w.f = New(w.db, commands.Finder{})
	w.write(func(tx *storage.Tx) (err error) {
		w.board, err = tx.CreateBoard(board.Board{Name: "Digitalbeirat", Language: "de", Zone: "Europe/Berlin", Land: "NW", Term: board.NewTerm(w.now.AddDate(0, -1, 0), 24)},
			[]board.Group{{Key: "citizens", Name: "Bürgerschaft", Seats: 3}}, storage.Home{Platform: "console", Channel: "one"})
		if err != nil {
			return err
		}
		seats, err := tx.Seats(w.board.ID)
		if err != nil {
			return err
		}
		for i, name := range []string{"Ada", "Bernd", "Clara"} {
			person, err := tx.Meet("console", name, name)
			if err = errors.Join(err, tx.TakeSeat(seats[i].ID, person.ID, "")); err != nil {
				return err
			}
			w.people = append(w.people, person)
		}
		if w.office, err = tx.Meet("console", "Olga", "Olga"); err != nil {
			return err
		}
		return errors.Join(tx.SetRole(w.board.ID, w.people[0].ID, board.Chair, true), tx.SetRole(w.board.ID, w.office.ID, board.Office, true))
	})
	return w
}

func (w *world) must(err error) {
	w.Helper()
	if err != nil {
		w.Fatal(err)
	}
}

func (w *world) write(do func(tx *storage.Tx) error) {
	w.Helper()
	w.must(w.db.Write(w.Context(), storage.By{Person: w.office.ID, Log: "LOG1"}, do))
}

// over is a round that is over, with a point of each of these people.
func (w *world) over(anonymous bool, authors ...board.Person) (r board.FeedbackRound, points []board.FeedbackPoint) {
	w.Helper()
	w.write(func(tx *storage.Tx) (err error) {
		r, err = tx.CreateFeedbackRound(board.FeedbackRound{Board: w.board.ID, Kind: board.OnService, Service: "Termine", Anonymous: anonymous,
			Asked: board.AskedBoard, Closes: w.now}, []board.ID{w.people[0].ID, w.people[1].ID, w.people[2].ID})
		for i, author := range authors {
			p := board.FeedbackPoint{Severity: board.Minor, Text: fmt.Sprint("Punkt ", i+1), Author: author.ID}
			switch {
			case err != nil:
			case anonymous:
				p.Author, p.Lock = 0, board.FeedbackLock("KEY", "SALT")
				err = tx.PutIntoFeedbackBox(r, author.ID, board.FeedbackSlip{Points: []board.FeedbackPoint{p}})
			default:
				_, err = tx.SaveFeedbackPoint(r, p)
			}
		}
		if err != nil {
			return err
		}
		r.Ended = w.now
		if err := tx.CloseFeedback(r); err != nil {
			return err
		}
		r.State = board.FeedbackClosed
		if err := w.f.Hear(tx, r); err != nil {
			return err
		}
		points, err = tx.FeedbackPoints(r)
		return err
	})
	return r, points
}

// says answers a point as the command does.
func (w *world) says(r board.FeedbackRound, p board.FeedbackPoint, reason string) {
	w.Helper()
	w.write(func(tx *storage.Tx) error {
		s := sheet{round: r}
		if err := s.read(tx, 0); err != nil {
			return err
		}
		c := &commands.Call{Board: w.board, Now: w.now, Who: board.Standing{Person: w.office}}
		return w.f.give(tx, c, &s, []board.FeedbackPoint{p}, board.FeedbackAnswer{State: board.FeedbackDeclined, Reason: reason, By: w.office.ID})
	})
}

// pass lets time go by and does what falls due meanwhile.
func (w *world) pass(d time.Duration) {
	w.Helper()
	step := 15 * time.Minute
	if d > 2*24*time.Hour {
		step = 6 * time.Hour
	}
	for end := w.now.Add(d); w.now.Before(end); {
		w.now = w.now.Add(min(step, end.Sub(w.now)))
		w.work()
	}
}

// work does the jobs that are due; what is not of this feature is left out.
func (w *world) work() {
	w.Helper()
	kinds := []string{TellKind, AnsweredKind, QuestionKind, CollectKind, RepliedKind, DueKind, ReminderKind, OverdueKind, DoneKind, SummaryKind, ShredKind}
	for {
		jobs, err := w.db.Claim(w.Context(), kinds, 100, time.Minute)
		w.must(err)
		if len(jobs) == 0 {
			return
		}
		for _, j := range jobs {
			if do := w.f.Works()[j.Kind]; do != nil {
				if err := do(w.Context(), j); !errors.Is(err, commands.ErrDropped) {
					w.must(err)
				}
			} else {
				letter, err := w.f.Letters()[j.Kind](w.Context(), j)
				w.must(err)
				w.told(letter)
			}
			w.must(w.db.Finish(w.Context(), j))
		}
	}
}

func (w *world) told(letter commands.Letter) {
	w.Helper()
	if letter.Drop != "" {
		return
	}
	said := []string{}
	for _, block := range letter.Message.Blocks {
		if para, is := block.(chat.Para); is {
			said = append(said, words.Printer{Language: words.German}.Print(para.Text))
		}
	}
	to := ""
	for _, person := range append(w.people, w.office) {
		if person.ID == letter.Person {
			to = person.Name
		}
	}
	w.letters = append(w.letters, to+": "+strings.Join(said, " "))
}

// heard gives who was written to since, in their order, and forgets it.
func (w *world) heard() (names []string) {
	for _, letter := range w.letters {
		name, _, _ := strings.Cut(letter, ":")
		names = append(names, name)
	}
	slices.Sort(names)
	w.letters = nil
	return names
}

func TestTheAnswersOfSomeMinutesAreOneLetterToTheirAuthor(t *testing.T) {
	w := newWorld(t)
	r, points := w.over(false, w.people[1], w.people[1], w.people[2])
	w.says(r, points[0], "Zu teuer.")
	w.now = w.now.Add(5 * time.Minute)
	w.says(r, points[1], "Zu selten.")
	w.pass(time.Hour)
	if len(w.letters) != 1 || !strings.HasPrefix(w.letters[0], "Bernd: ") || !strings.Contains(w.letters[0], "Zu teuer.") || !strings.Contains(w.letters[0], "Zu selten.") {
		t.Fatalf("the letters: %q", w.letters)
	}
	w.letters = nil
	w.says(r, points[1], "Doch nicht so selten, aber zu teuer.")
	w.says(r, points[2], "Auch zu teuer.")
	w.pass(time.Hour)
	if got := fmt.Sprint(w.heard()); got != "[Ada Bernd Clara]" { // the chair: everything is answered
		t.Errorf("told were %s", got)
	}
}

func TestOfAnAnonymousRoundEverybodyWhoTookPartIsToldOnceADay(t *testing.T) {
	w := newWorld(t)
	r, points := w.over(true, w.people[1], w.people[2], w.people[2])
	w.says(r, points[0], "Zu teuer.")
	w.now = w.now.Add(2 * time.Hour)
	w.says(r, points[1], "Zu selten.")
	w.pass(24 * time.Hour)
	for _, letter := range w.letters {
		if !strings.Contains(letter, "Zu zwei Punkten") || strings.Contains(letter, "teuer") {
			t.Errorf("a letter: %q", letter)
		}
	}
	if got := fmt.Sprint(w.heard()); got != "[Bernd Clara]" {
		t.Errorf("told were %s", got)
	}
}

func TestTheOfficeIsRemindedUntilEverythingIsAnsweredAndTheChairOnce(t *testing.T) {
	w := newWorld(t)
	r, points := w.over(false, w.people[1], w.people[2])
	due := time.Date(2027, 1, 7, 23, 59, 0, 0, w.db.Zone("Europe/Berlin"))
	w.says(r, points[0], "Zu teuer.")
	w.pass(time.Hour)
	w.letters = nil
	for _, step := range []struct {
		until time.Time
		want  string
	}{
		{due.AddDate(0, 0, -8), "[]"},
		{due.AddDate(0, 0, -6), "[Olga]"},
		{due, "[Olga]"},
		{due.AddDate(0, 0, 27), "[Olga Olga Olga]"},
		{due.AddDate(0, 0, 29), "[Ada Olga]"},
		{due.AddDate(0, 0, 50), "[Olga Olga Olga]"},
	} {
		w.pass(step.until.Sub(w.now))
		if got := fmt.Sprint(w.heard()); got != step.want {
			t.Errorf("until %s: told were %s, not %s", step.until, got, step.want)
		}
	}
	w.says(r, points[1], "Auch zu teuer.")
	w.pass(24 * time.Hour)
	w.heard()
	w.pass(14 * 24 * time.Hour)
	if got := w.heard(); len(got) != 0 {
		t.Errorf("reminded after the last answer: %v", got)
	}
}

func TestNobodyIsRemindedAfterTheTerm(t *testing.T) {
	w := newWorld(t)
	w.now = w.board.Term.Last.AddDate(0, 0, -20)
	w.over(false, w.people[1])
	w.pass(60 * 24 * time.Hour)
	if got := w.heard(); len(got) != 0 {
		t.Errorf("reminded after the term: %v", got)
	}
}

func TestWhatEverybodyReadsHasNeitherNamesNorTheWordsOfAPoint(t *testing.T) {
	w := newWorld(t)
	r, points := w.over(false, w.people[1], w.people[1], w.people[2], w.people[2])
	w.write(func(tx *storage.Tx) error {
		return errors.Join(
			tx.AnswerFeedback(r, board.FeedbackAnswer{Point: points[0].ID, State: board.FeedbackAccepted, Reason: "Danke, Bernd."}),
			tx.AnswerFeedback(r, board.FeedbackAnswer{Point: points[1].ID, State: board.FeedbackDone, Reason: "Liebe Clara", Published: "Die Schrift ist größer.", Link: "https://stadt.example"}),
			tx.AnswerFeedback(r, board.FeedbackAnswer{Point: points[2].ID, State: board.FeedbackDone, Published: "Die Schrift ist größer.", Link: "https://stadt.example"}),
		)
	})
	var o outcome
	w.must(w.db.Read(t.Context(), func(tx *storage.Tx) (err error) { o, err = outcomeOf(tx, r); return err }))
	said := words.Printer{Language: words.German}
	whole := string(o.document(w.board, said, w.now).Markdown())
	for _, block := range o.message().Blocks {
		whole += said.Print(block.(chat.Para).Text)
	}
	for _, part := range []string{"Bernd", "Clara", "Punkt 1", "Danke"} {
		if strings.Contains(whole, part) {
			t.Errorf("%q is in %s", part, whole)
		}
	}
	for _, part := range []string{"Die Schrift ist größer.", "https://stadt.example", "(2 Punkte)", "1 angenommen, 0 abgelehnt, 2 erledigt, 1 noch offen"} {
		if !strings.Contains(whole, part) {
			t.Errorf("%q is not in %s", part, whole)
		}
	}
}

func TestUntilTheEveningNoWorkSaysWhichQuestionHasANamelessReply(t *testing.T) {
	w := newWorld(t)
	r, points := w.over(true, w.people[1], w.people[2])
	var asked []board.FeedbackQuestion
	for i, who := range []board.Person{w.office, w.people[0]} {
		w.write(func(tx *storage.Tx) error {
			q, err := tx.AskFeedback(r, board.FeedbackQuestion{Point: points[i].ID, Text: "Wo?", By: who.ID})
			asked = append(asked, q)
			return err
		})
	}
	replies := func(n int, text string) {
		t.Helper()
		w.write(func(tx *storage.Tx) error {
			questions, err := tx.FeedbackQuestions(r.ID)
			if err != nil {
				return err
			}
			return w.f.keepNameless(tx, &commands.Call{Board: w.board, Now: w.now}, r, questions[asked[n].Point][0], text)
		})
	}
	replies(0, "Überall.")
	replies(0, "Auch am Telefon.")
	if _, waits, err := w.db.NextDue(t.Context(), []string{RepliedKind}); waits || err != nil {
		t.Errorf("a letter about a question waits already: %v", err)
	}
	w.pass(24 * time.Hour)
	if got := fmt.Sprint(w.heard()); got != "[Olga Olga]" {
		t.Errorf("told were %s", got)
	}
	replies(1, "Nirgends.")
	w.pass(24 * time.Hour)
	if got := fmt.Sprint(w.heard()); got != "[Ada]" {
		t.Errorf("told the next day were %s", got)
	}
}

func TestAReplyTooManyIsAMistakeInTheFormAndNoMessage(t *testing.T) {
	w := newWorld(t)
	r, points := w.over(true, w.people[1])
	var full board.FeedbackQuestion
	w.write(func(tx *storage.Tx) (err error) {
		full, err = tx.AskFeedback(r, board.FeedbackQuestion{Point: points[0].ID, Text: "Wo?", By: w.office.ID})
		for range board.MostFeedbackReplies {
			err = errors.Join(err, tx.ReplyNamelessly(r, full.ID, "Überall."))
		}
		return err
	})
	err := w.db.Write(t.Context(), storage.By{}, func(tx *storage.Tx) error {
		return w.f.keepNameless(tx, &commands.Call{Board: w.board, Now: w.now}, r, full, "Noch etwas.")
	})
	var no *commands.Error
	if !errors.As(err, &no) || no.Field != "text" {
		t.Errorf("it is answered %v, which would tell by a message who has the key", err)
	}
}

func TestNobodyIsAskedAboutAPointWhoseAuthorIsKeptNoMore(t *testing.T) {
	w := newWorld(t)
	r, points := w.over(false, w.people[1])
	points[0].Author = 0
	err := w.db.Write(t.Context(), storage.By{}, func(tx *storage.Tx) error {
		_, err := w.f.askBack(tx, &commands.Call{Board: w.board, Now: w.now}, sheet{round: r}, points[0], "Wo?")
		return err
	})
	var no *commands.Error
	if !errors.As(err, &no) || !strings.Contains((words.Printer{Language: words.German}).Print(no.Text), "nicht mehr gespeichert") {
		t.Errorf("asking is answered %v", err)
	}
}

func TestWhoAskedAndHasLeftReadsNoReply(t *testing.T) {
	w := newWorld(t)
	r, points := w.over(false, w.people[1])
	var q board.FeedbackQuestion
	w.write(func(tx *storage.Tx) (err error) {
		if q, err = tx.AskFeedback(r, board.FeedbackQuestion{Point: points[0].ID, Text: "Wo?", By: w.office.ID}); err != nil {
			return err
		}
		return errors.Join(tx.ReplyToFeedback(r, q.ID, "Überall."), tellReply(tx, r, q.ID, 1, w.now), tx.SetRole(w.board.ID, w.office.ID, board.Office, false))
	})
	w.pass(time.Hour)
	if got := w.heard(); len(got) != 0 {
		t.Errorf("told were %v", got)
	}
}
