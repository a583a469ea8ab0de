package polls

import (
	"context"
	"slices"

	"beirat/board"
	"beirat/chat"
	"beirat/commands"
	"beirat/storage"
	"beirat/words"
)

// runOff opens the run-off of a vote in which nothing had the majority that it
// needed: a poll over the two strongest, in which the most votes are enough and
// the lot ends a tie (§ 92 (2) VwVfG). Chair, office or its proposer opens it;
// a button asks first.
func (f *Polls) runOff(shared params) commands.Command {
	closes := commands.Time("closes").Future()
	present := commands.Text("present").Named().Max(1000)
	return commands.Command{
		Path: "poll.runoff", Right: board.MembersAndChair, Params: []commands.Param{shared.any, closes, present, shared.confirm},
		Do: func(ctx context.Context, c *commands.Call) (chat.Reply, error) {
			first, err := f.load(ctx, shared.any.Of(c).ID)
			if err != nil {
				return chat.Reply{}, err
			}
			if err := mayRunOff(first, c); err != nil {
				return chat.Reply{}, err
			}
			held, err := f.held(ctx, c.Board.ID)
			if err != nil {
				return chat.Reply{}, err
			}
			inMeeting := first.Terms.Procedure == board.InMeeting
			switch {
			case inMeeting && !present.Given(c) && !held:
				return chat.Reply{}, commands.Mistake(present.Name(), "poll.create.present_missing")
			case !inMeeting && present.Given(c):
				return chat.Reply{}, commands.Mistake(present.Name(), "poll.create.present_circular")
			case !inMeeting && c.Pressed() && !shared.confirm.Of(c):
				err := f.db.Read(ctx, func(tx *storage.Tx) error { return onlyRunOff(tx, first) })
				return chat.Reply{Messages: []chat.Message{askRunOff(first)}}, err
			}
			here, err := f.presence(ctx, c, present.Of(c))
			if err != nil {
				return chat.Reply{}, err
			}
			return f.open(ctx, c, here, func(tx *storage.Tx, profile board.Profile) (board.Poll, error) {
				p := standingAgain(first, profile, words.Language(c.Board.Language))
				p.Proposer, p.Closes = c.Who.Person.ID, closes.Of(c)
				p.PresentCount, p.PresentByName = here.count, here.people != nil
				if _, err := tx.LockPoll(first.ID, true); err != nil { // of two who press at once one comes second
					return p, err
				}
				return p, onlyRunOff(tx, first)
			})
		},
	}
}

// mayRunOff refuses a run-off of what needs none, and to whom it is not to open.
func mayRunOff(first board.Poll, c *commands.Call) error {
	no := func(key string) error {
		return commands.Refuse(key, "Number", first.Number).With(showButton(first))
	}
	switch {
	case len(first.Finalists()) < 2:
		return no("poll.runoff.none")
	case first.Proposer != c.Who.Person.ID && !c.Who.Chairs():
		return no("poll.not_yours")
	}
	return nil
}

// standingAgain is the run-off over those who stand in it, by the same rules but
// for the majority.
func standingAgain(first board.Poll, profile board.Profile, l words.Language) board.Poll {
	p := again(first, profile)
	p.Question = words.Printer{Language: l}.Print(chat.T("poll.runoff.question", "Question", first.Question))
	p.Options = nil
	for i, o := range first.Finalists() {
		p.Options = append(p.Options, board.Option{Number: i + 1, Label: o.Label, Thing: o.Thing})
	}
	p.Terms.Rule, p.Terms.RunOff, p.Terms.Lot, p.Terms.SecondCall = board.Simple, false, true, false
	p.Seed = newSeed()
	return p
}

func askRunOff(first board.Poll) chat.Message {
	return chat.Say(chat.T("poll.runoff.ask", "Number", first.Number, "Question", first.Question, "Finalists", quotedLabels(first.Finalists()), "Withheld", first.Withheld)).
		With(chat.Actions{button("poll.runoff.yes", first, "poll.runoff", "confirm", "yes"), showButton(first)})
}

// onlyRunOff refuses a second run-off of the same vote while there is one.
func onlyRunOff(tx *storage.Tx, first board.Poll) error {
	copies, err := tx.Copies(first.ID)
	if err != nil {
		return err
	}
	at := slices.IndexFunc(copies, func(p board.Poll) bool { return !p.Terms.RunOff && p.State != board.Withdrawn }) // the whole vote held again has one itself
	if at < 0 {
		return nil
	}
	return commands.Refuse("poll.runoff.there", "Number", first.Number, "Other", copies[at].Number).With(showButton(copies[at]))
}

// electedNext says what follows from an election.
func electedNext(s sheet) []chat.Block {
	switch out := s.poll.Outcome; {
	case out == board.NeedsRunOff:
		return runOffNext(s)
	case out.Passed():
		return nil
	}
	return []chat.Block{chat.Para{Text: chat.T("poll.next.nobody_elected")}, chat.Actions{button("poll.button.again", s.poll, "poll.copy")}}
}

// runOffNext offers the run-off.
func runOffNext(s sheet) []chat.Block {
	return []chat.Block{chat.Para{Text: chat.T("poll.next.run_off")},
		chat.Actions{button("poll.runoff.button", s.poll, "poll.runoff")}}
}
