package bot

import (
	"encoding/json"
	"errors"
	"os"
	"testing"
	"time"

	"beirat/bot/discord"
	"beirat/chat"
	"beirat/config"
	"beirat/internal/fakediscord"
	"beirat/storage"
	"beirat/storage/storagetest"
)

// discordSchema are the bodies that Discord takes; nil where they are not at hand.
func discordSchema(t *testing.T) []byte {
	t.Helper()
	content, err := os.ReadFile("../../shared/discord/bot-requests.json")
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		t.Fatal(err)
	}
	return content
}

func TestDiscordTakesEveryCommand(t *testing.T) {
	server := fakediscord.New(fakediscord.Options{Schema: discordSchema(t)})
	defer server.Close()
	application := server.NewApplication("beirat")
	for _, prefix := range []string{"", "stadt12345"} {
		specs, err := specsOf(config.Config{Prefix: prefix})
		if err != nil {
			t.Fatal(err)
		}
		memory, err := storage.Open(t.Context(), storagetest.SQLite(t), time.Now)
		if err != nil {
			t.Fatal(err)
		}
		defer func() { _ = memory.Close() }()
		if err := memory.Migrate(t.Context()); err != nil {
			t.Fatal(err)
		}
		adapter := discord.New(discord.Options{URL: server.URL(), Token: application.Token, Secret: []byte("secret"), Memory: memory, Specs: specs})
		if _, err := adapter.Register(t.Context()); err != nil {
			t.Errorf("with the prefix %q: %v", prefix, err)
		}
		everythingIsSaid(t, specs)
	}
	for _, violation := range server.Violations() {
		t.Error(violation)
	}
	for _, r := range server.Requests("PUT", "/applications") {
		var commands []struct {
			Name string `json:"name"`
		}
		if err := json.Unmarshal(r.Body, &commands); err != nil || len(commands) < 3 {
			t.Errorf("registered: %v, %v", commands, err)
		}
	}
}

// everythingIsSaid sees that whatever is offered has a name and a sentence in
// both languages, short enough to be shown whole.
func everythingIsSaid(t *testing.T, specs []chat.Spec) {
	t.Helper()
	said := func(what string, names chat.Names, most int) {
		for _, l := range []string{"de", "en"} {
			if size := len([]rune(names[l])); size == 0 || size > most {
				t.Errorf("%s in %s has %d characters: %q", what, l, size, names[l])
			}
		}
	}
	for _, spec := range specs {
		said(spec.Path, spec.Name, 32)
		said("about "+spec.Path, spec.About, 100)
		for _, p := range spec.Params {
			said(spec.Path+", "+p.Name, p.Typed, 32)
			said("about "+spec.Path+", "+p.Name, p.About, 100)
			for _, c := range p.Choices {
				said(spec.Path+", "+p.Name+", "+c.Value, c.Label, 100)
			}
		}
		everythingIsSaid(t, spec.Verbs)
	}
}
