package scenarios

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"

	"beirat/bot"
	"beirat/storage/storagetest"

	"github.com/jmoiron/sqlx"
)

// asProgram tells this test program, by the environment, to be Beirat itself.
const asProgram = "BEIRAT_TEST_AS_PROGRAM"

// program is what such a process does; false if this is none.
func program() bool {
	if os.Getenv(asProgram) == "" {
		return false
	}
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGINT, syscall.SIGTERM)
	code := bot.Main(ctx, bot.Streams{In: os.Stdin, Out: os.Stdout, Err: os.Stderr, Environ: os.Environ()}, os.Args[1:])
	stop()
	os.Exit(code)
	return true
}

// ended is a process that is over.
type ended struct {
	exit     int
	out, err string
}

// beirat runs the program with an input, in a folder of its own. before is a
// line of the shell that comes first, or empty.
func beirat(t *testing.T, before, input string, args ...string) ended {
	t.Helper()
	c := process(t, before, args...)
	var out, errs bytes.Buffer
	c.Stdin, c.Stdout, c.Stderr = strings.NewReader(input), &out, &errs
	err := c.Run()
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		t.Fatal(err)
	}
	return ended{c.ProcessState.ExitCode(), out.String(), errs.String()}
}

func process(t *testing.T, before string, args ...string) *exec.Cmd {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	c := exec.CommandContext(t.Context(), self, args...)
	if before != "" {
		c = exec.CommandContext(t.Context(), "/bin/sh", append([]string{"-c", before + `; exec "$0" "$@"`, self}, args...)...)
	}
	c.Dir = t.TempDir()
	c.Env = append(slices.DeleteFunc(os.Environ(), func(v string) bool { return strings.HasPrefix(v, "BEIRAT_") }), asProgram+"=yes")
	return c
}

