package scenarios

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"beirat/storage/storagetest"
)

// beside is how many stories are told beside each other: they wait more than they
// reckon.
const beside = "6"

func TestMain(m *testing.M) {
	if program() || Doomed() {
		return
	}
	flag.Parse()
	if err := flag.Set("test.parallel", beside); err != nil {
		panic(err)
	}
	var err error
	if scratch, err = os.MkdirTemp("", "beirat-test."); err != nil {
		panic(err)
	}
	code := m.Run()
	_ = os.RemoveAll(scratch)
	os.Exit(code)
}

// TestStories tells every story to the console on both databases; in CI on
// PostgreSQL every eighth only, as the servers have it in turn.
func TestStories(t *testing.T) {
	t.Parallel()
	for i, story := range stories(t) {
		for name, database := range map[string]func(testing.TB) string{"sqlite": storagetest.MigratedSQLite, "postgres": storagetest.MigratedPostgres} {
			if name == "postgres" && i%8 != 0 && !everything() {
				continue
			}
			t.Run(story.short()+"/"+name, func(t *testing.T) {
				t.Parallel()
				d, err := Console(t.Context(), database(t), story.Settings)
				if err != nil {
					t.Fatal(err)
				}
				defer func() {
					if err := d.Close(); err != nil {
						t.Error(err)
					}
				}()
				Run(t, story, d)
			})
		}
	}
}

// stories are all there are.
func stories(t *testing.T) []Story {
	t.Helper()
	files, err := filepath.Glob("*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatalf("no stories: %v", err)
	}
	var all []Story
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		story, err := Parse(file, data)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, story)
	}
	return all
}

func (s Story) short() string { return strings.TrimSuffix(s.Name, ".txtar") }
