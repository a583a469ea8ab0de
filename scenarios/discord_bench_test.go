package scenarios

import (
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"beirat/internal/fakediscord"
	"beirat/storage/storagetest"
)

// country are many guilds, each with a board of its own that one program serves
// as it is shipped, and with an open poll. docs/performance.md says how to read
// what is measured here.
type country struct {
	*count
	server *fakediscord.Server
	app    *fakediscord.Application
	boards []*township
}

// township is the board of one guild.
type township struct {
	guild   *fakediscord.Guild
	channel *fakediscord.Channel
	chair   *fakediscord.User
	member  *fakediscord.User
	poll    *fakediscord.Message
}

// newCountry founds so many boards on a Discord of its own.
func newCountry(b *testing.B, boards int) *country {
	b.Helper()
	binary := filepath.Join(b.TempDir(), "beirat")
	if said, err := exec.CommandContext(b.Context(), "go", "build", "-o", binary, "..").CombinedOutput(); err != nil {
		b.Fatalf("%v\n%s", err, said)
	}
	database := storagetest.SQLite(b)
	if os.Getenv("BEIRAT_BENCH_POSTGRES") != "" {
		database = storagetest.Postgres(b)
	}
	server := fakediscord.New(fakediscord.Options{Forgetful: true})
	b.Cleanup(server.Close)
	first := newSquare(server, []string{"stadt0", "buerger0"}, "de")
	s := newServed(binary, b.TempDir(), database, first.environ()...)
	s.uncalled = true
	c := &country{count: newCount(b, s), server: server, app: first.app}
	c.must(first.found(s, []string{"--land", "NW", "--without-board"}))
	c.serve()
	c.must(first.arrived(b.Context()))
	for i := range boards {
		c.boards = append(c.boards, c.township(i))
	}
	errs := make([]error, boards)
	c.beside(8, boards, func(i int) { errs[i] = c.boards[i].founds(b.Context(), i) })
	c.rest()
	for i, t := range c.boards {
		c.must(errs[i])
		for _, m := range t.chair.Sees(t.channel.ID) {
			if len(m.Buttons()) > 2 {
				t.poll = m
			}
		}
		if t.poll == nil {
			b.Fatalf("guild %d has no poll\n%s", i, s.lastWords())
		}
	}
	return c
}

// township is a guild that has invited the bot.
func (c *country) township(i int) *township {
	t := &township{guild: c.server.NewGuild(fmt.Sprintf("Stadt %d", i))}
	t.channel = t.guild.NewChannel("beirat")
	t.chair = c.server.NewUser(fmt.Sprintf("vorsitz%d", i), "de")
	t.member = c.server.NewUser(fmt.Sprintf("mitglied%d", i), "de")
	t.guild.Add(t.chair, true)
	t.guild.Add(t.member, false)
	c.server.Invite(c.app, t.guild, invited)
	return t
}

// founds makes the board in the chat, as an administrator does, and opens a poll.
func (t *township) founds(ctx context.Context, i int) error {
	for _, line := range []struct {
		who  *fakediscord.User
		text string
	}{
		{t.chair, fmt.Sprintf(`einrichten name="Beirat %d" land=NW`, i)},
		{t.chair, "rolle " + t.chair.Name + " vorsitz"},
		{t.chair, "sitz besetzen " + t.member.Name + " Bürgerschaft"},
		{t.member, `abstimmung neu "Freies WLAN am Markt?" zwischenstand=laufend zweck=stimmungsbild`},
	} {
		if _, err := t.says(ctx, line.who, line.text); err != nil {
			return fmt.Errorf("guild %d: %s: %w", i, line.text, err)
		}
	}
	return nil
}

func (t *township) says(ctx context.Context, who *fakediscord.User, text string) (*fakediscord.Outcome, error) {
	return who.Slash(ctx, t.channel.Place(), []string{flat}, []fakediscord.Value{{Name: "what", Value: text}})
}

