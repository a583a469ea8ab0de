package scenarios

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"beirat/storage/storagetest"
)

// TestEverybodyVotesSecretlyAtOnce: eleven go through the three steps at the same
// instant and press the last button twice. All are on the roll, and the urn holds
// each ballot once.
func TestEverybodyVotesSecretlyAtOnce(t *testing.T) {
	onServers(t, func(t *testing.T, g ground) {
		c := gather(t, g.town, storagetest.SQLite(t), 11)
		for number := range max(1, g.rounds/5) {
			p := c.opensSecretly(number + 1)
			errs := c.burst(func(i int, who *person) error {
				last, err := c.chosen(t.Context(), who, p, secretly(i))
				if err != nil {
					return err
				}
				var twice sync.WaitGroup
				again := make(chan error, 1)
				twice.Go(func() { again <- c.pressOffered(t.Context(), who, last) })
				err = c.pressOffered(t.Context(), who, last)
				twice.Wait()
				if err == nil {
					err = <-again
				}
				return err
			})
			for i, err := range errs {
				if err != nil {
					t.Errorf("%s: %v", c.voters[i].name, err)
				}
			}
			c.rest()
			c.holdsAll(p.number)
		}
	})
}

// TestAKilledProgramLosesNoSecretBallot kills Beirat while eleven vote secretly,
// and starts it again: who was told is on the roll, the others vote later, and
// in the end the urn holds each ballot once.
func TestAKilledProgramLosesNoSecretBallot(t *testing.T) {
	onServers(t, func(t *testing.T, g ground) {
		c := gather(t, g.town, storagetest.SQLite(t), 11)
		p := c.opensSecretly(1)
		var told atomic.Int64
		enough := make(chan struct{}, len(c.voters))
		dead := make(chan error, 1)
		go func() {
			for range c.voters {
				if <-enough; told.Load() >= 4 {
					break
				}
			}
			dead <- c.served.kill()
		}()
		confirmed := make([]bool, len(c.voters))
		c.burst(func(i int, who *person) error {
			confirmed[i] = c.votesSecretly(t.Context(), who, p, secretly(i)) == nil
			if confirmed[i] {
				told.Add(1)
			}
			enough <- struct{}{}
			return nil
		})
		c.must(<-dead)
		c.start()
		for i, who := range c.voters {
			err := c.votesSecretly(t.Context(), who, p, secretly(i))
			switch {
			case confirmed[i] && err == nil:
				t.Errorf("%s was told that the ballot lies in the urn, and cast another one", who.name)
			case err != nil && !strings.Contains(err.Error(), "schon abgestimmt"):
				t.Errorf("%s: %v", who.name, err)
			}
		}
		c.rest()
		c.holdsAll(1)
	})
}

// secretly is what a voter chooses.
func secretly(i int) string { return labels[i%3] }

func (c *crowd) opensSecretly(number int) poll {
	c.Helper()
	c.must(c.command(c.chair(), fmt.Sprintf(`/abstimmung neu "Frage %d?" geheim=ja`, number)))
	return c.posted(number)
}

// votesSecretly goes through all steps; an error unless the ballot was confirmed.
func (c *crowd) votesSecretly(ctx context.Context, who *person, p poll, label string) error {
	last, err := c.chosen(ctx, who, p, label)
	if err != nil {
		return err
	}
	if err := c.pressOffered(ctx, who, last); err != nil {
		return err
	}
	if said := c.latest(who); !strings.Contains(said, "liegt in der Urne") {
		return fmt.Errorf("answered %q", said)
	}
	return nil
}

// chosen takes the first two steps and gives the button of the last one.
func (c *crowd) chosen(ctx context.Context, who *person, p poll, label string) (button, error) {
	if err := c.click(ctx, who, p, "Geheim abstimmen"); err != nil {
		return button{}, err
	}
	choice, err := c.offered(who, label)
	if err != nil {
		return button{}, err
	}
	if err := c.pressOffered(ctx, who, choice); err != nil {
		return button{}, err
	}
	return c.offered(who, "Endgültig abgeben")
}

func (c *crowd) pressOffered(ctx context.Context, who *person, b button) error {
	return who.post(ctx, "/posts/"+b.post+"/actions/"+b.action, map[string]string{"cookie": b.cookie, "selected_option": b.option}, nil)
}

// offered is a button in what somebody was written last. A private answer with
// buttons is a direct message.
func (c *crowd) offered(who *person, label string) (button, error) {
	written := c.posts(who, c.direct[who.name])
	last := written[len(written)-1]
	for _, b := range last.buttons() {
		if b.label == label {
			return b, nil
		}
	}
	return button{}, fmt.Errorf("no button %q in %q", label, last.lines())
}

// holdsAll wants everybody on the roll, and the ballot of each once in the urn.
func (c *crowd) holdsAll(number int) {
	c.Helper()
	var roll int
	c.must(c.db.GetContext(c.Context(), &roll, fmt.Sprintf("SELECT COUNT(*) FROM roll r JOIN poll p ON p.id = r.poll_id WHERE p.number = %d", number)))
	var content string
	c.must(c.db.GetContext(c.Context(), &content, fmt.Sprintf("SELECT u.content FROM urn u JOIN poll p ON p.id = u.poll_id WHERE p.number = %d", number)))
	var want []string
	for i := range c.voters {
		want = append(want, machine(secretly(i)))
	}
	slices.Sort(want)
	if papers := strings.Split(content, "\n"); roll != len(c.voters) || !slices.Equal(papers, want) {
		c.Errorf("poll %d: %d on the roll, in the urn %q", number, roll, papers)
	}
}
