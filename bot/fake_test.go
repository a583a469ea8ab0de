package bot

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"beirat/board"
	"beirat/chat"
	"beirat/commands/boards"
	"beirat/storage"
	"beirat/storage/storagetest"
	"beirat/words"

	"go.uber.org/goleak"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

var errRefused = errors.New("the server said no")

// town is a platform that keeps what it was told, and fails as it is told.
type town struct {
	name string

	mu     sync.Mutex
	shown  []*note
	tried  map[string]int // how often each key was sent
	edits  int
	fault  func(verb string, o chat.Outgoing) error // nothing is kept
	after  func(verb string, o chat.Outgoing) error // it is kept, and this is heard
	nobody []string
	absent []string // who is in no channel
	asked  []string // the servers where people were looked for
}

// note is a message as it stands.
type note struct {
	chat.Outgoing
	text string
}

func newTown(name string) *town { return &town{name: name, tried: map[string]int{}} }

func (t *town) Name() string { return t.name }

func (t *town) Send(ctx context.Context, o chat.Outgoing) (string, error) {
	t.mu.Lock()
	t.tried[o.Key]++
	t.mu.Unlock()
	return t.deliver(ctx, "send", "", o)
}

func (t *town) Edit(ctx context.Context, ref string, o chat.Outgoing) error {
	t.mu.Lock()
	t.edits++
	t.mu.Unlock()
	_, err := t.deliver(ctx, "edit", ref, o)
	return err
}

func (t *town) deliver(ctx context.Context, verb, ref string, o chat.Outgoing) (string, error) {
	if err := ctx.Err(); err != nil {
		return "", err
	}
	if t.fault != nil {
		if err := t.fault(verb, o); err != nil {
			return "", err
		}
	}
	t.mu.Lock()
	i := slices.IndexFunc(t.shown, func(n *note) bool { return n.Key == o.Key && ref == "" || fmt.Sprint("m/", n.Key) == ref })
	switch {
	case i < 0 && verb == "edit":
		t.mu.Unlock()
		return "", fmt.Errorf("no such message: %w", chat.ErrGone)
	case i < 0:
		t.shown = append(t.shown, &note{o, said(o.Message, words.Language(o.Language))})
	case verb == "edit":
		t.shown[i].text = said(o.Message, words.Language(o.Language))
	}
	t.mu.Unlock()
	if t.after != nil {
		if err := t.after(verb, o); err != nil {
			return "", err
		}
	}
	return "m/" + o.Key, nil
}

func (t *town) InChannel(_ context.Context, _, _, account string) (bool, error) {
	return !slices.Contains(t.absent, account), nil
}

func (t *town) Find(_ context.Context, server, name string) (chat.Actor, error) {
	t.mu.Lock()
	t.asked = append(t.asked, server)
	t.mu.Unlock()
	if slices.Contains(t.nobody, name) {
		return chat.Actor{}, chat.ErrNobody
	}
	return chat.Actor{Account: name, Name: name}, nil
}

// loses deletes what stands in the channel.
func (t *town) loses() {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.shown = slices.DeleteFunc(t.shown, func(n *note) bool { return public(n.Outgoing) })
}

// to are the texts that one person got, or everybody: "".
func (t *town) to(account string) []string {
	t.mu.Lock()
	defer t.mu.Unlock()
	var texts []string
	for _, n := range t.shown {
		if n.Account == account {
			texts = append(texts, n.text)
		}
	}
	return texts
}

func said(m chat.Message, l words.Language) string {
	printer := words.Printer{Language: l}
	return strings.Join(m.Plain(func(t chat.Text) string { return printer.Print(t) }), "\n")
}

// hands is a clock that stands until it is moved.
type hands struct {
	mu sync.Mutex
	at time.Time
}

func (h *hands) Now() time.Time {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.at
}

func (h *hands) set(at time.Time) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.at = at
}

// logged is a log that may be read while it is written.
type logged struct {
	mu   sync.Mutex
	text bytes.Buffer
}

func (l *logged) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.text.Write(p)
}

func (l *logged) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.text.String()
}

// world is a program on a database, with a board of eleven at home on the town.
type world struct {
	*testing.T
	*Bot
	town  *town
	clock *hands
	log   *logged
	url   string
	board board.Board
}

func newWorld(t *testing.T) *world { return newWorldOn(t, storagetest.MigratedSQLite(t)) }

func newWorldOn(t *testing.T, url string) *world {
	t.Helper()
	w := &world{T: t, town: newTown("town"), clock: &hands{at: time.Date(2026, 11, 26, 9, 0, 0, 0, time.UTC)}, log: &logged{}, url: url}
	w.Bot = w.program(w.clock.Now)
	w.board = w.found("Digitalbeirat", "de", "c1")
	return w
}

// program is a bot on the world's database.
func (w *world) program(now func() time.Time) *Bot {
	w.Helper()
	db, err := storage.Open(w.Context(), w.url, now)
	w.must(err)
	w.Cleanup(func() { w.must(db.Close()) })
	w.must(db.Migrate(w.Context()))
	b, err := New(db, Options{Platforms: []chat.Platform{w.town}, Log: slog.New(slog.NewJSONHandler(w.log, nil))})
	w.must(err)
	return b
}

