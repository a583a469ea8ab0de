package polls

import (
	"context"

	"beirat/board"
	"beirat/chat"
	"beirat/commands"
	"beirat/storage"
)

// show is the poll for one reader: the card or the result, and the own ballot.
func (f *Polls) show(shared params) commands.Command {
	return commands.Command{
		Path: "poll.show", Right: board.Everyone, Params: []commands.Param{shared.any},
		Do: func(ctx context.Context, c *commands.Call) (chat.Reply, error) {
			var m chat.Message
			err := f.db.Read(ctx, func(tx *storage.Tx) error {
				s, own, err := f.seen(ctx, tx, c, shared.any.Of(c).ID)
				if err != nil {
					return err
				}
				if m, err = f.whole(tx, s, own.may && !own.final()); err != nil {
					return err
				}
				m = afterwards(withOwn(m, s, own), c, s, own)
				proposer, err := tx.PersonName(s.poll.Proposer)
				m = withAnswers(withProposer(m, s, proposer), s, c.Who.Chairs())
				return err
			})
			return chat.Reply{Messages: []chat.Message{m}}, err
		},
	}
}

// whole is the card while the poll runs, and the result afterwards.
func (f *Polls) whole(tx *storage.Tx, s sheet, ballot bool) (chat.Message, error) {
	if s.poll.State != board.Closed {
		return card(s, ballot), nil
	}
	actor, err := tx.PersonName(s.poll.EndedBy)
	return result(s, actor), err
}

// ownBallot is what the reader has to do with the poll.
type ownBallot struct {
	elector board.Elector
	choice  board.Choice // of the reader; empty: none, or another's for the same seat
	other   string       // who voted for the reader's seat instead: its delegate, or its holder
	voted   bool         // the seat has voted; in a secret vote nothing else is known
	may     bool         // may vote now
}

// final tells whether the seat's ballot is secret, and so can be neither shown
// nor changed.
func (o ownBallot) final() bool { return o.voted && o.choice == "" && o.other == "" }

// seen reads a poll as the caller sees it.
func (f *Polls) seen(ctx context.Context, tx *storage.Tx, c *commands.Call, id board.ID) (sheet, ownBallot, error) {
	p, err := tx.Poll(id)
	if err != nil {
		return sheet{}, ownBallot{}, err
	}
	own, err := f.own(tx, c, p)
	if err != nil {
		return sheet{}, own, err
	}
	s, err := f.sheet(tx, c.Board, p, board.Viewer{Voted: own.choice != ""}, f.db.Now())
	return s, own, err
}

// own reads what the caller has to do with a poll.
func (f *Polls) own(tx *storage.Tx, c *commands.Call, p board.Poll) (own ownBallot, err error) {
	if c.Who.Person.ID == 0 {
		return own, nil
	}
	electors, err := tx.ElectorsFor(p.ID, c.Who.Person.ID)
	for _, e := range electors {
		seat, err := tx.Seat(e.Seat)
		if err != nil {
			return own, err
		}
		no := p.MayVote(e, seat, c.Who.Person.ID)
		if no != nil && no != board.ErrRecused {
			continue
		}
		own.elector, own.may = e, no == nil && takes(p, c.Board.Term, f.db.Now()) == nil
		if own.voted = e.Voted; e.Voted && !p.Secret {
			ballot, err := tx.Ballot(p.ID, e.Seat)
			if err != nil {
				return own, err
			}
			if ballot.Person == c.Who.Person.ID {
				own.choice = ballot.Choice
			} else if own.other, err = tx.PersonName(ballot.Person); err != nil {
				return own, err
			}
		}
	}
	return own, err
}

// withOwn tells the reader the own ballot.
func withOwn(m chat.Message, s sheet, own ownBallot) chat.Message {
	switch {
	case own.elector.Recused:
		return withPara(m, chat.T("poll.show.recused"))
	case own.choice != "":
		return withPara(m, chat.T("poll.show.own", "Choice", label(s.poll, own.choice), "Open", own.may, "Closes", s.local(s.poll.Closes)))
	case own.other != "":
		return withPara(m, chat.T("poll.show.other", "By", own.other, "Open", own.may))
	case own.final():
		return withPara(m, chat.T("poll.show.secret", "ExOfficio", own.elector.ExOfficio))
	case own.may:
		return withPara(m, chat.T("poll.show.missing"))
	}
	return m
}
