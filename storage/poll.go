package storage

import (
	"cmp"
	"errors"
	"fmt"
	"strings"

	"golang.org/x/text/unicode/norm"

	"beirat/board"
)

// pollRow is a poll as it is read. Reading takes most of the time of a query,
// by the column: yes-and-no is one column for all, and numbers have the type in
// which the drivers give them.
type pollRow struct {
	board.Poll
	number, opened, closes, ended, opens, due               int64
	presentCount, statutory, budget, flags                  int64
	members, present, yes, no, abstain, invalid, objections int64
}

// places are where the columns of pollSelect go.
func (r *pollRow) places() []any {
	return []any{
		&r.ID, &r.Board, &r.number, &r.Question, &r.Text, &r.Reasons, &r.Purpose, &r.Method,
		&r.Terms.Rule, &r.Terms.Quorum, &r.Terms.Tie, &r.Terms.Procedure, &r.Terms.Base, &r.Terms.Counting, &r.budget,
		&r.Profile, &r.Results, &r.Proposer, &r.opened, &r.closes, &r.presentCount, &r.statutory,
		&r.State, &r.ended, &r.EndedBy, &r.Why, &r.Outcome,
		&r.members, &r.present, &r.yes, &r.no, &r.abstain, &r.invalid, &r.Counts.Chair, &r.objections,
		&r.CopyOf, &r.Seed, &r.opens, &r.Repeat, &r.due, &r.flags,
		&r.About.Kind, &r.About.ID, &r.About.What, &r.Meeting, &r.Item,
	}
}

const pollSelect = `SELECT p.id, p.board_id, p.number, p.question, p.wording, p.reasons, p.purpose, p.method,
	p.rule, p.quorum, p.tie, p.procedure, p.base, p.counting, p.budget,
	COALESCE(p.profile_id, 0), p.results, COALESCE(p.proposer_id, 0), p.opened_at, p.closes_at, p.present_count, p.statutory,
	p.state, p.ended_at, COALESCE(p.ended_by, 0), p.why, p.outcome,
	p.members, p.present, p.yes, p.nos, p.abstain, p.invalid, p.chair, p.objections,
	COALESCE(p.copy_of, 0), p.seed, p.opens_at, p.repeats, p.answer_due_at,
	p.second_call + 2 * p.present_by_name + 4 * p.secret + 8 * p.receipts + 16 * p.roll_call
		+ 32 * p.run_off + 64 * p.lot + 128 * p.withheld + 256 * p.hands,
	p.about_kind, p.about_id, p.about_what, p.meeting_id, p.item_id FROM poll p `

func (r *pollRow) poll() board.Poll {
	p := r.Poll
	p.Number, p.PresentCount, p.Statutory, p.Terms.Budget = int(r.number), int(r.presentCount), int(r.statutory), int(r.budget)
	p.Opened, p.Closes, p.Ended, p.Opens, p.Due = moment(r.opened), moment(r.closes), moment(r.ended), moment(r.opens), moment(r.due)
	p.Counts.Members, p.Counts.Present, p.Counts.Objections = int(r.members), int(r.present), int(r.objections)
	p.Counts.Yes, p.Counts.No, p.Counts.Abstain, p.Counts.Invalid = int(r.yes), int(r.no), int(r.abstain), int(r.invalid)
	for bit, is := range []*bool{&p.Terms.SecondCall, &p.PresentByName, &p.Secret, &p.Receipts, &p.RollCall,
		&p.Terms.RunOff, &p.Terms.Lot, &p.Withheld, &p.Hands} {
		*is = r.flags>>bit&1 == 1
	}
	return p
}

func (tx *Tx) poll(query string, args ...any) (board.Poll, error) {
	polls, err := tx.polls(query, args...)
	if err != nil || len(polls) == 0 {
		return board.Poll{}, cmp.Or(err, ErrNotFound)
	}
	return polls[0], nil
}

func (tx *Tx) polls(query string, args ...any) (polls []board.Poll, err error) {
	var row pollRow
	err = tx.each(query, args, row.places(), func() { polls = append(polls, row.poll()) })
	return polls, err
}

