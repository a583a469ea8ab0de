package bot

import (
	"bytes"
	"context"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"beirat/storage/storagetest"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"
)

var update = flag.Bool("update", false, "write golden files instead of comparing")

// ran is what a run of the program gave.
type ran struct {
	out, err string
	code     int
}

// run is the program from its arguments to its exit code.
func run(ctx context.Context, in io.Reader, environ []string, args ...string) ran {
	var out, errs bytes.Buffer
	code := Main(ctx, Streams{In: in, Out: &out, Err: &errs, Environ: environ}, args)
	return ran{out.String(), errs.String(), code}
}

// chats is a run of "beirat chat" with the demonstration board at a fixed time.
func chats(t *testing.T, database, in string, args ...string) ran {
	t.Helper()
	args = append([]string{"chat", "--db", database, "--demo", "--clock", "2026-11-26T10:00"}, args...)
	return run(t.Context(), strings.NewReader(in), nil, args...)
}

// TestTranscripts holds the console to the letter of its form. A transcript
// has runs on one database, each with what is typed and what comes out;
// "-update" writes the latter.
func TestTranscripts(t *testing.T) {
	files, err := filepath.Glob("testdata/console/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatalf("no transcripts: %v", err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
			archive, err := txtar.ParseFile(file)
			if err != nil {
				t.Fatal(err)
			}
			now := transcript(t, archive, storagetest.SQLite(t))
			if *update {
				if err := os.WriteFile(file, txtar.Format(now), 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			if diff := cmp.Diff(string(txtar.Format(archive)), string(txtar.Format(now))); diff != "" {
				t.Errorf("the transcript differs (-expected +seen):\n%s", diff)
			}
		})
	}
}

// transcript runs every "run N" and "input N" of an archive, and gives the
// archive as it would be with what comes out now.
func transcript(t *testing.T, given *txtar.Archive, database string) *txtar.Archive {
	parts := map[string]string{}
	for _, f := range given.Files {
		parts[f.Name] = string(f.Data)
	}
	now := &txtar.Archive{Comment: given.Comment}
	add := func(name, text string) {
		if text != "" {
			now.Files = append(now.Files, txtar.File{Name: name, Data: []byte(text)})
		}
	}
	for n := 1; parts[fmt.Sprint("run ", n)] != ""; n++ {
		name := func(part string) string { return fmt.Sprint(part, " ", n) }
		args := append([]string{"chat", "--db", database}, strings.Fields(parts[name("run")])...)
		r := run(t.Context(), strings.NewReader(parts[name("input")]), nil, args...)
		add(name("run"), parts[name("run")])
		add(name("input"), parts[name("input")])
		add(name("output"), r.out)
		add(name("errors"), r.err)
		if r.code != 0 {
			add(name("exit"), fmt.Sprintln(r.code))
		}
	}
	return now
}

func TestLinesMayEndAsTheyLike(t *testing.T) {
	want := chats(t, storagetest.SQLite(t), "stadt: /beirat info\ngast: /beirat info\n")
	for name, in := range map[string]string{
		"without an end": "stadt: /beirat info\ngast: /beirat info",
		"as in Windows":  "\ufeffstadt: /beirat info\r\n\r\ngast: /beirat info\r\n",
		"with spaces":    "  stadt:   /beirat info  \n\ngast: /beirat info\t\n",
		"with remarks":   "# stadt: /hilfe\nstadt: /beirat info\n#\ngast: /beirat info\n",
	} {
		got := chats(t, storagetest.SQLite(t), in)
		if got != want || got.code != 0 {
			t.Errorf("%s: %+v\nnot %+v", name, got, want)
		}
	}
}

func TestALineThatIsTooLongIsToldAndTheRestStillRuns(t *testing.T) {
	question := strings.Repeat("x", 1<<20)
	got := chats(t, storagetest.SQLite(t), "stadt: "+question+"\nstadt: /beirat info\nstadt: /abstimmung neu "+question[:1<<19]+"\nunsinn")
	if got.code != 1 || got.err != "line 1: the line is longer than 1048576 bytes\nline 4: the line is neither WHO: TEXT, nor wait, nor now; for example: buerger1: /beirat\n" {
		t.Errorf("exit %d, errors %q", got.code, got.err)
	}
	if !strings.Contains(got.out, "@stadt Digitalbeirat") || !strings.Contains(got.out, "?stadt frage:") || len(got.out) > 10000 {
		t.Errorf("output of %d bytes:\n%.2000s", len(got.out), got.out)
	}
}

func TestBytesThatAreNoTextBreakNothing(t *testing.T) {
	for name, database := range map[string]func(testing.TB) string{"sqlite": storagetest.SQLite, "postgres": storagetest.Postgres} {
		t.Run(name, func(t *testing.T) {
			in := "stadt: /abstimmung neu \"A\xff\xfeB\x00C\x1b[31mD\"\nstadt: /abstimmung zeigen 1\nstadt: \xff\n\x00: /hilfe\n"
			got := chats(t, database(t), in)
			if strings.Contains(got.out, "nicht geklappt") || strings.ContainsAny(got.out, "\x00\x1b") || !strings.Contains(got.out, "# Abstimmung 1: A") {
				t.Errorf("%.3000s", got.out)
			}
		})
	}
}

func TestTheProgramStopsWhenItIsToldThoughTheInputGoesOn(t *testing.T) {
	in, typing := io.Pipe()
	ctx, stop := context.WithCancel(t.Context())
	ended := make(chan ran)
	go func() { ended <- run(ctx, in, nil, "chat", "--db", storagetest.SQLite(t), "--demo") }()
	if _, err := io.WriteString(typing, "stadt: /beirat info\n"); err != nil {
		t.Fatal(err)
	}
	stop()
	if got := <-ended; got.code != 0 && !strings.Contains(got.err, "context canceled") {
		t.Errorf("%+v", got)
	}
	_ = typing.Close() // the reader of the line that never came
}
