package storagetest

import (
	"context"
	"fmt"
	"sync"
	"testing"
	"time"

	"beirat/board"
	"beirat/storage"
)

// Exercise checks every promise of package storage on a kind of database. The
// function open gives a fresh one that is migrated and runs by the clock now;
// it closes it at the end of the test.
func Exercise(t *testing.T, open func(t *testing.T, now func() time.Time) *storage.DB) {
	suites := []map[string]func(*testing.T, *world){people, boards, polls, votes, jobs, writes, records, answered, secrets, after, links,
		fields, visions, measures, ideas, strategy,
		meetings, dates, agenda, invitations, proceedings, minutes, calendar, digests,
		feedbacks, attachments, feedbackAnswers, figures, terms, acknowledgements, erasures}
	for _, suite := range suites {
		for name, test := range suite {
			t.Run(name, func(t *testing.T) {
				clock := &clock{at: time.Date(2026, 11, 26, 9, 0, 0, 0, time.UTC)}
				test(t, &world{T: t, clock: clock, db: open(t, clock.Now)})
			})
		}
	}
}

// clock stands still until it is moved.
type clock struct {
	mu sync.Mutex
	at time.Time
}

func (c *clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.at
}

func (c *clock) move(by time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.at = c.at.Add(by)
}

// world is a database with a clock, and short ways to use them.
type world struct {
	*testing.T
	db    *storage.DB
	clock *clock
}

func (w *world) try(do func(tx *storage.Tx) error) error {
	return w.db.Write(context.Background(), storage.By{Person: 77, Log: "LOG1"}, do)
}

func (w *world) write(do func(tx *storage.Tx) error) {
	w.Helper()
	w.must(w.try(do))
}

func (w *world) read(do func(tx *storage.Tx) error) {
	w.Helper()
	w.must(w.db.Read(context.Background(), do))
}

func (w *world) must(err error) {
	w.Helper()
	if err != nil {
		w.Fatal(err)
	}
}

// read1 and write1 give the one value that a method of Tx has.
func read1[T any](w *world, do func(tx *storage.Tx) (T, error)) (value T) {
	w.Helper()
	w.read(func(tx *storage.Tx) (err error) {
		value, err = do(tx)
		return err
	})
	return value
}

func write1[T any](w *world, do func(tx *storage.Tx) (T, error)) (value T) {
	w.Helper()
	w.write(func(tx *storage.Tx) (err error) {
		value, err = do(tx)
		return err
	})
	return value
}

func (w *world) person(name string) board.Person {
	w.Helper()
	return write1(w, func(tx *storage.Tx) (board.Person, error) { return tx.Meet("console", name, name) })
}

// beirat is a board with 5 citizens, 5 from business and one of the city, all seated.
type beirat struct {
	board.Board
	seats  []board.Seat
	people []board.Person // by seat
}

func (w *world) beirat(name string) beirat {
	w.Helper()
	b := beirat{}
	b.Board = write1(w, func(tx *storage.Tx) (board.Board, error) {
		return tx.CreateBoard(
			board.Board{Name: name, Language: "de", Zone: "Europe/Berlin", Land: "NW", Term: board.NewTerm(day(2026, 11, 1), 24)},
			[]board.Group{{Key: "citizens", Name: "Bürgerschaft", Seats: 5}, {Key: "business", Name: "Wirtschaft", Seats: 5}, {Key: "city", Name: "Stadt", Seats: 1, ExOfficio: true}},
			storage.Home{Platform: "console", Channel: name})
	})
	for _, seat := range read1(w, func(tx *storage.Tx) ([]board.Seat, error) { return tx.Seats(b.ID) }) {
		person := w.person(fmt.Sprintf("%s-%s-%d", name, seat.Group.Key, seat.Position))
		w.write(func(tx *storage.Tx) error { return tx.TakeSeat(seat.ID, person.ID, "") })
		b.people = append(b.people, person)
	}
	b.seats = read1(w, func(tx *storage.Tx) ([]board.Seat, error) { return tx.Seats(b.ID) })
	return b
}

