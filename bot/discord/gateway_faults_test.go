package discord

import (
	"sync"
	"testing"
	"time"

	"beirat/chat"
	"beirat/internal/fakediscord"
)

func TestWhateverTheGatewayDoesPeopleAreAnsweredSoonAfterwards(t *testing.T) {
	t.Parallel()
	type fault = fakediscord.Fault
	elsewhere := fault{Kind: fakediscord.AskReconnect, Next: true}
	for name, c := range map[string]struct {
		faults     []fault
		identifies int // how often a session may be begun
	}{
		"a cut":                            {[]fault{{Kind: fakediscord.Drop}}, 1},
		"op 7":                             {[]fault{{Kind: fakediscord.AskReconnect}}, 1},
		"op 7 again and again":             {[]fault{{Kind: fakediscord.AskReconnect, Next: true, Times: 3}, {Kind: fakediscord.Drop}}, 1},
		"op 7 right behind a cut":          {[]fault{elsewhere, {Kind: fakediscord.Drop}}, 2},
		"op 9, to be resumed":              {[]fault{{Kind: fakediscord.Invalid, Resumable: true}}, 1},
		"op 9, not to be resumed":          {[]fault{{Kind: fakediscord.Invalid}}, 2},
		"a cut, and a forgotten session":   {[]fault{{Kind: fakediscord.Forgets, Times: 2}, {Kind: fakediscord.Drop}}, 2},
		"4000":                             {[]fault{{Kind: fakediscord.CloseWith, Code: 4000}}, 1},
		"4009":                             {[]fault{{Kind: fakediscord.CloseWith, Code: 4009}}, 2},
		"a gateway that cannot be reached": {[]fault{{Kind: fakediscord.Unreachable, Times: 2}, {Kind: fakediscord.Drop}}, 1},
		"everything twice":                 {[]fault{{Kind: fakediscord.Twice}}, 1},
	} {
		t.Run(name, func(t *testing.T) {
			s := newTown(t)
			var mu sync.Mutex
			heard := map[string]int{}
			s.reply(func(e chat.Event) chat.Reply {
				mu.Lock()
				defer mu.Unlock()
				heard[e.ID]++
				return saying("gut")
			})
			for _, f := range c.faults {
				s.server.Break(f)
			}
			limit := time.After(25 * time.Second)
			for answered := 0; answered < 3; {
				if _, err := s.anna.Slash(t.Context(), s.rat.Place(), []string{"beirat"}, typing("hallo")); err == nil {
					answered++
				}
				select {
				case <-limit:
					t.Fatalf("nobody is answered any more\n%s", s.log)
				default:
				}
			}
			mu.Lock()
			defer mu.Unlock()
			for id, n := range heard {
				if n > 1 {
					t.Errorf("%s was done %d times", id, n)
				}
			}
			if n := s.server.Identifies(); n > c.identifies {
				t.Errorf("%d sessions were begun\n%s", n, s.log)
			}
		})
	}
}
