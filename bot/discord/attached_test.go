package discord

import (
	"io"
	"slices"
	"strings"
	"testing"

	"beirat/chat"
	"beirat/internal/fakediscord"
)

func fileSpec() chat.Spec {
	names := func(de, en string) chat.Names { return chat.Names{"de": de, "en": en} }
	return chat.Spec{Path: "idea", Name: names("idee", "idea"), About: names("Idee", "Idea"), Params: []chat.Offered{
		{Name: "text", Typed: names("text", "text"), About: names("Text", "Text"), Kind: chat.OfferWords},
		{Name: "file", Typed: names("datei", "file"), About: names("Datei", "File"), Kind: chat.OfferFile},
	}}
}

// content reads a file that came along.
func (s *town) content(a chat.Attachment) string {
	s.Helper()
	r, err := a.Open(s.Context())
	if err != nil {
		s.Fatal(err)
	}
	defer r.Close()
	content, err := io.ReadAll(r)
	if err != nil {
		s.Fatal(err)
	}
	return string(content)
}

func TestAFileComesWithACommandAndLiesAtDiscordUntilItIsOpened(t *testing.T) {
	s := newTown(t, lineSpec(), fileSpec())
	s.did(s.anna.Slash(t.Context(), s.rat.Place(), []string{"idee"}, []fakediscord.Value{
		{Name: "text", Value: "Der Knopf"}, {Name: "datei", Value: fakediscord.File{Name: "bild.png", Content: []byte("Inhalt")}}}))
	e := s.handled()[0]
	if len(e.Files) != 1 || e.Do.(chat.Command).Values["file"] != e.Files[0].Ref || e.Do.(chat.Command).Values["text"] != "Der Knopf" {
		t.Fatalf("%+v with %+v", e.Do, e.Files)
	}
	if f := e.Files[0]; f.Name != "bild.png" || f.Size != 6 || s.server.Fetched() != 0 {
		t.Errorf("%q, %d bytes, fetched %d times", f.Name, f.Size, s.server.Fetched())
	}
	if got := s.content(e.Files[0]); got != "Inhalt" || s.server.Fetched() != 1 {
		t.Errorf("it holds %q, fetched %d times", got, s.server.Fetched())
	}
}

func TestAFileIsSentToTheBotDirectly(t *testing.T) {
	s := newTown(t)
	s.did(s.anna.Slash(t.Context(), fakediscord.Place{DM: s.application.BotID}, []string{"beirat"}, nil)) // so there is a conversation
	s.handled()
	if err := s.anna.Write(t.Context(), fakediscord.Place{DM: s.application.BotID}, "", fakediscord.File{Name: "gross.mp4", Content: []byte("x"), Size: 200 << 20}); err != nil {
		t.Fatal(err)
	}
	s.until(func() bool { return s.count() == 1 })
	e := s.handled()[0]
	if _, typed := e.Do.(chat.Typing); !typed || !e.Place.Private() || len(e.Files) != 1 || e.Files[0].Size != 200<<20 || s.server.Fetched() != 0 {
		t.Errorf("%+v, %+v, fetched %d times", e.Do, e.Files, s.server.Fetched())
	}
}

func TestAFileIsFetchedFromDiscordOnly(t *testing.T) {
	d := New(Options{URL: "https://discord.com", Token: "x", Secret: []byte("x")})
	for address, want := range map[string]bool{
		"https://cdn.discordapp.com/attachments/1/2/bild.png?ex=1": true,
		"https://media.discordapp.net/attachments/1/2/bild.png":    true,
		"http://cdn.discordapp.com/attachments/1/2/bild.png":       false,
		"https://cdn.discordapp.com.example/attachments/1/2/x":     false,
		"https://cdn.discordapp.com@10.0.0.1/x":                    false,
		"https://anna@cdn.discordapp.com/x":                        false,
		"https://127.0.0.1/x":                                      false,
		"https://cdn.discordapp.com:8443/x":                        false,
		"file:///etc/passwd":                                       false,
		"":                                                         false,
	} {
		if got := d.keepsFiles(address); got != want {
			t.Errorf("%s: %t", address, got)
		}
	}
	file := d.attached(slices.Values([]sent{{ID: "1", URL: "http://10.0.0.1/geheim"}}))[0]
	if _, err := file.Open(t.Context()); err == nil || strings.Contains(err.Error(), "10.0.0.1") {
		t.Errorf("fetching it from elsewhere: %v", err)
	}
}

func TestAFileThatIsGoneIsSaidWithoutItsAddress(t *testing.T) {
	s := newTown(t)
	file := s.attached(slices.Values([]sent{{ID: "1", URL: s.server.URL() + "/attachments/1/2/geheim.png"}}))[0]
	if _, err := file.Open(t.Context()); err == nil || strings.Contains(err.Error(), "geheim") || !strings.Contains(err.Error(), "404") {
		t.Errorf("%v", err)
	}
}
