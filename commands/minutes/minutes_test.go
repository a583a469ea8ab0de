package minutes

import (
	"context"
	"encoding/json"
	"errors"
	"strings"
	"testing"
	"time"

	"beirat/board"
	"beirat/commands"
	"beirat/storage"
	"beirat/storage/storagetest"
)

// world is a board of three seats with a meeting that was held.
type world struct {
	*testing.T
	f       *Minutes
	db      *storage.DB
	now     time.Time
	board   board.Board
	seats   []board.Seat
	office  board.Person
	meeting board.Meeting
	items   []board.AgendaItem
}

func newWorld(t *testing.T) *world {
	t.Helper()
	w := &world{T: t, now: time.Date(2026, 12, 10, 19, 30, 0, 0, time.UTC)}
	var err error
	w.db, err = storage.Open(t.Context(), storagetest.SQLite(t), func() time.Time { return w.now })
	w.must(err)
	t.Cleanup(func() { w.must(w.db.Close()) })
	w.must(w.db.Migrate(t.Context()))
	w.f = New(w.db, commands.Finder{}, nil, func(*storage.Tx, board.ID) (commands.Minuted, error) { return adopted(), nil })
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
		for i, name := range []string{"Ada Amend", "Bernd Bach"} {
			person, err := tx.Meet("console", name, name)
			if err = errors.Join(err, tx.TakeSeat(seats[i].ID, person.ID, "")); err != nil {
				return err
			}
			if i == 0 {
				err = tx.SetRole(w.board.ID, person.ID, board.Chair, true)
			}
			if err != nil {
				return err
			}
		}
		if w.office, err = tx.Meet("console", "Maria Kern", "Maria Kern"); err != nil {
			return err
		}
		return tx.SetRole(w.board.ID, w.office.ID, board.Office, true)
	})
	w.read(func(tx *storage.Tx) (err error) {
		w.seats, err = tx.Seats(w.board.ID)
		return err
	})
	w.hold()
	return w
}

// hold has a meeting with a public item and one that is not, ends it, and tells
// the feature.
func (w *world) hold() {
	w.Helper()
	berlin := w.db.Zone("Europe/Berlin")
	w.write(func(tx *storage.Tx) (err error) {
		w.meeting, err = tx.CreateMeeting(board.Meeting{Board: w.board.ID, Kind: board.Ordinary, State: board.MeetingFixed, Starts: time.Date(2026, 12, 10, 18, 0, 0, 0, berlin), Minutes: 120, Place: "Rathaus"})
		if err != nil {
			return err
		}
		for _, i := range []board.AgendaItem{{Kind: board.Deliberation, Title: "Radwege", Public: true}, {Kind: board.Deliberation, Title: "GEHEIM Vertrag"}} {
			i.Board, i.Meeting, i.State = w.board.ID, w.meeting.ID, board.ItemSet
			i, err := tx.CreateItem(i)
			if err != nil {
				return err
			}
			w.items = append(w.items, i)
			note := board.MeetingNote{Board: w.board.ID, Meeting: w.meeting.ID, Item: i.ID, Text: "Notiz zu " + i.Title}
			if _, err := tx.CreateMeetingNote(note); err != nil {
				return err
			}
		}
		w.meeting.State, w.meeting.Opened, w.meeting.Closed = board.MeetingHeld, w.meeting.Starts, w.now
		who := board.Presence{Seat: w.seats[0].ID, Person: w.seats[0].Holder}
		there := who
		there.From, there.Until = w.meeting.Opened, w.meeting.Closed
		if err := tx.SetPresences(w.meeting, who, []board.Presence{there}); err != nil {
			return err
		}
		before := w.meeting
		if w.meeting, err = tx.SaveMeeting(w.meeting, board.MeetingEnded); err != nil {
			return err
		}
		return w.f.Hear(tx, board.MeetingEnded, before, w.meeting)
	})
}

func (w *world) must(err error) {
	w.Helper()
	if err != nil {
		w.Fatal(err)
	}
}

func (w *world) write(do func(tx *storage.Tx) error) {
	w.Helper()
	w.must(w.db.Write(context.Background(), storage.By{Person: w.office.ID}, do))
}

func (w *world) read(do func(tx *storage.Tx) error) {
	w.Helper()
	w.must(w.db.Read(context.Background(), do))
}

