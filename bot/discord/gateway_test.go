package discord

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/bwmarrin/discordgo"
	"github.com/gorilla/websocket"
)

func (s *stand) counts() (connections, identifies, resumes int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.connections, s.identifies, len(s.resumes)
}

func (s *stand) introduces(t *testing.T, identifies, resumes int) {
	t.Helper()
	if _, i, r := s.counts(); i != identifies || r != resumes {
		t.Errorf("%d sessions were begun and %d resumed, want %d and %d", i, r, identifies, resumes)
	}
}

func TestWhatTheGatewayTellsComesInItsOrder(t *testing.T) {
	t.Parallel()
	const many = 300
	s := newStand(t, func(p *peer) {
		p.greet()
		for i := range many {
			p.tell(int64(i+2), fmt.Sprint(i))
		}
		p.stay()
	})
	l := listen(t, s)
	l.hears(t, "READY")
	for i := range many {
		l.hears(t, fmt.Sprint("INTERACTION_CREATE ", i))
	}
}

func TestWhatIsToldTwiceOrOutOfItsOrderIsNotLost(t *testing.T) {
	t.Parallel()
	s := newStand(t, func(p *peer) {
		p.greet()
		p.tell(3, "c")
		p.tell(2, "b")
		p.tell(2, "b")
		p.tell(4, "d")
		p.stay()
	})
	listen(t, s).hears(t, "READY", "INTERACTION_CREATE c", "INTERACTION_CREATE b", "INTERACTION_CREATE b", "INTERACTION_CREATE d")
}

func TestAFormOfAKindThatTheLibraryDoesNotKnowIsToldAsItCame(t *testing.T) {
	t.Parallel()
	s := newStand(t, func(p *peer) {
		p.greet()
		p.send(packet{T: "INTERACTION_CREATE", S: 2, D: []byte(`{"id":"7","type":5,"data":{"custom_id":"x","components":[{"type":18,"component":{"type":99}}]}}`)})
		p.send(packet{T: "SOMETHING_NEW", S: 3, D: []byte(`{"id":"8"}`)})
		p.stay()
	})
	listen(t, s).hears(t, "READY", "INTERACTION_CREATE 7", "SOMETHING_NEW 8")
}

func TestAPanicOverOneThingKeepsTheNextFromNobody(t *testing.T) {
	t.Parallel()
	s := newStand(t, func(p *peer) {
		p.greet()
		p.tell(2, "a")
		p.tell(3, "b")
		p.stay()
	})
	l := &listening{told: make(chan string, 10), ended: make(chan error, 1), log: &record{}}
	d := New(Options{URL: s.url, Token: testToken})
	go func() {
		l.ended <- d.hear(t.Context(), func(told delivery) {
			l.take(told)
			if strings.Contains(string(told.data), `"a"`) {
				panic("a")
			}
		})
	}()
	l.hears(t, "READY", "INTERACTION_CREATE a", "INTERACTION_CREATE b")
}

func TestAConnectionThatEndsIsResumed(t *testing.T) {
	t.Parallel()
	for name, end := range map[string]func(*peer){
		"without a word": func(p *peer) { _ = p.conn.Close() },
		"4000":           func(p *peer) { p.close(4000) },
		"4009":           func(p *peer) { p.close(4009) },
		"1001":           func(p *peer) { p.close(1001) },
		"op 7":           func(p *peer) { p.send(packet{Op: 7}); p.stay() },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := newStand(t,
				func(p *peer) {
					p.greet()
					p.tell(5, "a")
					p.beaten()
					end(p)
				},
				func(p *peer) {
					p.introduced()
					p.tell(6, "missed")
					p.send(packet{T: "RESUMED", S: 7})
					p.tell(8, "b")
					p.stay()
				})
			l := listen(t, s)
			l.hears(t, "READY", "INTERACTION_CREATE a", "INTERACTION_CREATE missed", "RESUMED", "INTERACTION_CREATE b")
			s.introduces(t, 1, 1)
			if s.resumes[0] != "s0/5" {
				t.Errorf("%q is resumed", s.resumes[0])
			}
			if l.log.said("WARN") > 0 || l.log.said("INFO connected to Discord") != 1 {
				t.Errorf("what happens every day is told:\n%s", l.log)
			}
		})
	}
}

func TestASessionThatIsToldToGoElsewhereBeforeItIsGreetedIsReplaced(t *testing.T) {
	t.Parallel()
	s := newStand(t,
		func(p *peer) {
			p.greet()
			p.close(4000)
		},
		func(p *peer) {
			p.introduced()
			p.send(packet{Op: 7}) // over which the library waits for itself, for ever
			p.stay()
		},
		func(p *peer) {
			p.greet()
			p.tell(2, "a")
			p.stay()
		})
	l := listen(t, s)
	began := time.Now()
	l.hears(t, "READY", "READY", "INTERACTION_CREATE a")
	if took := time.Since(began); took > 15*time.Second {
		t.Errorf("it took %s", took)
	}
	s.introduces(t, 2, 1)
	if l.log.said("WARN not connected to Discord error=the session is stuck") != 1 {
		t.Errorf("the log says:\n%s", l.log)
	}
}