// CreatePoll keeps a poll with its electorate, the snapshot of who may vote,
// and gives it its ID and the board's next number. Numbers have no gaps: the
// next one is taken when this transaction is certain.
func (tx *Tx) CreatePoll(p board.Poll, electors []board.Elector) (board.Poll, error) {
	number, err := tx.count(p.Board, "poll")
	if err != nil {
		return p, fmt.Errorf("number a poll of board %d: %w", p.Board, err)
	}
	p.Number = number
	p.ID, err = tx.insert(`INSERT INTO poll (board_id, number, question, wording, reasons, folded, purpose, method, rule, quorum, tie, procedure, base, second_call,
			profile_id, results, proposer_id, opened_at, closes_at, present_count, present_by_name, statutory, electors, state, ended_at, ended_by, why, outcome,
			members, present, yes, nos, abstain, invalid, chair, objections, copy_of,
			secret, receipts, roll_call, counting, budget, run_off, lot, seed, withheld, hands, opens_at, repeats, answer_due_at,
			about_kind, about_id, about_what, meeting_id, item_id)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?,
			?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id`,
		int64(p.Board), p.Number, p.Question, p.Text, p.Reasons, fold(p.Question), string(p.Purpose), string(p.Method),
		string(p.Terms.Rule), string(p.Terms.Quorum), string(p.Terms.Tie), string(p.Terms.Procedure), string(p.Terms.Base), flag(p.Terms.SecondCall),
		optional(p.Profile), string(p.Results), optional(p.Proposer), milli(p.Opened), milli(p.Closes), p.PresentCount, flag(p.PresentByName), p.Statutory, len(electors),
		string(p.State), milli(p.Ended), optional(p.EndedBy), p.Why, string(p.Outcome),
		p.Counts.Members, p.Counts.Present, p.Counts.Yes, p.Counts.No, p.Counts.Abstain, p.Counts.Invalid, string(p.Counts.Chair), p.Counts.Objections, optional(p.CopyOf),
		flag(p.Secret), flag(p.Receipts), flag(p.RollCall), string(p.Terms.Counting), p.Terms.Budget, flag(p.Terms.RunOff), flag(p.Terms.Lot), p.Seed,
		flag(p.Withheld), flag(p.Hands), milli(p.Opens), string(p.Repeat), milli(p.Due),
		string(p.About.Kind), int64(p.About.ID), p.About.What, int64(p.Meeting), int64(p.Item))
	if err != nil {
		return p, fmt.Errorf("poll %d of board %d: %w", p.Number, p.Board, err)
	}
	if err := tx.insertOptions(p.ID, p.Options); err != nil {
		return p, fmt.Errorf("options of poll %d of board %d: %w", p.Number, p.Board, err)
	}
	if err := tx.insertElectors(p.ID, electors); err != nil {
		return p, fmt.Errorf("electorate of poll %d of board %d: %w", p.Number, p.Board, err)
	}
	return p, tx.note(p.Board, "poll.create", Entity("poll", p.ID), fmt.Sprintf("number %d", p.Number))
}

// count gives the next number of a thing within a board, from 1.
func (tx *Tx) count(of board.ID, thing string) (int, error) {
	if tx.reading {
		return 0, ErrReadOnly
	}
	var number int
	return number, tx.get(&number, `INSERT INTO counter (board_id, thing, last) VALUES (?, ?, 1)
		ON CONFLICT (board_id, thing) DO UPDATE SET last = counter.last + 1 RETURNING last`, int64(of), thing)
}

// Poll is a poll by its id, with its options. (Lists of polls, and polls by
// their number, come without.)
func (tx *Tx) Poll(id board.ID) (board.Poll, error) {
	p, err := tx.poll(pollSelect+"WHERE p.id = ?", int64(id))
	if err != nil {
		return board.Poll{}, fmt.Errorf("poll with id %d: %w", id, err)
	}
	return tx.withOptions(p)
}

// PollNumber is a poll by its number within a board.
func (tx *Tx) PollNumber(of board.ID, number int) (board.Poll, error) {
	p, err := tx.poll(pollSelect+"WHERE p.board_id = ? AND p.number = ?", int64(of), number)
	if err != nil {
		return board.Poll{}, fmt.Errorf("poll %d of board %d: %w", number, of, err)
	}
	return p, nil
}

// LockPoll reads a poll and holds it until the transaction ends: exclusive
// waits for all others and lets none in, otherwise any number may hold it
// together. Who casts a ballot holds it shared, who ends the poll exclusively,
// so that no ballot is counted half. Lock exclusively whatever is saved later.
func (tx *Tx) LockPoll(id board.ID, exclusive bool) (board.Poll, error) {
	if tx.reading {
		return board.Poll{}, ErrReadOnly
	}
	query := pollSelect + "WHERE p.id = ? {{FOR SHARE OF p}}"
	if exclusive {
		query = pollSelect + "WHERE p.id = ? {{FOR UPDATE OF p}}"
	}
	p, err := tx.poll(query, int64(id))
	if err != nil {
		return board.Poll{}, fmt.Errorf("poll with id %d: %w", id, err)
	}
	return tx.withOptions(p)
}

