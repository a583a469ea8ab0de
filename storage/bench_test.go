package storage_test

import (
	"context"
	"errors"
	"fmt"
	"sync/atomic"
	"testing"
	"time"

	"github.com/jmoiron/sqlx"

	"beirat/board"
	"beirat/storage"
	"beirat/storage/storagetest"
)

// The benchmarks compare a vote as the handler does it with the bare upsert
// that is its core, and small tables with large ones.
//
//	go test -run xxx -bench . ./storage

var kinds = map[string]func(testing.TB) string{"sqlite": storagetest.SQLite, "postgres": storagetest.Postgres}

func onBoth(b *testing.B, do func(b *testing.B, url string)) {
	for _, kind := range []string{"sqlite", "postgres"} {
		b.Run(kind, func(b *testing.B) { do(b, kinds[kind](b)) })
	}
}

// parallel runs do from so many goroutines.
func parallel(b *testing.B, goroutines int, do func(n int64) error) {
	var next atomic.Int64
	done := make(chan error, goroutines)
	b.ResetTimer()
	for range goroutines {
		go func() {
			for {
				n := next.Add(1)
				if n > int64(b.N) {
					done <- nil
					return
				}
				if err := do(n); err != nil {
					done <- err
					return
				}
			}
		}()
	}
	for range goroutines {
		if err := <-done; err != nil {
			b.Fatal(err)
		}
	}
	b.StopTimer()
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "ops/s")
}

func BenchmarkBareUpsert(b *testing.B) {
	for _, goroutines := range []int{1, 8, 32} {
		b.Run(fmt.Sprint(goroutines), func(b *testing.B) {
			onBoth(b, func(b *testing.B, url string) {
				db, driver, connect := opened(b, url, time.Now), "postgres", url
				if db.Kind() == "sqlite" {
					driver, connect = "sqlite", "file:"+url[len("sqlite:"):]+"?_busy_timeout=60000&_journal_mode=WAL&_synchronous=FULL&_txlock=immediate&_foreign_keys=1"
				}
				handle, err := sqlx.Open(driver, connect)
				if err != nil {
					b.Fatal(err)
				}
				defer handle.Close()
				handle.SetMaxOpenConns(16)
				handle.SetMaxIdleConns(16)
				if db.Kind() == "sqlite" {
					handle.SetMaxOpenConns(1)
				}
				p, electors := electorate(b, db, 1000)
				statement, err := handle.Preparex(sqlx.Rebind(sqlx.BindType(driver), `INSERT INTO ballot (poll_id, seat_id, person_id, choice, cast_at) VALUES (?, ?, ?, ?, ?)
					ON CONFLICT (poll_id, seat_id) DO UPDATE SET choice = excluded.choice, cast_at = excluded.cast_at`))
				if err != nil {
					b.Fatal(err)
				}
				defer statement.Close()
				parallel(b, goroutines, func(n int64) error {
					e := electors[n%int64(len(electors))]
					_, err := statement.Exec(int64(p.ID), int64(e.Seat), int64(e.Person.ID), choice(n), n)
					return err
				})
			})
		})
	}
}

// BenchmarkVote is the whole of a vote: who is it, where, what may they, is
// the poll open, cast, record, plan.
func BenchmarkVote(b *testing.B) {
	for _, goroutines := range []int{1, 8, 32} {
		b.Run(fmt.Sprint(goroutines), func(b *testing.B) {
			onBoth(b, func(b *testing.B, url string) {
				db := opened(b, url, time.Now)
				p, electors := electorate(b, db, 1000)
				analyze(b, db, url)
				parallel(b, goroutines, func(n int64) error { return vote(db, p, electors[n%int64(len(electors))], n) })
			})
		})
	}
}

// BenchmarkCast is only what a vote changes.
func BenchmarkCast(b *testing.B) {
	for _, goroutines := range []int{1, 8, 32} {
		b.Run(fmt.Sprint(goroutines), func(b *testing.B) {
			onBoth(b, func(b *testing.B, url string) {
				db := opened(b, url, time.Now)
				p, electors := electorate(b, db, 1000)
				analyze(b, db, url)
				parallel(b, goroutines, func(n int64) error {
					e := electors[n%int64(len(electors))]
					return db.Write(context.Background(), storage.By{}, func(tx *storage.Tx) error {
						_, err := tx.Cast(board.Ballot{Poll: p.ID, Seat: e.Seat, Person: e.Person.ID, Choice: board.Choice(choice(n))})
						return err
					})
				})
			})
		})
	}
}

