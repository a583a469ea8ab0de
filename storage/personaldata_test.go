package storage_test

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/jmoiron/sqlx"

	"beirat/storage"
)

// column is one of the schema.
type column struct {
	Table string `db:"table_name"`
	Name  string `db:"column_name"`
}

// columns are those of every table of a database.
func columns(t *testing.T, url string) (all []column) {
	t.Helper()
	driver, connect, query := "postgres", url, "SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = current_schema()"
	if path, isFile := strings.CutPrefix(url, "sqlite:"); isFile {
		driver, connect = "sqlite", "file:"+path
		query = "SELECT m.name AS table_name, c.name AS column_name FROM sqlite_master m JOIN pragma_table_info(m.name) c WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite%'"
	}
	handle, err := sqlx.Open(driver, connect)
	if err != nil {
		t.Fatal(err)
	}
	defer handle.Close()
	if err := handle.Select(&all, query); err != nil {
		t.Fatal(err)
	}
	return slices.DeleteFunc(all, func(c column) bool { return c.Table == "schema_version" })
}

// personal are names that a column has that tells of a person, and things are
// those of columns that refer to something else.
var (
	personal = regexp.MustCompile(`_id$|_by$|person|account|mail|^name$|owner|author|presenter|secretary|giver|shown_to|payload|job_key|^body$|^answer$`)
	things   = regexp.MustCompile(`^(board|profile|group|seat|poll|template|meeting|guest|item|statement|round|draw|measure|field|after|idea|strategy|submission|series|search|option|` +
		`invitation|minutes|job|thing|bundle|point|question|merger|into|from|first|second|about|earlier|term|next|attachment)_id$|^present_by_name$`)
	others = []column{{"board", "name"}, {"seat_group", "name"}, {"term_seat", "group_name"}, {"poll", "outcome"}, {"template", "name"}, {"feedback_template", "name"}, {"template_value", "name"},
		{"school_holiday", "name"}, {"attachment", "name"}, {"calendar_address", "name"}, {"idea", "answer"}, {"attendance", "answer"},
		{"account", "name"}, {"answered", "name"}, {"kept_letter", "payload"}, {"kept_letter", "job_key"}, {"undo", "payload"}, {"kept_letter", "told_by"}}
)

func TestEveryColumnThatTellsOfAPersonIsListed(t *testing.T) {
	onBothKinds(t, func(t *testing.T, fresh func() string) {
		url := fresh()
		opened(t, url, nil)
		all := columns(t, url)
		for _, listed := range storage.PersonalData() {
			if !slices.Contains(all, column{listed.Table, listed.Column}) {
				t.Errorf("%s.%s is listed, and there is no such column", listed.Table, listed.Column)
			}
		}
		for _, c := range all {
			if !personal.MatchString(c.Name) || things.MatchString(c.Name) || slices.Contains(others, c) {
				continue
			}
			if !slices.ContainsFunc(storage.PersonalData(), func(p storage.PersonalColumn) bool { return p.Table == c.Table && p.Column == c.Name }) {
				t.Errorf("%s.%s may tell of a person and is not listed in PersonalData", c.Table, c.Name)
			}
		}
	})
}

func TestEveryConditionOfPersonalDataCanBeAsked(t *testing.T) {
	onBothKinds(t, func(t *testing.T, fresh func() string) {
		url := fresh()
		opened(t, url, nil)
		driver, connect := "postgres", url
		if path, isFile := strings.CutPrefix(url, "sqlite:"); isFile {
			driver, connect = "sqlite", "file:"+path
		}
		handle, err := sqlx.Open(driver, connect)
		if err != nil {
			t.Fatal(err)
		}
		defer handle.Close()
		for _, c := range storage.PersonalData() {
			of := "0"
			if c.Board != "" {
				of = c.Board
			}
			condition := c.Condition()
			args := make([]any, strings.Count(condition, "?"))
			for i := range args {
				args[i] = 1
			}
			if _, err := handle.Exec(handle.Rebind("SELECT "+of+" FROM "+c.Table+" WHERE "+condition), args...); err != nil {
				t.Errorf("%s.%s: %v", c.Table, c.Column, err)
			}
		}
	})
}
