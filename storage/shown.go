package storage

import (
	"time"

	"beirat/board"
)

// Shown is a message that stands somewhere and is kept true. Entity and view
// say what it shows; platform, server, channel and account where.
type Shown struct {
	ID                                 board.ID
	Entity                             string
	View                               string
	Platform, Server, Channel, Account string
	Ref                                string    // the platform's id of the message
	Hash                               string    // of what it says
	At                                 time.Time // when it was sent or changed last
}

// ShownOf lists where an entity is shown, oldest first.
func (tx *Tx) ShownOf(entity string) ([]Shown, error) {
	var list []struct {
		ID       board.ID `db:"id"`
		Entity   string   `db:"entity"`
		View     string   `db:"view"`
		Platform string   `db:"platform"`
		Server   string   `db:"server"`
		Channel  string   `db:"channel"`
		Account  string   `db:"account"`
		Ref      string   `db:"ref"`
		Hash     string   `db:"hash"`
		At       int64    `db:"shown_at"`
	}
	err := tx.all(&list, "SELECT id, entity, view, platform, server, channel, account, ref, hash, shown_at FROM shown WHERE entity = ? ORDER BY id", entity)
	shown := make([]Shown, len(list))
	for i, r := range list {
		shown[i] = Shown{ID: r.ID, Entity: r.Entity, View: r.View, Platform: r.Platform, Server: r.Server, Channel: r.Channel,
			Account: r.Account, Ref: r.Ref, Hash: r.Hash, At: moment(r.At)}
	}
	return shown, err
}

// SaveShown keeps a message; of one entity and view there is one in a place.
// The ID is ignored, and At is now. Like planned work it is the bot's own memory and not in
// the audit.
func (tx *Tx) SaveShown(s Shown) error {
	return tx.must(`INSERT INTO shown (entity, view, platform, server, channel, account, ref, hash, shown_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
		ON CONFLICT (entity, view, platform, server, channel, account) DO UPDATE SET ref = excluded.ref, hash = excluded.hash, shown_at = excluded.shown_at`,
		s.Entity, s.View, s.Platform, s.Server, s.Channel, s.Account, s.Ref, s.Hash, tx.now())
}

// ForgetShown drops a message that is no longer kept true; one that is not
// there is no error.
func (tx *Tx) ForgetShown(id board.ID) error {
	_, err := tx.exec("DELETE FROM shown WHERE id = ?", int64(id))
	return err
}

// ShownAt lists the entities of which a message stands in a home, in order.
func (tx *Tx) ShownAt(h Home) ([]string, error) {
	var entities []string
	err := tx.all(&entities, "SELECT DISTINCT entity FROM shown WHERE platform = ? AND server = ? AND channel = ? AND account = '' ORDER BY entity",
		h.Platform, h.Server, h.Channel)
	return entities, err
}
