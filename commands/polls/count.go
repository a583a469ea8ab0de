package polls

import (
	"context"
	"slices"
	"strconv"

	"beirat/board"
	"beirat/chat"
	"beirat/commands"
	"beirat/storage"
)

// count is for what did not come over the buttons: a show of hands in a meeting,
// the ballot that a member gave by telephone, and that somebody could not vote
// for a technical reason. Nothing of it works in a secret vote but the last.
// Who is there in a meeting is corrected here too.
func (f *Polls) count(shared params) commands.Command {
	raised, told := newRaising(), newTelling()
	return commands.Command{
		Path: "poll.count", Right: board.Chairing, Params: slices.Concat([]commands.Param{shared.running}, raised.params(), told.params()),
		Shape: func(ctx context.Context, c *commands.Call, form *chat.Form) error {
			return f.shapeCount(ctx, c, form, raised, told)
		},
		Check: func(c *commands.Call) []*commands.Error {
			if told.meant(c) && (raised.given(c) || raised.present.Given(c)) {
				return []*commands.Error{commands.Mistake(told.member.Name(), "poll.count.both")}
			}
			return nil
		},
		Do: func(ctx context.Context, c *commands.Call) (chat.Reply, error) {
			switch {
			case told.meant(c):
				return f.writeDown(ctx, c, shared.running.Of(c).ID, told)
			case raised.given(c):
				return f.countHands(ctx, c, shared.running.Of(c).ID, raised)
			case raised.present.Given(c):
				return f.correctPresence(ctx, c, shared.running.Of(c).ID, raised)
			}
			held := map[string]string{"poll": strconv.Itoa(shared.running.Of(c).Number), told.telephone.Name(): c.Raw(told.telephone.Name()),
				raised.correct.Name(): c.Raw(raised.correct.Name())}
			return chat.Reply{Form: c.Form("poll.count", held)}, nil
		},
	}
}

// shapeCount asks for what the poll and the one who counts need: hands, or what
// one member said.
func (f *Polls) shapeCount(ctx context.Context, c *commands.Call, form *chat.Form, raised raising, told telling) error {
	var (
		p     board.Poll
		count storage.Count
		names string // of those present, where they are known
	)
	err := f.db.Read(ctx, func(tx *storage.Tx) (err error) {
		if p, err = f.formPoll(tx, c, form); err != nil || p.ID == 0 {
			return err
		}
		if err := takes(p, c.Board.Term, f.db.Now()); err != nil {
			return err
		}
		if count, err = tx.Count(p.ID); err != nil || !p.PresentByName {
			return err
		}
		names, err = listPresent(tx, p)
		return err
	})
	if err != nil {
		return refusal(err, p, c.Now.Location())
	}
	if p.ID == 0 {
		return nil
	}
	byTelephone := form.Fixed[told.telephone.Name()] != "" || filled(form, told.member.Name(), told.vote.Name(), told.note.Name())
	none := countable(p, count)
	correcting := form.Fixed[raised.correct.Name()] != "" || none != nil && filled(form, raised.present.Name())
	var needless []string
	switch {
	case byTelephone:
		needless = raised.names()
	case correcting:
		needless = slices.DeleteFunc(append(raised.names(), told.names()...), func(name string) bool { return name == raised.present.Name() })
	case none != nil:
		return none
	default:
		needless = append(raised.needless(p), told.names()...)
	}
	form.About = chat.T("poll.count.about", "Number", p.Number, "Question", p.Question)
	form.Fields = slices.DeleteFunc(form.Fields, func(field chat.Field) bool {
		return field.Value == "" && field.Mistake.IsZero() && slices.Contains(needless, field.Name)
	})
	raised.prefill(form, p, count, names)
	if byTelephone {
		shapeBallot(form, p, told.vote.Name(), "")
	}
	return nil
}

// filled tells whether one of the fields of a form has a value or a mistake.
func filled(form *chat.Form, names ...string) bool {
	return slices.ContainsFunc(form.Fields, func(field chat.Field) bool {
		return slices.Contains(names, field.Name) && (field.Value != "" || !field.Mistake.IsZero())
	})
}

// countable refuses a show of hands where there can be none.
func countable(p board.Poll, count storage.Count) error {
	no := func(key string) error {
		refused := commands.Refuse("poll.count."+key, "Number", p.Number, "N", count.Voted)
		if !p.Secret {
			refused = refused.With(telephoneButton(p))
		}
		return refused.With(showButton(p))
	}
	switch {
	case p.Secret:
		return no("secret")
	case p.Terms.Procedure != board.InMeeting:
		return no("not_meeting")
	case !p.TakesHands():
		return no("needs_ballots")
	case p.RollCall:
		return no("rollcall")
	case count.Voted > 0:
		return no("cast")
	}
	return nil
}

func telephoneButton(p board.Poll) chat.Button {
	return button("poll.count.telephone.button", p, "poll.count", "telephone", "yes")
}

// countOffers offers chair and office what can be counted by hand now.
func countOffers(s sheet) []chat.Block {
	var blocks []chat.Block
	if !s.accepts() {
		return nil
	}
	if s.poll.Terms.Procedure == board.InMeeting {
		blocks = append(blocks, chat.Para{Text: chat.T("poll.more.present")}, chat.Actions{presentButton(s.poll)})
	}
	if s.poll.Secret {
		return blocks
	}
	if countable(s.poll, s.count) == nil {
		blocks = append(blocks, chat.Para{Text: chat.T("poll.more.hands")}, chat.Actions{button("poll.more.hands.button", s.poll, "poll.count")})
	}
	return append(blocks, chat.Para{Text: chat.T("poll.more.telephone")}, chat.Actions{telephoneButton(s.poll)})
}

// ballotsOf are the ballots of a poll; of a show of hands, the hands.
func ballotsOf(tx *storage.Tx, p board.Poll) ([]board.Pile, error) {
	if p.Hands {
		return p.RaisedHands(), nil
	}
	return tx.Piles(p)
}
