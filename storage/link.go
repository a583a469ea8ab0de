package storage

import (
	"fmt"
	"strings"
	"time"

	"beirat/board"
)

// Link is what a code stands for: whoever types it on another platform says
// that they are the person to whom it was told.
type Link struct {
	Person            board.ID
	Platform, Account string    // where the code was asked for
	Sum               string    // of the code, which itself is kept nowhere
	Expires           time.Time // from then on it is worth nothing
	ShownTo           []string  // "platform/account" to which was said whose code it is
}

// OfferLink keeps the sum of a code, in place of an earlier one of the person.
func (tx *Tx) OfferLink(l Link) error {
	if _, err := tx.exec("DELETE FROM link_code WHERE expires_at <= ?", tx.now()); err != nil {
		return err
	}
	err := tx.must(`INSERT INTO link_code (person_id, platform, account, sum, expires_at) VALUES (?, ?, ?, ?, ?)
		ON CONFLICT (person_id) DO UPDATE SET platform = excluded.platform, account = excluded.account, sum = excluded.sum,
			expires_at = excluded.expires_at, shown_to = '' `,
		int64(l.Person), l.Platform, l.Account, l.Sum, milli(l.Expires))
	if err != nil {
		return fmt.Errorf("code for person %d: %w", l.Person, err)
	}
	return tx.note(0, "link.code", Entity("person", l.Person), l.Platform)
}

type linkRow struct {
	Person   board.ID `db:"person_id"`
	Platform string   `db:"platform"`
	Account  string   `db:"account"`
	Sum      string   `db:"sum"`
	Expires  int64    `db:"expires_at"`
	ShownTo  string   `db:"shown_to"`
}

func (r linkRow) link() Link {
	return Link{Person: r.Person, Platform: r.Platform, Account: r.Account, Sum: r.Sum, Expires: moment(r.Expires), ShownTo: strings.FieldsFunc(r.ShownTo, func(c rune) bool { return c == '\n' })}
}

// Link is what a code stands for; ErrNotFound if it never did, no longer does,
// or was used.
func (tx *Tx) Link(sum string) (Link, error) {
	var row linkRow
	err := tx.get(&row, "SELECT person_id, platform, account, sum, expires_at, shown_to FROM link_code WHERE sum = ? AND expires_at > ?", sum, tx.now())
	return row.link(), err
}

// ShowLink notes to whom it was said whose code it is: only they may go on, and
// nobody is talked into a line that does everything at once. Like planned work it
// is not in the audit.
func (tx *Tx) ShowLink(sum, to string) error {
	_, err := tx.exec("UPDATE link_code SET shown_to = shown_to || ? WHERE sum = ?", to+"\n", sum)
	return err
}

// TakeLink is Link that uses the code up: of all who ask, exactly one gets it.
func (tx *Tx) TakeLink(sum string) (Link, error) {
	if tx.reading {
		return Link{}, ErrReadOnly
	}
	var row linkRow
	err := tx.get(&row, "DELETE FROM link_code WHERE sum = ? AND expires_at > ? RETURNING person_id, platform, account, sum, expires_at, shown_to", sum, tx.now())
	if err != nil {
		return Link{}, err
	}
	return row.link(), tx.note(0, "link.take", Entity("person", row.Person), row.Platform)
}

// MissLink notes that an account typed a code that is none. What is older than
// an hour is forgotten, so it is not in the audit.
func (tx *Tx) MissLink(platform, account string) error {
	if _, err := tx.exec("DELETE FROM link_try WHERE tried_at <= ?", milli(tx.db.now().Add(-time.Hour))); err != nil {
		return err
	}
	return tx.must("INSERT INTO link_try (platform, account, tried_at) VALUES (?, ?, ?)", platform, account, tx.now())
}

// LinkMisses is how many codes that were none an account has typed in the last
// hour, and how many all accounts have.
func (tx *Tx) LinkMisses(platform, account string) (own, all int, err error) {
	var row struct {
		Own int `db:"own"`
		All int `db:"every"`
	}
	err = tx.get(&row, `SELECT COUNT(*) AS every, COALESCE(SUM(CASE WHEN platform = ? AND account = ? THEN 1 ELSE 0 END), 0) AS own
		FROM link_try WHERE tried_at > ?`, platform, account, milli(tx.db.now().Add(-time.Hour)))
	return row.Own, row.All, err
}