// look is what a reader gets of the minutes; the error is a refusal.
func (w *world) look(who board.Standing) (s sheet, err error) {
	w.Helper()
	w.read(func(tx *storage.Tx) error {
		s, err = w.f.sheet(tx, w.board, w.meeting.ID, who)
		return nil
	})
	return s, err
}

func (w *world) standing(person board.ID) (who board.Standing) {
	w.Helper()
	w.read(func(tx *storage.Tx) (err error) {
		who, err = tx.Standing(w.board.ID, person)
		return err
	})
	return who
}

// finish keeps a version in a state.
func (w *world) finish(state board.MinutesState, asTheyAre bool) (n board.Minutes, made bool) {
	w.Helper()
	c := &commands.Call{Board: w.board, Who: w.standing(w.office.ID), Now: w.now.In(w.db.Zone("Europe/Berlin"))}
	w.write(func(tx *storage.Tx) (err error) {
		if n, err = tx.LockMinutes(w.board.ID, w.meeting.ID); err != nil {
			return err
		}
		n.State, n.Secretary = state, "Maria Kern"
		if state == board.MinutesApproved {
			n.Approved = c.Now
		}
		if n, made, err = w.f.keep(tx, c, w.meeting, n, asTheyAre); err != nil {
			return err
		}
		return tx.SaveMinutes(n)
	})
	return n, made
}

func TestWhoBelongsToTheBoardReadsTheDraftAndNobodyElse(t *testing.T) {
	w := newWorld(t)
	s, err := w.look(w.standing(w.seats[1].Holder.ID))
	if err != nil || !strings.Contains(s.version.Public, "Notiz zu Radwege") || !strings.Contains(s.version.Private, "GEHEIM") {
		t.Errorf("a member: %v, %s", err, s.version.Public)
	}
	if strings.Contains(s.version.Public, "GEHEIM") {
		t.Errorf("what was not public: %s", s.version.Public)
	}
	_, err = w.look(board.Standing{})
	if _, is := refused(err); !is {
		t.Errorf("a stranger: %v", err)
	}
}

func TestWhatWasNotPublicIsForNobodyOutside(t *testing.T) {
	w := newWorld(t)
	w.finish(board.MinutesFinished, false)
	if _, err := w.look(board.Standing{}); err == nil {
		t.Error("a stranger reads minutes that are not approved")
	}
	w.finish(board.MinutesApproved, true)
	s, err := w.look(board.Standing{})
	if err != nil || s.version.Private != "" || strings.Contains(s.version.Public, "GEHEIM") || !strings.Contains(s.version.Public, "Radwege") {
		t.Errorf("a stranger: %v, %+v", err, s.version)
	}
	if s, err := w.look(w.standing(w.seats[1].Holder.ID)); err != nil || !strings.Contains(s.version.Private, "GEHEIM") {
		t.Errorf("a member: %v", err)
	}
}

func TestWhatWasTakenOffTheAgendaIsNeitherLostNorShown(t *testing.T) {
	w := newWorld(t)
	w.write(func(tx *storage.Tx) error {
		for i, one := range w.items {
			task := board.MeetingTask{Board: w.board.ID, Meeting: w.meeting.ID, Item: one.ID, Title: "Aufgabe zu " + one.Title, Name: "Bauhof"}
			if _, err := tx.CreateMeetingTask(task); err != nil {
				return err
			}
			one.State = board.ItemRemoved
			if i == 0 { // it stands on another agenda now
				next, err := tx.CreateMeeting(board.Meeting{Board: w.board.ID, Kind: board.Ordinary, State: board.MeetingFixed, Starts: w.meeting.Starts.AddDate(0, 3, 0), Minutes: 60})
				if err != nil {
					return err
				}
				one.State, one.Meeting = board.ItemSet, next.ID
			}
			if err := tx.SaveItem(one); err != nil {
				return err
			}
		}
		return nil
	})
	s, err := w.look(w.standing(w.office.ID))
	w.must(err)
	if strings.Contains(s.version.Public, "GEHEIM") || !strings.Contains(s.version.Private, "Aufgabe zu GEHEIM") || !strings.Contains(s.version.Private, "Notiz zu GEHEIM") {
		t.Errorf("what was not public: %s, %s", s.version.Public, s.version.Private)
	}
	if !strings.Contains(s.version.Public, "Notiz zu Radwege") || !strings.Contains(s.version.Public, "Aufgabe zu Radwege") {
		t.Errorf("what was public: %s", s.version.Public)
	}
}

