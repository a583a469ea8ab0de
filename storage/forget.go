package storage

import (
	"fmt"
	"slices"
	"strings"

	"beirat/board"
)

// Forgetting is what forgetting a person does, counted in rows.
type Forgetting struct {
	Boards []board.Board // that keep something about them
	Seats  []board.Seat  // which they hold, and which become vacant
	Roles  []board.Role
	// Group is the one whose seat they have or had, with Key and Name; zero if it
	// was none, or seats of several.
	Group  board.Group
	Member bool // they have or had a seat
	Rows   map[Fate]map[Told]int
}

// Sum is how many rows have a fate.
func (f Forgetting) Sum(fate Fate) int {
	n := 0
	for _, rows := range f.Rows[fate] {
		n += rows
	}
	return n
}

// Forgetting tells what Forget would do, and changes nothing; ErrNotFound of
// somebody who is forgotten.
func (tx *Tx) Forgetting(person board.ID) (f Forgetting, err error) {
	selves, err := tx.lasting(person)
	if err != nil {
		return f, err
	}
	f.Rows = map[Fate]map[Told]int{}
	boards := map[board.ID]bool{}
	for _, self := range selves {
		for _, columns := range fates() {
			n, in, err := tx.told(columns, self)
			if err != nil {
				return f, err
			}
			c := columns[0]
			if f.Rows[c.Fate] == nil {
				f.Rows[c.Fate] = map[Told]int{}
			}
			f.Rows[c.Fate][c.Told] += n
			for _, id := range in {
				boards[id] = id != 0
			}
		}
	}
	delete(boards, 0)
	for id := range boards {
		b, err := tx.Board(id)
		if err != nil {
			return f, err
		}
		f.Boards = append(f.Boards, b)
	}
	slices.SortFunc(f.Boards, func(x, y board.Board) int { return int(x.ID - y.ID) })
	return f, tx.place(person, selves, &f)
}

// Forgotten tells whether a person was forgotten: by their id nobody is reached any
// more, and nobody is given anything. Where it matters that it stays so until the
// transaction ends, ask Today before.
func (tx *Tx) Forgotten(person board.ID) (bool, error) {
	var at int64
	if err := tx.get(&at, "SELECT forgotten_at FROM person WHERE id = ?", int64(person)); err != nil {
		return false, fmt.Errorf("person %d: %w", person, err)
	}
	return at != 0, nil
}

// lasting are a person and who they were; ErrNotFound of one who is forgotten.
func (tx *Tx) lasting(person board.ID) ([]board.ID, error) {
	forgotten, err := tx.Forgotten(person)
	if err != nil {
		return nil, err
	}
	if forgotten {
		return nil, fmt.Errorf("person %d is forgotten: %w", person, ErrNotFound)
	}
	return tx.Selves(person)
}

// fates are the columns that are told, those together that say of the rows of one
// table that the same becomes of them: each row counts once.
func fates() (all [][]PersonalColumn) {
	for _, c := range PersonalData() {
		if c.Told == "" || c.Condition() == apart {
			continue
		}
		at := slices.IndexFunc(all, func(columns []PersonalColumn) bool {
			return columns[0].Table == c.Table && columns[0].Fate == c.Fate && columns[0].Told == c.Told
		})
		if at < 0 {
			all, at = append(all, nil), len(all)
		}
		all[at] = append(all[at], c)
	}
	return all
}

// told counts the rows of a person that columns of a table tell of, and gives
// their boards. What is blank already is not blanked.
func (tx *Tx) told(columns []PersonalColumn, person board.ID) (n int, in []board.ID, err error) {
	table, of := columns[0].Table, "0"
	var conditions []string
	var args []any
	for _, c := range columns {
		condition := "(" + c.Condition() + ")"
		if c.Fate == Blanked {
			condition += " AND " + c.Column + " <> ''"
		}
		conditions, args = append(conditions, condition), append(args, c.args(person)...)
		if c.Board != "" {
			of = c.Board
		}
	}
	var rows []struct {
		Board board.ID `db:"in_board"`
		N     int      `db:"n"`
	}
	query := "SELECT t.in_board, COUNT(*) AS n FROM (SELECT COALESCE(" + of + ", 0) AS in_board FROM " + table + " WHERE " + strings.Join(conditions, " OR ") + ") t GROUP BY t.in_board"
	if err := tx.all(&rows, query, args...); err != nil {
		return 0, nil, fmt.Errorf("what %s says of person %d: %w", table, person, err)
	}
	for _, r := range rows {
		n, in = n+r.N, append(in, r.Board)
	}
	return n, in, nil
}

// args are the arguments of the condition.
func (c PersonalColumn) args(person board.ID) []any {
	args := make([]any, strings.Count(c.Condition(), "?"))
	for i := range args {
		args[i] = int64(person)
	}
	return args
}

