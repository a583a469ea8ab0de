package storage

import (
	"errors"
	"fmt"
	"strings"

	"golang.org/x/text/unicode/norm"

	"beirat/board"
)

type pollRow struct {
	ID            board.ID          `db:"id"`
	Board         board.ID          `db:"board_id"`
	Number        int               `db:"number"`
	Question      string            `db:"question"`
	Wording       string            `db:"wording"`
	Reasons       string            `db:"reasons"`
	Purpose       board.Purpose     `db:"purpose"`
	Method        board.Method      `db:"method"`
	Rule          board.Rule        `db:"rule"`
	Quorum        board.Quorum      `db:"quorum"`
	Tie           board.Tie         `db:"tie"`
	Procedure     board.Procedure   `db:"procedure"`
	Base          board.MembersBase `db:"base"`
	SecondCall    bool              `db:"second_call"`
	Profile       board.ID          `db:"profile_id"`
	Results       board.Results     `db:"results"`
	Proposer      board.ID          `db:"proposer_id"`
	Opened        int64             `db:"opened_at"`
	Closes        int64             `db:"closes_at"`
	PresentCount  int               `db:"present_count"`
	PresentByName bool              `db:"present_by_name"`
	Statutory     int               `db:"statutory"`
	State         board.State       `db:"state"`
	Ended         int64             `db:"ended_at"`
	EndedBy       board.ID          `db:"ended_by"`
	Why           string            `db:"why"`
	Outcome       board.Outcome     `db:"outcome"`
	Members       int               `db:"members"`
	Present       int               `db:"present"`
	Yes           int               `db:"yes"`
	No            int               `db:"nos"`
	Abstain       int               `db:"abstain"`
	Invalid       int               `db:"invalid"`
	Chair         board.Choice      `db:"chair"`
	Objections    int               `db:"objections"`
	CopyOf        board.ID          `db:"copy_of"`
	Secret        bool              `db:"secret"`
	Receipts      bool              `db:"receipts"`
	RollCall      bool              `db:"roll_call"`
	Counting      board.Counting    `db:"counting"`
	Budget        int               `db:"budget"`
	RunOff        bool              `db:"run_off"`
	Lot           bool              `db:"lot"`
	Seed          string            `db:"seed"`
	Withheld      bool              `db:"withheld"`
	Hands         bool              `db:"hands"`
	Opens         int64             `db:"opens_at"`
	Repeat        board.Repeat      `db:"repeats"`
	Due           int64             `db:"answer_due_at"`
}

func (r pollRow) poll() board.Poll {
	return board.Poll{
		ID: r.ID, Board: r.Board, Number: r.Number, Question: r.Question, Text: r.Wording, Reasons: r.Reasons, Purpose: r.Purpose, Method: r.Method,
		Terms: board.Terms{Rule: r.Rule, Quorum: r.Quorum, Tie: r.Tie, Procedure: r.Procedure, Base: r.Base, SecondCall: r.SecondCall,
			Counting: r.Counting, Budget: r.Budget, RunOff: r.RunOff, Lot: r.Lot},
		Profile: r.Profile, Results: r.Results, Proposer: r.Proposer, Opened: moment(r.Opened), Closes: moment(r.Closes),
		PresentCount: r.PresentCount, PresentByName: r.PresentByName, Statutory: r.Statutory,
		State: r.State, Ended: moment(r.Ended), EndedBy: r.EndedBy, Why: r.Why, Outcome: r.Outcome,
		Counts: board.Tally{Members: r.Members, Present: r.Present, Yes: r.Yes, No: r.No, Abstain: r.Abstain, Invalid: r.Invalid, Chair: r.Chair, Objections: r.Objections},
		CopyOf: r.CopyOf, Secret: r.Secret, Receipts: r.Receipts, RollCall: r.RollCall, Seed: r.Seed, Withheld: r.Withheld, Hands: r.Hands,
		Opens: moment(r.Opens), Repeat: r.Repeat, Due: moment(r.Due),
	}
}

const pollSelect = `SELECT p.id, p.board_id, p.number, p.question, p.wording, p.reasons, p.purpose, p.method, p.rule, p.quorum, p.tie, p.procedure, p.base,
	p.second_call, COALESCE(p.profile_id, 0) AS profile_id, p.results, COALESCE(p.proposer_id, 0) AS proposer_id, p.opened_at, p.closes_at,
	p.present_count, p.present_by_name, p.statutory, p.state, p.ended_at, COALESCE(p.ended_by, 0) AS ended_by, p.why, p.outcome,
	p.members, p.present, p.yes, p.nos, p.abstain, p.invalid, p.chair, p.objections, COALESCE(p.copy_of, 0) AS copy_of,
	p.secret, p.receipts, p.roll_call, p.counting, p.budget, p.run_off, p.lot, p.seed, p.withheld, p.hands, p.opens_at, p.repeats, p.answer_due_at FROM poll p `

func (tx *Tx) poll(query string, args ...any) (board.Poll, error) {
	var row pollRow
	err := tx.get(&row, query, args...)
	return row.poll(), err
}

func (tx *Tx) polls(query string, args ...any) ([]board.Poll, error) {
	var rows []pollRow
	err := tx.all(&rows, query, args...)
	polls := make([]board.Poll, len(rows))
	for i, row := range rows {
		polls[i] = row.poll()
	}
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
			secret, receipts, roll_call, counting, budget, run_off, lot, seed, withheld, hands, opens_at, repeats, answer_due_at)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?,
			?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id`,
		int64(p.Board), p.Number, p.Question, p.Text, p.Reasons, fold(p.Question), string(p.Purpose), string(p.Method),
		string(p.Terms.Rule), string(p.Terms.Quorum), string(p.Terms.Tie), string(p.Terms.Procedure), string(p.Terms.Base), flag(p.Terms.SecondCall),
		optional(p.Profile), string(p.Results), optional(p.Proposer), milli(p.Opened), milli(p.Closes), p.PresentCount, flag(p.PresentByName), p.Statutory, len(electors),
		string(p.State), milli(p.Ended), optional(p.EndedBy), p.Why, string(p.Outcome),
		p.Counts.Members, p.Counts.Present, p.Counts.Yes, p.Counts.No, p.Counts.Abstain, p.Counts.Invalid, string(p.Counts.Chair), p.Counts.Objections, optional(p.CopyOf),
		flag(p.Secret), flag(p.Receipts), flag(p.RollCall), string(p.Terms.Counting), p.Terms.Budget, flag(p.Terms.RunOff), flag(p.Terms.Lot), p.Seed,
		flag(p.Withheld), flag(p.Hands), milli(p.Opens), string(p.Repeat), milli(p.Due))
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
