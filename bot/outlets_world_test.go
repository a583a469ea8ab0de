package bot

import (
	"crypto/sha256"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/cryptotest"
	"time"

	"beirat/chat"
	"beirat/storage"
	"beirat/storage/storagetest"
	"beirat/web"
	"beirat/words"
)

// viewers are those who look: two who have voted, one of them the chair, one
// who has not, the office, a guest, and somebody who is no part of the board.
func viewers() []string { return []string{"m1", "m11", "m9", "office", "guest", "stranger"} }

// voted are those of them who have.
func voted(viewer string) bool { return viewer == "m1" || viewer == "m11" }

// others are those whose ballots differ between two worlds. The ballots of the
// viewers are the same in all.
func others() []string { return []string{"m2", "m3", "m4", "m5", "m6", "m7"} }

// outlets is a world whose every outlet is written down.
type outlets struct {
	*world
	polls []subject
	said  map[place]string // what was said there
	state string
	shown []string // everything that was ever sent or edited, by which poll it is about
}

// place is where something was said: when, of which poll, by what, to whom.
type place struct {
	state  string
	poll   int // 0: of none, or of many
	outlet string
	viewer string
}

// newOutlets makes a world in which chance is always the same.
func newOutlets(t *testing.T) *outlets {
	t.Helper()
	cryptotest.SetGlobalRandom(t, 4)
	o := &outlets{said: map[place]string{}}
	o.world = &world{T: t, town: newTown("town"), clock: &hands{at: time.Date(2026, 11, 26, 9, 0, 0, 0, time.UTC)}, log: &logged{}, url: storagetest.SQLite(t)}
	db, err := storage.Open(t.Context(), o.url, o.clock.Now)
	o.must(err)
	t.Cleanup(func() { o.must(db.Close()) })
	o.must(db.Migrate(t.Context()))
	timeless := func(groups []string, a slog.Attr) slog.Attr { // the wall's clock
		if len(groups) == 0 && a.Key == slog.TimeKey {
			return slog.Attr{}
		}
		return a
	}
	o.Bot, err = New(db, Options{Platforms: []chat.Platform{o.town}, Log: slog.New(slog.NewJSONHandler(o.log, &slog.HandlerOptions{Level: slog.LevelDebug, ReplaceAttr: timeless}))})
	o.must(err)
	o.board = o.found("Digitalbeirat", "de", "c1")
	o.town.absent = []string{"stranger"}
	o.town.fault = func(verb string, sent chat.Outgoing) error {
		text := whole(chat.Reply{Messages: []chat.Message{sent.Message}, Language: sent.Language})
		o.shown = append(o.shown, fmt.Sprintf("%s to %q:\n%s", verb, sent.Account, text))
		return nil
	}
	return o
}

// gives is what somebody does, with all that the answer holds.
func (o *outlets) gives(who string, do chat.Do) string {
	o.Helper()
	return whole(o.Handle(o.Context(), o.event(who, do)))
}

// note writes down what an outlet said.
func (o *outlets) note(poll int, outlet, viewer, said string) {
	key := place{o.state, poll, outlet, viewer}
	if before, known := o.said[key]; known {
		said = before + "\n\n" + said
	}
	o.said[key] = said
}

// whole is everything in an answer: words, files, pictures, what buttons do,
// and what forms hold.
func whole(r chat.Reply) string {
	printer := words.Printer{Language: words.Language(r.Language)}
	say := func(t chat.Text) string { return printer.Print(t) }
	var lines []string
	for _, m := range r.Messages {
		lines = append(lines, m.Plain(say)...)
		for _, b := range m.Buttons() {
			lines = append(lines, fmt.Sprint("  ", say(b.Label), " does ", b.Action.Name, b.Action.Args))
		}
		for _, block := range m.Blocks {
			if picture, is := block.(chat.Image); is {
				lines = append(lines, fmt.Sprintf("  picture %s %x", picture.Name, sha256.Sum256(picture.PNG)))
			}
		}
	}
	if r.Form != nil {
		lines = append(lines, "form "+r.Form.Command+" "+say(r.Form.Title)+" "+fmt.Sprint(r.Form.Fixed))
		for _, f := range r.Form.Fields {
			lines = append(lines, fmt.Sprint("  ", say(f.Label), ": ", f.Value, " ", say(f.Help), " ", say(f.Mistake)))
		}
	}
	return strings.Join(lines, "\n")
}

var about = regexp.MustCompile(`Abstimmung (\d+)`)

// noteShown writes down what was sent and edited since, by the poll it names.
func (o *outlets) noteShown() {
	for _, text := range o.shown {
		poll := 0
		if named := about.FindStringSubmatch(text); named != nil {
			_, err := fmt.Sscan(named[1], &poll)
			o.must(err)
		}
		o.note(poll, "messages", "all", text)
	}
	o.shown = nil
}

// noteProgram writes down the log and what the metrics page counts.
func (o *outlets) noteProgram() {
	o.note(0, "log", "operator", o.log.String())
	answer := httptest.NewRecorder()
	web.Admin(o.db, o.metrics).ServeHTTP(answer, httptest.NewRequest(http.MethodGet, "/metrics", nil))
	counted := slices.DeleteFunc(strings.Split(answer.Body.String(), "\n"), func(line string) bool {
		return !strings.HasPrefix(line, "beirat_") || strings.HasPrefix(line, "beirat_handler_seconds") // how long it took is of the machine
	})
	o.note(0, "metrics", "operator", strings.Join(counted, "\n"))
}
