package storage

import (
	"errors"
	"fmt"
	"time"

	"beirat/board"
)

// Account is what a person is on a platform.
type Account struct {
	Person      board.ID
	Platform    string
	Account     string    // the platform's id
	Name        string    // as the platform showed it last
	Unreachable time.Time // since when private messages fail; zero: they do not
	Why         string
	Turn        int64    // the account with the highest was used last
	Was         board.ID // the person from whom it came to this one, by Tx.Join; 0: it was always theirs
}

type personRow struct {
	ID       board.ID `db:"id"`
	Name     string   `db:"name"`
	Language string   `db:"language"`
}

func (r personRow) person() board.Person {
	return board.Person{ID: r.ID, Name: r.Name, Language: r.Language}
}

// Meet is the person of an account, made if nobody has seen it before; a name
// that the platform changed is taken over, but not from an account that came to
// the person (see Join). An empty name changes nothing.
func (tx *Tx) Meet(platform, account, name string) (board.Person, error) {
	known, err := tx.PersonOf(platform, account)
	switch {
	case errors.Is(err, ErrNotFound):
		return tx.welcome(platform, account, name)
	case err != nil || name == "":
		return known, err
	}
	changed, err := tx.exec("UPDATE account SET name = ? WHERE platform = ? AND account = ? AND name <> ?", name, platform, account, name)
	if err != nil || changed == 0 {
		return known, err
	}
	renamed, err := tx.exec("UPDATE person SET name = ? WHERE id = ? AND EXISTS (SELECT 1 FROM account WHERE platform = ? AND account = ? AND was_id = 0)",
		name, int64(known.ID), platform, account)
	if err != nil || renamed == 0 {
		return known, err
	}
	known.Name = name
	return known, tx.note(0, "person.name", Entity("person", known.ID), platform)
}

func (tx *Tx) welcome(platform, account, name string) (board.Person, error) {
	if name == "" {
		name = account
	}
	id, err := tx.insert("INSERT INTO person (name, created_at) VALUES (?, ?) RETURNING id", name, tx.now())
	if err != nil {
		return board.Person{}, fmt.Errorf("make a person for %s account %s: %w", platform, account, err)
	}
	added, err := tx.exec("INSERT INTO account (platform, account, person_id, name, created_at) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
		platform, account, int64(id), name, tx.now())
	if err != nil {
		return board.Person{}, err
	}
	if added == 0 { // met by another process in this moment
		if err := tx.must("DELETE FROM person WHERE id = ?", int64(id)); err != nil {
			return board.Person{}, err
		}
		return tx.PersonOf(platform, account)
	}
	return board.Person{ID: id, Name: name}, tx.note(0, "person.meet", Entity("person", id), platform)
}

// PersonOf is the person of an account; ErrNotFound if it was never met.
func (tx *Tx) PersonOf(platform, account string) (board.Person, error) {
	var row personRow
	err := tx.get(&row, `SELECT p.id, p.name, p.language FROM account a JOIN person p ON p.id = a.person_id
		WHERE a.platform = ? AND a.account = ?`, platform, account)
	if err != nil {
		err = fmt.Errorf("person of %s account %s: %w", platform, account, err)
	}
	return row.person(), err
}

// Person is a person by its id.
func (tx *Tx) Person(id board.ID) (board.Person, error) {
	var row personRow
	err := tx.get(&row, "SELECT id, name, language FROM person WHERE id = ?", int64(id))
	if err != nil {
		err = fmt.Errorf("person %d: %w", id, err)
	}
	return row.person(), err
}

// PersonName is what the person is called; of zero, where the program itself did
// it, nothing.
func (tx *Tx) PersonName(id board.ID) (string, error) {
	if id == 0 {
		return "", nil
	}
	person, err := tx.Person(id)
	return person.Name, err
}

// SetLanguage sets the language of a person's private messages; empty: the board's.
func (tx *Tx) SetLanguage(person board.ID, language string) error {
	if err := tx.must("UPDATE person SET language = ? WHERE id = ?", language, int64(person)); err != nil {
		return fmt.Errorf("person %d: %w", person, err)
	}
	return tx.note(0, "person.language", Entity("person", person), language)
}

// Caller is PersonOf for who acts through an account; elsewhere tells that an
// account of theirs on another platform was used since (see Use).
func (tx *Tx) Caller(platform, account string) (who board.Person, elsewhere bool, err error) {
	var row struct {
		personRow
		Elsewhere bool `db:"elsewhere"`
	}
	err = tx.get(&row, `SELECT p.id, p.name, p.language, CASE WHEN EXISTS (SELECT 1 FROM account o
			WHERE o.person_id = a.person_id AND o.platform <> a.platform AND o.turn >= a.turn) THEN 1 ELSE 0 END AS elsewhere
		FROM account a JOIN person p ON p.id = a.person_id WHERE a.platform = ? AND a.account = ?`, platform, account)
	if err != nil {
		err = fmt.Errorf("person of %s account %s: %w", platform, account, err)
	}
	return row.person(), row.Elsewhere, err
}

// Use notes that of the accounts of a person this is the one that was used last.
// No time is kept with it, and like planned work it is the bot's own memory and
// not in the audit: who writes where is nobody's business.
func (tx *Tx) Use(platform, account string) error {
	return tx.must(`UPDATE account SET turn = 1 + (SELECT MAX(o.turn) FROM account o WHERE o.person_id = account.person_id)
		WHERE platform = ? AND account = ?`, platform, account)
}

// Accounts lists where a person can be reached, by platform and account; of one
// who has become another (see Join), where that one can be.
func (tx *Tx) Accounts(person board.ID) ([]Account, error) {
	var rows []struct {
		Person   board.ID `db:"person_id"`
		Platform string   `db:"platform"`
		Account  string   `db:"account"`
		Name     string   `db:"name"`
		At       int64    `db:"unreachable_at"`
		Why      string   `db:"unreachable_why"`
		Turn     int64    `db:"turn"`
		Was      board.ID `db:"was_id"`
	}
	err := tx.all(&rows, `SELECT person_id, platform, account, name, unreachable_at, unreachable_why, turn, was_id FROM account
		WHERE person_id IN (SELECT CASE WHEN now_id = 0 THEN id ELSE now_id END FROM person WHERE id = ?) ORDER BY platform, account`, int64(person))
	list := make([]Account, len(rows))
	for i, r := range rows {
		list[i] = Account{Person: r.Person, Platform: r.Platform, Account: r.Account, Name: r.Name, Unreachable: moment(r.At), Why: r.Why,
			Turn: r.Turn, Was: r.Was}
	}
	return list, err
}

// SetReachable notes why private messages to an account fail, or with an empty
// why that they do not. The first failure's time is kept while it lasts.
func (tx *Tx) SetReachable(platform, account, why string) error {
	at := tx.now()
	if why == "" {
		at = 0
	}
	changed, err := tx.exec(`UPDATE account SET unreachable_why = ?, unreachable_at = CASE WHEN unreachable_at = 0 OR CAST(? AS BIGINT) = 0 THEN CAST(? AS BIGINT) ELSE unreachable_at END
		WHERE platform = ? AND account = ? AND unreachable_why <> ?`, why, at, at, platform, account, why)
	if err != nil {
		return err
	}
	who, err := tx.PersonOf(platform, account)
	if err != nil || changed == 0 {
		return err
	}
	return tx.note(0, "account.reachable", Entity("person", who.ID), why)
}
