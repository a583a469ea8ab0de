package bot

import (
	"context"
	"fmt"
	"os"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"beirat/board"
	"beirat/chat"
	"beirat/commands/boards"
	"beirat/commands/polls"
	"beirat/storage"
	"beirat/storage/storagetest"
)

// pier is a platform that takes so many requests a second, as Discord does of one
// bot, and lets who comes too soon wait for their turn; 0: any number.
type pier struct {
	persecond int
	takes     time.Duration // how long a request is on its way

	mu   sync.Mutex
	next time.Time
	sent map[string]int // by key
	to   map[string]int // by account
	last time.Time
	want int           // how many messages there are to be
	all  chan struct{} // closed when so many were sent
}

func newPier(persecond int) *pier {
	return &pier{persecond: persecond, sent: map[string]int{}, to: map[string]int{}}
}

func (p *pier) Name() string { return "pier" }

func (p *pier) Find(_ context.Context, _, name string) (chat.Actor, error) {
	return chat.Actor{Account: name, Name: name}, nil
}

func (p *pier) InChannel(context.Context, string, string, string) (bool, error) { return true, nil }

func (p *pier) Edit(context.Context, string, chat.Outgoing) error { return nil }

func (p *pier) Send(ctx context.Context, o chat.Outgoing) (string, error) {
	if err := p.turn(ctx); err != nil {
		return "", err
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if o.Again && p.sent[o.Key] > 0 { // it is recognised, as by a nonce
		return "m/" + o.Key, nil
	}
	p.sent[o.Key]++
	p.to[o.Account]++
	p.last = time.Now()
	if p.sent[o.Key] == 1 && len(p.sent) == p.want {
		close(p.all)
	}
	return "m/" + o.Key, nil
}

// expect says how many messages there are to be.
func (p *pier) expect(want int) { p.want, p.all = want, make(chan struct{}) }

// sentLast is when the last message so far was sent.
func (p *pier) sentLast() time.Time {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.last
}

// turn waits until a request may be made, and is on its way.
func (p *pier) turn(ctx context.Context) error {
	pause := p.takes
	if p.persecond > 0 {
		p.mu.Lock()
		now := time.Now()
		if p.next.Before(now) {
			p.next = now
		}
		pause += p.next.Sub(now)
		p.next = p.next.Add(time.Second / time.Duration(p.persecond))
		p.mu.Unlock()
	}
	if pause == 0 {
		return nil
	}
	timer := time.NewTimer(pause)
	defer timer.Stop()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-timer.C:
		return nil
	}
}

// harbour is a database with many boards of eleven, each with so many polls of
// which everybody is to be reminded at one moment.
type harbour struct {
	testing.TB
	url   string
	pier  *pier
	began time.Time
}

// noon is when everything falls due, on a working day.
var noon = time.Date(2026, 11, 26, 11, 0, 0, 0, time.UTC)

// now is a clock that shows noon when the work begins, and runs.
func (h *harbour) now() time.Time { return noon.Add(time.Since(h.began)) }

func (h *harbour) program(gather time.Duration) *Bot {
	db, err := storage.Open(context.Background(), h.url, h.now)
	h.must(err)
	h.Cleanup(func() { h.must(db.Close()) })
	h.must(db.Migrate(context.Background()))
	b, err := New(db, Options{Platforms: []chat.Platform{h.pier}, tempo: wall().tempo})
	h.must(err)
	b.tempo.gather = gather
	return b
}

func (h *harbour) must(err error) {
	h.Helper()
	if err != nil {
		h.Fatal(err)
	}
}

// fill founds the boards and opens their polls; the reminders are due at once.
func (h *harbour) fill(db *storage.DB, many, each int) {
	for i := range many {
		h.must(db.Write(context.Background(), storage.By{}, func(tx *storage.Tx) error { return h.found(tx, i, each) }))
	}
}

