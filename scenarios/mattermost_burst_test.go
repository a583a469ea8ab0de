package scenarios

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"beirat/storage/storagetest"
)

// TestEverybodyClicksAtOnce: no click is refused, the stored count is exact,
// and the message shows it when nobody clicks any more.
func TestEverybodyClicksAtOnce(t *testing.T) {
	onServers(t, func(t *testing.T, g ground) {
		for members, database := range map[int]func(testing.TB) string{11: storagetest.SQLite, 32: storagetest.Postgres} {
			t.Run(fmt.Sprintf("%d members", members), func(t *testing.T) {
				c := gather(t, g.town, database(t), members)
				p := c.opens(1, "")
				for round := range g.rounds {
					choice := func(i int) string { return labels[(i*7+round+i*round/3)%3] }
					want := map[string]int{}
					for i := range c.voters {
						want[machine(choice(i))]++
					}
					errs := c.burst(func(i int, who *person) error { return c.click(t.Context(), who, p, choice(i)) })
					for i, who := range c.voters {
						if errs[i] != nil {
							t.Errorf("round %d: the click of %s was refused: %v", round, who.name, errs[i])
						}
						if said := c.answersOf(who); !counted(said, choice(i)) {
							t.Errorf("round %d: %s clicked %s and was answered %q", round, who.name, choice(i), said)
						}
					}
					if got := c.stored(1); figures(got) != figures(want) {
						t.Errorf("round %d: clicked was %s, stored is %s", round, figures(want), figures(got))
					}
					c.rest()
					c.shows(p)
					if t.Failed() {
						return
					}
				}
			})
		}
	})
}

// TestAPollEndsWhileEverybodyClicks: the result is always shown, once, and
// counts exactly those who were told that their vote counts.
func TestAPollEndsWhileEverybodyClicks(t *testing.T) {
	onServers(t, func(t *testing.T, g ground) {
		c := gather(t, g.town, storagetest.SQLite(t), 11)
		for round := 1; round <= g.rounds; round++ {
			p := c.opens(round, "zweck=stimmungsbild")
			choice := func(i int) string { return labels[(i+round)%3] }
			errs := c.burst(func(i int, who *person) error {
				if i == len(c.voters)-1 {
					return c.command(who, fmt.Sprintf("/abstimmung beenden %d", round))
				}
				return c.click(t.Context(), who, p, choice(i))
			})
			told := map[string]int{}
			for i, who := range c.voters {
				if errs[i] != nil {
					t.Errorf("round %d: %s was refused: %v", round, who.name, errs[i])
				}
				said := c.answersOf(who)
				switch {
				case who == c.chair():
				case counted(said, choice(i)):
					told[machine(choice(i))]++
				case !strings.Contains(c.latest(who), fmt.Sprintf("Die Abstimmung %d endete am", round)):
					t.Errorf("round %d: %s was answered %q", round, who.name, said)
				}
			}
			c.rest()
			c.announced(p, told)
			if t.Failed() {
				return
			}
		}
	})
}

// latest is what somebody was written last.
func (c *crowd) latest(who *person) string {
	c.Helper()
	posts := c.posts(who, c.direct[who.name])
	return strings.Join(posts[len(posts)-1].lines(), "\n")
}

// announced wants the result of an informal poll to stand there once, with
// these votes, in the database and in both messages.
func (c *crowd) announced(p poll, told map[string]int) {
	c.Helper()
	want := figures(told)
	if got := figures(c.stored(p.number)); got != want {
		c.Errorf("poll %d: told was %s, stored is %s", p.number, want, got)
	}
	results := 0
	for _, message := range c.public() {
		lines := message.lines()
		begin := fmt.Sprintf("Abstimmung %d: ", p.number)
		if !strings.HasPrefix(lines[0], begin) {
			continue
		}
		if lines[0] == fmt.Sprintf("%sStimmungsbild. Frage %d?", begin, p.number) {
			results++
		}
		if !slices.ContainsFunc(lines, func(line string) bool { return strings.HasPrefix(line, want) }) {
			c.Errorf("poll %d: told was %s, shown is\n%s", p.number, want, strings.Join(lines, "\n"))
		}
	}
	if results != 1 {
		c.Errorf("poll %d: the result is shown %d times", p.number, results)
	}
}

