package mattermost

import (
	"context"
	"fmt"
	"net/http"
	"strings"
	"time"

	"github.com/mattermost/mattermost/server/public/model"

	"beirat/chat"
	"beirat/words"
)

const (
	patience   = 1500 * time.Millisecond // before somebody is told to wait
	handleTime = time.Minute             // for all of it, sendings included
)

// exchange is one thing that a person did, and the ways an answer can take.
type exchange struct {
	event    chat.Event
	account  account
	channel  string // where it was done, as the server names it
	trigger  string // with which a form can open; empty: none can
	response string // where a command is answered late
}

// language is that of the person, as far as it is known without asking.
func (x exchange) language() words.Language {
	if l, known := words.Match(x.account.Locale); known {
		return l
	}
	return words.German
}

// claim is the right to do once what a trigger proves.
type claim struct {
	key     string
	body    []byte             // of the request; a repeat has the same
	user    string             // who did it
	already func(exchange) any // what a repeat is answered where nothing else is known
}

// replied is what was answered to a request. This process alone knows it, and
// for a short time: a checksum of a request would tell who tries three choices
// which one was in it.
type replied struct {
	request string // its hash
	answer  []byte
}

// once does what may be done only once; whatever comes of it, a refusal
// included, the trigger is used up. Of what came with it nothing is stored. A
// repeat of the same gets what this process answered as long as the trigger
// holds, and what is no repeat is refused; another process only knows that it
// was done.
func (m *Mattermost) once(ctx context.Context, c claim, do func(exchange) (answer, error)) (answer, error) {
	first, _, _, err := m.options.Memory.Once(ctx, Name, c.key, "")
	if err != nil {
		return answer{}, fmt.Errorf("looking whether it is a repeat: %w", err)
	}
	if !first {
		return m.repeated(ctx, c)
	}
	x, err := m.person(ctx, c.user)
	if err != nil {
		return answer{}, err
	}
	a, err := do(x)
	if err == nil {
		m.answers.Keep(c.key, replied{hash(string(c.body)), a.body})
	}
	return a, err
}

// repeated answers what is not the first of a claim.
func (m *Mattermost) repeated(ctx context.Context, c claim) (answer, error) {
	before, known := m.answers.Recall(c.key)
	switch {
	case known && before.request != hash(string(c.body)):
		return answer{}, deny(http.StatusConflict, "replayed with another body")
	case known:
		return answer{body: before.answer}, nil
	}
	x, err := m.person(ctx, c.user)
	if err != nil {
		return answer{}, err
	}
	body, err := encodeJSON(c.already(x))
	return answer{body: body}, err
}

// person begins an exchange with somebody who has proved who they are.
func (m *Mattermost) person(ctx context.Context, user string) (exchange, error) {
	who, err := m.people.account(ctx, user)
	if err != nil {
		return exchange{}, err
	}
	if who.Gone {
		return exchange{}, deny(http.StatusForbidden, "deactivated")
	}
	return exchange{account: who}, nil
}

// handle lets the program answer, and tells whether it did so soon enough to
// wait for it. Otherwise late gives the reply; it must be called.
func handle(ctx context.Context, host Host, e chat.Event) (reply chat.Reply, late func() chat.Reply) {
	done := make(chan chat.Reply, 1)
	go func() { done <- host.Handle(ctx, e) }()
	timer := time.NewTimer(patience)
	defer timer.Stop()
	select {
	case reply = <-done:
		return reply, nil
	case <-timer.C:
		return reply, func() chat.Reply { return <-done }
	}
}

// act lets the program handle what was done by the person of the exchange.
func (x exchange) act(ctx context.Context, host Host) (chat.Reply, func() chat.Reply) {
	e := x.event
	e.Actor = x.account.actor()
	return handle(ctx, host, e)
}

// answerCommand answers privately at the place of the command, late by the
// address that came with it.
func (m *Mattermost) answerCommand(ctx context.Context, host Host, x exchange) (answer, error) {
	reply, late := x.act(ctx, host)
	if late == nil {
		body, err := encodeJSON(m.commandResponse(ctx, x, reply.Language, m.said(ctx, host, x, reply)))
		return answer{body: body}, err
	}
	body, err := encodeJSON(ephemeral(rendered{Text: x.say("mattermost.moment")}))
	return answer{body: body, then: func() {
		reply := late()
		messages := m.said(ctx, host, x, reply)
		if len(messages) == 0 {
			return
		}
		err := m.server.respond(ctx, x.response, m.commandResponse(ctx, x, reply.Language, messages))
		if err == nil {
			return
		}
		m.log.Warn("a late answer goes as a direct message", "error", err)
		m.write(ctx, x, reply.Language, messages)
	}}, err
}

