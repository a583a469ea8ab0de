package scenarios

import (
	"encoding/base64"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"testing"

	"beirat/storage/storagetest"
)

// asStored is what a ballot's label is in the database.
var asStored = map[string]string{"Ja": "yes", "Nein": "no", "Enthaltung": "abstain"}

// planted is a leak that a careless program would leave behind, at its end or
// with every ballot.
type planted struct {
	each func(i int, b ballot) string // a statement for a ballot
	all  func([]ballot) string        // one statement for all of them
	log  func(b ballot) string
	said func(b ballot) string
	wire func(b ballot) string
	on   string // the only kind of database on which it leaves a trace; empty: both
}

// TestAPlantedLeakIsFound plants leaks and wants the proofs to see every one.
func TestAPlantedLeakIsFound(t *testing.T) {
	leaks := map[string]planted{
		"an audit row with the choice": {each: func(_ int, b ballot) string {
			return "INSERT INTO audit (board_id, at, person_id, log, what, entity, detail) VALUES (1, 1, 0, '', 'poll.cast', 'poll:1', '" + asStored[b.says] + "')"
		}},
		"a done job with the choice": {all: func(bs []ballot) string {
			return "INSERT INTO job (kind, job_key, run_at, due_at, done_at, payload, created_at) VALUES ('show', 'poll:1', 1, 1, 1, '" + bs[0].says + "', 1)"
		}},
		"a row that was deleted again": {on: "sqlite", each: func(_ int, b ballot) string {
			insert := "INSERT INTO memory (space, name, content) VALUES ('console', 'draft', '" + strings.Repeat(asStored[b.says], 400) + "')"
			return insert + "; DELETE FROM memory WHERE name = 'draft'"
		}},
		"an urn in the order of arrival": {all: func(bs []ballot) string {
			var came []string
			for _, b := range bs {
				came = append(came, asStored[b.says])
			}
			return "UPDATE urn SET content = '" + strings.Join(came, "\n") + "'"
		}},
		"a row of the roll that was written again after a yes": {on: "postgres", each: func(i int, b ballot) string {
			if b.says != "Ja" {
				return ""
			}
			return fmt.Sprintf("UPDATE roll SET seat_id = seat_id WHERE seat_id = %d", i+1)
		}},
		"a line of the log with the choice": {log: func(b ballot) string { return `{"level":"DEBUG","msg":"cast","choice":"` + b.says + `"}` }},
		"a line of the log with its length": {log: func(b ballot) string { return fmt.Sprintf(`{"level":"DEBUG","msg":"cast","bytes":%d}`, len(b.says)) }},
		"an answer that repeats the choice": {said: func(b ballot) string { return "@" + b.who + " Ihre Stimme: " + b.says }},
	}
	for i, name := range slices.Sorted(maps.Keys(leaks)) {
		leak := leaks[name]
		t.Run(name, func(t *testing.T) {
			for kind, fresh := range leak.databases(i) {
				one := secretVote{opens: secretOpening, ballots: ballots(eleven(), mixed()), ended: leak.plant}
				two := secretVote{opens: secretOpening, ballots: ballots(eleven(), turned(mixed(), 4)), ended: leak.plant}
				if found := onConsole(t, fresh(t), one).differs(onConsole(t, fresh(t), two)); len(found) == 0 {
					t.Errorf("nothing was found on %s", kind)
				}
			}
		})
	}
}

// databases are those on which it leaves a trace, by turn where it does on both.
func (p planted) databases(turn int) map[string]func(testing.TB) string {
	switch p.on {
	case "sqlite":
		return map[string]func(testing.TB) string{p.on: storagetest.MigratedSQLite}
	case "postgres":
		return map[string]func(testing.TB) string{p.on: storagetest.MigratedPostgres}
	default:
		return databases(turn)
	}
}

func (p planted) plant(t *testing.T, leak leaking, bs []ballot) {
	t.Helper()
	var statements []string
	for i, b := range bs {
		if p.each != nil {
			statements = append(statements, p.each(i, b))
		}
		if p.log != nil {
			say(t, leak.log, p.log(b)+"\n")
		}
		if p.said != nil {
			say(t, leak.out, p.said(b)+"\n\n")
		}
	}
	for _, b := range bs {
		if p.wire != nil {
			leak.wire.hear(p.wire(b))
		}
	}
	if p.all != nil {
		statements = append(statements, p.all(bs))
	}
	for _, statement := range slices.DeleteFunc(statements, func(s string) bool { return s == "" }) {
		if _, err := leak.db.Exec(statement); err != nil {
			t.Fatal(err)
		}
	}
}

