package scenarios

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"beirat/storage/storagetest"
)

func TestMain(m *testing.M) {
	if program() || Doomed() {
		return
	}
	os.Exit(m.Run())
}

// TestStories tells every story to the console on both databases.
func TestStories(t *testing.T) {
	files, err := filepath.Glob("*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatalf("no stories: %v", err)
	}
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		story, err := Parse(file, data)
		if err != nil {
			t.Fatal(err)
		}
		for name, database := range map[string]func(testing.TB) string{"sqlite": storagetest.SQLite, "postgres": storagetest.Postgres} {
			t.Run(strings.TrimSuffix(file, ".txtar")+"/"+name, func(t *testing.T) {
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
