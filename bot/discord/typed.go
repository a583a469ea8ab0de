package discord

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"beirat/chat"
	"beirat/words"
)

// meant tells whether a message is somebody's words, or files, to the bot: in the
// conversation with it. What people write elsewhere Discord tells us only with
// a privilege that we do not ask for.
func meant(m message) bool {
	const ordinary, answered = 0, 19
	return m.GuildID == "" && !m.Author.Bot && m.Webhook == "" && m.Author.ID != "" &&
		(m.Type == ordinary || m.Type == answered) && (strings.TrimSpace(m.Content) != "" || len(m.Attachments) > 0)
}

// typed answers what a person wrote to the bot. Discord does not say in which
// language they read, so that of an earlier click or the board's is theirs.
func (h *hearing) typed(ctx context.Context, m message, t turn) error {
	first, _, _, err := h.options.Memory.Once(ctx, Name, "message/"+m.ID, "")
	if err != nil {
		l, _ := words.Match(h.people.locale(m.Author.ID))
		down := empty()
		down.Content = plain(l).Say("discord.down", nil)
		_, unsaid := h.post(ctx, m.ChannelID, "typed/"+m.ID+"/down", down)
		return errors.Join(fmt.Errorf("looking whether it was answered before: %w", err), unsaid)
	}
	if !first {
		return nil
	}
	t.wait()
	reply := h.host.Handle(ctx, chat.Event{
		ID: m.ID, Platform: Name, Do: chat.Typing{Text: strings.TrimSpace(m.Content)},
		Actor: chat.Actor{Account: m.Author.ID, Name: m.Author.Username, Locale: h.people.locale(m.Author.ID)},
		Files: h.attached(slices.Values(m.Attachments)),
	})
	t.end()
	x := &exchange{interaction: interaction{ChannelID: m.ChannelID, User: &m.Author}, answered: true}
	x.event.Actor.Account = m.Author.ID
	messages := reply.Messages
	if reply.Form != nil {
		offered, err := h.offer(ctx, x, reply)
		if err != nil {
			return err
		}
		messages = append(messages[:len(messages):len(messages)], offered)
	}
	said := 0
	for _, one := range messages {
		pages, err := h.pages(ctx, one, x.reader(reply.Language))
		if err != nil {
			return err
		}
		for _, b := range pages {
			if _, err := h.post(ctx, m.ChannelID, fmt.Sprintf("typed/%s/%d", m.ID, said), b); err != nil {
				return fmt.Errorf("answering what was written: %w", err)
			}
			said++
		}
	}
	return nil
}
