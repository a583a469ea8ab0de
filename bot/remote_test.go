package bot

import (
	"context"
	"errors"
	"log/slog"
	"regexp"
	"strings"
	"testing"

	"beirat/chat"
	"beirat/config"
)

// far is a platform that is listened to until the context ends, or until it
// refuses.
func far(name string, refuses <-chan error) *remote {
	return &remote{
		Platform: newTown(name), connected: func() bool { return true },
		listen: func(ctx context.Context, _ *Bot) error {
			select {
			case err := <-refuses:
				return err
			case <-ctx.Done():
				return ctx.Err()
			}
		},
	}
}

func TestAPlatformThatRefusesUsIsOffAndTheOtherGoesOn(t *testing.T) {
	w := newWorld(t)
	refuses := make(chan error, 1)
	all := []*remote{far("village", nil), far("city", refuses)}
	log := newAwaited()
	ctx, stop := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() { ended <- w.meet(ctx, all, config.Config{}, slog.New(slog.NewTextHandler(log, nil))) }()
	if err := all[1].state(); err != nil {
		t.Errorf("before: %v", err)
	}
	refuses <- errors.New("the token is not accepted")
	log.find(regexp.MustCompile("(a platform is off)"))
	if err := all[1].state(); err == nil || !strings.Contains(err.Error(), "off: city: the token is not accepted") {
		t.Errorf("of the one that is off: %v", err)
	}
	if err := all[0].state(); err != nil {
		t.Errorf("of the one that goes on: %v", err)
	}
	stop()
	if err := <-ended; err != nil {
		t.Errorf("it ended by %v", err)
	}
}

func TestWhatIsForAPlatformThatIsOffWaits(t *testing.T) {
	w := newWorld(t)
	w.off.Store(w.town.Name(), true)
	w.town.fault = func(string, chat.Outgoing) error { return errRefused }
	w.says("m1", `/abstimmung neu "Frage?" bis="5. Dezember 12 Uhr"`)
	for range 2 * attempts { // more than what fails is tried
		w.works()
		w.clock.set(w.clock.Now().Add(later))
	}
	if _, parked, _, err := w.db.Backlog(t.Context()); parked > 0 || err != nil {
		t.Errorf("%d jobs are parked: %v", parked, err)
	}
	w.off.Delete(w.town.Name())
	w.town.fault = nil
	w.works()
	if len(w.town.shown) != 12 {
		t.Errorf("%d messages stand, not the card and eleven invitations", len(w.town.shown))
	}
}

func TestTheProgramEndsWhenEveryPlatformRefusesIt(t *testing.T) {
	w := newWorld(t)
	refuses := make(chan error, 2)
	all := []*remote{far("village", refuses), far("city", refuses)}
	refuses <- errors.New("one reason")
	refuses <- errors.New("another reason")
	err := w.meet(t.Context(), all, config.Config{}, slog.New(slog.DiscardHandler))
	if err == nil || !strings.Contains(err.Error(), "one reason") || !strings.Contains(err.Error(), "another reason") {
		t.Errorf("it ended by %v", err)
	}
}

func TestAPlatformIsNotConnectedUntilItIs(t *testing.T) {
	r := far("village", nil)
	r.connected = func() bool { return false }
	if err := r.state(); !errors.Is(err, errNotConnected) {
		t.Errorf("%v", err)
	}
}

func TestLinesAreTypedOnlyWhereNoPlatformHasButtons(t *testing.T) {
	with, without := &remote{}, &remote{typed: true}
	for _, c := range []struct {
		all  []*remote
		want bool
	}{{nil, false}, {[]*remote{without}, true}, {[]*remote{without, with}, false}} {
		if got := onlyTyped(c.all); got != c.want {
			t.Errorf("%d platforms: %v", len(c.all), got)
		}
	}
}
