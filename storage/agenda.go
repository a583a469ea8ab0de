package storage

import (
	"fmt"

	"beirat/board"
)

type itemRow struct {
	ID        board.ID `db:"id"`
	Board     board.ID `db:"board_id"`
	Meeting   board.ID `db:"meeting_id"`
	Position  int      `db:"position"`
	Kind      string   `db:"kind"`
	Title     string   `db:"title"`
	Text      string   `db:"content"`
	Minutes   int      `db:"minutes"`
	Presenter string   `db:"presenter"`
	Guest     board.ID `db:"guest_id"`
	Documents string   `db:"documents"`
	Public    bool     `db:"public"`
	Poll      board.ID `db:"poll_id"`
	State     string   `db:"state"`
	Source    string   `db:"source"`
	Template  bool     `db:"template"`
	Late      bool     `db:"late"`
	Proposer  board.ID `db:"person_id"`
	At        int64    `db:"created_at"`
}

const itemSelect = `SELECT id, board_id, COALESCE(meeting_id, 0) AS meeting_id, position, kind, title, content, minutes, presenter, COALESCE(guest_id, 0) AS guest_id,
	documents, public, COALESCE(poll_id, 0) AS poll_id, state, source, template, late, person_id, created_at FROM agenda_item `

func (r itemRow) item() board.AgendaItem {
	return board.AgendaItem{ID: r.ID, Board: r.Board, Meeting: r.Meeting, Position: r.Position, Kind: board.ItemKind(r.Kind), Title: r.Title, Text: r.Text,
		Minutes: r.Minutes, Presenter: r.Presenter, Guest: r.Guest, Documents: r.Documents, Public: r.Public, Poll: r.Poll, State: board.ItemState(r.State),
		Source: r.Source, Template: r.Template, Late: r.Late, Proposer: r.Proposer, At: moment(r.At)}
}

// CreateItem keeps an item. One that stands on the agenda of a meeting comes last;
// the caller has locked that meeting. Its time is Now.
func (tx *Tx) CreateItem(i board.AgendaItem) (board.AgendaItem, error) {
	i.Position = 0
	if i.State == board.ItemSet && i.Meeting != 0 {
		standing, err := tx.Agenda(i.Meeting)
		if err != nil {
			return i, err
		}
		i.Position = len(standing) + 1
	}
	now := tx.now()
	i.At = moment(now)
	var err error
	i.ID, err = tx.insert(`INSERT INTO agenda_item (board_id, meeting_id, position, kind, title, content, minutes, presenter, guest_id, documents, public, poll_id,
			state, source, template, late, person_id, created_at)
		VALUES (?, NULLIF(?, 0), ?, ?, ?, ?, ?, ?, NULLIF(?, 0), ?, ?, NULLIF(?, 0), ?, ?, ?, ?, ?, ?) RETURNING id`,
		int64(i.Board), int64(i.Meeting), i.Position, string(i.Kind), i.Title, i.Text, i.Minutes, i.Presenter, int64(i.Guest), i.Documents, flag(i.Public), int64(i.Poll),
		string(i.State), i.Source, flag(i.Template), flag(i.Late), int64(i.Proposer), now)
	if err != nil {
		return i, fmt.Errorf("agenda item of board %d: %w", i.Board, err)
	}
	return i, tx.note(i.Board, "item.create", Entity("item", i.ID), string(i.State))
}

// SaveItem keeps what became of an item that the caller has locked. The items of
// its meeting, and of the one that it leaves, are numbered anew; one that comes to
// stand on an agenda comes last.
func (tx *Tx) SaveItem(i board.AgendaItem) error {
	before, err := tx.LockItem(i.Board, i.ID)
	if err != nil {
		return err
	}
	stands, stood := i.State == board.ItemSet && i.Meeting != 0, before.State == board.ItemSet && before.Meeting != 0
	switch {
	case !stands:
		i.Position = 0
	case !stood || i.Meeting != before.Meeting:
		standing, err := tx.Agenda(i.Meeting)
		if err != nil {
			return err
		}
		i.Position = len(standing) + 1
	default:
		i.Position = before.Position
	}
	err = tx.must(`UPDATE agenda_item SET meeting_id = NULLIF(?, 0), position = ?, kind = ?, title = ?, content = ?, minutes = ?, presenter = ?, guest_id = NULLIF(?, 0),
			documents = ?, public = ?, poll_id = NULLIF(?, 0), state = ?, template = ?, late = ? WHERE id = ? AND board_id = ?`,
		int64(i.Meeting), i.Position, string(i.Kind), i.Title, i.Text, i.Minutes, i.Presenter, int64(i.Guest),
		i.Documents, flag(i.Public), int64(i.Poll), string(i.State), flag(i.Template), flag(i.Late), int64(i.ID), int64(i.Board))
	if err != nil {
		return fmt.Errorf("agenda item with id %d: %w", i.ID, err)
	}
	if stood && (!stands || i.Meeting != before.Meeting) {
		if err := tx.renumber(before.Meeting); err != nil {
			return err
		}
	}
	return tx.note(i.Board, "item.save", Entity("item", i.ID), string(i.State))
}

