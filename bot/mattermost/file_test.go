package mattermost

import (
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"

	"github.com/mattermost/mattermost/server/public/model"

	"beirat/chat"
	"beirat/internal/fakemattermost"
)

// export is what people keep of a poll.
func export(content string) chat.File {
	return chat.File{Name: "Abstimmung 12.csv", Type: "text/csv", Content: []byte(content), About: chat.Written("Die Stimmen der Abstimmung 12")}
}

func chart() chat.Image {
	return chat.Image{Name: "ergebnis.png", PNG: onePixel(), Alt: chat.Written("Sechs Ja, drei Nein")}
}

// with gives a message further blocks, before its buttons.
func with(o chat.Outgoing, blocks ...chat.Block) chat.Outgoing {
	last := len(o.Message.Blocks) - 1
	o.Message = chat.Message{Blocks: o.Message.Blocks[:last:last]}.With(blocks...).With(o.Message.Blocks[last])
	return o
}

const votes = "wahl,stimmen\r\n„Ja“,6\r\n"

func TestWhatGoesAlongIsReadByWhoReadsTheMessage(t *testing.T) {
	inTown(t, func(w *town) {
		for channel, out := range map[string]chat.Outgoing{w.ids["rat"]: w.public("card", "Frage"), w.direct(): w.private("letter", "anna", "Frage")} {
			if _, err := w.Send(w.Context(), with(out, chart(), export(votes))); err != nil {
				w.Fatal(err)
			}
			post := w.seen(channel)[0]
			if said := text(post); !strings.HasPrefix(said, "Frage\n\nSechs Ja, drei Nein\n\nDie Stimmen der Abstimmung 12") || strings.Contains(said, "wahl") {
				w.Errorf("the post says %q", said)
			}
			if n := len(post.Attachments()[0].Actions); n != 2 {
				w.Errorf("%d buttons are left", n)
			}
			for name, want := range map[string]string{"ergebnis.png": string(onePixel()), "Abstimmung-12.csv": votes} {
				at := slices.IndexFunc(post.Metadata.Files, func(f *model.FileInfo) bool { return f.Name == name })
				if at < 0 {
					w.Errorf("no %s is shown", name)
					continue
				}
				id := post.Metadata.Files[at].Id
				if got := w.content(id); got != want {
					w.Errorf("anna reads in %s: %q", name, got)
				}
				if status, _ := w.raw("cora", "GET", "/files/"+id, nil); status != http.StatusForbidden {
					w.Errorf("who is not there gets %s: %d", name, status)
				}
			}
		}
	})
}

func TestAMessageWhoseFileDidNotArriveIsSentAgainAndShownOnce(t *testing.T) {
	for name, kind := range map[string]fakemattermost.Kind{"the server is busy": fakemattermost.DidNot, "the answer is lost": fakemattermost.DidUnheard} {
		fake := fakemattermost.New(fakemattermost.Options{})
		defer fake.Close()
		w := newTown(t, fake, fake.URL, fake.AdminToken)
		out := with(w.public("card", "Frage"), export(votes))
		fake.Break(fakemattermost.Fault{Kind: kind, Times: 1, Match: isUpload})
		if _, err := w.Send(t.Context(), out); err == nil || errors.Is(err, chat.ErrMaybeSent) || errors.Is(err, chat.ErrUnreachable) {
			t.Errorf("%s: %v is not that it was not sent", name, err)
		}
		if n := len(w.seen(w.ids["rat"])); n != 0 {
			t.Errorf("%s: %d posts are shown although the file is missing", name, n)
		}
		out.Again = true
		for range 2 {
			if _, err := w.adapter().Send(t.Context(), out); err != nil {
				t.Fatalf("%s: %v", name, err)
			}
		}
		if posts := w.seen(w.ids["rat"]); len(posts) != 1 || len(posts[0].FileIds) != 1 || w.content(posts[0].FileIds[0]) != votes {
			t.Errorf("%s: %d posts are shown in the end, or without the file", name, len(posts))
		}
	}
}

func isUpload(r *http.Request) bool { return r.URL.Path == "/api/v4/files" }

