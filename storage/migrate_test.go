package storage_test

import (
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/jmoiron/sqlx"

	"beirat/board"
	"beirat/storage"
	"beirat/storage/storagetest"
)

// released calls each for every dump of testdata/released: the schema of a
// release with a few rows, on SQLite and on PostgreSQL.
func released(t *testing.T, version string, each func(t *testing.T, r release)) {
	for kind, fresh := range map[string]func(testing.TB) string{"sqlite": storagetest.SQLite, "postgres": storagetest.Postgres} {
		dumps, err := filepath.Glob("testdata/released/" + kind + "/" + version + ".sql")
		if err != nil || len(dumps) == 0 {
			t.Fatalf("no dumps of %s: %v", kind, err)
		}
		for _, dump := range dumps {
			t.Run(kind+"/"+filepath.Base(dump), func(t *testing.T) { each(t, load(t, kind, fresh(t), dump)) })
		}
	}
}

// release is a database of a release.
type release struct {
	driver, connect string // of the database itself
	url             string
}

func load(t *testing.T, driver, url, dump string) release {
	t.Helper()
	text, err := os.ReadFile(dump)
	if err != nil {
		t.Fatal(err)
	}
	r := release{driver: driver, connect: url, url: url}
	if path, isFile := strings.CutPrefix(url, "sqlite:"); isFile {
		r.connect = "file:" + path
	}
	r.do(t, func(handle *sqlx.DB) error { _, err := handle.Exec(string(text)); return err })
	return r
}

// do does something to the database behind Beirat's back.
func (r release) do(t *testing.T, something func(*sqlx.DB) error) {
	t.Helper()
	handle, err := sqlx.Open(r.driver, r.connect)
	if err == nil {
		err = something(handle)
	}
	if err != nil {
		t.Fatal(err)
	}
	if err := handle.Close(); err != nil {
		t.Fatal(err)
	}
}

// rows is how many rows each table has.
func (r release) rows(t *testing.T) map[string]int {
	t.Helper()
	tables := "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
	if r.driver == "sqlite" {
		tables = "SELECT name FROM sqlite_master WHERE type = 'table' AND name <> 'sqlite_sequence'"
	}
	rows := map[string]int{}
	r.do(t, func(handle *sqlx.DB) error {
		var names []string
		if err := handle.Select(&names, tables); err != nil {
			return err
		}
		for _, name := range names {
			var n int
			if err := handle.Get(&n, "SELECT COUNT(*) FROM "+name); err != nil {
				return err
			}
			rows[name] = n
		}
		delete(rows, "schema_version") // tells of the migration itself
		return nil
	})
	return rows
}

func (r release) migrated(t *testing.T) *storage.DB {
	return opened(t, r.url, func() time.Time { return time.Date(2026, 11, 21, 9, 0, 0, 0, time.UTC) })
}

func TestEveryReleasedSchemaMigrates(t *testing.T) {
	released(t, "*", func(t *testing.T, r release) {
		before := r.rows(t)
		db := r.migrated(t)
		after := r.rows(t)
		for table, n := range before {
			if n == 0 && table != "roll" && table != "urn" { // which stood there before there were secret votes
				t.Errorf("%s has no row to lose", table)
			}
			if after[table] != n {
				t.Errorf("%s: %d rows, %d after the migration", table, n, after[table])
			}
		}
		for _, table := range slices.Sorted(maps.Keys(after)) {
			if _, old := before[table]; !old && after[table] != 0 {
				t.Errorf("%s is new and has %d rows", table, after[table])
			}
		}
		err := db.Read(t.Context(), func(tx *storage.Tx) error {
			boards, err := tx.Boards()
			if err != nil {
				return err
			}
			for _, b := range boards {
				if err := readable(tx, b.ID); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			t.Error(err)
		}
	})
}

// readable reads the rules of a board and each of its polls.
func readable(tx *storage.Tx, of board.ID) error {
	if _, err := tx.Profile(of); err != nil {
		return err
	}
	polls, err := tx.Polls(of, 0, 1000)
	if err != nil {
		return err
	}
	for _, p := range polls {
		if _, err := tx.Poll(p.ID); err != nil {
			return err
		}
		if _, err := tx.ProfileByID(p.Profile); err != nil {
			return err
		}
		if _, err := tx.Piles(p); err != nil {
			return err
		}
	}
	return nil
}

func TestPollsAndRulesFromBeforeVotesOverOptionsAreAsTheyWere(t *testing.T) {
	began, ended := time.UnixMilli(1795165200000).UTC(), time.UnixMilli(1795770000000).UTC()
	over := board.Poll{ID: 1, Board: 1, Number: 1, Question: "Sollen wir Online-Termine empfehlen?", Text: "Der Beirat empfiehlt Termine.",
		Purpose: board.Recommendation, Method: board.YesNo, Profile: 1, Results: board.AtClose, Proposer: 1, Opened: began, Closes: ended, Statutory: 4,
		Terms: board.Terms{Rule: board.Simple, Quorum: board.MoreThanHalfMin3, Tie: board.TieRejected, Procedure: board.CircularNoObjection, Base: board.FilledSeats},
		State: board.Closed, Ended: ended, Outcome: board.Adopted, Counts: board.Tally{Members: 4, Yes: 2, No: 1}}
	running := over
	running.ID, running.Number, running.Question, running.State = 2, 2, "Läuft noch?", board.Open
	running.Ended, running.Outcome, running.Counts = time.Time{}, "", board.Tally{}
	rules := board.DefaultProfile()
	rules.ID, rules.Board = 1, 1

	released(t, "before-votes", func(t *testing.T, r release) {
		err := r.migrated(t).Read(t.Context(), func(tx *storage.Tx) error {
			for _, want := range []board.Poll{over, running} {
				got, err := tx.Poll(want.ID)
				if d := cmp.Diff(want, got); err != nil || d != "" {
					t.Errorf("poll %d: %v\n%s", want.ID, err, d)
				}
			}
			got, err := tx.ProfileByID(1)
			if d := cmp.Diff(rules, got); err != nil || d != "" {
				t.Errorf("the rules: %v\n%s", err, d)
			}
			piles, err := tx.Piles(over)
			if d := cmp.Diff([]board.Pile{{Choice: board.No, N: 1}, {Choice: board.Yes, N: 2}}, piles); err != nil || d != "" {
				t.Errorf("the ballots: %v\n%s", err, d)
			}
			return nil
		})
		if err != nil {
			t.Error(err)
		}
	})
}

func TestPollsFromBeforeVotesOverOptionsGoOn(t *testing.T) {
	released(t, "before-votes", func(t *testing.T, r release) {
		err := r.migrated(t).Write(t.Context(), storage.By{}, func(tx *storage.Tx) error {
			if owing, err := tx.Owing(1, 10); err != nil || len(owing) != 0 {
				t.Errorf("an answer is owed to what was adopted before: %v %v", owing, err)
			}
			owed, err := tx.Owed(2, 1, 10)
			if err != nil || len(owed) != 1 {
				t.Fatalf("owed %v %v", owed, err)
			}
			if err := tx.MakeSecret(owed[0].ID); err != nil {
				return err
			}
			for seat := board.ID(1); seat <= 2; seat++ {
				if err := tx.PutIntoUrn(owed[0].ID, seat, storage.Paper{Choice: board.Yes}); err != nil {
					return err
				}
			}
			if c, err := tx.Count(owed[0].ID); err != nil || c != (storage.Count{Electors: 4, Voted: 2}) {
				t.Errorf("count %+v %v", c, err)
			}
			return nil
		})
		if err != nil {
			t.Error(err)
		}
	})
}
