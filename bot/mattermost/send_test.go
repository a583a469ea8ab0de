package mattermost

import (
	"errors"
	"io"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/mattermost/mattermost/server/public/model"

	"beirat/chat"
	"beirat/internal/fakemattermost"
)

func TestWhatIsSentIsSeen(t *testing.T) {
	inTown(t, func(w *town) {
		ref, err := w.Send(w.Context(), w.public("card", "Frage 12"))
		if err != nil {
			w.Fatal(err)
		}
		posts := w.seen(w.ids["rat"])
		if len(posts) != 1 || posts[0].Id != ref || text(posts[0]) != "Frage 12" || posts[0].Message != "" || len(posts[0].Attachments()[0].Actions) != 2 {
			w.Errorf("the channel shows %v", posts)
		}
		if channel, err := w.adapter().ownPost(w.Context(), ref); err != nil || channel != w.ids["rat"] {
			w.Errorf("the post is in %q: %v", channel, err)
		}

		ref, err = w.Send(w.Context(), w.private("letter", "anna", "Ihre Stimme"))
		if err != nil {
			w.Fatal(err)
		}
		posts = w.seen(w.direct())
		if len(posts) == 0 || posts[0].Id != ref || posts[0].Message != "Ihre Stimme" || len(posts[0].Attachments()[0].Actions) != 2 {
			w.Errorf("anna reads %v", posts)
		}
	})
}

func TestTheSameKeyIsShownOnce(t *testing.T) {
	inTown(t, func(w *town) {
		first, err := w.Send(w.Context(), w.public("card", "Frage"))
		if err != nil {
			w.Fatal(err)
		}
		for _, again := range []bool{false, true} {
			out := w.public("card", "Frage")
			out.Again = again
			ref, err := w.adapter().Send(w.Context(), out)
			if err != nil || ref != first {
				w.Errorf("again %v: another post, %v", again, err)
			}
		}
		if posts := w.seen(w.ids["rat"]); len(posts) != 1 {
			w.Errorf("%d posts are shown", len(posts))
		}
	})
}

func TestWhatWasSaidUnheardIsFoundAgain(t *testing.T) {
	for _, c := range []struct {
		name   string
		again  func(w *town) *Mattermost
		marked bool
	}{
		{"by the process that said it", func(w *town) *Mattermost { return w.Mattermost }, false},
		{"by another process that knows there was an earlier try", (*town).adapter, true},
	} {
		t.Run(c.name, func(t *testing.T) {
			fake := fakemattermost.New(fakemattermost.Options{})
			defer fake.Close()
			w := newTown(t, fake, fake.URL, fake.AdminToken)
			for _, out := range []chat.Outgoing{w.public("card", "Frage"), w.private("letter", "anna", "Brief")} {
				fake.Break(fakemattermost.Fault{Kind: fakemattermost.DidUnheard, Times: 1, Match: isPosting})
				if _, err := w.Send(w.Context(), out); !errors.Is(err, chat.ErrMaybeSent) {
					t.Fatalf("said unheard is %v", err)
				}
				fake.Restart() // so that the server does not know the request any more
				out.Again = c.marked
				if _, err := c.again(w).Send(w.Context(), out); err != nil {
					t.Fatal(err)
				}
			}
			for _, channel := range []string{w.ids["rat"], w.direct()} {
				if posts := w.seen(channel); len(posts) != 1 {
					t.Errorf("%d posts are shown", len(posts))
				}
			}
		})
	}
}

func isPosting(r *http.Request) bool {
	return r.Method == http.MethodPost && r.URL.Path == "/api/v4/posts"
}

