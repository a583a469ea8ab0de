package bot

import (
	"bytes"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestCheckFindsDamageInTheMiddleOfTheFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "beirat.db")
	c, err := OpenChat(t.Context(), ChatOptions{Database: "sqlite:" + path, Demo: true, Clock: "2026-11-26T10:00", Zone: "Europe/Berlin", Out: io.Discard})
	if err != nil {
		t.Fatal(err)
	}
	if err := c.Close(); err != nil {
		t.Fatal(err)
	}
	if code, out := checked(t, path); code != exitDone || strings.Contains(out, "wrong") {
		t.Fatalf("a sound database: exit %d\n%s", code, out)
	}
	content, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	copy(content[8192:40960], bytes.Repeat([]byte{0xa5}, 32768))
	if err := os.WriteFile(path, content, 0o600); err != nil {
		t.Fatal(err)
	}
	if code, out := checked(t, path); code != exitFailed || !strings.Contains(out, "damaged") {
		t.Errorf("a damaged database: exit %d\n%s", code, out)
	}
}

func checked(t *testing.T, path string) (int, string) {
	var out bytes.Buffer
	code := Main(t.Context(), Streams{In: strings.NewReader(""), Out: &out, Err: &out}, []string{"check", "--db", "sqlite:" + path})
	return code, out.String()
}