func TestAVersionStaysWhateverIsWrittenAfterwards(t *testing.T) {
	w := newWorld(t)
	n, _ := w.finish(board.MinutesFinished, false)
	if _, made := w.finish(board.MinutesFinished, false); made {
		t.Error("nothing changed, and a version was made")
	}
	w.write(func(tx *storage.Tx) error { return tx.SaveMinutesText(n, w.items[0].ID, "Anders beschlossen.") })
	s, err := w.look(w.standing(w.office.ID))
	if err != nil || strings.Contains(s.version.Public, "Anders") {
		t.Errorf("the version changed: %v", err)
	}
	w.now = w.now.Add(time.Hour)
	n, made := w.finish(board.MinutesFinished, false)
	s, err = w.look(w.standing(w.office.ID))
	if err != nil || !made || n.Version != 2 || !strings.Contains(s.version.Public, "Anders beschlossen.") || strings.Contains(s.version.Public, "Notiz zu Radwege") {
		t.Errorf("the second version (%t, %d): %v, %s", made, n.Version, err, s.version.Public)
	}
}

func TestMinutesThatAreApprovedAsTheyAreKeepEveryWordOfTheirText(t *testing.T) {
	w := newWorld(t)
	w.finish(board.MinutesFinished, false)
	first, err := w.look(w.standing(w.office.ID))
	w.must(err)
	w.write(func(tx *storage.Tx) error { // what changes since is not what was approved
		_, err := tx.CreateMeeting(board.Meeting{Board: w.board.ID, Kind: board.Ordinary, State: board.MeetingFixed, Starts: w.meeting.Starts.AddDate(0, 3, 0), Minutes: 60})
		return err
	})
	w.finish(board.MinutesApproved, true)
	second, err := w.look(w.standing(w.office.ID))
	w.must(err)
	for _, p := range first.parts() {
		before, err := w.f.document(first, p)
		w.must(err)
		after, err := w.f.document(second, p)
		w.must(err)
		a, _ := json.Marshal(before.Blocks)
		b, _ := json.Marshal(after.Blocks)
		if string(a) != string(b) {
			t.Errorf("%s: the text is another:\n%s\n%s", p, a, b)
		}
		if text := string(after.Markdown()); !strings.Contains(text, "genehmigt am") || strings.Contains(text, "noch nicht genehmigt") {
			t.Errorf("%s does not say that it is approved: %s", p, text)
		}
	}
}

func TestAMeetingThatIsClosedTwiceHasOneDraftWithItsTexts(t *testing.T) {
	w := newWorld(t)
	w.write(func(tx *storage.Tx) error {
		n, err := tx.LockMinutes(w.board.ID, w.meeting.ID)
		if err != nil {
			return err
		}
		if err := tx.SaveMinutesText(n, 0, "Beginn mit Verspätung."); err != nil {
			return err
		}
		open := w.meeting
		open.State = board.MeetingOpen
		return errors.Join(w.f.Hear(tx, board.MeetingRestored, w.meeting, open), w.f.Hear(tx, board.MeetingEnded, open, w.meeting))
	})
	s, err := w.look(w.standing(w.office.ID))
	if err != nil || !strings.Contains(s.version.Public, "Verspätung") {
		t.Errorf("%v: %s", err, s.version.Public)
	}
}

func TestAMeetingWhoseMinutesEverybodyHasIsNotTakenUpAgain(t *testing.T) {
	w := newWorld(t)
	w.finish(board.MinutesFinished, false)
	open := w.meeting
	open.State = board.MeetingOpen
	err := w.db.Write(t.Context(), storage.By{}, func(tx *storage.Tx) error { return w.f.Hear(tx, board.MeetingRestored, w.meeting, open) })
	if _, is := refused(err); !is {
		t.Errorf("it goes on: %v", err)
	}
}

func TestEverybodyWhoWasThereForASeatIsNamed(t *testing.T) {
	w := newWorld(t)
	half := w.meeting.Opened.Add(time.Hour)
	who := board.Presence{Seat: w.seats[0].ID}
	w.write(func(tx *storage.Tx) error {
		return tx.SetPresences(w.meeting, who, []board.Presence{
			{Seat: who.Seat, Person: w.seats[0].Holder, From: w.meeting.Opened, Until: half},
			{Seat: who.Seat, Person: w.office, From: half, Until: w.meeting.Closed},
		})
	})
	s, err := w.look(w.standing(w.office.ID))
	if err != nil || !strings.Contains(s.version.Public, "Ada Amend und Maria Kern") {
		t.Errorf("%v: %s", err, s.version.Public)
	}
}