func TestWhatWasSurelyNotSentIsNotDoubted(t *testing.T) {
	fake := fakemattermost.New(fakemattermost.Options{})
	defer fake.Close()
	w := newTown(t, fake, fake.URL, fake.AdminToken)
	if _, err := w.Send(t.Context(), w.public("warm", "x")); err != nil {
		t.Fatal(err)
	}
	fake.Break(fakemattermost.Fault{Kind: fakemattermost.DidNot, Times: 1, Match: isPosting})
	for _, c := range []struct {
		name string
		out  chat.Outgoing
	}{
		{"the server is busy", w.public("a", "x")},
		{"the bot is not in the channel", chat.Outgoing{Key: "b", Channel: w.ids["fremd"], Language: "de", Message: chat.Say(chat.Written("x"))}},
		{"there is no such channel", chat.Outgoing{Key: "c", Channel: model.NewId(), Language: "de", Message: chat.Say(chat.Written("x"))}},
	} {
		_, err := w.Send(t.Context(), c.out)
		if err == nil || errors.Is(err, chat.ErrMaybeSent) || errors.Is(err, chat.ErrUnreachable) {
			t.Errorf("%s: %v", c.name, err)
		}
	}
	fake.Stop()
	w.server.http.CloseIdleConnections() // on one of those the request might have arrived
	if _, err := w.Send(t.Context(), w.public("d", "x")); err == nil || errors.Is(err, chat.ErrMaybeSent) {
		t.Errorf("the server is down: %v", err)
	}
}

func TestWhoCannotBeWrittenTo(t *testing.T) {
	inTown(t, func(w *town) {
		if _, err := w.people.account(w.Context(), w.ids["anna"]); err != nil {
			w.Fatal(err)
		}
		w.ask("admin", "PUT", "/users/"+w.ids["anna"]+"/active", map[string]any{"active": false})
		if _, err := w.Send(w.Context(), w.private("letter", "anna", "x")); !errors.Is(err, chat.ErrUnreachable) {
			w.Errorf("who was deactivated a moment ago is not unreachable: %v", err)
		}
		for name, account := range map[string]string{"who is deactivated": w.ids["gone"], "who does not exist": model.NewId()} {
			out := w.private("letter/"+name, "anna", "x")
			out.Account = account
			if _, err := w.Send(w.Context(), out); !errors.Is(err, chat.ErrUnreachable) {
				w.Errorf("%s is not unreachable: %v", name, err)
			}
		}
	})
}

func TestACopiedMarkIsNoneOfOurs(t *testing.T) {
	inTown(t, func(w *town) {
		out := w.public("card", "Frage")
		ref, err := w.Send(w.Context(), out)
		if err != nil {
			w.Fatal(err)
		}
		mark := w.seen(w.ids["rat"])[0].GetProp(markProp)
		w.ask("anna", "POST", "/posts", map[string]any{"channel_id": w.ids["rat"], "message": "x", "props": map[string]any{markProp: mark}})
		out.Again = true
		if again, err := w.adapter().Send(w.Context(), out); err != nil || again != ref {
			w.Errorf("another's post is taken for ours: %v", err)
		}
	})
}

func TestWhatMakesAPersonUnreachable(t *testing.T) {
	for _, c := range []struct {
		name string
		err  error
		is   bool
	}{
		{"the bot may not write to them", &refusal{status: 403, id: "api.context.permissions.app_error"}, true},
		{"there is no such person", &refusal{status: 404, id: "app.user.missing_account.const"}, true},
		{"conversations are restricted", &refusal{status: 400, id: "api.post.create_post.can_not_post_in_restricted_dm.error"}, true},
		{"the message is not one", &refusal{status: 400, id: "model.post.is_valid.message_length.app_error"}, false},
		{"the bot has lost its token", &refusal{status: 401, id: "api.context.session_expired.app_error"}, false},
		{"the server is busy", &refusal{status: 503}, false},
		{"there is no answer", &lost{reached: true, err: io.EOF}, false},
	} {
		if err := unreachable(c.err); errors.Is(err, chat.ErrUnreachable) != c.is || !errors.Is(err, c.err) {
			t.Errorf("%s: %v", c.name, err)
		}
	}
}

