package polls

import (
	"fmt"
	"slices"

	"beirat/board"
	"beirat/chat"
	"beirat/commands"
	"beirat/storage"
)

// DecidedKind, with the kind of what the poll was about, is work of the feature
// whose thing that is: the poll is over, closed or withdrawn. Key: board/poll.
const DecidedKind = "decided."

// Open opens a poll in a matter of the board's own, for another feature and
// inside its transaction: at once, a circular one or, while a meeting is held, a
// vote of that meeting, by the board's rules but for what draft says of method,
// options, secrecy, deadline, counting and points. Everybody is told. About a thing there is at most one open poll. A refusal is
// a *commands.Error.
func (f *Polls) Open(tx *storage.Tx, c *commands.Call, draft board.Poll) (board.Poll, error) {
	if draft.About.Kind == "" {
		return draft, fmt.Errorf("poll %q is about nothing", draft.Question)
	}
	profile, err := tx.Profile(c.Board.ID)
	if err != nil {
		return draft, err
	}
	seats, err := tx.Seats(c.Board.ID)
	if err != nil {
		return draft, err
	}
	p, err := f.ownMatter(tx, c, profile, draft)
	if err != nil {
		return p, err
	}
	if err := onlyOne(tx, p); err != nil {
		return p, err
	}
	here, err := f.present(tx, p, seats, presence{})
	if err != nil {
		return p, err
	}
	electors, err := electorate(&p, seats, here)
	if err != nil {
		return p, err
	}
	if err := concerned(tx, p, electors); err != nil {
		return p, err
	}
	if err := fits(c, p); err != nil {
		return p, err
	}
	p.State, p.Opened = board.Open, c.Now
	if p, err = tx.CreatePoll(p, electors); err != nil {
		return p, err
	}
	return p, f.planOpening(tx, c.Board, profile, p, electors)
}

// ownMatter is the poll that a draft describes, or why there is none.
func (f *Polls) ownMatter(tx *storage.Tx, c *commands.Call, profile board.Profile, draft board.Poll) (board.Poll, error) {
	p := board.Poll{
		Board: c.Board.ID, Proposer: c.Who.Person.ID, Profile: profile.ID, Purpose: board.Internal, About: draft.About,
		Question: draft.Question, Text: draft.Text, Reasons: draft.Reasons, Method: draft.Method,
		Secret: draft.Secret, Receipts: draft.Receipts, RollCall: draft.RollCall, Closes: draft.Closes, CopyOf: draft.CopyOf,
	}
	p.Terms = ownTerms(p, profile, draft.Terms)
	p.Results = or(draft.Results, usualResults(p, profile))
	if p.Terms.Lot {
		p.Seed = newSeed()
	}
	var err error
	if p.Options, err = standFor(c, p.Method, draft.Options); err != nil {
		return p, err
	}
	if err := f.inSitting(tx, c, presence{}, &p); err != nil {
		return p, err
	}
	if no := contradictions(p, len(p.Options) > 0); len(no) > 0 {
		return p, no[0]
	}
	usualDeadline(c, profile, &p)
	return p, f.secretPossible(p)
}

// ownTerms are the board's, but for what was said. Points and rankings are no
// agreement: where all would have to agree, that rule is not theirs.
func ownTerms(p board.Poll, profile board.Profile, said board.Terms) board.Terms {
	t := usualTerms(p, profile)
	if !p.Method.TakesRule() {
		t.Procedure = board.CircularNoObjection
	}
	t.Counting = or(said.Counting, t.Counting)
	if said.Budget != 0 {
		t.Budget = said.Budget
	}
	t.RunOff, t.Lot = said.RunOff, said.Lot
	return t
}

// standFor are the options, each with the thing that it stands for.
func standFor(c *commands.Call, m board.Method, said []board.Option) ([]board.Option, error) {
	var options []board.Option
	for _, o := range said {
		var err error
		if options, err = board.AddOption(m, options, o.Label); err != nil {
			return nil, flawed("", err)
		}
		options[len(options)-1].Thing = o.Thing
	}
	if err := distinct(c, options); err != nil {
		return nil, flawed("", err)
	}
	return options, nil
}

// onlyOne refuses a second poll about a thing while one is open. Of two who open
// one at once, one comes second.
func onlyOne(tx *storage.Tx, p board.Poll) error {
	if p.About.Kind == "" {
		return nil
	}
	if err := tx.LockBoard(p.Board); err != nil {
		return err
	}
	open, err := tx.OpenPolls(p.Board)
	if err != nil {
		return err
	}
	at := slices.IndexFunc(open, func(other board.Poll) bool { return other.About == p.About })
	if at < 0 {
		return nil
	}
	return commands.Refuse("poll.about.running", "Number", open[at].Number, "Question", open[at].Question).With(showButton(open[at]))
}

// planDecided lets the feature whose thing the poll was about hear that it is over.
func (f *Polls) planDecided(tx *storage.Tx, p board.Poll) error {
	if p.About.Kind == "" {
		return nil
	}
	return tx.Later(DecidedKind+string(p.About.Kind), storage.JobKey(p.Board, p.ID), f.db.Now(), nil)
}

// ownMatterNext says what comes of a poll in a matter of the board's own, and
// offers what can be done.
func ownMatterNext(s sheet) []chat.Block {
	var blocks []chat.Block
	again := "poll.button.again"
	switch out := s.poll.Outcome; {
	case out == board.Objected:
		blocks, again = append(blocks, chat.Para{Text: chat.T("poll.next.objected")}), "poll.about.meeting"
	case s.poll.About.Orders() && s.poll.Ordered():
		blocks = append(blocks, chat.Para{Text: chat.T("poll.about.ordered")})
	case out.Passed() && s.poll.About.Kind == board.AboutTerm:
		blocks = append(blocks, chat.Para{Text: chat.T("poll.about.advised")})
	case out.Passed() && !s.poll.About.Orders():
		blocks = append(blocks, chat.Para{Text: chat.T("poll.about.holds")})
	default:
		blocks = append(blocks, chat.Para{Text: chat.T("poll.about.stays")})
	}
	if s.poll.Decided() {
		return blocks
	}
	return append(blocks, chat.Actions{button(again, s.poll, "poll.copy")})
}

// refuseSettled refuses to hold a poll about a thing once more that came to an
// answer: a new one begins with the thing itself.
func refuseSettled(p board.Poll) error {
	if p.Purpose != board.Internal || !p.Decided() {
		return nil
	}
	return commands.Refuse("poll.about.settled", "Number", p.Number).With(showButton(p))
}
