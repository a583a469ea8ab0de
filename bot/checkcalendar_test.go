package bot

import (
	"log/slog"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"testing"

	"beirat/config"
)

func TestCheckAsksForACalendarAsPeopleDo(t *testing.T) {
	p := newPlaza(t)
	p.done("--roll", p.file("roll.csv", goodRoll))
	w := newWorld(t)
	ours := httptest.NewServer(w.pages(nil, config.Config{PublicURL: "http://x"}, slog.New(slog.DiscardHandler)))
	defer ours.Close()
	others := httptest.NewServer(http.NotFoundHandler())
	defer others.Close()
	gone := httptest.NewServer(http.NotFoundHandler())
	gone.Close()
	for site, want := range map[string]string{
		ours.URL:   "good   The calendars are reached at " + ours.URL,
		others.URL: "wrong  At " + others.URL + " answers something else",
		gone.URL:   "wrong  Nobody reaches the calendars at " + gone.URL,
	} {
		environ := []string{"BEIRAT_CONFIG=" + filepath.Join(p.folder, "beirat.yaml"), "BEIRAT_PUBLIC_URL=" + site}
		if r := run(t.Context(), strings.NewReader(""), environ, "check"); !strings.Contains(r.out, want) {
			t.Errorf("%q: %+v", site, r)
		}
	}
}
