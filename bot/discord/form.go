package discord

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"beirat/chat"
	"beirat/words"
)

// What a form takes (https://docs.discord.com/developers/components/reference).
const (
	titleMost     = 45
	fieldMost     = 45 // characters of a label
	helpMost      = 100
	fieldsMost    = 5
	inputMost     = 4000
	optionsInForm = 25
)

// form is a form on its way: what was asked, what is known, and where. Discord
// shows five fields at once, so it may be filled in over several pages, and it
// is kept from one to the next.
type form struct {
	Account  string            `json:"account"`
	Command  string            `json:"command"`
	Title    string            `json:"title"`
	About    string            `json:"about,omitempty"`
	Language string            `json:"language"`
	Fixed    map[string]string `json:"fixed,omitempty"`
	Fields   []field           `json:"fields"`
	Size     int               `json:"size"` // fields of a page
	Page     int               `json:"page"` // the one that is asked next
	// Draft is what the buttons of all its pages have in common: whichever sends it,
	// it is sent. Empty: it has no pages yet.
	Draft string `json:"draft,omitempty"`
}

// field is one value of a form, in the words of its reader.
type field struct {
	Name         string   `json:"name"`
	Label        string   `json:"label"`
	Help         string   `json:"help,omitempty"`
	Long         bool     `json:"long,omitempty"`
	Several      bool     `json:"several,omitempty"`
	Value        string   `json:"value,omitempty"`
	Chosen       []string `json:"chosen,omitempty"` // of Choices
	Max          int      `json:"max,omitempty"`
	Choices      []listed `json:"choices,omitempty"`
	Required     bool     `json:"required,omitempty"`
	Mistake      string   `json:"mistake,omitempty"`
	Confidential bool     `json:"confidential,omitempty"`
}

// listed is a choice of a field.
type listed struct{ Value, Label string }

// formOf is a form as it is asked, those fields first that need an answer.
func formOf(x *exchange, reply chat.Reply) form {
	r := x.reader(reply.Language)
	say := plain(r.language)
	f := form{
		Account: x.account(), Command: reply.Form.Command, Title: say.Print(reply.Form.Title), About: say.Print(reply.Form.About),
		Language: string(r.language), Fixed: reply.Form.Fixed,
	}
	for _, asked := range reply.Form.Fields {
		f.Fields = append(f.Fields, fieldOf(asked, say))
	}
	if f.Size = fieldsMost; f.preface() != "" {
		f.Size-- // the first page says more than its fields
	}
	if len(f.Fields) > f.Size {
		slices.SortStableFunc(f.Fields, func(a, b field) int { return cmp.Compare(a.rank(), b.rank()) })
	}
	return f
}

// rank is zero for what nobody can leave out.
func (f field) rank() int {
	if f.Required || f.Mistake != "" {
		return 0
	}
	return 1
}

func fieldOf(asked chat.Field, say words.Printer) field {
	f := field{
		Name: asked.Name, Label: say.Print(asked.Label), Help: say.Print(asked.Help), Value: asked.Value, Max: asked.Max,
		Required: asked.Required, Mistake: say.Print(asked.Mistake), Confidential: asked.Confidential,
		Long: asked.Kind == chat.Long || strings.Contains(asked.Value, "\n"),
	}
	if asked.Listed() && len(asked.Choices) <= optionsInForm {
		f.Several, f.Chosen = asked.Kind == chat.Several, asked.Chosen(printed(say))
		for _, c := range asked.Choices {
			f.Choices = append(f.Choices, listed{c.Value, c.Said(printed(say))})
		}
	}
	return f
}

func (f form) confidential() bool {
	return slices.ContainsFunc(f.Fields, func(f field) bool { return f.Confidential })
}

// pages are the fields that are asked at once.
func (f form) pages() [][]field {
	return slices.Collect(slices.Chunk(f.Fields, f.Size))
}

// ask opens a form where that is still possible; else it gives what says where it
// opens.
func (d *Discord) ask(ctx context.Context, host Host, x *exchange, reply chat.Reply) ([]chat.Message, error) {
	f := formOf(x, reply)
	if len(f.Fields) == 0 {
		return []chat.Message{host.InWords(words.Language(f.Language), reply.Form)}, nil
	}
	if !x.answered && x.Type != didSubmit {
		return nil, d.open(ctx, x, f)
	}
	said, err := d.offer(ctx, x, reply)
	return []chat.Message{said}, err
}

