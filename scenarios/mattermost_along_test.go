package scenarios

import (
	"bytes"
	"image"
	"image/png"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"beirat/bot/mattermost"
	"beirat/chat"
	"beirat/storage/storagetest"
	"beirat/words"
)

// TestWhatGoesAlongWithAMessage sends a picture and a file as Beirat does, into
// the board's channel and to a person. Who reads the message sees what the
// console shows of it, line by line, and gets both byte for byte; nobody else does.
func TestWhatGoesAlongWithAMessage(t *testing.T) {
	t.Run("fake", func(t *testing.T) { goesAlong(t, fakeTown(t, "de")) })
	t.Run("real", func(t *testing.T) {
		url, token := realServer(t)
		town := newTown(url, token, "de")
		t.Cleanup(town.Close)
		goesAlong(t, town)
	})
}

func goesAlong(t *testing.T, town *town) {
	d := quietTown(t, town)
	picture := chat.Image{Name: "ergebnis.png", PNG: drawn(t), Alt: chat.Written("Angenommen.\nJa 6, Nein 3, Enthaltung 1")}
	file := chat.File{Name: "abstimmung-12.csv", Type: "text/csv", Content: []byte("\ufeffwahl;stimmen\r\n„Ja“;6\r\nNein | @all;3\r\n"),
		About: chat.Written("Die Stimmen der Abstimmung 12, zum Nachzählen:")}
	message := chat.Say(chat.Written("Abstimmung 12: angenommen.")).With(picture, file,
		chat.Actions{{Label: chat.Written("Ergebnis ansehen"), Action: chat.Action{Name: "poll.show", Args: map[string]string{"poll": "12"}}}})
	wanted := map[string][]byte{picture.Name: picture.PNG, file.Name: file.Content}
	for _, c := range []struct {
		name string
		to   chat.Outgoing
		seen Seen
		read string
		not  string
	}{
		{"in the channel", chat.Outgoing{Channel: d.channel}, Seen{Kind: Public}, "buerger2", "outsider"},
		{"to a person", chat.Outgoing{Account: d.people["buerger1"].id}, Seen{Kind: Private, Who: "buerger1"}, "buerger1", "buerger2"},
	} {
		c.to.Key, c.to.Server, c.to.Language, c.to.Message = "along/"+c.name, d.team, "de", message
		if _, err := d.speaker(t).Send(t.Context(), c.to); err != nil {
			t.Fatalf("%s: %v", c.name, err)
		}
		seen, err := d.happened(t.Context(), "")
		if err != nil {
			t.Fatalf("%s: %v", c.name, err)
		}
		c.seen.Lines = message.Plain(func(x chat.Text) string { return words.Printer{Language: words.German}.Print(x) })
		if len(seen) != 1 || seen[0].String() != c.seen.String() {
			t.Errorf("%s is seen:\n%s\nthe console shows:\n%s", c.name, show(seen), c.seen)
		}
		d.hands(t, c.to, d.someone(t, c.read), d.someone(t, c.not), wanted)
	}
}

// hands looks whether the newest post of the bot hands out its files to one who
// reads it, and to no other.
func (d *mattermostDriver) hands(t *testing.T, to chat.Outgoing, reader, other *person, wanted map[string][]byte) {
	t.Helper()
	channel := to.Channel
	if channel == "" {
		channel = d.direct[reader.name]
	}
	var list struct {
		Order []string         `json:"order"`
		Posts map[string]*post `json:"posts"`
	}
	if err := reader.get(t.Context(), "/channels/"+channel+"/posts?per_page=1", &list); err != nil {
		t.Fatal(err)
	}
	files := list.Posts[list.Order[0]].Metadata.Files
	if len(files) != len(wanted) {
		t.Errorf("%d files are shown", len(files))
	}
	for _, f := range files {
		if got, err := reader.file(t.Context(), f.ID); err != nil || !bytes.Equal(got, wanted[f.Name]) {
			t.Errorf("%s reads in %s: %q, %v", reader.name, f.Name, got, err)
		}
		if _, err := other.file(t.Context(), f.ID); !answers(err, http.StatusForbidden) {
			t.Errorf("%s, who does not read the message, reads %s: %v", other.name, f.Name, err)
		}
	}
}

// quietTown is a board's driver without a story.
func quietTown(t *testing.T, town *town) *mattermostDriver {
	t.Helper()
	binary, err := built()
	if err != nil {
		t.Fatal(err)
	}
	at := slices.IndexFunc(stories(t), func(s Story) bool { return !s.Settings.Empty && s.Settings.Language == "" })
	p := plot{town: town, folder: t.TempDir(), database: storagetest.SQLite(t), binary: binary, typist: typist{theBook(t)}, story: stories(t)[at]}
	made, err := Mattermost(t.Context(), p)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := made.Close(); err != nil {
			t.Error(err)
		}
		if log, err := os.ReadFile(filepath.Join(p.folder, "serve.log")); t.Failed() && err == nil {
			t.Logf("log of serve:\n%s", log)
		}
	})
	return made.(*mattermostDriver)
}

// speaker is the board's bot, in this process.
func (d *mattermostDriver) speaker(t *testing.T) *mattermost.Mattermost {
	t.Helper()
	var made struct {
		Token string `json:"token"`
	}
	if err := d.town.admin.post(t.Context(), "/users/"+d.bot+"/tokens", map[string]string{"description": "tests"}, &made); err != nil {
		t.Fatal(err)
	}
	return mattermost.New(mattermost.Options{URL: d.town.url, Token: made.Token, Callback: d.served.callback(), Secret: []byte("another")})
}

// someone is one of the board's people, or somebody who has nothing to do with it.
func (d *mattermostDriver) someone(t *testing.T, name string) *person {
	t.Helper()
	if who := d.people[name]; who != nil {
		return who
	}
	who, err := d.town.person(t.Context(), name)
	if err != nil {
		t.Fatal(err)
	}
	return who
}

// drawn is a small picture.
func drawn(t *testing.T) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, image.NewGray(image.Rect(0, 0, 40, 30))); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}
