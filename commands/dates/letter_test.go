package dates

import (
	"testing"
	"time"

	"beirat/board"
	"beirat/storage"
	"beirat/storage/storagetest"
)

func TestWhoHasBecomeAnotherIsRemindedAsThatOne(t *testing.T) {
	now := time.Date(2026, time.November, 23, 9, 0, 0, 0, time.UTC)
	db, err := storage.Open(t.Context(), storagetest.MigratedSQLite(t), func() time.Time { return now })
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	var job storage.Job
	var stays board.ID
	err = db.Write(t.Context(), storage.By{}, func(tx *storage.Tx) error {
		b, err := tx.CreateBoard(board.Board{Name: "Beirat", Language: "de", Zone: "Europe/Berlin", Term: board.NewTerm(now, 24)},
			[]board.Group{{Key: "citizens", Name: "Bürgerschaft", Seats: 1}}, storage.Home{Platform: "console", Channel: "one"})
		if err != nil {
			return err
		}
		seats, err := tx.Seats(b.ID)
		if err != nil {
			return err
		}
		seated, err := tx.Meet("console", "erna", "erna")
		if err != nil {
			return err
		}
		chairs, err := tx.Meet("elsewhere", "erna", "erna")
		if err != nil {
			return err
		}
		if err := tx.TakeSeat(seats[0].ID, seated.ID, ""); err != nil {
			return err
		}
		if err := tx.SetRole(b.ID, chairs.ID, board.Chair, true); err != nil {
			return err
		}
		m, err := tx.CreateMeeting(board.Meeting{Board: b.ID, State: board.MeetingTentative, Minutes: 120})
		if err != nil {
			return err
		}
		s, err := tx.CreateDateSearch(board.DateSearch{Board: b.ID, Meeting: m.ID, Closes: now.AddDate(0, 0, 3),
			Options: []board.DateOption{{Number: 1, Starts: now.AddDate(0, 0, 20)}, {Number: 2, Starts: now.AddDate(0, 0, 21)}}})
		if err != nil {
			return err
		}
		if stays, err = tx.Join(seated.ID, chairs.ID); stays != seated.ID {
			t.Errorf("person %d stays", stays)
		}
		job = storage.Job{Kind: NudgeKind, Key: storage.JobKey(b.ID, s.ID, chairs.ID) + "/1"}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	letter, err := (&Dates{db: db}).nudge(t.Context(), job)
	if err != nil || letter.Drop != "" || letter.Person != stays {
		t.Errorf("to person %d, want %d, dropped as %q, error %v", letter.Person, stays, letter.Drop, err)
	}
}
