package mattermost

import (
	"io"
	"strings"
	"testing"

	"github.com/mattermost/mattermost/server/public/model"

	"beirat/chat"
	"beirat/internal/fakemattermost"
)

// sends is a post of somebody with a file.
func (l *live) sends(who, channel, text, name, content string) {
	l.t.Helper()
	id, err := l.people[who].upload(l.t.Context(), channel, file{Name: name, Content: []byte(content)})
	l.no(err)
	_, err = l.people[who].createPost(l.t.Context(), &model.Post{ChannelId: channel, Message: text, FileIds: model.StringArray{id}})
	l.no(err)
}

func TestAFileIsSentToTheBotDirectlyAndReadWhenItIsOpened(t *testing.T) {
	servers(t, func(t *testing.T, l *live, _ *fakemattermost.Server) {
		defer l.listen()()
		anna := l.ear("anna")
		l.reply("angekommen")
		l.sends("anna", l.direct, "", "bild.txt", "Inhalt")
		anna.post("posted", "angekommen")
		events := l.handled()
		if len(events) != 1 || len(events[0].Files) != 1 || events[0].Do != (chat.Typing{}) || !events[0].Place.Private() {
			t.Fatalf("%+v", events)
		}
		f := events[0].Files[0]
		if f.Name != "bild.txt" || f.Size != 6 || f.Ref == "" {
			t.Errorf("%q, %d bytes, %q", f.Name, f.Size, f.Ref)
		}
		r, err := f.Open(t.Context())
		l.no(err)
		defer r.Close()
		content, err := io.ReadAll(r)
		l.no(err)
		if string(content) != "Inhalt" {
			t.Errorf("it holds %q", content)
		}
		l.reply("gelesen")
		l.sends("anna", l.channel, "@live-robot, hilfe", "bild.txt", "für alle")
		anna.post("posted", "gelesen")
		if e := l.handled(); len(e[len(e)-1].Files) != 0 {
			t.Errorf("what everybody sees is taken: %+v", e[len(e)-1])
		}
	})
}

func TestAFileThatIsNotThereIsSaidWhenItIsOpened(t *testing.T) {
	fake := fakemattermost.New(fakemattermost.Options{})
	defer fake.Close()
	l := newLive(t, fake.URL, fake.AdminToken)
	id := model.NewId()
	files := l.m.attached(t.Context(), []string{id})
	if len(files) != 1 || files[0].Size != -1 {
		t.Fatalf("%+v", files)
	}
	if _, err := files[0].Open(t.Context()); err == nil || strings.Contains(err.Error(), fake.AdminToken) {
		t.Errorf("%v", err)
	}
	if _, err := l.m.server.download(t.Context(), id); err == nil || !strings.Contains(err.Error(), "404") {
		t.Errorf("%v", err)
	}
}