func TestAnEditChangesEverythingThatIsShown(t *testing.T) {
	inTown(t, func(w *town) {
		out := w.public("card", "Frage, 1 Stimme")
		ref, err := w.Send(w.Context(), out)
		if err != nil {
			w.Fatal(err)
		}
		out.Message = chat.Say(chat.Written("Frage, 2 Stimmen")).With(chat.Actions{button("Ergebnis", "poll.show", "poll", "12")})
		if err := w.adapter().Edit(w.Context(), ref, out); err != nil {
			w.Fatal(err)
		}
		posts := w.seen(w.ids["rat"])
		if len(posts) != 1 || text(posts[0]) != "Frage, 2 Stimmen" || posts[0].Attachments()[0].Actions[0].Name != "Ergebnis" {
			w.Fatalf("the channel shows %v", posts)
		}
		if posts[0].GetProp("from_bot") != "true" {
			w.Error("an edited post is no longer marked as a bot's")
		}
		out.Again = true
		if again, err := w.adapter().Send(w.Context(), out); err != nil || again != ref {
			w.Errorf("an edited post is not found by its key: %v", err)
		}
	})
}

func TestAPictureGoesAlongAndCanBeTakenBack(t *testing.T) {
	inTown(t, func(w *town) {
		plain, out := w.public("card", "Frage"), w.public("card", "Frage")
		out.Message = out.Message.With(chat.Image{Name: "bild.png", PNG: onePixel(), Alt: chat.Written("Sechs Ja")})
		ref, err := w.Send(w.Context(), out)
		if err != nil {
			w.Fatal(err)
		}
		files := func() int { return len(w.seen(w.ids["rat"])[0].FileIds) }
		if n := files(); n != 1 {
			w.Fatalf("%d files are shown", n)
		}
		for _, step := range []struct {
			out  chat.Outgoing
			want int
		}{{plain, 0}, {out, 1}} {
			if err := w.Edit(w.Context(), ref, step.out); err != nil {
				w.Fatal(err)
			}
			if n := files(); n != step.want {
				w.Errorf("%d files are shown, want %d", n, step.want)
			}
		}
	})
}

func TestALongMessageArrivesWhole(t *testing.T) {
	inTown(t, func(w *town) {
		long := strings.TrimSpace(strings.Repeat("Der *ganze* Wortlaut & mehr. ", 1200))
		for channel, out := range map[string]chat.Outgoing{w.ids["rat"]: w.public("card", long), w.direct(): w.private("letter", "anna", long)} {
			if _, err := w.Send(w.Context(), out); err != nil {
				w.Fatal(err)
			}
			post := w.seen(channel)[0]
			if len(post.FileIds) != 1 || !strings.Contains(text(post), "beirat.txt") {
				w.Fatalf("nothing is attached: %v", post.FileIds)
			}
			if got := w.content(post.FileIds[0]); !strings.HasPrefix(got, long) {
				w.Errorf("the file begins with %.80q", got)
			}
		}
	})
}

func TestAPostThatSomebodyDeletedIsGone(t *testing.T) {
	inTown(t, func(w *town) {
		out := w.public("card", "Frage")
		ref, err := w.Send(w.Context(), out)
		if err != nil {
			w.Fatal(err)
		}
		w.ask("admin", "DELETE", "/posts/"+ref, nil)
		if err := w.Edit(w.Context(), ref, out); !errors.Is(err, chat.ErrGone) {
			w.Errorf("a deleted post is not gone: %v", err)
		}
		if err := w.Edit(w.Context(), model.NewId(), out); !errors.Is(err, chat.ErrGone) {
			w.Errorf("a post that never was is not gone: %v", err)
		}
		others := w.ask("admin", "POST", "/posts", map[string]any{"channel_id": w.ids["fremd"], "message": "x"})["id"].(string)
		if err := w.Edit(w.Context(), others, out); err == nil || errors.Is(err, chat.ErrGone) {
			w.Errorf("another's post is gone, or edited: %v", err)
		}
	})
}

func TestOnlyTheBotsPostsAreItsOwn(t *testing.T) {
	inTown(t, func(w *town) {
		forged := w.ask("anna", "POST", "/posts", map[string]any{"channel_id": w.ids["rat"], "message": "x"})["id"].(string)
		for _, id := range []string{forged, model.NewId(), "../users/me"} {
			if _, err := w.ownPost(w.Context(), id); !errors.Is(err, errNotOurs) {
				w.Errorf("%s is the bot's: %v", id, err)
			}
		}
	})
}