// place is what a person is on boards, and was.
func (tx *Tx) place(person board.ID, selves []board.ID, f *Forgetting) (err error) {
	f.Seats, err = tx.seats(seatSelect+"WHERE s.id IN "+seatsOf+" ORDER BY s.board_id, g.position, s.position", int64(person), int64(person))
	if err != nil {
		return err
	}
	var roles []string
	if err := tx.all(&roles, "SELECT DISTINCT role FROM role_holder WHERE person_id = ? ORDER BY role", int64(person)); err != nil {
		return err
	}
	for _, role := range roles {
		f.Roles = append(f.Roles, board.Role(role))
	}
	var groups []board.Group
	for _, self := range selves {
		var rows []struct {
			ID   board.ID `db:"id"`
			Key  string   `db:"group_key"`
			Name string   `db:"name"`
		}
		err := tx.all(&rows, `SELECT g.id, g.group_key, g.name FROM holder h JOIN seat s ON s.id = h.seat_id JOIN seat_group g ON g.id = s.group_id WHERE h.person_id = ?
			UNION SELECT g.id, g.group_key, g.name FROM delegate d JOIN seat s ON s.id = d.seat_id JOIN seat_group g ON g.id = s.group_id WHERE d.person_id = ?`, int64(self), int64(self))
		if err != nil {
			return err
		}
		for _, r := range rows {
			group := board.Group{ID: r.ID, Key: r.Key, Name: r.Name}
			if !slices.Contains(groups, group) {
				groups = append(groups, group)
			}
		}
	}
	if f.Member = len(groups) > 0; len(groups) == 1 {
		f.Group = groups[0]
	}
	return nil
}

// Forget forgets a person, in every board and as all that they are: accounts,
// contact, settings and what waits for them are deleted, their seats become
// vacant, and what they wrote and decided stays with the id, which is called as
// said from then on. Whoever comes with such an account later is somebody new.
// Minutes and versions of the strategy stay as they are. The basis is what is
// logged of who asked, without a name. Call DB.ShredAll after
// it: until then the files of the database still hold what was deleted.
func (tx *Tx) Forget(person board.ID, as, basis string) (Forgetting, error) {
	if err := tx.holdPeople(person); err != nil {
		return Forgetting{}, err
	}
	f, err := tx.Forgetting(person)
	if err != nil {
		return f, err
	}
	selves, err := tx.Selves(person)
	if err != nil {
		return f, err
	}
	traces, err := tx.tracesOf(selves)
	if err != nil {
		return f, err
	}
	if err := tx.vacate(person, f.Seats); err != nil {
		return f, fmt.Errorf("seats of person %d: %w", person, err)
	}
	for _, self := range selves {
		if err := tx.dropPersonal(self, as); err != nil {
			return f, fmt.Errorf("forget person %d: %w", self, err)
		}
	}
	for _, self := range selves {
		if err := tx.must("UPDATE person SET name = ?, language = '', forgotten_at = ? WHERE id = ?", as, tx.now(), int64(self)); err != nil {
			return f, fmt.Errorf("person %d: %w", self, err)
		}
	}
	if err := tx.scrub(traces, as); err != nil {
		return f, fmt.Errorf("traces of person %d: %w", person, err)
	}
	return f, tx.noteForgotten(person, f, basis)
}

// vacate makes the seats of somebody vacant, and ends their vote for others.
func (tx *Tx) vacate(person board.ID, seats []board.Seat) error {
	for _, seat := range seats {
		var err error
		if seat.Holder.ID == person {
			err = tx.LeaveSeat(seat.ID)
		} else {
			err = tx.Delegate(seat.ID, 0)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// dropPersonal deletes and blanks what PersonalData says. Rows that are chosen by
// the accounts come before the accounts, and what is chosen by the name before
// the name.
func (tx *Tx) dropPersonal(person board.ID, as string) error {
	data := PersonalData()
	last := func(c PersonalColumn) int {
		switch c.Table {
		case "account":
			return 1
		case "person":
			return 2
		}
		return 0
	}
	slices.SortStableFunc(data, func(x, y PersonalColumn) int { return last(x) - last(y) })
	for _, fate := range []Fate{Blanked, Removed} {
		for _, c := range data {
			if c.Fate != fate || c.Condition() == apart || c.Table == "person" {
				continue
			}
			query, args := "DELETE FROM "+c.Table+" WHERE "+c.Condition(), c.args(person)
			switch {
			case fate == Blanked && c.Instead != "":
				query = "UPDATE " + c.Table + " SET " + c.Column + " = " + c.Instead + " WHERE " + c.Condition()
			case fate == Blanked:
				query, args = "UPDATE "+c.Table+" SET "+c.Column+" = ? WHERE "+c.Condition(), append([]any{c.blank(as)}, args...)
			}
			if _, err := tx.exec(query, args...); err != nil {
				return fmt.Errorf("%s.%s: %w", c.Table, c.Column, err)
			}
		}
	}
	return nil
}

// blank is what stands where a name stood, and nothing where it was something else.
func (c PersonalColumn) blank(as string) string {
	switch c.Column {
	case "name", "owner_name", "presenter":
		return as
	}
	return ""
}

func (tx *Tx) noteForgotten(person board.ID, f Forgetting, basis string) error {
	removed := f.Sum(Removed) + f.Sum(Blanked)
	for _, b := range f.Boards {
		if err := tx.logRetention(RetentionEntry{Board: b.ID, Kind: ForgottenKind, Removed: removed, Basis: basis}); err != nil {
			return err
		}
		homes, err := tx.Homes(b.ID)
		if err != nil {
			return err
		}
		for _, home := range homes { // what shows the name is written anew
			entities, err := tx.ShownAt(home)
			if err != nil {
				return err
			}
			for _, entity := range entities {
				if err := tx.Later("show", entity, tx.db.now(), nil); err != nil {
					return err
				}
			}
		}
	}
	return tx.note(0, "person.forget", Entity("person", person), fmt.Sprintf("%d rows", removed))
}
