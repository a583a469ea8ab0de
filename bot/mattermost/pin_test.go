package mattermost

import (
	"errors"
	"strings"
	"testing"

	"github.com/mattermost/mattermost/server/public/model"

	"beirat/chat"
	"beirat/internal/fakemattermost"
)

func TestTheCardOfAMeetingIsPinnedUntilItIsOver(t *testing.T) {
	servers(t, func(t *testing.T, l *live, _ *fakemattermost.Server) {
		out := chat.Outgoing{Key: "show/meeting:1/" + l.channel + model.NewId(), Server: l.team, Channel: l.channel, Language: "de", Message: chat.Say(chat.Written("Sitzung 1"))}
		card, err := l.m.Send(t.Context(), out)
		if err != nil {
			t.Fatal(err)
		}
		pinned := func(ref string) bool {
			post, err := l.admin.post(t.Context(), ref)
			if err != nil {
				t.Fatal(err)
			}
			return post.IsPinned
		}
		a := chat.Announcement{Key: "1", Server: l.team, Channel: l.channel, State: chat.AnnouncedAhead}
		if _, err := l.m.Announce(t.Context(), a); !errors.Is(err, chat.ErrNoCard) {
			t.Errorf("without a card: %v", err)
		}
		a.Card = card
		for range 2 { // of which the first was not heard
			ref, err := l.m.Announce(t.Context(), a)
			if err != nil || ref != card || !pinned(card) {
				t.Fatalf("pinned as %q, %v", ref, err)
			}
		}
		out.Message = chat.Say(chat.Written("Sitzung 1, verschoben"))
		if err := l.m.Edit(t.Context(), card, out); err != nil || !pinned(card) {
			t.Errorf("after an edit: %v, pinned %t", err, pinned(card))
		}
		a.State, a.Ref = chat.AnnouncedOver, card
		for range 2 {
			ref, err := l.m.Announce(t.Context(), a)
			if err != nil || ref != "" || pinned(card) {
				t.Fatalf("unpinned as %q, %v", ref, err)
			}
		}
		a.State, a.Card, a.Ref = chat.AnnouncedAhead, strings.Repeat("a", 26), ""
		if _, err := l.m.Announce(t.Context(), a); !errors.Is(err, chat.ErrNotAnnounced) {
			t.Errorf("a post that is not there: %v", err)
		}
	})
}
