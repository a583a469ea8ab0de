package documents

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// restored is a document after it was stored and read.
func restored(t rapid.TB, d Document) Document {
	t.Helper()
	content, err := json.Marshal(d)
	if err != nil {
		t.Fatal(err)
	}
	var read Document
	if err := json.Unmarshal(content, &read); err != nil {
		t.Fatal(err)
	}
	return read
}

func TestAStoredDocumentIsReadAsItWas(t *testing.T) {
	sameTime := cmp.Comparer(func(a, b time.Time) bool { return a.Equal(b) })
	if diff := cmp.Diff(sample().tidy(), restored(t, sample()).tidy(), sameTime); diff != "" {
		t.Errorf("(-stored +read):\n%s", diff)
	}
	rapid.Check(t, func(t *rapid.T) {
		d := anyDocument(t)
		if diff := cmp.Diff(d.tidy(), restored(t, d).tidy(), sameTime); diff != "" {
			t.Fatalf("(-stored +read):\n%s", diff)
		}
	})
}

func TestADocumentThatCannotBeReadSaysWhy(t *testing.T) {
	for name, c := range map[string]struct{ stored, want string }{
		"of a newer version":      {`{"format":2,"title":"x","columns":3}`, "newer version"},
		"of no format":            {`{"title":"x"}`, "0 is no format"},
		"with something unknown":  {`{"format":1,"blocks":[],"colour":"red"}`, "colour"},
		"with an unknown block":   {`{"format":1,"blocks":[{"para":[]},{}]}`, "block 2"},
		"of another kind of data": {`[]`, "read a stored document"},
	} {
		t.Run(name, func(t *testing.T) {
			d := Document{Title: "bleibt"}
			err := json.Unmarshal([]byte(c.stored), &d)
			if err == nil || !strings.Contains(err.Error(), c.want) || d.Title != "bleibt" {
				t.Errorf("%v, the title is %q", err, d.Title)
			}
			if got := errors.Is(err, ErrNewer); got != (name == "of a newer version") {
				t.Errorf("is the error ErrNewer? %v", got)
			}
		})
	}
}
