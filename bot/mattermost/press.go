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
	name, err := m.verified(ctx, r.TriggerId, r.UserId)
	if err != nil {
		return answer{}, err
	}
	under := sealed
	switch r.Type {
	case model.PostActionTypeButton:
	case model.PostActionTypeSelect:
		under = "selected_option"
	default:
		return answer{}, deny(http.StatusBadRequest, "type of action")
	}
	x := exchange{channel: r.ChannelId, trigger: r.TriggerId}
	if x.account, err = m.people.account(ctx, r.UserId); err != nil {
		return answer{}, err
	}
	value, _ := r.Context[under].(string)
	action, bound, err := m.seal.openAction(value, r.UserId)
	if err != nil { // the person did click: on what an earlier secret sealed, or on a forgery
		m.log.Warn("a click was refused", "check", "seal")
		return x.refusal()
	}
	x.event = chat.Event{ID: name, Platform: Name, Place: chat.Place{Server: r.TeamId, Channel: r.ChannelId}, Do: chat.Press{Action: action}}
	switch err := m.placed(ctx, &x, r, bound); {
	case errors.Is(err, errNotOurs):
		m.log.Warn("a click was refused", "check", "post")
		return x.refusal()
	case err != nil:
		return answer{}, err
	}
	already := whisper(x.say("mattermost.already"))
	return m.once(ctx, claim{"trigger/" + name, c.body, already}, func() (answer, error) { return m.answerPress(ctx, host, x) })
}

// placed checks that the click was where it says, errNotOurs otherwise. An
// action that is everybody's needs a post of the bot's in that channel. The
// server tells nobody the id of a private answer: there the seal, which is the
// person's alone, stands for the post, and the person must be in the channel.
func (m *Mattermost) placed(ctx context.Context, x *exchange, r model.PostActionIntegrationRequest, bound bool) error {
	if !bound {
		channel, err := m.ownPost(ctx, r.PostId)
		if err == nil && channel != r.ChannelId {
			err = errNotOurs
		}
		if err != nil {
			return err
		}
	}
	if r.TeamId == "" || privateChannel(r.ChannelName) {
		x.event.Place = chat.Place{}
		return nil
	}
	if !bound {
		return nil
	}
	return m.present(ctx, x, r)
}

// present checks that a person is in the channel of their click. Where the bot
// is not, no board can be at home, and the place is taken for none.
func (m *Mattermost) present(ctx context.Context, x *exchange, r model.PostActionIntegrationRequest) error {
	who := r.ChannelId + "/" + r.UserId
	if in, known := m.presence.recall(who); known && in {
		return nil
	}
	switch in, err := m.server.reads(ctx, r.ChannelId, r.UserId); {
	case refused(err, http.StatusForbidden):
		x.event.Place.Channel = ""
		return nil
	case err != nil:
		return err
	case !in:
		return errNotOurs
	}
	m.presence.keep(who, true)
	return nil
}

// refusal tells a person that a button does nothing.
func (x exchange) refusal() (answer, error) {
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
