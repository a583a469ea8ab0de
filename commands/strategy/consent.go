package strategy

import (
	"context"

	"beirat/board"
	"beirat/chat"
	"beirat/commands"
	"beirat/storage"
)

// consent asks whether a person wants to be named in what the board publishes,
// and keeps what they say, with the version of the text they read and the day.
// It can be taken back at any time, also by who has left, and nobody hears of
// either.
func (f *Strategy) consent() commands.Command {
	agree := commands.Flag("agree")
	return commands.Command{
		Path: "board.consent", Right: board.Everyone, Params: []commands.Param{agree},
		Do: func(ctx context.Context, c *commands.Call) (chat.Reply, error) {
			if !agree.Given(c) {
				return f.askConsent(ctx, c)
			}
			given := agree.Of(c)
			var before board.Consent
			var named []board.Strategy
			who := c.Who.Person // the transaction may be tried again
			err := f.db.Write(ctx, by(c), func(tx *storage.Tx) (err error) {
				if c.Who.Person, err = tx.Acting(who, storage.Account{Platform: c.Event.Platform, Account: c.Event.Actor.Account, Name: c.Event.Actor.Name}); err != nil {
					return err
				}
				if err = tx.LockBoard(c.Board.ID); err != nil { // a version that is compiled now names, or does not
					return err
				}
				if before, err = consentOf(tx, c); err != nil {
					return err
				}
				if !given {
					if named, err = tx.StrategiesNaming(c.Board.ID, c.Who.Person.ID); err != nil {
						return err
					}
				}
				if said(before, given) {
					return nil
				}
				return tx.SaveConsent(board.Consent{Board: c.Board.ID, Person: c.Who.Person.ID, Given: given, Version: board.ConsentText})
			})
			if err != nil {
				return chat.Reply{}, err
			}
			return consentReply(c, before, given, named), nil
		},
	}
}

// consentOf is what the person said last; a refusal for who neither belongs to
// the board nor ever did.
func consentOf(tx *storage.Tx, c *commands.Call) (board.Consent, error) {
	now, err := tx.ConsentOf(c.Board.ID, c.Who.Person.ID)
	if err == nil && now.Said.IsZero() && !c.Who.May(board.Inside) {
		return now, commands.Refuse("refused.inside")
	}
	return now, err
}

// said tells whether this was said before, to this text.
func said(before board.Consent, given bool) bool {
	return !before.Said.IsZero() && before.Given == given && (!given || before.Version == board.ConsentText)
}

func consentReply(c *commands.Call, before board.Consent, given bool, named []board.Strategy) chat.Reply {
	args := []any{"Name", c.Who.Person.Name, "Since", before.Said.In(c.Now.Location()), "Before", said(before, given)}
	if given {
		m := chat.Say(chat.T("strategy.consent.given", args...))
		return chat.Reply{Messages: []chat.Message{m.With(chat.Actions{button(chat.T("strategy.consent.button.back"), c.Board.ID, "board.consent", "agree", "no")})}}
	}
	m := chat.Say(chat.T("strategy.consent.refused", args...))
	if len(named) > 0 {
		versions := make([]int, len(named))
		for i, s := range named {
			versions[i] = s.Version
		}
		m = m.With(chat.Para{Text: chat.T("strategy.consent.named", "Versions", numbers(versions), "N", len(versions))})
	}
	row := chat.Actions{button(chat.T("strategy.consent.button.give"), c.Board.ID, "board.consent", "agree", "yes")}
	if len(named) > 0 && c.Who.May(board.MembersAndChair) {
		row = append(row, compileButton(c.Board.ID))
	}
	return chat.Reply{Messages: []chat.Message{m.With(row)}}
}

// askConsent shows the text that is consented to, and what the person said.
func (f *Strategy) askConsent(ctx context.Context, c *commands.Call) (chat.Reply, error) {
	var now board.Consent
	err := f.db.ReadOne(ctx, func(tx *storage.Tx) (err error) {
		now, err = consentOf(tx, c)
		return err
	})
	if err != nil {
		return chat.Reply{}, err
	}
	m := chat.Say(
		chat.T("strategy.consent.title"),
		chat.T("strategy.consent.text", "Name", c.Who.Person.Name, "Board", c.Board.Name, "Version", board.ConsentText),
		chat.T("strategy.consent.now", "Silent", now.Said.IsZero(), "Given", now.Given, "Said", now.Said.In(c.Now.Location()), "Version", now.Version),
	)
	var row chat.Actions
	if !now.Given {
		row = append(row, button(chat.T("strategy.consent.button.give"), c.Board.ID, "board.consent", "agree", "yes"))
	}
	if now.Given || now.Said.IsZero() {
		label := "strategy.consent.button.refuse"
		if now.Given {
			label = "strategy.consent.button.back"
		}
		row = append(row, button(chat.T(label), c.Board.ID, "board.consent", "agree", "no"))
	}
	return chat.Reply{Messages: []chat.Message{m.With(row)}}, nil
}
