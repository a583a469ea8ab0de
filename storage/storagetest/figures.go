package storagetest

import (
	"errors"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"beirat/board"
	"beirat/storage"
)

// figureReads are the methods of Tx of figures of a term that change nothing.
const figureReads = " TermFigures ServiceOf TermRounds TermDecision TermDecisions "

// figureChanges are a call of every other one.
func (w *world) figureChanges(b beirat) map[string]func(tx *storage.Tx) error {
	return map[string]func(tx *storage.Tx) error{
		"DecideTerm": func(tx *storage.Tx) error {
			_, err := tx.DecideTerm(board.TermDecision{Board: b.ID, Fate: board.TermExtended, Day: day(2026, 11, 20)})
			return err
		},
		"TellEvaluation": func(tx *storage.Tx) error { _, err := tx.TellEvaluation(b.ID, day(2028, 10, 31), 6); return err },
	}
}

func (w *world) figures(b beirat, from, until time.Time) board.TermFigures {
	w.Helper()
	return read1(w, func(tx *storage.Tx) (board.TermFigures, error) { return tx.TermFigures(b.ID, from, until) })
}

func (w *world) service(b beirat, person board.ID) board.Service {
	w.Helper()
	return read1(w, func(tx *storage.Tx) (board.Service, error) {
		return tx.ServiceOf(b.ID, person, time.Time{}, time.Time{})
	})
}

// ended is a poll that came to an outcome now.
func (w *world) ended(p board.Poll, purpose board.Purpose, outcome board.Outcome) board.Poll {
	w.Helper()
	p.Purpose, p.State, p.Outcome, p.Ended = purpose, board.Closed, outcome, w.clock.Now()
	w.write(func(tx *storage.Tx) error { return tx.SavePoll(p) })
	return p
}

// answeredNow is the answer that the administration gives now.
func (w *world) answeredNow(b beirat, p board.Poll, state board.AnswerState) {
	w.Helper()
	w.write(func(tx *storage.Tx) error {
		return tx.GiveAnswer(board.Answer{Poll: p.ID, State: state, Reason: "Weil.", Person: b.people[10].ID})
	})
}

// attended notes that whoever holds these seats is at a meeting from its opening.
func (w *world) attended(b beirat, m board.Meeting, seats ...int) {
	w.Helper()
	w.write(func(tx *storage.Tx) error {
		for _, i := range seats {
			err := tx.SetPresences(m, board.Presence{Seat: b.seats[i].ID}, []board.Presence{{Person: b.people[i], From: m.Opened, Until: m.Closed}})
			if err != nil {
				return err
			}
		}
		return nil
	})
}

// termRound is an anonymous one on the term of the board itself.
func (w *world) termRound(b beirat) board.FeedbackRound {
	w.Helper()
	return write1(w, func(tx *storage.Tx) (board.FeedbackRound, error) {
		return tx.CreateFeedbackRound(board.FeedbackRound{Board: b.ID, Kind: board.OnTerm, Service: "Auswertung der Laufzeit", Anonymous: true, Asked: board.AskedBoard,
			Closes: w.clock.Now().AddDate(0, 0, 7), Tasks: []board.FeedbackTask{{Title: "Sitzungen"}}}, []board.ID{b.people[0].ID})
	})
}

