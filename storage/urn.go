package storage

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"beirat/board"
)

// Paper is a ballot as it lies in the urn of a secret vote.
type Paper struct {
	Receipt string // by which its owner finds it; empty unless the poll gives receipts
	Choice  board.Choice
}

// PutIntoUrn notes on the roll that a seat has voted and puts the paper into
// the urn, in which the order of the papers is that of their texts, whoever
// came first. Nothing is recorded with it but that a ballot came. Call LockPoll
// (exclusive) and ask the rules first. ErrExists if the seat has voted,
// board.ErrRecused if it recused itself, ErrReceiptTaken if another paper has
// the receipt: then begin a new transaction with another one.
func (tx *Tx) PutIntoUrn(poll, seat board.ID, paper Paper) error {
	added, err := tx.exec(`INSERT INTO roll (poll_id, seat_id) SELECT poll_id, seat_id FROM elector
		WHERE poll_id = ? AND seat_id = ? AND recused = 0 {{FOR SHARE}} ON CONFLICT (poll_id, seat_id) DO NOTHING`, int64(poll), int64(seat))
	if err != nil {
		return fmt.Errorf("roll of poll with id %d: %w", poll, err)
	}
	if added == 0 {
		return tx.whyNotTaken(poll, seat)
	}
	papers, err := tx.papers(poll)
	if err != nil {
		return err
	}
	if paper.Receipt != "" && slices.ContainsFunc(papers, func(other Paper) bool { return other.Receipt == paper.Receipt }) {
		return fmt.Errorf("urn of poll with id %d: %w", poll, ErrReceiptTaken)
	}
	_, err = tx.exec("INSERT INTO urn (poll_id, content) VALUES (?, ?) ON CONFLICT (poll_id) DO UPDATE SET content = excluded.content",
		int64(poll), folded(append(papers, paper)))
	if err != nil {
		return fmt.Errorf("urn of poll with id %d: %w", poll, err)
	}
	return tx.noteSecretly(poll, "poll.cast")
}

// Papers are the ballots of a secret vote that is over, in the urn's order.
// Before the end: ErrSealed.
func (tx *Tx) Papers(p board.Poll) ([]Paper, error) {
	if p.State != board.Closed {
		return nil, fmt.Errorf("poll with id %d: %w", p.ID, ErrSealed)
	}
	return tx.papers(p.ID)
}

func (tx *Tx) papers(poll board.ID) ([]Paper, error) {
	var content string
	err := tx.get(&content, "SELECT content FROM urn WHERE poll_id = ?", int64(poll))
	if errors.Is(err, ErrNotFound) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("urn of poll with id %d: %w", poll, err)
	}
	return unfolded(content), nil
}

func (tx *Tx) openUrn(p board.Poll) ([]board.Pile, error) {
	papers, err := tx.Papers(p)
	if err != nil {
		return nil, err
	}
	choices := make([]board.Choice, len(papers))
	for i, paper := range papers {
		choices[i] = paper.Choice
	}
	return board.Piles(choices), nil
}

// folded is the urn's one text: a line a paper, the lines sorted.
func folded(papers []Paper) string {
	lines := make([]string, len(papers))
	for i, paper := range papers {
		lines[i] = strings.TrimSpace(paper.Receipt + " " + string(paper.Choice))
	}
	slices.Sort(lines)
	return strings.Join(lines, "\n")
}

func unfolded(content string) []Paper {
	var papers []Paper
	for line := range strings.Lines(content) {
		line = strings.TrimSuffix(line, "\n")
		receipt, choice, with := strings.Cut(line, " ")
		if !with {
			receipt, choice = "", line
		}
		papers = append(papers, Paper{Receipt: receipt, Choice: board.Choice(choice)})
	}
	return papers
}

// EraseOrder writes roll and urn of a secret vote anew in one order, that of the
// seats and of the texts: afterwards nothing in the database tells which of
// their rows was written when, as the hidden columns of PostgreSQL do. Call it
// in the transaction that ends the poll, and plan DB.Shred for after it.
func (tx *Tx) EraseOrder(poll board.ID) error {
	if tx.reading {
		return ErrReadOnly
	}
	var seats []int64
	if err := tx.all(&seats, "SELECT seat_id FROM roll WHERE poll_id = ? ORDER BY seat_id", int64(poll)); err != nil {
		return fmt.Errorf("roll of poll with id %d: %w", poll, err)
	}
	papers, err := tx.papers(poll)
	if err != nil {
		return err
	}
	for _, table := range []string{"roll", "urn"} {
		if _, err := tx.exec("DELETE FROM "+table+" WHERE poll_id = ?", int64(poll)); err != nil {
			return fmt.Errorf("%s of poll with id %d: %w", table, poll, err)
		}
	}
	for _, seat := range seats {
		if _, err := tx.exec("INSERT INTO roll (poll_id, seat_id) VALUES (?, ?)", int64(poll), seat); err != nil {
			return fmt.Errorf("roll of poll with id %d: %w", poll, err)
		}
	}
	if len(papers) == 0 {
		return nil
	}
	if _, err := tx.exec("INSERT INTO urn (poll_id, content) VALUES (?, ?)", int64(poll), folded(papers)); err != nil {
		return fmt.Errorf("urn of poll with id %d: %w", poll, err)
	}
	return nil
}
