package bot

import (
	"log/slog"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"beirat/board"
	"beirat/config"
	"beirat/storage"
	"beirat/storage/storagetest"
)

// feedMeetings is how many meetings the calendar that is measured has, each with
// this many items.
const (
	feedMeetings = 10_000
	feedItems    = 3
)

// BenchmarkFeed measures a calendar with ten thousand meetings: read, written and
// answered, as one who subscribes gets it, and when nothing has changed.
func BenchmarkFeed(b *testing.B) {
	for name, database := range map[string]func(testing.TB) string{"sqlite": storagetest.SQLite, "postgres": storagetest.Postgres} {
		b.Run(name, func(b *testing.B) {
			a := assemble(b, database(b), 11)
			path := a.fill(b)
			pages := a.pages(nil, config.Config{PublicURL: "https://beirat.musterstadt.de"}, slog.New(slog.DiscardHandler))
			tag := ""
			get := func(header ...string) *httptest.ResponseRecorder {
				r := httptest.NewRequest(http.MethodGet, path, nil)
				if len(header) > 0 {
					r.Header.Set("If-None-Match", header[0])
				}
				w := httptest.NewRecorder()
				pages.ServeHTTP(w, r)
				return w
			}
			b.Run("whole", func(b *testing.B) {
				size := 0
				measured(b, func(int) {
					w := get()
					if tag, size = w.Header().Get("ETag"), w.Body.Len(); w.Code != http.StatusOK || size < feedMeetings*500 {
						b.Fatalf("%d: %d bytes", w.Code, size)
					}
				})
				b.ReportMetric(float64(size)/1e6, "MB")
			})
			b.Run("unchanged", func(b *testing.B) {
				for b.Loop() {
					if w := get(tag); w.Code != http.StatusNotModified {
						b.Fatal(w.Code)
					}
				}
			})
		})
	}
}

// fill keeps the meetings, and gives where somebody inside reads them.
func (a assembly) fill(b *testing.B) string {
	b.Helper()
	berlin := a.db.Zone("Europe/Berlin")
	first := time.Date(2026, 1, 8, 18, 0, 0, 0, berlin)
	var address storage.CalendarAddress
	err := a.db.Write(b.Context(), storage.By{}, func(tx *storage.Tx) (err error) {
		for n := range feedMeetings {
			m := board.Meeting{Board: a.board.ID, Kind: board.Ordinary, State: board.MeetingFixed, Starts: first.AddDate(0, 0, n%3650), Minutes: 120, Place: "Rathaus, Saal 1"}
			if m, err = tx.CreateMeeting(m); err != nil {
				return err
			}
			for range feedItems {
				item := board.AgendaItem{Board: a.board.ID, Meeting: m.ID, Kind: board.Report, Title: "Bericht über Radwege am Ring", Public: true, State: board.ItemSet}
				if _, err = tx.CreateItem(item); err != nil {
					return err
				}
			}
		}
		address, err = tx.OpenCalendar(a.board.ID, a.seats[0].Holder.ID)
		return err
	})
	if err != nil {
		b.Fatal(err)
	}
	return "/calendar/" + address.Name + ".ics"
}