func TestUnfinishedMinutesAreATaskAndOnTheSheetOfWhoCoordinatesOnly(t *testing.T) {
	w := newWorld(t)
	ask := func(person board.ID) int {
		c := &commands.Call{Board: w.board, Who: w.standing(person), Now: w.now}
		tasks, err := w.f.Tasks(t.Context(), c)
		w.must(err)
		return len(tasks)
	}
	if chair, office, member := ask(w.seats[0].Holder.ID), ask(w.office.ID), ask(w.seats[1].Holder.ID); chair != 1 || office != 1 || member != 0 {
		t.Errorf("tasks of the chair %d, the office %d, a member %d", chair, office, member)
	}
	w.finish(board.MinutesFinished, false)
	if n := ask(w.office.ID); n != 0 {
		t.Errorf("finished minutes are still %d tasks", n)
	}
	w.read(func(tx *storage.Tx) error {
		next := board.Meeting{ID: w.meeting.ID + 1, Board: w.board.ID}
		offers, err := w.f.Offers(tx, w.board, next)
		if len(offers) != 1 {
			t.Errorf("offered for the next agenda: %v", offers)
		}
		return err
	})
}

func TestMinutesThatALaterMeetingTreatedWaitToBeApprovedInIt(t *testing.T) {
	w := newWorld(t)
	n, _ := w.finish(board.MinutesFinished, false)
	c := &commands.Call{Board: w.board, Who: w.standing(w.office.ID), Now: w.now}
	if tasks, err := w.f.Tasks(t.Context(), c); err != nil || len(tasks) != 0 {
		t.Errorf("before that meeting: %v, %v", tasks, err)
	}
	later := w.meeting
	w.write(func(tx *storage.Tx) (err error) {
		later.ID, later.Starts = 0, w.meeting.Starts.AddDate(0, 3, 0)
		later.Opened, later.Closed = later.Starts, later.Starts.Add(time.Hour)
		if later, err = tx.CreateMeeting(later); err != nil {
			return err
		}
		later.State, later.Opened, later.Closed = board.MeetingHeld, later.Starts, later.Starts.Add(time.Hour)
		if later, err = tx.SaveMeeting(later, board.MeetingEnded); err != nil {
			return err
		}
		_, err = tx.CreateItem(board.AgendaItem{Board: w.board.ID, Meeting: later.ID, State: board.ItemSet, Kind: board.Voting, Title: "Protokoll", Public: true, Source: source(n)})
		return err
	})
	tasks, err := w.f.Tasks(t.Context(), c)
	if err != nil || len(tasks) != 1 || tasks[0].Buttons[0].Action.Name != "meeting.minutes_approve" {
		t.Errorf("after it: %v, %v", tasks, err)
	}
	w.read(func(tx *storage.Tx) error {
		m, err := treatedIn(tx, n, w.meeting)
		if m.ID != later.ID {
			t.Errorf("approved in the meeting with id %d", m.ID)
		}
		return err
	})
}

func TestRemindersComeOnWorkingDaysAndDropWhenItIsFinished(t *testing.T) {
	w := newWorld(t)
	w.now = time.Date(2026, 12, 14, 8, 0, 0, 0, time.UTC)
	due, err := w.db.Claim(t.Context(), []string{DueKind}, 5, time.Minute)
	w.must(err)
	if len(due) != 1 || !due[0].RunAt.Equal(time.Date(2026, 12, 14, 8, 0, 0, 0, time.UTC)) { // the third day is a Sunday
		t.Fatalf("%+v", due)
	}
	w.must(w.f.due(t.Context(), due[0]))
	letters, err := w.db.Claim(t.Context(), []string{ReminderKind}, 5, time.Minute)
	w.must(err)
	if len(letters) != 2 {
		t.Errorf("%d reminders, for the chair and the office", len(letters))
	}
	letter, err := w.f.reminder(t.Context(), letters[0])
	if err != nil || letter.Drop != "" {
		t.Errorf("%v, %q", err, letter.Drop)
	}
	w.finish(board.MinutesFinished, false)
	if letter, err = w.f.reminder(t.Context(), letters[1]); err != nil || letter.Drop == "" {
		t.Errorf("a reminder of what is finished: %v", err)
	}
	if err := w.f.due(t.Context(), due[0]); !errors.Is(err, commands.ErrDropped) {
		t.Errorf("reminders of what is finished: %v", err)
	}
}
