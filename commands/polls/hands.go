package polls

import (
	"context"
	"errors"
	"strconv"

	"beirat/board"
	"beirat/chat"
	"beirat/commands"
	"beirat/storage"
)

// raising is what the one who counts a show of hands says.
type raising struct {
	present commands.TextParam // a number, or where presence is corrected names
	yes     commands.NumberParam
	no      commands.NumberParam
	options commands.TextParam
	abstain commands.NumberParam
	invalid commands.NumberParam
	chair   commands.ChoiceParam[board.Choice]
	correct commands.FlagParam // the form asks for those present only
}

const mostHands = 100_000

func newRaising() raising {
	return raising{
		present: commands.Text("present").Named().Max(1000),
		yes:     commands.Number("yes", 0, mostHands),
		no:      commands.Number("no", 0, mostHands),
		options: commands.Text("options").Named().Max(1000),
		abstain: commands.Number("abstain", 0, mostHands),
		invalid: commands.Number("invalid", 0, mostHands),
		chair:   commands.Choice("chair_vote", board.Choices()...),
		correct: commands.Flag("correct").Hidden(),
	}
}

func (r raising) params() []commands.Param {
	return []commands.Param{r.present, r.yes, r.no, r.options, r.abstain, r.invalid, r.chair, r.correct}
}

func (r raising) names() []string {
	var names []string
	for _, p := range r.params() {
		names = append(names, p.Name())
	}
	return names
}

// given tells whether hands were counted at all.
func (r raising) given(c *commands.Call) bool {
	return r.yes.Given(c) || r.no.Given(c) || r.abstain.Given(c) || r.invalid.Given(c) || r.options.Given(c)
}

// needless are the fields that mean nothing in the poll.
func (r raising) needless(p board.Poll) []string {
	names := []string{r.options.Name()}
	if p.Method != board.YesNo {
		names = []string{r.yes.Name(), r.no.Name()}
	}
	if !p.CastingVote() {
		names = append(names, r.chair.Name())
	}
	if p.PresentByName {
		names = append(names, r.present.Name())
	}
	return names
}

// prefill puts in what is known: how many were said to be there, and the options.
func (r raising) prefill(form *chat.Form, p board.Poll, count storage.Count, names string) {
	for i := range form.Fields {
		field := &form.Fields[i]
		if field.Value != "" {
			continue
		}
		switch field.Name {
		case r.present.Name():
			if field.Value = names; !p.PresentByName {
				field.Value = strconv.Itoa(presentOf(p, count))
			}
		case r.options.Name():
			field.Help = chat.T("poll.count.options", "Options", numbered(p))
		}
	}
}

// countHands ends a meeting vote by the hands that were raised.
func (f *Polls) countHands(ctx context.Context, c *commands.Call, id board.ID, r raising) (chat.Reply, error) {
	var p board.Poll
	err := f.db.Write(ctx, by(c), func(tx *storage.Tx) (err error) {
		if p, err = tx.LockPoll(id, true); err != nil {
			return err
		}
		if err := takes(p, c.Board.Term, f.db.Now()); err != nil {
			return err
		}
		count, err := tx.Count(p.ID)
		if err != nil {
			return err
		}
		if err := countable(p, count); err != nil {
			return err
		}
		hands, err := r.hands(c, p, count)
		if err != nil {
			return err
		}
		return f.end(tx, withHands(p, hands, count), f.db.Now(), c.Who.Person.ID, "")
	})
	if err != nil {
		return chat.Reply{}, refusal(err, p, c.Now.Location())
	}
	return chat.Reply{Messages: []chat.Message{chat.Say(chat.T("poll.count.done", "Number", p.Number))}}, nil
}

// withHands is the poll with the hands in place of ballots.
func withHands(p board.Poll, h board.Hands, count storage.Count) board.Poll {
	p.Hands = true
	p.Counts.Chair = h.Chair
	if !p.PresentByName {
		p.PresentCount = h.Present + count.Recused // of whom presentOf takes the recused away again
	}
	for _, pile := range h.Piles {
		switch pile.Choice {
		case board.Yes:
			p.Counts.Yes = pile.N
		case board.No:
			p.Counts.No = pile.N
		case board.Abstain:
			p.Counts.Abstain = pile.N
		case board.Invalid:
			p.Counts.Invalid = pile.N
		}
		for i, o := range p.Options {
			if pile.Choice == board.Choice(strconv.Itoa(o.Number)) {
				p.Options[i].Score = strconv.Itoa(pile.N)
			}
		}
	}
	return p
}

