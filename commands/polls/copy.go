package polls

import (
	"context"

	"beirat/board"
	"beirat/chat"
	"beirat/commands"
	"beirat/storage"
)

// copy opens a poll once more, with its wording, what was chosen for it, the
// board's rules of today and a new deadline. A button asks first, for it opens a
// poll to everybody. A vote in a meeting needs to be told anew who is present,
// and one that is planned was meant for later: they get the form.
func (f *Polls) copy(shared params) commands.Command {
	closes := commands.Time("closes").Future()
	second := commands.Flag("second_call")
	change := commands.Flag("change").Hidden()
	return commands.Command{
		Path: "poll.copy", Right: board.MembersAndChair, Params: []commands.Param{shared.any, closes, second, shared.confirm, change},
		Do: func(ctx context.Context, c *commands.Call) (chat.Reply, error) {
			old, err := f.load(ctx, shared.any.Of(c).ID)
			if err != nil {
				return chat.Reply{}, err
			}
			if err := refuseSettled(old); err != nil {
				return chat.Reply{}, err
			}
			anew := change.Of(c) && old.Purpose != board.Internal
			if anew || old.Terms.Procedure == board.Meeting || old.State == board.Planned {
				var then board.Profile
				err := f.db.ReadOne(ctx, func(tx *storage.Tx) (err error) {
					then, err = tx.ProfileByID(old.Profile)
					return err
				})
				draft := chosenOf(old, then)
				draft["closes"], draft["second_call"] = c.Raw(closes.Name()), flag(second.Of(c))
				if draft["procedure"] == "" { // what did not come off in writing is often held again in a meeting
					draft["procedure"] = string(circular)
				}
				return chat.Reply{Form: c.Form("poll.create", draft)}, err
			}
			if c.Pressed() && !shared.confirm.Of(c) {
				return chat.Reply{Messages: []chat.Message{askCopy(old)}}, nil
			}
			return f.open(ctx, c, presence{}, func(tx *storage.Tx, profile board.Profile) (board.Poll, error) {
				p, err := heldAgain(tx, old, profile)
				p.Proposer, p.Closes, p.Terms.SecondCall = c.Who.Person.ID, closes.Of(c), second.Of(c)
				return p, err
			})
		},
	}
}

// askCopy shows what a copy would be.
func askCopy(old board.Poll) chat.Message {
	offered := chat.Actions{button("poll.copy.yes", old, "poll.copy", "confirm", "yes")}
	if old.Purpose != board.Internal {
		offered = append(offered, button("poll.copy.change", old, "poll.copy", "change", "yes"))
	}
	return chat.Say(chat.T("poll.copy.ask", "Number", old.Number, "Question", old.Question)).With(offered)
}