// answerPress answers words with words, privately under the message; what has
// buttons or pictures comes as a direct message. The server stores direct
// messages, so the answer to what is confidential is waited for.
func (m *Mattermost) answerPress(ctx context.Context, host Host, x exchange) (answer, error) {
	reply, late := x.act(ctx, host)
	if press, is := x.event.Do.(chat.Press); is && press.Action.Confidential && late != nil {
		reply, late = late(), nil
	}
	if late == nil {
		body, err := encodeJSON(whisper(m.whispered(ctx, x, reply.Language, m.said(ctx, host, x, reply))))
		return answer{body: body}, err
	}
	body, err := encodeJSON(whisper(x.say("mattermost.moment")))
	return answer{body: body, then: func() {
		reply := late()
		m.write(ctx, x, reply.Language, m.said(ctx, host, x, reply))
	}}, err
}

// said opens the form of a reply and gives what there is to say. A form that
// cannot open is said in words.
func (m *Mattermost) said(ctx context.Context, host Host, x exchange, reply chat.Reply) []chat.Message {
	if reply.Form == nil {
		return reply.Messages
	}
	if x.trigger != "" {
		err := m.openForm(ctx, x, reply)
		if err == nil {
			return reply.Messages
		}
		m.log.Warn("a form is said in words", "command", reply.Form.Command, "error", err)
	}
	return append(reply.Messages[:len(reply.Messages):len(reply.Messages)],
		host.InWords(words.Language(reply.Language), reply.Form))
}

func (m *Mattermost) commandResponse(ctx context.Context, x exchange, language string, messages []chat.Message) *model.CommandResponse {
	var responses []*model.CommandResponse
	r := x.reader(language)
	for _, message := range messages {
		shown := m.render(message, r)
		if len(shown.Files) > 0 {
			shown = m.aside(ctx, x, message, r)
		}
		responses = append(responses, ephemeral(shown))
	}
	if len(responses) == 0 {
		return ephemeral(rendered{})
	}
	responses[0].ExtraResponses = responses[1:]
	return responses[0]
}

// aside sends what has files as a direct message, and gives what is said in its
// place: where it stands, if that is not before the person's eyes, or all its
// words if it could not be sent.
func (m *Mattermost) aside(ctx context.Context, x exchange, message chat.Message, r reader) rendered {
	switch {
	case !m.sent(ctx, x, message, r):
		return m.render(message, r.without())
	case m.isDirect(ctx, x):
		return rendered{}
	}
	return rendered{Text: m.seeDirect(ctx, x, string(r.language))}
}

// ephemeral is what only the one who gave the command sees.
func ephemeral(r rendered) *model.CommandResponse {
	return &model.CommandResponse{
		ResponseType: model.CommandResponseTypeEphemeral, SkipSlackParsing: true,
		Text: r.Text, Attachments: r.Attachments,
	}
}

func whisper(text string) *model.PostActionIntegrationResponse {
	return &model.PostActionIntegrationResponse{EphemeralText: text, SkipSlackParsing: true}
}

func (m *Mattermost) whispered(ctx context.Context, x exchange, language string, messages []chat.Message) string {
	var texts []string
	direct := false
	r := x.reader(language)
	for _, message := range messages {
		shown := m.render(message, r)
		if len(shown.Attachments)+len(shown.Files) > 0 {
			if m.sent(ctx, x, message, r) {
				direct = true
				continue
			}
			shown = m.render(message, r.without())
		}
		texts = append(texts, shown.Text)
	}
	if len(texts) == 0 && direct && !m.isDirect(ctx, x) {
		return m.seeDirect(ctx, x, language)
	}
	return strings.Join(texts, "\n\n---\n\n")
}

// seeDirect says where an answer stands: with the bot, as people see its name.
func (m *Mattermost) seeDirect(ctx context.Context, x exchange, language string) string {
	bot := "Beirat"
	if me, err := m.people.bot(ctx); err == nil {
		bot = me.Name
	}
	return markdown(x.reader(language).language).Say("mattermost.see_direct", map[string]any{"bot": bot})
}

// isDirect tells whether it was done in the conversation with the bot, where
// a direct message stands before the person's eyes.
func (m *Mattermost) isDirect(ctx context.Context, x exchange) bool {
	channel, err := m.people.channel(ctx, x.account.ID)
	return err == nil && channel == x.channel
}

// write says everything as direct messages.
func (m *Mattermost) write(ctx context.Context, x exchange, language string, messages []chat.Message) {
	for _, message := range messages {
		m.sent(ctx, x, message, x.reader(language))
	}
}

// sent sends a direct message and tells whether that worked.
func (m *Mattermost) sent(ctx context.Context, x exchange, message chat.Message, r reader) bool {
	if _, err := m.sendDirect(ctx, x.account.ID, message, r); err != nil {
		m.log.Error("an answer could not be sent", "person", x.account.ID, "error", err)
		return false
	}
	return true
}

func (x exchange) reader(language string) reader {
	l, known := words.Match(language)
	if !known {
		l = x.language()
	}
	return reader{language: l, account: x.account.ID, zone: x.account.Timezone}
}

// say says what needs no arguments and comes from the adapter itself.
func (x exchange) say(key string) string { return markdown(x.language()).Say(key, nil) }