func (h *harbour) found(tx *storage.Tx, i, each int) error {
	b, err := tx.CreateBoard(board.Board{Name: fmt.Sprintf("Beirat %d", i), Language: "de", Zone: "Europe/Berlin", Land: "NW"},
		boards.Groups(), storage.Home{Platform: "pier", Server: "s", Channel: fmt.Sprintf("c%d", i)})
	if err != nil {
		return err
	}
	seats, err := tx.Seats(b.ID)
	if err != nil {
		return err
	}
	electors := make([]board.Elector, len(seats))
	for n, seat := range seats {
		name := fmt.Sprintf("b%dm%d", i, n)
		person, err := tx.Meet("pier", name, name)
		if err != nil {
			return err
		}
		if err := tx.TakeSeat(seat.ID, person.ID, ""); err != nil {
			return err
		}
		electors[n] = board.Elector{Seat: seat.ID, Person: person, ExOfficio: seat.Group.ExOfficio}
	}
	profile, err := tx.Profile(b.ID)
	if err != nil {
		return err
	}
	for n := range each {
		p, err := tx.CreatePoll(board.Poll{
			Board: b.ID, Question: fmt.Sprintf("Frage %d?", n), Purpose: board.Recommendation, Method: board.YesNo,
			Terms:   board.Terms{Rule: profile.Rule, Quorum: profile.Quorum, Tie: profile.Tie, Procedure: profile.Circular, Base: profile.Base},
			Profile: profile.ID, Results: board.AtClose, State: board.Open, Opened: noon.Add(-48 * time.Hour), Closes: noon.Add(48 * time.Hour), Statutory: len(seats),
		}, electors)
		if err != nil {
			return err
		}
		if err := tx.Later(polls.ReminderKind, storage.JobKey(p.ID)+"/1", noon, nil); err != nil {
			return err
		}
	}
	return nil
}

// run lets programs work until so many messages were sent, and tells how long
// that took.
func (h *harbour) run(want int, programs ...*Bot) time.Duration {
	ctx, stop := context.WithCancel(context.Background())
	var running sync.WaitGroup
	h.began = time.Now()
	h.pier.expect(want)
	for _, b := range programs {
		running.Go(func() {
			if err := b.Run(ctx); err != nil {
				h.Error(err)
			}
		})
	}
	select {
	case <-h.pier.all:
	case <-time.After(20 * time.Minute):
		h.Error("not everything was sent in 20 minutes")
	}
	last := h.pier.sentLast()
	stop()
	running.Wait()
	for _, b := range programs { // what would come twice comes now
		h.must(b.Work(context.Background()))
	}
	return last.Sub(h.began)
}

// once tells whether everybody was written to exactly once.
func (h *harbour) once(people int) {
	h.Helper()
	if got := len(h.pier.to); got != people {
		h.Errorf("%d of %d people were reminded", got, people)
	}
	for account, times := range h.pier.to {
		if times != 1 {
			h.Errorf("%s was written to %d times", account, times)
		}
	}
}

// BenchmarkReminders lets the reminders of many boards fall due in one moment:
// BEIRAT_BENCH_BOARDS, else a thousand, with two polls each. The messages of one
// person are one, so there are eleven a board.
func BenchmarkReminders(b *testing.B) {
	many := 1000
	if said, err := strconv.Atoi(os.Getenv("BEIRAT_BENCH_BOARDS")); err == nil {
		many = said
	}
	for _, database := range []struct {
		name  string
		fresh func(testing.TB) string
	}{{"sqlite", storagetest.MigratedSQLite}, {"postgres", storagetest.MigratedPostgres}} {
		for name, persecond := range map[string]int{"unlimited": 0, "50-a-second": 50} {
			b.Run(strings.Join([]string{database.name, name}, "/"), func(b *testing.B) {
				for range b.N {
					b.StopTimer()
					h := &harbour{TB: b, url: database.fresh(b), pier: newPier(persecond)}
					h.pier.takes = 5 * time.Millisecond
					program := h.program(2 * time.Second)
					h.fill(program.db, many, 2)
					b.StartTimer()
					took := h.run(11*many, program)
					b.StopTimer()
					h.once(11 * many)
					b.ReportMetric(took.Seconds(), "s-until-the-last")
					b.ReportMetric(float64(11*many)/took.Seconds(), "messages/s")
				}
			})
		}
	}
}
