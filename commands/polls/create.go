package polls

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"beirat/board"
	"beirat/chat"
	"beirat/commands"
	"beirat/storage"
)

// draft is what a person says about a new poll.
type draft struct {
	question  commands.TextParam
	text      commands.TextParam
	reasons   commands.TextParam
	purpose   commands.ChoiceParam[board.Purpose]
	method    commands.ChoiceParam[board.Method]
	rule      commands.ChoiceParam[board.Rule]
	quorum    commands.ChoiceParam[board.Quorum]
	tie       commands.ChoiceParam[board.Tie]
	results   commands.ChoiceParam[board.Results]
	closes    commands.TimeParam
	procedure commands.ChoiceParam[way]
	present   commands.TextParam
	second    commands.FlagParam
	secret    commands.FlagParam
	rollcall  commands.FlagParam
}

// way is how a person names a procedure: the board's own circular one, one of
// the two by name, or a meeting.
type way string

const (
	circular way = "circular"
	meeting  way = "meeting"
)

func newDraft() draft {
	return draft{
		question:  commands.Text("question").Required().Max(300),
		text:      commands.Text("text").Long(),
		reasons:   commands.Text("reasons").Long(),
		purpose:   commands.Choice("purpose", board.Recommendation, board.Informal).Optional(board.Recommendation),
		method:    commands.Choice("method", board.YesNo).Optional(board.YesNo),
		rule:      commands.Choice("rule", board.Rules()...),
		quorum:    commands.Choice("quorum", board.Quorums()...),
		tie:       commands.Choice("tie", board.Ties()...),
		results:   commands.Choice("results", board.ResultsChoices()...),
		closes:    commands.Time("closes").Future(),
		procedure: commands.Choice("procedure", circular, way(board.CircularNoObjection), way(board.CircularAllAgree), meeting),
		present:   commands.Text("present").Max(1000),
		second:    commands.Flag("second_call"),
		secret:    commands.Flag("secret").Hidden(),
		rollcall:  commands.Flag("rollcall").Hidden(),
	}
}

func (d draft) params() []commands.Param {
	return []commands.Param{d.question, d.closes, d.text, d.reasons, d.purpose, d.method, d.rule, d.quorum, d.tie,
		d.results, d.procedure, d.present, d.second, d.secret, d.rollcall}
}

// check looks at what the values say together.
func (d draft) check(c *commands.Call) []*commands.Error {
	var mistakes []*commands.Error
	way := d.procedure.Of(c)
	present := d.present.Of(c) != ""
	switch {
	case way == meeting && !present:
		mistakes = append(mistakes, commands.Mistake("present", "poll.create.present_missing"))
	case way != meeting && way != "" && present:
		mistakes = append(mistakes, commands.Mistake("present", "poll.create.present_circular"))
	}
	if d.second.Of(c) && !present && way != meeting {
		mistakes = append(mistakes, commands.Mistake("second_call", "poll.create.second_circular"))
	}
	if d.secret.Of(c) {
		mistakes = append(mistakes, commands.Refuse("poll.create.no_secret"))
	}
	if d.rollcall.Of(c) {
		mistakes = append(mistakes, commands.Refuse("poll.create.no_rollcall"))
	}
	return mistakes
}

func (f *Polls) create() commands.Command {
	d := newDraft()
	return commands.Command{
		Path: "poll.create", Right: board.MembersAndChair, Params: d.params(), Check: d.check,
		Do: func(ctx context.Context, c *commands.Call) (chat.Reply, error) {
			here, err := f.presence(ctx, c, d.present.Of(c))
			if err != nil {
				return chat.Reply{}, err
			}
			return f.open(ctx, c, here, func(profile board.Profile) board.Poll { return d.poll(c, profile, here) })
		},
	}
}

