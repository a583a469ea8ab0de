package storagetest

import (
	"errors"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"beirat/board"
	"beirat/storage"
)

// termReads are the methods of Tx of terms that change nothing.
const termReads = " PastTerms TermSeats SeatsBetween NextTerm TermChanges TermNumber "

// termChanges are a call of every other one. What begins here began so long ago
// that nothing is archived.
func (w *world) termChanges(b beirat) map[string]func(tx *storage.Tx) error {
	long := board.NextTerm{Board: b.ID, Term: board.NewTerm(day(2020, 1, 1), 120), Seats: true, Rules: true}
	return map[string]func(tx *storage.Tx) error{
		"PlanTerm": func(tx *storage.Tx) error { return tx.PlanTerm(follow(b)) },
		"DropTerm": func(tx *storage.Tx) error { return tx.DropTerm(b.ID) },
		"SetTerm": func(tx *storage.Tx) error {
			return tx.SetTerm(b.Board, board.NewTerm(day(2026, 11, 1), 30), "Ratsbeschluss")
		},
		"BeginTerm": func(tx *storage.Tx) error { _, err := tx.BeginTerm(b.Board, long); return err },
	}
}

// follow is a plan for the two years that follow the term of the board.
func follow(b beirat) board.NextTerm {
	return board.NextTerm{Board: b.ID, Term: board.NewTerm(b.Term.End(), 24), Seats: true, Rules: true, Basis: "Ratsbeschluss vom 1. Oktober 2028"}
}

// next lets the planned term of the board begin.
func (w *world) next(b beirat, n board.NextTerm) board.PastTerm {
	w.Helper()
	w.clock.move(n.Term.Start.Sub(w.clock.Now()))
	return write1(w, func(tx *storage.Tx) (board.PastTerm, error) {
		past, err := tx.BeginTerm(b.Board, n)
		return past, err
	})
}

// archived are the methods that refuse to change what an earlier term made.
var archived = []string{"ReviseField", "WithdrawField", "AddContribution", "EditContribution", "TakeBackContribution", "MarkContribution",
	"AskMerger", "AgreeMerger", "DeclineMerger", "MergeFields", "DrawAgain", "JoinWorkingGroup", "EndVisionRound", "ProposeStatement", "SaveStatement", "Suggest",
	"DecideSuggestion", "SaveFeedbackRound", "SaveFeedbackRatings", "SaveFeedbackPoint", "RemoveFeedbackPoint", "PutIntoFeedbackBox"}

