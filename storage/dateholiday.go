package storage

import (
	"fmt"
	"strings"

	"beirat/board"
)

type schoolHolidayRow struct {
	ID    board.ID `db:"id"`
	Name  string   `db:"name"`
	First string   `db:"first_day"`
	Last  string   `db:"last_day"`
}

// SchoolHolidays lists the school holidays that were imported for a board, by
// their first day, in the board's zone.
func (tx *Tx) SchoolHolidays(of board.ID) ([]board.SchoolHoliday, error) {
	rows, err := tx.schoolHolidays(of)
	if err != nil || len(rows) == 0 {
		return nil, err
	}
	zone, err := tx.zoneOf(of)
	if err != nil {
		return nil, err
	}
	all := make([]board.SchoolHoliday, len(rows))
	for i, r := range rows {
		all[i].Name = r.Name
		if all[i].First, err = parseDay(r.First, tx.db.Zone(zone)); err != nil {
			return nil, fmt.Errorf("school holidays %d: %w", r.ID, err)
		}
		if all[i].Last, err = parseDay(r.Last, tx.db.Zone(zone)); err != nil {
			return nil, fmt.Errorf("school holidays %d: %w", r.ID, err)
		}
	}
	return all, nil
}

func (tx *Tx) schoolHolidays(of board.ID) ([]schoolHolidayRow, error) {
	var rows []schoolHolidayRow
	if err := tx.all(&rows, "SELECT id, name, first_day, last_day FROM school_holiday WHERE board_id = ? ORDER BY first_day, last_day, id", int64(of)); err != nil {
		return nil, fmt.Errorf("school holidays of board %d: %w", of, err)
	}
	return rows, nil
}

// ImportSchoolHolidays keeps school holidays of a board instead of those that
// they overlap.
func (tx *Tx) ImportSchoolHolidays(of board.ID, all []board.SchoolHoliday) error {
	if tx.reading {
		return ErrReadOnly
	}
	before, err := tx.schoolHolidays(of)
	if err != nil {
		return err
	}
	for _, old := range before {
		for _, s := range all {
			if old.First > formatDay(s.Last) || old.Last < formatDay(s.First) {
				continue
			}
			if err := tx.must("DELETE FROM school_holiday WHERE id = ?", int64(old.ID)); err != nil {
				return fmt.Errorf("school holidays %d: %w", old.ID, err)
			}
			break
		}
	}
	const row, most = "(?, ?, ?, ?)", 100
	for rest := all; len(rest) > 0; {
		some := rest[:min(most, len(rest))]
		rest = rest[len(some):]
		args := make([]any, 0, 4*len(some))
		for _, s := range some {
			args = append(args, int64(of), s.Name, formatDay(s.First), formatDay(s.Last))
		}
		if _, err := tx.exec("INSERT INTO school_holiday (board_id, name, first_day, last_day) VALUES "+row+strings.Repeat(", "+row, len(some)-1), args...); err != nil {
			return fmt.Errorf("school holidays of board %d: %w", of, err)
		}
	}
	return tx.note(of, "holidays.import", Entity("board", of), fmt.Sprintf("%d entries", len(all)))
}

// RemoveSchoolHolidays deletes every school holiday of a board.
func (tx *Tx) RemoveSchoolHolidays(of board.ID) error {
	if _, err := tx.exec("DELETE FROM school_holiday WHERE board_id = ?", int64(of)); err != nil {
		return fmt.Errorf("school holidays of board %d: %w", of, err)
	}
	return tx.note(of, "holidays.remove", Entity("board", of), "")
}
