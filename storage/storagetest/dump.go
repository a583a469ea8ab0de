package storagetest

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/jmoiron/sqlx"
)

// Dump is everything that the tables of a database hold, as somebody reads it
// who has a copy of it: a line a row, in the order in which the rows lie, with
// what the database keeps of them by itself. Transactions are numbered in
// their order, for their own numbers count what other databases of the server
// do; not those of rows with one of the texts that are named: when they are
// written says the clock of the wall.
func Dump(t testing.TB, url string, byTheWall ...string) string {
	t.Helper()
	driver, connect, tables, hidden := "postgres", url, "SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename", "ctid, xmin, cmin, xmax, cmax, "
	if path, isFile := strings.CutPrefix(url, "sqlite:"); isFile {
		driver, connect, tables = "sqlite", "file:"+path+"?_query_only=1", "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name"
	}
	handle, err := sqlx.Open(driver, connect)
	if err != nil {
		t.Fatal(err)
	}
	defer handle.Close()
	var names []string
	if err := handle.Select(&names, tables); err != nil {
		t.Fatal(err)
	}
	d := dump{xids: map[int64]bool{}, byTheWall: byTheWall}
	for _, name := range names {
		if name == "schema_version" { // has the wall clock in it
			continue
		}
		if driver == "sqlite" {
			hidden = "rowid, "
			if _, err := handle.Exec("SELECT rowid FROM " + name + " LIMIT 1"); err != nil { // a table without
				hidden = ""
			}
		}
		if err := d.read(handle, name, "SELECT "+hidden+"* FROM "+name); err != nil {
			t.Fatalf("reading all of %s: %v", name, err)
		}
	}
	return d.text()
}

type dump struct {
	lines     []string
	xids      map[int64]bool // filled while reading, numbered at the end
	byTheWall []string
}

const xidMark = "xid:"

func (d *dump) read(handle *sqlx.DB, name, query string) error {
	rows, err := handle.Queryx(query)
	if err != nil {
		return err
	}
	defer rows.Close()
	columns, err := rows.Columns()
	if err != nil {
		return err
	}
	for rows.Next() {
		values, err := rows.SliceScan()
		if err != nil {
			return err
		}
		line, xids := []string{name}, []int64{}
		for i, value := range values {
			if bytes, ok := value.([]byte); ok {
				value = string(bytes)
			}
			text := fmt.Sprint(value)
			if columns[i] == "xmin" || columns[i] == "xmax" {
				number, err := strconv.ParseInt(text, 10, 64)
				if err != nil {
					return err
				}
				xids = append(xids, number)
				text = xidMark + text
			}
			line = append(line, columns[i]+"="+strconv.Quote(text))
		}
		d.add(strings.Join(line, " ")+"\n", xids)
	}
	return rows.Err()
}

func (d *dump) add(line string, xids []int64) {
	d.lines = append(d.lines, line)
	if slices.ContainsFunc(d.byTheWall, func(text string) bool { return strings.Contains(line, text) }) {
		return
	}
	for _, number := range xids {
		d.xids[number] = true
	}
}

func (d *dump) text() string {
	known := slices.Sorted(maps.Keys(d.xids))
	var all strings.Builder
	for _, text := range d.lines {
		if strings.Contains(text, xidMark) {
			for i, number := range known {
				text = strings.ReplaceAll(text, fmt.Sprintf("%q", xidMark+strconv.FormatInt(number, 10)), fmt.Sprint("#", i))
			}
			text = unnumbered.ReplaceAllString(text, "#")
		}
		all.WriteString(text)
	}
	return all.String()
}

var unnumbered = regexp.MustCompile(`"` + xidMark + `\d+"`)