// poll is the poll that the values describe, under the board's profile.
func (d draft) poll(c *commands.Call, profile board.Profile, here presence) board.Poll {
	p := board.Poll{
		Board: c.Board.ID, Proposer: c.Who.Person.ID, Profile: profile.ID,
		Question: d.question.Of(c), Text: d.text.Of(c), Reasons: d.reasons.Of(c),
		Purpose: d.purpose.Of(c), Method: d.method.Of(c),
		Terms: board.Terms{
			Rule:       or(d.rule.Of(c), profile.Rule),
			Quorum:     or(d.quorum.Of(c), profile.Quorum),
			Tie:        or(d.tie.Of(c), profile.Tie),
			Procedure:  profile.Circular,
			Base:       profile.Base,
			SecondCall: d.second.Of(c),
		},
		Closes: d.closes.Of(c),
	}
	switch way := d.procedure.Of(c); {
	case here.given:
		p.Terms.Procedure = board.Meeting
		p.PresentCount, p.PresentByName = here.count, here.people != nil
	case way != "" && way != circular:
		p.Terms.Procedure = board.Procedure(way)
	}
	if p.Closes.IsZero() {
		p.Closes = usualDeadline(c.Now, profile.CircularDays)
	}
	usual := profile.ResultsRecommendation
	if p.Purpose == board.Informal {
		usual = profile.ResultsInformal
	}
	p.Results = or(d.results.Of(c), usual)
	return p
}

// usualDeadline is 18:00 on the day so many days ahead.
func usualDeadline(now time.Time, days int) time.Time {
	year, month, day := now.Date()
	return time.Date(year, month, day+days, 18, 0, 0, 0, now.Location())
}

func or[T ~string](said, usual T) T {
	if said != "" {
		return said
	}
	return usual
}

// presence is who is there in a meeting vote: a number, or people.
type presence struct {
	given  bool
	count  int
	people map[board.ID]bool
	others int // were named whom nobody has met here
}

// presence reads "9" or "buerger1, buerger2".
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
	here := presence{given: true, people: map[board.ID]bool{}}
	for _, name := range strings.FieldsFunc(typed, func(r rune) bool { return r == ',' || r == ';' || r == ' ' || r == '\n' }) {
		person, err := c.Find(ctx, name)
		if errors.Is(err, chat.ErrNobody) {
			return presence{}, commands.Mistake("present", "poll.create.present_unknown", "Name", commands.Cut(name))
		}
		if err != nil {
			return presence{}, fmt.Errorf("finding %q: %w", name, err)
		}
		if person.ID == 0 {
			here.others++
			continue
		}
		here.people[person.ID] = true
	}
	return here, nil
}

// open opens a poll: the snapshot of its electorate and everything that
// follows from it, in one transaction.
func (f *Polls) open(ctx context.Context, c *commands.Call, here presence, describe func(board.Profile) board.Poll) (chat.Reply, error) {
	var p board.Poll
	err := f.db.Write(ctx, by(c), func(tx *storage.Tx) error {
		profile, err := tx.Profile(c.Board.ID)
		if err != nil {
			return err
		}
		seats, err := tx.Seats(c.Board.ID)
		if err != nil {
			return err
		}
		p = describe(profile)
		electors, err := electorate(&p, seats, here)
		if err != nil {
			return err
		}
		if err := fits(c, p); err != nil {
			return err
		}
		p.State, p.Opened = board.Open, c.Now
		if p, err = tx.CreatePoll(p, electors); err != nil {
			return err
		}
		return f.planOpening(tx, c.Board, profile, p, electors)
	})
	if err != nil {
		return chat.Reply{}, err
	}
	return chat.Reply{Messages: []chat.Message{
		chat.Say(chat.T("poll.create.done", "Number", p.Number, "Closes", p.Closes.In(c.Now.Location()))),
	}}, nil
}

// electorate takes the snapshot: every filled seat with the one who votes for it.
func electorate(p *board.Poll, seats []board.Seat, here presence) ([]board.Elector, error) {
	p.Statutory = len(seats)
	var electors []board.Elector
	found := 0
	for _, seat := range seats {
		if seat.Vacant() {
			continue
		}
		voter := seat.Voter()
		present := here.people[voter.ID]
		if present {
			found++
		}
		electors = append(electors, board.Elector{Seat: seat.ID, Person: voter, ExOfficio: seat.Group.ExOfficio, Present: present})
	}
	if len(electors) == 0 {
		return nil, commands.Refuse("poll.create.no_electors")
	}
	if p.PresentCount > len(electors) {
		return nil, commands.Mistake("present", "poll.create.present_too_many", "N", len(electors))
	}
	if others := len(here.people) - found + here.others; others > 0 {
		return nil, commands.Mistake("present", "poll.create.present_no_member", "N", others)
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