// found makes a board whose members are m1 to m11; m11 has the chair, there is
// an office and a guest.
func (w *world) found(name, language, channel string) board.Board {
	w.Helper()
	return w.foundAt(name, language, storage.Home{Platform: "town", Server: "s1", Channel: channel})
}

// foundOn is such a board of the same people on another server.
func (w *world) foundOn(server, name, channel string) board.Board {
	w.Helper()
	return w.foundAt(name, "de", storage.Home{Platform: "town", Server: server, Channel: channel})
}

func (w *world) foundAt(name, language string, home storage.Home) (b board.Board) {
	w.Helper()
	w.write(func(tx *storage.Tx) (err error) {
		b, err = tx.CreateBoard(board.Board{Name: name, Language: language, Zone: "Europe/Berlin", Land: "NW"},
			boards.Groups(), home)
		if err != nil {
			return err
		}
		seats, err := tx.Seats(b.ID)
		if err != nil {
			return err
		}
		for i, seat := range seats {
			person, err := tx.Meet("town", fmt.Sprintf("m%d", i+1), fmt.Sprintf("m%d", i+1))
			if err != nil {
				return err
			}
			if err := errors.Join(tx.TakeSeat(seat.ID, person.ID, ""), knows(tx, b.ID, person.ID)); err != nil {
				return err
			}
		}
		for account, role := range map[string]board.Role{"m11": board.Chair, "office": board.Office, "guest": board.Guest} {
			person, err := tx.Meet("town", account, account)
			if err != nil {
				return err
			}
			if err := errors.Join(tx.SetRole(b.ID, person.ID, role, true), knows(tx, b.ID, person.ID)); err != nil {
				return err
			}
		}
		return nil
	})
	return b
}

// knows keeps that somebody was given the notice on what is stored.
func knows(tx *storage.Tx, of, person board.ID) error {
	_, err := tx.Acknowledge(of, person, board.PrivacyNotice)
	return err
}

func (w *world) write(do func(tx *storage.Tx) error) {
	w.Helper()
	w.must(w.db.Write(w.Context(), storage.By{}, do))
}

func (w *world) read(do func(tx *storage.Tx) error) {
	w.Helper()
	w.must(w.db.Read(w.Context(), do))
}

func (w *world) must(err error) {
	w.Helper()
	if err != nil {
		w.Fatal(err)
	}
}

// does is what somebody does in the board's channel; the answer in words.
func (w *world) does(who string, do chat.Do) string {
	w.Helper()
	return w.answered(w.Handle(w.Context(), w.event(who, do)))
}

func (w *world) event(who string, do chat.Do) chat.Event {
	return chat.Event{Platform: "town", Actor: chat.Actor{Account: who, Name: who}, Place: chat.Place{Server: "s1", Channel: "c1"}, Do: do}
}

func (w *world) answered(r chat.Reply) string {
	w.Helper()
	if len(r.Messages) == 0 && r.Form == nil {
		w.Fatal("no answer at all")
	}
	var texts []string
	for _, m := range r.Messages {
		texts = append(texts, said(m, words.Language(r.Language)))
	}
	if r.Form != nil {
		texts = append(texts, "form "+r.Form.Command)
	}
	return strings.Join(texts, "\n")
}

// says is a line in the board's channel.
func (w *world) says(who, line string) string {
	w.Helper()
	return w.does(who, chat.Command{Line: line})
}

// votes presses a button of a poll.
func (w *world) votes(who string, poll int, vote string) string {
	w.Helper()
	return w.does(who, chat.Press{Action: chat.Action{Name: votePath,
		Args: map[string]string{"board": fmt.Sprint(w.board.ID), "poll": fmt.Sprint(poll), "vote": vote}}})
}

// works does everything that is due.
func (w *world) works() {
	w.Helper()
	w.must(w.Work(w.Context()))
}

// waits moves the clock to the next due time and works; false if none is due
// before the end.
func (w *world) waits(end time.Time) bool {
	w.Helper()
	due, some, err := w.NextDue(w.Context())
	w.must(err)
	if !some || due.After(end) {
		w.clock.set(end)
		return false
	}
	if due.After(w.clock.Now()) {
		w.clock.set(due)
	}
	w.works()
	return true
}

func (w *world) contains(text string, parts ...string) {
	w.Helper()
	for _, part := range parts {
		if !strings.Contains(text, part) {
			w.Errorf("%q is missing in:\n%s", part, text)
		}
	}
}

func (w *world) lacks(text string, parts ...string) {
	w.Helper()
	for _, part := range parts {
		if strings.Contains(text, part) {
			w.Errorf("%q should not be in:\n%s", part, text)
		}
	}
}

// onBothDemos opens the demonstration board on each database in turn.
func onBothDemos(t *testing.T, do func(*testing.T, *Chat)) {
	t.Helper()
	for name, database := range map[string]func(testing.TB) string{"sqlite": storagetest.MigratedSQLite, "postgres": storagetest.MigratedPostgres} {
		t.Run(name, func(t *testing.T) {
			c, err := OpenChat(t.Context(), ChatOptions{Database: database(t), Demo: true, Clock: "2026-11-26T10:00", Zone: "Europe/Berlin", Out: io.Discard})
			if err != nil {
				t.Fatal(err)
			}
			defer func() {
				if err := c.Close(); err != nil {
					t.Error(err)
				}
			}()
			do(t, c)
		})
	}
}
