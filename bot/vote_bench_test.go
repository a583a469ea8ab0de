package bot

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"beirat/board"
	"beirat/chat"
	"beirat/commands/boards"
	"beirat/storage"
	"beirat/storage/storagetest"

	"github.com/jmoiron/sqlx"
)

// assembly is a board with so many filled seats, for measuring.
type assembly struct {
	*Bot
	board board.Board
	seats []board.Seat
}

// channel is where the assembly meets: on a platform that nobody serves.
const channel = "town"

func assemble(b *testing.B, database string, citizens int) assembly {
	b.Helper()
	ctx := b.Context()
	db, err := storage.Open(ctx, database, time.Now)
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() {
		if err := db.Close(); err != nil {
			b.Error(err)
		}
	})
	if err := db.Migrate(ctx); err != nil {
		b.Fatal(err)
	}
	program, err := New(db, Options{})
	if err != nil {
		b.Fatal(err)
	}
	a := assembly{Bot: program}
	err = db.Write(ctx, storage.By{}, func(tx *storage.Tx) (err error) {
		groups := boards.Groups()
		groups[0].Seats = citizens
		a.board, err = tx.CreateBoard(board.Board{Name: "Bench", Language: "de", Zone: "Europe/Berlin"}, groups[:1], storage.Home{Platform: "bench", Channel: channel})
		if err != nil {
			return err
		}
		if a.seats, err = tx.Seats(a.board.ID); err != nil {
			return err
		}
		for i, seat := range a.seats {
			person, err := tx.Meet("bench", account(i), account(i))
			if err == nil {
				err = tx.TakeSeat(seat.ID, person.ID, "")
			}
			if err != nil {
				return err
			}
		}
		a.seats, err = tx.Seats(a.board.ID)
		return err
	})
	if err != nil {
		b.Fatal(err)
	}
	return a
}

func account(i int) string { return "citizen" + strconv.Itoa(i) }

// say gives a command line as a citizen and fails on anything but an answer.
func (a assembly) say(b *testing.B, i int, line string) {
	reply := a.Handle(context.Background(), chat.Event{Platform: "bench", Actor: chat.Actor{Account: account(i), Name: account(i)},
		Place: chat.Place{Channel: channel}, Do: chat.Command{Line: line}})
	if reply.Form != nil || len(reply.Messages) == 0 {
		b.Errorf("%s: form or nothing", line)
	}
}

func (a assembly) press(b *testing.B, i int, number int, choice board.Choice) {
	reply := a.Handle(context.Background(), chat.Event{Platform: "bench", Actor: chat.Actor{Account: account(i), Name: account(i)},
		Place: chat.Place{Channel: channel}, Do: chat.Press{Action: chat.Action{Name: "poll.vote",
			Args: map[string]string{"poll": strconv.Itoa(number), "vote": string(choice)}}}})
	if len(reply.Messages) == 0 || !accepted(reply) {
		b.Errorf("vote of %d refused", i)
	}
}

func accepted(r chat.Reply) bool {
	para, ok := r.Messages[0].Blocks[0].(chat.Para)
	return ok && slices.Contains([]string{"poll.vote.counted", "poll.vote.changed", "poll.ballot.done"}, para.Text.Key)
}

// clients runs b.N calls over so many goroutines and reports calls a second and p99.
func clients(b *testing.B, n int, do func(client, i int)) {
	took := make([]time.Duration, b.N)
	var next atomic.Int64
	var all sync.WaitGroup
	b.ResetTimer()
	began := time.Now()
	for client := range n {
		all.Go(func() {
			for i := int(next.Add(1)) - 1; i < b.N; i = int(next.Add(1)) - 1 {
				start := time.Now()
				do(client, i)
				took[i] = time.Since(start)
			}
		})
	}
	all.Wait()
	b.StopTimer()
	slices.Sort(took)
	b.ReportMetric(float64(b.N)/time.Since(began).Seconds(), "calls/s")
	b.ReportMetric(float64(took[min(b.N-1, b.N*99/100)].Microseconds()), "p99-µs")
	b.ReportMetric(0, "ns/op")
}