func vote(db *storage.DB, p board.Poll, e board.Elector, n int64) error {
	return db.Write(context.Background(), storage.By{Person: e.Person.ID, Log: "7F3A"}, func(tx *storage.Tx) error {
		person, err := tx.PersonOf("console", e.Person.Name)
		if err != nil {
			return err
		}
		home, err := tx.BoardAt("console", "", "board")
		if err != nil {
			return err
		}
		if _, err := tx.Standing(home.ID, person.ID); err != nil {
			return err
		}
		p, err := tx.PollNumber(home.ID, p.Number)
		if err != nil {
			return err
		}
		if p, err = tx.LockPoll(p.ID, false); err != nil {
			return err
		}
		if err := p.Accept(db.Now()); err != nil {
			return err
		}
		electors, err := tx.ElectorsFor(p.ID, person.ID)
		if err != nil {
			return err
		}
		seat, err := tx.Seat(electors[0].Seat)
		if err != nil {
			return err
		}
		if err := p.MayVote(electors[0], seat, person.ID); err != nil {
			return err
		}
		if _, err := tx.Cast(board.Ballot{Poll: p.ID, Seat: seat.ID, Person: person.ID, Choice: board.Choice(choice(n))}); err != nil {
			return err
		}
		return tx.Later("show", storage.Entity("poll", p.ID), db.Now(), nil)
	})
}

func choice(n int64) string { return string(board.Choices()[n%3]) }

// BenchmarkScale is every reader and Cast with 11 and 10,000 electors, 10 and
// 10,000 past polls.
func BenchmarkScale(b *testing.B) {
	for _, size := range []struct{ electors, past int }{{11, 10}, {10_000, 10}, {11, 10_000}, {10_000, 10_000}} {
		b.Run(fmt.Sprintf("%d_electors_%d_past", size.electors, size.past), func(b *testing.B) {
			onBoth(b, func(b *testing.B, url string) {
				ctx, db := context.Background(), opened(b, url, time.Now)
				past(b, db, size.past)
				p, electors := electorate(b, db, size.electors)
				everybodyVotes(b, db, p, electors)
				analyze(b, db, url)
				e := electors[len(electors)/2]
				reads := map[string]func(tx *storage.Tx) error{
					"PollNumber":  func(tx *storage.Tx) error { _, err := tx.PollNumber(p.Board, p.Number); return err },
					"Polls":       func(tx *storage.Tx) error { _, err := tx.Polls(p.Board, 0, 10); return err },
					"OpenPolls":   func(tx *storage.Tx) error { _, err := tx.OpenPolls(p.Board); return err },
					"Owed":        func(tx *storage.Tx) error { _, err := tx.Owed(e.Person.ID, p.Board, 10); return err },
					"Count":       func(tx *storage.Tx) error { _, err := tx.Count(p.ID); return err },
					"ElectorsFor": func(tx *storage.Tx) error { _, err := tx.ElectorsFor(p.ID, e.Person.ID); return err },
					"Standing":    func(tx *storage.Tx) error { _, err := tx.Standing(p.Board, e.Person.ID); return err },
					"Titled":      func(tx *storage.Tx) error { _, err := tx.PollsTitled(p.Board, "nirgends", 10); return err },
				}
				for _, name := range []string{"PollNumber", "Polls", "OpenPolls", "Owed", "Count", "ElectorsFor", "Standing", "Titled"} {
					b.Run(name, func(b *testing.B) {
						for b.Loop() {
							if err := db.Read(ctx, reads[name]); err != nil {
								b.Fatal(err)
							}
						}
					})
				}
				b.Run("Vote", func(b *testing.B) {
					var n int64
					for b.Loop() {
						n++
						if err := vote(db, p, electors[n%int64(len(electors))], n); err != nil {
							b.Fatal(err)
						}
					}
				})
			})
		})
	}
}

func BenchmarkClaim(b *testing.B) {
	for _, waiting := range []int{1_000, 1_000_000} {
		b.Run(fmt.Sprint(waiting), func(b *testing.B) {
			onBoth(b, func(b *testing.B, url string) {
				ctx, db := context.Background(), opened(b, url, time.Now)
				for from := 0; from < waiting; from += 10_000 {
					write(b, db, func(tx *storage.Tx) error {
						var errs error
						for i := from; i < min(from+10_000, waiting); i++ {
							errs = errors.Join(errs, tx.Later("show", fmt.Sprint(i), time.Now().Add(time.Duration(i%2*100-50)*time.Hour), nil))
						}
						return errs
					})
				}
				analyze(b, db, url)
				b.Run("Claim", func(b *testing.B) {
					var claiming time.Duration
					for b.Loop() { // claimed, finished and planned anew, so that as many wait as before
						began := time.Now()
						jobs, err := db.Claim(ctx, []string{"close", "show"}, 1, time.Hour)
						claiming += time.Since(began)
						if err != nil || len(jobs) != 1 {
							b.Fatal(jobs, err)
						}
						if err := db.Finish(ctx, jobs[0]); err != nil {
							b.Fatal(err)
						}
						write(b, db, func(tx *storage.Tx) error { return tx.Later("show", jobs[0].Key, time.Now(), nil) })
					}
					b.ReportMetric(float64(claiming.Nanoseconds())/float64(b.N)/1000, "µs/claim")
				})
				b.Run("NextDue", func(b *testing.B) {
					for b.Loop() {
						if _, _, err := db.NextDue(ctx, []string{"close", "show"}); err != nil {
							b.Fatal(err)
						}
					}
				})
			})
		})
	}
}