var terms = map[string]func(*testing.T, *world){
	"what was made in an earlier term is not changed any more, and all the rest is": func(t *testing.T, w *world) {
		b := w.beirat("one")
		changes := w.changes(b, w.poll(b, "Frage"))
		w.next(b, follow(b))
		for name, change := range changes {
			err := w.try(change)
			if got, want := errors.Is(err, storage.ErrArchived), slices.Contains(archived, name); got != want {
				t.Errorf("%s is refused: %v, %v", name, got, err)
			}
		}
		for _, name := range archived {
			if changes[name] == nil {
				t.Errorf("nobody tries %s", name)
			}
		}
	},
	"it is told which term something belongs to": func(t *testing.T, w *world) {
		b, other := w.beirat("one"), w.beirat("other")
		one := w.field(b, 0, "Mobilität")
		there := w.field(other, 0, "Mobilität")
		w.next(b, follow(b))
		two := w.field(b, 1, "Verwaltung")
		second := board.NextTerm{Board: b.ID, Term: board.NewTerm(day(2030, 11, 1), 24), Seats: true, Rules: true}
		w.next(b, second)
		for number, field := range map[int]board.Field{1: one, 2: two} {
			err := w.try(func(tx *storage.Tx) error { return tx.ReviseField(field) })
			if got, is := errors.AsType[*storage.Archived](err); !is || got.Term != number || got.Thing != "field" {
				t.Errorf("field %d: %v", field.Number, err)
			}
		}
		three := w.field(b, 2, "Bildung")
		w.write(func(tx *storage.Tx) error { return tx.ReviseField(three) })
		w.write(func(tx *storage.Tx) error { return tx.ReviseField(there) })
	},
	"nobody is asked any more about what an earlier term left open": func(t *testing.T, w *world) {
		b, other := w.beirat("one"), w.beirat("other")
		for _, one := range []beirat{b, other} {
			w.asked(one, w.field(one, 0, "Mobilität"), w.field(one, 1, "Verwaltung"))
			w.suggestion(one, w.statement(one, w.visionRound(one, 11), "Alles geht online."), "Alles geht auch online.")
		}
		w.next(b, follow(b))
		for of, want := range map[board.ID]int{b.ID: 0, other.ID: 1} {
			mergers := read1(w, func(tx *storage.Tx) ([]board.Merger, error) { return tx.Mergers(of) })
			suggestions := read1(w, func(tx *storage.Tx) ([]board.Suggestion, error) { return tx.OpenSuggestions(of) })
			if len(mergers) != want || len(suggestions) != want {
				t.Errorf("board %d: %v, %v", of, mergers, suggestions)
			}
			for _, said := range read1(w, func(tx *storage.Tx) ([]board.Statement, error) { return tx.Statements(of) }) {
				if said.Archived != 1-want {
					t.Errorf("statement %d of board %d is of term %d", said.Number, of, said.Archived)
				}
			}
			for _, field := range read1(w, func(tx *storage.Tx) ([]board.Field, error) { return tx.Fields(of, 0, 10) }) {
				if archived := field.Archived; archived != 1-want || (field.Takes() == nil) != (want == 1) {
					t.Errorf("field %d of board %d is of term %d: %v", field.Number, of, archived, field.Takes())
				}
			}
		}
	},
	"what follows by itself from what was decided in time is done all the same": func(t *testing.T, w *world) {
		b := w.beirat("one")
		said := w.statement(b, w.visionRound(b, 11), "Alle kommen überall hin.")
		w.next(b, follow(b))
		w.must(w.db.Write(t.Context(), storage.By{}, func(tx *storage.Tx) error { return tx.SaveStatement(said, board.Revision{What: "finished"}) }))
	},
	"approved minutes stay as they are, those that are not approved go on": func(t *testing.T, w *world) {
		b := w.beirat("one")
		done, goes := w.minutes(b, w.heldMeeting(b, day(2026, 12, 10))), w.minutes(b, w.heldMeeting(b, day(2026, 12, 11)))
		done.State, done.Approved = board.MinutesApproved, w.clock.Now()
		w.write(func(tx *storage.Tx) error { return tx.SaveMinutes(done) })
		w.next(b, follow(b))
		for name, change := range map[string]func(tx *storage.Tx, n board.Minutes) error{
			"SaveMinutes":     func(tx *storage.Tx, n board.Minutes) error { return tx.SaveMinutes(n) },
			"SaveMinutesText": func(tx *storage.Tx, n board.Minutes) error { return tx.SaveMinutesText(n, 0, "Anders.") },
			"KeepMinutes": func(tx *storage.Tx, n board.Minutes) error {
				_, err := tx.KeepMinutes(b.ID, board.MinutesVersion{Minutes: n.ID, Number: 9})
				return err
			},
			"ObjectToMinutes": func(tx *storage.Tx, n board.Minutes) error {
				_, err := tx.ObjectToMinutes(b.ID, board.MinutesObjection{Minutes: n.ID, Text: "So war es nicht."})
				return err
			},
		} {
			if err := w.try(func(tx *storage.Tx) error { return change(tx, done) }); !errors.Is(err, storage.ErrArchived) {
				t.Errorf("%s of approved minutes: %v", name, err)
			}
			w.write(func(tx *storage.Tx) error { return change(tx, goes) })
		}
	},
	"a term that begins archives the one before, with who had which seat in it": func(t *testing.T, w *world) {
		b := w.beirat("one")
		w.clock.move(24 * time.Hour)
		left := w.clock.Now()
		w.write(func(tx *storage.Tx) error { return tx.LeaveSeat(b.seats[0].ID) })
		w.write(func(tx *storage.Tx) error { return tx.Delegate(b.seats[10].ID, b.people[0].ID) })
		w.write(func(tx *storage.Tx) error {
			_, err := tx.DecideTerm(board.TermDecision{Board: b.ID, Fate: board.TermExtended, Day: day(2026, 11, 20), Reference: "CDO/003"})
			return err
		})
		n := follow(b)
		n.By = b.people[10].ID
		w.write(func(tx *storage.Tx) error { return tx.PlanTerm(n) })
		planned := read1(w, func(tx *storage.Tx) (board.NextTerm, error) { return tx.NextTerm(b.ID) })
		if planned.Basis != n.Basis || !planned.Term.Start.Equal(n.Term.Start) || !planned.Term.Last.Equal(n.Term.Last) || !planned.Seats || !planned.Rules {
			t.Errorf("planned: %+v", planned)
		}
		if got := read1(w, func(tx *storage.Tx) (board.Board, error) { return tx.Board(b.ID) }); !got.Next.Equal(n.Term.Start) || planned.Due(w.clock.Now()) {
			t.Errorf("the board: %+v", got)
		}
		made := w.next(b, n)
		got := read1(w, func(tx *storage.Tx) (board.Board, error) { return tx.Board(b.ID) })
		if !got.Next.IsZero() || !got.Term.Start.Equal(n.Term.Start) || !got.Term.Last.Equal(n.Term.Last) {
			t.Errorf("the board: %+v", got)
		}
		past := read1(w, func(tx *storage.Tx) ([]board.PastTerm, error) { return tx.PastTerms(b.ID) })
		profile := read1(w, func(tx *storage.Tx) (board.Profile, error) { return tx.Profile(b.ID) })
		want := board.PastTerm{ID: made.ID, Board: b.ID, Number: 1, Term: b.Term, Over: n.Term.Start, Profile: profile.ID, Outcome: string(board.TermExtended), Basis: n.Basis, By: n.By, Archived: w.clock.Now()}
		if diff := cmp.Diff([]board.PastTerm{want}, past, cmp.Comparer(time.Time.Equal)); diff != "" {
			t.Error(diff)
		}
		w.write(func(tx *storage.Tx) error { return tx.LeaveSeat(b.seats[1].ID) })
		seats := read1(w, func(tx *storage.Tx) ([]board.TermSeat, error) { return tx.TermSeats(made.ID) })
		if len(seats) != 12 {
			t.Fatalf("%d seats: %+v", len(seats), seats)
		}
		if s := seats[0]; s.Person.ID != b.people[0].ID || !s.Until.Equal(left) || s.Group.Name != "Bürgerschaft" || s.Group.Seats != 5 || s.Delegate {
			t.Errorf("who left: %+v", s)
		}
		if s := seats[1]; s.Person.ID != b.people[1].ID || s.Person.Name == "" || !s.Until.IsZero() || s.From.IsZero() {
			t.Errorf("who stayed to the end: %+v", s)
		}
		if s := seats[11]; !s.Delegate || s.Person.ID != b.people[0].ID || !s.From.Equal(left) {
			t.Errorf("the delegate: %+v", s)
		}
		if number := read1(w, func(tx *storage.Tx) (int, error) { return tx.TermNumber(b.ID) }); number != 2 {
			t.Errorf("the present term has the number %d", number)
		}
	},
	"what the council decided after the last day is about the term that was over, also where the next one begins before": func(t *testing.T, w *world) {
		b := w.beirat("one")
		n := follow(b)
		w.clock.move(n.Term.Start.AddDate(0, 0, 9).Sub(w.clock.Now()))
		decide := func(fate board.TermFate) {
			w.write(func(tx *storage.Tx) error {
				_, err := tx.DecideTerm(board.TermDecision{Board: b.ID, Fate: fate, Day: n.Term.Start})
				return err
			})
		}
		decide(board.TermExtended)
		past := write1(w, func(tx *storage.Tx) (board.PastTerm, error) { past, err := tx.BeginTerm(b.Board, n); return past, err })
		if past.Outcome != string(board.TermExtended) {
			t.Errorf("archived with %q", past.Outcome)
		}
		read := func() (d board.TermDecision, err error) {
			err = w.db.Read(t.Context(), func(tx *storage.Tx) (err error) { d, err = tx.TermDecision(b.ID, n.Term.Start); return err })
			return d, err
		}
		if d, err := read(); !errors.Is(err, storage.ErrNotFound) {
			t.Errorf("of the new term: %+v, %v", d, err)
		}
		w.clock.move(time.Hour)
		decide(board.TermEnded)
		if d, err := read(); err != nil || d.Fate != board.TermEnded {
			t.Errorf("of the new term, decided in it: %+v, %v", d, err)
		}
	},
	"seats and rules begin anew where that is planned, and who has a role keeps it": func(t *testing.T, w *world) {
		b := w.beirat("one")
		w.write(func(tx *storage.Tx) error { return tx.SetRole(b.ID, b.people[10].ID, board.Chair, true) })
		w.write(func(tx *storage.Tx) error {
			profile, err := tx.Profile(b.ID)
			w.must(err)
			profile.CircularDays, profile.Basis = 21, "Geschäftsordnung"
			_, err = tx.SaveProfile(profile)
			return err
		})
		n := follow(b)
		n.Seats, n.Rules = false, false
		w.next(b, n)
		for _, s := range read1(w, func(tx *storage.Tx) ([]board.Seat, error) { return tx.Seats(b.ID) }) {
			if !s.Vacant() {
				t.Errorf("taken: %+v", s)
			}
		}
		got := read1(w, func(tx *storage.Tx) (board.Profile, error) { return tx.Profile(b.ID) })
		want := board.DefaultProfile()
		want.ID, want.Board, want.Version, want.Basis = got.ID, b.ID, 3, n.Basis
		if diff := cmp.Diff(want, got); diff != "" {
			t.Error(diff)
		}
		if who := w.standing(b.ID, b.people[10].ID); !who.Has(board.Chair) {
			t.Errorf("%+v", who)
		}
	},
	"a round of the vision and collecting end with the term, those of another board do not": func(t *testing.T, w *world) {
		b, other := w.beirat("one"), w.beirat("other")
		for _, one := range []beirat{b, other} {
			w.visionRound(one, 11)
			w.write(func(tx *storage.Tx) error {
				_, err := tx.StartCollection(board.Collection{Board: one.ID, Closes: one.Term.End()})
				return err
			})
		}
		w.next(b, follow(b))
		for of, runs := range map[board.ID]bool{b.ID: false, other.ID: true} {
			rounds := read1(w, func(tx *storage.Tx) ([]board.VisionRound, error) { return tx.VisionRounds(of, 10) })
			if len(rounds) != 1 || rounds[0].Ended.IsZero() != runs {
				t.Errorf("board %d: %+v", of, rounds)
			}
			err := w.db.Read(t.Context(), func(tx *storage.Tx) error { _, err := tx.Collecting(of); return err })
			if (err == nil) != runs {
				t.Errorf("board %d collects: %v", of, err)
			}
		}
	},
	"another plan takes the place of the first, and can be taken back": func(t *testing.T, w *world) {
		b := w.beirat("one")
		n := follow(b)
		w.write(func(tx *storage.Tx) error { return tx.PlanTerm(n) })
		n.Term, n.Seats = board.NewTerm(n.Term.Start, 12), false
		w.write(func(tx *storage.Tx) error { return tx.PlanTerm(n) })
		got := read1(w, func(tx *storage.Tx) (board.NextTerm, error) { return tx.NextTerm(b.ID) })
		if !got.Term.Last.Equal(n.Term.Last) || got.Seats || got.By != 77 || !got.Planned.Equal(w.clock.Now()) {
			t.Errorf("%+v", got)
		}
		w.write(func(tx *storage.Tx) error { return tx.DropTerm(b.ID) })
		if err := w.db.Read(t.Context(), func(tx *storage.Tx) error { _, err := tx.NextTerm(b.ID); return err }); !errors.Is(err, storage.ErrNotFound) {
			t.Errorf("still planned: %v", err)
		}
		if got := read1(w, func(tx *storage.Tx) (board.Board, error) { return tx.Board(b.ID) }); !got.Next.IsZero() {
			t.Errorf("the board: %+v", got)
		}
	},
	"that the days of a term became others is kept, with its basis": func(t *testing.T, w *world) {
		b := w.beirat("one")
		longer := board.NewTerm(b.Term.Start, 36)
		w.write(func(tx *storage.Tx) error { return tx.SetTerm(b.Board, longer, "Ratsbeschluss") })
		got := read1(w, func(tx *storage.Tx) ([]board.TermChange, error) { return tx.TermChanges(b.ID) })
		want := []board.TermChange{{ID: 1, Board: b.ID, Number: 1, Before: b.Term, After: longer, Basis: "Ratsbeschluss", By: 77, Made: w.clock.Now()}}
		if diff := cmp.Diff(want, got, cmp.Comparer(time.Time.Equal)); diff != "" || !got[0].Extends() {
			t.Error(diff)
		}
		if now := read1(w, func(tx *storage.Tx) (board.Board, error) { return tx.Board(b.ID) }); !now.Term.Last.Equal(longer.Last) {
			t.Errorf("%+v", now.Term)
		}
	},
}
