package scenarios

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"beirat/internal/fakediscord"
	"beirat/storage/storagetest"
)

// TestEverybodyVotesSecretlyAtOnceOnDiscord: eleven go through the steps at the
// same instant and press the last button twice. All are on the roll, and the urn
// holds each ballot once.
func TestEverybodyVotesSecretlyAtOnceOnDiscord(t *testing.T) {
	a := assemble(t, storagetest.SQLite(t), 11)
	for number := 1; number <= 2; number++ {
		m := a.opensSecretly(number)
		errs := atOnce(len(a.voters), func(i int) error {
			who := a.voters[i]
			last, err := a.chosen(t.Context(), who, m, secretly(i))
			if err != nil {
				return err
			}
			var twice sync.WaitGroup
			again := make(chan error, 1)
			twice.Go(func() { again <- a.casts(t.Context(), who, last) })
			err = a.casts(t.Context(), who, last)
			twice.Wait()
			if other := <-again; err != nil && other != nil {
				return fmt.Errorf("neither press was confirmed: %w, %w", err, other)
			} else if err == nil && other == nil {
				return fmt.Errorf("both presses were confirmed")
			}
			return nil
		})
		for i, err := range errs {
			if err != nil {
				t.Errorf("%s: %v", a.voters[i].Name, err)
			}
		}
		a.rest()
		a.holdsAll(number)
	}
}

// TestAKilledProgramLosesNoSecretBallotOnDiscord kills Beirat while eleven vote
// secretly, and starts it again: who was told is on the roll, the last button of
// the others still holds, and in the end the urn holds each ballot once.
func TestAKilledProgramLosesNoSecretBallotOnDiscord(t *testing.T) {
	a := assemble(t, storagetest.SQLite(t), 11)
	m := a.opensSecretly(1)
	last := make([]*fakediscord.Message, len(a.voters))
	for i, err := range atOnce(len(a.voters), func(i int) (err error) {
		last[i], err = a.chosen(t.Context(), a.voters[i], m, secretly(i))
		return err
	}) {
		if err != nil {
			t.Fatalf("%s: %v", a.voters[i].Name, err)
		}
	}
	load, enough := context.WithCancel(t.Context())
	var told atomic.Int64
	some := make(chan struct{})
	confirmed := make([]bool, len(a.voters))
	var voting sync.WaitGroup
	for i, who := range a.voters {
		voting.Go(func() {
			confirmed[i] = a.casts(load, who, last[i]) == nil
			if confirmed[i] && told.Add(1) == 3 {
				close(some)
			}
		})
	}
	<-some
	a.must(a.served.kill())
	enough()
	voting.Wait()
	a.start()
	a.must(a.arrived(t.Context()))
	for i, who := range a.voters {
		err := a.casts(t.Context(), who, last[i])
		switch {
		case confirmed[i] && err == nil:
			t.Errorf("%s was told that the ballot lies in the urn, and cast another one", who.Name)
		case err != nil && !strings.Contains(err.Error(), "schon abgestimmt"):
			t.Errorf("%s: %v", who.Name, err)
		}
	}
	a.rest()
	a.holdsAll(1)
}

// opensSecretly lets the chair open a secret poll, and gives its message.
func (a *assembly) opensSecretly(number int) *fakediscord.Message {
	a.Helper()
	said, err := a.command(a.chair(), fmt.Sprintf(`/abstimmung neu "Frage %d?" geheim=ja`, number))
	a.must(err)
	a.rest()
	seen := a.chair().Sees(a.channel.ID)
	at := slices.IndexFunc(seen, func(m *fakediscord.Message) bool {
		return strings.HasPrefix(linesOf(m)[0], fmt.Sprintf("Abstimmung %d: Frage", number))
	})
	if at < 0 {
		a.Fatalf("poll %d was not posted: %q", number, said)
	}
	return seen[at]
}

// chosen takes the first two steps and gives the message with the last button.
func (a *assembly) chosen(ctx context.Context, who *fakediscord.User, m *fakediscord.Message, label string) (*fakediscord.Message, error) {
	for _, step := range []string{"Geheim abstimmen", label} {
		outcome, err := who.Press(ctx, m, step)
		if err != nil {
			return nil, err
		}
		if len(outcome.Messages) == 0 {
			return nil, fmt.Errorf("%q was not answered", step)
		}
		m = outcome.Messages[0]
	}
	return m, nil
}

// casts presses the last button; an error unless the ballot was confirmed.
func (a *assembly) casts(ctx context.Context, who *fakediscord.User, m *fakediscord.Message) error {
	said, err := a.press(ctx, who, m, "Endgültig abgeben")
	if err != nil {
		return err
	}
	if !strings.Contains(strings.Join(said, "\n"), "liegt in der Urne") {
		return fmt.Errorf("answered %q", said)
	}
	return nil
}

// holdsAll wants everybody on the roll, and the ballot of each once in the urn.
func (a *assembly) holdsAll(number int) {
	a.Helper()
	want := make([]string, len(a.voters))
	for i := range want {
		want[i] = machine(secretly(i))
	}
	slices.Sort(want)
	if roll, papers := a.urn(number); roll != len(want) || !slices.Equal(papers, want) {
		a.Errorf("poll %d: %d on the roll, in the urn %q", number, roll, papers)
	}
}

// urn is how many are on the roll of a poll, and what lies in its urn.
func (c *count) urn(number int) (roll int, papers []string) {
	c.Helper()
	var content string
	c.must(c.db.GetContext(c.Context(), &roll, fmt.Sprintf("SELECT COUNT(*) FROM roll r JOIN poll p ON p.id = r.poll_id WHERE p.number = %d", number)))
	c.must(c.db.GetContext(c.Context(), &content, fmt.Sprintf("SELECT u.content FROM urn u JOIN poll p ON p.id = u.poll_id WHERE p.number = %d", number)))
	return roll, strings.Split(content, "\n")
}