// hands reads the count of hands; the errors stand at the fields.
func (r raising) hands(c *commands.Call, p board.Poll, count storage.Count) (board.Hands, error) {
	h := board.Hands{Present: presentOf(p, count), Chair: r.chair.Of(c)}
	switch {
	case p.PresentByName:
		if r.present.Given(c) && r.present.Of(c) != strconv.Itoa(count.Present) {
			return h, commands.Mistake(r.present.Name(), "poll.count.by_name", "N", count.Present)
		}
		h.Present = count.Present
	case r.present.Given(c):
		var err error
		if h.Present, err = strconv.Atoi(r.present.Of(c)); err != nil {
			return h, commands.Mistake(r.present.Name(), "poll.present.number", "Number", p.Number)
		}
	}
	if h.Chair != "" && !p.CastingVote() {
		return h, commands.Mistake(r.chair.Name(), "poll.count.no_casting")
	}
	add := func(choice board.Choice, n int) { h.Piles = append(h.Piles, board.Pile{Choice: choice, N: n}) }
	add(board.Abstain, r.abstain.Of(c))
	add(board.Invalid, r.invalid.Of(c))
	first := r.yes.Name()
	switch p.Method {
	case board.YesNo:
		if r.options.Given(c) {
			return h, commands.Mistake(r.options.Name(), "poll.count.no_options")
		}
		add(board.Yes, r.yes.Of(c))
		add(board.No, r.no.Of(c))
	default:
		first = r.options.Name()
		if r.yes.Given(c) || r.no.Given(c) {
			return h, commands.Mistake(first, "poll.count.has_options", "Options", numbered(p))
		}
		marks, err := r.marks(c, p)
		if err != nil {
			return h, err
		}
		for _, mark := range marks {
			add(board.Choice(strconv.Itoa(mark.Option.Number)), mark.Points)
		}
	}
	if err := h.Check(count.Electors - count.Recused); err != nil {
		return h, r.mistake(err, first, p)
	}
	if left := r.leftOut(c, p); left != "" && h.Raised() < h.Present {
		return h, commands.Mistake(left, "poll.count.incomplete", "N", h.Raised(), "Present", h.Present)
	}
	if h.NeedsChair(p) {
		return h, commands.Mistake(r.chair.Name(), "poll.count.chair_needed")
	}
	return h, nil
}

// leftOut is the first figure that was not said, not even as 0. Where not all of
// those present raised a hand it may have been forgotten.
func (r raising) leftOut(c *commands.Call, p board.Poll) string {
	asked := []commands.NumberParam{r.abstain}
	if p.Method == board.YesNo {
		asked = []commands.NumberParam{r.yes, r.no, r.abstain}
	}
	for _, figure := range asked {
		if !figure.Given(c) {
			return figure.Name()
		}
	}
	return ""
}

// marks reads "1=5, 2=3": it is written as points are.
func (r raising) marks(c *commands.Call, p board.Poll) ([]board.Mark, error) {
	if !r.options.Given(c) {
		return nil, nil
	}
	p.Method, p.Terms.Budget = board.Points, mostHands
	choice, err := p.Read(r.options.Of(c))
	var flaw *board.BallotError
	switch {
	case errors.As(err, &flaw):
		return nil, commands.Mistake(r.options.Name(), "poll.count.unread", "Typed", commands.Cut(flaw.Typed), "Options", numbered(p))
	case err != nil:
		return nil, err
	}
	return p.Marks(choice), nil
}

// mistake is the sentence about a count that cannot be, at its field.
func (r raising) mistake(err error, first string, p board.Poll) error {
	var flaw *board.HandsError
	if !errors.As(err, &flaw) {
		return err
	}
	field := first
	switch flaw.Flaw {
	case board.NobodyPresent, board.TooManyPresent:
		field = r.present.Name()
	case board.NoChairHand:
		field = r.chair.Name()
	}
	return commands.Mistake(field, "poll.count."+string(flaw.Flaw), "N", flaw.Have, "Most", flaw.Most, "Number", p.Number)
}
