package bot

import (
	"context"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strconv"
	"strings"

	"beirat/board"
	"beirat/chat"
	"beirat/commands"
	"beirat/pictures"
	"beirat/storage"
)

// taking is a feature that can take a picture or a file that somebody sent to the
// bot. The buttons carry the upload's token; without an upload they are asked for
// before it is fetched.
type taking interface {
	Takes(tx *storage.Tx, c *commands.Call, u commands.Upload) ([]chat.Button, error)
}

// upload is the file that was given for a parameter: one that came along, one that
// waits, or one of the person's own computer.
func (b *Bot) upload(ctx context.Context, c *commands.Call, given string) (commands.Upload, error) {
	if u, waits := b.uploads.find(sender(c.Event), given); waits {
		return u, nil
	}
	for _, a := range c.Event.Files {
		if a.Ref == given {
			return b.receive(ctx, c, a)
		}
	}
	if c.Event.Local == nil {
		return commands.Upload{}, commands.Refuse("file.gone")
	}
	a, err := c.Event.Local(given)
	if err != nil {
		return commands.Upload{}, commands.Refuse("file.gone")
	}
	return b.receive(ctx, c, a)
}

func sender(e chat.Event) string { return e.Platform + "/" + e.Actor.Account }

// receive fetches a file, cleans it and lets it wait. An *commands.Error says what
// is wrong with it.
func (b *Bot) receive(ctx context.Context, c *commands.Call, a chat.Attachment) (commands.Upload, error) {
	content, err := fetched(ctx, a)
	if err != nil {
		return commands.Upload{}, b.notReceived(c, err)
	}
	kind, content, err := b.cleaner.Clean(content)
	if err != nil {
		return commands.Upload{}, b.notReceived(c, err)
	}
	return b.uploads.keep(sender(c.Event), commands.Upload{Name: fileName(a.Name, kind), Type: kind, Content: content}), nil
}

// errTooLarge is a file with more bytes than are taken.
type errTooLarge struct{ size int64 } // -1: nobody said how many before

func (e errTooLarge) Error() string { return fmt.Sprintf("it has %d bytes", e.size) }

// fetched is the content of a file; one that says to be too large is not asked
// for, and no more is read of one than may be in it.
func fetched(ctx context.Context, a chat.Attachment) (content []byte, err error) {
	if a.Size > board.MostAttachment {
		return nil, errTooLarge{a.Size}
	}
	if a.Size == 0 {
		return nil, pictures.ErrEmpty
	}
	source, err := a.Open(ctx)
	if err != nil {
		return nil, fmt.Errorf("fetching a file: %w", err)
	}
	content, err = io.ReadAll(io.LimitReader(source, board.MostAttachment+1))
	if err = errors.Join(err, source.Close()); err != nil {
		return nil, fmt.Errorf("fetching a file: %w", err)
	}
	if len(content) > board.MostAttachment {
		return nil, errTooLarge{-1}
	}
	return content, nil
}

// notReceived says what is wrong with a file. What is wrong with the way to it is
// logged, for nobody can mend it by sending another.
func (b *Bot) notReceived(c *commands.Call, err error) error {
	var large errTooLarge
	switch {
	case errors.As(err, &large) && large.size > 0:
		return commands.Refuse("file.too_large", "Size", commands.FileSize(large.size), "Taken", whatIsTaken())
	case errors.As(err, &large), errors.Is(err, pictures.ErrLarge):
		return commands.Refuse("file.too_large.unsaid", "Taken", whatIsTaken())
	case errors.Is(err, pictures.ErrEmpty):
		return commands.Refuse("file.empty")
	case errors.Is(err, pictures.ErrUnknown):
		return commands.Refuse("file.unknown", "Taken", whatIsTaken())
	case errors.Is(err, pictures.ErrPixels):
		return commands.Refuse("file.too_many_pixels", "N", pictures.MostPixels/1_000_000)
	case errors.Is(err, pictures.ErrBroken):
		return commands.Refuse("file.broken")
	}
	b.log.Warn("a file that somebody sent could not be fetched", "log", c.Log, "platform", c.Event.Platform, "error", failure(err, b.discreet(c)))
	return commands.Refuse("file.lost")
}