func TestWhatTheServerTakesNoFilesOfIsSaidInWords(t *testing.T) {
	long := strings.TrimSpace(strings.Repeat("Der ganze Wortlaut. ", 1000))
	for _, c := range []struct {
		name, settings string
		block          chat.Block
		says           string
	}{
		{"files are switched off", `{"EnableFileAttachments":false}`, export(votes), "Die Stimmen der Abstimmung 12\n\nDie Datei Abstimmung-12.csv fehlt hier"},
		{"it is too large", `{"MaxFileSize":5}`, export(votes), "Die Datei Abstimmung-12.csv fehlt hier"},
		{"it is much too large", `{"MaxFileSize":5}`, export(strings.Repeat("0123456789", 1<<20)), "Die Datei Abstimmung-12.csv fehlt hier"},
		{"a picture is too large", `{"MaxFileSize":5}`, chart(), "Frage\n\nSechs Ja, drei Nein"},
		{"a picture has too many points", `{"MaxImageResolution":0}`, chart(), "Frage\n\nSechs Ja, drei Nein"},
		{"the text is too long", `{"EnableFileAttachments":false}`, chat.Para{Text: chat.Written(long)}, "Darum fehlt das Ende."},
		{"it is empty", `{}`, export(""), "Die Datei Abstimmung-12.csv fehlt hier"},
	} {
		t.Run(c.name, func(t *testing.T) {
			fake := fakemattermost.New(fakemattermost.Options{})
			defer fake.Close()
			w := newTown(t, fake, fake.URL, fake.AdminToken)
			card := w.public("card", "Frage")
			ref, err := w.Send(t.Context(), card)
			if err != nil {
				t.Fatal(err)
			}
			w.configure(c.settings)
			for channel, out := range map[string]chat.Outgoing{w.ids["rat"]: w.public("new", "Frage"), w.direct(): w.private("letter", "anna", "Frage")} {
				if _, err := w.Send(t.Context(), with(out, c.block)); err != nil {
					t.Fatal(err)
				}
				if post := w.seen(channel)[0]; len(post.FileIds) != 0 || !strings.Contains(text(post), c.says) || strings.Contains(text(post), "beirat.txt") {
					t.Errorf("the post has %d files and says %.300q", len(post.FileIds), text(post))
				}
			}
			if err := w.Edit(t.Context(), ref, with(card, c.block)); err != nil {
				t.Fatal(err)
			}
			if post := w.post(ref); len(post.FileIds) != 0 || !strings.Contains(text(post), c.says) {
				t.Errorf("the edited post has %d files and says %.300q", len(post.FileIds), text(post))
			}
		})
	}
}

func (w *town) configure(settings string) {
	w.Helper()
	w.ask("admin", "PUT", "/config/patch", map[string]any{"FileSettings": jsonText(settings)})
}

type jsonText string

// MarshalJSON is the text itself.
func (j jsonText) MarshalJSON() ([]byte, error) { return []byte(j), nil }

func (w *town) post(ref string) *model.Post {
	w.Helper()
	post, err := newClient(w.url, w.tokens["anna"]).post(w.Context(), ref)
	if err != nil {
		w.Fatal(err)
	}
	return post
}

func TestWhenAnUploadIsTriedInVain(t *testing.T) {
	for _, c := range []struct {
		name         string
		err          error
		first, later bool
	}{
		{"files are switched off, or not allowed here", &refusal{status: 403, id: "api.file.attachments.disabled.app_error"}, true, true},
		{"it is too large", &refusal{status: 413, id: "api.file.upload_file.too_large_detailed.app_error"}, true, true},
		{"it is too large for what stands before the server", &refusal{status: 413}, true, true},
		{"the picture has too many points", &refusal{status: 400, id: "api.file.upload_file.large_image_detailed.app_error"}, true, true},
		{"the server has no place for files", &refusal{status: 501, id: "api.file.upload_file.storage.app_error"}, true, true},
		{"the disk is full", &refusal{status: 500, id: "api.file.write_file.app_error"}, false, true},
		{"nothing is behind the proxy", &refusal{status: 502}, false, false},
		{"the server starts", &refusal{status: 503}, false, false},
		{"the bot has lost its token", &refusal{status: 401, id: "api.context.session_expired.app_error"}, false, false},
		{"it is too much at once", &refusal{status: 429}, false, false},
		{"the connection is cut", &lost{reached: true, err: io.ErrUnexpectedEOF}, false, true},
		{"nobody answers", &lost{err: io.EOF}, false, false},
		{"the server names no file", errors.New("uploading: the server names no file"), false, false},
	} {
		err := fmt.Errorf("uploading: %w", c.err)
		if got := inVain(err, false); got != c.first {
			t.Errorf("%s: at first %v", c.name, got)
		}
		if got := inVain(err, true); got != c.later {
			t.Errorf("%s: later %v", c.name, got)
		}
	}
}