func (tx *Tx) renumber(meeting board.ID) error {
	items, err := tx.Agenda(meeting)
	if err != nil {
		return err
	}
	order := make([]board.ID, len(items))
	for at, i := range items {
		order[at] = i.ID
	}
	return tx.number(meeting, order)
}

func (tx *Tx) number(meeting board.ID, order []board.ID) error {
	for at, id := range order {
		if err := tx.must("UPDATE agenda_item SET position = ? WHERE id = ? AND meeting_id = ? AND state = 'set'", at+1, int64(id), int64(meeting)); err != nil {
			return fmt.Errorf("number agenda item with id %d: %w", id, err)
		}
	}
	return nil
}

// OrderAgenda puts the items of a meeting that the caller has locked in an order,
// and numbers them by it. order names every one of them.
func (tx *Tx) OrderAgenda(m board.Meeting, order []board.ID) error {
	if err := tx.number(m.ID, order); err != nil {
		return err
	}
	return tx.note(m.Board, "agenda.order", Entity("meeting", m.ID), fmt.Sprint(order))
}

// Item is an agenda item by its id.
func (tx *Tx) Item(id board.ID) (board.AgendaItem, error) {
	return tx.item("WHERE id = ?", int64(id))
}

// LockItem reads an item of a board and holds it until the transaction ends.
func (tx *Tx) LockItem(of, id board.ID) (board.AgendaItem, error) {
	if tx.reading {
		return board.AgendaItem{}, ErrReadOnly
	}
	return tx.item("WHERE board_id = ? AND id = ? {{FOR UPDATE}}", int64(of), int64(id))
}

// Agenda lists what stands on the agenda of a meeting, in its order.
func (tx *Tx) Agenda(meeting board.ID) ([]board.AgendaItem, error) {
	return tx.items("WHERE meeting_id = ? AND state = 'set' ORDER BY position, id", int64(meeting))
}

// WaitingItems lists what waits for the next meeting of a board, the oldest first.
func (tx *Tx) WaitingItems(of board.ID) ([]board.AgendaItem, error) {
	return tx.items("WHERE board_id = ? AND meeting_id IS NULL AND state = 'set' ORDER BY id", int64(of))
}

// ProposedItems lists what members of a board proposed and nobody has decided
// on, the oldest first.
func (tx *Tx) ProposedItems(of board.ID) ([]board.AgendaItem, error) {
	return tx.items("WHERE board_id = ? AND state = 'proposed' ORDER BY id", int64(of))
}

// SourcedItems lists the items of a board that were made of something, and were
// not removed, by where they stand: those of a meeting that was held or cancelled
// are not among them.
func (tx *Tx) SourcedItems(of board.ID) ([]board.AgendaItem, error) {
	return tx.items(`WHERE board_id = ? AND source <> '' AND state <> 'removed'
		AND (meeting_id IS NULL OR meeting_id IN (SELECT m.id FROM meeting m WHERE m.state IN ('tentative', 'fixed', 'open'))) ORDER BY id`, int64(of))
}

// PollItems lists the items that a poll came to, the oldest first.
func (tx *Tx) PollItems(of, poll board.ID) ([]board.AgendaItem, error) {
	return tx.items("WHERE board_id = ? AND poll_id = ? AND state <> 'removed' ORDER BY id", int64(of), int64(poll))
}

func (tx *Tx) item(which string, args ...any) (board.AgendaItem, error) {
	var row itemRow
	if err := tx.get(&row, itemSelect+which, args...); err != nil {
		return board.AgendaItem{}, fmt.Errorf("agenda item: %w", err)
	}
	return row.item(), nil
}

func (tx *Tx) items(which string, args ...any) ([]board.AgendaItem, error) {
	var rows []itemRow
	if err := tx.all(&rows, itemSelect+which, args...); err != nil {
		return nil, fmt.Errorf("agenda items: %w", err)
	}
	list := make([]board.AgendaItem, len(rows))
	for i, row := range rows {
		list[i] = row.item()
	}
	return list, nil
}
