package storage

import (
	"fmt"

	"beirat/board"
)

// Holding is a role and who has it.
type Holding struct {
	Role   board.Role
	Person board.Person
	Away   board.Absence
}

// Standing is who a person is in a board now. Of several seats it is one for
// which the person has the vote, if there is one. Somebody who has nothing to
// do with the board, or is not known at all, has a Standing with the ID only.
func (tx *Tx) Standing(of, person board.ID) (board.Standing, error) {
	standing := board.Standing{Person: board.Person{ID: person}}
	var rows []struct {
		Person   board.ID `db:"person_id"`
		Name     string   `db:"name"`
		Language string   `db:"language"`
		Role     string   `db:"role"`
		Since    int64    `db:"since"`
		From     int64    `db:"from_at"`
		Until    int64    `db:"until_at"`
	}
	// One statement: the person with its roles, and the other chairs with their absence.
	const columns = `SELECT p.id AS person_id, p.name, p.language, COALESCE(r.role, '') AS role, COALESCE(r.since, 0) AS since,
		COALESCE(a.from_at, 0) AS from_at, COALESCE(a.until_at, 0) AS until_at `
	err := tx.all(&rows, columns+`FROM person p
			LEFT JOIN role_holder r ON r.board_id = ? AND r.person_id = p.id
			LEFT JOIN absence a ON a.board_id = ? AND a.person_id = p.id WHERE p.id = ?
		UNION ALL `+columns+`FROM role_holder r JOIN person p ON p.id = r.person_id
			LEFT JOIN absence a ON a.board_id = r.board_id AND a.person_id = r.person_id
			WHERE r.board_id = ? AND r.role = 'chair' AND r.person_id <> ?
		ORDER BY since, role`,
		int64(of), int64(of), int64(person), int64(of), int64(person))
	if err != nil {
		return standing, err
	}
	standing.ChairAway = true
	now := tx.db.now()
	for _, r := range rows {
		away := board.Absence{From: moment(r.From), Until: moment(r.Until)}
		if board.Role(r.Role) == board.Chair && !away.Covers(now) {
			standing.ChairAway = false
		}
		if r.Person != person {
			continue
		}
		standing.Person.Name, standing.Person.Language, standing.Away = r.Name, r.Language, away
		if r.Role != "" {
			standing.Roles = append(standing.Roles, board.Role(r.Role))
		}
	}
	seats, err := tx.seats(seatSelect+"WHERE s.board_id = ? AND s.id IN "+seatsOf+" ORDER BY g.position, s.position", int64(of), int64(person), int64(person))
	for _, seat := range seats {
		if seat.Vacant() { // a delegate votes for a holder, never for nobody
			continue
		}
		if standing.Seat.ID == 0 || !standing.Votes() {
			standing.Seat = seat
		}
	}
	return standing, err
}

// SetRole gives or takes a role. Doing it twice is no error.
func (tx *Tx) SetRole(of, person board.ID, role board.Role, has bool) error {
	var err error
	what := "role.give"
	if has {
		_, err = tx.exec("INSERT INTO role_holder (board_id, person_id, role, since) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING",
			int64(of), int64(person), string(role), tx.now())
	} else {
		what = "role.take"
		_, err = tx.exec("DELETE FROM role_holder WHERE board_id = ? AND person_id = ? AND role = ?", int64(of), int64(person), string(role))
	}
	if err != nil {
		return fmt.Errorf("role %s of person %d in board %d: %w", role, person, of, err)
	}
	return tx.note(of, what, Entity("person", person), string(role))
}

// RoleHolders lists who has which role, in the order of board.Roles.
func (tx *Tx) RoleHolders(of board.ID) ([]Holding, error) {
	var rows []struct {
		Role string `db:"role"`
		personRow
		From  int64 `db:"from_at"`
		Until int64 `db:"until_at"`
	}
	err := tx.all(&rows, `SELECT r.role, p.id, p.name, p.language, COALESCE(a.from_at, 0) AS from_at, COALESCE(a.until_at, 0) AS until_at
		FROM role_holder r JOIN person p ON p.id = r.person_id
		LEFT JOIN absence a ON a.board_id = r.board_id AND a.person_id = r.person_id
		WHERE r.board_id = ? ORDER BY r.since, p.id`, int64(of))
	var holdings []Holding
	for _, role := range board.Roles() {
		for _, r := range rows {
			if board.Role(r.Role) == role {
				holdings = append(holdings, Holding{Role: role, Person: r.person(), Away: board.Absence{From: moment(r.From), Until: moment(r.Until)}})
			}
		}
	}
	return holdings, err
}

// SetAway notes when a person is away from a board; the zero Absence: back.
func (tx *Tx) SetAway(of, person board.ID, a board.Absence) error {
	var err error
	if a.From.IsZero() {
		_, err = tx.exec("DELETE FROM absence WHERE board_id = ? AND person_id = ?", int64(of), int64(person))
	} else {
		_, err = tx.exec(`INSERT INTO absence (board_id, person_id, from_at, until_at) VALUES (?, ?, ?, ?)
			ON CONFLICT (board_id, person_id) DO UPDATE SET from_at = excluded.from_at, until_at = excluded.until_at`,
			int64(of), int64(person), milli(a.From), milli(a.Until))
	}
	if err != nil {
		return fmt.Errorf("absence of person %d in board %d: %w", person, of, err)
	}
	return tx.note(of, "person.away", Entity("person", person), "")
}

// Away gives the absences that were noted in a board, by person; past and
// future ones too.
func (tx *Tx) Away(of board.ID) (map[board.ID]board.Absence, error) {
	var rows []struct {
		Person board.ID `db:"person_id"`
		From   int64    `db:"from_at"`
		Until  int64    `db:"until_at"`
	}
	err := tx.all(&rows, "SELECT person_id, from_at, until_at FROM absence WHERE board_id = ?", int64(of))
	away := make(map[board.ID]board.Absence, len(rows))
	for _, r := range rows {
		away[r.Person] = board.Absence{From: moment(r.From), Until: moment(r.Until)}
	}
	return away, err
}
