package terms

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"beirat/board"
	"beirat/chat"
	"beirat/documents"
	"beirat/storage"
	"beirat/storage/storagetest"
	"beirat/words"
)

// world is a board that worked through a full term of so many months.
type world struct {
	*testing.T
	f      *Terms
	db     *storage.DB
	now    time.Time
	board  board.Board
	people []board.Person
}

func (w *world) must(err error) {
	w.Helper()
	if err != nil {
		w.Fatal(err)
	}
}

func (w *world) write(do func(tx *storage.Tx) error) {
	w.Helper()
	w.must(w.db.Write(w.Context(), storage.By{Person: 1}, do))
}

func newWorld(t *testing.T, language string, months int) *world {
	t.Helper()
	berlin, err := time.LoadLocation("Europe/Berlin")
	w := &world{T: t, now: time.Date(2021, 12, 9, 0, 0, 0, 0, berlin)}
	w.must(err)
	w.db, err = storage.Open(t.Context(), storagetest.SQLite(t), func() time.Time { return w.now })
	w.must(err)
	t.Cleanup(func() { w.must(w.db.Close()) })
	w.must(w.db.Migrate(t.Context()))
	w.f = New(w.db, func(p board.Poll) chat.Text { return chat.T("poll.outcome." + string(p.Outcome)) })
	w.write(func(tx *storage.Tx) (err error) {
		w.board, err = tx.CreateBoard(board.Board{Name: "Digitalbeirat der Stadt Erkelenz", Language: language, Zone: "Europe/Berlin", Land: "NW",
			Purpose: "Der Beirat berät die Stadt bei ihrer digitalen Strategie.", Term: board.NewTerm(w.now, months)},
			[]board.Group{{Key: "citizens", Seats: 5}, {Key: "business", Seats: 5}, {Key: "city", Seats: 1, ExOfficio: true}}, storage.Home{Platform: "console", Channel: "one"})
		if err != nil {
			return err
		}
		seats, err := tx.Seats(w.board.ID)
		for i, seat := range seats {
			if err != nil {
				return err
			}
			person, more := tx.Meet("console", fmt.Sprint(i), []string{"Ada Amend", "Bernd Bach", "Carla Coenen", "Dirk Deckers", "Eva Esser", "Fritz Frings",
				"Gabi Görtz", "Hans Houben", "Ina Jansen", "Karl Kamps", "Stephan Stadt"}[i])
			w.people = append(w.people, person)
			err = errors.Join(more, tx.TakeSeat(seat.ID, person.ID, ""), tx.SaveConsent(board.Consent{Board: w.board.ID, Person: person.ID, Given: i%3 != 1, Version: board.ConsentText}))
		}
		return err
	})
	return w
}

// works lets the board hold so many meetings and vote so often, evenly over its
// term, which is over then.
func (w *world) works(meetings, polls int) {
	w.Helper()
	start, length := w.board.Term.Start, w.board.Term.End().Sub(w.board.Term.Start)
	for i := range polls {
		w.now = start.Add(length / time.Duration(polls+1) * time.Duration(i+1))
		w.vote(i)
	}
	for i := range meetings {
		w.now = start.Add(length / time.Duration(meetings+1) * time.Duration(i+1))
		w.meet()
	}
	w.now = w.board.Term.End()
}

func (w *world) vote(i int) {
	w.Helper()
	w.write(func(tx *storage.Tx) error {
		profile, err := tx.Profile(w.board.ID)
		if err != nil {
			return err
		}
		seats, err := tx.Seats(w.board.ID)
		if err != nil {
			return err
		}
		var electors []board.Elector
		for _, s := range seats {
			electors = append(electors, board.Elector{Seat: s.ID, Person: s.Holder})
		}
		p, err := tx.CreatePoll(board.Poll{Board: w.board.ID, Question: fmt.Sprintf("Soll die Stadt den Dienst Nummer %d für alle Bürgerinnen und Bürger auch ohne Anmeldung anbieten?", i+1),
			Purpose: board.Recommendation, Method: board.YesNo, Profile: profile.ID, Results: board.AtClose, Proposer: w.people[0].ID, State: board.Open,
			Opened: w.now, Closes: w.now.Add(time.Hour), Statutory: 11}, electors)
		if err != nil {
			return err
		}
		for _, e := range electors[:8] {
			if _, err := tx.Cast(board.Ballot{Poll: p.ID, Seat: e.Seat, Person: e.Person.ID, Choice: board.Yes}); err != nil {
				return err
			}
		}
		p.State, p.Ended, p.Outcome, p.Counts = board.Closed, w.now, board.Adopted, board.Tally{Members: 11, Yes: 6, No: 2, Abstain: 1}
		return tx.SavePoll(p)
	})
}

func (w *world) meet() {
	w.Helper()
	w.write(func(tx *storage.Tx) error {
		m, err := tx.CreateMeeting(board.Meeting{Board: w.board.ID, Kind: board.Ordinary, State: board.MeetingFixed, Starts: w.now, Minutes: 120, Place: "Rathaus"})
		if err != nil {
			return err
		}
		m.State, m.Opened, m.Closed = board.MeetingHeld, m.Starts, m.Ends()
		if m, err = tx.SaveMeeting(m, board.MeetingEnded); err != nil {
			return err
		}
		seats, err := tx.Seats(w.board.ID)
		if err != nil {
			return err
		}
		for _, s := range seats[:9] {
			if err := tx.SetPresences(m, board.Presence{Seat: s.ID}, []board.Presence{{Person: s.Holder, From: m.Opened, Until: m.Closed}}); err != nil {
				return err
			}
		}
		return nil
	})
}

