package mattermost

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/mattermost/mattermost/server/public/model"

	"beirat/chat"
	"beirat/words"
)

// sendings is how often one form may be sent until it is right.
const sendings = 50

// takeDialog answers a form that was sent. Whoever can reach the server can send
// one, so only the state proves something: that we opened this form, for this
// person, not long ago. Nothing proves that they still may use the server, so
// that is asked. Channel, team and callback id are not looked at.
func (m *Mattermost) takeDialog(ctx context.Context, host Host, c callback) (answer, error) {
	var r model.SubmitDialogRequest
	if err := decodeJSON(c.body, &r); err != nil {
		return answer{}, err
	}
	if r.Type != "dialog_submission" {
		return answer{}, deny(http.StatusBadRequest, "type of form")
	}
	st, err := m.seal.openState(r.State)
	if err != nil {
		return answer{}, deny(http.StatusForbidden, "state")
	}
	*c.open = !st.confidential()
	if r.UserId != st.User {
		return answer{}, deny(http.StatusForbidden, "user of the form")
	}
	if r.Cancelled {
		return formAnswer(&model.SubmitDialogResponse{})
	}
	x := exchange{event: chat.Event{Platform: Name, Place: chat.Place{Server: st.Server, Channel: st.Channel}}}
	if x.account, err = m.people.now(ctx, st.User); err != nil {
		return answer{}, err
	}
	if x.account.Gone {
		return answer{}, deny(http.StatusForbidden, "deactivated")
	}
	values, err := submitted(st, r.Submission)
	if err != nil {
		return answer{}, err
	}
	if time.Now().Unix() > st.Expires {
		return m.formOver(ctx, x, st, values)
	}
	s := sending{exchange: x, state: st, values: values, request: hash(string(c.body))}
	if !st.confidential() {
		s.body = s.request
	}
	return m.receive(ctx, host, s)
}

// sending is one try to send a form.
type sending struct {
	exchange
	state   state
	values  map[string]string
	request string // its hash
	body    string // what is stored of it: nothing of a confidential form
}

// outcome is how a sending ended, which decides whether the form may be sent again.
type outcome struct {
	Again  bool                        `json:"again"`          // with mistakes: nothing was done
	Next   int                         `json:"next,omitempty"` // of the first sending: which number is that of the next
	Answer *model.SubmitDialogResponse `json:"answer"`         // nil: not stored
}

// key is the claim of a sending by its number.
func (s sending) key(number int) string {
	if number == 0 {
		return "nonce/" + s.state.Nonce
	}
	return "nonce/" + s.state.Nonce + "/" + strconv.Itoa(number)
}

// receive does what a form says once. After mistakes it may be sent again, as it
// is still open; each sending has a number, and the same number is taken once.
// The first one knows how far they are.
func (m *Mattermost) receive(ctx context.Context, host Host, s sending) (answer, error) {
	for number := 0; number < sendings; {
		first, was, stored, err := m.options.Memory.Once(ctx, Name, s.key(number), s.body)
		if err != nil {
			return answer{}, fmt.Errorf("looking whether a form was sent before: %w", err)
		}
		if first {
			return m.submit(ctx, host, number, s)
		}
		var before outcome
		if stored != nil {
			if err := json.Unmarshal(stored, &before); err != nil {
				return answer{}, fmt.Errorf("reading what a form was answered: %w", err)
			}
		}
		switch {
		case stored == nil: // of the other sending nobody knows yet how it ends
			return formAnswer(&model.SubmitDialogResponse{Error: s.say("mattermost.form_again")})
		case before.Again:
			number = max(number+1, before.Next)
			continue
		case s.state.confidential():
			return m.formRepeated(s, number)
		case was == s.body:
			return formAnswer(before.Answer)
		}
		return formAnswer(&model.SubmitDialogResponse{Error: s.say("mattermost.form_used")})
	}
	return answer{}, deny(http.StatusTooManyRequests, "sendings of a form")
}

// formRepeated answers a confidential form that was sent before: as this process
// did if it is the same, else that it was.
func (m *Mattermost) formRepeated(s sending, number int) (answer, error) {
	if before, is := m.answers.Recall(s.key(number)); is && before.request == s.request {
		return answer{body: before.answer}, nil
	}
	return formAnswer(&model.SubmitDialogResponse{Error: s.say("mattermost.form_used")})
}

// submit lets the program act. The outcome is kept before it is told, for the
// next sending depends on it.
func (m *Mattermost) submit(ctx context.Context, host Host, number int, s sending) (answer, error) {
	e, key := s.event, s.key(number)
	e.ID, e.Actor, e.Do = hash(key), s.account.actor(), chat.Submit{Command: s.state.Command, Values: s.values}
	reply := host.Handle(ctx, e)
	ended := outcome{Answer: &model.SubmitDialogResponse{}}
	own := reply.Form != nil && reply.Form.Command == s.state.Command
	errors := mistakes(s.state, reply)
	switch {
	case own && !s.state.confidential() && (errors == nil || !answerable(s.state, reply.Form)):
		reply.Messages, reply.Form = append(reply.Messages, leadingOn(reply.Form)), nil
	case errors != nil:
		ended = outcome{Again: true, Answer: errors}
		reply.Form = nil
	}
	if err := m.ended(ctx, number, s, ended); err != nil {
		m.log.Error("an answer was not kept for a repeat", "error", err)
	}
	m.write(ctx, s.exchange, reply.Language, m.said(ctx, host, s.exchange, reply))
	a, err := formAnswer(ended.Answer)
	if err == nil && s.state.confidential() {
		m.answers.Keep(key, replied{s.request, a.body})
	}
	return a, err
}

