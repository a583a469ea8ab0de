package polls

import (
	"context"

	"beirat/board"
	"beirat/chat"
	"beirat/commands"
	"beirat/storage"
)

// more is what else one can do with a poll, as sentences with their consequence.
func (f *Polls) more(shared params) commands.Command {
	return commands.Command{
		Path: "poll.more", Right: board.Everyone, Params: []commands.Param{shared.any},
		Do: func(ctx context.Context, c *commands.Call) (chat.Reply, error) {
			var m chat.Message
			err := f.db.Read(ctx, func(tx *storage.Tx) error {
				s, own, err := f.seen(ctx, tx, c, shared.any.Of(c).ID)
				if err != nil {
					return err
				}
				var room leeway
				if room.begun, err = begun(tx, s.poll); err != nil {
					return err
				}
				if mayDemand(s, own) {
					if room.members, room.needed, err = secretShare(tx, s.poll); err != nil {
						return err
					}
				}
				m = possibilities(c, s, own, room)
				return nil
			})
			return chat.Reply{Messages: []chat.Message{m}}, err
		},
	}
}

// mayDemand tells whether the reader may ask for a secret vote.
func mayDemand(s sheet, own ownBallot) bool { return own.may && !s.poll.Secret && !s.typed }

// leeway is what possibilities depend on besides what may be seen.
type leeway struct {
	begun           string // as the function of this name has it
	members, needed int    // for a secret vote, where it may be asked for
}

// possibilities offers exactly what the reader may do now.
func possibilities(c *commands.Call, s sheet, own ownBallot, room leeway) chat.Message {
	m := chat.Say(title(s))
	about := []any{"Closes", s.local(s.poll.Closes), "Secret", s.poll.Secret, "Members", room.members, "Needed", room.needed}
	offer := func(may bool, key, path string) {
		if may {
			m = m.With(chat.Para{Text: chat.T("poll.more."+key, about...)}, chat.Actions{button("poll.more."+key+".button", s.poll, path)})
		}
	}
	mine, chairs := s.poll.Proposer == c.Who.Person.ID && c.Who.Person.ID != 0, c.Who.Chairs()
	steers := s.accepts() && (mine || chairs)
	choosing := s.poll.Method != board.YesNo

	named := own.elector.Seat != 0 && !s.poll.Secret
	offer(named, "show", "poll.show")
	offer(!named, "look", "poll.show")
	offer(s.poll.Secret, "secrecy", "poll.secrecy")
	offer(s.poll.Receipts && s.sight.Counts && c.Who.May(board.Inside), "urn", "poll.urn")
	offer(mayDemand(s, own), "secret", "poll.secret")
	offer(own.may && s.poll.Objectionable(), "object", "poll.object")
	if own.may && !s.poll.Secret && choosing { // on the card there may be no room for it
		m = m.With(chat.Para{Text: chat.T("poll.more.abstain")}, chat.Actions{abstainButton(s.poll)})
	}
	offer(own.may && !own.elector.Voted, "recuse", "poll.recuse")
	offer(s.accepts() && chairs, "remind", "poll.remind")
	offer(steers, "extend", "poll.extend")
	offer(steers, "close", "poll.close")
	offer(s.poll.State == board.Planned && (mine || chairs), "unplan", "poll.withdraw")
	offer(s.poll.Recommends() && chairs, "answer", "poll.answer")
	if chairs {
		m = m.With(countOffers(s)...)
	}
	offer(steers && choosing && s.poll.Purpose != board.Internal && room.begun == "", "option", "poll.option")
	offer(s.accepts() && mine && room.begun == "", "withdraw", "poll.withdraw")
	offer(mayDissent(s, own), "dissent", "poll.dissent")
	offer(!s.accepts() && refuseSettled(s.poll) == nil && c.Who.May(board.MembersAndChair), "copy", "poll.copy")
	offer(s.poll.State == board.Closed && c.Who.May(board.Inside), "export", "poll.export")
	if chairs && s.poll.Purpose != board.Internal {
		m = m.With(chat.Para{Text: chat.T("poll.more.keep")}, chat.Actions{keepButton(s.poll)})
	}
	return m
}