func day(year int, month time.Month, day int) time.Time {
	berlin, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		panic(err)
	}
	return time.Date(year, month, day, 0, 0, 0, 0, berlin)
}

// poll opens a vote of everybody who holds a seat or its vote now, for a week.
func (w *world) poll(b beirat, question string) board.Poll {
	w.Helper()
	return write1(w, func(tx *storage.Tx) (board.Poll, error) { return w.open(tx, b, question) })
}

// planned is a poll that opens in an hour.
func (w *world) planned(b beirat, question string) board.Poll {
	w.Helper()
	return write1(w, func(tx *storage.Tx) (board.Poll, error) {
		return tx.CreatePoll(board.Poll{
			Board: b.ID, Question: question, Purpose: board.Recommendation, Method: board.YesNo, Results: board.AtClose,
			State: board.Planned, Opens: w.clock.Now().Add(time.Hour), Closes: w.clock.Now().Add(25 * time.Hour),
		}, nil)
	})
}

func (w *world) open(tx *storage.Tx, b beirat, question string) (board.Poll, error) {
	seats, err := tx.Seats(b.ID)
	if err != nil {
		return board.Poll{}, err
	}
	profile, err := tx.Profile(b.ID)
	if err != nil {
		return board.Poll{}, err
	}
	p := board.Poll{
		Board: b.ID, Question: question, Text: "Wortlaut", Reasons: "Gründe", Purpose: board.Recommendation, Method: board.YesNo,
		Terms:   board.Terms{Rule: profile.Rule, Quorum: profile.Quorum, Tie: profile.Tie, Procedure: profile.Circular, Base: profile.Base},
		Profile: profile.ID, Results: board.AtClose, Proposer: b.people[0].ID, State: board.Open,
		Opened: w.clock.Now(), Closes: w.clock.Now().Add(7 * 24 * time.Hour), Statutory: len(seats),
	}
	var electors []board.Elector
	for _, seat := range seats {
		if !seat.Vacant() {
			electors = append(electors, board.Elector{Seat: seat.ID, Person: seat.Voter(), ExOfficio: seat.Group.ExOfficio})
		}
	}
	return tx.CreatePoll(p, electors)
}

// vote is what a handler does: lock, ask the rules, cast, plan.
func (w *world) vote(poll, seat, person board.ID, choice board.Choice) (previous board.Choice, err error) {
	err = w.try(func(tx *storage.Tx) error {
		p, err := tx.LockPoll(poll, false)
		if err != nil {
			return err
		}
		if err := p.Accept(w.db.Now()); err != nil {
			return err
		}
		electors, err := tx.ElectorsFor(poll, person)
		if err != nil {
			return err
		}
		refused, cast := error(board.ErrNoElector), tx.Cast
		for _, e := range electors {
			if e.Seat != seat {
				continue
			}
			now, err := tx.Seat(seat)
			if err != nil {
				return err
			}
			refused = p.MayVote(e, now, person)
			if e.Voted {
				cast = tx.Recast
			}
		}
		if refused != nil {
			return refused
		}
		before, err := cast(board.Ballot{Poll: poll, Seat: seat, Person: person, Choice: choice})
		if err != nil {
			return err
		}
		previous = before.Choice
		return tx.Later("show", storage.Entity("poll", poll), w.db.Now(), nil)
	})
	return previous, err
}

func (w *world) piles(p board.Poll) []board.Pile {
	w.Helper()
	return read1(w, func(tx *storage.Tx) ([]board.Pile, error) { return tx.Piles(p) })
}

func (w *world) count(poll board.ID) storage.Count {
	w.Helper()
	return read1(w, func(tx *storage.Tx) (storage.Count, error) { return tx.Count(poll) })
}