// TestWhatCannotStartSaysWhy meets files, folders and servers that are not as
// they should be: one clear sentence, nothing of the program's inside, and the
// file as it was.
func TestWhatCannotStartSaysWhy(t *testing.T) {
	sound := filled(t)
	for name, test := range map[string]struct {
		args []string
		file []byte // of beirat.db in the folder; nil: none
		exit int
		says []string
	}{
		"an unknown flag":                       {args: []string{"chat", "--datenbank", "x"}, exit: 2, says: []string{"-datenbank", "Usage"}},
		"a word too many":                       {args: []string{"chat", "bitte"}, exit: 2, says: []string{`"bitte"`}},
		"an unknown subcommand":                 {args: []string{"chatt"}, exit: 2, says: []string{`"chatt"`, "usage"}},
		"no subcommand":                         {exit: 2},
		"an unknown kind of database":           {args: []string{"chat", "--db", "mysql://localhost/x"}, exit: 1, says: []string{"--db", "sqlite:PATH"}},
		"a path without its kind":               {args: []string{"chat", "--db", "beirat.db"}, exit: 1, says: []string{"--db", "sqlite:PATH"}},
		"no file":                               {args: []string{"chat", "--db", "sqlite:"}, exit: 1, says: []string{"no file"}},
		"a folder that is none":                 {args: []string{"chat", "--db", "sqlite:fehlt/beirat.db"}, exit: 1, says: []string{"no folder fehlt"}},
		"a folder in place of the file":         {args: []string{"chat", "--db", "sqlite:."}, exit: 1, says: []string{"it is a folder"}},
		"a file in place of the folder":         {args: []string{"chat", "--db", "sqlite:beirat.db/beirat.db"}, file: sound, exit: 1, says: []string{"cannot be written"}},
		"a folder where nothing can be made":    {args: []string{"chat", "--db", "sqlite:/proc/beirat.db"}, exit: 1, says: []string{"cannot be written", "right to write"}},
		"something that is no database":         {args: []string{"chat", "--demo"}, file: []byte("Liebe Geschäftsstelle,\nanbei die Liste.\n"), exit: 1, says: []string{"damaged", "restore the last backup"}},
		"a database that is cut off":            {args: []string{"chat", "--demo"}, file: sound[:len(sound)/3], exit: 1, says: []string{"damaged", "restore the last backup"}},
		"a database with rubbish in it":         {args: []string{"chat", "--demo"}, file: rubbish(sound), exit: 1, says: []string{"damaged", "restore the last backup"}},
		"a database from a newer version":       {args: []string{"chat", "--demo"}, file: newer(t, sound), exit: 1, says: []string{"newer version of Beirat", "version 999"}},
		"a PostgreSQL server that is not there": {args: []string{"chat", "--db", "postgres://stadt:geheim@127.0.0.1:1/beirat"}, exit: 1, says: []string{"cannot be reached", "127.0.0.1:1"}},
		"an address that is none":               {args: []string{"chat", "--db", "postgres://stadt:geheim%zz@127.0.0.1/beirat"}, exit: 1, says: []string{"--db", "address"}},
		"a clock that is none":                  {args: []string{"chat", "--clock", "morgen"}, exit: 1, says: []string{"--clock", "morgen"}},
		"a language that is none":               {args: []string{"chat", "--lang", "fr"}, exit: 1, says: []string{"--lang", "de and en"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			folder := t.TempDir()
			path := filepath.Join(folder, "beirat.db")
			if test.file != nil {
				if err := os.WriteFile(path, test.file, 0o600); err != nil {
					t.Fatal(err)
				}
			}
			got := beirat(t, "cd '"+folder+"'", "buerger1: /beirat\n", test.args...)
			if got.exit != test.exit || strings.Contains(got.out, "@buerger1") {
				t.Errorf("exit %d, want %d; said:\n%s%s", got.exit, test.exit, got.out, got.err)
			}
			for _, words := range test.says {
				if !strings.Contains(got.err, words) {
					t.Errorf("%q is missing in: %s", words, got.err)
				}
			}
			clear(t, got)
			if after, err := os.ReadFile(path); test.file != nil && (err != nil || !bytes.Equal(after, test.file)) {
				t.Errorf("the file is not as it was: %v", err)
			}
		})
	}
}

// clear: no stack trace, no source file, no secret.
func clear(t *testing.T, e ended) {
	t.Helper()
	for _, never := range []string{"goroutine", "panic", ".go:", "runtime", "geheim"} {
		if strings.Contains(e.err, never) {
			t.Errorf("%q in what was said: %s", never, e.err)
		}
	}
}

