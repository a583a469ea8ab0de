package mattermost

import (
	"context"
	"errors"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/mattermost/mattermost/server/public/model"

	"beirat/chat"
	"beirat/words"
)

// What a dialog takes, in bytes. The server only logs what is longer, and some
// of its apps then show nothing.
const (
	dialogTitle = model.DialogTitleMaxLength
	dialogLabel = model.DialogElementDisplayNameMaxLength
	dialogHelp  = model.DialogElementHelpTextMaxLength
	dialogLine  = model.DialogElementTextMaxLength
	dialogLong  = model.DialogElementTextareaMaxLength
)

var errForm = errors.New("a value is longer than a dialog takes")

// openForm opens the form of a reply for the person of the exchange.
func (m *Mattermost) openForm(ctx context.Context, x exchange, reply chat.Reply) error {
	l := x.reader(reply.Language).language
	dialog, err := dialogOf(reply.Form, l)
	if err != nil {
		return err
	}
	st := state{
		User: x.account.ID, Command: reply.Form.Command, Fixed: reply.Form.Fixed,
		Server: x.event.Place.Server, Channel: x.event.Place.Channel, Language: string(l),
	}
	for _, field := range reply.Form.Fields {
		st.Fields = append(st.Fields, stateField{field.Name, plain(l).Print(field.Label), field.Confidential})
	}
	dialog.State = m.seal.state(st, time.Now())
	return m.server.openDialog(ctx, model.OpenDialogRequest{
		TriggerId: x.trigger, URL: m.options.Callback + dialogPath, Dialog: dialog,
	})
}

// dialogOf is a form as the server shows it. A dialog opens without mistakes,
// so those that are known already stand in its introduction, and so does a
// title that is too long for its place; a name that is, stands in the help.
// errForm: not all of what was typed has room.
func dialogOf(form *chat.Form, l words.Language) (model.Dialog, error) {
	p := plain(l)
	dialog := model.Dialog{
		Title:            shorten(p.Print(form.Title), dialogTitle),
		IntroductionText: introduction(form, l),
		SubmitLabel:      p.Say("mattermost.submit", nil),
	}
	for _, field := range form.Fields {
		element, err := elementOf(field, p)
		if err != nil {
			return model.Dialog{}, err
		}
		dialog.Elements = append(dialog.Elements, element)
	}
	return dialog, nil
}

func elementOf(field chat.Field, p words.Printer) (model.DialogElement, error) {
	label, help := p.Print(field.Label), p.Print(field.Help)
	if len(label) > dialogLabel {
		help = strings.TrimSuffix(label+": "+help, ": ")
	}
	e := model.DialogElement{
		Name:        field.Name,
		DisplayName: shorten(label, dialogLabel),
		HelpText:    shorten(help, dialogHelp),
		Optional:    !field.Required,
	}
	if field.Listed() {
		e.Type, e.MultiSelect = "select", field.Kind == chat.Several
		for _, choice := range field.Choices {
			e.Options = append(e.Options, &model.PostActionOptions{Text: choice.Said(printed(p)), Value: choice.Value})
		}
		e.Default = strings.Join(field.Chosen(printed(p)), ",")
		return e, nil
	}
	e.Type, e.MaxLength, e.Default = "text", dialogLine, field.Value
	if field.Kind == chat.Long || field.Max > dialogLine || len(field.Value) > dialogLine || strings.Contains(field.Value, "\n") {
		e.Type, e.MaxLength = "textarea", dialogLong
	}
	if len(field.Value) > dialogLong {
		return e, errForm
	}
	if field.Max > 0 { // people's programs count some characters as two: what fits is never refused
		e.MaxLength = min(e.MaxLength, max(2*field.Max, len(field.Value)))
	}
	return e, nil
}

// introduction says a long title, what stands above the fields, every mistake of a form, and what was typed
// where a select has no such choice.
func introduction(form *chat.Form, l words.Language) string {
	p := markdown(l)
	var lines []string
	if len(plain(l).Print(form.Title)) > dialogTitle {
		lines = append(lines, p.Bold+p.Print(form.Title)+p.Bold)
	}
	if !form.About.IsZero() {
		lines = append(lines, p.Print(form.About))
	}
	if slices.ContainsFunc(form.Fields, func(f chat.Field) bool { return !f.Mistake.IsZero() }) {
		lines = append(lines, p.Say("mattermost.check", nil))
	}
	for _, field := range form.Fields {
		key, args := "mattermost.mistake", map[string]any{"field": field.Label, "mistake": field.Mistake}
		if chosen := field.Kind == chat.Select || field.Kind == chat.Several; chosen && field.Value != "" && field.Chosen(printed(plain(l))) == nil {
			key, args["typed"] = "mattermost.typed", field.Value
		}
		if !field.Mistake.IsZero() {
			lines = append(lines, p.Say(key, args))
		}
	}
	return strings.Join(lines, "\n\n")
}

// shorten cuts a text to so many bytes, between characters.
func shorten(text string, most int) string {
	const more = "…"
	if len(text) <= most {
		return text
	}
	text = text[:most-len(more)]
	for !utf8.ValidString(text) {
		text = text[:len(text)-1]
	}
	return strings.TrimRight(text, " ") + more
}
