package scenarios

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"os"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"beirat/storage/storagetest"
)

// TestTwoProgramsServeOneBoard runs Beirat twice on one PostgreSQL, behind one
// address: nothing is posted twice and nothing left out, and either may die.
func TestTwoProgramsServeOneBoard(t *testing.T) {
	onServers(t, func(t *testing.T, g ground) {
		t.Parallel() // a dead program's work is taken up after a minute
		self, err := os.Executable()
		if err != nil {
			t.Fatal(err)
		}
		database, folder := storagetest.Postgres(t), t.TempDir()
		one := newServed(self, folder, database, asProgram+"=yes")
		other := newServed(self, folder, database, asProgram+"=yes")
		gate := newGate(one, other)
		t.Cleanup(gate.Close)
		one.behind = gate.URL
		c := gatherWith(t, g.town, one, 11)
		c.must(other.start(t.Context()))
		t.Cleanup(func() { c.must(other.stop()) })
		both := []*served{one, other}

		polls := 0
		vote := func() poll {
			polls++
			p := c.opens(polls, "zweck=stimmungsbild")
			told := c.everybodyVotes(p, polls)
			c.rest()
			c.shows(p)
			if got := figures(c.stored(polls)); got != figures(told) {
				t.Errorf("poll %d: told was %s, stored is %s", polls, figures(told), got)
			}
			return p
		}
		vote()
		for round := range g.rounds / 4 {
			dying := both[round%2]
			gate.leaveOut(dying)
			c.must(dying.kill())
			vote() // the one that is left does everything
			c.must(dying.start(t.Context()))
			gate.leaveOut(nil)
			p := vote()
			c.must(c.command(c.chair(), fmt.Sprintf("/abstimmung beenden %d", p.number)))
			c.rest()
			c.announced(p, c.stored(p.number))
			if t.Failed() {
				return
			}
		}
		polls++
		c.dieWriting(one, other, func() {
			gate.leaveOut(other)
			c.must(c.command(c.chair(), opening(polls, "")))
			gate.leaveOut(one)
		})
		c.everybodyVotes(c.posted(polls), polls)
		c.rest()
		c.written(polls)
	})
}

// dieWriting kills one program when it has taken what the others planned into
// its hands, and lets the other go on, which slept meanwhile.
func (c *crowd) dieWriting(one, other *served, plan func()) {
	c.Helper()
	c.must(other.process.Process.Signal(syscall.SIGSTOP))
	plan()
	ctx, cancel := context.WithTimeout(c.Context(), time.Minute)
	defer cancel()
	for held := 0; held == 0; {
		c.must(c.db.GetContext(ctx, &held, "SELECT COUNT(*) FROM job WHERE lease_until > 0 AND done_at = 0"))
	}
	c.must(one.kill())
	c.must(other.process.Process.Signal(syscall.SIGCONT))
}

// everybodyVotes lets all click at once and counts what they were told.
func (c *crowd) everybodyVotes(p poll, shift int) map[string]int {
	c.Helper()
	choice := func(i int) string { return labels[(i+shift)%3] }
	told := map[string]int{}
	errs := c.burst(func(i int, who *person) error { return c.click(c.Context(), who, p, choice(i)) })
	for i, who := range c.voters {
		if errs[i] != nil {
			c.Errorf("poll %d: the click of %s was refused: %v", p.number, who.name, errs[i])
		}
		if said := c.answersOf(who); !counted(said, choice(i)) {
			c.Errorf("poll %d: %s clicked %s and was answered %q", p.number, who.name, choice(i), said)
			continue
		}
		told[machine(choice(i))]++
	}
	return told
}

// written wants each poll to be posted once, and each member to have been
// written of it once.
func (c *crowd) written(polls int) {
	c.Helper()
	for number := 1; number <= polls; number++ {
		begin := fmt.Sprintf("Abstimmung %d: Frage %d?", number, number)
		if n := begun(c.public(), begin); n != 1 {
			c.Errorf("poll %d stands %d times in the channel", number, n)
		}
		for _, who := range c.voters {
			if n := begun(c.posts(who, c.direct[who.name]), begin); n != 1 {
				c.Errorf("%s was written of poll %d %d times", who.name, number, n)
			}
		}
	}
}

// begun counts posts whose first line is this.
func begun(posts []*post, line string) int {
	n := 0
	for _, p := range posts {
		if strings.TrimSpace(p.lines()[0]) == line {
			n++
		}
	}
	return n
}

// gate is the reverse proxy before several programs: it gives them the
// callbacks in turn.
type gate struct {
	*httptest.Server
	all   []*served
	out   atomic.Pointer[served]
	calls atomic.Int64
}

func newGate(all ...*served) *gate {
	g := &gate{all: all}
	g.Server = httptest.NewServer(&httputil.ReverseProxy{Rewrite: func(r *httputil.ProxyRequest) {
		r.SetURL(&url.URL{Scheme: "http", Host: address(g.next().port)})
	}, ErrorHandler: func(w http.ResponseWriter, _ *http.Request, _ error) { w.WriteHeader(http.StatusBadGateway) }})
	return g
}

// leaveOut gives one no callbacks from now on; nil: each its part.
func (g *gate) leaveOut(one *served) { g.out.Store(one) }

func (g *gate) next() *served {
	for {
		if one := g.all[g.calls.Add(1)%int64(len(g.all))]; one != g.out.Load() {
			return one
		}
	}
}
