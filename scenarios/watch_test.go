package scenarios

import (
	"fmt"
	"strings"
	"testing"

	"github.com/jmoiron/sqlx"
)

// watch sees, beside the program, whether something is stored.
type watch struct {
	t      *testing.T
	db     *sqlx.DB
	tables []string
	before any
}

func newWatch(t *testing.T, database string) *watch {
	t.Helper()
	w := &watch{t: t}
	driver, source := "postgres", database
	if path, isFile := strings.CutPrefix(database, "sqlite:"); isFile {
		driver, source = "sqlite", "file:"+path+"?mode=ro"
	}
	var err error
	if w.db, err = sqlx.Open(driver, source); err != nil {
		t.Fatal(err)
	}
	w.db.SetMaxOpenConns(1)
	if driver == "postgres" {
		w.all(&w.tables, "SELECT table_name FROM information_schema.tables WHERE table_schema = current_schema() AND table_name <> 'memory' ORDER BY 1")
	}
	w.before = w.state()
	return w
}

// state differs after a commit: SQLite counts those of other connections, and
// of PostgreSQL everything is read but what the console showed.
func (w *watch) state() any {
	if w.tables == nil {
		var version []int64
		w.all(&version, "PRAGMA data_version")
		return version[0]
	}
	var everything strings.Builder
	for _, table := range w.tables {
		var rows []string
		w.all(&rows, "SELECT t::text FROM "+table+" t ORDER BY 1")
		fmt.Fprintln(&everything, table, rows)
	}
	return everything.String()
}

func (w *watch) all(to any, query string) {
	if err := w.db.Select(to, query); err != nil {
		w.t.Fatal(err)
	}
}

// stored tells whether anything was since the last call.
func (w *watch) stored() bool {
	now := w.state()
	changed := now != w.before
	w.before = now
	return changed
}

// latest is the last that was recorded, to find what did it.
func (w *watch) latest() string {
	var last []string
	w.all(&last, "SELECT what || ' ' || entity FROM audit ORDER BY id DESC LIMIT 1")
	return fmt.Sprint(last)
}

func (w *watch) failedJobs() []string {
	var failed []string
	w.all(&failed, "SELECT last_error FROM job WHERE last_error <> ''")
	return failed
}

func (w *watch) close() {
	if err := w.db.Close(); err != nil {
		w.t.Error(err)
	}
}
