package boards

import (
	"context"
	"errors"
	"time"

	"beirat/board"
	"beirat/chat"
	"beirat/commands"
	"beirat/storage"
)

// A code is worth something for so long. Wrong ones are not looked at any more
// when an account, or all accounts together, typed so many within an hour.
const (
	codeLives   = 10 * time.Minute
	ownMisses   = 5
	everyMisses = 100
)

// link makes accounts on two platforms those of one person: a code, told on the
// one, is typed on the other. It also parts them again.
func (f *Boards) link() commands.Command {
	var (
		code  = commands.Text("code").Max(40)
		part  = commands.Flag("part")
		sure  = commands.Flag("confirm").Hidden()
		enter = commands.Flag("enter").Hidden()
	)
	return commands.Command{
		Path: "board.link", Right: board.Everyone, Anywhere: true, Params: []commands.Param{code, part, sure, enter},
		Needless: func(*commands.Call) []string { return []string{part.Name()} },
		Do: func(ctx context.Context, c *commands.Call) (chat.Reply, error) {
			switch {
			case sure.Given(c) && !sure.Of(c):
				return say("board.link.left"), nil
			case part.Of(c):
				return f.part(ctx, c, sure.Of(c) || !c.Pressed())
			case code.Given(c):
				return f.unlock(ctx, c, code.Of(c), sure.Of(c))
			case enter.Of(c):
				return chat.Reply{Form: c.Form("board.link", nil)}, nil
			}
			return f.offerCode(ctx, c)
		},
	}
}

// offerCode tells a new code, and what to do with it.
func (f *Boards) offerCode(ctx context.Context, c *commands.Call) (chat.Reply, error) {
	code := newCode()
	sum, err := f.sum(ctx, plainCode(code))
	if err != nil {
		return chat.Reply{}, err
	}
	until := c.Now.Add(codeLives)
	err = f.write(ctx, c, func(tx *storage.Tx) error {
		return tx.OfferLink(storage.Link{Person: c.Who.Person.ID, Platform: c.Event.Platform, Account: c.Event.Actor.Account, Sum: sum, Expires: until})
	})
	if err != nil {
		return chat.Reply{}, err
	}
	line, _ := c.Book().Typed(c.Language, chat.Action{Name: "board.link", Args: map[string]string{"code": code}})
	return chat.Reply{Messages: []chat.Message{
		chat.Say(chat.T("board.link.code", "Code", code, "Until", until),
			chat.T("board.link.line", "Line", line), chat.T("board.link.secret")).
			With(chat.Actions{button("board.link.enter", c.Board.ID, "board.link", "enter", "yes")}),
	}}, nil
}

// unlock takes a code that was typed. Whether it never was one, is over or was
// used sounds the same.
func (f *Boards) unlock(ctx context.Context, c *commands.Call, typed string, sure bool) (chat.Reply, error) {
	var own, all int
	err := f.db.ReadOne(ctx, func(tx *storage.Tx) (err error) {
		own, all, err = tx.LinkMisses(c.Event.Platform, c.Event.Actor.Account)
		return err
	})
	if err != nil {
		return chat.Reply{}, err
	}
	if own >= ownMisses || all >= everyMisses {
		return say("board.link.too_many"), nil
	}
	plain, reply := plainCode(typed), chat.Reply{}
	if plain == "" {
		return f.missed(ctx, c)
	}
	sum, err := f.sum(ctx, plain)
	if err != nil {
		return chat.Reply{}, err
	}
	if sure {
		reply, err = f.join(ctx, c, sum)
	}
	if !sure || errors.Is(err, errNotAsked) {
		reply, err = f.askWho(ctx, c, sum, plain)
	}
	if errors.Is(err, errNoCode) {
		return f.missed(ctx, c)
	}
	return reply, err
}

// errNoCode: nobody may type this code, or nobody any more. errNotAsked: the one
// who says that it is them was not told whose it is.
var (
	errNoCode   = errors.New("no such code")
	errNotAsked = errors.New("not asked yet")
)

// asker is an account as storage notes to whom something was shown.
func asker(c *commands.Call) string { return c.Event.Platform + "/" + c.Event.Actor.Account }

func (f *Boards) missed(ctx context.Context, c *commands.Call) (chat.Reply, error) {
	err := f.db.Write(ctx, by(c), func(tx *storage.Tx) error { return tx.MissLink(c.Event.Platform, c.Event.Actor.Account) })
	return say("board.link.no_code"), err
}

// askWho says whose code it is before anything happens: somebody may have been
// talked into typing another's.
func (f *Boards) askWho(ctx context.Context, c *commands.Call, sum, plain string) (reply chat.Reply, err error) {
	err = f.db.Write(ctx, by(c), func(tx *storage.Tx) error {
		l, err := tx.Link(sum)
		if err != nil {
			return noCode(err)
		}
		asks, err := linker(tx, l)
		if err != nil {
			return err
		}
		if err := fitting(c, l); err != nil {
			return err
		}
		reply = chat.Reply{Messages: []chat.Message{
			chat.Say(chat.T("board.link.ask", "Name", asks.Name, "Platform", commands.PlatformName(l.Platform)), chat.T("board.link.beware")).
				With(chat.Actions{
					button("board.link.yes", c.Board.ID, "board.link", "code", plain, "confirm", "yes"),
					button("board.link.no", c.Board.ID, "board.link", "code", plain, "confirm", "no"),
				}),
		}}
		return tx.ShowLink(sum, asker(c))
	})
	return reply, err
}

func noCode(err error) error {
	if errors.Is(err, storage.ErrNotFound) {
		return errNoCode
	}
	return err
}

// linker is the account that asked for a code.
func linker(tx *storage.Tx, l storage.Link) (storage.Account, error) {
	accounts, err := tx.Accounts(l.Person)
	for _, a := range accounts {
		if a.Platform == l.Platform && a.Account == l.Account {
			return a, err
		}
	}
	if err == nil {
		err = errNoCode // it is somebody else's by now
	}
	return storage.Account{}, err
}

// fitting refuses a code that was told on the platform where it is typed, and
// one that would change nothing.
func fitting(c *commands.Call, l storage.Link) error {
	switch {
	case l.Platform == c.Event.Platform:
		return commands.Refuse("board.link.same_platform", "Own", l.Account == c.Event.Actor.Account, "Platform", commands.PlatformName(l.Platform))
	case l.Person == c.Who.Person.ID:
		return commands.Refuse("board.link.already", "Platform", commands.PlatformName(l.Platform))
	}
	return nil
}
