package polls

import (
	"context"
	"maps"

	"beirat/board"
	"beirat/chat"
	"beirat/commands"
	"beirat/storage"
)

// copy opens a poll once more, with its wording, what was chosen for it, the
// board's rules of today and a new deadline. A button asks first, for it opens a
// poll to everybody. A vote in a meeting needs to be told anew who is present,
// and one that is planned was meant for later: they get the form. What is in a
// matter of the board's own has none, and needs no more than who is present.
func (f *Polls) copy(shared params) commands.Command {
	closes := commands.Time("closes").Future()
	second := commands.Flag("second_call")
	present := commands.Text("present").Named().Max(1000)
	change := commands.Flag("change").Hidden()
	return commands.Command{
		Path: "poll.copy", Right: board.MembersAndChair, Params: []commands.Param{shared.any, closes, second, present, shared.confirm, change},
		Do: func(ctx context.Context, c *commands.Call) (chat.Reply, error) {
			old, err := f.load(ctx, shared.any.Of(c).ID)
			if err != nil {
				return chat.Reply{}, err
			}
			held, err := f.held(ctx, c.Board.ID)
			if err != nil {
				return chat.Reply{}, err
			}
			own, inMeeting := old.Purpose == board.Internal, present.Given(c)
			switch {
			case own && old.Decided():
				return chat.Reply{}, refuseSettled(old)
			case own && old.Outcome == board.Objected && !inMeeting && !held:
				return chat.Reply{}, commands.Mistake(present.Name(), "poll.create.present_missing")
			case !own && !inMeeting && (change.Of(c) || old.Terms.Procedure == board.InMeeting || old.State == board.Planned):
				return f.draftCopy(ctx, c, old, held, map[string]string{"closes": c.Raw(closes.Name()), "second_call": flag(second.Of(c))})
			case !inMeeting && c.Pressed() && !shared.confirm.Of(c):
				return chat.Reply{Messages: []chat.Message{askCopy(old)}}, nil
			}
			here, err := f.presence(ctx, c, present.Of(c))
			if err != nil {
				return chat.Reply{}, err
			}
			return f.open(ctx, c, here, func(tx *storage.Tx, profile board.Profile) (board.Poll, error) {
				p, err := heldAgain(tx, old, profile)
				p.Proposer, p.Closes, p.Terms.SecondCall = c.Who.Person.ID, closes.Of(c), second.Of(c)
				if here.given {
					p.Terms.Procedure, p.PresentCount, p.PresentByName = board.InMeeting, here.count, here.people != nil
				}
				return p, err
			})
		},
	}
}

// draftCopy is the form of a new poll, filled from an old one and what was said.
// held: a meeting is being held, to which it would belong.
func (f *Polls) draftCopy(ctx context.Context, c *commands.Call, old board.Poll, held bool, said map[string]string) (chat.Reply, error) {
	var then board.Profile
	err := f.db.ReadOne(ctx, func(tx *storage.Tx) (err error) {
		then, err = tx.ProfileByID(old.Profile)
		return err
	})
	draft := chosenOf(old, then)
	maps.Copy(draft, said)
	if draft["procedure"] == "" && !held { // what did not come off in writing is often held again in a meeting
		draft["procedure"] = string(circular)
	}
	return chat.Reply{Form: c.Form("poll.create", draft)}, err
}

// askCopy shows what a copy would be.
func askCopy(old board.Poll) chat.Message {
	offered := chat.Actions{button("poll.copy.yes", old, "poll.copy", "confirm", "yes")}
	if old.Purpose != board.Internal {
		offered = append(offered, button("poll.copy.change", old, "poll.copy", "change", "yes"))
	}
	return chat.Say(chat.T("poll.copy.ask", "Number", old.Number, "Question", old.Question)).With(offered)
}
