package storagetest

import (
	"errors"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"beirat/board"
	"beirat/storage"
)

var boards = map[string]func(*testing.T, *world){
	"a board has what it was made with, vacant seats and the default rules": func(t *testing.T, w *world) {
		made := write1(w, func(tx *storage.Tx) (board.Board, error) {
			return tx.CreateBoard(board.Board{Name: "Digitalbeirat", Language: "de", Zone: "Europe/Berlin", Land: "NW", Purpose: "Strategie", Contact: "buero@example.org",
				Term: board.NewTerm(day(2024, 2, 29), 24)},
				[]board.Group{{Key: "citizens", Name: "Bürgerschaft", Seats: 2}, {Key: "city", Name: "Stadt", Seats: 1, ExOfficio: true}},
				storage.Home{Platform: "mattermost", Server: "team", Channel: "c1"})
		})
		got := read1(w, func(tx *storage.Tx) (board.Board, error) { return tx.BoardAt("mattermost", "team", "c1") })
		if diff := cmp.Diff(made, got, cmp.Comparer(time.Time.Equal)); diff != "" {
			t.Error(diff)
		}
		if got.Term.Last.Format(time.RFC3339) != "2026-02-28T00:00:00+01:00" {
			t.Errorf("the term ends %v", got.Term.Last)
		}
		seats := read1(w, func(tx *storage.Tx) ([]board.Seat, error) { return tx.Seats(made.ID) })
		if len(seats) != 3 || !seats[0].Vacant() || seats[1].Position != 2 || seats[2].Group.Key != "city" || !seats[2].Group.ExOfficio {
			t.Errorf("seats: %+v", seats)
		}
		profile := read1(w, func(tx *storage.Tx) (board.Profile, error) { return tx.Profile(made.ID) })
		want := board.DefaultProfile()
		want.ID, want.Board = profile.ID, made.ID
		if diff := cmp.Diff(want, profile); diff != "" {
			t.Error(diff)
		}
	},
	"a channel has one board, a board several channels": func(t *testing.T, w *world) {
		one, other := w.beirat("one"), w.beirat("other")
		err := w.try(func(tx *storage.Tx) error {
			_, err := tx.CreateBoard(board.Board{Name: "third", Zone: "UTC"}, nil, storage.Home{Platform: "console", Channel: "one"})
			return err
		})
		if !errors.Is(err, storage.ErrExists) {
			t.Errorf("CreateBoard: %v", err)
		}
		err = w.try(func(tx *storage.Tx) error {
			return tx.AddHome(storage.Home{Board: one.ID, Platform: "console", Channel: "other"})
		})
		if !errors.Is(err, storage.ErrExists) {
			t.Errorf("AddHome: %v", err)
		}
		w.write(func(tx *storage.Tx) error {
			return tx.AddHome(storage.Home{Board: one.ID, Platform: "discord", Server: "g", Channel: "c"})
		})
		if homes := read1(w, func(tx *storage.Tx) ([]storage.Home, error) { return tx.Homes(one.ID) }); len(homes) != 2 || homes[1].Server != "g" {
			t.Errorf("homes: %v", homes)
		}
		if all := read1(w, (*storage.Tx).Boards); len(all) != 2 || all[0].ID != one.ID || all[1].ID != other.ID {
			t.Errorf("boards: %v", all)
		}
	},
	"a board is saved": func(t *testing.T, w *world) {
		b := w.beirat("one").Board
		b.Name, b.Language, b.Zone, b.Land, b.Purpose, b.Contact, b.Term = "new", "en", "UTC", "BY", "why", "who", board.Term{}
		w.write(func(tx *storage.Tx) error { return tx.SaveBoard(b) })
		if diff := cmp.Diff(b, read1(w, func(tx *storage.Tx) (board.Board, error) { return tx.Board(b.ID) })); diff != "" {
			t.Error(diff)
		}
		b.Zone = "Atlantis/Capital"
		if err := w.try(func(tx *storage.Tx) error { return tx.SaveBoard(b) }); err == nil {
			t.Error("a zone that does not exist was saved")
		}
	},
	"a seat changes hands and its delegate goes with the holder": func(t *testing.T, w *world) {
		b, next, delegate := w.beirat("one"), w.person("next"), w.person("delegate")
		city := b.seats[10]
		w.write(func(tx *storage.Tx) error { return tx.Delegate(city.ID, delegate.ID) })
		seat := read1(w, func(tx *storage.Tx) (board.Seat, error) { return tx.Seat(city.ID) })
		if seat.Voter() != delegate || seat.Holder != b.people[10] {
			t.Errorf("seat %+v", seat)
		}
		w.clock.move(time.Hour)
		changed := w.clock.Now()
		w.write(func(tx *storage.Tx) error { return tx.TakeSeat(city.ID, next.ID, "Stadtwerke") })
		for at, want := range map[time.Time]board.Person{
			changed: next, changed.Add(time.Hour): next, changed.Add(-time.Millisecond): b.people[10], changed.AddDate(-9, 0, 0): {},
		} {
			if held := read1(w, func(tx *storage.Tx) (board.Person, error) { return tx.HolderAt(city.ID, at) }); held != want {
				t.Errorf("at %s the seat was held by %+v, want %+v", at, held, want)
			}
		}
		seat = read1(w, func(tx *storage.Tx) (board.Seat, error) { return tx.Seat(city.ID) })
		if seat.Voter() != next || seat.Organisation != "Stadtwerke" || seat.Delegate.ID != 0 {
			t.Errorf("seat %+v", seat)
		}
		w.write(func(tx *storage.Tx) error { return tx.LeaveSeat(city.ID) })
		seat = read1(w, func(tx *storage.Tx) (board.Seat, error) { return tx.Seat(city.ID) })
		if !seat.Vacant() || seat.Organisation != "" {
			t.Errorf("seat %+v", seat)
		}
		err := w.try(func(tx *storage.Tx) error { return tx.TakeSeat(4711, next.ID, "") })
		if !errors.Is(err, storage.ErrNotFound) {
			t.Errorf("no such seat: %v", err)
		}
		err = w.try(func(tx *storage.Tx) error { return tx.TakeSeat(city.ID, 4711, "") })
		if !errors.Is(err, storage.ErrNotFound) {
			t.Errorf("no such person: %v", err)
		}
	},
	"a person's standing tells seat, vote, roles and absence": func(t *testing.T, w *world) {
		b := w.beirat("one")
		chair, deputy, delegate := b.people[10], b.people[1], w.person("delegate")
		w.write(func(tx *storage.Tx) error {
			return errors.Join(tx.SetRole(b.ID, chair.ID, board.Chair, true), tx.SetRole(b.ID, deputy.ID, board.Deputy, true), tx.SetRole(b.ID, deputy.ID, board.Deputy, true))
		})
		if s := w.standing(b.ID, deputy.ID); !s.Votes() || !s.Has(board.Deputy) || s.Chairs() || s.Person != deputy {
			t.Errorf("deputy: %+v", s)
		}
		w.write(func(tx *storage.Tx) error {
			return tx.SetAway(b.ID, chair.ID, board.Absence{From: w.clock.Now(), Until: w.clock.Now().Add(time.Hour)})
		})
		if s := w.standing(b.ID, deputy.ID); !s.ChairAway || !s.Chairs() {
			t.Errorf("deputy while the chair is away: %+v", s)
		}
		if s := w.standing(b.ID, chair.ID); !s.AwayAt(w.clock.Now()) || !s.Has(board.Chair) {
			t.Errorf("chair: %+v", s)
		}
		w.clock.move(time.Hour)
		if s := w.standing(b.ID, deputy.ID); s.ChairAway {
			t.Errorf("deputy when the chair is back: %+v", s)
		}
		w.write(func(tx *storage.Tx) error { return tx.Delegate(b.seats[10].ID, delegate.ID) })
		if s := w.standing(b.ID, delegate.ID); !s.Votes() {
			t.Errorf("delegate: %+v", s)
		}
		if s := w.standing(b.ID, chair.ID); !s.Seated() || s.Votes() {
			t.Errorf("holder while a delegate votes: %+v", s)
		}
		if s := w.standing(b.ID, 4711); s.Person.ID != 4711 || s.Seated() || len(s.Roles) != 0 {
			t.Errorf("unknown: %+v", s)
		}
	},
	"of several seats the standing has one with the vote": func(t *testing.T, w *world) {
		b := w.beirat("one")
		mayor, other := b.people[0], w.person("delegate")
		w.write(func(tx *storage.Tx) error {
			return errors.Join(tx.Delegate(b.seats[0].ID, other.ID), tx.TakeSeat(b.seats[10].ID, mayor.ID, ""))
		})
		if s := w.standing(b.ID, mayor.ID); s.Seat.ID != b.seats[10].ID || !s.Votes() {
			t.Errorf("%+v", s)
		}
	},
	"roles are given, listed in their order and taken": func(t *testing.T, w *world) {
		b := w.beirat("one")
		w.write(func(tx *storage.Tx) error {
			return errors.Join(tx.SetRole(b.ID, b.people[2].ID, board.Office, true), tx.SetRole(b.ID, b.people[3].ID, board.Chair, true),
				tx.SetRole(b.ID, b.people[3].ID, board.Admin, true), tx.SetRole(b.ID, b.people[3].ID, board.Admin, false))
		})
		holdings := read1(w, func(tx *storage.Tx) ([]storage.Holding, error) { return tx.RoleHolders(b.ID) })
		want := []storage.Holding{{Role: board.Chair, Person: b.people[3]}, {Role: board.Office, Person: b.people[2]}}
		if diff := cmp.Diff(want, holdings); diff != "" {
			t.Error(diff)
		}
	},
	"an absence is noted and taken back": func(t *testing.T, w *world) {
		b := w.beirat("one")
		away := board.Absence{From: w.clock.Now()}
		w.write(func(tx *storage.Tx) error { return tx.SetAway(b.ID, b.people[2].ID, away) })
		if all := read1(w, func(tx *storage.Tx) (map[board.ID]board.Absence, error) { return tx.Away(b.ID) }); len(all) != 1 || all[b.people[2].ID] != away {
			t.Errorf("away: %v", all)
		}
		w.write(func(tx *storage.Tx) error { return tx.SetAway(b.ID, b.people[2].ID, board.Absence{}) })
		if all := read1(w, func(tx *storage.Tx) (map[board.ID]board.Absence, error) { return tx.Away(b.ID) }); len(all) != 0 {
			t.Errorf("away: %v", all)
		}
	},
	"a change of the rules is a new version": func(t *testing.T, w *world) {
		b := w.beirat("one")
		first := read1(w, func(tx *storage.Tx) (board.Profile, error) { return tx.Profile(b.ID) })
		changed := first
		changed.Rule, changed.Basis, changed.Quiet.DaysOff = board.TwoThirdsCast, "§ 5", false
		changed.WorkingDays, changed.RunOff = true, false
		second := write1(w, func(tx *storage.Tx) (board.Profile, error) { return tx.SaveProfile(changed) })
		if second.Version != 2 || second.ID == first.ID {
			t.Errorf("saved as %+v", second)
		}
		all := read1(w, func(tx *storage.Tx) ([]board.Profile, error) { return tx.Profiles(b.ID) })
		if diff := cmp.Diff([]board.Profile{second, first}, all); diff != "" {
			t.Error(diff)
		}
		if again := read1(w, func(tx *storage.Tx) (board.Profile, error) { return tx.ProfileByID(first.ID) }); again != first {
			t.Errorf("version 1 is now %+v", again)
		}
	},
	"boards do not see each other": func(t *testing.T, w *world) {
		one, other := w.beirat("one"), w.beirat("other")
		w.write(func(tx *storage.Tx) error {
			return errors.Join(tx.SetRole(one.ID, one.people[0].ID, board.Chair, true),
				tx.SetAway(one.ID, one.people[0].ID, board.Absence{From: w.clock.Now()}))
		})
		mine, theirs := w.poll(one, "Frage"), w.poll(other, "Frage")
		if mine.Number != 1 || theirs.Number != 1 {
			t.Fatalf("numbers %d and %d", mine.Number, theirs.Number)
		}
		_, err := w.vote(mine.ID, one.seats[0].ID, one.people[0].ID, board.Yes)
		w.must(err)
		w.read(func(tx *storage.Tx) error {
			for _, b := range []beirat{one, other} {
				want := mine.ID
				if b.ID == other.ID {
					want = theirs.ID
				}
				p, err := tx.PollNumber(b.ID, 1)
				w.must(err)
				all, err := tx.Polls(b.ID, 0, 10)
				w.must(err)
				open, err := tx.OpenPolls(b.ID)
				w.must(err)
				titled, err := tx.PollsTitled(b.ID, "frage", 10)
				w.must(err)
				owed, err := tx.Owed(b.people[1].ID, b.ID, 10)
				w.must(err)
				for what, list := range map[string][]board.Poll{"PollNumber": {p}, "Polls": all, "OpenPolls": open, "PollsTitled": titled, "Owed": owed} {
					if len(list) != 1 || list[0].ID != want {
						t.Errorf("%s of board %d: %v", what, b.ID, list)
					}
				}
				groups, err := tx.Groups(b.ID)
				w.must(err)
				seats, err := tx.Seats(b.ID)
				w.must(err)
				profiles, err := tx.Profiles(b.ID)
				w.must(err)
				homes, err := tx.Homes(b.ID)
				w.must(err)
				if len(groups) != 3 || len(seats) != 11 || len(profiles) != 1 || len(homes) != 1 || seats[0].Board != b.ID || groups[0].Board != b.ID {
					t.Errorf("board %d: %d groups, %d seats, %d profiles, %d homes", b.ID, len(groups), len(seats), len(profiles), len(homes))
				}
				audits, err := tx.Audits(b.ID, "", 1000)
				w.must(err)
				for _, a := range audits {
					if a.Board != b.ID {
						t.Errorf("audit of board %d: %+v", b.ID, a)
					}
				}
			}
			owed, err := tx.Owed(one.people[1].ID, other.ID, 10)
			w.must(err)
			holders, err := tx.RoleHolders(other.ID)
			w.must(err)
			away, err := tx.Away(other.ID)
			w.must(err)
			standing, err := tx.Standing(other.ID, one.people[0].ID)
			w.must(err)
			of, err := tx.BoardsOf(one.people[0].ID)
			w.must(err)
			count, err := tx.Count(theirs.ID)
			w.must(err)
			if len(owed) != 0 || len(holders) != 0 || len(away) != 0 || standing.Seated() || len(standing.Roles) != 0 || !standing.Away.From.IsZero() || !standing.ChairAway || len(of) != 1 || count.Voted != 0 {
				t.Errorf("the other board sees: owed %v, roles %v, away %v, standing %+v, boards %v, count %v", owed, holders, away, standing, of, count)
			}
			return nil
		})
	},
}

func (w *world) standing(of, person board.ID) board.Standing {
	w.Helper()
	return read1(w, func(tx *storage.Tx) (board.Standing, error) { return tx.Standing(of, person) })
}
