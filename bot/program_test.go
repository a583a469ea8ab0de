package bot

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"

	"beirat/storage/storagetest"
)

func start(t *testing.T, in string, args ...string) ran {
	t.Helper()
	return run(t.Context(), strings.NewReader(in), nil, args...)
}

func TestSubcommands(t *testing.T) {
	database := storagetest.SQLite(t)
	for _, c := range []struct {
		name, line, in string
		environ        []string
		code           int
		out, err       string // each must occur; empty: nothing is written there
	}{
		{name: "without a subcommand", code: exitMisuse, out: "usage: beirat SUBCOMMAND"},
		{name: "help", line: "help", out: "the whole board in a terminal"},
		{name: "an unknown one", line: "surve", code: exitMisuse, err: `there is no subcommand "surve"`},
		{name: "an unknown flag", line: "chat --dmeo", code: exitMisuse, err: "-dmeo"},
		{name: "an argument too many", line: "version now", code: exitMisuse, err: `unexpected argument "now"`},
		{name: "the flags of one", line: "chat -h", err: "-demo"},
		{name: "version", line: "version", out: "beirat "},
		{name: "verdict", line: "verdict", in: "\n", code: exitFailed, err: "beirat verdict"},
		{name: "when", line: "when --now 2026-11-18T10:00", in: "3. Dezember 18 Uhr\n", out: "2026-12-03T18:00"},
		{name: "when, in a zone that is none", line: "when --zone Mond", code: exitFailed, err: `there is no time zone "Mond"`},
		{name: "when, at a time that is none", line: "when --now bald", code: exitFailed, err: "--now"},
		{name: "manual", line: "manual", out: "# Handbuch der Befehle"},
		{name: "manual in English", line: "manual --lang en", out: "# "},
		{name: "manual in a language there is none in", line: "manual --lang fr", code: exitFailed, err: `there is no manual in "fr"`},
		{name: "check before the first start", line: "check --db " + database, out: "does not exist yet"},
		{name: "migrate", line: "migrate --db " + database, out: "The database is at version"},
		{name: "migrate again", line: "migrate --db " + database, out: "nothing was changed"},
		{name: "check", line: "check --db " + database, out: "The configuration is complete."},
		{name: "check without a chat", line: "check --db " + database, out: "note   No chat is configured"},
		{name: "check of a damaged database", line: "check --db sqlite:" + damaged(t), code: exitFailed, out: "wrong"},
		{name: "check of a server that is not there", line: "check --db postgres://127.0.0.1:1/x", code: exitFailed, out: "cannot be reached"},
		{name: "a database that is none", line: "chat --db mysql://x", code: exitFailed, err: "database"},
		{name: "an unknown key in the environment", line: "check", environ: []string{"BEIRAT_DATABSE=x"}, code: exitFailed, err: "BEIRAT_DATABSE"},
		{name: "health of a program that is not there", line: "health --admin-listen 127.0.0.1:1", code: exitFailed, err: "ask for health"},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := run(t.Context(), strings.NewReader(c.in), c.environ, strings.Fields(c.line)...)
			if r.code != c.code {
				t.Errorf("exit %d, not %d", r.code, c.code)
			}
			for what, texts := range map[string][2]string{"output": {r.out, c.out}, "errors": {r.err, c.err}} {
				got, want := texts[0], texts[1]
				if !strings.Contains(got, want) || want == "" && got != "" {
					t.Errorf("%s: %q, not %q", what, got, want)
				}
			}
		})
	}
}

