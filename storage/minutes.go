package storage

import (
	"errors"
	"fmt"

	"beirat/board"
)

type minutesRow struct {
	ID         board.ID `db:"id"`
	Board      board.ID `db:"board_id"`
	Meeting    board.ID `db:"meeting_id"`
	State      string   `db:"state"`
	Version    int      `db:"version"`
	Secretary  string   `db:"secretary"`
	Published  int64    `db:"published_at"`
	Drafted    int64    `db:"drafted_at"`
	Edited     int64    `db:"edited_at"`
	Approved   int64    `db:"approved_at"`
	ApprovedIn board.ID `db:"approved_in"`
	Changes    string   `db:"changes"`
}

const minutesSelect = `SELECT n.id, n.board_id, n.meeting_id, n.state, n.version, n.secretary, n.published_at, n.drafted_at, n.edited_at, n.approved_at,
	COALESCE(n.approved_in, 0) AS approved_in, n.changes FROM minutes n `

func (r minutesRow) minutes() board.Minutes {
	return board.Minutes{ID: r.ID, Board: r.Board, Meeting: r.Meeting, State: board.MinutesState(r.State), Version: r.Version, Secretary: r.Secretary,
		Published: moment(r.Published), Drafted: moment(r.Drafted), Edited: moment(r.Edited), Approved: moment(r.Approved), ApprovedIn: r.ApprovedIn, Changes: r.Changes}
}

// DraftMinutes begins the minutes of a meeting, of which there are none yet.
func (tx *Tx) DraftMinutes(m board.Meeting) (board.Minutes, error) {
	now := tx.now()
	made := board.Minutes{Board: m.Board, Meeting: m.ID, State: board.MinutesDraft, Drafted: moment(now)}
	var err error
	made.ID, err = tx.insert(`INSERT INTO minutes (board_id, meeting_id, state, version, secretary, published_at, drafted_at, edited_at, approved_at, changes)
		VALUES (?, ?, 'draft', 0, '', 0, ?, 0, 0, '') RETURNING id`, int64(m.Board), int64(m.ID), now)
	if err != nil {
		return made, fmt.Errorf("minutes of the meeting with id %d: %w", m.ID, err)
	}
	return made, tx.note(m.Board, "minutes.draft", Entity("minutes", made.ID), "")
}

// SaveMinutes keeps what became of minutes that the caller has locked.
func (tx *Tx) SaveMinutes(m board.Minutes) error {
	if err := tx.changeable("minutes", m.ID); err != nil {
		return err
	}
	err := tx.must(`UPDATE minutes SET state = ?, version = ?, secretary = ?, published_at = ?, approved_at = ?, approved_in = NULLIF(?, 0), changes = ?
		WHERE id = ? AND board_id = ?`, string(m.State), m.Version, m.Secretary, milli(m.Published), milli(m.Approved), int64(m.ApprovedIn), m.Changes,
		int64(m.ID), int64(m.Board))
	if err != nil {
		return fmt.Errorf("minutes with id %d: %w", m.ID, err)
	}
	return tx.note(m.Board, "minutes."+string(m.State), Entity("minutes", m.ID), fmt.Sprintf("version %d", m.Version))
}

// Minutes are the minutes of a meeting; ErrNotFound if there are none.
func (tx *Tx) Minutes(meeting board.ID) (board.Minutes, error) {
	return tx.oneMinutes("WHERE n.meeting_id = ?", int64(meeting))
}

// LockMinutes reads the minutes of a meeting of a board and holds them until the
// transaction ends, so that one change of them waits for the other.
func (tx *Tx) LockMinutes(of, meeting board.ID) (board.Minutes, error) {
	if tx.reading {
		return board.Minutes{}, ErrReadOnly
	}
	return tx.oneMinutes("WHERE n.board_id = ? AND n.meeting_id = ? {{FOR UPDATE}}", int64(of), int64(meeting))
}

