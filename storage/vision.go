package storage

import (
	"fmt"

	"beirat/board"
)

type visionRow struct {
	ID       board.ID `db:"id"`
	Board    board.ID `db:"board_id"`
	Number   int      `db:"number"`
	Question string   `db:"question"`
	Horizon  int      `db:"horizon"`
	Groups   int      `db:"group_count"`
	By       board.ID `db:"person_id"`
	Opened   int64    `db:"opened_at"`
	Ended    int64    `db:"ended_at"`
}

const visionSelect = "SELECT id, board_id, number, question, horizon, group_count, person_id, opened_at, ended_at FROM vision_round "

func (r visionRow) round() board.VisionRound {
	return board.VisionRound{ID: r.ID, Board: r.Board, Number: r.Number, Question: r.Question, Horizon: r.Horizon, Groups: r.Groups,
		By: r.By, Opened: moment(r.Opened), Ended: moment(r.Ended)}
}

// OpenVisionRound keeps a round with its first draw, and gives it its ID and the
// board's next number. Whether another one is open is not asked: the caller has
// locked the board.
func (tx *Tx) OpenVisionRound(r board.VisionRound, d board.Drawing) (board.VisionRound, error) {
	number, err := tx.count(r.Board, "vision_round")
	if err != nil {
		return r, fmt.Errorf("number a vision round of board %d: %w", r.Board, err)
	}
	now := tx.now()
	r.Number, r.By, r.Opened = number, tx.by.Person, moment(now)
	r.ID, err = tx.insert(`INSERT INTO vision_round (board_id, number, question, horizon, group_count, person_id, opened_at, ended_at)
		VALUES (?, ?, ?, ?, ?, ?, ?, 0) RETURNING id`, int64(r.Board), r.Number, r.Question, r.Horizon, r.Groups, int64(r.By), now)
	if err != nil {
		return r, fmt.Errorf("vision round %d of board %d: %w", r.Number, r.Board, err)
	}
	for group := range r.Groups {
		if _, err := tx.exec("INSERT INTO vision_group (board_id, round_id, number) VALUES (?, ?, ?)", int64(r.Board), int64(r.ID), group+1); err != nil {
			return r, fmt.Errorf("working group %d of round %d: %w", group+1, r.Number, err)
		}
	}
	if err := tx.keepDrawing(r, d); err != nil {
		return r, err
	}
	return r, tx.note(r.Board, "vision.open", Entity("vision_round", r.ID), fmt.Sprintf("number %d", r.Number))
}

// DrawAgain keeps a further draw of a round that the caller has locked; the
// groups are as it has them.
func (tx *Tx) DrawAgain(r board.VisionRound, d board.Drawing) error {
	if err := tx.changeable("vision_round", r.ID); err != nil {
		return err
	}
	if _, err := tx.exec("DELETE FROM vision_seat WHERE round_id = ?", int64(r.ID)); err != nil {
		return fmt.Errorf("draw of round %d: %w", r.Number, err)
	}
	if err := tx.keepDrawing(r, d); err != nil {
		return err
	}
	return tx.noteThing("vision_round", r.ID, "vision.draw", d.Decision)
}

func (tx *Tx) keepDrawing(r board.VisionRound, d board.Drawing) error {
	id, err := tx.insert(`INSERT INTO vision_draw (board_id, round_id, number, seed, decision, person_id, drawn_at)
		SELECT CAST(? AS BIGINT), CAST(? AS BIGINT), COALESCE(MAX(number), 0) + 1, CAST(? AS TEXT), CAST(? AS TEXT), CAST(? AS BIGINT), CAST(? AS BIGINT)
		FROM vision_draw WHERE round_id = ? RETURNING id`, int64(r.Board), int64(r.ID), d.Seed, d.Decision, int64(tx.by.Person), tx.now(), int64(r.ID))
	if err != nil {
		return fmt.Errorf("draw of round %d: %w", r.Number, err)
	}
	for place, lot := range d.Drawn {
		if _, err := tx.exec("INSERT INTO vision_lot (draw_id, place, seat_id, sign, number) VALUES (?, ?, ?, ?, ?)", int64(id), place+1, int64(lot.Seat), lot.Sign, lot.Group); err != nil {
			return fmt.Errorf("lot of seat %d: %w", lot.Seat, err)
		}
		if _, err := tx.exec("INSERT INTO vision_seat (round_id, seat_id, number) VALUES (?, ?, ?)", int64(r.ID), int64(lot.Seat), lot.Group); err != nil {
			return fmt.Errorf("group of seat %d: %w", lot.Seat, err)
		}
	}
	return nil
}

// JoinWorkingGroup puts a seat that was vacant at the draw into a group of a
// round that the caller has locked; ErrExists if it is in one.
func (tx *Tx) JoinWorkingGroup(r board.VisionRound, seat board.ID, group int) error {
	if err := tx.changeable("vision_round", r.ID); err != nil {
		return err
	}
	if _, err := tx.exec("INSERT INTO vision_seat (round_id, seat_id, number) VALUES (?, ?, ?)", int64(r.ID), int64(seat), group); err != nil {
		return fmt.Errorf("group of seat %d: %w", seat, err)
	}
	return tx.noteThing("vision_round", r.ID, "vision.join", fmt.Sprintf("%s group %d", Entity("seat", seat), group))
}