func say(t *testing.T, to io.StringWriter, text string) {
	t.Helper()
	if _, err := to.WriteString(text); err != nil {
		t.Fatal(err)
	}
}

// TestAPlantedLeakIsFoundOnAServer: what is taken out there because it is there
// by chance must not take out a leak. In CI it is every second leak.
func TestAPlantedLeakIsFoundOnAServer(t *testing.T) {
	typist := typist{theBook(t)}
	leaks := map[string]planted{
		"an audit row with the choice": {each: func(_ int, b ballot) string {
			return "INSERT INTO audit (board_id, at, person_id, log, what, entity, detail) VALUES (1, 1, 0, '', 'poll.cast', 'poll:1', '" + asStored[b.says] + "')"
		}},
		"a checksum of the request": {each: func(i int, b ballot) string {
			return fmt.Sprintf("INSERT INTO answered (space, name, body, used_at) VALUES ('leak', '%d', '%d characters', 1)", i, len(b.says))
		}},
		"a post with the choice":        {wire: func(b ballot) string { return `POST /api/v4/posts {"message":"` + b.says + `"}` }},
		"a button named by its choice":  {wire: func(b ballot) string { return fmt.Sprintf("POST /api/v4/posts/x/actions/a1x%016x", b.says[0]) }},
		"a seal as long as its content": {wire: func(b ballot) string { return `{"do":"2.` + strings.Repeat("A", 1400+len(b.says)) + `"}` }},
		"a button that can be read": {wire: func(b ballot) string {
			return `{"do":"1.` + base64.RawURLEncoding.EncodeToString([]byte(`{"vote":"`+b.says+`","poll":"1"}`)) + "." + strings.Repeat("A", 43) + `"}`
		}},
	}
	for i, name := range slices.Sorted(maps.Keys(leaks)) {
		if !everything() && i%2 == 1 {
			continue
		}
		leak := leaks[name]
		t.Run(name, func(t *testing.T) {
			one := secretVote{opens: secretOpening, ballots: ballots(eleven(), mixed()[:4]), ended: leak.plant}
			two := secretVote{opens: secretOpening, ballots: ballots(eleven(), turned(mixed()[:4], 1)), ended: leak.plant}
			if found := onServer(t, storagetest.SQLite(t), typist, one).differs(onServer(t, storagetest.SQLite(t), typist, two)); len(found) != 1 {
				t.Errorf("found in %d places: %v", len(found), found)
			}
		})
	}
}

// TestASeatBesideAChoiceIsFound plants what the reading of single records is
// there to see.
func TestASeatBesideAChoiceIsFound(t *testing.T) {
	for record, want := range map[string]bool{
		`audit id="7" person_id="3" what="poll.cast" detail="yes"`:           true,
		`{"level":"INFO","msg":"gewerbe2 voted no"}`:                         true,
		"@buerger1 Ihre Stimme ist gezählt: Enthaltung.":                     true,
		"@buerger1 Wie stimmen Sie?\n@buerger1 [Ja] [Nein] [Enthaltung]":     false,
		`urn poll_id="1" content="abstain\nno\nyes"`:                         false,
		"# Ja 6 · Nein 3 · Enthaltung 2 · nicht abgegeben 0":                 false,
		`roll poll_id="1" seat_id="3"`:                                       false,
		`audit id="7" person_id="0" what="poll.cast" entity="poll:1"`:        false,
		"@stadt Abstimmung 1: angenommen. Sechs Ja, drei Nein.":              true,
		"@buerger2 Ihre Stimme liegt in der Urne der Abstimmung 1. jagd no1": false,
	} {
		if met := together(evidence{tables: record}); len(met) > 0 != want && !strings.HasPrefix(record, "@") {
			t.Errorf("%q: %v", record, met)
		}
		if met := together(evidence{seen: record}); len(met) > 0 != want {
			t.Errorf("%q: %v", record, met)
		}
	}
}
