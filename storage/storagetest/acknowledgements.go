package storagetest

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"beirat/board"
	"beirat/storage"
)

// acknowledgementReads are the methods of Tx of what people said they have read that change nothing.
const acknowledgementReads = " Acknowledged Acknowledging Own ToldColumns "

// acknowledgementChanges are a call of every other one.
func (w *world) acknowledgementChanges(b beirat) map[string]func(tx *storage.Tx) error {
	return map[string]func(tx *storage.Tx) error{
		"Acknowledge": func(tx *storage.Tx) error {
			_, err := tx.Acknowledge(b.ID, b.people[0].ID, board.SecrecyNotice)
			return err
		},
	}
}

var acknowledgements = map[string]func(*testing.T, *world){
	"what somebody read is kept once, with its time": func(t *testing.T, w *world) {
		b, who := w.beirat("Rat"), w.person("anna")
		began := w.clock.Now()
		acknowledge := func() bool {
			return write1(w, func(tx *storage.Tx) (bool, error) { return tx.Acknowledge(b.ID, who.ID, board.SecrecyNotice) })
		}
		if !acknowledge() {
			t.Error("the first time is not new")
		}
		w.clock.move(time.Hour)
		if acknowledge() {
			t.Error("the second time is new")
		}
		want := board.Acknowledgement{Board: b.ID, Person: who.ID, Notice: board.SecrecyNotice, Version: board.SecrecyNotice.Version(), At: began}
		got := read1(w, func(tx *storage.Tx) (board.Acknowledgement, error) {
			return tx.Acknowledged(b.ID, who.ID, board.SecrecyNotice)
		})
		if d := cmp.Diff(want, got); d != "" || !got.Holds() {
			t.Errorf("kept (-want +got):\n%s", d)
		}
		other := read1(w, func(tx *storage.Tx) (board.Acknowledgement, error) {
			return tx.Acknowledged(b.ID, who.ID, board.PrivacyNotice)
		})
		if other.Holds() {
			t.Error("the other notice counts as read")
		}
	},
	"what somebody read belongs to the board": func(t *testing.T, w *world) {
		b, other, who := w.beirat("Rat"), w.beirat("Nachbar"), w.person("anna")
		write1(w, func(tx *storage.Tx) (bool, error) { return tx.Acknowledge(b.ID, who.ID, board.SecrecyNotice) })
		for of, want := range map[board.ID]map[board.ID]bool{b.ID: {who.ID: true}, other.ID: {}} {
			got := read1(w, func(tx *storage.Tx) (map[board.ID]bool, error) { return tx.Acknowledging(of, board.SecrecyNotice) })
			if d := cmp.Diff(want, got); d != "" {
				t.Errorf("of board %d (-want +got):\n%s", of, d)
			}
		}
	},
	"the options of a ballot are told as they are called": func(t *testing.T, w *world) {
		b := w.beirat("Rat")
		me := b.people[0]
		for _, c := range []struct {
			method board.Method
			choice board.Choice
			told   string
		}{
			{board.OneOf, "2", "Markthalle"},
			{board.OneOf, board.Abstain, "abstain"},
			{board.Approval, "1,2", "Radweg; Markthalle"},
			{board.Points, "1=2,3=3", "Lastenräder: 3; Radweg: 2"},
			{board.Ranked, "3>1=2", "1. Lastenräder; 2. Radweg; 2. Markthalle"},
		} {
			p := write1(w, func(tx *storage.Tx) (board.Poll, error) {
				p, err := tx.CreatePoll(board.Poll{Board: b.ID, Question: "Was zuerst?", Method: c.method, State: board.Open, Opened: w.clock.Now(), Closes: w.clock.Now().Add(time.Hour), Terms: board.Terms{Budget: 5},
					Options: []board.Option{{Number: 1, Label: "Radweg"}, {Number: 2, Label: "Markthalle"}, {Number: 3, Label: "Lastenräder"}}},
					[]board.Elector{{Seat: b.seats[0].ID, Person: me}})
				return p, err
			})
			if _, err := w.vote(p.ID, b.seats[0].ID, me.ID, c.choice); err != nil {
				t.Fatal(c.choice, err)
			}
			for _, r := range w.own(me.ID, "ballot") {
				if got := r.Of("choice"); r.Of("poll") == fmt.Sprintf("%d Was zuerst?", p.Number) && got != c.told {
					t.Errorf("%s is told as %q, not %q", c.choice, got, c.told)
				}
			}
		}
	},
	"the log is told with the things as they are called": func(t *testing.T, w *world) {
		b := w.beirat("Rat")
		me := b.people[0]
		p := w.poll(b, "Freies WLAN?")
		if _, err := w.vote(p.ID, b.seats[0].ID, me.ID, board.Yes); err != nil {
			t.Fatal(err)
		}
		w.must(w.db.Write(context.Background(), storage.By{Person: me.ID}, func(tx *storage.Tx) error {
			return errors.Join(tx.SetAway(b.ID, me.ID, board.Absence{From: w.clock.Now(), Until: w.clock.Now().Add(time.Hour)}), tx.SetAway(b.ID, b.people[1].ID, board.Absence{}),
				tx.SavePoll(p))
		}))
		var told []any
		for _, r := range w.own(me.ID, "audit") {
			if r.Of("person") == storage.You {
				told = append(told, r.Of("what"), r.Of("entity"))
			}
		}
		if d := cmp.Diff([]any{"person.away", "person you", "person.away", "person another", "poll.save", "poll 1 Freies WLAN?"}, told); d != "" {
			t.Errorf("told (-want +got):\n%s", d)
		}
	},
	"who took part in an anonymous round that runs is told that, and nothing of what is in the box": func(t *testing.T, w *world) {
		b := w.beirat("Rat")
		r := w.feedbackRound(b, true)
		for _, who := range b.people[:2] {
			w.write(func(tx *storage.Tx) error {
				return tx.PutIntoFeedbackBox(r, who.ID, board.FeedbackSlip{Points: []board.FeedbackPoint{{Severity: board.Minor, Text: "Zu klein"}}})
			})
		}
		rows := w.own(b.people[1].ID, "feedback_box")
		if len(rows) != 1 || len(rows[0].Values) != 1 || rows[0].Of("round") != "1 Online-Termine" || rows[0].Board != b.ID {
			t.Errorf("told %+v", rows)
		}
		if rows := w.own(b.people[2].ID, "feedback_box"); len(rows) != 0 {
			t.Errorf("somebody else is told %+v", rows)
		}
	},
	"the working group of a seat is told to who held it then": func(t *testing.T, w *world) {
		b, next := w.beirat("Rat"), w.person("next")
		drawn := board.Drawing{Seed: "GXTZ", Drawn: []board.Lot{{Seat: b.seats[0].ID, Sign: "A", Group: 1}, {Seat: b.seats[1].ID, Sign: "B", Group: 2}}}
		r := write1(w, func(tx *storage.Tx) (board.VisionRound, error) {
			return tx.OpenVisionRound(board.VisionRound{Board: b.ID, Question: "Wie leben wir?", Horizon: 2035, Groups: 2}, drawn)
		})
		w.clock.move(time.Hour)
		w.write(func(tx *storage.Tx) error { return tx.EndVisionRound(r.ID) })
		w.clock.move(time.Hour)
		w.write(func(tx *storage.Tx) error {
			return errors.Join(tx.LeaveSeat(b.seats[0].ID), tx.TakeSeat(b.seats[0].ID, next.ID, ""))
		})
		for table, thing := range map[string]string{"vision_seat": "round", "vision_lot": "draw"} {
			rows := w.own(b.people[0].ID, table)
			if len(rows) != 1 || rows[0].Of(thing) != "1 Wie leben wir?" || rows[0].Of("number") != int64(1) || rows[0].Board != b.ID {
				t.Errorf("%s: told %+v", table, rows)
			}
			if rows := w.own(next.ID, table); len(rows) != 0 {
				t.Errorf("%s: who came later is told %+v", table, rows)
			}
		}
	},
	"what somebody read holds for whom they become": func(t *testing.T, w *world) {
		b, first, second := w.beirat("Rat"), w.account("town", "anna"), w.account("chat", "anna2")
		write1(w, func(tx *storage.Tx) (bool, error) { return tx.Acknowledge(b.ID, second, board.SecrecyNotice) })
		stays := write1(w, func(tx *storage.Tx) (board.ID, error) { return tx.Join(first, second) })
		got := read1(w, func(tx *storage.Tx) (board.Acknowledgement, error) {
			return tx.Acknowledged(b.ID, stays, board.SecrecyNotice)
		})
		said := read1(w, func(tx *storage.Tx) (map[board.ID]bool, error) { return tx.Acknowledging(b.ID, board.SecrecyNotice) })
		if d := cmp.Diff(map[board.ID]bool{stays: true}, said); d != "" || !got.Holds() {
			t.Errorf("%v (-want +got):\n%s", got, d)
		}
	},
}

// own are the rows of a table that tell of a person.
func (w *world) own(person board.ID, table string) (rows []storage.OwnRow) {
	w.Helper()
	w.read(func(tx *storage.Tx) error {
		return tx.Own(person, func(r storage.OwnRow) {
			if r.Table == table {
				rows = append(rows, r)
			}
		})
	})
	return rows
}

// account is the person of an account on a platform.
func (w *world) account(platform, name string) board.ID {
	w.Helper()
	who := write1(w, func(tx *storage.Tx) (board.Person, error) { return tx.Meet(platform, name, name) })
	return who.ID
}
