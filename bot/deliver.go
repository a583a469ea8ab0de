package bot

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"beirat/board"
	"beirat/chat"
	"beirat/commands"
	"beirat/storage"
)

// What became of a private message.
const (
	stateSent   = "sent"
	stateFailed = "failed"
)

// letterSpace is where it is kept for a while to which account a letter goes.
const letterSpace = "letter"

// deliver sends a private message to one account of a person: of those on
// platforms where the board is at home, to the one they used last, and to the
// next one only if that one cannot be reached. Who cannot be reached at all is
// recorded, and the office is told; the channel never is.
func (b *Bot) deliver(ctx context.Context, j storage.Job, l commands.Letter) (string, error) {
	owner, homes, _, err := b.places(ctx, l.Board, "")
	if err != nil {
		return stateFailed, err
	}
	if !b.serves(homes) {
		return stateFailed, errElsewhere
	}
	person, accounts, err := b.addresses(ctx, l.Person)
	if err != nil {
		return stateFailed, err
	}
	accounts, elsewhere := b.reachable(accounts, homes, l.On)
	if len(accounts) == 0 && elsewhere {
		return stateFailed, errElsewhere
	}
	if accounts, err = b.sameAgain(ctx, j, accounts); err != nil {
		return stateFailed, err
	}
	state, failures := stateFailed, make([]error, 0, len(accounts))
	for _, account := range accounts {
		err := b.writeTo(ctx, j, account, letterTo{owner: owner, homes: homes, person: person, message: l.Message})
		if err != nil && !errors.Is(err, chat.ErrUnreachable) {
			return state, fmt.Errorf("writing to a person on %s: %w", account.Platform, err)
		}
		failures = append(failures, err)
		if err == nil {
			state = stateSent
			break
		}
	}
	for i, failure := range failures {
		if err := b.reached(ctx, l.Board, accounts[i], failure, state == stateFailed); err != nil {
			return state, err
		}
	}
	return state, nil
}

// reachable are the accounts that can be written to from here, the one used last
// first; elsewhere tells that there are others that another process may serve.
func (b *Bot) reachable(accounts []storage.Account, homes []storage.Home, on string) (here []storage.Account, elsewhere bool) {
	for _, account := range accounts {
		_, athome := serverOn(homes, account.Platform)
		if !athome || on != "" && account.Platform != on {
			continue
		}
		if !b.served(account.Platform) {
			elsewhere = true
			continue
		}
		here = append(here, account)
	}
	slices.SortStableFunc(here, func(x, y storage.Account) int { return int(y.Turn - x.Turn) })
	return here, elsewhere
}

// sameAgain puts first the account to which a letter was sent when it was tried
// before: that may have arrived unheard, and the person may have been elsewhere
// since. Nobody gets a letter twice.
func (b *Bot) sameAgain(ctx context.Context, j storage.Job, accounts []storage.Account) ([]storage.Account, error) {
	if len(accounts) < 2 {
		return accounts, nil
	}
	name := func(a storage.Account) string { return a.Platform + "/" + a.Account }
	first, was, _, err := b.db.Once(ctx, letterSpace, jobKey(j), name(accounts[0]))
	if err != nil || first {
		return accounts, err
	}
	chosen := slices.IndexFunc(accounts, func(a storage.Account) bool { return name(a) == was })
	if chosen <= 0 {
		return accounts, nil
	}
	return append([]storage.Account{accounts[chosen]}, slices.Delete(slices.Clone(accounts), chosen, chosen+1)...), nil
}

// letterTo is what is said to a person, and on whose behalf.
type letterTo struct {
	owner   board.Board
	homes   []storage.Home
	person  board.Person
	message chat.Message
}

func (b *Bot) writeTo(ctx context.Context, j storage.Job, account storage.Account, l letterTo) error {
	server, _ := serverOn(l.homes, account.Platform)
	platform := b.platforms[account.Platform]
	_, err := platform.Send(ctx, chat.Outgoing{
		Key:   jobKey(j, account.Platform, account.Account),
		Again: again(j), Server: server, Account: account.Account, Message: l.message,
		Language: string(language(l.person, chat.Actor{Locale: platformLocale(platform, account.Account)}, l.owner)),
	})
	b.count(account.Platform, err)
	return err
}