// answerable tells whether every mistake stands at a field that was asked for.
// At another nobody could mend it.
func answerable(st state, form *chat.Form) bool {
	asked := st.asked()
	return !slices.ContainsFunc(form.Fields, func(f chat.Field) bool { return !f.Mistake.IsZero() && !asked[f.Name] })
}

func (st state) asked() map[string]bool {
	asked := map[string]bool{}
	for _, field := range st.Fields {
		asked[field.Name] = true
	}
	return asked
}

// leadingOn has the button to the longer form of the same command, with what is
// wrong so far: a dialog is opened by a click only.
func leadingOn(form *chat.Form) chat.Message {
	args := maps.Clone(form.Fixed)
	if args == nil {
		args = map[string]string{}
	}
	for _, field := range form.Fields {
		if field.Value != "" {
			args[field.Name] = field.Value
		}
	}
	said := chat.Say(chat.T("commands.in_words", "title", form.Title))
	for _, field := range form.Fields {
		if !field.Mistake.IsZero() {
			said = said.With(chat.Para{Text: chat.T("commands.in_words.field", "label", field.Label, "mistake", field.Mistake)})
		}
	}
	open := chat.Button{Label: chat.T("commands.open_form"), Action: chat.Action{Name: form.Command, Args: args}}
	return said.With(chat.Actions{open})
}

// ended keeps how a sending ended, and with the first one which is next; of a
// confidential one nothing else.
func (m *Mattermost) ended(ctx context.Context, number int, s sending, o outcome) error {
	if o.Again {
		o.Next = number + 1
	}
	if s.state.confidential() {
		o.Answer = nil
	}
	stored, err := encodeJSON(o)
	if err != nil {
		return err
	}
	err = m.options.Memory.Answered(ctx, Name, s.key(number), stored)
	if err == nil && o.Again && number > 0 {
		err = m.options.Memory.Answered(ctx, Name, s.key(0), stored)
	}
	return err
}

// mistakes are those of the same form, each at its field; nil if there are none.
func mistakes(st state, reply chat.Reply) *model.SubmitDialogResponse {
	if reply.Form == nil || reply.Form.Command != st.Command {
		return nil
	}
	p := plain(words.Language(reply.Language))
	asked := st.asked()
	r := &model.SubmitDialogResponse{Errors: map[string]string{}}
	var general []string
	for _, field := range reply.Form.Fields {
		switch {
		case field.Mistake.IsZero():
		case asked[field.Name]:
			r.Errors[field.Name] = p.Print(field.Mistake)
		default:
			general = append(general, p.Say("mattermost.mistake", map[string]any{"field": field.Label, "mistake": field.Mistake}))
		}
	}
	r.Error = strings.Join(general, "\n")
	if len(r.Errors)+len(general) == 0 {
		return nil
	}
	return r
}

// submitted are the values of the fields that were asked for, and those that
// were fixed. Nothing else can be sent along.
func submitted(st state, submission map[string]any) (map[string]string, error) {
	values := map[string]string{}
	for _, field := range st.Fields {
		value, err := valueOf(submission[field.Name])
		if err != nil {
			return nil, err
		}
		if value != "" {
			values[field.Name] = value
		}
	}
	maps.Copy(values, st.Fixed)
	return values, nil
}

// valueOf is a value as it could have been typed.
func valueOf(sent any) (string, error) {
	switch sent := sent.(type) {
	case nil:
		return "", nil
	case string:
		return sent, nil
	case bool:
		if sent {
			return "yes", nil
		}
		return "no", nil
	case float64:
		return strconv.FormatFloat(sent, 'f', -1, 64), nil
	case []any:
		parts := make([]string, len(sent))
		for i, one := range sent {
			part, is := one.(string)
			if !is {
				return "", deny(http.StatusBadRequest, "value of a field")
			}
			parts[i] = part
		}
		return strings.Join(parts, ", "), nil
	}
	return "", deny(http.StatusBadRequest, "value of a field")
}

// formOver tells that a form was open too long, and gives back what was typed
// and may be repeated.
func (m *Mattermost) formOver(ctx context.Context, x exchange, st state, values map[string]string) (answer, error) {
	var typed []chat.Block
	for _, field := range st.Fields {
		if value := values[field.Name]; value != "" && !field.Confidential {
			typed = append(typed, chat.Para{Text: chat.T("mattermost.form_value", "field", field.Label, "value", value)})
		}
	}
	over := markdown(x.language()).Say("mattermost.form_over", map[string]any{"typed": len(typed) > 0})
	if len(typed) == 0 {
		return formAnswer(&model.SubmitDialogResponse{Error: over})
	}
	first, _, _, err := m.options.Memory.Once(ctx, Name, "nonce/"+st.Nonce+"/over", "")
	if err != nil {
		return answer{}, fmt.Errorf("looking whether a form was given back: %w", err)
	}
	if first {
		m.write(ctx, x, st.Language, []chat.Message{chat.Say(chat.T("mattermost.form_kept")).With(typed...)})
	}
	return formAnswer(&model.SubmitDialogResponse{Error: over})
}

func formAnswer(r *model.SubmitDialogResponse) (answer, error) {
	body, err := encodeJSON(r)
	return answer{body: body}, err
}
