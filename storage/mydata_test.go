package storage_test

import (
	"context"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/jmoiron/sqlx"

	"beirat/storage"
)

// filled puts one row into every table, in which every number is 1 and every
// text is "x": all of them tell of the person 1, whose account is x on x.
func filled(t *testing.T, url string) {
	t.Helper()
	driver, connect, free := "postgres", url, "SET session_replication_role = replica"
	query := "SELECT CAST(table_name AS TEXT), CAST(column_name AS TEXT), CAST(data_type AS TEXT) FROM information_schema.columns WHERE table_schema = current_schema() ORDER BY table_name, ordinal_position"
	if path, isFile := strings.CutPrefix(url, "sqlite:"); isFile {
		driver, connect, free = "sqlite", "file:"+path, "PRAGMA foreign_keys = OFF"
		query = "SELECT m.name, c.name, c.type FROM sqlite_master m JOIN pragma_table_info(m.name) c WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite%' ORDER BY m.name, c.cid"
	}
	handle, err := sqlx.Open(driver, connect)
	if err != nil {
		t.Fatal(err)
	}
	defer handle.Close()
	handle.SetMaxOpenConns(1) // what is set free is so on one connection
	if _, err := handle.Exec(free); err != nil {
		t.Fatal(err)
	}
	rows, err := handle.Query(query)
	if err != nil {
		t.Fatal(err)
	}
	names, values := map[string][]string{}, map[string][]string{}
	for rows.Next() {
		var table, name, kind string
		if err := rows.Scan(&table, &name, &kind); err != nil {
			t.Fatal(err)
		}
		value := "1"
		switch {
		case name == "givers": // ids, a line each
			value = "'1'"
		case strings.EqualFold(kind, "TEXT"):
			value = "'x'"
		case strings.EqualFold(kind, "BLOB") || strings.EqualFold(kind, "bytea"):
			value = "NULL"
		case name == "now_id" || name == "was_id" || name == "until_at": // they are who they always were, and hold what they held
			value = "0"
		}
		if value != "NULL" || table == "memory" || table == "attachment" {
			names[table] = append(names[table], name)
			values[table] = append(values[table], strings.Replace(value, "NULL", "''", 1))
		}
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	for table := range names {
		if table == "schema_version" {
			continue
		}
		if _, err := handle.Exec("INSERT INTO " + table + " (" + strings.Join(names[table], ", ") + ") VALUES (" + strings.Join(values[table], ", ") + ")"); err != nil {
			t.Fatalf("%s: %v", table, err)
		}
	}
}

func TestWhatEveryTableSaysOfAPersonIsTheirs(t *testing.T) {
	onBothKinds(t, func(t *testing.T, fresh func() string) {
		url := fresh()
		db := opened(t, url, time.Now)
		filled(t, url)
		var told, owned []string
		for _, c := range storage.PersonalData() {
			if c.Told != "" && !slices.Contains(told, c.Table) {
				told = append(told, c.Table)
			}
		}
		err := db.Read(context.Background(), func(tx *storage.Tx) error {
			return tx.Own(1, func(r storage.OwnRow) {
				owned = append(owned, r.Table)
				if len(r.As) == 0 || r.Told == "" {
					t.Errorf("a row of %s says nothing of the person: %v", r.Table, r)
				}
				for _, secret := range []string{"sum", "lock", "folded", "hash"} {
					if r.Of(secret) != nil {
						t.Errorf("%s tells its %s", r.Table, secret)
					}
				}
			})
		})
		if err != nil {
			t.Fatal(err)
		}
		slices.Sort(told)
		slices.Sort(owned)
		if d := cmp.Diff(told, owned); d != "" {
			t.Errorf("tables that tell of a person, and those that were read (-want +got):\n%s", d)
		}
	})
}
