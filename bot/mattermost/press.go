package mattermost

import (
	"context"
	"errors"
	"net/http"

	"github.com/mattermost/mattermost/server/public/model"

	"beirat/chat"
)

// takePress answers a click on a button or a choice of a select. The trigger
// proves who clicked just now; the seal that the action is ours; and where the
// action is everybody's, the post must be ours too, so that nobody can hang our
// actions under words of their own.
func (m *Mattermost) takePress(ctx context.Context, host Host, c callback) (answer, error) {
	var r model.PostActionIntegrationRequest
	if err := decodeJSON(c.body, &r); err != nil {
		return answer{}, err
	}
	if !model.IsValidId(r.UserId) || !model.IsValidId(r.ChannelId) || !model.IsValidId(r.PostId) || r.TeamId != "" && !model.IsValidId(r.TeamId) {
		return answer{}, deny(http.StatusBadRequest, "identifiers")
	}
	under := sealed
	switch r.Type {
	case model.PostActionTypeButton:
	case model.PostActionTypeSelect:
		under = "selected_option"
	default:
		return answer{}, deny(http.StatusBadRequest, "type of action")
	}
	name, err := m.verified(ctx, r.TriggerId, r.UserId)
	if err != nil {
		return answer{}, err
	}
	repeat := claim{key: "trigger/" + name, body: c.body, user: r.UserId, already: func(x exchange) any {
		return whisper(x.say("mattermost.already"))
	}}
	return m.once(ctx, repeat, func(x exchange) (answer, error) {
		x.channel, x.trigger = r.ChannelId, r.TriggerId
		value, _ := r.Context[under].(string)
		action, bound, err := m.seal.openAction(value, r.UserId)
		if err != nil { // the person did click: on what an earlier secret sealed, or on a forgery
			return m.turnedDown(x, "seal")
		}
		*c.open = !action.Confidential
		place, err := m.placed(ctx, r, bound)
		switch {
		case errors.Is(err, errNotOurs):
			return m.turnedDown(x, "post")
		case err != nil:
			return answer{}, err
		}
		x.event = chat.Event{ID: name, Platform: Name, Place: place, Do: chat.Press{Action: action}}
		return m.answerPress(ctx, host, x)
	})
}

// turnedDown tells a person that a button does nothing, and the log which check
// failed.
func (m *Mattermost) turnedDown(x exchange, check string) (answer, error) {
	m.log.Warn("a click was refused", "check", check)
	body, err := encodeJSON(whisper(x.say("mattermost.too_old")))
	return answer{body: body}, err
}

// verified is the name of what a trigger proves.
func (m *Mattermost) verified(ctx context.Context, trigger, user string) (string, error) {
	name, err := m.triggers.verify(ctx, trigger, user)
	switch {
	case errors.Is(err, errForged):
		return "", deny(http.StatusForbidden, "signature")
	case errors.Is(err, errAged):
		return "", deny(http.StatusForbidden, "age; do the clocks of server and bot agree?")
	}
	return name, err
}
