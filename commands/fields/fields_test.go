package fields

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"beirat/board"
	"beirat/chat"
	"beirat/commands"
	"beirat/documents"
	"beirat/storage"
	"beirat/words"
)

// stand is a board of three seats on a database, whose clock is moved by hand.
type stand struct {
	*testing.T
	db     *storage.DB
	book   *commands.Book
	fields *Fields
	board  board.Board
	people []board.Person
	now    time.Time
}

func newStand(t *testing.T, names ...string) *stand {
	s := &stand{T: t, now: time.Date(2026, 11, 26, 9, 0, 0, 0, time.UTC)}
	db, err := storage.Open(t.Context(), "sqlite:"+filepath.Join(t.TempDir(), "beirat.db"), func() time.Time { return s.now })
	s.must(err)
	t.Cleanup(func() { s.must(db.Close()) })
	s.must(db.Migrate(t.Context()))
	s.db, s.fields = db, New(db)
	s.book, err = commands.New(s.fields.Groups(), s.fields.Commands())
	s.must(err)
	s.must(db.Write(t.Context(), storage.By{}, func(tx *storage.Tx) error {
		s.board, err = tx.CreateBoard(board.Board{Name: "Beirat", Language: "de", Zone: "Europe/Berlin", Term: board.NewTerm(s.now.AddDate(0, -1, 0), 24)},
			[]board.Group{{Key: "citizens", Seats: len(names)}}, storage.Home{Platform: "console", Channel: "c"})
		if err != nil {
			return err
		}
		seats, err := tx.Seats(s.board.ID)
		for i, name := range names {
			p, err := tx.Meet("console", fmt.Sprint("account", i), name)
			if err != nil {
				return err
			}
			s.people = append(s.people, p)
			if err := tx.TakeSeat(seats[i].ID, p.ID, ""); err != nil {
				return err
			}
		}
		return err
	}))
	return s
}

func (s *stand) must(err error) {
	s.Helper()
	if err != nil {
		s.Fatal(err)
	}
}

// does is what somebody is answered who sends a command with these values.
func (s *stand) does(who int, path string, do chat.Do, pairs ...string) chat.Reply {
	s.Helper()
	values := map[string]string{}
	for i := 0; i+1 < len(pairs); i += 2 {
		values[pairs[i]] = pairs[i+1]
	}
	c := &commands.Call{Event: chat.Event{Do: do}, Now: s.now.In(s.db.Zone(s.board.Zone)), Board: s.board, Language: words.German}
	s.must(s.db.Read(s.Context(), func(tx *storage.Tx) (err error) {
		c.Who, err = tx.Standing(s.board.ID, s.people[who].ID)
		return err
	}))
	reply, err := s.book.Run(s.Context(), commands.Request{Command: s.book.Command(path), Values: values}, c)
	s.must(err)
	return reply
}

// held is what a field of an answered form holds, and the mistake beside it.
func (s *stand) held(reply chat.Reply, name string) (value, mistake string) {
	s.Helper()
	if reply.Form == nil {
		s.Fatalf("no form but %v", reply.Messages)
	}
	for _, f := range reply.Form.Fields {
		if f.Name == name {
			return f.Value, words.Printer{Language: words.German}.Print(f.Mistake)
		}
	}
	s.Fatalf("no field %s", name)
	return "", ""
}

func (s *stand) text() string {
	s.Helper()
	var one board.Field
	s.must(s.db.Read(s.Context(), func(tx *storage.Tx) (err error) {
		one, err = tx.FieldNumber(s.board.ID, 1)
		return err
	}))
	return one.Text
}

func TestNobodyWritesOverWhatTheyHaveNotRead(t *testing.T) {
	s := newStand(t, "Anna", "Bert", "Carl")
	s.does(0, "field.define", chat.Command{}, "title", "Mobilität", "text", "Bus")
	s.does(1, "field.define", chat.Command{}, "title", "Verkehr", "text", "Rad")
	s.does(0, "field.merge", chat.Command{}, "first", "1", "second", "2")
	s.does(1, "field.agree", chat.Command{}, "first", "1")
	first := s.does(0, "field.revise", chat.Command{}, "field", "1")
	second := s.does(1, "field.revise", chat.Command{}, "field", "1")
	send := func(who int, form *chat.Form, text string) chat.Reply {
		return s.does(who, "field.revise", chat.Submit{}, "field", "1", "title", "Mobilität", "text", text, "edition", form.Fixed["edition"])
	}
	send(0, first.Form, "Bus und Bahn")
	again := send(1, second.Form, "Bus und Rad")
	if value, mistake := s.held(again, "text"); value != "Bus und Rad" || !strings.Contains(mistake, "„Bus und Bahn“") {
		t.Errorf("the form holds %q and says %q", value, mistake)
	}
	if s.text() != "Bus und Bahn" {
		t.Errorf("it says %q", s.text())
	}
	if reply := send(1, again.Form, "Bus, Bahn und Rad"); reply.Form != nil || s.text() != "Bus, Bahn und Rad" {
		t.Errorf("sent once more: it says %q", s.text())
	}
	// A line rests on nothing that was shown, so what another wrote is shown first.
	typed := s.does(0, "field.revise", chat.Command{}, "field", "1", "text", "Nur Bus")
	if _, mistake := s.held(typed, "text"); mistake == "" || s.text() != "Bus, Bahn und Rad" {
		t.Errorf("typed: it says %q", s.text())
	}
}