var databases = []struct {
	name string
	make func(testing.TB) string
}{{"sqlite", storagetest.SQLite}, {"postgres", storagetest.Postgres}}

// BenchmarkVote counts ballots through the whole program, beside a bare upsert
// of the same row on the same database: "book" and "bare" of one line are the pair.
func BenchmarkVote(b *testing.B) {
	for _, database := range databases {
		for _, voters := range []int{1, 8, 32} {
			b.Run(fmt.Sprintf("%s/%d/book", database.name, voters), func(b *testing.B) {
				a := assemble(b, database.make(b), voters)
				a.say(b, 0, `/poll create "Question?" closes=3d`)
				clients(b, voters, func(client, i int) { a.press(b, client, 1, board.Choices()[i%3]) })
			})
			b.Run(fmt.Sprintf("%s/%d/bare", database.name, voters), func(b *testing.B) {
				url := database.make(b)
				a := assemble(b, url, voters)
				a.say(b, 0, `/poll create "Question?" closes=3d`)
				upsert := bareUpsert(b, url, a.seats)
				clients(b, voters, func(client, i int) { upsert(client, board.Choices()[i%3]) })
			})
		}
	}
}

// bareUpsert is the statement that a ballot comes down to, alone, on a
// connection of its own with the same durability.
func bareUpsert(b *testing.B, database string, seats []board.Seat) func(client int, choice board.Choice) {
	driver, source, connections := "postgres", database, 32
	if path, isFile := strings.CutPrefix(database, "sqlite:"); isFile {
		driver, connections = "sqlite", 1
		source = "file:" + path + "?_busy_timeout=5000&_journal_mode=WAL&_synchronous=FULL&_txlock=immediate"
	}
	handle, err := sqlx.Open(driver, source)
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { _ = handle.Close() })
	handle.SetMaxOpenConns(connections)
	handle.SetMaxIdleConns(connections)
	statement, err := handle.Preparex(sqlx.Rebind(sqlx.BindType(driver), `INSERT INTO ballot (poll_id, seat_id, person_id, choice, cast_at) VALUES (1, ?, ?, ?, ?)
		ON CONFLICT (poll_id, seat_id) DO UPDATE SET choice = excluded.choice, cast_at = excluded.cast_at`))
	if err != nil {
		b.Fatal(err)
	}
	return func(client int, choice board.Choice) {
		seat := seats[client]
		if _, err := statement.Exec(int64(seat.ID), int64(seat.Holder.ID), string(choice), time.Now().UnixMilli()); err != nil {
			b.Error(err)
		}
	}
}

// BenchmarkScale measures one vote, one list and one close with few and many
// electors and past polls: what should stay flat is read as a ratio of a run.
func BenchmarkScale(b *testing.B) {
	for _, database := range databases {
		for _, size := range []struct{ electors, past int }{{11, 10}, {10_000, 10_000}} {
			a := assembly{}
			prepare := func(b *testing.B) {
				if a.Bot == nil {
					a = assemble(b, database.make(b), size.electors)
					a.pastPolls(b, size.past)
					a.say(b, 0, `/poll create "Question?" closes=3d`)
				}
			}
			name := fmt.Sprintf("%s/%d-electors-%d-polls/", database.name, size.electors, size.past)
			b.Run(name, func(b *testing.B) {
				prepare(b)
				b.Run("vote", func(b *testing.B) {
					clients(b, 1, func(_, i int) { a.press(b, i%size.electors, size.past+1, board.Choices()[i%3]) })
				})
				b.Run("list", func(b *testing.B) { clients(b, 1, func(_, i int) { a.say(b, i%size.electors, "/poll list") }) })
				b.Run("show", func(b *testing.B) {
					clients(b, 1, func(_, i int) { a.say(b, i%size.electors, fmt.Sprintf("/poll show %d", size.past+1)) })
				})
			})
		}
	}
}

