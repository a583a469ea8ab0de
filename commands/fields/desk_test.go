package fields

import (
	"sync/atomic"
	"testing"
	"time"

	"beirat/board"
	"beirat/chat"
	"beirat/commands"
	"beirat/storage"
	"beirat/storage/storagetest"
	"beirat/words"
)

// desk is the feature on a database with a board of three citizens and a seat of
// the city. Its clock goes on by some milliseconds whenever somebody looks.
type desk struct {
	*testing.T
	f      *Fields
	db     *storage.DB
	book   *commands.Book
	board  board.Board
	seats  []board.Seat
	people []board.Person // by seat
	passed *atomic.Int64
}

func newDesk(t *testing.T) *desk {
	begin, passed := time.Date(2026, 11, 26, 9, 0, 0, 0, time.UTC), new(atomic.Int64)
	clock := func() time.Time { return begin.Add(time.Duration(passed.Add(int64(5 * time.Millisecond)))) }
	db, err := storage.Open(t.Context(), storagetest.SQLite(t), clock)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	if err := db.Migrate(t.Context()); err != nil {
		t.Fatal(err)
	}
	d := &desk{T: t, f: New(db), db: db, passed: passed}
	if d.book, err = commands.New(d.f.Groups(), d.f.Commands()); err != nil {
		t.Fatal(err)
	}
	d.write(func(tx *storage.Tx) (err error) {
		d.board, err = tx.CreateBoard(board.Board{Name: "Beirat", Language: "de", Zone: "Europe/Berlin", Term: board.NewTerm(begin, 24)},
			[]board.Group{{Key: "citizens", Name: "Bürgerschaft", Seats: 3}, {Key: "city", Name: "Stadt", Seats: 1, ExOfficio: true}},
			storage.Home{Platform: "console", Channel: "one"})
		if err != nil {
			return err
		}
		seats, err := tx.Seats(d.board.ID)
		for i, name := range []string{"erna", "otto", "ida", "amt"} {
			d.people = append(d.people, d.meet(tx, "console", name))
			if err := tx.TakeSeat(seats[i].ID, d.people[i].ID, ""); err != nil {
				return err
			}
		}
		return err
	})
	d.seated()
	return d
}

func (d *desk) meet(tx *storage.Tx, platform, name string) board.Person {
	d.Helper()
	p, err := tx.Meet(platform, name, name)
	if err != nil {
		d.Fatal(err)
	}
	return p
}

// seated reads who sits where now.
func (d *desk) seated() {
	d.Helper()
	d.write(func(tx *storage.Tx) (err error) {
		d.seats, err = tx.Seats(d.board.ID)
		return err
	})
}

func (d *desk) write(do func(tx *storage.Tx) error) {
	d.Helper()
	if err := d.db.Write(d.Context(), storage.By{}, do); err != nil {
		d.Fatal(err)
	}
}

// try is what somebody does: a form that they send, a button that they press.
func (d *desk) try(who board.Person, do chat.Do) (chat.Reply, error) {
	d.Helper()
	var standing board.Standing
	d.write(func(tx *storage.Tx) (err error) {
		standing, err = tx.Standing(d.board.ID, who.ID)
		return err
	})
	r, err := d.book.Resolve(do)
	if err != nil {
		d.Fatal(err)
	}
	return d.book.Run(d.Context(), r, &commands.Call{Event: chat.Event{Do: do}, Board: d.board, Who: standing, Now: d.db.Now(), Language: words.German})
}

// sends is a form that somebody sends, with its values in pairs.
func (d *desk) sends(who board.Person, path string, pairs ...string) chat.Reply {
	d.Helper()
	values := map[string]string{}
	for i := 0; i < len(pairs); i += 2 {
		values[pairs[i]] = pairs[i+1]
	}
	reply, err := d.try(who, chat.Submit{Command: path, Values: values})
	if err != nil {
		d.Fatalf("%s: %v", path, err)
	}
	return reply
}

// letter is the one that waits of a kind, when it is written after a while.
func (d *desk) letter(kind string, after time.Duration) commands.Letter {
	d.Helper()
	d.passed.Add(int64(after))
	jobs, err := d.db.Claim(d.Context(), []string{kind}, 10, time.Minute)
	if err != nil || len(jobs) != 1 {
		d.Fatalf("%d letters of %s, %v", len(jobs), kind, err)
	}
	letter, err := d.f.Letters()[kind](d.Context(), jobs[0])
	if err != nil {
		d.Fatal(err)
	}
	if err := d.db.Finish(d.Context(), jobs[0]); err != nil {
		d.Fatal(err)
	}
	return letter
}

// said is a message in German.
func said(m chat.Message) string {
	p, text := words.Printer{Language: words.German}, ""
	for _, block := range m.Blocks {
		if para, is := block.(chat.Para); is {
			text += p.Print(para.Text) + "\n"
		}
	}
	return text
}

// written is what a form that came back holds in a field, and what is wrong there.
func written(r chat.Reply, field string) (value, mistake string) {
	if r.Form == nil {
		return "", ""
	}
	for _, f := range r.Form.Fields {
		if f.Name == field {
			value = f.Value
		}
		if !f.Mistake.IsZero() {
			mistake = words.Printer{Language: words.German}.Print(f.Mistake)
		}
	}
	return value, mistake
}