// OpenPolls lists the polls of a board in the state open, by number; their
// deadline may be over. (The + keeps SQLite on the index of the open ones.)
func (tx *Tx) OpenPolls(of board.ID) ([]board.Poll, error) {
	return tx.polls(pollSelect+"WHERE p.board_id = ? AND p.state = 'open' ORDER BY +p.number", int64(of))
}

// Copies lists the polls that are made from another one: held again, its
// run-off, or the next of its series.
func (tx *Tx) Copies(of board.ID) ([]board.Poll, error) {
	return tx.polls(pollSelect+"WHERE p.copy_of = ? ORDER BY p.number", int64(of))
}

// PollsAbout lists the polls of a board about a thing, newest first, at most
// limit.
func (tx *Tx) PollsAbout(of board.ID, s board.Subject, limit int) ([]board.Poll, error) {
	return tx.polls(pollSelect+"WHERE p.board_id = ? AND p.about_kind = ? AND p.about_kind <> '' AND p.about_id = ? AND p.about_what = ? ORDER BY p.number DESC"+first(limit),
		int64(of), string(s.Kind), int64(s.ID), s.What)
}

// Polls lists polls of a board, newest first, at most limit, with numbers
// below before; 0: from the newest.
func (tx *Tx) Polls(of board.ID, before int, limit int) ([]board.Poll, error) {
	if before == 0 {
		return tx.polls(pollSelect+"WHERE p.board_id = ? ORDER BY p.number DESC"+first(limit), int64(of))
	}
	return tx.polls(pollSelect+"WHERE p.board_id = ? AND p.number < ? ORDER BY p.number DESC"+first(limit), int64(of), before)
}

// PollsTitled lists polls of a board whose question contains part, newest
// first; capitals do not matter, nor whether an umlaut is written ä or ae.
func (tx *Tx) PollsTitled(of board.ID, part string, limit int) ([]board.Poll, error) {
	return tx.polls(pollSelect+`WHERE p.board_id = ? AND p.folded LIKE ? ESCAPE '\' ORDER BY p.number DESC`+first(limit),
		int64(of), "%"+like(fold(part))+"%")
}

// SavePoll keeps what can change about a poll: its deadline, opening, state,
// end, reason, outcome, counts, number present, the places of its options, the
// answer that is due and what repeats. Everything else is left as it was.
func (tx *Tx) SavePoll(p board.Poll) error {
	for _, o := range p.Options {
		if err := tx.must("UPDATE poll_option SET place = ?, score = ?, won = ? WHERE poll_id = ? AND number = ?",
			o.Place, o.Score, flag(o.Won), int64(p.ID), o.Number); err != nil {
			return fmt.Errorf("option %d of poll with id %d: %w", o.Number, p.ID, err)
		}
	}
	err := tx.must(`UPDATE poll SET opened_at = ?, opens_at = ?, statutory = ?, withheld = ?, hands = ?, repeats = ?, answer_due_at = ?,
			closes_at = ?, state = ?, ended_at = ?, ended_by = ?, why = ?, outcome = ?, present_count = ?,
			members = ?, present = ?, yes = ?, nos = ?, abstain = ?, invalid = ?, chair = ?, objections = ? WHERE id = ?`,
		milli(p.Opened), milli(p.Opens), p.Statutory, flag(p.Withheld), flag(p.Hands), string(p.Repeat), milli(p.Due),
		milli(p.Closes), string(p.State), milli(p.Ended), optional(p.EndedBy), p.Why, string(p.Outcome), p.PresentCount,
		p.Counts.Members, p.Counts.Present, p.Counts.Yes, p.Counts.No, p.Counts.Abstain, p.Counts.Invalid, string(p.Counts.Chair), p.Counts.Objections, int64(p.ID))
	if errors.Is(err, ErrNotFound) {
		return fmt.Errorf("poll with id %d: %w", p.ID, err)
	}
	if err != nil {
		return err
	}
	return tx.notePoll(p.ID, "poll.save", string(p.State))
}

// fold is a text as it is searched: small letters, umlauts as two.
func fold(text string) string {
	return strings.NewReplacer("ä", "ae", "ö", "oe", "ü", "ue", "ß", "ss").Replace(strings.ToLower(norm.NFC.String(text)))
}

// like escapes what LIKE would read as a pattern.
func like(text string) string {
	return strings.NewReplacer(`\`, `\\`, `%`, `\%`, `_`, `\_`).Replace(text)
}