// does is one of the things that people do most.
func (t *township) does(ctx context.Context, n int) (*fakediscord.Outcome, error) {
	switch n % 4 {
	case 0:
		return t.says(ctx, t.member, "abstimmung liste")
	case 1:
		return t.member.Slash(ctx, t.channel.Place(), []string{flat}, nil)
	}
	return t.member.Press(ctx, t.poll, labels[n%3])
}

// beside does so many things, a few at a time.
func (c *country) beside(hands, many int, each func(i int)) {
	var next atomic.Int64
	var all sync.WaitGroup
	for range hands {
		all.Go(func() {
			for i := int(next.Add(1)) - 1; i < many; i = int(next.Add(1)) - 1 {
				each(i)
			}
		})
	}
	all.Wait()
}

// BenchmarkDiscordCommands measures how long people in 1,000 guilds wait for the
// first answer while 50 of them do something every second, whether or not those
// before were answered.
func BenchmarkDiscordCommands(b *testing.B) {
	const guilds, pace = 1000, 50
	c := newCountry(b, guilds)
	b.ResetTimer()
	took := make([]time.Duration, b.N)
	var refused atomic.Pointer[error]
	var all sync.WaitGroup
	beat := time.NewTicker(time.Second / pace)
	defer beat.Stop()
	for i := range b.N {
		<-beat.C
		t := c.boards[rand.IntN(guilds)]
		all.Go(func() {
			outcome, err := t.does(b.Context(), i)
			if err != nil {
				refused.Store(&err)
				return
			}
			took[i] = outcome.Took
		})
	}
	all.Wait()
	if err := refused.Load(); err != nil {
		b.Fatalf("%v\n%s", *err, c.served.lastWords())
	}
	slices.Sort(took)
	b.ReportMetric(took[len(took)/2].Seconds()*1000, "p50-ms")
	b.ReportMetric(took[len(took)*99/100].Seconds()*1000, "p99-ms")
	b.ReportMetric(took[len(took)-1].Seconds()*1000, "max-ms")
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "interactions/s")
}

// BenchmarkDiscordMemory measures what the process holds before and after b.N
// interactions in 100 guilds.
func BenchmarkDiscordMemory(b *testing.B) {
	c := newCountry(b, 100)
	var refused atomic.Pointer[error]
	load := func(many int) {
		c.beside(16, many, func(i int) {
			if _, err := c.boards[i%len(c.boards)].does(b.Context(), i/len(c.boards)); err != nil {
				refused.Store(&err)
			}
		})
	}
	load(2000)
	before := c.memory()
	b.ResetTimer()
	load(b.N)
	b.StopTimer()
	c.rest()
	if err := refused.Load(); err != nil {
		b.Fatalf("%v\n%s", *err, c.served.lastWords())
	}
	b.ReportMetric(before, "MB-before")
	b.ReportMetric(c.memory(), "MB-after")
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "interactions/s")
}

// BenchmarkDiscordReconnect measures how long after a connection was lost
// somebody is answered again, each way of losing one on a program of its own.
func BenchmarkDiscordReconnect(b *testing.B) {
	for name, way := range map[string]fakediscord.Fault{
		"cut":             {Kind: fakediscord.Drop},
		"asked":           {Kind: fakediscord.AskReconnect},
		"session is over": {Kind: fakediscord.Invalid},
	} {
		b.Run(strings.ReplaceAll(name, " ", "-"), func(b *testing.B) {
			var took time.Duration
			for range b.N {
				b.StopTimer()
				c := newCountry(b, 1)
				b.StartTimer()
				began := time.Now()
				c.server.Break(way)
				for {
					if _, err := c.boards[0].does(b.Context(), 0); err == nil {
						break
					}
				}
				took += time.Since(began)
				b.StopTimer()
				c.must(c.served.stop())
			}
			b.ReportMetric(took.Seconds()*1000/float64(b.N), "ms-until-answered")
		})
	}
}