// chronicle is that of the present term.
func (w *world) chronicle() (d documents.Document) {
	w.Helper()
	w.must(w.db.Read(w.Context(), func(tx *storage.Tx) error {
		all, err := w.f.periods(tx, w.board)
		if err != nil {
			return err
		}
		d, err = w.f.chronicleOf(tx, all[len(all)-1])
		return err
	}))
	return d
}

// certificate is that of a person about the present term.
func (w *world) certificate(person int) (one certified) {
	w.Helper()
	w.must(w.db.Read(w.Context(), func(tx *storage.Tx) error {
		all, err := w.f.periods(tx, w.board)
		if err != nil {
			return err
		}
		var has bool
		if one, has, err = w.f.certify(tx, all[len(all)-1], w.people[person].ID); !has {
			w.Error("nothing is certified")
		}
		return err
	}))
	return one
}

func TestTheChronicleOfATermOfAnyLengthHasTwoPagesAtMost(t *testing.T) {
	for _, test := range []struct{ months, meetings, polls int }{{24, 0, 0}, {24, 8, 40}, {120, 40, 300}, {1, 1, 60}} {
		t.Run(fmt.Sprintf("%d months, %d polls", test.months, test.polls), func(t *testing.T) {
			w := newWorld(t, "de", test.months)
			w.works(test.meetings, test.polls)
			d := w.chronicle()
			pages, err := d.Pages()
			if err != nil || pages > chroniclePages {
				t.Errorf("%d pages, %v", pages, err)
			}
			text := string(d.Markdown())
			if strings.Contains(text, "…") {
				t.Error("something is cut")
			}
			if test.polls > 0 && !strings.Contains(text, fmt.Sprintf("%d Abstimmungen", test.polls)) {
				t.Error("the figures are not there")
			}
		})
	}
}

func TestAChronicleTellsAsMuchAsThereIsRoomFor(t *testing.T) {
	w := newWorld(t, "de", 24)
	w.works(8, 16)
	text := string(w.chronicle().Markdown())
	for i := range 16 {
		if !strings.Contains(text, fmt.Sprintf("Dienst Nummer %d ", i+1)) {
			t.Errorf("poll %d is left out:\n%s", i+1, text)
		}
	}
	if strings.Contains(text, "weitere Abstimmung") {
		t.Error("polls are counted though there is room for them")
	}
}

func TestOnlyWhoConsentsIsNamedInAChronicle(t *testing.T) {
	w := newWorld(t, "de", 24)
	w.works(2, 2)
	text := string(w.chronicle().Markdown())
	for i, person := range w.people {
		if got := strings.Contains(text, person.Name); got != (i%3 != 1) {
			t.Errorf("%s is named: %v", person.Name, got)
		}
	}
}

func TestACertificateHasOnePageAndSaysWhatSomebodyDid(t *testing.T) {
	for language, want := range map[string][]string{
		"de": {"Ada Amend", "an allen acht Sitzungen teilgenommen", "an allen 40 Abstimmungen", "vom Donnerstag, dem 9. Dezember 2021", "bis zum Freitag, dem 8. Dezember 2023"},
		"en": {"Ada Amend", "attended all eight meetings", "all 40 polls", "Thursday, 9 December 2021", "Friday, 8 December 2023"},
	} {
		w := newWorld(t, language, 24)
		w.works(8, 40)
		d := w.certificate(0).document(words.Language(language))
		pages, err := d.Pages()
		if err != nil || pages != 1 {
			t.Errorf("%s: %d pages, %v", language, pages, err)
		}
		text := string(d.Markdown())
		for _, said := range want {
			if !strings.Contains(text, said) {
				t.Errorf("%s: %q is not in\n%s", language, said, text)
			}
		}
	}
}

func TestACertificateSaysNothingOfWhatThereWasNot(t *testing.T) {
	for _, test := range []struct {
		service board.Service
		said    string
		not     []string
	}{
		{board.Service{}, "Wir danken Ada Amend", []string{"hat Ada Amend:", "Sitzung", "Abstimmung", "null"}},
		{board.Service{Polls: 1}, "Wir danken", []string{"hat Ada Amend:", "Abstimmung"}},
		{board.Service{Polls: 1, Voted: 1}, "sich an der einen Abstimmung, die es gab, beteiligt", []string{"Sitzung"}},
		{board.Service{Meetings: 3, Attended: 1}, "an einer von drei Sitzungen teilgenommen", []string{"Abstimmung"}},
	} {
		w := newWorld(t, "de", 24)
		one := w.certificate(0)
		one.service = test.service
		text := string(one.document("de").Markdown())
		if !strings.Contains(text, test.said) {
			t.Errorf("%q is not in\n%s", test.said, text)
		}
		for _, not := range test.not {
			if strings.Contains(text, not) {
				t.Errorf("%q is in\n%s", not, text)
			}
		}
	}
}

func TestACertificateSaysWhenSomebodyCameAndWent(t *testing.T) {
	w := newWorld(t, "de", 24)
	w.works(1, 0)
	w.now = w.board.Term.Start.AddDate(0, 6, 0)
	w.write(func(tx *storage.Tx) error {
		seats, err := tx.Seats(w.board.ID)
		if err != nil {
			return err
		}
		return errors.Join(tx.LeaveSeat(seats[0].ID), tx.Delegate(seats[10].ID, w.people[0].ID))
	})
	w.now = w.board.Term.End()
	text := string(w.certificate(0).document("de").Markdown())
	for _, said := range []string{"hat in dieser Laufzeit im Beirat mitgewirkt:", "vom Donnerstag, dem 9. Dezember 2021, bis zum Donnerstag, dem 9. Juni 2022", "als Vertretung für einen Sitz der Gruppe Stadt"} {
		if !strings.Contains(text, said) {
			t.Errorf("%q is not in\n%s", said, text)
		}
	}
}
