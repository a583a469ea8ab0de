package web

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"log/slog"
	"net/http"
	"regexp"
	"strings"
	"sync"
	"time"

	"golang.org/x/time/rate"

	"beirat/calendar"
	"beirat/storage"
)

// Calendars gives the calendar that stands under a name, and whether it is for
// one person alone; storage.ErrNotFound if there is none.
type Calendars func(ctx context.Context, name string) (content []byte, private bool, err error)

const (
	feedPatience = 10 * time.Second // with the database, for one calendar
	feedRate     = 20               // calendars a second, over all who ask
	feedBurst    = 100
	feedsAtOnce  = 4
	feedMemory   = 10_000 // calendars of which is known when they changed
	feedAge      = "300"  // seconds for which others may keep a public one
)

// feeds serves calendars.
type feeds struct {
	read  Calendars
	now   func() time.Time
	log   *slog.Logger
	pace  *rate.Limiter
	hands chan struct{}

	mu   sync.Mutex
	seen map[string]sight // by name
}

// sight is since when a calendar says the same.
type sight struct {
	tag   string
	since time.Time
}

// Feed serves /calendar/NAME.ics. Whoever asks for one that is none learns nothing
// about others, whichever way it is none. One for a person alone is kept by no
// cache that others use. Who asks is not looked at and not written down.
func Feed(read Calendars, now func() time.Time, log *slog.Logger) http.Handler {
	f := &feeds{read: read, now: now, log: log, pace: rate.NewLimiter(feedRate, feedBurst), hands: make(chan struct{}, feedsAtOnce), seen: map[string]sight{}}
	mux := http.NewServeMux()
	mux.HandleFunc("GET /calendar/{file}", f.serve)
	return mux
}

// named is what the name of a calendar looks like: what does not is not looked up.
var named = regexp.MustCompile(`^[a-z0-9]{20,40}$`)

func (f *feeds) serve(w http.ResponseWriter, r *http.Request) {
	name, is := strings.CutSuffix(r.PathValue("file"), ".ics")
	if !is || !named.MatchString(name) {
		say(w, http.StatusNotFound, "There is no such calendar.")
		return
	}
	if !f.pace.Allow() {
		w.Header().Set("Retry-After", "60")
		say(w, http.StatusTooManyRequests, "Too many ask at once. Please try again in a minute.")
		return
	}
	content, private, err := f.get(r.Context(), name)
	switch {
	case errors.Is(err, storage.ErrNotFound):
		say(w, http.StatusNotFound, "There is no such calendar.")
		return
	case err != nil:
		if r.Context().Err() == nil {
			f.log.Error("a calendar was not given", "error", err) // its name is for one person alone
		}
		w.Header().Set("Retry-After", "60")
		say(w, http.StatusServiceUnavailable, "The calendar cannot be given now. Please try again in a minute.")
		return
	}
	tag := tagOf(content)
	h := w.Header()
	h.Set("Content-Type", calendar.Type)
	h.Set("Content-Disposition", `inline; filename="beirat.ics"`)
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("ETag", tag)
	if h.Set("Cache-Control", "public, max-age="+feedAge); private {
		h.Set("Cache-Control", "private, no-cache")
		h.Set("X-Robots-Tag", "noindex")
	}
	http.ServeContent(w, r, "", f.since(name, tag), bytes.NewReader(content))
}

// get reads a calendar, when it is its turn.
func (f *feeds) get(ctx context.Context, name string) ([]byte, bool, error) {
	ctx, cancel := context.WithTimeout(ctx, feedPatience)
	defer cancel()
	select {
	case f.hands <- struct{}{}:
		defer func() { <-f.hands }()
		return f.read(ctx, name)
	case <-ctx.Done():
		return nil, false, ctx.Err()
	}
}

// tagOf tells calendars apart by what they say; when they were written does not
// matter, so the tag is a weak one.
func tagOf(content []byte) string {
	sum := sha256.New()
	for line := range bytes.Lines(content) {
		if !bytes.HasPrefix(line, []byte("DTSTAMP:")) {
			sum.Write(line)
		}
	}
	return `W/"` + hex.EncodeToString(sum.Sum(nil)[:16]) + `"`
}

// since is the full second from which on a calendar is known here to say what it
// says. It is never earlier than the change, so nobody is told that nothing
// changed who has what was there before.
func (f *feeds) since(name, tag string) time.Time {
	f.mu.Lock()
	defer f.mu.Unlock()
	before, known := f.seen[name]
	if known && before.tag == tag {
		return before.since
	}
	if len(f.seen) >= feedMemory {
		clear(f.seen)
	}
	since := f.now().UTC().Truncate(time.Second)
	if known && !since.After(before.since) {
		since = before.since.Add(time.Second)
	}
	f.seen[name] = sight{tag, since}
	return since
}