// pastPolls stores polls that are over.
func (a assembly) pastPolls(b *testing.B, n int) {
	err := a.db.Write(b.Context(), storage.By{}, func(tx *storage.Tx) error {
		profile, err := tx.Profile(a.board.ID)
		if err != nil {
			return err
		}
		for i := range n {
			p, err := tx.CreatePoll(board.Poll{Board: a.board.ID, Question: fmt.Sprintf("Question %d?", i), Purpose: board.Recommendation, Method: board.YesNo,
				Terms:   board.Terms{Rule: profile.Rule, Quorum: profile.Quorum, Tie: profile.Tie, Procedure: profile.Circular, Base: profile.Base},
				Profile: profile.ID, Results: board.AtClose, Proposer: a.seats[0].Holder.ID, Opened: time.Now(), Closes: time.Now(), State: board.Open},
				[]board.Elector{{Seat: a.seats[0].ID, Person: a.seats[0].Holder}})
			if err != nil {
				return err
			}
			p.State, p.Ended, p.Outcome = board.Closed, p.Closes, board.Rejected
			if err := tx.SavePoll(p); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		b.Fatal(err)
	}
}

// BenchmarkClose measures the end of a poll by the number of its ballots.
func BenchmarkClose(b *testing.B) {
	for _, database := range databases {
		for _, ballots := range []int{100, 1_000, 10_000} {
			b.Run(fmt.Sprintf("%s/%d-ballots", database.name, ballots), func(b *testing.B) {
				a := assemble(b, database.make(b), ballots)
				var spent time.Duration
				for number := 1; number <= b.N; number++ {
					a.say(b, 0, `/poll create "Question?" closes=3d purpose=informal`)
					a.castAll(b, number)
					began := time.Now()
					a.say(b, 0, fmt.Sprintf("/poll close %d", number))
					spent += time.Since(began)
				}
				b.ReportMetric(float64(spent.Microseconds())/float64(b.N), "µs/close")
				b.ReportMetric(0, "ns/op")
			})
		}
	}
}

// BenchmarkFirstBallot lets everybody vote once, by name and into the urn:
// "named" and "secret" of one size are the pair.
func BenchmarkFirstBallot(b *testing.B) {
	for _, database := range databases {
		for _, electors := range []int{11, 100, 1_000} {
			for _, kind := range []struct{ name, secret, action string }{{"named", "no", "poll.vote"}, {"secret", "yes", "poll.ballot"}} {
				b.Run(fmt.Sprintf("%s/%d-electors/%s", database.name, electors, kind.name), func(b *testing.B) {
					a := assemble(b, database.make(b), electors)
					var spent time.Duration
					for number := 1; number <= b.N; number++ {
						a.say(b, 0, `/poll create "Question?" closes=3d secret=`+kind.secret)
						began := time.Now()
						for i := range electors {
							a.castFinally(b, i, number, kind.action)
						}
						spent += time.Since(began)
					}
					b.ReportMetric(float64(spent.Microseconds())/float64(b.N*electors), "µs/ballot")
					b.ReportMetric(0, "ns/op")
				})
			}
		}
	}
}

func (a assembly) castFinally(b *testing.B, i, number int, action string) {
	pressed := chat.Action{Name: action, Args: map[string]string{"poll": strconv.Itoa(number), "vote": string(board.Choices()[i%3])}}
	if action == "poll.ballot" {
		pressed.Args["confirm"], pressed.Confidential = "yes", true
	}
	reply := a.Handle(context.Background(), chat.Event{Platform: "bench", Actor: chat.Actor{Account: account(i), Name: account(i)},
		Place: chat.Place{Channel: channel}, Do: chat.Press{Action: pressed}})
	if len(reply.Messages) == 0 || !accepted(reply) {
		b.Fatalf("ballot of %d refused: %+v", i, reply)
	}
}

// castAll stores a ballot for every seat in one transaction.
func (a assembly) castAll(b *testing.B, number int) {
	err := a.db.Write(b.Context(), storage.By{}, func(tx *storage.Tx) error {
		p, err := tx.PollNumber(a.board.ID, number)
		if err != nil {
			return err
		}
		for i, seat := range a.seats {
			ballot := board.Ballot{Poll: p.ID, Seat: seat.ID, Person: seat.Holder.ID, Choice: board.Choices()[i%3]}
			if _, err := tx.Cast(ballot); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		b.Fatal(err)
	}
}