func TestWhatPeopleTypedMentionsNobodyAndLinksNothing(t *testing.T) {
	inTown(t, func(w *town) {
		mentioned := func() any { return w.ask("anna", "GET", "/channels/"+w.ids["rat"]+"/members/me", nil)["mention_count"] }
		before := mentioned() // being brought into a channel is a mention
		typed := strings.Join(hazards(), " ") + " @out-anna out-anna.@out-anna (@channel) https://example.org/x #rathaus ~rat :@all: _@here_"
		for name, out := range map[string]chat.Outgoing{w.ids["rat"]: w.public("card", typed), w.direct(): w.private("letter", "anna", typed)} {
			if _, err := w.Send(w.Context(), out); err != nil {
				w.Fatal(err)
			}
			post := w.seen(name)[0]
			if post.Hashtags != "" || post.GetProp("channel_mentions") != nil || post.Metadata != nil && len(post.Metadata.Embeds)+len(post.Metadata.Images)+len(post.Metadata.Emojis) > 0 && !onlyAttachments(post) {
				w.Errorf("the server found hashtags %q, channels %v, %v", post.Hashtags, post.GetProp("channel_mentions"), post.Metadata)
			}
		}
		if after := mentioned(); after != before {
			w.Errorf("anna was mentioned: %v before, %v after", before, after)
		}
	})
}

func onlyAttachments(p *model.Post) bool {
	return len(p.Metadata.Images)+len(p.Metadata.Emojis) == 0 && !slices.ContainsFunc(p.Metadata.Embeds, func(e *model.PostEmbed) bool { return e.Type != model.PostEmbedMessageAttachment })
}

func TestFindingPeople(t *testing.T) {
	inTown(t, func(w *town) {
		for _, c := range []struct {
			name, server, typed, want string
		}{
			{"by name", w.ids["team"], "out-anna", "anna"},
			{"with a sign and in capitals", w.ids["team"], " @Out-Anna", "anna"},
			{"who is in no team, where none is asked for", "", "out-cora", "cora"},
			{"who is in another team", w.ids["team"], "out-cora", ""},
			{"who was deactivated", w.ids["team"], "out-gone", ""},
			{"the bot", w.ids["team"], "out-bot", ""},
			{"nobody", w.ids["team"], "out-nobody", ""},
			{"a path", w.ids["team"], "../../config", ""},
			{"nothing", w.ids["team"], "@", ""},
		} {
			found, err := w.Find(w.Context(), c.server, c.typed)
			if c.want == "" && !errors.Is(err, chat.ErrNobody) {
				w.Errorf("%s: found %v, %v", c.name, found, err)
			}
			if c.want != "" && (err != nil || found.Account != w.ids[c.want] || found.Locale != "de" || found.Admin) {
				w.Errorf("%s: found %v, %v", c.name, found, err)
			}
		}
		if got := w.Locale(w.ids["anna"]); got != "de" {
			w.Errorf("anna speaks %q", got)
		}
		admin, err := w.adapter().people.account(w.Context(), w.ask("admin", "GET", "/users/me", nil)["id"].(string))
		if err != nil || !admin.actor().Admin {
			w.Errorf("the admin is none: %v", err)
		}
	})
}

func TestThatTheServerIsAwayIsNotThatNobodyIsThere(t *testing.T) {
	fake := fakemattermost.New(fakemattermost.Options{})
	defer fake.Close()
	w := newTown(t, fake, fake.URL, fake.AdminToken)
	fake.Stop()
	if _, err := w.Find(t.Context(), w.ids["team"], "out-anna"); err == nil || errors.Is(err, chat.ErrNobody) {
		t.Errorf("finding: %v", err)
	}
	if got := w.Locale(w.ids["anna"]); got != "" {
		t.Errorf("a language was made up: %q", got)
	}
	fake.Start()
	if found, err := w.Find(t.Context(), w.ids["team"], "out-anna"); err != nil || found.Account != w.ids["anna"] {
		t.Errorf("the adapter does not go on once the server is back: %v", err)
	}
}

// onePixel is the smallest PNG.
func onePixel() []byte {
	return []byte("\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x06\x00\x00\x00\x1f\x15\xc4\x89\x00\x00\x00\rIDATx\x9cc\xf8\xff\xff?\x00\x05\xfe\x02\xfe\xa75\x81\x84\x00\x00\x00\x00IEND\xaeB`\x82")
}
