package storage

import (
	"fmt"
	"slices"
	"time"

	"beirat/board"
)

type fieldRow struct {
	ID       board.ID         `db:"id"`
	Board    board.ID         `db:"board_id"`
	Number   int              `db:"number"`
	Title    string           `db:"title"`
	Text     string           `db:"content"`
	Edition  int              `db:"edition"`
	EditedBy board.ID         `db:"edited_by"`
	State    board.FieldState `db:"state"`
	Into     board.ID         `db:"into_id"`
	Defined  int64            `db:"defined_at"`
	Counts   int64            `db:"counts_at"`
	Archived int              `db:"archived_in"`
}

func (r fieldRow) field() board.Field {
	return board.Field{ID: r.ID, Board: r.Board, Number: r.Number, Title: r.Title, Text: r.Text, Edition: r.Edition, EditedBy: r.EditedBy,
		State: r.State, Into: r.Into, Defined: moment(r.Defined), Counts: moment(r.Counts), Marked: map[board.Adoption]int{}, Archived: r.Archived}
}

const fieldSelect = `SELECT f.id, f.board_id, f.number, f.title, f.content, f.edition, f.edited_by, f.state, COALESCE(f.into_id, 0) AS into_id,
	f.defined_at, f.counts_at, COALESCE((SELECT MIN(t.number) FROM term t WHERE t.board_id = f.board_id AND f.defined_at < t.over_at), 0) AS archived_in FROM field f `

// author joins who somebody (o) is today (p), who may have become another person
// by Join, and the group (g) of the seat (s) for which they wrote.
const author = "JOIN person p ON p.id = CASE WHEN o.now_id = 0 THEN o.id ELSE o.now_id END JOIN seat_group g ON g.id = s.group_id "

// fields reads fields with who defined them and how many contributions of which
// mark they have; where is a condition on f.
func (tx *Tx) fields(where, rest string, args ...any) ([]board.Field, error) {
	var rows []fieldRow
	if err := tx.all(&rows, fieldSelect+"WHERE "+where+rest, args...); err != nil {
		return nil, err
	}
	list, at := make([]board.Field, len(rows)), map[board.ID]int{}
	for i, r := range rows {
		list[i], at[r.ID] = r.field(), i
	}
	if len(list) == 0 {
		return list, nil
	}
	among, ids := amongst(list)
	if err := tx.withDefiners(list, at, among, ids); err != nil {
		return nil, err
	}
	var counts []struct {
		Field board.ID       `db:"field_id"`
		Mark  board.Adoption `db:"mark"`
		N     int            `db:"n"`
	}
	err := tx.all(&counts, "SELECT field_id, mark, COUNT(*) AS n FROM contribution WHERE taken_back = 0 AND field_id IN "+among+" GROUP BY field_id, mark", ids...)
	for _, c := range counts {
		list[at[c.Field]].Marked[c.Mark] = c.N
	}
	return list, err
}

// amongst is a condition on the ids of fields, with its arguments.
func amongst(list []board.Field) (among string, ids []any) {
	for i, f := range list {
		among += ", ?"
		if i == 0 {
			among = "(?"
		}
		ids = append(ids, int64(f.ID))
	}
	return among + ")", ids
}

func (tx *Tx) withDefiners(list []board.Field, at map[board.ID]int, among string, ids []any) error {
	var rows []struct {
		Field board.ID `db:"id"`
		Into  board.ID `db:"into_id"`
		Seat  board.ID `db:"seat_id"`
		authorRow
	}
	err := tx.all(&rows, `SELECT f.id, COALESCE(f.into_id, 0) AS into_id, f.seat_id, `+authorColumns+`
		FROM field f JOIN person o ON o.id = f.person_id JOIN seat s ON s.id = f.seat_id `+author+
		"WHERE f.id IN "+among+" OR f.into_id IN "+among+" ORDER BY f.number", append(slices.Clone(ids), ids...)...)
	for _, r := range rows {
		definer := board.Definer{Field: r.Field, Person: r.person(), Seat: r.Seat, Group: r.group()}
		for _, of := range []board.ID{r.Field, r.Into} {
			if i, asked := at[of]; asked {
				list[i].Definers = append(list[i].Definers, definer)
			}
		}
	}
	return err
}

// authorRow is a person and the seat group for which they wrote something.
type authorRow struct {
	PersonID  board.ID `db:"author_id"`
	Name      string   `db:"author_name"`
	Language  string   `db:"author_language"`
	GroupID   board.ID `db:"group_id"`
	GroupKey  string   `db:"group_key"`
	GroupName string   `db:"group_name"`
	Seats     int      `db:"group_seats"`
}

const authorColumns = "p.id AS author_id, p.name AS author_name, p.language AS author_language, g.id AS group_id, g.group_key, g.name AS group_name, g.seats AS group_seats"

func (r authorRow) person() board.Person {
	return board.Person{ID: r.PersonID, Name: r.Name, Language: r.Language}
}
func (r authorRow) group() board.Group {
	return board.Group{ID: r.GroupID, Key: r.GroupKey, Name: r.GroupName, Seats: r.Seats}
}

func (tx *Tx) field(where string, args ...any) (board.Field, error) {
	list, err := tx.fields(where, "", args...)
	if err == nil && len(list) == 0 {
		err = ErrNotFound
	}
	if err != nil {
		return board.Field{}, err
	}
	return list[0], nil
}

// Field is a field by its id, whatever its state.
func (tx *Tx) Field(id board.ID) (board.Field, error) {
	f, err := tx.field("f.id = ?", int64(id))
	if err != nil {
		return f, fmt.Errorf("field with id %d: %w", id, err)
	}
	return f, nil
}