// TestAKilledProgramKeepsWhatItAcknowledged kills Beirat under load and starts
// it again: every ballot that somebody was told of is there, and the message
// becomes true.
func TestAKilledProgramKeepsWhatItAcknowledged(t *testing.T) {
	onServers(t, func(t *testing.T, g ground) {
		c := gather(t, g.town, storagetest.SQLite(t), 11)
		for round := 1; round <= g.rounds/4; round++ {
			p := c.opens(round, "")
			var clicks atomic.Int64
			clicked := make(chan struct{}, 1)
			load, enough := context.WithCancel(t.Context())
			possible := make([][]string, len(c.voters)) // what may be stored: the last that was told, and what was clicked after it
			var clicking sync.WaitGroup
			for i, who := range c.voters {
				clicking.Go(func() {
					for n := 0; load.Err() == nil; n++ {
						label := labels[(i+n)%3]
						possible[i] = append(possible[i], machine(label))
						if err := c.click(t.Context(), who, p, label); err != nil {
							continue // nobody is there
						}
						if said, err := c.heard(t.Context(), who); err == nil && counted(said, label) {
							possible[i] = []string{machine(label)}
							clicks.Add(1)
							select {
							case clicked <- struct{}{}:
							default:
							}
						}
					}
				})
			}
			for clicks.Load() < int64(20*round) {
				<-clicked
			}
			c.must(c.served.kill())
			enough()
			clicking.Wait()
			c.start()
			for i, who := range c.voters {
				if got := c.ballotOf(round, who.id); !slices.Contains(possible[i], got) {
					t.Errorf("round %d: of %s %q is stored, possible is %v", round, who.name, got, possible[i])
				}
			}
			c.rest()
			c.shows(p)
			if t.Failed() {
				return
			}
		}
	})
}

// TestTheServerRestartsInBetween: clicks before and after count, what was
// planned meanwhile is sent, and who writes is heard again.
func TestTheServerRestartsInBetween(t *testing.T) {
	onServers(t, func(t *testing.T, g ground) {
		if g.restart == nil {
			t.Skip("the real server cannot be restarted: e2e/mattermost says how in BEIRAT_TEST_MATTERMOST_RESTART")
		}
		c := gather(t, g.town, storagetest.SQLite(t), 11)
		p := c.opens(1, "")
		for i, err := range c.burst(func(i int, who *person) error { return c.click(t.Context(), who, p, "Ja") }) {
			if err != nil {
				t.Errorf("%s: %v", c.voters[i].name, err)
			}
		}
		g.restart() // perhaps before the message was changed
		restClient.CloseIdleConnections()
		for _, who := range c.voters {
			who.hangUp()
		}
		for i, err := range c.burst(func(i int, who *person) error { return c.click(t.Context(), who, p, labels[i%2]) }) {
			if err != nil {
				t.Errorf("%s: %v", c.voters[i].name, err)
			}
		}
		c.rest()
		c.shows(p)
		look := &ledger{db: c.db}
		who := c.voters[0]
		var written identified
		c.must(who.post(t.Context(), "/posts", map[string]string{"channel_id": c.direct[who.name], "message": "beirat"}, &written))
		c.must(look.answered(t.Context(), "post/"+written.ID))
	})
}

// restartOf is a way to restart the real server, which returns when it is ready
// again; nil if there is none.
func restartOf(t *testing.T) func() {
	command := os.Getenv("BEIRAT_TEST_MATTERMOST_RESTART")
	if command == "" {
		return nil
	}
	return func() {
		t.Helper()
		if said, err := exec.CommandContext(t.Context(), "/bin/sh", "-c", command).CombinedOutput(); err != nil {
			t.Fatalf("restart of the real server: %v\n%s", err, said)
		}
	}
}
