package personal

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"beirat/board"
	"beirat/storage"
	"beirat/storage/storagetest"
	"beirat/words"
)

// kept is a database with a board and somebody who holds a seat of it.
func kept(t *testing.T) (f *Personal, of board.Board, who board.Person) {
	t.Helper()
	now := time.Date(2026, 11, 26, 10, 0, 0, 0, time.UTC)
	db, err := storage.Open(t.Context(), storagetest.SQLite(t), func() time.Time { return now })
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := db.Close(); err != nil {
			t.Error(err)
		}
	})
	if err := db.Migrate(t.Context()); err != nil {
		t.Fatal(err)
	}
	err = db.Write(t.Context(), storage.By{}, func(tx *storage.Tx) (err error) {
		if of, err = tx.CreateBoard(board.Board{Name: "Digitalbeirat", Language: "de", Zone: "Europe/Berlin"}, []board.Group{{Key: "citizens", Seats: 2}},
			storage.Home{Platform: "console", Channel: "c"}); err != nil {
			return err
		}
		if who, err = tx.Meet("console", "anna", "anna"); err != nil {
			return err
		}
		seats, err := tx.Seats(of.ID)
		if err == nil {
			err = tx.TakeSeat(seats[0].ID, who.ID, "")
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return New(db), of, who
}

func TestEveryKindThatIsToldHasAName(t *testing.T) {
	f, _, _ := kept(t)
	err := f.db.Read(t.Context(), func(tx *storage.Tx) error {
		tables, err := tx.ToldColumns()
		for table, columns := range tables {
			for _, l := range words.Languages() {
				if !words.Has(l, "personal.kind."+table) {
					t.Errorf("%s has no name in %s", table, l)
				}
				for _, column := range columns {
					if !strings.Contains(quiet, " "+column+" ") && !words.Has(l, "personal.column."+column) {
						t.Errorf("%s.%s has no name in %s, and is not quiet", table, column, l)
					}
				}
			}
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, told := range storage.Tolds() {
		if !words.Has(words.German, "personal.told."+string(told)) {
			t.Errorf("the heading %s has no name", told)
		}
	}
}

func TestNobodyHasNothing(t *testing.T) {
	f, _, _ := kept(t)
	if o, err := f.owned(t.Context(), 0); err != nil || len(o.rows) > 0 {
		t.Errorf("%v, %v", o.rows, err)
	}
}

func TestTheDocumentAndTheJSONHoldEveryEntry(t *testing.T) {
	f, of, who := kept(t)
	const mine = "Ein Stadtplan <mit> Brunnen & Bänken"
	err := f.db.Write(t.Context(), storage.By{Person: who.ID}, func(tx *storage.Tx) error {
		_, err := tx.CreateIdea(board.Idea{Board: of.ID, Kind: board.PlainIdea, Text: mine, Sender: who.ID})
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	o, err := f.owned(t.Context(), who.ID)
	if err != nil {
		t.Fatal(err)
	}
	o.language = words.German
	content, err := o.json()
	if err != nil {
		t.Fatal(err)
	}
	var sheet sheetJSON
	if err := json.Unmarshal(content, &sheet); err != nil {
		t.Fatal(err)
	}
	if sheet.Schema != schemaName || sheet.Version != schemaVersion || len(sheet.Records) != len(o.rows) || len(sheet.NotLinked) == 0 {
		t.Errorf("%s", content)
	}
	if !slices.ContainsFunc(sheet.Records, func(r recordJSON) bool { return r.Kind == "idea" && r.Values["content"] == mine && r.Board == of.Name }) {
		t.Errorf("the idea is not word for word in %s", content)
	}
	items := 0
	for _, line := range strings.Split(string(o.document().Markdown()), "\n") {
		if strings.HasPrefix(line, "- *") {
			items++
		}
	}
	if items != len(o.rows) {
		t.Errorf("%d items for %d entries", items, len(o.rows))
	}
}

func TestTenThousandEntriesAreStillAFile(t *testing.T) {
	f, of, who := kept(t)
	o, err := f.owned(context.Background(), who.ID)
	if err != nil {
		t.Fatal(err)
	}
	o.language = words.English
	for i := range 10000 {
		o.rows = append(o.rows, storage.OwnRow{Board: of.ID, Table: "idea", Told: storage.ToldContributions, As: []string{"person_id"},
			Values: []storage.OwnValue{{Name: "content", Value: fmt.Sprintf("%d %s", i, strings.Repeat("word ", 200))}}})
	}
	for _, as := range []kind{toRead, asJSON} {
		made, err := o.file(as)
		if err != nil || len(made.Content) == 0 {
			t.Errorf("%s: %d bytes, %v", as, len(made.Content), err)
		}
		if as == asJSON && (!strings.HasSuffix(made.Name, ".zip") || len(made.Content) > fileMost) {
			t.Errorf("%s has %d bytes", made.Name, len(made.Content))
		}
	}
}
