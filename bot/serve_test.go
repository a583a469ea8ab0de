package bot

import (
	"bytes"
	"context"
	"io"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"beirat/config"
	"beirat/storage"
	"beirat/storage/storagetest"
)

// served is a running "beirat serve".
type served struct {
	log   *awaited
	stop  context.CancelFunc
	ended chan int
}

func serving(t *testing.T, environ []string, args ...string) *served {
	t.Helper()
	ctx, stop := context.WithCancel(t.Context())
	s := &served{log: newAwaited(), stop: stop, ended: make(chan int, 1)}
	args = append([]string{"serve", "--admin-listen", "127.0.0.1:0", "--listen", "127.0.0.1:0", "--log-format", "json"}, args...)
	go func() {
		code := Main(ctx, Streams{In: strings.NewReader(""), Out: io.Discard, Err: s.log, Environ: environ}, args)
		_, _ = io.WriteString(s.log, `"for":"admin","address":"it has ended" "for":"callbacks","address":"it has ended"`)
		s.ended <- code
	}()
	return s
}

// address is where it listens for something.
func (s *served) address(what string) string {
	return "http://" + s.log.find(regexp.MustCompile(`"for":"`+what+`","address":"([^"]+)"`))
}

func (s *served) ends(t *testing.T) {
	t.Helper()
	s.stop()
	if code := <-s.ended; code != exitDone {
		t.Errorf("exit %d\n%s", code, s.log)
	}
}

// away is a Mattermost server that does not answer.
func away(more ...string) []string {
	return append([]string{"BEIRAT_MATTERMOST_URL=http://127.0.0.1:1", "BEIRAT_MATTERMOST_TOKEN=" + hush}, more...)
}

const hush = "tokengeheim"

func TestServeIsThereWhileTheChatServerIsNot(t *testing.T) {
	s := serving(t, away("BEIRAT_MATTERMOST_CALLBACK=https://beirat.example.org/below"), "--db", storagetest.SQLite(t))
	admin, callbacks := s.address("admin"), s.address("callbacks")
	for url, want := range map[string]string{
		admin + "/readyz":                          "ready",
		admin + "/metrics":                         `beirat_events_total{outcome="answered",platform="mattermost"} 0`,
		callbacks + "/mattermost/command":          "Method Not Allowed",
		callbacks + "/mattermost/action":           "Method Not Allowed",
		callbacks + "/below/mattermost/dialog":     "Method Not Allowed", // a proxy that keeps the path
		callbacks + "/metrics":                     "404",
		callbacks + "/elsewhere/mattermost/dialog": "404",
	} {
		if got := fetch(t, url); !strings.Contains(got, want) {
			t.Errorf("%s: %.300q", url, got)
		}
	}
	s.ends(t)
	if strings.Contains(s.log.String(), hush) {
		t.Errorf("the token is in the log:\n%s", s.log)
	}
}

func TestServeWithoutACallbackListensToWhatIsTypedOnly(t *testing.T) {
	s := serving(t, away(), "--db", storagetest.SQLite(t))
	if got := fetch(t, s.address("admin")+"/healthz"); !strings.Contains(got, "ok") {
		t.Errorf("health: %q", got)
	}
	s.ends(t)
	if strings.Contains(s.log.String(), `"for":"callbacks","address":"127`) {
		t.Errorf("it listens for what cannot come:\n%s", s.log)
	}
	if !strings.Contains(s.log.String(), "mattermost.callback is not set") {
		t.Errorf("it does not warn:\n%s", s.log)
	}
}

func TestServeEndsIfItCannotListen(t *testing.T) {
	first := serving(t, away("BEIRAT_MATTERMOST_CALLBACK=https://b"), "--db", storagetest.SQLite(t))
	taken := strings.TrimPrefix(first.address("callbacks"), "http://")
	second := serving(t, away("BEIRAT_MATTERMOST_CALLBACK=https://b"), "--db", storagetest.SQLite(t), "--listen", taken)
	if code := <-second.ended; code != exitFailed || !strings.Contains(second.log.String(), "listen on "+taken) {
		t.Errorf("exit %d\n%s", code, second.log)
	}
	first.ends(t)
}

func TestTheSecretIsTheOperatorsOrMadeOnceForAllReplicas(t *testing.T) {
	for name, database := range map[string]func(testing.TB) string{"sqlite": storagetest.SQLite, "postgres": storagetest.Postgres} {
		t.Run(name, func(t *testing.T) {
			url, seals := database(t), [][]byte{}
			for range 2 {
				db, err := storage.Open(t.Context(), url, time.Now)
				if err != nil {
					t.Fatal(err)
				}
				if err := db.Migrate(t.Context()); err != nil {
					t.Fatal(err)
				}
				made, err := sealing(t.Context(), db, "")
				if err != nil || len(made) != 32 {
					t.Errorf("made %d bytes: %v", len(made), err)
				}
				given, err := sealing(t.Context(), db, config.Secret("from a file"))
				if err != nil || string(given) != "from a file" {
					t.Errorf("%q: %v", given, err)
				}
				seals = append(seals, made)
				if err := db.Close(); err != nil {
					t.Error(err)
				}
			}
			if !bytes.Equal(seals[0], seals[1]) {
				t.Error("after a restart the secret is another")
			}
		})
	}
}

func TestWhoIsAloneTakesUpWhatAKilledProgramHadInHand(t *testing.T) {
	w := newWorld(t)
	w.says("m1", `/abstimmung neu "Frage?" bis="in 20 Tagen"`)
	if jobs, err := w.db.Claim(t.Context(), w.kinds(), batch, lease); err != nil || len(jobs) < 12 { // and then it is killed
		t.Fatalf("%d jobs: %v", len(jobs), err)
	}
	w.works()
	if len(w.town.shown) != 0 {
		t.Errorf("%d messages of another program were sent", len(w.town.shown))
	}
	w.Bot.alone = true
	w.must(w.tend(t.Context()))
	w.works()
	if len(w.town.shown) != 12 {
		t.Errorf("%d messages stand, not the card and eleven invitations", len(w.town.shown))
	}
}

func TestASecondServeOnOneFileIsRefused(t *testing.T) {
	database := "sqlite:" + filepath.Join(t.TempDir(), "beirat.db")
	first := serving(t, away(), "--db", database)
	first.address("admin")
	second := serving(t, away(), "--db", database)
	if code := <-second.ended; code != exitFailed || !strings.Contains(second.log.String(), "in use by another process") {
		t.Errorf("exit %d\n%s", code, second.log)
	}
	first.ends(t)
}
