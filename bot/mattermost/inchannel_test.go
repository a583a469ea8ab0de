package mattermost

import (
	"net/http"
	"testing"

	"github.com/mattermost/mattermost/server/public/model"
)

func TestWhoIsInAChannel(t *testing.T) {
	for _, c := range []struct {
		name   string
		answer http.HandlerFunc
		in     bool
		wrong  bool
	}{
		{"who is in it, is", says(200, `{"user_id":"u"}`), true, false},
		{"who is not in it, is not", says(404, `{"id":"app.channel.get_member.missing.app_error"}`), false, false},
		{"where the bot may not look, nobody is", says(403, `{"id":"api.context.permissions.app_error"}`), false, false},
		{"a server that cannot say so is asked again another time", says(500, `{"id":"app.error"}`), false, true},
	} {
		t.Run(c.name, func(t *testing.T) {
			answers := make([]http.HandlerFunc, pausesKept+1)
			for i := range answers {
				answers[i] = c.answer
			}
			client, _, _ := answering(t, answers...)
			m := New(Options{})
			m.server = client
			in, err := m.InChannel(t.Context(), model.NewId(), model.NewId(), model.NewId())
			if in != c.in || (err != nil) != c.wrong {
				t.Errorf("in: %v, %v", in, err)
			}
		})
	}
}