func TestAnAuthorWritesOverNothingUnseen(t *testing.T) {
	s := newStand(t, "Anna", "Bert")
	s.does(0, "field.define", chat.Command{}, "title", "Mobilität", "text", "Bus")
	s.does(1, "field.add", chat.Command{}, "field", "1", "text", "Rad")
	form := s.does(1, "field.edit", chat.Command{}, "contribution", "1").Form
	s.does(1, "field.edit", chat.Command{}, "contribution", "1", "text", "Leihrad")
	again := s.does(1, "field.edit", chat.Submit{}, "contribution", "1", "text", "Lastenrad", "edition", form.Fixed["edition"])
	if value, mistake := s.held(again, "text"); value != "Lastenrad" || !strings.Contains(mistake, "„Leihrad“") {
		t.Errorf("the form holds %q and says %q", value, mistake)
	}
}

func TestTextsHaveTheirLimits(t *testing.T) {
	s := newStand(t, "Anna")
	s.does(0, "field.define", chat.Command{}, "title", strings.Repeat("ä", titleMost), "text", strings.Repeat("ü", 3000))
	if got := s.text(); got != strings.Repeat("ü", 3000) {
		t.Errorf("%d bytes are left of 3,000 characters", len(got))
	}
	for _, c := range []struct{ path, field, text, want string }{
		{"field.revise", "text", strings.Repeat("ü", 3001), "3.001"},
		{"field.revise", "title", strings.Repeat("ä", titleMost+1), "81"},
		{"field.add", "text", strings.Repeat("ü", 3001), "3.001"},
		{"field.add", "text", " \n\t\u00a0 ", "fehlt"},
	} {
		if value, mistake := s.held(s.does(0, c.path, chat.Command{}, "field", "1", c.field, c.text), c.field); value != c.text && !strings.Contains(c.want, "fehlt") || !strings.Contains(mistake, c.want) {
			t.Errorf("%s: %q says %q", c.path, value[:min(20, len(value))], mistake)
		}
	}
}

func TestAPastedListStaysOne(t *testing.T) {
	s := newStand(t, "Anna")
	pasted := "Was wir möchten:\r\n\r\n– Büsse für alle\r\n– Räder\r\n\r\n1. zuerst\r\n2. dann"
	s.does(0, "field.define", chat.Submit{}, "title", "Mobilität", "text", pasted)
	if want := strings.ReplaceAll(pasted, "\r", ""); s.text() != want {
		t.Errorf("%q", s.text())
	}
}

func TestWhatIsAlikeHasAHeadingOfTheSameLevelInAFile(t *testing.T) {
	s := newStand(t, "Anna", "Bert")
	for who, title := range []string{"Mobilität", "Schule"} {
		s.does(who, "field.define", chat.Command{}, "title", title, "text", "Netz")
		for range 2 {
			s.does(who, "field.add", chat.Command{}, "field", "1", "text", "Bus")
		}
	}
	s.does(0, "field.mark", chat.Command{}, "contribution", "1", "mark", "taken")
	levels := func(level int, write func(*storage.Tx, *writing) error) map[string]int {
		w := writing{said: words.Printer{Language: words.German}, level: level}
		s.must(s.db.Read(s.Context(), func(tx *storage.Tx) error { return write(tx, &w) }))
		found := map[string]int{}
		for _, b := range w.blocks {
			if h, is := b.(documents.Heading); is {
				found[h.Text] = h.Level
			}
		}
		return found
	}
	all := levels(1, func(tx *storage.Tx, w *writing) error { return w.all(tx, s.board.ID) })
	if all["Handlungsfeld 1: Mobilität"] != 1 || all["Handlungsfeld 2: Schule"] != 1 || all["Offene Ergänzungen"] != 2 {
		t.Errorf("the file of all fields has %v", all)
	}
	one := levels(0, func(tx *storage.Tx, w *writing) error {
		f, err := tx.FieldNumber(s.board.ID, 1)
		if err != nil {
			return err
		}
		added, err := tx.Contributions(f.ID, 0, everything)
		w.field(f, added)
		return err
	})
	if one["Aufgenommene Ergänzungen"] != 1 || one["Offene Ergänzungen"] != 1 {
		t.Errorf("the file of one field has %v", one)
	}
}

func TestTheChapterNamesOnlyThoseWhoConsent(t *testing.T) {
	s := newStand(t, "Anna\u202e Muster", "Bert Beispiel", "Carl Still")
	s.does(0, "field.define", chat.Command{}, "title", "Mobilität", "text", "Bus\n- Bahn")
	for who, text := range map[int]string{1: "Rad", 2: "Zu Fuß"} {
		s.does(who, "field.add", chat.Command{}, "field", "1", "text", text)
	}
	s.does(0, "field.mark", chat.Command{}, "contribution", "1", "mark", "not_taken", "reason", "zu teuer")
	var d documents.Document
	s.must(s.db.Read(s.Context(), func(tx *storage.Tx) error {
		blocks, err := s.fields.Chapter(tx, s.board, words.German, map[board.ID]string{s.people[0].ID: s.people[0].Name})
		d = documents.Document{Language: words.German, Title: "Strategie", Blocks: blocks, Made: s.now}
		return err
	}))
	text := string(d.Markdown())
	for _, want := range []string{"Handlungsfeld 1: Mobilität", "Anna Muster (Bürgerschaft)", "einem Mitglied (Bürgerschaft)", "Nicht aufgenommene Ergänzungen", "zu teuer", "Zu Fuß", "- Bahn"} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is not in it:\n%s", want, text)
		}
	}
	for _, name := range []string{"Bert", "Carl", "\u202e"} {
		if strings.Contains(text, name) {
			t.Errorf("%q is in it:\n%s", name, text)
		}
	}
	if file := os.Getenv("BEIRAT_TEST_PDF"); file != "" {
		content, err := d.PDF()
		s.must(err)
		s.must(os.WriteFile(file, content, 0o600))
	}
}
