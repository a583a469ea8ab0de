package fakediscord

import (
	"strconv"
	"time"
)

// The kinds of interactions.
const (
	byCommand   = 2
	byComponent = 3
	byTyping    = 4 // autocompletion
	byModal     = 5
)

// The kinds of first answers.
const (
	pong         = 1
	says         = 4
	saysLater    = 5
	updatesLater = 6
	updates      = 7
	offers       = 8
	opens        = 9
	lasting      = 15 * time.Minute
)

// interaction is something that somebody did and that the bot answers.
type interaction struct {
	id, token    string
	kind         int
	app          *Application
	user         *User
	channel      *Channel
	message      *message // whose component was used, or from which the modal was opened
	at           time.Time
	answer       int           // kind of the first answer; 0: none yet
	acknowledged chan struct{} // closed by the first answer
	late         chan struct{} // closed by the late answer after a deferral
	original     *message
	messages     []*message
	modal        *Modal
	choices      []Choice
	done         bool // nobody waits for it any more
}

func (i *interaction) owners() map[string]string {
	if i.channel.guild != nil {
		return map[string]string{"0": i.channel.guild.ID}
	}
	return map[string]string{"0": "0"}
}

// begun makes an interaction of somebody in a channel.
func (s *Server) begun(kind int, a *Application, u *User, channel *Channel) *interaction {
	i := &interaction{
		id: s.id(), token: random(120), kind: kind, app: a, user: u, channel: channel, at: s.options.Now(),
		acknowledged: make(chan struct{}), late: make(chan struct{}),
	}
	s.interactions[i.token] = i
	return i
}

// payload is an interaction as the gateway tells of it.
func (s *Server) payload(i *interaction, data map[string]any) map[string]any {
	p := map[string]any{
		"id": i.id, "application_id": i.app.ID, "type": i.kind, "token": i.token, "version": 1, "data": data,
		"channel_id": i.channel.ID, "locale": i.user.Locale, "entitlements": []any{},
		"authorizing_integration_owners": i.owners(), "attachment_size_limit": 10 << 20,
		"app_permissions": strconv.FormatInt(i.channel.may(i.app.BotID), 10),
	}
	channel := s.channelData(i.channel)
	if g := i.channel.guild; g != nil {
		member := g.members[i.user.ID].data()
		member["permissions"] = strconv.FormatInt(i.channel.may(i.user.ID), 10)
		p["member"], p["guild_id"], p["context"] = member, g.ID, 0
		p["guild"] = map[string]any{"id": g.ID, "locale": "de", "features": []any{}}
		p["guild_locale"] = "de"
		channel["permissions"] = member["permissions"]
	} else {
		p["user"], p["context"] = i.user.data(), 1
	}
	p["channel"] = channel
	if i.message != nil {
		p["message"] = s.data(i.message)
	}
	return p
}

// callback is the first answer to an interaction.
func (s *Server) callback(c *call) (any, *refusal) {
	i := s.interactions[c.names["token"]]
	if i == nil || i.id != c.names["interaction"] {
		return nil, wrong(404, 10062, "Unknown interaction")
	}
	if i.answer != 0 {
		return nil, i.blame(refuse(400, 40060, "Interaction has already been acknowledged."))
	}
	if s.options.Now().Sub(i.at) > 3*time.Second {
		return nil, i.blame(refuse(404, 10062, "Unknown interaction"))
	}
	var kind int
	if no := into(c.body, "type", &kind); no != nil {
		return nil, no
	}
	data := body{files: c.body.files}
	if no := into(c.body, "data", &data.fields); no != nil {
		return nil, no
	}
	if no := i.fitting(kind); no != nil {
		return nil, no
	}
	c.body = data
	if no := s.first(c, i, kind); no != nil {
		return nil, no
	}
	i.answer = kind
	close(i.acknowledged)
	if c.URL.Query().Get("with_response") != "true" {
		return nil, nil
	}
	return s.response(i), nil
}