var figures = map[string]func(*testing.T, *world){
	"nobody has done nothing": func(t *testing.T, w *world) {
		b := w.beirat("one")
		w.clock.move(time.Hour)
		w.attended(b, w.heldMeeting(b, day(2026, 12, 10)), 0, 1)
		if s := w.service(b, 0); s != (board.Service{}) {
			t.Errorf("%+v", s)
		}
	},
	"meetings count that were held, with the seats that somebody held then and those of them that were there": func(t *testing.T, w *world) {
		b, other := w.beirat("one"), w.beirat("other")
		w.clock.move(time.Hour)
		w.write(func(tx *storage.Tx) error { return tx.LeaveSeat(b.seats[10].ID) })
		held := w.heldMeeting(b, day(2026, 12, 10))
		w.attended(b, held, 0, 1, 2)
		w.write(func(tx *storage.Tx) error { // who comes and goes was there once
			return tx.SetPresences(held, board.Presence{Seat: b.seats[3].ID}, []board.Presence{
				{Person: b.people[3], From: held.Opened, Until: held.Opened.Add(time.Minute)}, {Person: b.people[3], From: held.Opened.Add(time.Hour)}})
		})
		w.write(func(tx *storage.Tx) error { // who has no seat makes no difference
			return tx.SetPresences(held, board.Presence{Person: b.people[10]}, []board.Presence{{Person: b.people[10], From: held.Opened}})
		})
		w.attended(b, w.meeting(b, day(2027, 1, 14)), 0) // not held
		w.attended(other, w.heldMeeting(other, day(2026, 12, 10)), 0)
		w.attended(b, w.heldMeeting(b, day(2027, 4, 8)), 0)
		f := w.figures(b, time.Time{}, day(2027, 4, 8))
		if f.Seats != 11 || f.Meetings != 1 || f.Expected != 10 || f.Present != 4 {
			t.Errorf("before the second: %+v", f)
		}
		f = w.figures(b, day(2027, 4, 8), time.Time{})
		if f.Meetings != 1 || f.Expected != 10 || f.Present != 1 {
			t.Errorf("from the second on: %+v", f)
		}
		if f = w.figures(b, time.Time{}, time.Time{}); f.Meetings != 2 || f.Expected != 20 || f.Present != 5 {
			t.Errorf("all: %+v", f)
		}
	},
	"what ends in the last instant of a term counts in it, and not in the next one": func(t *testing.T, w *world) {
		b := w.beirat("one")
		poll := w.poll(b, "Freies WLAN?")
		round := w.feedbackRound(b, false)
		w.clock.move(b.Term.End().Sub(w.clock.Now()))
		w.ended(poll, board.Informal, "")
		round.Ended = w.clock.Now()
		w.write(func(tx *storage.Tx) error { return tx.CloseFeedback(round) })
		if f := w.figures(b, b.Term.Start, b.Term.End()); f.Polls != 1 || f.FeedbackRounds != 1 {
			t.Errorf("in the term: %+v", f)
		}
		if f := w.figures(b, b.Term.End(), time.Time{}); f.Polls != 0 || f.FeedbackRounds != 0 {
			t.Errorf("in the next one: %+v", f)
		}
	},
	"polls count that came to an end, with the ballots that there could have been": func(t *testing.T, w *world) {
		b := w.beirat("one")
		w.poll(b, "läuft noch")
		drawn := w.poll(b, "zurückgezogen")
		drawn.State, drawn.Ended = board.Withdrawn, w.clock.Now()
		w.write(func(tx *storage.Tx) error { return tx.SavePoll(drawn) })
		w.ended(w.poll(b, "in der Sitzung"), board.Recommendation, board.Objected)
		named := w.poll(b, "offen")
		for i := range 3 {
			if _, err := w.vote(named.ID, b.seats[i].ID, b.people[i].ID, board.Yes); err != nil {
				t.Fatal(err)
			}
		}
		w.write(func(tx *storage.Tx) error { return tx.Recuse(named.ID, b.seats[9].ID) })
		w.ended(named, board.Informal, "")
		secret := w.secret(b)
		w.must(w.put(secret.ID, b.seats[0].ID, storage.Paper{Choice: board.No, Receipt: "ABCD"}))
		w.end(secret)
		hands := w.poll(b, "mit Handzeichen")
		hands.Hands = true
		w.ended(hands, board.Internal, board.Rejected)
		f := w.figures(b, time.Time{}, time.Time{})
		if f.Polls != 3 || f.Entitled != 10+11 || f.Turnout != 4 {
			t.Errorf("%d polls, %d of %d ballots", f.Polls, f.Turnout, f.Entitled)
		}
	},
	"recommendations count that were adopted, with how they were answered and after how many days": func(t *testing.T, w *world) {
		b := w.beirat("one")
		var adopted []board.Poll
		for _, outcome := range []board.Outcome{board.Adopted, board.AdoptedCastingVote, board.Adopted, board.Adopted} {
			adopted = append(adopted, w.ended(w.poll(b, "Frage"), board.Recommendation, outcome))
		}
		w.ended(w.poll(b, "abgelehnt"), board.Recommendation, board.Rejected)
		w.clock.move(14*time.Hour + 30*time.Minute) // half past midnight of the next day, where the board is
		w.answeredNow(b, adopted[0], board.Accepted)
		w.clock.move(3 * 24 * time.Hour)
		w.answeredNow(b, adopted[1], board.Declined)
		w.answeredNow(b, adopted[2], board.InProgress)
		f := w.figures(b, time.Time{}, time.Time{})
		if f.Recommendations != 4 || f.Answered != 2 || f.Accepted != 1 || f.AnswerDays != 3 {
			t.Errorf("of 1 and 4 days: %+v", f)
		}
		w.clock.move(30 * 24 * time.Hour)
		w.answeredNow(b, adopted[2], board.Accepted)
		if f = w.figures(b, time.Time{}, time.Time{}); f.Answered != 3 || f.Accepted != 2 || f.AnswerDays != 4 {
			t.Errorf("of 1, 4 and 34 days: %+v", f)
		}
		w.answeredNow(b, adopted[0], board.InProgress)
		if f = w.figures(b, time.Time{}, time.Time{}); f.Answered != 2 || f.AnswerDays != 19 {
			t.Errorf("of 4 and 34 days: %+v", f)
		}
	},
	"what was written counts when it was written, and not what was taken back": func(t *testing.T, w *world) {
		b := w.beirat("one")
		first, second := w.field(b, 0, "Mobilität"), w.field(b, 1, "Verwaltung")
		back := w.added(b, first, 2, "Busse")
		w.added(b, first, 2, "Räder")
		w.added(b, first, 3, "Züge")
		w.write(func(tx *storage.Tx) error { return tx.TakeBackContribution(back) })
		w.write(func(tx *storage.Tx) error { return tx.WithdrawField(second, "Doppelt") })
		round := w.visionRound(b, 4)
		statement := w.statement(b, round, "Alle sind am Netz.")
		w.suggestion(b, statement, "Alle sind gut am Netz.")
		done := w.measure(b, "Glasfaser")
		w.measure(b, "WLAN")
		done.State, done.Moved = board.MeasureDone, w.clock.Now()
		w.write(func(tx *storage.Tx) error { return tx.MoveMeasure(done) })
		w.idea(b, 2, "Mehr Bänke.")
		f := w.figures(b, time.Time{}, time.Time{})
		want := board.TermFigures{Seats: 11, Fields: 1, Contributions: 2, Statements: 1, Measures: 2, MeasuresDone: 1, Ideas: 1}
		if diff := cmp.Diff(want, f); diff != "" {
			t.Error(diff)
		}
		w.clock.move(time.Hour)
		if diff := cmp.Diff(board.TermFigures{Seats: 11}, w.figures(b, w.clock.Now(), time.Time{})); diff != "" {
			t.Errorf("later: %s", diff)
		}
		for i, want := range []board.Service{{Fields: 1, Statements: 1, Measures: 2}, {Suggestions: 1}, {Contributions: 1, Ideas: 1}, {Contributions: 1}} {
			if diff := cmp.Diff(want, w.service(b, b.people[i].ID)); diff != "" {
				t.Errorf("person %d: %s", i, diff)
			}
		}
	},
	"of rounds of feedback those on a service count that are over, and whoever took part in any": func(t *testing.T, w *world) {
		b := w.beirat("one")
		named, anonymous, term, open := w.feedbackRound(b, false), w.feedbackRound(b, true), w.termRound(b), w.feedbackRound(b, true)
		says := func(person int, draft bool) board.FeedbackPoint {
			return write1(w, func(tx *storage.Tx) (board.FeedbackPoint, error) {
				return tx.SaveFeedbackPoint(named, board.FeedbackPoint{Severity: board.Minor, Text: "Zu klein", Author: b.people[person].ID, Draft: draft})
			})
		}
		point := says(0, false)
		says(1, true)
		for _, r := range []board.FeedbackRound{anonymous, term, open} {
			w.write(func(tx *storage.Tx) error {
				return tx.PutIntoFeedbackBox(r, b.people[0].ID, board.FeedbackSlip{Points: []board.FeedbackPoint{{Severity: board.Minor, Text: "Zu grau"}}})
			})
		}
		for _, r := range []board.FeedbackRound{named, anonymous, term} {
			r.Ended = w.clock.Now()
			w.write(func(tx *storage.Tx) error { return tx.CloseFeedback(r) })
		}
		answered := func(f board.TermFigures) [3]int {
			return [3]int{f.FeedbackRounds, f.FeedbackPoints, f.FeedbackAnswered}
		}
		if got := answered(w.figures(b, time.Time{}, time.Time{})); got != [3]int{2, 2, 0} {
			t.Errorf("rounds, points and answered: %v", got)
		}
		w.write(func(tx *storage.Tx) error {
			return tx.AnswerFeedback(named, board.FeedbackAnswer{Point: point.ID, State: board.FeedbackAccepted})
		})
		if got := answered(w.figures(b, time.Time{}, time.Time{})); got != [3]int{2, 2, 1} {
			t.Errorf("rounds, points and answered: %v", got)
		}
		if first, second := w.service(b, b.people[0].ID), w.service(b, b.people[1].ID); first.Feedback != 3 || second.Feedback != 0 {
			t.Errorf("took part in %d and in %d", first.Feedback, second.Feedback)
		}
	},
	"what somebody did is what they did while they sat, also under the name that they had before": func(t *testing.T, w *world) {
		b := w.beirat("one")
		held := w.heldMeeting(b, day(2026, 12, 10))
		w.attended(b, held, 0)
		named, secret := w.poll(b, "offen"), w.secret(b)
		if _, err := w.vote(named.ID, b.seats[0].ID, b.people[0].ID, board.Yes); err != nil {
			t.Fatal(err)
		}
		w.must(w.put(secret.ID, b.seats[0].ID, storage.Paper{Choice: board.No, Receipt: "ABCD"}))
		w.must(w.put(secret.ID, b.seats[1].ID, storage.Paper{Choice: board.No, Receipt: "EFGH"}))
		w.ended(named, board.Recommendation, board.Adopted)
		w.end(secret)
		w.clock.move(30 * 24 * time.Hour)
		new := w.person("newcomer")
		w.write(func(tx *storage.Tx) error { return tx.TakeSeat(b.seats[0].ID, new.ID, "") })
		w.heldMeeting(b, day(2027, 4, 8))
		for name, one := range map[string]struct {
			person board.ID
			want   board.Service
		}{
			"who left":        {b.people[0].ID, board.Service{Meetings: 1, Attended: 1, Polls: 2, Voted: 2}},
			"who stayed":      {b.people[1].ID, board.Service{Meetings: 2, Polls: 2, Voted: 1}},
			"who came later":  {new.ID, board.Service{Meetings: 1}},
			"who never had a": {w.person("stranger").ID, board.Service{}},
		} {
			if diff := cmp.Diff(one.want, w.service(b, one.person)); diff != "" {
				t.Errorf("%s: %s", name, diff)
			}
		}
		goes, mobility := w.meet("chat", "elsewhere"), w.field(b, 2, "Mobilität")
		w.write(func(tx *storage.Tx) error {
			_, err := tx.AddContribution(board.Contribution{Board: b.ID, Field: mobility.ID, Author: goes, Text: "Räder", Written: w.clock.Now()}, b.seats[1].ID)
			return err
		})
		stays, err := w.join(b.people[1].ID, goes.ID)
		w.must(err)
		if s := w.service(b, stays); s.Meetings != 2 || s.Contributions != 1 {
			t.Errorf("joined: %+v", s)
		}
	},
	"rounds on the term of the board are listed since a moment, the newest first": func(t *testing.T, w *world) {
		b, other := w.beirat("one"), w.beirat("other")
		early := w.termRound(b)
		w.clock.move(time.Hour)
		since := w.clock.Now()
		w.feedbackRound(b, true)
		w.termRound(other)
		second := w.termRound(b)
		w.clock.move(time.Hour)
		third := w.termRound(b)
		list := func(since time.Time) (numbers []int) {
			for _, r := range read1(w, func(tx *storage.Tx) ([]board.FeedbackRound, error) { return tx.TermRounds(b.ID, since) }) {
				numbers = append(numbers, r.Number)
			}
			return numbers
		}
		if diff := cmp.Diff([]int{third.Number, second.Number}, list(since)); diff != "" {
			t.Error(diff)
		}
		if diff := cmp.Diff([]int{third.Number, second.Number, early.Number}, list(time.Time{})); diff != "" {
			t.Error(diff)
		}
	},
	"of what the council decided about a term the last decision holds, with its day": func(t *testing.T, w *world) {
		b, other := w.beirat("one"), w.beirat("other")
		decide := func(b beirat, fate board.TermFate) board.TermDecision {
			return write1(w, func(tx *storage.Tx) (board.TermDecision, error) {
				return tx.DecideTerm(board.TermDecision{Board: b.ID, Fate: fate, Day: day(2026, 11, 20), Reference: "12/2026"})
			})
		}
		before := decide(b, board.TermEnded)
		w.clock.move(time.Hour)
		want := decide(b, board.TermChanged)
		decide(other, board.TermTransformed)
		now := func(since time.Time) (d board.TermDecision, err error) {
			err = w.db.Read(t.Context(), func(tx *storage.Tx) (err error) { d, err = tx.TermDecision(b.ID, since); return err })
			return d, err
		}
		got, err := now(want.Noted)
		w.must(err)
		if diff := cmp.Diff(board.TermDecision{ID: want.ID, Board: b.ID, Fate: board.TermChanged, Day: day(2026, 11, 20), Reference: "12/2026", By: 77, Noted: w.clock.Now()}, got); diff != "" {
			t.Error(diff)
		}
		if _, err := now(want.Noted.Add(time.Second)); !errors.Is(err, storage.ErrNotFound) {
			t.Errorf("since later: %v", err)
		}
		all := read1(w, func(tx *storage.Tx) ([]board.TermDecision, error) { return tx.TermDecisions(b.ID) })
		if len(all) != 2 || all[0].ID != before.ID || cmp.Diff(got, all[1]) != "" {
			t.Errorf("all are %+v", all)
		}
	},
	"that the end of a term is near is told once for each end": func(t *testing.T, w *world) {
		b := w.beirat("one")
		tell := func(last time.Time, months int) bool {
			return write1(w, func(tx *storage.Tx) (bool, error) { return tx.TellEvaluation(b.ID, last, months) })
		}
		if !tell(day(2028, 10, 31), 6) || tell(day(2028, 10, 31), 6) || !tell(day(2028, 10, 31), 3) || !tell(day(2029, 10, 31), 6) {
			t.Error("told again, or not at all")
		}
	},
}