// FieldNumber is a field by its number within a board.
func (tx *Tx) FieldNumber(of board.ID, number int) (board.Field, error) {
	f, err := tx.field("f.board_id = ? AND f.number = ?", int64(of), number)
	if err != nil {
		return f, fmt.Errorf("field %d of board %d: %w", number, of, err)
	}
	return f, nil
}

// LockField reads a field and holds it until the transaction ends: others who
// change it, or add to it, wait.
func (tx *Tx) LockField(id board.ID) (board.Field, error) {
	if tx.reading {
		return board.Field{}, ErrReadOnly
	}
	var held board.ID
	if err := tx.get(&held, "SELECT id FROM field WHERE id = ? {{FOR NO KEY UPDATE}}", int64(id)); err != nil {
		return board.Field{}, fmt.Errorf("field with id %d: %w", id, err)
	}
	return tx.Field(id)
}

// Fields lists the fields of a board that are worked on, by number from above
// the one named on, at most limit.
func (tx *Tx) Fields(of board.ID, above, limit int) ([]board.Field, error) {
	return tx.fields("f.board_id = ? AND f.state = 'active' AND f.number > ?", " ORDER BY f.number"+first(limit), int64(of), above)
}

// FieldsTitled lists the fields of a board that are worked on and whose title
// contains part, by number; capitals do not matter, nor whether an umlaut is
// written ä or ae.
func (tx *Tx) FieldsTitled(of board.ID, part string, limit int) ([]board.Field, error) {
	return tx.fields(`f.board_id = ? AND f.state = 'active' AND f.folded LIKE ? ESCAPE '\'`, " ORDER BY f.number"+first(limit), int64(of), "%"+like(fold(part))+"%")
}

// DefinedBefore lists what was defined for a seat or, in its board, by a person,
// under whatever name, and whatever has become of it. It holds the seat until the
// transaction ends, so that nobody defines another one meanwhile.
func (tx *Tx) DefinedBefore(seat, person board.ID) ([]board.Field, error) {
	if err := tx.lockSeat(seat); err != nil {
		return nil, err
	}
	return tx.fields(`(f.seat_id = ? OR f.board_id = (SELECT s.board_id FROM seat s WHERE s.id = ?)
		AND f.person_id IN `+selvesOf+")", " ORDER BY f.number",
		int64(seat), int64(seat), int64(person), int64(person))
}

// DefineField keeps a new field of the person of its one definer, for that seat,
// and gives it its number. Ask board.Defining first. Its time is Now; from
// counts on the seat has it.
func (tx *Tx) DefineField(f board.Field, counts time.Time) (board.Field, error) {
	number, err := tx.count(f.Board, "field")
	if err != nil {
		return f, fmt.Errorf("number a field of board %d: %w", f.Board, err)
	}
	by := f.Definers[0]
	f.ID, err = tx.insert(`INSERT INTO field (board_id, number, seat_id, person_id, title, folded, content, edition, edited_by, state, defined_at, counts_at)
		VALUES (?, ?, ?, ?, ?, ?, ?, 1, ?, 'active', ?, ?) RETURNING id`,
		int64(f.Board), number, int64(by.Seat), int64(by.Person.ID), f.Title, fold(f.Title), f.Text, int64(by.Person.ID), tx.now(), max(tx.now(), milli(counts)))
	if err != nil {
		return f, fmt.Errorf("field %d of board %d: %w", number, f.Board, err)
	}
	if err := tx.keepField(f, "defined", f.Text, ""); err != nil {
		return f, err
	}
	if err := tx.noteThing("field", f.ID, "field.define", fmt.Sprintf("number %d", number)); err != nil {
		return f, err
	}
	return tx.Field(f.ID)
}

// ReviseField keeps title and text of a field that the caller has locked, as a
// further edition.
func (tx *Tx) ReviseField(f board.Field) error {
	if err := tx.changeable("field", f.ID); err != nil {
		return err
	}
	err := tx.must("UPDATE field SET title = ?, folded = ?, content = ?, edition = edition + 1, edited_by = ? WHERE id = ?",
		f.Title, fold(f.Title), f.Text, int64(tx.by.Person), int64(f.ID))
	if err == nil {
		err = tx.keepField(f, "revised", f.Text, "")
	}
	if err != nil {
		return fmt.Errorf("revise field with id %d: %w", f.ID, err)
	}
	return tx.noteThing("field", f.ID, "field.revise", "")
}

// WithdrawField withdraws a field that the caller has locked, and with it those
// that went into it; their seats may then define others.
func (tx *Tx) WithdrawField(f board.Field, reason string) error {
	if err := tx.changeable("field", f.ID); err != nil {
		return err
	}
	err := tx.must("UPDATE field SET state = 'withdrawn' WHERE id = ? AND state = 'active'", int64(f.ID))
	if err == nil {
		_, err = tx.exec("UPDATE field SET state = 'withdrawn' WHERE into_id = ?", int64(f.ID))
	}
	if err == nil {
		err = tx.keepField(f, "withdrawn", "", reason)
	}
	if err != nil {
		return fmt.Errorf("withdraw field with id %d: %w", f.ID, err)
	}
	return tx.noteThing("field", f.ID, "field.withdraw", "")
}

func (tx *Tx) keepField(f board.Field, what, text, detail string) error {
	return tx.keep(f.Board, Entity("field", f.ID), board.Revision{What: what, Title: f.Title, Text: text, Detail: detail})
}
