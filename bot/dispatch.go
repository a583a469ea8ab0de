package bot

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"hash/maphash"
	"slices"
	"strings"
	"time"

	"beirat/board"
	"beirat/chat"
	"beirat/commands"
	"beirat/storage"
	"beirat/web"
	"beirat/words"
)

// deadline is how long an answer may take.
const deadline = 20 * time.Second

var seed = maphash.MakeSeed()

// Handle answers what a person did. It never fails: what goes wrong on our
// side is a sentence with the id that finds the log line.
func (b *Bot) Handle(ctx context.Context, e chat.Event) (reply chat.Reply) {
	began, outcome := time.Now(), web.Failed
	c := &commands.Call{Event: e, Log: logID(), Language: language(board.Person{}, e.Actor, board.Board{})}
	ctx, cancel := context.WithTimeout(ctx, deadline)
	defer cancel()
	defer func() {
		if broken := recover(); broken != nil {
			quiet := b.discreet(c)
			b.log.Error("handler panicked", "log", c.Log, "platform", e.Platform, "did", path(c), "panic", cause(broken, quiet), "calls", calls(quiet))
			reply = b.confide(b.broken(c))
		}
		b.metrics.Event(e.Platform, outcome, time.Since(began))
	}()
	turn := &b.turns[maphash.String(seed, e.Platform+"/"+e.Actor.Account)%uint64(len(b.turns))]
	turn.Lock()
	defer turn.Unlock()

	reply, done, err := b.answer(ctx, c)
	if err != nil {
		b.log.Error("event failed", "log", c.Log, "platform", e.Platform, "did", path(c), "error", failure(err, b.discreet(c)))
		return b.confide(b.broken(c))
	}
	outcome = done
	return b.confide(reply)
}

// answer finds who, where and what, asks whether they may, and lets the book do it.
func (b *Bot) answer(ctx context.Context, c *commands.Call) (chat.Reply, web.Outcome, error) {
	request, unresolved := b.book.Resolve(c.Event.Do)
	request, files := withFiles(c.Event, request)
	c.Command = request.Command
	c.Upload = func(ctx context.Context, given string) (commands.Upload, error) { return b.upload(ctx, c, given) }
	said := boardSaid(c.Event.Do, request)
	among, err := b.identify(ctx, c, said)
	if err == nil && c.Board.Over(c.Now) {
		among, err = b.nextTerm(ctx, c, said)
	}
	if err != nil {
		return chat.Reply{}, web.Failed, err
	}
	if said != "" && len(among) == 0 {
		return chat.Reply{Messages: []chat.Message{chat.Say(chat.T("refused.not_your_board", "Number", said))}, Language: string(c.Language)}, web.Refused, nil
	}
	var unknown *commands.Unknown
	switch {
	case files:
		reply, err := b.sent(ctx, c, among)
		return reply, web.Answered, err
	case errors.As(unresolved, &unknown):
		return b.unknown(c, unknown), web.Refused, nil
	case errors.Is(unresolved, commands.ErrTalk) && len(among) > 1:
		return whichBoard(c, commands.Request{Command: b.book.Command(menuPath)}, among), web.Refused, nil
	case errors.Is(unresolved, commands.ErrTalk):
		reply, err := b.talk(ctx, c)
		return reply, web.Answered, err
	case unresolved != nil:
		return chat.Reply{}, web.Failed, unresolved
	}
	if len(among) > 1 && (!c.Command.Anywhere || c.Command.Path == menuPath) {
		return whichBoard(c, request, among), web.Refused, nil
	}
	if no := b.refuse(ctx, c, request.Command); !no.IsZero() {
		return chat.Reply{Messages: []chat.Message{chat.Say(no)}, Language: string(c.Language)}, web.Refused, nil
	}
	seated := c.Who.Seated()
	reply, err := b.book.Run(ctx, request, c)
	if err == nil && !seated && reply.Form == nil {
		reply, err = b.firstContact(ctx, c, reply)
	}
	no, archived := archivedText(err)
	switch {
	case archived:
		return chat.Reply{Messages: []chat.Message{chat.Say(no)}, Language: string(c.Language)}, web.Refused, nil
	case err != nil:
		return chat.Reply{}, web.Failed, fmt.Errorf("%s: %w", request.Command.Path, err)
	case reply.Form != nil:
		return reply, web.Asked, nil
	}
	return reply, web.Answered, nil
}

