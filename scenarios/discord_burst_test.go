package scenarios

import (
	"context"
	"fmt"
	"os"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"beirat/internal/fakediscord"
	"beirat/storage/storagetest"
)

// assembly is a board whose members all press at once on Discord, with Beirat as
// it is shipped behind them: its own clock and its own pace.
type assembly struct {
	*count
	*square
	voters []*fakediscord.User // the chair is the last
}

// assemble seats so many members, the last of them as the chair, and serves them.
func assemble(t testing.TB, database string, members int) *assembly {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	s := newServed(self, t.TempDir(), database, asProgram+"=yes")
	a := &assembly{count: newCount(t, s)}
	names, flags := a.seated(members)
	a.square = fakeSquare(t, names, "de")
	s.uncalled, s.environ = true, append(s.environ, a.environ()...)
	a.must(a.found(s, flags))
	for _, name := range names {
		a.voters = append(a.voters, a.people[name])
	}
	a.serve()
	a.must(a.arrived(t.Context()))
	a.rest()
	return a
}

func (a *assembly) chair() *fakediscord.User { return a.voters[len(a.voters)-1] }

// command gives a line to the one command that takes lines.
func (a *assembly) command(who *fakediscord.User, text string) ([]string, error) {
	outcome, err := who.Slash(a.Context(), a.channel.Place(), []string{flat}, []fakediscord.Value{{Name: "what", Value: strings.TrimPrefix(text, "/")}})
	if err != nil {
		return nil, err
	}
	return spokenIn(outcome), nil
}

// spokenIn are the words of an answer, a text a message.
func spokenIn(o *fakediscord.Outcome) []string {
	var said []string
	for _, m := range o.Messages {
		said = append(said, strings.Join(linesOf(m), "\n"))
	}
	return said
}

// opens lets the chair open the poll of this number, waits until all know, and
// gives its message.
func (a *assembly) opens(number int, more string) *fakediscord.Message {
	a.Helper()
	_, err := a.command(a.chair(), opening(number, more))
	a.must(err)
	a.rest()
	for _, m := range a.chair().Sees(a.channel.ID) {
		if strings.HasPrefix(linesOf(m)[0], fmt.Sprintf("Abstimmung %d: Frage", number)) {
			return m
		}
	}
	a.Fatalf("poll %d was not posted", number)
	return nil
}

// press presses a button once and gives what was answered.
func (a *assembly) press(ctx context.Context, who *fakediscord.User, m *fakediscord.Message, label string) ([]string, error) {
	outcome, err := who.Press(ctx, m, label)
	if err != nil {
		return nil, err
	}
	return spokenIn(outcome), nil
}

// shows wants the poll's message to show what is stored.
func (a *assembly) shows(number int, m *fakediscord.Message) {
	a.Helper()
	want := figures(a.stored(number))
	if lines := linesOf(m.Now()); !slices.ContainsFunc(lines, func(line string) bool { return strings.HasPrefix(line, want) }) {
		a.Errorf("poll %d: stored is %s, shown is\n%s", number, want, strings.Join(lines, "\n"))
	}
}

// TestEverybodyPressesAtOnceOnDiscord: no press is refused or left unanswered,
// the stored count is exact, and the message shows it when nobody presses any
// more.
func TestEverybodyPressesAtOnceOnDiscord(t *testing.T) {
	const rounds = 4
	for members, database := range map[int]func(testing.TB) string{11: storagetest.SQLite, 32: storagetest.Postgres} {
		t.Run(fmt.Sprintf("%d members", members), func(t *testing.T) {
			a := assemble(t, database(t), members)
			m := a.opens(1, "")
			for round := range rounds {
				choice := func(i int) string { return labels[(i*7+round+i*round/3)%3] }
				want := map[string]int{}
				for i := range a.voters {
					want[machine(choice(i))]++
				}
				said := make([][]string, len(a.voters))
				errs := atOnce(len(a.voters), func(i int) (err error) {
					said[i], err = a.press(t.Context(), a.voters[i], m, choice(i))
					return err
				})
				for i, who := range a.voters {
					if errs[i] != nil || !counted(said[i], choice(i)) {
						t.Errorf("round %d: %s pressed %s and was answered %q, %v", round, who.Name, choice(i), said[i], errs[i])
					}
				}
				if got := a.stored(1); figures(got) != figures(want) {
					t.Errorf("round %d: pressed was %s, stored is %s", round, figures(want), figures(got))
				}
				a.rest()
				a.shows(1, m)
				if t.Failed() {
					return
				}
			}
		})
	}
}

// TestAKilledProgramKeepsWhatItAcknowledgedOnDiscord kills Beirat under load and
// starts it again: every ballot that somebody was told of is there, and the
// message becomes true.
func TestAKilledProgramKeepsWhatItAcknowledgedOnDiscord(t *testing.T) {
	a := assemble(t, storagetest.SQLite(t), 11)
	for round := 1; round <= 2; round++ {
		m := a.opens(round, "")
		var presses atomic.Int64
		pressed := make(chan struct{}, 1)
		load, enough := context.WithCancel(t.Context())
		possible := make([][]string, len(a.voters)) // what may be stored: the last that was told, and what was pressed after it
		var pressing sync.WaitGroup
		for i, who := range a.voters {
			pressing.Go(func() {
				for n := 0; load.Err() == nil; n++ {
					label := labels[(i+n)%3]
					possible[i] = append(possible[i], machine(label))
					said, err := a.press(load, who, m, label)
					if err != nil || !counted(said, label) {
						continue // nobody is there
					}
					possible[i] = []string{machine(label)}
					presses.Add(1)
					select {
					case pressed <- struct{}{}:
					default:
					}
				}
			})
		}
		for presses.Load() < int64(20*round) {
			<-pressed
		}
		a.must(a.served.kill())
		enough()
		pressing.Wait()
		a.start()
		a.must(a.arrived(t.Context()))
		for i, who := range a.voters {
			if got := a.ballotOf(round, who.ID); !slices.Contains(possible[i], got) {
				t.Errorf("round %d: of %s %q is stored, possible is %v", round, who.Name, got, possible[i])
			}
		}
		a.rest()
		a.shows(round, m)
		if t.Failed() {
			return
		}
	}
}
