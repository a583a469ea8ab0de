package polls

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"beirat/board"
	"beirat/chat"
	"beirat/commands"
	"beirat/storage"
)

func (f *Polls) create() commands.Command {
	d := newDraft()
	return commands.Command{
		Path: "poll.create", Right: board.MembersAndChair, Params: d.params(), Needless: d.needless,
		Check: func(c *commands.Call) []*commands.Error { return append(d.sense(c), d.check(c)...) },
		Do: func(ctx context.Context, c *commands.Call) (chat.Reply, error) {
			if name := d.template.Of(c); name != "" {
				return f.fill(ctx, c, name, d.said(c))
			}
			if d.further.Of(c) && !d.whole.Of(c) {
				return chat.Reply{Form: c.Form("poll.create", d.furtherForm(c))}, nil
			}
			if c.Pressed() && d.whole.Of(c) { // the button opens the form, and its sending the poll
				return chat.Reply{Form: c.Form("poll.create", d.furtherForm(c))}, nil
			}
			here, err := f.presence(ctx, c, d.present.Of(c))
			if err != nil {
				return chat.Reply{}, err
			}
			here.circular = d.procedure.Given(c) && d.procedure.Of(c) != meeting
			return f.open(ctx, c, here, func(_ *storage.Tx, profile board.Profile) (board.Poll, error) { return d.poll(c, profile, here), nil })
		},
	}
}

// presence is who is there in a meeting vote: a number, or people.
type presence struct {
	given    bool
	count    int
	people   map[board.ID]string // as they were named
	others   []string            // whom nobody has met here
	circular bool                // a procedure in writing was said
}

// voteless are the names of those who are no members, in the order of the alphabet.
func (h presence) voteless(members map[board.ID]bool) []string {
	names := slices.Clone(h.others)
	for person, name := range h.people {
		if !members[person] {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return slices.Compact(names)
}

// noMembers is the mistake of naming people without a vote.
func noMembers(names []string) error {
	return commands.Mistake("present", "poll.create.present_no_member", "N", len(names), "Names", names)
}

// presence reads "9" or "buerger1, buerger2 und buerger3".
func (f *Polls) presence(ctx context.Context, c *commands.Call, typed string) (presence, error) {
	if typed == "" {
		return presence{}, nil
	}
	if count, err := strconv.Atoi(typed); err == nil {
		if count < 1 {
			return presence{}, commands.Mistake("present", "poll.create.present_none")
		}
		return presence{given: true, count: count}, nil
	}
	if all := strings.ToLower(typed); all == "alle" || all == "all" {
		return presence{}, commands.Mistake("present", "poll.present.all", "Typed", typed)
	}
	here := presence{given: true, people: map[board.ID]string{}}
	for _, name := range strings.FieldsFunc(typed, func(r rune) bool { return r == ',' || r == ';' || r == ' ' || r == '\n' }) {
		if name == "und" || name == "and" {
			continue
		}
		person, err := c.Find(ctx, name)
		if errors.Is(err, chat.ErrNobody) {
			return presence{}, commands.Mistake("present", "poll.create.present_unknown", "Name", commands.Cut(name))
		}
		if err != nil {
			return presence{}, fmt.Errorf("finding %q: %w", name, err)
		}
		if person.ID == 0 {
			here.others = append(here.others, name)
			continue
		}
		here.people[person.ID] = cmp.Or(person.Name, name)
	}
	return here, nil
}

// open opens a poll: the snapshot of its electorate and everything that
// follows from it, in one transaction. describe may refuse it.
func (f *Polls) open(ctx context.Context, c *commands.Call, here presence, describe func(*storage.Tx, board.Profile) (board.Poll, error)) (chat.Reply, error) {
	var (
		p, next board.Poll // next: of a series
		said    []chat.Text
	)
	err := f.db.Write(ctx, by(c), func(tx *storage.Tx) error {
		profile, err := tx.Profile(c.Board.ID)
		if err != nil {
			return err
		}
		seats, err := tx.Seats(c.Board.ID)
		if err != nil {
			return err
		}
		if p, err = describe(tx, profile); err != nil {
			return err
		}
		if err := f.inSitting(tx, c, here, &p); err != nil {
			return err
		}
		if no := contradictions(p, len(p.Options) > 0); len(no) > 0 {
			return no[0]
		}
		if err := f.secretPossible(p); err != nil {
			return err
		}
		if err := onlyOne(tx, p); err != nil {
			return err
		}
		said = usualDeadline(c, profile, &p)
		if !p.Opens.IsZero() {
			p, err = f.plan(tx, c.Board, p)
			return err
		}
		if here, err = f.present(tx, p, seats, here); err != nil {
			return err
		}
		electors, err := electorate(&p, seats, here)
		if err != nil {
			return err
		}
		if err := concerned(tx, p, electors); err != nil {
			return err
		}
		if err := fits(c, p); err != nil {
			return err
		}
		p.State, p.Opened = board.Open, c.Now
		if p, err = tx.CreatePoll(p, electors); err != nil {
			return err
		}
		sitting, err := ofSitting(tx, p, electors)
		if err != nil {
			return err
		}
		said = append(said, sitting...)
		if hears := f.Again[p.About.Kind]; hears != nil {
			if err := hears(tx, p); err != nil {
				return err
			}
		}
		if next, err = f.planNext(tx, c.Board, p); err != nil {
			return err
		}
		return f.planOpening(tx, c.Board, profile, p, electors)
	})
	if err != nil {
		return chat.Reply{}, err
	}
	said = append(said, remarks(p)...)
	if p.State == board.Planned {
		return chat.Reply{Messages: []chat.Message{planned(c.Board, p, said, c.Now.Location())}}, nil
	}
	said = append(said, seriesOf(next, c.Now.Location())...)
	return chat.Reply{Messages: []chat.Message{
		chat.Say(append([]chat.Text{chat.T("poll.create.done", "Number", p.Number, "Closes", p.Closes.In(c.Now.Location()))}, said...)...),
	}}, nil
}

// electorate takes the snapshot: every filled seat with the one who votes for it.
func electorate(p *board.Poll, seats []board.Seat, here presence) ([]board.Elector, error) {
	p.Statutory = len(seats)
	var electors []board.Elector
	members := map[board.ID]bool{}
	for _, seat := range seats {
		if seat.Vacant() {
			continue
		}
		voter := seat.Voter()
		members[voter.ID] = true
		electors = append(electors, board.Elector{Seat: seat.ID, Person: voter, ExOfficio: seat.Group.ExOfficio, Present: here.people[voter.ID] != ""})
	}
	if len(electors) == 0 {
		return nil, commands.Refuse("poll.create.no_electors")
	}
	if p.PresentCount > len(electors) {
		return nil, commands.Mistake("present", "poll.create.present_too_many", "N", len(electors))
	}
	if names := here.voteless(members); len(names) > 0 {
		return nil, noMembers(names)
	}
	return electors, nil
}

// fits: no vote before or after the board's term.
func fits(c *commands.Call, p board.Poll) error {
	term := c.Board.Term
	switch {
	case term.Ended(c.Now):
		return commands.Refuse("poll.create.term_over", "Last", term.Last)
	case !term.Begun(c.Now):
		return commands.Refuse("poll.create.term_not_begun", "Start", term.Start)
	case !term.Last.IsZero() && p.Closes.After(term.End()):
		return commands.Mistake("closes", "poll.create.beyond_term", "Last", term.Last, "Closes", p.Closes.In(c.Now.Location()))
	}
	return nil
}