// identify finds who acts, in which board, at what moment, in which language.
// Where it may be one of several boards, it gives them and the call has none.
// A board is there only for those who are part of it or in its channel.
func (b *Bot) identify(ctx context.Context, c *commands.Call, said string) (among []board.Board, err error) {
	e := c.Event
	c.Find = func(ctx context.Context, name string) (board.Person, error) { return b.find(ctx, c, name) }
	c.ChannelName = b.channelName
	part, elsewhere, homes := true, false, []storage.Home(nil)
	err = b.db.Read(ctx, func(tx *storage.Tx) error {
		person, away, err := tx.Caller(e.Platform, e.Actor.Account)
		if err != nil && !errors.Is(err, storage.ErrNotFound) {
			return err
		}
		elsewhere = away
		c.Who = board.Standing{Person: person}
		if person.ID == 0 {
			c.Who.Person.Name = e.Actor.Name
		}
		if among, err = boardsOf(tx, c, person.ID, said); err != nil || len(among) != 1 {
			return err
		}
		if part, homes, err = join(tx, c, among[0]); err == nil && part && e.Actor.Admin {
			homes, err = tx.Homes(c.Board.ID)
		}
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("finding person and board: %w", err)
	}
	if !part {
		switch in, err := b.inHome(ctx, e, homes); {
		case err != nil:
			return nil, fmt.Errorf("asking who is in the board's channel: %w", err)
		case !in:
			among, c.Board, c.Who = nil, board.Board{}, board.Standing{Person: c.Who.Person}
		}
	}
	if e.Actor.Admin && !c.Who.Has(board.Admin) && administers(e, c.Board, homes) {
		c.Who.Roles = append(c.Who.Roles, board.Admin)
	}
	if elsewhere {
		b.follow(ctx, c)
	}
	c.Now = b.db.Now().In(b.db.Zone(c.Board.Zone))
	c.Language = language(c.Who.Person, e.Actor, c.Board)
	return among, nil
}

// language is the reader's: as the person set it, as the platform says, or the board's.
func language(p board.Person, a chat.Actor, b board.Board) words.Language {
	for _, locale := range []string{p.Language, a.Locale, b.Language} {
		if l, known := words.Match(locale); known {
			return l
		}
	}
	return words.German
}

// refuse is why the person may not, in a sentence; zero if they may.
func (b *Bot) refuse(ctx context.Context, c *commands.Call, command *commands.Command) chat.Text {
	switch {
	case c.Board.ID == 0 && !command.Anywhere && c.Event.Place.Private(): // whether there is one is nobody's business
		return chat.T("board.menu.in_channel", "Word", b.book.Word())
	case c.Board.ID == 0 && !command.Anywhere:
		return chat.T("refused.no_board")
	case c.Who.May(command.Right):
		return chat.Text{}
	case c.Who.Has(board.Guest) && command.Right == board.Members:
		return chat.T("refused.guest", "N", b.seats(ctx, c.Board.ID))
	}
	return chat.T("refused." + string(command.Right))
}

// seats is how many seats of a board are filled.
func (b *Bot) seats(ctx context.Context, id board.ID) int {
	filled := 0
	err := b.db.Read(ctx, func(tx *storage.Tx) error {
		seats, err := tx.Seats(id)
		for _, s := range seats {
			if !s.Vacant() {
				filled++
			}
		}
		return err
	})
	if err != nil {
		b.log.Error("counting seats", "board", id, "error", err)
	}
	return filled
}

// unknown offers the nearest commands that the person may use.
func (b *Bot) unknown(c *commands.Call, u *commands.Unknown) chat.Reply {
	u.Nearest = slices.DeleteFunc(u.Nearest, func(near *commands.Command) bool {
		return !c.Who.May(near.Right) || c.Board.ID == 0 && !near.Anywhere
	})
	return chat.Reply{Messages: []chat.Message{u.Message()}, Language: string(c.Language)}
}

// talk answers somebody who just writes: with the buttons of what is open,
// else with the menu. What is written is never counted.
func (b *Bot) talk(ctx context.Context, c *commands.Call) (chat.Reply, error) {
	if c.Board.ID != 0 && c.Who.Person.ID != 0 {
		messages, err := b.polls.Talk(ctx, c)
		if err != nil || len(messages) > 0 {
			return chat.Reply{Messages: messages, Language: string(c.Language)}, err
		}
	}
	reply, err := b.book.Run(ctx, commands.Request{Command: b.book.Command(menuPath)}, c)
	said := chat.T("program.talk")
	if c.Board.ID == 0 {
		said = chat.T("program.talk.no_board")
	}
	reply.Messages = append([]chat.Message{chat.Say(said)}, reply.Messages...)
	return reply, err
}

// find knows people by the name that is typed, with or without "@", among those
// of the server where the board is at home. It stores nothing: who is new here
// is a newcomer of the call.
func (b *Bot) find(ctx context.Context, c *commands.Call, name string) (board.Person, error) {
	e := c.Event
	platform, served := b.platforms[e.Platform]
	if !served {
		return board.Person{}, chat.ErrNobody
	}
	server, athome, err := b.server(ctx, c)
	if err != nil {
		return board.Person{}, err
	}
	name = strings.TrimPrefix(strings.TrimSpace(name), "@")
	if !athome { // the board knows its people by name, wherever they are named
		return b.onRoll(ctx, c, name)
	}
	actor, err := platform.Find(ctx, server, name)
	if errors.Is(err, chat.ErrNobody) {
		return b.onRoll(ctx, c, name)
	}
	if err != nil {
		return board.Person{}, err
	}
	var person board.Person
	err = b.db.Read(ctx, func(tx *storage.Tx) (err error) {
		person, err = tx.PersonOf(e.Platform, actor.Account)
		return err
	})
	if !errors.Is(err, storage.ErrNotFound) {
		return person, err
	}
	if c.Newcomers == nil {
		c.Newcomers = map[string]chat.Actor{}
	}
	c.Newcomers[actor.Name] = actor
	return board.Person{Name: actor.Name}, nil
}

// logID is four letters and digits that a person can read out.
func logID() string {
	raw := make([]byte, 4)
	_, _ = rand.Read(raw) // never fails
	const signs = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
	for i := range raw {
		raw[i] = signs[int(raw[i])%len(signs)]
	}
	return string(raw)
}
