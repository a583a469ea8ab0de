package scenarios

import (
	"context"
	"net/http"
	"regexp"
	"sync/atomic"
	"testing"
	"time"

	"beirat/internal/fakediscord"
)

// TestDiscordStoriesWithFaults tells the stories while what Beirat posts and
// edits fails now and then: refused, done but unheard, or put off. What people
// see in the end is the same, and once. As who failed waits a moment, these are
// every fourth story in CI, which TestDiscordStories leaves out there; with "make
// everything" all.
func TestDiscordStoriesWithFaults(t *testing.T) {
	typist := typist{theBook(t)}
	for i, story := range toldEverywhere(t) {
		if !everything() && !troubled(i) {
			continue
		}
		for name, database := range databases(i / 4) {
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

// troubled tells whether a story is told with faults in CI.
func troubled(i int) bool { return i%4 == 1 }

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
// the gateway is lost in every way in which Discord loses one, and what it tells
// comes twice: people see the same, once, and the bot does not introduce itself
// more often than it must. In CI these are a few stories, with "make everything"
// all.
func TestDiscordStoriesWithAnUnsteadyGateway(t *testing.T) {
	typist := typist{theBook(t)}
	for i, story := range toldEverywhere(t) {
		if !everything() && i%9 != 4 {
			continue
		}
		for name, database := range databases(i) {
			t.Run(story.short()+"/"+name, func(t *testing.T) {
				t.Parallel()
				q := fakeSquare(t, story.cast(), clientLocale(story))
				q.server.Break(fakediscord.Fault{Kind: fakediscord.Twice})
				d := tellOnDiscord(t, tale{square: q, database: database(t), story: story, typist: typist, storm: &storm{}})
				if d.storm.lost == 0 {
					t.Error("nothing was lost: the test shows nothing")
				}
			})
		}
	}
}

// storm loses the connection every few steps, in one way after the other.
type storm struct{ steps, lost int }

// everySteps is how many steps of a story lie between two losses.
const everySteps = 6

// blows loses the connection if it is time, and waits until the bot is back where
// Discord tells it nothing of what happened meanwhile.
func (s *storm) blows(ctx context.Context, q *square) error {
	if s.steps++; s.steps%everySteps != 2 {
		return nil
	}
	ways := []fakediscord.Fault{
		{Kind: fakediscord.Drop},
		{Kind: fakediscord.AskReconnect},
		{Kind: fakediscord.Invalid, Resumable: true},
		{Kind: fakediscord.CloseWith, Code: 4000},
		{Kind: fakediscord.Invalid},
	}
	way := ways[s.lost%len(ways)]
	s.lost++
	before := q.server.Identifies() + q.server.Resumes()
	q.server.Break(way)
	ctx, cancel := context.WithTimeout(ctx, time.Minute)
	defer cancel()
	err := q.server.Until(ctx, func() bool {
		return q.server.Identifies()+q.server.Resumes() > before && q.server.Gateways() > 0
	})
	q.came = q.server.Identifies()
	return err
}
