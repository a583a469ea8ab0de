package scenarios

import (
	"os"
	"strings"
	"testing"

	"beirat/storage/storagetest"
)

// TestTheTranscriptInTheReadmeIsReal tells the README's transcript as a story.
func TestTheTranscriptInTheReadmeIsReal(t *testing.T) {
	readme, err := os.ReadFile("../README.md")
	if err != nil {
		t.Fatal(err)
	}
	_, after, marked := strings.Cut(string(readme), "<!-- transcript -->\n```\n")
	transcript, _, closed := strings.Cut(after, "\n```\n")
	if !marked || !closed {
		t.Fatal("README.md has no transcript behind <!-- transcript -->")
	}
	story, err := Parse("README.md", []byte("The README.\n-- settings --\nclock 2026-11-26T10:00\n-- story --\n"+transcript+"\n"))
	if err != nil {
		t.Fatal(err)
	}
	d, err := Console(t.Context(), storagetest.SQLite(t), story.Settings)
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := d.Close(); err != nil {
			t.Error(err)
		}
	}()
	Run(t, story, d)
}
