package fakediscord_test

import (
	"net/http"
	"net/url"
	"testing"

	"github.com/bwmarrin/discordgo"

	"beirat/internal/fakediscord"
)

// toward sends what is meant for Discord to another address.
type toward struct{ host string }

func (o toward) RoundTrip(r *http.Request) (*http.Response, error) {
	r = r.Clone(r.Context())
	r.URL.Scheme, r.URL.Host = "http", o.host
	return http.DefaultTransport.RoundTrip(r)
}

// library is a bot that uses the library as it is.
func (w *town) library(t *testing.T, heard func(*discordgo.Event)) *discordgo.Session {
	t.Helper()
	address, err := url.Parse(w.URL())
	if err != nil {
		t.Fatal(err)
	}
	d, err := discordgo.New("Bot " + w.app.Token)
	if err != nil {
		t.Fatal(err)
	}
	d.Client = &http.Client{Transport: toward{address.Host}}
	d.Identify.Intents = intents
	d.StateEnabled, d.SyncEvents = false, true
	d.AddHandler(func(_ *discordgo.Session, e *discordgo.Event) { heard(e) })
	if err := d.Open(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		d.ShouldReconnectOnError = false
		if err := d.Close(); err != nil {
			t.Log(err)
		}
	})
	return d
}

func TestTheLibraryOpensResumesAndReconnects(t *testing.T) {
	for name, fault := range map[string]fakediscord.Fault{
		"after a drop": {Kind: fakediscord.Drop},
		"after op 7":   {Kind: fakediscord.AskReconnect},
		"after a code": {Kind: fakediscord.CloseWith, Code: 4000},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel() // the library sleeps for a second when it closes
			w := newTown(t, fakediscord.Options{})
			texts := make(chan string, 10)
			w.library(t, func(e *discordgo.Event) {
				if m, is := e.Struct.(*discordgo.MessageCreate); is {
					texts <- m.Content
				}
			})
			w.says(t, "eins")
			if got := <-texts; got != "eins" {
				t.Errorf("told %q", got)
			}
			w.Break(fault)
			if err := w.Until(within(t), func() bool { return w.Resumes() == 1 && w.Gateways() == 1 }); err != nil {
				t.Fatal(err)
			}
			w.says(t, "zwei")
			if got := <-texts; got != "zwei" {
				t.Errorf("told %q", got)
			}
			if w.Identifies() != 1 {
				t.Errorf("%d identifies", w.Identifies())
			}
			w.peaceful(t)
		})
	}
}

func TestTheLibraryReadsAnInteraction(t *testing.T) {
	w := newTown(t, fakediscord.Options{})
	w.register(t)
	var d *discordgo.Session
	ready := make(chan struct{})
	d = w.library(t, func(e *discordgo.Event) {
		i, is := e.Struct.(*discordgo.InteractionCreate)
		if !is {
			return
		}
		<-ready
		if i.Member == nil || i.Member.User.ID != w.eva.ID || i.Member.Permissions&discordgo.PermissionAdministrator == 0 || i.ApplicationCommandData().Name != "beirat" || *i.GuildLocale != "de" {
			t.Errorf("the library reads %+v", i)
		}
		err := d.InteractionRespond(i.Interaction, &discordgo.InteractionResponse{Type: 4, Data: &discordgo.InteractionResponseData{
			Content: "Hallo", AllowedMentions: &discordgo.MessageAllowedMentions{},
		}})
		if err != nil {
			t.Error(err)
		}
	})
	close(ready)
	o, err := w.eva.Slash(within(t), w.hall.Place(), []string{"beirat"}, nil)
	if err != nil || o.Text() != "Hallo" {
		t.Errorf("the outcome is %+v, %v", o, err)
	}
}
