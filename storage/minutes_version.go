package storage

import (
	"fmt"

	"beirat/board"
)

type minutesVersionRow struct {
	ID       board.ID `db:"id"`
	Minutes  board.ID `db:"minutes_id"`
	Number   int      `db:"number"`
	Public   string   `db:"public"`
	Private  string   `db:"private"`
	Checksum string   `db:"checksum"`
	State    string   `db:"state"`
	Person   board.ID `db:"person_id"`
	Made     int64    `db:"made_at"`
}

func (r minutesVersionRow) version() board.MinutesVersion {
	return board.MinutesVersion{ID: r.ID, Minutes: r.Minutes, Number: r.Number, Public: r.Public, Private: r.Private, Checksum: r.Checksum,
		State: board.MinutesState(r.State), Person: r.Person, Made: moment(r.Made)}
}

// KeepMinutes keeps a version of minutes as it is given out. Its number and its
// time stand in the documents too, so they are the caller's, who holds the
// minutes (LockMinutes).
func (tx *Tx) KeepMinutes(of board.ID, v board.MinutesVersion) (board.MinutesVersion, error) {
	if err := tx.changeable("minutes", v.Minutes); err != nil {
		return v, err
	}
	var err error
	v.ID, err = tx.insert(`INSERT INTO minutes_version (minutes_id, number, public, private, checksum, state, person_id, made_at)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?) RETURNING id`,
		int64(v.Minutes), v.Number, v.Public, v.Private, v.Checksum, string(v.State), int64(v.Person), milli(v.Made))
	if err != nil {
		return v, fmt.Errorf("version %d of the minutes with id %d: %w", v.Number, v.Minutes, err)
	}
	return v, tx.note(of, "minutes.keep", Entity("minutes", v.Minutes), fmt.Sprintf("version %d", v.Number))
}

// MinutesVersion is a version of minutes by its number.
func (tx *Tx) MinutesVersion(minutes board.ID, number int) (board.MinutesVersion, error) {
	var row minutesVersionRow
	err := tx.get(&row, "SELECT id, minutes_id, number, public, private, checksum, state, person_id, made_at FROM minutes_version WHERE minutes_id = ? AND number = ?", int64(minutes), number)
	if err != nil {
		return board.MinutesVersion{}, fmt.Errorf("version %d of the minutes with id %d: %w", number, minutes, err)
	}
	return row.version(), nil
}

// ObjectToMinutes keeps what somebody says against minutes. Who and when are the
// transaction's.
func (tx *Tx) ObjectToMinutes(of board.ID, o board.MinutesObjection) (board.MinutesObjection, error) {
	if err := tx.changeable("minutes", o.Minutes); err != nil {
		return o, err
	}
	var err error
	now := tx.now()
	o.Person, o.At = tx.by.Person, moment(now)
	o.ID, err = tx.insert("INSERT INTO minutes_objection (minutes_id, item_id, person_id, content, made_at) VALUES (?, ?, ?, ?, ?) RETURNING id",
		int64(o.Minutes), int64(o.Item), int64(o.Person), o.Text, now)
	if err != nil {
		return o, fmt.Errorf("objection to the minutes with id %d: %w", o.Minutes, err)
	}
	return o, tx.note(of, "minutes.object", Entity("minutes", o.Minutes), fmt.Sprintf("item %d", o.Item))
}

// MinutesObjections lists what was said against minutes, in order.
func (tx *Tx) MinutesObjections(minutes board.ID) ([]board.MinutesObjection, error) {
	var rows []struct {
		ID     board.ID `db:"id"`
		Item   board.ID `db:"item_id"`
		Person board.ID `db:"person_id"`
		Text   string   `db:"content"`
		At     int64    `db:"made_at"`
	}
	if err := tx.all(&rows, "SELECT id, item_id, person_id, content, made_at FROM minutes_objection WHERE minutes_id = ? ORDER BY id", int64(minutes)); err != nil {
		return nil, fmt.Errorf("objections to the minutes with id %d: %w", minutes, err)
	}
	list := make([]board.MinutesObjection, len(rows))
	for i, r := range rows {
		list[i] = board.MinutesObjection{ID: r.ID, Minutes: minutes, Item: r.Item, Person: r.Person, Text: r.Text, At: moment(r.At)}
	}
	return list, nil
}
