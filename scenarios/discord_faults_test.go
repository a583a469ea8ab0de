package scenarios

import (
	"context"
	"fmt"
	"net/http"
	"regexp"
	"sync/atomic"
	"testing"
	"time"

	"beirat/internal/fakediscord"
)

// TestDiscordStoriesWithFaults tells the stories while what Beirat posts and
// edits fails now and then: refused, done but unheard, or put off. What people
// see in the end is the same, and once. In CI it is those whose turn it is; with
// "make everything" all.
func TestDiscordStoriesWithFaults(t *testing.T) {
	t.Parallel()
	typist := typist{theBook(t)}
	for i, story := range toldEverywhere(t) {
		if !toldOnFailingDiscord.has(i) {
			continue
		}
		for name, database := range databases(i / 8) {
			t.Run(story.short()+"/"+name, func(t *testing.T) {
				t.Parallel()
				q := fakeSquare(t, story.cast(), clientLocale(story))
				struck := q.failNowAndThen()
				tellOnDiscord(t, tale{square: q, database: database(t), story: story, typist: typist})
				if len(story.Steps) > 20 && struck.Load() == 0 {
					t.Error("nothing failed: the test shows nothing")
				}
			})
		}
	}
}

// failNowAndThen lets what is posted and edited fail, each kind of failure every
// so many times, and counts how often.
func (q *square) failNowAndThen() *atomic.Int64 {
	var struck atomic.Int64
	for _, fault := range []struct {
		kind  fakediscord.Kind
		every int64
	}{{fakediscord.DidNot, 13}, {fakediscord.Did, 11}, {fakediscord.DidUnheard, 17}, {fakediscord.Cut, 19}, {fakediscord.TooMany, 97}, {fakediscord.TooManyPlain, 89}} {
		var count atomic.Int64
		q.server.Break(fakediscord.Fault{Kind: fault.kind, After: 50 * time.Millisecond, Match: func(r fakediscord.Request) bool {
			if !posts(r) || count.Add(1)%fault.every != 0 {
				return false
			}
			struck.Add(1)
			return true
		}})
	}
	return &struck
}

var inChannel = regexp.MustCompile(`^/channels/\d+/messages(/\d+)?$`)

// posts tells whether a request posts or edits a message: such a one has a mark
// of its own, or says all of it, and may be tried again.
func posts(r fakediscord.Request) bool {
	return (r.Method == http.MethodPost || r.Method == http.MethodPatch) && inChannel.MatchString(r.Path)
}

// TestDiscordStoriesWithAnUnsteadyGateway tells stories while the connection to
// the gateway is lost in one of the ways in which Discord loses one, and what it
// tells comes twice: people see the same, and once. In CI it is those whose turn it
// is, each way at least twice; with "make everything" all.
func TestDiscordStoriesWithAnUnsteadyGateway(t *testing.T) {
	t.Parallel()
	typist := typist{theBook(t)}
	for i, story := range toldEverywhere(t) {
		if !toldOnUnsteadyDiscord.has(i) {
			continue
		}
		for name, database := range databases(i / 16) {
			t.Run(story.short()+"/"+name, func(t *testing.T) {
				t.Parallel()
				q := fakeSquare(t, story.cast(), clientLocale(story))
				q.server.Break(fakediscord.Fault{Kind: fakediscord.Twice})
				s := &storm{way: losses()[i/16%len(losses())], every: max(2, story.acts()/2)}
				tellOnDiscord(t, tale{square: q, database: database(t), story: story, typist: typist, storm: s})
				if s.lost == 0 {
					t.Error("nothing was lost: the test shows nothing")
				}
			})
		}
	}
}

// acts is how many steps of a story are somebody's doing.
func (s Story) acts() (many int) {
	for _, step := range s.Steps {
		if said.MatchString(step.Text) {
			many++
		}
	}
	return many
}

// losses are the ways in which a connection is lost.
func losses() []fakediscord.Fault {
	return []fakediscord.Fault{
		{Kind: fakediscord.Drop},
		{Kind: fakediscord.AskReconnect},
		{Kind: fakediscord.Invalid, Resumable: true},
		{Kind: fakediscord.CloseWith, Code: 4000},
		{Kind: fakediscord.Invalid},
	}
}

// storm loses the connection now and then.
type storm struct {
	way   fakediscord.Fault
	every int // steps of a story in which somebody does something
	steps int
	lost  int
}

// blows loses the connection if it is time. What people do before the bot is back,
// Discord tells it then; where it does not, they wait.
func (s *storm) blows(ctx context.Context, q *square) error {
	if s.steps++; s.steps%s.every != s.every-1 {
		return nil
	}
	came := q.server.Identifies() + q.server.Resumes()
	q.server.Break(s.way)
	if s.lost++; s.lost == 1 && (s.way.Kind != fakediscord.Invalid || s.way.Resumable) {
		return nil // they do not even notice: it is back in time
	}
	ctx, cancel := context.WithTimeout(ctx, time.Minute)
	defer cancel()
	if err := q.server.Until(ctx, func() bool { return q.server.Identifies()+q.server.Resumes() > came && q.server.Gateways() > 0 }); err != nil {
		return fmt.Errorf("the bot does not come back: %w", err)
	}
	q.came = q.server.Identifies()
	return nil
}
