package scenarios

import (
	"fmt"
	"maps"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"beirat/storage/storagetest"

	"github.com/google/go-cmp/cmp"
	"github.com/jmoiron/sqlx"
)

// evidence is everything that somebody could hold who has the machine and
// reads over everybody's shoulder: what is left of a vote.
type evidence struct {
	tables string // every row of every table, with the hidden columns, as it lies
	files  []byte // of the database, with what is free in them
	log    string
	seen   string // by everybody, and by each privately
	wire   string // what went between the program and a server, if there is one
	alike  bool   // two votes make the same files, byte by byte
}

// gathered reads what is left in a database that nobody uses any more.
func gathered(t *testing.T, database, log, seen string) evidence {
	t.Helper()
	e := evidence{tables: settled(storagetest.Dump(t, database, `name="heard_from"`)), log: log, seen: seen}
	if path, isFile := strings.CutPrefix(database, "sqlite:"); isFile {
		e.alike = true
		for _, suffix := range []string{"", "-wal", "-journal"} {
			content, err := os.ReadFile(path + suffix)
			if err != nil && !os.IsNotExist(err) {
				t.Fatal(err)
			}
			e.files = append(e.files, content...)
		}
		// When the tables were made stands there by the clock of the wall.
		e.files = madeAt.ReplaceAll(e.files, []byte("0000-00-00 00:00:00"))
		return e
	}
	db, err := sqlx.Connect("postgres", database)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	// PostgreSQL numbers transactions and places of its log for the whole
	// server, and both stand in its files: they are searched, not compared.
	var files [][]byte
	if _, err = db.Exec("CHECKPOINT"); err == nil {
		err = db.Select(&files, `SELECT pg_read_binary_file(pg_relation_filepath(oid)) FROM pg_class
			WHERE relkind IN ('r', 'i', 't') AND relnamespace IN ('public'::regnamespace, 'pg_toast'::regnamespace) AND pg_relation_filepath(oid) IS NOT NULL`)
	}
	if err != nil {
		t.Logf("the server's files cannot be read by this user: %v", err)
	}
	e.files = slices.Concat(files...)
	return e
}

var (
	madeAt  = regexp.MustCompile(`\d{4}-\d\d-\d\d \d\d:\d\d:\d\d`)
	placeOf = regexp.MustCompile(`^(\S+) ctid="[^"]*"`)
	fixed   = []string{"urn", "roll", "ballot", "elector", "secrecy_demand", "objection"}
)

// settled takes out where PostgreSQL has put rows of tables that are rewritten
// all the time: that depends on when it tidied up, which it does when nobody
// looks, and so on what else the machine does; and of the audit, which fills more
// than a page: each connection that writes begins one of its own. Rows that are
// about who votes stay where they lie.
func settled(tables string) string {
	rows := map[string][]string{}
	for row := range strings.Lines(tables) {
		name, _, _ := strings.Cut(row, " ")
		if !slices.Contains(fixed, name) {
			row = placeOf.ReplaceAllString(row, "$1")
		}
		rows[name] = append(rows[name], row)
	}
	var all strings.Builder
	for _, name := range slices.Sorted(maps.Keys(rows)) {
		if !slices.Contains(fixed, name) {
			slices.Sort(rows[name])
		}
		all.WriteString(strings.Join(rows[name], ""))
	}
	return all.String()
}

// differs tells in what two votes differ; nothing if in nothing at all.
func (e evidence) differs(other evidence) []string {
	var found []string
	for _, part := range []struct{ name, a, b string }{
		{"tables", e.tables, other.tables}, {"log", e.log, other.log}, {"seen", e.seen, other.seen}, {"wire", e.wire, other.wire},
	} {
		if diff := cmp.Diff(strings.Split(part.a, "\n"), strings.Split(part.b, "\n")); diff != "" {
			found = append(found, part.name+":\n"+diff)
		}
	}
	if e.alike && len(found) == 0 && string(e.files) != string(other.files) {
		found = append(found, fmt.Sprintf("the files, first at byte %d", firstDifference(e.files, other.files)))
	}
	return found
}

func firstDifference(a, b []byte) int {
	for i := range min(len(a), len(b)) {
		if a[i] != b[i] {
			return i
		}
	}
	return min(len(a), len(b))
}

// only are the rows of these tables.
func (e evidence) only(tables ...string) string {
	var kept []string
	for row := range strings.Lines(e.tables) {
		if name, _, _ := strings.Cut(row, " "); slices.Contains(tables, name) {
			kept = append(kept, row)
		}
	}
	return strings.Join(kept, "")
}

// without is the evidence of the tables but for rows of one kind.
func (e evidence) without(row *regexp.Regexp) evidence {
	var kept []string
	for line := range strings.Lines(e.tables) {
		if !row.MatchString(line) {
			kept = append(kept, line)
		}
	}
	e.tables, e.alike = strings.Join(kept, ""), false
	return e
}

// records are the single things in which a person and a choice must not meet:
// rows, lines of the log, messages.
func (e evidence) records() []string {
	var all []string
	for _, text := range []string{e.tables, e.log, e.wire} {
		all = append(all, strings.Split(text, "\n")...)
	}
	return append(all, strings.Split(e.seen, "\n\n")...)
}

// holdsWord tells whether a word stands alone in a text.
func holdsWord(text, word string) bool {
	return regexp.MustCompile(`(^|[^\pL\pN_])` + regexp.QuoteMeta(word) + `($|[^\pL\pN_])`).MatchString(text)
}
