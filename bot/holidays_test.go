package bot

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"beirat/board"
	"beirat/storage"
	"beirat/storage/storagetest"
)

func TestSchoolHolidaysAreImportedBesideARunningProgram(t *testing.T) {
	database := storagetest.SQLite(t)
	c := assemblyOf(t, database, 1)
	defer closed(t, c)
	folder := t.TempDir()
	file := func(name, content string) string {
		path := filepath.Join(folder, name)
		if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	good := file("ferien.csv", "Name;Beginn;Ende\nWeihnachtsferien;23.12.2026;06.01.2027\nOsterferien;22.03.2027;03.04.2027\n")
	for range 2 {
		done(t, exitDone, "Two entries are imported, from Wednesday, 23 December 2026", "holidays", "import", "--db", database, good)
	}
	var all []board.SchoolHoliday
	if err := c.db.Read(t.Context(), func(tx *storage.Tx) (err error) {
		all, err = tx.SchoolHolidays(1)
		return err
	}); err != nil || len(all) != 2 {
		t.Errorf("%d entries, %v", len(all), err)
	}
	for name, args := range map[string][]string{
		"please name one file":                {"import", "--db", database},
		"usage: beirat holidays import":       {"export"},
		"no such file":                        {"import", "--db", database, filepath.Join(folder, "none.csv")},
		"there is no database":                {"import", "--db", "sqlite:" + filepath.Join(folder, "none.db"), good},
		"there is no board 7; there are: 1 (": {"import", "--db", database, "--board", "7", good},
		"larger than one megabyte":            {"import", "--db", database, file("large.csv", strings.Repeat("x", 2<<20))},
		"This is no ICS file":                 {"import", "--db", database, file("cut.ics", "BEGIN:VCALENDAR\nBEGIN:VEVENT\n")},
		"“31.02.2027”, which is no date like": {"import", "--db", database, file("date.csv", "Name;Beginn\nx;31.02.2027\n")},
	} {
		var out, complaints strings.Builder
		code := Main(context.Background(), Streams{In: strings.NewReader(""), Out: &out, Err: &complaints}, append([]string{"holidays"}, args...))
		if code == exitDone || out.Len() > 0 || !strings.Contains(complaints.String(), name) {
			t.Errorf("%s: exit %d, %s%s", name, code, out.String(), complaints.String())
		}
	}
}