func damaged(t *testing.T) string {
	path := filepath.Join(t.TempDir(), "damaged.db")
	if err := os.WriteFile(path, []byte(strings.Repeat("no database ", 1000)), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestCheckChangesNothing(t *testing.T) {
	database := storagetest.SQLite(t)
	start(t, "", "check", "--db", database)
	if _, err := os.Stat(strings.TrimPrefix(database, "sqlite:")); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("a check made the database: %v", err)
	}
}

func TestVerdictAndWhenAnswerLineByLine(t *testing.T) {
	votes := "id,members,present,yes,no,abstain,invalid,rule,quorum,tie,chair,procedure,objections,second_call\n" +
		"V01,11,11,6,5,0,0,simple,more_than_half,rejected,none,meeting,0,no\n" +
		"V02,11,11,5,6,0,0,simple,more_than_half,rejected,none,meeting,0,no\n"
	if r := start(t, votes, "verdict"); r != (ran{out: "id,result\nV01,adopted\nV02,rejected\n"}) {
		t.Errorf("%+v", r)
	}
	r := start(t, "morgen\n\n3. Dezember 18 Uhr", "when", "--now", "2026-11-18T10:00")
	if r != (ran{out: "morgen\t2026-11-19\n\trefused: nothing was written\n3. Dezember 18 Uhr\t2026-12-03T18:00\n"}) {
		t.Errorf("%+v", r)
	}
}

// awaited is a log of which somebody waits for words.
type awaited struct {
	logged
	more sync.Cond
}

func newAwaited() *awaited {
	a := &awaited{}
	a.more.L = &a.mu
	return a
}

func (a *awaited) Write(p []byte) (int, error) {
	defer a.more.Broadcast()
	return a.logged.Write(p)
}

// find waits for a line that matches and gives its first group.
func (a *awaited) find(pattern *regexp.Regexp) string {
	a.mu.Lock()
	defer a.mu.Unlock()
	for {
		if found := pattern.FindStringSubmatch(a.text.String()); found != nil {
			return found[1]
		}
		a.more.Wait()
	}
}

func TestServeAnswersSaysWhatItServesAndStops(t *testing.T) {
	database := storagetest.SQLite(t)
	log := newAwaited()
	ctx, stop := context.WithCancel(t.Context())
	ended := make(chan int, 1)
	args := []string{"serve", "--db", database, "--admin-listen", "127.0.0.1:0", "--log-format", "json"}
	go func() {
		code := Main(ctx, Streams{In: strings.NewReader(""), Out: io.Discard, Err: log}, args)
		_, _ = io.WriteString(log, `"address":"it has ended"`)
		ended <- code
	}()
	address := log.find(regexp.MustCompile(`"address":"([^"]+)"`))
	for path, want := range map[string]string{"/healthz": "ok", "/readyz": "ready", "/metrics": "beirat_jobs_waiting 0"} {
		if got := fetch(t, "http://"+address+path); !strings.Contains(got, want) {
			t.Errorf("%s: %.300q", path, got)
		}
	}
	if r := start(t, "", "health", "--admin-listen", address); r.code != exitDone {
		t.Errorf("health: %+v", r)
	}
	if !strings.Contains(log.String(), "serves no platform") {
		t.Error("it does not say that it serves no platform")
	}
	for _, second := range [][]string{args, {"chat", "--db", database}, {"migrate", "--db", database}} {
		if r := start(t, "", second...); r.code != exitFailed || !strings.Contains(r.err, "in use by another process") {
			t.Errorf("a second program, %s: %+v", second[0], r)
		}
	}
	if r := start(t, "", "check", "--db", database); r.code != exitDone {
		t.Errorf("check beside a running program: %+v", r)
	}
	stop()
	if code := <-ended; code != exitDone {
		t.Errorf("exit %d\n%s", code, log.String())
	}
	if r := start(t, "", "migrate", "--db", database); r.code != exitDone {
		t.Errorf("after its end: %+v", r)
	}
}

func fetch(t *testing.T, url string) string {
	t.Helper()
	client := http.Client{Transport: &http.Transport{DisableKeepAlives: true}}
	request, err := http.NewRequestWithContext(t.Context(), http.MethodGet, url, nil)
	if err != nil {
		t.Fatal(err)
	}
	response, err := client.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	if err != nil {
		t.Fatal(err)
	}
	return string(body)
}

// TestTheManualsAreCurrent holds docs/manual.*.md against the book; "-update"
// writes them.
func TestTheManualsAreCurrent(t *testing.T) {
	for _, lang := range []string{"de", "en"} {
		file := filepath.Join("..", "docs", "manual."+lang+".md")
		now := start(t, "", "manual", "--lang", lang)
		if now.code != exitDone || strings.Contains(now.out, "⟨") {
			t.Errorf("the manual is not complete: exit %d, %s", now.code, regexp.MustCompile("⟨[^⟩]*⟩").FindString(now.out))
		}
		if *update {
			if err := os.WriteFile(file, []byte(now.out), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		written, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if string(written) != now.out {
			t.Errorf("%s is not what the commands say now: go test ./bot -run Manuals -update", file)
		}
	}
}
