package discord

import (
	"context"
	"fmt"
	"net/http"
	"net/url"

	"beirat/chat"
)

// act lets the program handle what was done, and answers: at once if it is soon
// enough, else after Discord was told that the answer comes late.
func (d *Discord) act(ctx context.Context, host Host, x *exchange, do chat.Do) (chat.Reply, error) {
	x.event.Do = do
	done := make(chan chat.Reply, 1)
	go func() {
		x.turn.wait()
		done <- host.Handle(ctx, x.event)
		x.turn.end()
	}()
	select {
	case reply := <-done:
		return reply, nil
	case <-x.patience:
	}
	if err := d.wait(ctx, x); err != nil {
		d.log.Warn("that an answer comes late was not said", "error", err)
	}
	return <-done, nil
}

// wait tells Discord that the answer comes late.
func (d *Discord) wait(ctx context.Context, x *exchange) error {
	if x.answered {
		return nil
	}
	x.answered, x.waiting = true, true
	return d.respond(ctx, x, response{Type: answerLater, Data: struct {
		Flags int `json:"flags"`
	}{flagEphemeral}})
}

// respond gives the first answer. There is no second try: Discord takes one, and
// after three seconds none.
func (d *Discord) respond(ctx context.Context, x *exchange, r response) error {
	ctx, cancel := context.WithTimeout(ctx, answerTime)
	defer cancel()
	x.answered = true
	q := request{
		method: http.MethodPost, path: "/interactions/" + x.ID + "/" + url.PathEscape(x.Token) + "/callback",
		bucket: "interaction/" + x.ID, body: r, bare: true,
	}
	if b, is := r.Data.(body); is {
		q.files = b.files
	}
	return d.client.call(ctx, q, nil)
}

// answer says a reply: its form first, which can only be the first answer, then
// its messages, privately.
func (d *Discord) answer(ctx context.Context, host Host, x *exchange, reply chat.Reply) error {
	messages := reply.Messages
	if reply.Form != nil {
		said, err := d.ask(ctx, host, x, reply)
		if err != nil {
			return err
		}
		messages = append(messages[:len(messages):len(messages)], said...)
	}
	var bodies []body
	for _, m := range messages {
		pages, err := d.pages(ctx, m, x.reader(reply.Language))
		if err != nil {
			return err
		}
		bodies = append(bodies, pages...)
	}
	return d.whisper(ctx, x, bodies)
}

// whisper says messages that only the person of the exchange sees. Something is
// always answered, or Discord would say that nobody did.
func (d *Discord) whisper(ctx context.Context, x *exchange, bodies []body) error {
	if len(bodies) == 0 && !x.answered || len(bodies) == 0 && x.waiting {
		b := empty()
		b.Content = plain(x.language()).Say("discord.done", nil)
		bodies = []body{b}
	}
	for _, b := range bodies {
		b.Flags |= flagEphemeral
		if err := d.say(ctx, x, b); err != nil {
			return fmt.Errorf("answering: %w", err)
		}
	}
	return nil
}

// say says the next message of an answer.
func (d *Discord) say(ctx context.Context, x *exchange, b body) error {
	webhook := "/webhooks/" + x.ApplicationID + "/" + url.PathEscape(x.Token)
	q := request{method: http.MethodPost, path: webhook, bucket: "webhook/" + x.ID, body: b, files: b.files, bare: true}
	switch {
	case !x.answered:
		err := d.respond(ctx, x, response{Type: answerMessage, Data: b})
		if len(b.files) == 0 || !refusedStatus(err, http.StatusRequestEntityTooLarge) {
			return err
		}
		return d.respond(ctx, x, response{Type: answerMessage, Data: b.withoutFiles()})
	case x.waiting:
		x.waiting = false
		q.method, q.path = http.MethodPatch, webhook+"/messages/@original"
	}
	err := d.client.call(ctx, q, nil)
	if len(b.files) > 0 && refusedStatus(err, http.StatusRequestEntityTooLarge) {
		q.body, q.files = b.withoutFiles(), nil
		err = d.client.call(ctx, q, nil)
	}
	return err
}

// withoutFiles is the message for where its files are refused as too large; it
// says that they are missing.
func (b body) withoutFiles() body {
	if b.bare == nil {
		return b
	}
	bare := *b.bare
	bare.Flags, bare.Nonce, bare.Enforce = b.Flags, b.Nonce, b.Enforce
	return bare
}