// A server that refuses a body unread cuts the connection behind its answer.
func TestWhatIsRefusedUnreadIsRefused(t *testing.T) {
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		http.Error(w, "too large", http.StatusRequestEntityTooLarge)
	}))
	defer server.Close()
	for range 5 {
		_, err := newClient(server.URL, "token").upload(t.Context(), model.NewId(), file{Name: "a.csv", Content: make([]byte, 32<<20)})
		if !refused(err, http.StatusRequestEntityTooLarge) {
			t.Errorf("what is refused unread: %v", err)
		}
	}
}

func TestAPostShowsSoManyFilesAndNoMore(t *testing.T) {
	inTown(t, func(w *town) {
		out := w.public("card", "Frage")
		for i := range 11 {
			f := export("x")
			f.Name = fmt.Sprintf("Blatt %d.csv", i+1)
			out = with(out, f)
		}
		if _, err := w.Send(w.Context(), with(out, chat.Para{Text: chat.Written(strings.Repeat("Wort ", 4000))})); err != nil {
			w.Fatal(err)
		}
		post := w.seen(w.ids["rat"])[0]
		said := text(post)
		if len(post.FileIds) != 10 || strings.Contains(said, "Blatt-9.csv") || !strings.Contains(said, "Blatt-10.csv fehlt hier") || !strings.Contains(said, "beirat.txt") {
			w.Errorf("the post has %d files and says %.900q", len(post.FileIds), said)
		}
	})
}

func TestAPrivateAnswerWithAFileComesAsADirectMessage(t *testing.T) {
	servers(t, func(t *testing.T, l *live, _ *fakemattermost.Server) {
		anna := l.ear("anna")
		l.reply("hier", export(votes))
		for _, c := range []struct {
			name string
			does func() error
		}{
			{"to a command", func() error { return l.command("anna", l.channel, "export") }},
			{"to a click", func() error {
				ref, err := l.m.Send(t.Context(), chat.Outgoing{Key: model.NewId(), Server: l.team, Channel: l.channel, Language: "de", Message: chat.Say(chat.Written("Karte")).With(ballot())})
				l.no(err)
				post, err := l.people["anna"].post(t.Context(), ref)
				l.no(err)
				return l.press("anna", post)
			}},
		} {
			l.no(c.does())
			post := anna.post("posted", "Abstimmung 12")
			if post.ChannelId != l.direct || len(post.FileIds) != 1 {
				t.Errorf("%s: %d files in %s", c.name, len(post.FileIds), post.ChannelId)
			}
			if got := anna.post("ephemeral_message", "Direktnachricht"); got.ChannelId != l.channel {
				t.Errorf("%s: the pointer stands in %s", c.name, got.ChannelId)
			}
		}
	})
}

func TestWhoGetsAFileBeforeTheirEyesIsNotSentToIt(t *testing.T) {
	servers(t, func(t *testing.T, l *live, _ *fakemattermost.Server) {
		anna := l.ear("anna")
		l.reply("hier", export(votes))
		l.no(l.command("anna", l.direct, "export"))
		anna.post("posted", "Abstimmung 12")
		l.reply("danach")
		l.no(l.command("anna", l.direct, "export"))
		anna.until("ephemeral_message", func(data map[string]any) bool {
			said := fmt.Sprint(data["post"])
			if !strings.Contains(said, "danach") {
				t.Errorf("she is told %s", said)
			}
			return true
		})
	})
}

func TestAFileThatCannotBeSentLeavesItsWords(t *testing.T) {
	fake := fakemattermost.New(fakemattermost.Options{})
	defer fake.Close()
	l := newLive(t, fake.URL, fake.AdminToken)
	anna := l.ear("anna")
	l.reply("hier", export(votes))
	l.no(l.command("anna", l.channel, "export")) // so that the conversation is known
	fake.Break(fakemattermost.Fault{Kind: fakemattermost.DidUnheard, Match: func(r *http.Request) bool { return isPosting(r) || isUpload(r) }})
	l.no(l.command("anna", l.channel, "export"))
	anna.post("ephemeral_message", "Direktnachricht")
	if got := anna.post("ephemeral_message", "Abstimmung 12"); !strings.Contains(got.Message, "Die Datei Abstimmung-12.csv fehlt hier") {
		t.Errorf("she is told %q", got.Message)
	}
}