func TestListeningEndsAlthoughASessionIsStuck(t *testing.T) {
	t.Parallel()
	stuck := make(chan bool)
	s := newStand(t, func(p *peer) {
		p.introduced()
		p.send(packet{Op: 7})
		close(stuck)
		p.stay()
	})
	l := listen(t, s)
	<-stuck
	l.end()
	select {
	case err := <-l.ended:
		if err != nil {
			t.Error(err)
		}
	case <-time.After(15 * time.Second):
		t.Error("listening does not end")
	}
}

func TestASessionThatDiscordTakesForInvalidIsResumedOnceAndThenReplaced(t *testing.T) {
	t.Parallel()
	for _, resumable := range []string{"true", "false"} {
		t.Run(resumable, func(t *testing.T) {
			t.Parallel()
			invalid := func(p *peer) {
				p.introduced()
				p.send(packet{Op: 9, D: []byte(resumable)})
				p.stay()
			}
			script := []func(*peer){
				func(p *peer) {
					p.greet()
					p.close(4000)
				},
				invalid,
			}
			if resumable == "false" {
				script = append(script, invalid)
			}
			s := newStand(t, append(script, calm)...)
			l := listen(t, s)
			if resumable == "true" {
				l.hears(t, "READY", "RESUMED")
				s.introduces(t, 1, 2)
				return
			}
			l.hears(t, "READY", "READY")
			s.introduces(t, 2, 2)
		})
	}
}

func TestASessionThatBecomesInvalidIsNotIntroducedAgainOnItsConnection(t *testing.T) {
	t.Parallel()
	s := newStand(t,
		func(p *peer) {
			p.greet()
			p.send(packet{Op: 9, D: []byte("false")})
			if k, ok := p.hear(true); ok {
				t.Errorf("op %d is heard", k.Op)
			}
		},
		func(p *peer) {
			p.introduced()
			p.send(packet{Op: 9, D: []byte("false")})
			p.stay()
		},
		calm)
	l := listen(t, s)
	l.hears(t, "READY", "READY")
	s.introduces(t, 2, 1)
}

func waitUntil(t *testing.T, is func() bool) {
	t.Helper()
	tick := time.NewTicker(5 * time.Millisecond)
	defer tick.Stop()
	limit := time.After(20 * time.Second)
	for !is() {
		select {
		case <-tick.C:
		case <-limit:
			t.Fatal("it does not become true")
		}
	}
}

func TestUnansweredHeartbeatsEndAConnectionButNotItsSession(t *testing.T) {
	t.Parallel()
	s := newStand(t,
		func(p *peer) {
			p.hello(5 * time.Second) // the library gives up after five of these
			p.introducedAt()
			p.ready()
			p.tell(2, "a")
			for ok := true; ok; {
				_, ok = p.hear(false)
			}
		},
		calm)
	l := listen(t, s, func(g *gateway) { g.timing.answer = 50 * time.Millisecond })
	l.hears(t, "READY", "INTERACTION_CREATE a", "RESUMED")
	s.introduces(t, 1, 1)
	s.mu.Lock()
	defer s.mu.Unlock()
	if !slices.Equal(s.closed, []int{websocket.CloseAbnormalClosure}) { // 1000 would end the session
		t.Errorf("the connections were closed with %v", s.closed)
	}
}

func TestAnsweredHeartbeatsKeepAConnection(t *testing.T) {
	t.Parallel()
	beats := make(chan int, 1000)
	s := newStand(t, func(p *peer) {
		p.hello(500 * time.Millisecond)
		p.introducedAt()
		p.ready()
		for n := 0; ; n++ {
			var k packet
			if p.conn.ReadJSON(&k) != nil {
				return
			}
			p.send(packet{Op: 11})
			select {
			case beats <- n:
			default:
			}
		}
	})
	l := listen(t, s)
	l.hears(t, "READY")
	for range 6 {
		<-beats
	}
	if c, _, _ := s.counts(); c != 1 {
		t.Errorf("there were %d connections; the log says:\n%s", c, l.log)
	}
}

func TestTwoBotsInOneProcessHaveNothingInCommon(t *testing.T) {
	t.Parallel()
	stands := []*stand{newStand(t, calm), newStand(t, calm)}
	before := discordgo.EndpointGateway
	for _, s := range stands {
		listen(t, s).hears(t, "READY")
	}
	for _, s := range stands {
		s.introduces(t, 1, 0)
	}
	if discordgo.EndpointGateway != before {
		t.Error("the library's addresses are touched")
	}
}