// EndVisionRound ends a round; ErrNotFound if it is over.
func (tx *Tx) EndVisionRound(round board.ID) error {
	if err := tx.changeable("vision_round", round); err != nil {
		return err
	}
	if err := tx.must("UPDATE vision_round SET ended_at = ? WHERE id = ? AND ended_at = 0", tx.now(), int64(round)); err != nil {
		return fmt.Errorf("end vision round with id %d: %w", round, err)
	}
	return tx.noteThing("vision_round", round, "vision.end", "")
}

// VisionRounds lists the rounds of a board, the newest first, at most limit.
func (tx *Tx) VisionRounds(of board.ID, limit int) ([]board.VisionRound, error) {
	var rows []visionRow
	err := tx.all(&rows, visionSelect+"WHERE board_id = ? ORDER BY number DESC"+first(limit), int64(of))
	rounds := make([]board.VisionRound, len(rows))
	for i, row := range rows {
		rounds[i] = row.round()
	}
	return rounds, err
}

// VisionRound is a round by its id.
func (tx *Tx) VisionRound(id board.ID) (board.VisionRound, error) {
	return tx.visionRound("WHERE id = ?", id)
}

// LockVisionRound reads a round and lets others who change it wait until the
// transaction ends.
func (tx *Tx) LockVisionRound(id board.ID) (board.VisionRound, error) {
	if tx.reading {
		return board.VisionRound{}, ErrReadOnly
	}
	return tx.visionRound("WHERE id = ? {{FOR UPDATE}}", id)
}

func (tx *Tx) visionRound(which string, id board.ID) (board.VisionRound, error) {
	var row visionRow
	if err := tx.get(&row, visionSelect+which, int64(id)); err != nil {
		return board.VisionRound{}, fmt.Errorf("vision round with id %d: %w", id, err)
	}
	return row.round(), nil
}

// WorkingGroups lists the groups of a round by number, with their seats.
func (tx *Tx) WorkingGroups(round board.ID) ([]board.WorkingGroup, error) {
	return tx.workingGroups("WHERE g.round_id = ?", round)
}

// WorkingGroup is a group by its id, with its seats.
func (tx *Tx) WorkingGroup(id board.ID) (board.WorkingGroup, error) {
	groups, err := tx.workingGroups("WHERE g.id = ?", id)
	if err == nil && len(groups) == 0 {
		err = ErrNotFound
	}
	if err != nil {
		return board.WorkingGroup{}, fmt.Errorf("working group with id %d: %w", id, err)
	}
	return groups[0], nil
}

func (tx *Tx) workingGroups(which string, id board.ID) ([]board.WorkingGroup, error) {
	var rows []struct {
		ID     board.ID `db:"id"`
		Board  board.ID `db:"board_id"`
		Round  board.ID `db:"round_id"`
		Number int      `db:"number"`
		Seat   board.ID `db:"seat_id"`
	}
	err := tx.all(&rows, `SELECT g.id, g.board_id, g.round_id, g.number, COALESCE(m.seat_id, 0) AS seat_id FROM vision_group g
		LEFT JOIN vision_seat m ON m.round_id = g.round_id AND m.number = g.number `+which+" ORDER BY g.number, m.seat_id", int64(id))
	var groups []board.WorkingGroup
	for _, row := range rows {
		if len(groups) == 0 || groups[len(groups)-1].ID != row.ID {
			groups = append(groups, board.WorkingGroup{ID: row.ID, Board: row.Board, Round: row.Round, Number: row.Number})
		}
		if row.Seat != 0 {
			last := &groups[len(groups)-1]
			last.Seats = append(last.Seats, row.Seat)
		}
	}
	return groups, err
}

// Drawings lists how the groups of a round were drawn, the last draw first.
func (tx *Tx) Drawings(round board.ID) ([]board.Drawing, error) {
	var rows []struct {
		ID       board.ID `db:"id"`
		Number   int      `db:"number"`
		Seed     string   `db:"seed"`
		Decision string   `db:"decision"`
		Person   board.ID `db:"person_id"`
		At       int64    `db:"drawn_at"`
	}
	if err := tx.all(&rows, "SELECT id, number, seed, decision, person_id, drawn_at FROM vision_draw WHERE round_id = ? ORDER BY number DESC", int64(round)); err != nil {
		return nil, fmt.Errorf("draws of round with id %d: %w", round, err)
	}
	drawings := make([]board.Drawing, len(rows))
	for i, r := range rows {
		drawings[i] = board.Drawing{ID: r.ID, Round: round, Number: r.Number, Seed: r.Seed, Decision: r.Decision, Person: r.Person, At: moment(r.At)}
		var lots []struct {
			Seat  board.ID `db:"seat_id"`
			Sign  string   `db:"sign"`
			Group int      `db:"number"`
		}
		if err := tx.all(&lots, "SELECT seat_id, sign, number FROM vision_lot WHERE draw_id = ? ORDER BY place", int64(r.ID)); err != nil {
			return nil, fmt.Errorf("lots of draw with id %d: %w", r.ID, err)
		}
		for _, lot := range lots {
			drawings[i].Drawn = append(drawings[i].Drawn, board.Lot(lot))
		}
	}
	return drawings, nil
}