// blame makes a refusal a defect of the bot's, unless something was made to fail
// or the bot began anew: then it may be late, or answer a second time.
func (i *interaction) blame(no *refusal) *refusal {
	no.fault = !i.app.server.broken && i.app.connections < 2
	return no
}

// fitting refuses first answers that an interaction of this kind cannot have.
func (i *interaction) fitting(kind int) *refusal {
	fits := false
	switch kind {
	case pong:
	case says, saysLater:
		fits = i.kind != byTyping
	case updatesLater, updates:
		fits = i.kind == byComponent || i.kind == byModal && i.message != nil
	case offers:
		fits = i.kind == byTyping
	case opens:
		fits = i.kind == byCommand || i.kind == byComponent
	}
	if fits {
		return nil
	}
	return invalid("an interaction of the type " + strconv.Itoa(i.kind) + " cannot be answered by the type " + strconv.Itoa(kind))
}

func (s *Server) first(c *call, i *interaction, kind int) *refusal {
	switch kind {
	case says:
		s.mindful(c)
		return s.say(c, i, 0)
	case saysLater:
		return s.say(c, i, flagLoading)
	case updatesLater:
		i.original = i.message
	case updates:
		s.mindful(c)
		if i.message.deleted {
			return refuse(404, 10008, "Unknown Message")
		}
		if no := s.edit(c, i.message); no != nil {
			return no
		}
		i.original = i.message
		i.messages = append(i.messages, i.message)
	case offers:
		return i.offered(c.body)
	case opens:
		return i.opened(c.body)
	}
	return nil
}

// say makes a message that answers an interaction.
func (s *Server) say(c *call, i *interaction, flags int) *refusal {
	m := &message{channel: i.channel, author: i.app.bot, made: i, application: i.app.ID}
	if no := into(c.body, "flags", &m.flags); no != nil {
		return no
	}
	if m.flags&^(flagEphemeral|flagSilent|flagComposed|1<<2) != 0 {
		return invalid("flags: an answer cannot have " + strconv.Itoa(m.flags))
	}
	m.flags |= flags
	if flags&flagLoading != 0 {
		c.body.fields = nil
	}
	if no := s.draft(c.body, m); no != nil {
		return no
	}
	if m.flags&flagEphemeral != 0 {
		m.viewer = i.user
	}
	s.post(m)
	if m.viewer != nil {
		i.user.private = append(i.user.private, m.id)
	}
	if i.original == nil {
		i.original = m
	}
	i.messages = append(i.messages, m)
	return nil
}

func (i *interaction) offered(b body) *refusal {
	var choices []struct {
		Name  string            `json:"name"`
		Local map[string]string `json:"name_localizations"`
		Value any               `json:"value"`
	}
	if no := into(b, "choices", &choices); no != nil {
		return no
	}
	r := &rules{}
	r.count("choices", len(choices), 0, 25)
	for _, choice := range choices {
		r.length("the name of a choice", choice.Name, 1, 100)
		if text, is := choice.Value.(string); is {
			r.length("the value of a choice", text, 1, 100)
		}
		i.choices = append(i.choices, Choice{local(choice.Name, choice.Local, i.user.Locale), choice.Value})
	}
	return r.refusal()
}

func (i *interaction) opened(b body) *refusal {
	modal := &Modal{opened: i}
	for _, no := range []*refusal{
		into(b, "custom_id", &modal.CustomID), into(b, "title", &modal.Title), into(b, "components", &modal.Components),
	} {
		if no != nil {
			return no
		}
	}
	number(modal.Components)
	if no := modal.checked(); no != nil {
		return no
	}
	i.modal = modal
	return nil
}

func (s *Server) response(i *interaction) any {
	about := map[string]any{"id": i.id, "type": i.kind, "activity_instance_id": nil}
	said := map[string]any{"interaction": about}
	if i.original != nil {
		about["response_message_id"] = i.original.id
		about["response_message_ephemeral"] = i.original.viewer != nil
		about["response_message_loading"] = i.original.flags&flagLoading != 0
		said["resource"] = map[string]any{"type": i.answer, "message": s.data(i.original)}
	}
	return said
}