// UnapprovedMinutes lists the minutes of a board that are not approved, of
// meetings that were held, the latest meeting first, at most limit.
func (tx *Tx) UnapprovedMinutes(of board.ID, limit int) ([]board.Minutes, error) {
	return tx.manyMinutes("JOIN meeting m ON m.id = n.meeting_id WHERE n.board_id = ? AND n.state <> 'approved' AND m.state = 'held' ORDER BY m.starts_at DESC, n.id DESC"+first(limit), int64(of))
}

// MinutesApprovedIn lists the minutes that were approved in a meeting.
func (tx *Tx) MinutesApprovedIn(meeting board.ID) ([]board.Minutes, error) {
	return tx.manyMinutes("WHERE n.approved_in = ? ORDER BY n.id", int64(meeting))
}

func (tx *Tx) oneMinutes(which string, args ...any) (board.Minutes, error) {
	var row minutesRow
	if err := tx.get(&row, minutesSelect+which, args...); err != nil {
		return board.Minutes{}, fmt.Errorf("minutes: %w", err)
	}
	return row.minutes(), nil
}

func (tx *Tx) manyMinutes(which string, args ...any) ([]board.Minutes, error) {
	var rows []minutesRow
	if err := tx.all(&rows, minutesSelect+which, args...); err != nil {
		return nil, fmt.Errorf("minutes: %w", err)
	}
	list := make([]board.Minutes, len(rows))
	for i, row := range rows {
		list[i] = row.minutes()
	}
	return list, nil
}

// minutesEntity is what was written on an item, in the history.
func minutesEntity(minutes, item board.ID) string {
	return fmt.Sprintf("%s/%d", Entity("minutes", minutes), item)
}

// SaveMinutesText puts a text in the place of an item's notes; item 0 is the
// course of the whole meeting. The caller has locked the minutes.
func (tx *Tx) SaveMinutesText(m board.Minutes, item board.ID, text string) error {
	if err := tx.changeable("minutes", m.ID); err != nil {
		return err
	}
	err := tx.must("UPDATE minutes_text SET content = ? WHERE minutes_id = ? AND item_id = ?", text, int64(m.ID), int64(item))
	if errors.Is(err, ErrNotFound) {
		err = tx.must("INSERT INTO minutes_text (minutes_id, item_id, content) VALUES (?, ?, ?)", int64(m.ID), int64(item), text)
	}
	if err == nil {
		err = tx.must("UPDATE minutes SET edited_at = ? WHERE id = ? AND board_id = ?", tx.now(), int64(m.ID), int64(m.Board))
	}
	if err != nil {
		return fmt.Errorf("text of the minutes with id %d: %w", m.ID, err)
	}
	if err := tx.keep(m.Board, minutesEntity(m.ID, item), board.Revision{What: "revised", Text: text}); err != nil {
		return err
	}
	return tx.note(m.Board, "minutes.text", Entity("minutes", m.ID), fmt.Sprintf("item %d", item))
}

// MinutesTexts are the texts that stand in the place of notes, by item.
func (tx *Tx) MinutesTexts(minutes board.ID) (map[board.ID]string, error) {
	var rows []struct {
		Item board.ID `db:"item_id"`
		Text string   `db:"content"`
	}
	if err := tx.all(&rows, "SELECT item_id, content FROM minutes_text WHERE minutes_id = ?", int64(minutes)); err != nil {
		return nil, fmt.Errorf("texts of the minutes with id %d: %w", minutes, err)
	}
	texts := make(map[board.ID]string, len(rows))
	for _, row := range rows {
		texts[row.Item] = row.Text
	}
	return texts, nil
}

// MinutesRevisions lists what was written on an item before, the newest first,
// at most limit.
func (tx *Tx) MinutesRevisions(m board.Minutes, item board.ID, limit int) ([]board.Revision, error) {
	return tx.Revisions(m.Board, minutesEntity(m.ID, item), limit)
}
