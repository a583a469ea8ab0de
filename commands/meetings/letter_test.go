package meetings

import (
	"encoding/json"
	"testing"
	"time"

	"beirat/board"
	"beirat/storage"
	"beirat/storage/storagetest"
)

func TestWhoHasBecomeAnotherIsWrittenToAsThatOne(t *testing.T) {
	now := time.Date(2026, time.November, 23, 9, 0, 0, 0, time.UTC)
	db, err := storage.Open(t.Context(), storagetest.MigratedSQLite(t), func() time.Time { return now })
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	var b board.Board
	var m board.Meeting
	var s board.Series
	var goes, stays board.ID
	err = db.Write(t.Context(), storage.By{}, func(tx *storage.Tx) (err error) {
		b, err = tx.CreateBoard(board.Board{Name: "Beirat", Language: "de", Zone: "Europe/Berlin", Term: board.NewTerm(now, 24)},
			[]board.Group{{Key: "citizens", Name: "Bürgerschaft", Seats: 1}}, storage.Home{Platform: "console", Channel: "one"})
		if err != nil {
			return err
		}
		first, err := tx.Meet("console", "erna", "erna")
		if err != nil {
			return err
		}
		second, err := tx.Meet("elsewhere", "erna", "erna")
		if err != nil {
			return err
		}
		if err := tx.SetRole(b.ID, second.ID, board.Office, true); err != nil {
			return err
		}
		if err := tx.SetRole(b.ID, first.ID, board.Chair, true); err != nil {
			return err
		}
		if m, err = tx.CreateMeeting(board.Meeting{Board: b.ID, State: board.MeetingFixed, Starts: now.AddDate(0, 0, -1), Minutes: 120}); err != nil {
			return err
		}
		rule := board.SeriesRule{Place: 2, Weekday: time.Thursday, Months: 3}
		if s, err = tx.CreateSeries(board.Series{Board: b.ID, Rule: rule, First: now.AddDate(1, 0, 0), Minutes: 120}); err != nil {
			return err
		}
		goes = second.ID
		stays, err = tx.Join(first.ID, second.ID)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	payload, err := json.Marshal(news{What: "set", Now: m})
	if err != nil {
		t.Fatal(err)
	}
	f := New(db)
	for kind, key := range map[string]string{
		NewsLetterKind: storage.JobKey(b.ID, m.ID, goes) + "/1", SeriesLetterKind: storage.JobKey(b.ID, s.ID, goes) + "/1",
		QuarterLetterKind: storage.JobKey(b.ID, goes) + "/1", UnopenedLetterKind: storage.JobKey(b.ID, m.ID, goes) + "/1",
	} {
		letter, err := f.Letters()[kind](t.Context(), storage.Job{Kind: kind, Key: key, Payload: payload})
		if err != nil || letter.Person != stays || kind != QuarterLetterKind && letter.Drop != "" {
			t.Errorf("%s: to person %d, want %d, dropped as %q, error %v", kind, letter.Person, stays, letter.Drop, err)
		}
	}
}