// open opens a page of a form.
func (d *Discord) open(ctx context.Context, x *exchange, f form) error {
	name, err := d.keep(ctx, f)
	if err != nil {
		return err
	}
	err = d.respond(ctx, x, response{Type: answerForm, Data: f.modal(d.seal.id(formIDs, x.account(), name))})
	if err != nil {
		return fmt.Errorf("opening a form: %w", err)
	}
	return nil
}

// offer says what is wrong so far, and has the button that opens the form.
func (d *Discord) offer(ctx context.Context, x *exchange, reply chat.Reply) (chat.Message, error) {
	f := formOf(x, reply)
	name, err := d.keep(ctx, f)
	if err != nil {
		return chat.Message{}, err
	}
	wrong := f.discreet().complaints()
	said := chat.Say(wrong...)
	if len(wrong) == 0 {
		said = chat.Say(chat.T("discord.form", "title", f.Title))
	}
	if f.About != "" {
		said = said.With(chat.Para{Text: chat.Written(f.About)})
	}
	return said.With(chat.Actions{formButton("discord.open", openIDs, name)}), nil
}

// discreet is the form as it is spoken of in a message, which stands longer than
// the form: what is wrong with a confidential value may tell it.
func (f form) discreet() form {
	f.Fields = slices.Clone(f.Fields)
	for i, field := range f.Fields {
		if field.Confidential && field.Mistake != "" {
			f.Fields[i].Mistake = plain(words.Language(f.Language)).Say("commands.confidential.again", nil)
		}
	}
	return f
}

// complaints are every mistake of a form, with what is to be done about them.
func (f form) complaints() []chat.Text {
	var all []chat.Text
	for _, asked := range f.Fields {
		if asked.Mistake != "" {
			all = append(all, asked.complaint())
		}
	}
	if len(all) > 0 {
		all = append([]chat.Text{chat.T("discord.check")}, all...)
	}
	return all
}

// preface is what stands above the fields of the first page, in Markdown; empty:
// nothing.
func (f form) preface() string {
	say := markdown(words.Language(f.Language))
	var paras []string
	if f.About != "" {
		paras = append(paras, escape(f.About))
	}
	for _, text := range f.complaints() {
		paras = append(paras, say.Print(text))
	}
	return strings.Join(paras, "\n\n")
}

func (f field) complaint() chat.Text {
	if len(f.Choices) > 0 && f.Value != "" && f.Chosen == nil && !f.Confidential {
		return chat.T("discord.typed", "field", f.Label, "mistake", f.Mistake, "typed", f.Value)
	}
	return chat.T("discord.mistake", "field", f.Label, "mistake", f.Mistake)
}

// formButton does something with a form that is kept. Its action is the
// adapter's own and never reaches the program.
func formButton(label, kind, name string) chat.Button {
	return chat.Button{Label: chat.T(label), Action: chat.Action{Name: formAction + kind, Args: map[string]string{"form": name}}}
}

// formAction begins the names of actions that only this package knows.
const formAction = "discord.form/"

// reopen opens a form that is kept.
func (h *hearing) reopen(ctx context.Context, x *exchange, name string) error {
	f, err := h.keptForm(ctx, name, x.account())
	if errors.Is(err, errOver) {
		return h.turnedDown(ctx, x, "discord.form_over")
	}
	if err != nil {
		return err
	}
	if h.over(f) {
		return h.turnedDown(ctx, x, "discord.form_used")
	}
	return h.open(ctx, x, f)
}

// sendAsItIs sends a form without the pages that were not asked.
func (h *hearing) sendAsItIs(ctx context.Context, x *exchange, name string) error {
	f, err := h.keptForm(ctx, name, x.account())
	if errors.Is(err, errOver) {
		return h.turnedDown(ctx, x, "discord.form_over")
	}
	if err != nil {
		return err
	}
	return h.finish(ctx, x, f, name)
}

// values are all of a form, as they could have been typed.
func (f form) values() map[string]string {
	values := map[string]string{}
	for _, field := range f.Fields {
		if value := field.value(); value != "" {
			values[field.Name] = value
		}
	}
	maps.Copy(values, f.Fixed)
	return values
}

func (f field) value() string {
	if len(f.Choices) > 0 && (f.Chosen != nil || f.Value == "") {
		return strings.Join(f.Chosen, ", ")
	}
	return f.Value
}
