package scenarios

import (
	"bytes"
	"io"
	"net/http"
	"strings"
	"sync/atomic"
	"testing"

	"beirat/internal/fakemattermost"
)

// TestMattermostStoriesWithFaults tells the stories while what Beirat posts
// and edits fails now and then: refused, done but unheard, or put off. What
// people see in the end is the same, and once. In CI it is those whose turn it is;
// with "make everything" all.
func TestMattermostStoriesWithFaults(t *testing.T) {
	t.Parallel()
	typist := typist{theBook(t)}
	for i, story := range toldEverywhere(t) {
		if !toldOnFailingMattermost.has(i) {
			continue
		}
		for name, database := range databases(i / 8) {
			t.Run(story.short()+"/"+name, func(t *testing.T) {
				t.Parallel()
				tellFailing(t, plot{database: database(t), story: story, typist: typist})
			})
		}
	}
}

// tellFailing tells a story on a fake server of its own that fails.
func tellFailing(t *testing.T, p plot) {
	t.Helper()
	server := fakemattermost.New(fakemattermost.Options{})
	t.Cleanup(server.Close)
	p.town = newTown(server.URL, server.AdminToken, p.story.locale())
	t.Cleanup(p.town.Close)
	var struck atomic.Int64
	for _, fault := range []struct {
		kind  fakemattermost.Kind
		every int64
	}{{fakemattermost.DidNot, 4}, {fakemattermost.DidUnheard, 5}, {fakemattermost.TooMany, 97}} {
		var count atomic.Int64
		server.Break(fakemattermost.Fault{Kind: fault.kind, Match: func(r *http.Request) bool {
			if !planned(r) || count.Add(1)%fault.every != 0 {
				return false
			}
			struck.Add(1)
			return true
		}})
	}
	tell(t, p)
	if posted := len(p.story.Steps) > 20; posted && struck.Load() == 0 {
		t.Error("nothing failed: the test shows nothing")
	}
}

// planned tells whether a request posts or edits what was planned in the
// database: such a post has an id of its own already, and is tried again.
func planned(r *http.Request) bool {
	if r.Method == http.MethodPut && strings.HasSuffix(r.URL.Path, "/patch") && strings.Contains(r.URL.Path, "/posts/") {
		return true
	}
	if r.Method != http.MethodPost || r.URL.Path != "/api/v4/posts" {
		return false
	}
	body, err := io.ReadAll(r.Body)
	r.Body = io.NopCloser(bytes.NewReader(body))
	return err == nil && bytes.Contains(body, []byte(`"beirat":`))
}
