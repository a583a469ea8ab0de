package storage

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"
	"unicode/utf8"

	"beirat/board"
)

// traces are the words by which the texts that the program keeps for itself tell
// of a person: their names and addresses, and their accounts as a text has them.
type traces struct {
	accounts []Account
	words    []string
}

// longAccount is from how many letters on an account is no part of other words: the
// ids that Mattermost and Discord draw have seventeen and more.
const longAccount = 17

// tracesOf collects them before they are gone. What is short, as an account of the
// console, is looked for in quotes only: it may be a part of other words.
func (tx *Tx) tracesOf(selves []board.ID) (t traces, err error) {
	for _, self := range selves {
		who, err := tx.Person(self)
		if err != nil {
			return t, err
		}
		t.name(who.Name)
		accounts, err := tx.Accounts(self)
		if err != nil {
			return t, err
		}
		for _, a := range accounts {
			t.accounts = append(t.accounts, a)
			t.name(a.Name)
			t.words = onceWord(t.words, quoted(a.Account))
			if len(a.Account) >= longAccount {
				t.words = onceWord(t.words, a.Account)
			}
		}
		var mails []string
		if err := tx.all(&mails, "SELECT DISTINCT mail FROM meeting_guest WHERE person_id = ? AND mail <> ''", int64(self)); err != nil {
			return t, err
		}
		for _, mail := range mails {
			t.name(mail)
		}
	}
	return t, nil
}

// shortName is up to where a name is looked for in quotes only.
const shortName = 7

func (t *traces) name(name string) {
	switch inner := quoted(name); {
	case name == "":
	case len([]rune(name)) <= shortName:
		t.words = onceWord(t.words, inner)
	default:
		t.words = onceWord(onceWord(t.words, name), inner[1:len(inner)-1])
	}
}

func onceWord(words []string, word string) []string {
	for _, one := range words {
		if one == word {
			return words
		}
	}
	return append(words, word)
}

// quoted is a text as JSON has it.
func quoted(text string) string {
	out, err := json.Marshal(text)
	if err != nil { // a text can always be written
		return `"` + text + `"`
	}
	return string(out)
}

// scrub takes a person out of the texts that the program keeps for itself: what
// is done is deleted, in what still waits another name takes the place.
func (tx *Tx) scrub(t traces, as string) error {
	for _, a := range t.accounts {
		last := "/" + a.Account
		_, err := tx.exec("DELETE FROM memory WHERE space = ? AND SUBSTR(name, LENGTH(name) - CAST(? AS INTEGER)) = ?", a.Platform, utf8.RuneCountInString(last)-1, last)
		if err != nil {
			return err
		}
		path := a.Platform + last // as keys and what was answered have it
		if _, err := tx.exec("DELETE FROM job WHERE "+tx.inText("'/' || job_key || '/'"), "/"+path+"/"); err != nil {
			return err
		}
		if _, err := tx.exec("DELETE FROM answered WHERE body = ?", path); err != nil {
			return err
		}
	}
	for _, word := range t.words {
		for _, query := range []string{
			"DELETE FROM job WHERE done_at <> 0 AND (" + tx.inBytes("payload") + " OR " + tx.inText("last_error") + " OR " + tx.inText("job_key") + ")",
			"DELETE FROM answered WHERE " + tx.inText("body") + " OR " + tx.inBytes("answer") + " OR " + tx.inText("name"),
		} {
			args := []any{[]byte(word), word, word}
			if strings.Contains(query, "answered") {
				args = []any{word, []byte(word), word}
			}
			if _, err := tx.exec(query, args...); err != nil {
				return err
			}
		}
		if _, err := tx.exec("UPDATE audit SET detail = REPLACE(detail, CAST(? AS TEXT), CAST(? AS TEXT)) WHERE "+tx.inText("detail"), word, tx.instead(word, as), word); err != nil {
			return err
		}
		if _, err := tx.exec("UPDATE job SET last_error = '' WHERE "+tx.inText("last_error"), word); err != nil {
			return err
		}
		for _, in := range []struct{ table, key, column string }{
			{"job", "CAST(id AS TEXT)", "payload"}, {"undo", "CAST(id AS TEXT)", "payload"},
			{"kept_letter", "CAST(job_id AS TEXT)", "payload"}, {"memory", "space || '/' || name", "content"},
		} {
			if err := tx.replace(in.table, in.key, in.column, [2]string{word, tx.instead(word, as)}); err != nil {
				return fmt.Errorf("%s.%s: %w", in.table, in.column, err)
			}
		}
	}
	return nil
}

// instead is what takes the place of a word: in quotes if that was.
func (tx *Tx) instead(word, as string) string {
	inner := quoted(as)
	if strings.HasPrefix(word, `"`) {
		return inner
	}
	return inner[1 : len(inner)-1]
}

// inBytes and inText are conditions that a column holds a text.
func (tx *Tx) inBytes(column string) string {
	if tx.db.kind == "postgres" {
		return "POSITION(CAST(? AS BYTEA) IN " + column + ") > 0"
	}
	return "INSTR(" + column + ", CAST(? AS BLOB)) > 0"
}

func (tx *Tx) inText(column string) string {
	if tx.db.kind == "postgres" {
		return "POSITION(CAST(? AS TEXT) IN " + column + ") > 0"
	}
	return "INSTR(" + column + ", ?) > 0"
}

// replace puts one text in place of another in bytes that a column holds.
func (tx *Tx) replace(table, key, column string, change [2]string) error {
	var rows []struct {
		Key   string `db:"row_key"`
		Bytes []byte `db:"bytes"`
	}
	if err := tx.all(&rows, "SELECT "+key+" AS row_key, "+column+" AS bytes FROM "+table+" WHERE "+tx.inBytes(column), []byte(change[0])); err != nil {
		return err
	}
	for _, r := range rows {
		now := bytes.ReplaceAll(r.Bytes, []byte(change[0]), []byte(change[1]))
		if err := tx.must("UPDATE "+table+" SET "+column+" = ? WHERE "+key+" = ?", now, r.Key); err != nil {
			return err
		}
	}
	return nil
}
