package discord

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/gorilla/websocket"
	"go.uber.org/goleak"
)

func TestSessionsThatDiscordNeverTakesAreBegunAFewTimesAnHourAtMost(t *testing.T) {
	t.Parallel()
	s := newStand(t, func(p *peer) {
		p.introduced()
		p.send(packet{Op: 9, D: []byte("false")})
		p.stay()
	})
	l := listen(t, s)
	waitUntil(t, func() bool { return strings.Contains(l.log.String(), "sessions had to be begun within an hour") })
	s.introduces(t, sessionsFree, 0)
	if l.log.said("WARN") != 1+1 {
		t.Errorf("the log says:\n%s", l.log)
	}
}

func TestADiscordThatNeverGreetsIsLeft(t *testing.T) {
	t.Parallel()
	s := newStand(t,
		func(p *peer) { p.stay() },
		func(p *peer) { p.introduced(); p.stay() },
		calm)
	l := listen(t, s, func(g *gateway) { g.timing.opening = 2 * time.Second })
	l.hears(t, "READY")
	s.introduces(t, 2, 0)
}

func TestAFatalCodeEndsListeningAndSaysWhatToDo(t *testing.T) {
	t.Parallel()
	for code, advice := range map[int]string{
		4004: "Reset Token", 4010: "guilds", 4011: "guilds", 4012: "newer version", 4013: "newer version", 4014: "Developer Portal",
	} {
		t.Run(fmt.Sprint(code), func(t *testing.T) {
			t.Parallel()
			s := newStand(t, func(p *peer) {
				p.introduced()
				p.close(code)
				p.stay()
			})
			l := listen(t, s)
			err := <-l.ended
			if !errors.Is(err, ErrFatal) || !strings.Contains(err.Error(), advice) {
				t.Errorf("listening ends with %v", err)
			}
			s.introduces(t, 1, 0)
		})
	}
}

func TestATokenThatBecomesInvalidEndsListening(t *testing.T) {
	t.Parallel()
	s := newStand(t,
		func(p *peer) {
			p.greet()
			p.close(4004)
		},
		func(p *peer) {
			p.introduced()
			p.close(4004)
			p.stay()
		})
	l := listen(t, s)
	if err := <-l.ended; !errors.Is(err, ErrFatal) {
		t.Errorf("listening ends with %v", err)
	}
	s.introduces(t, 1, 1)
}

func TestARefusedTokenEndsListeningBeforeASessionIsBegun(t *testing.T) {
	t.Parallel()
	c := clientOn(func(*http.Request, string) (*http.Response, error) {
		return said(401, `{"message":"401: Unauthorized","code":0}`)
	})
	err := newGateway(c, c.log).hear(t.Context(), func(delivery) {})
	if !errors.Is(err, ErrFatal) || !strings.Contains(err.Error(), "Reset Token") {
		t.Errorf("listening ends with %v", err)
	}
}

func TestNoSessionIsBegunWhileDiscordAllowsNone(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		var asked []time.Duration
		began := time.Now()
		c := clientOn(func(*http.Request, string) (*http.Response, error) {
			asked = append(asked, time.Since(began).Round(time.Second))
			if len(asked) == 1 {
				return said(200, `{"url":"ws://localhost:1","session_start_limit":{"total":1000,"remaining":0,"reset_after":7200000}}`)
			}
			return said(401, ``)
		})
		log := &record{}
		g := newGateway(c, slog.New(log))
		if err := g.hear(t.Context(), func(delivery) {}); !errors.Is(err, ErrFatal) {
			t.Error(err)
		}
		if len(asked) != 2 || asked[1] != 2*time.Hour {
			t.Errorf("Discord was asked after %v", asked)
		}
		if log.said("WARN not connected to Discord, and waiting before another session because=Discord allows no more sessions") != 1 {
			t.Errorf("the log says:\n%s", log)
		}
	})
}

func TestWhileDiscordIsDownItIsAskedSeldomAndOneLineTellsOfIt(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		asked := 0
		var last, longest time.Duration
		began := time.Now()
		c := clientOn(func(*http.Request, string) (*http.Response, error) {
			asked++
			longest, last = max(longest, time.Since(began)-last), time.Since(began)
			return said(502, `<html>Bad Gateway</html>`)
		})
		log := &record{}
		g := newGateway(c, slog.New(log))
		ctx, cancel := context.WithTimeout(t.Context(), time.Hour)
		defer cancel()
		if err := g.hear(ctx, func(delivery) {}); err != nil {
			t.Error(err)
		}
		if asked < 20*triesMost || asked > 60*triesMost || longest > 150*time.Second {
			t.Errorf("Discord was asked %d times, with %s between two at most", asked, longest)
		}
		if log.said("WARN") != 1 {
			t.Errorf("the log says:\n%s", log)
		}
		if g.budget.count() > 0 {
			t.Error("what was never begun counts as a session")
		}
	})
}

func TestADiscordThatWasDownIsConnectedToAgain(t *testing.T) {
	t.Parallel()
	s := newStand(t, calm)
	s.unwilling.Store(true)
	l := listen(t, s)
	waitUntil(t, func() bool { return l.log.said("WARN not connected") == 1 })
	s.unwilling.Store(false)
	l.hears(t, "READY")
	if l.log.said("INFO connected to Discord") != 1 {
		t.Errorf("the log says:\n%s", l.log)
	}
}

func TestListeningEndsWithItsContextAndSaysGoodBye(t *testing.T) {
	t.Parallel()
	gone := make(chan bool)
	s := newStand(t, func(p *peer) {
		p.greet()
		p.stay()
		close(gone)
	})
	l := listen(t, s)
	l.hears(t, "READY")
	l.end()
	if err := <-l.ended; err != nil {
		t.Error(err)
	}
	<-gone
	s.mu.Lock()
	defer s.mu.Unlock()
	if !slices.Equal(s.closed, []int{websocket.CloseNormalClosure}) {
		t.Errorf("the connection was closed with %v", s.closed)
	}
}

func TestTheBudgetOfSessions(t *testing.T) {
	t.Parallel()
	b, now := &budget{}, time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)
	begin, total := now, 0
	for now.Sub(begin) < 24*time.Hour {
		if pause := b.pause(now); pause > 0 {
			now = now.Add(pause)
			continue
		}
		b.spend(now)
		total++
		if n := b.count(); n > sessionsFree+4 {
			t.Fatalf("%d sessions within an hour", n)
		}
		now = now.Add(time.Second)
	}
	if total > 250 {
		t.Errorf("%d sessions within a day", total)
	}
	if pause := b.pause(now.Add(time.Hour)); pause > 0 {
		t.Errorf("after an hour of calm a session waits %s", pause)
	}
}

func TestNothingGoesOnAfterListening(t *testing.T) {
	before := goleak.IgnoreCurrent()
	t.Run("listening", func(t *testing.T) {
		s := newStand(t,
			func(p *peer) {
				p.greet()
				p.close(4000)
			},
			calm)
		l := listen(t, s)
		l.hears(t, "READY", "RESUMED")
		l.end()
		if err := <-l.ended; err != nil {
			t.Error(err)
		}
		l.client.http.CloseIdleConnections()
	})
	goleak.VerifyNone(t, before)
}