// analyze brings the planner of PostgreSQL up to date, as autovacuum does in time.
func analyze(b *testing.B, db *storage.DB, url string) {
	if db.Kind() == "sqlite" {
		return
	}
	handle, err := sqlx.Open("postgres", url)
	if err != nil {
		b.Fatal(err)
	}
	defer handle.Close()
	if _, err := handle.Exec("VACUUM ANALYZE"); err != nil {
		b.Fatal(err)
	}
}

func write(b *testing.B, db *storage.DB, do func(tx *storage.Tx) error) {
	b.Helper()
	if err := db.Write(context.Background(), storage.By{}, do); err != nil {
		b.Fatal(err)
	}
}

// past fills the board with polls that are over.
func past(b *testing.B, db *storage.DB, number int) {
	home := boardOf(b, db, 11)
	for done := 0; done < number; done += 500 {
		write(b, db, func(tx *storage.Tx) error {
			seats, err := tx.Seats(home.ID)
			if err != nil {
				return err
			}
			for range min(500, number-done) {
				var electors []board.Elector
				for _, s := range seats[:11] {
					electors = append(electors, board.Elector{Seat: s.ID, Person: s.Holder})
				}
				if _, err := tx.CreatePoll(board.Poll{Board: home.ID, Question: "Soll der Beirat etwas empfehlen?", State: board.Closed}, electors); err != nil {
					return err
				}
			}
			return nil
		})
	}
}

// boardOf is the one board, made with so many seats if there is none.
func boardOf(b *testing.B, db *storage.DB, seats int) (home board.Board) {
	write(b, db, func(tx *storage.Tx) (err error) {
		if home, err = tx.BoardAt("console", "", "board"); err == nil {
			return nil
		}
		home, err = tx.CreateBoard(board.Board{Name: "Beirat", Zone: "Europe/Berlin"}, []board.Group{{Key: "first", Seats: seats}, {Key: "more", Seats: 10_000}},
			storage.Home{Platform: "console", Channel: "board"})
		if err != nil {
			return err
		}
		all, err := tx.Seats(home.ID)
		if err != nil {
			return err
		}
		for i, seat := range all {
			person, err := tx.Meet("console", fmt.Sprint("person", i), "")
			if err != nil {
				return err
			}
			if err := tx.TakeSeat(seat.ID, person.ID, ""); err != nil {
				return err
			}
		}
		return nil
	})
	return home
}

// electorate is an open poll with so many electors.
func electorate(b *testing.B, db *storage.DB, number int) (p board.Poll, electors []board.Elector) {
	home := boardOf(b, db, 11)
	write(b, db, func(tx *storage.Tx) error {
		seats, err := tx.Seats(home.ID)
		if err != nil {
			return err
		}
		for _, s := range seats[:number] {
			electors = append(electors, board.Elector{Seat: s.ID, Person: s.Holder})
		}
		p, err = tx.CreatePoll(board.Poll{Board: home.ID, Question: "Frage", State: board.Open, Closes: time.Now().Add(1000 * time.Hour)}, electors)
		return err
	})
	return p, electors
}

func everybodyVotes(b *testing.B, db *storage.DB, p board.Poll, electors []board.Elector) {
	write(b, db, func(tx *storage.Tx) error {
		for i, e := range electors {
			if i == len(electors)/2 {
				continue
			}
			if _, err := tx.Cast(board.Ballot{Poll: p.ID, Seat: e.Seat, Person: e.Person.ID, Choice: board.Choice(choice(int64(i)))}); err != nil {
				return err
			}
		}
		return nil
	})
}

// BenchmarkShred is how long all writes wait when a secret vote ends.
func BenchmarkShred(b *testing.B) {
	for _, number := range []int{100, 10_000} {
		b.Run(fmt.Sprint(number), func(b *testing.B) {
			onBoth(b, func(b *testing.B, url string) {
				db := opened(b, url, time.Now)
				past(b, db, number)
				p, electors := electorate(b, db, 1000)
				everybodyVotes(b, db, p, electors)
				for b.Loop() {
					if err := db.Shred(context.Background()); err != nil {
						b.Fatal(err)
					}
				}
			})
		})
	}
}
