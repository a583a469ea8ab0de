package web_test

import (
	"context"
	"errors"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"beirat/storage"
	"beirat/web"
)

const (
	publicName  = "aaaaaaaaaaaaaaaaaaaaaaaaaa"
	privateName = "bbbbbbbbbbbbbbbbbbbbbbbbbb"
	brokenName  = "cccccccccccccccccccccccccc"
)

// shelf gives what it says; a clock stands beside it.
type shelf struct {
	says  string
	now   time.Time
	asked []string
}

func (s *shelf) read(_ context.Context, name string) ([]byte, bool, error) {
	s.asked = append(s.asked, name)
	switch name {
	case publicName, privateName:
		return []byte("BEGIN:VCALENDAR\r\nDTSTAMP:" + s.now.Format("150405") + "\r\nSUMMARY:" + s.says + "\r\nEND:VCALENDAR\r\n"), name == privateName, nil
	case brokenName:
		return nil, true, errors.New("the database is gone")
	}
	return nil, false, storage.ErrNotFound
}

func (s *shelf) clock() time.Time { return s.now }

func get(h http.Handler, method, path string, header ...string) *http.Response {
	r := httptest.NewRequest(method, path, nil)
	for i := 0; i+1 < len(header); i += 2 {
		r.Header.Set(header[i], header[i+1])
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w.Result()
}

func shelved() (*shelf, http.Handler, *strings.Builder) {
	s, log := &shelf{says: "Sitzung 1", now: noon}, &strings.Builder{}
	return s, web.Feed(s.read, s.clock, slog.New(slog.NewTextHandler(log, nil))), log
}

func TestACalendarIsGivenAgainOnlyWhenItSaysSomethingElse(t *testing.T) {
	s, h, _ := shelved()
	first := get(h, http.MethodGet, "/calendar/"+publicName+".ics")
	tag, since := first.Header.Get("ETag"), first.Header.Get("Last-Modified")
	if first.StatusCode != 200 || tag == "" || since == "" || first.Header.Get("Content-Type") != "text/calendar; charset=utf-8" {
		t.Fatalf("%d %v", first.StatusCode, first.Header)
	}
	s.now = s.now.Add(time.Hour) // it is written anew, and says the same
	for name, header := range map[string][]string{"by its tag": {"If-None-Match", tag}, "by its time": {"If-Modified-Since", since}} {
		if got := get(h, http.MethodGet, "/calendar/"+publicName+".ics", header...).StatusCode; got != http.StatusNotModified {
			t.Errorf("%s: %d", name, got)
		}
	}
	s.says = "Sitzung 2"
	for name, header := range map[string][]string{"by its tag": {"If-None-Match", tag}, "by its time": {"If-Modified-Since", since}} {
		if got := get(h, http.MethodGet, "/calendar/"+publicName+".ics", header...).StatusCode; got != http.StatusOK {
			t.Errorf("changed, %s: %d", name, got)
		}
	}
	s.says = "Sitzung 3" // within the same second
	now := get(h, http.MethodGet, "/calendar/"+publicName+".ics").Header.Get("Last-Modified")
	if got := get(h, http.MethodGet, "/calendar/"+publicName+".ics", "If-Modified-Since", now).StatusCode; got != http.StatusNotModified || now == since {
		t.Errorf("changed at %s: %d", now, got)
	}
}

func TestACalendarForOnePersonIsKeptByNoCacheOfOthers(t *testing.T) {
	_, h, _ := shelved()
	private, public := get(h, http.MethodGet, "/calendar/"+privateName+".ics"), get(h, http.MethodGet, "/calendar/"+publicName+".ics")
	if c := private.Header.Get("Cache-Control"); !strings.HasPrefix(c, "private") || strings.Contains(c, "public") {
		t.Errorf("private: %q", c)
	}
	if c := public.Header.Get("Cache-Control"); !strings.HasPrefix(c, "public") {
		t.Errorf("public: %q", c)
	}
}

func TestNobodyLearnsWhyACalendarIsNone(t *testing.T) {
	s, h, log := shelved()
	answers := map[string]bool{}
	for _, path := range []string{"/calendar/" + strings.Repeat("d", 26) + ".ics", "/calendar/1.ics", "/calendar/" + publicName, "/calendar/..%2f..%2fetc.ics", "/calendar/'%20OR%201=1.ics", "/calendar/" + strings.Repeat("a", 5000) + ".ics"} {
		answer := get(h, http.MethodGet, path)
		body := make([]byte, 100)
		n, _ := answer.Body.Read(body)
		answers[answer.Status+string(body[:n])+answer.Header.Get("Cache-Control")] = true
	}
	if len(answers) != 1 || len(s.asked) != 1 || log.Len() > 0 {
		t.Errorf("answers %v, looked up %v, written down %q", answers, s.asked, log)
	}
}

func TestACalendarIsOnlyRead(t *testing.T) {
	_, h, _ := shelved()
	if head := get(h, http.MethodHead, "/calendar/"+publicName+".ics"); head.StatusCode != 200 || head.ContentLength == 0 || head.Header.Get("ETag") == "" {
		t.Errorf("HEAD: %d %v", head.StatusCode, head.Header)
	}
	for _, method := range []string{http.MethodPost, http.MethodPut, http.MethodDelete} {
		if got := get(h, method, "/calendar/"+publicName+".ics").StatusCode; got != http.StatusMethodNotAllowed {
			t.Errorf("%s: %d", method, got)
		}
	}
}

func TestATroubleIsWrittenDownWithoutTheNameOfTheCalendar(t *testing.T) {
	_, h, log := shelved()
	answer := get(h, http.MethodGet, "/calendar/"+brokenName+".ics")
	if answer.StatusCode != http.StatusServiceUnavailable || answer.Header.Get("Retry-After") == "" {
		t.Errorf("%d %v", answer.StatusCode, answer.Header)
	}
	if !strings.Contains(log.String(), "the database is gone") || strings.Contains(log.String(), brokenName) {
		t.Errorf("written down: %s", log)
	}
}

func TestWhoAsksTooOftenWaits(t *testing.T) {
	_, h, _ := shelved()
	refused := 0
	for range 400 {
		if answer := get(h, http.MethodGet, "/calendar/"+publicName+".ics"); answer.StatusCode == http.StatusTooManyRequests {
			refused++
		}
	}
	if refused == 0 {
		t.Error("400 at once were all answered")
	}
}