func whatIsTaken() chat.Text {
	return chat.T("file.taken", "Most", commands.FileSize(board.MostAttachment))
}

// fileName is the name of a file as it may be shown, with the end that fits what
// is in it.
func fileName(name, kind string) string {
	ends := map[string]string{pictures.PNG: ".png", pictures.JPEG: ".jpg", pictures.PDF: ".pdf", pictures.Plain: ".txt"}
	name = name[strings.LastIndexAny(name, `/\`)+1:]
	if dot := strings.LastIndexByte(name, '.'); dot >= 0 {
		name = name[:dot]
	}
	return chat.PlainName(name + ends[kind])
}

// sent answers somebody who sent files to the bot: what each can be given with.
// They are fetched only where there is something.
func (b *Bot) sent(ctx context.Context, c *commands.Call, among []board.Board) (chat.Reply, error) {
	reply := chat.Reply{Language: string(c.Language)}
	say := func(m chat.Message) { reply.Messages = append(reply.Messages, m) }
	buttons, err := b.takers(ctx, c, among, commands.Upload{})
	if err != nil {
		return reply, err
	}
	if len(buttons) == 0 {
		say(chat.Say(chat.T("file.nowhere")))
		return reply, nil
	}
	for _, a := range c.Event.Files[:min(len(c.Event.Files), uploadsOfOne)] {
		u, err := b.receive(ctx, c, a)
		var wrong *commands.Error
		switch {
		case errors.As(err, &wrong):
			say(chat.Say(wrong.Text))
			continue
		case err != nil:
			return reply, err
		}
		if buttons, err = b.takers(ctx, c, among, u); err != nil {
			return reply, err
		}
		received := chat.T("file.received", "Picture", board.IsPicture(u.Type), "Size", commands.FileSize(int64(len(u.Content))), "Elsewhere", c.Event.Local == nil)
		say(chat.Say(received).With(chat.Actions(buttons)))
	}
	if len(c.Event.Files) > uploadsOfOne {
		say(chat.Say(chat.T("file.too_many", "N", uploadsOfOne)))
	}
	return reply, nil
}

// takers are the buttons of what takes a file of this person, in every board that
// they may mean.
func (b *Bot) takers(ctx context.Context, c *commands.Call, among []board.Board, u commands.Upload) (all []chat.Button, err error) {
	if c.Who.Person.ID == 0 {
		return nil, nil
	}
	err = b.db.Read(ctx, func(tx *storage.Tx) error {
		all = nil
		for _, in := range among {
			one := *c
			if part, _, err := join(tx, &one, in); err != nil || !part {
				if err != nil {
					return err
				}
				continue
			}
			for _, feature := range b.working() {
				takes, can := feature.(taking)
				if !can {
					continue
				}
				buttons, err := takes.Takes(tx, &one, u)
				if err != nil {
					return err
				}
				all = append(all, ofBoard(buttons, in.ID)...)
			}
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("finding what takes a file: %w", err)
	}
	return all, nil
}

// ofBoard lets buttons say which board they are about.
func ofBoard(buttons []chat.Button, of board.ID) []chat.Button {
	buttons = slices.Clone(buttons)
	for i := range buttons {
		args := maps.Clone(buttons[i].Action.Args)
		args[commands.Where] = strconv.FormatInt(int64(of), 10)
		buttons[i].Action.Args = args
	}
	return buttons
}

// withFiles gives a command that was written with a file the file, where it takes
// one and names none; it tells whether the files are what is to be answered.
func withFiles(e chat.Event, r commands.Request) (commands.Request, bool) {
	_, typed := e.Do.(chat.Typing)
	if !typed || len(e.Files) == 0 {
		return r, false
	}
	if r.Command == nil || r.Refusal != nil {
		return commands.Request{}, true
	}
	for _, p := range r.Command.Params {
		if d := commands.Declared(p); d.Kind == commands.KindFile && !d.Hidden && !d.Confidential {
			if r.Values[d.Name] == "" {
				r.Values[d.Name] = e.Files[0].Ref
			}
			return r, false
		}
	}
	return commands.Request{}, true
}