// filled is the file of a database with a board and a poll.
func filled(t *testing.T) []byte {
	t.Helper()
	path := filepath.Join(t.TempDir(), "beirat.db")
	if got := beirat(t, "", "buerger1: /abstimmung neu Frage?\n", "chat", "--demo", "--db", "sqlite:"+path); got.exit != 0 {
		t.Fatalf("exit %d: %s", got.exit, got.err)
	}
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func rubbish(sound []byte) []byte {
	bad := bytes.Clone(sound)
	for i := 4096; i < len(bad); i++ {
		bad[i] = byte(i * 31)
	}
	return bad
}

func newer(t *testing.T, sound []byte) []byte {
	t.Helper()
	path := filepath.Join(t.TempDir(), "beirat.db")
	if err := os.WriteFile(path, sound, 0o600); err != nil {
		t.Fatal(err)
	}
	change(t, path, "INSERT INTO schema_version (version_id, is_applied) VALUES (999, 1)", "PRAGMA wal_checkpoint(TRUNCATE)")
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func change(t *testing.T, path string, statements ...string) {
	t.Helper()
	db, err := sqlx.Open("sqlite", path)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	for _, statement := range statements {
		if _, err := db.Exec(statement); err != nil {
			t.Fatal(err)
		}
	}
}

// TestAFullDisk lets no file grow beyond a limit, as a full disk does: the run
// ends with a sentence, and what was answered before is kept.
func TestAFullDisk(t *testing.T) {
	path := filepath.Join(t.TempDir(), "beirat.db")
	var lines strings.Builder
	for i := range 40 {
		fmt.Fprintf(&lines, "buerger1: /abstimmung neu Frage %d? bis=in 6 Tagen\n", i+1)
	}
	full := beirat(t, "ulimit -f 4200", lines.String(), "chat", "--demo", "--db", "sqlite:"+path, "--clock", "2026-11-26T10:00")
	clear(t, full)
	opened := strings.Count(full.out, "ist eröffnet")
	if full.exit != 1 || !strings.Contains(full.err, "nothing of this change was kept") || opened == 0 || opened == 40 {
		t.Fatalf("exit %d after %d polls: %s", full.exit, opened, full.err)
	}
	after := beirat(t, "", fmt.Sprintf("buerger1: /abstimmung zeigen %d\nbuerger1: /abstimmung neu Weiter?\n", opened), "chat", "--db", "sqlite:"+path)
	if after.exit != 0 || !strings.Contains(after.out, fmt.Sprintf("Abstimmung %d: Frage %d?", opened, opened)) ||
		!strings.Contains(after.out, fmt.Sprintf("Abstimmung %d ist eröffnet", opened+1)) {
		t.Errorf("exit %d after the disk had space again: %s%s", after.exit, after.err, after.out)
	}
}

// TestASecondProcess finds the file in use; the first loses nothing, and its
// end, however it comes, frees the file.
func TestASecondProcess(t *testing.T) {
	path := filepath.Join(t.TempDir(), "beirat.db")
	first, say := talking(t, "chat", "--demo", "--db", "sqlite:"+path)
	say("buerger1: /abstimmung neu Frage?", "ist eröffnet")

	second := beirat(t, "", "buerger1: /abstimmung 1 ja\n", "chat", "--demo", "--db", "sqlite:"+path)
	clear(t, second)
	if second.exit != 1 || !strings.Contains(second.err, "in use by another process") || second.out != "" {
		t.Errorf("the second: exit %d, said: %s%s", second.exit, second.err, second.out)
	}
	say("buerger2: press Ja", "Ihre Stimme ist gezählt")
	if err := first.Process.Signal(syscall.SIGKILL); err != nil {
		t.Fatal(err)
	}
	_ = first.Wait() // killed

	third := beirat(t, "", "buerger1: /abstimmung zeigen 1\n", "chat", "--db", "sqlite:"+path)
	if third.exit != 0 || !strings.Contains(third.out, "1 von 11 hat abgestimmt") {
		t.Errorf("the third: exit %d, said: %s%s", third.exit, third.err, third.out)
	}
}

// talking is a process that goes on, and a way to say a line and wait for words.
func talking(t *testing.T, args ...string) (*exec.Cmd, func(line, until string)) {
	t.Helper()
	c := process(t, "", args...)
	in, err := c.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	out, err := c.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	c.Stderr = os.Stderr
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	seen := bufio.NewReader(out)
	return c, func(line, until string) {
		t.Helper()
		if _, err := io.WriteString(in, line+"\n"); err != nil {
			t.Fatal(err)
		}
		for {
			said, err := seen.ReadString('\n')
			if err != nil {
				t.Fatalf("%s: %q was never said: %v", line, until, err)
			}
			if strings.Contains(said, until) {
				return
			}
		}
	}
}

// TestPostgresThatRefuses names what is wrong, and no password.
func TestPostgresThatRefuses(t *testing.T) {
	server := storagetest.Postgres(t)
	missing := strings.Replace(server, "beirat_test_", "beirat_missing_", 1)
	got := beirat(t, "", "", "chat", "--db", missing)
	clear(t, got)
	if got.exit != 1 || !strings.Contains(got.err, "cannot be reached") || !strings.Contains(got.err, "does not exist") {
		t.Errorf("exit %d: %s", got.exit, got.err)
	}
}
