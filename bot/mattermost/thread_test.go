package mattermost

import (
	"net/http"
	"testing"

	"github.com/mattermost/mattermost/server/public/model"

	"beirat/chat"
	"beirat/internal/fakemattermost"
)

// beginning is a card of the board's channel that begins a conversation.
func (w *town) beginning(key string) chat.Outgoing {
	o := w.public(key, "Die Arbeitsgruppe 1 sind Anna und Bert.")
	o.Message = o.Message.Beginning(chat.Written("Arbeitsgruppe 1"))
	return o
}

// answers are those to a post in the board's channel.
func (w *town) answers(ref string) []*model.Post {
	w.Helper()
	var all []*model.Post
	for _, p := range w.seen(w.ids["rat"]) {
		if p.RootId == ref {
			all = append(all, p)
		}
	}
	return all
}

func TestAPostBeginsItsConversationOnce(t *testing.T) {
	inTown(t, func(w *town) {
		o := w.beginning("card")
		ref, err := w.Send(w.Context(), o)
		if err != nil {
			w.Fatal(err)
		}
		for _, again := range []bool{false, true} {
			o.Again = again
			if other, err := w.adapter().Send(w.Context(), o); err != nil || other != ref {
				w.Fatalf("again %t: %s, %v", again, other, err)
			}
		}
		if err := w.Edit(w.Context(), ref, o); err != nil {
			w.Fatal(err)
		}
		said := w.answers(ref)
		if len(said) != 1 || text(said[0]) != "Hier können Sie über „Arbeitsgruppe 1“ sprechen: Antworten Sie einfach auf diese Nachricht. Alle im Kanal können mitlesen." {
			w.Errorf("%d answers, the first: %q", len(said), text(said[0]))
		}
		if n := len(w.seen(w.ids["rat"])); n != 2 {
			w.Errorf("%d posts stand in the channel", n)
		}
	})
}

func TestAPrivatePostBeginsNoConversation(t *testing.T) {
	inTown(t, func(w *town) {
		o := w.private("letter", "anna", "Guten Tag.")
		o.Message = o.Message.Beginning(chat.Written("Gruppe"))
		if _, err := w.Send(w.Context(), o); err != nil {
			w.Fatal(err)
		}
		for _, p := range w.seen(w.direct()) {
			if p.RootId != "" {
				w.Errorf("it begins one: %q", p.Message)
			}
		}
	})
}

func TestAConversationThatCouldNotBeginBeginsWhenItIsTriedAgain(t *testing.T) {
	for name, kind := range map[string]fakemattermost.Kind{"refused": fakemattermost.DidNot, "begun unheard": fakemattermost.DidUnheard} {
		t.Run(name, func(t *testing.T) {
			fake := fakemattermost.New(fakemattermost.Options{})
			defer fake.Close()
			w := newTown(t, fake, fake.URL, fake.AdminToken)
			said := 0
			mend := fake.Break(fakemattermost.Fault{Kind: kind, Match: func(r *http.Request) bool {
				if isPosting(r) {
					said++
				}
				return isPosting(r) && said > 1
			}})
			o := w.beginning("card")
			if _, err := w.Send(w.Context(), o); err == nil {
				t.Fatal("nothing failed")
			}
			mend()
			o.Again = true
			ref, err := w.Send(w.Context(), o)
			if err != nil || len(w.answers(ref)) != 1 || len(w.seen(w.ids["rat"])) != 2 {
				t.Errorf("%v: %d answers, %d posts", err, len(w.answers(ref)), len(w.seen(w.ids["rat"])))
			}
		})
	}
}
