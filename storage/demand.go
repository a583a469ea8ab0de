package storage

import (
	"fmt"

	"beirat/board"
)

// DemandSecrecy notes that a seat asks for a secret vote and tells how many do
// now; a second time changes nothing.
func (tx *Tx) DemandSecrecy(poll, seat board.ID) (demands int, err error) {
	added, err := tx.exec("INSERT INTO secrecy_demand (poll_id, seat_id) VALUES (?, ?) ON CONFLICT (poll_id, seat_id) DO NOTHING", int64(poll), int64(seat))
	if err != nil {
		return 0, fmt.Errorf("demand of seat %d in poll with id %d: %w", seat, poll, err)
	}
	if added != 0 {
		if err := tx.notePoll(poll, "poll.demand", Entity("seat", seat)); err != nil {
			return 0, err
		}
	}
	return tx.SecrecyDemands(poll)
}

// SecrecyDemands is how many seats ask for a secret vote; one that recused
// itself asks no more.
func (tx *Tx) SecrecyDemands(poll board.ID) (demands int, err error) {
	err = tx.get(&demands, `SELECT COUNT(*) FROM secrecy_demand d JOIN elector e ON e.poll_id = d.poll_id AND e.seat_id = d.seat_id
		WHERE d.poll_id = ? AND e.recused = 0`, int64(poll))
	if err != nil {
		return 0, fmt.Errorf("demands in poll with id %d: %w", poll, err)
	}
	return demands, nil
}

// SecretOnDemand tells whether a secret poll was made so on demand, whoever of
// those that asked for it has recused themselves since.
func (tx *Tx) SecretOnDemand(poll board.ID) (demanded bool, err error) {
	var demands int
	if err = tx.get(&demands, "SELECT COUNT(*) FROM secrecy_demand d JOIN poll p ON p.id = d.poll_id WHERE p.id = ? AND p.secret = 1", int64(poll)); err != nil {
		return false, fmt.Errorf("demands in poll with id %d: %w", poll, err)
	}
	return demands > 0, nil
}

// MakeSecret makes a running poll secret: the named ballots, with all that they
// say, are discarded, and no interim result is shown any more. The caller has
// locked it exclusively, saves a later deadline itself, and plans DB.Shred for
// after it.
func (tx *Tx) MakeSecret(poll board.ID) error {
	if _, err := tx.exec("DELETE FROM ballot WHERE poll_id = ?", int64(poll)); err != nil {
		return fmt.Errorf("ballots of poll with id %d: %w", poll, err)
	}
	if err := tx.must("UPDATE poll SET secret = 1, chair = '', results = ? WHERE id = ?", string(board.AtClose), int64(poll)); err != nil {
		return fmt.Errorf("poll with id %d: %w", poll, err)
	}
	return tx.notePoll(poll, "poll.secret", "")
}
