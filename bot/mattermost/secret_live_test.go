package mattermost

import (
	"net/http"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/mattermost/mattermost/server/public/model"

	"beirat/chat"
	"beirat/internal/fakemattermost"
)

// choose takes an option of a list of a post by its label.
func (l *live) choose(who string, p *model.Post, label string) error {
	l.t.Helper()
	for _, attachment := range p.Attachments() {
		for _, action := range attachment.Actions {
			for _, option := range action.Options {
				if option.Text == label {
					return l.people[who].call(l.t.Context(), http.MethodPost, "/posts/"+p.Id+"/actions/"+action.Id,
						map[string]string{"selected_option": option.Value, "cookie": action.Cookie}, nil)
				}
			}
		}
	}
	l.t.Fatalf("the post has no choice %q: %v", label, p)
	return nil
}

func TestASecretBallotIsCastInTwoSteps(t *testing.T) {
	servers(t, func(t *testing.T, l *live, _ *fakemattermost.Server) {
		final := func(choice string) chat.Action {
			return chat.Action{Name: "poll.cast", Args: map[string]string{"ballot": choice}, Confidential: true}
		}
		var row chat.Actions
		for _, choice := range []string{"Jaja", "Neinnein"} {
			row = append(row, chat.Button{Label: chat.Written(choice), Action: chat.Action{Name: "poll.choose", Args: map[string]string{"ballot": "<" + choice + ">"}, Confidential: true}})
		}
		l.reply("Wie stimmen Sie?", row)
		anna := l.ear("anna")
		_, err := l.m.Send(t.Context(), chat.Outgoing{Key: model.NewId(), Server: l.team, Account: l.ids["anna"], Language: "de",
			Message: chat.Say(chat.Written("Abstimmung")).With(chat.Actions{{Label: chat.Written("Geheim abstimmen"), Action: vote}})})
		l.no(err)
		l.no(l.press("anna", anna.post("posted", "Abstimmung")))
		first := anna.post("posted", "Wie stimmen Sie?")

		l.reply("Ihre Auswahl ist bereit.", chat.Actions{{Label: chat.Written("Endgültig abgeben"), Action: final("<Neinnein>")}})
		l.no(l.choose("anna", first, "Neinnein"))
		second := anna.post("posted", "Ihre Auswahl ist bereit.")
		l.reply("Ihr Beleg: 7KQX")
		l.no(l.press("anna", second))
		anna.post("ephemeral_message", "Ihr Beleg: 7KQX")

		events := l.handled()
		want := []chat.Do{chat.Press{Action: vote}, chat.Press{Action: row[1].Action}, chat.Press{Action: final("<Neinnein>")}}
		var got []chat.Do
		for _, e := range events {
			got = append(got, e.Do)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Error(diff)
		}
		posts, err := l.people["robot"].latest(t.Context(), l.direct, 10)
		l.no(err)
		for _, post := range posts {
			body, err := post.ToJSON()
			l.no(err)
			if strings.Contains(body, "7KQX") || strings.Contains(body, "poll.cast") || strings.Contains(body, "<Nein") || strings.Contains(body, `\u003cNein`) {
				t.Errorf("the server keeps %s", body)
			}
		}
	})
}
