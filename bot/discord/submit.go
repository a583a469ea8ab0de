package discord

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"maps"
	"slices"

	"beirat/chat"
)

// submit takes a page of a form that was filled in: the next one is offered, or
// the form is sent.
func (h *hearing) submit(ctx context.Context, x *exchange) error {
	kind, name, err := h.seal.open(x.Data.CustomID, x.account())
	if err != nil || kind != formIDs {
		return errSeal
	}
	f, err := h.keptForm(ctx, name, x.account())
	if errors.Is(err, errOver) {
		return h.turnedDown(ctx, x, "discord.form_over")
	}
	if err != nil {
		return err
	}
	pages := f.pages()
	if f.Page >= len(pages) {
		return errSeal
	}
	f.fill(f.Page, entered(x.Data.Components))
	f.Page++
	if f.Page == len(pages) {
		return h.finish(ctx, x, f, name)
	}
	return h.turnPage(ctx, x, f, name)
}

// turnPage offers the next page of a form; where nothing in it is needed, also
// to do without.
func (h *hearing) turnPage(ctx context.Context, x *exchange, f form, last string) error {
	if used, err := h.used(ctx, last, f); err != nil || used {
		return errors.Join(err, h.turnedDown(ctx, x, whyNot(err)))
	}
	if f.Draft == "" {
		f.Draft = rand.Text()
	}
	name, err := h.keep(ctx, f)
	if err != nil {
		return err
	}
	var labels []string
	needed := false
	for i, rest := range f.Fields[f.Page*f.Size:] {
		if i < f.Size {
			labels = append(labels, rest.Label)
		}
		needed = needed || rest.needed()
	}
	said := chat.Say(chat.T("discord.may_send", "title", f.Title, "fields", labels, "N", len(labels))).
		With(chat.Actions{formButton("discord.send", sendIDs, name), formButton("discord.more", openIDs, name)})
	if needed {
		said = chat.Say(chat.T("discord.go_on", "title", f.Title, "fields", labels, "N", len(labels))).
			With(chat.Actions{formButton("discord.next", openIDs, name)})
	}
	pages, err := h.pages(ctx, said, x.reader(f.Language))
	if err != nil {
		return err
	}
	return h.whisper(ctx, x, pages)
}

// needed tells whether a form cannot be sent without that field.
func (f field) needed() bool { return f.Mistake != "" || f.Required && f.value() == "" }

// used tells whether that page was sent before.
func (d *Discord) used(ctx context.Context, name string, f form) (bool, error) {
	if f.confidential() {
		return !d.done.First("form/"+name, true), nil
	}
	first, _, _, err := d.options.Memory.Once(ctx, Name, "sent/"+d.seal.place(name), "")
	if err != nil {
		return false, fmt.Errorf("looking whether a form was sent before: %w", err)
	}
	return !first, nil
}

// whyNot is what is said of a form that is not taken: that it was sent before, or
// that nobody can tell now.
func whyNot(err error) string {
	if err != nil {
		return "discord.down"
	}
	return "discord.form_used"
}

// over tells whether a form of pages was sent from one of them and taken, as far
// as this process knows.
func (d *Discord) over(f form) bool {
	_, over := d.done.Recall("draft/" + f.Draft)
	return over
}

// finish sends a form to the program, once.
func (h *hearing) finish(ctx context.Context, x *exchange, f form, name string) error {
	if h.over(f) {
		return h.turnedDown(ctx, x, "discord.form_used")
	}
	if f.Draft != "" { // whichever of its pages sends it
		name = f.Draft
	}
	if used, err := h.used(ctx, name, f); err != nil || used {
		return errors.Join(err, h.turnedDown(ctx, x, whyNot(err)))
	}
	reply, err := h.act(ctx, h.host, x, chat.Submit{Command: f.Command, Values: f.values()})
	if err != nil {
		return err
	}
	if f.Draft != "" && reply.Form == nil {
		h.done.Keep("draft/"+f.Draft, true)
	}
	return h.answer(ctx, h.host, x, reply)
}

// entered are the values of the fields of a form that was sent, by name.
func entered(components []filled) map[string][]string {
	given := map[string][]string{}
	for _, c := range components {
		within := c.Components
		if c.Component != nil {
			within = append(within[:len(within):len(within)], *c.Component)
		}
		maps.Copy(given, entered(within))
		switch {
		case c.CustomID == "":
		case c.Type == kindInput && c.Value != "":
			given[c.CustomID] = []string{c.Value}
		case c.Type == kindSelect && len(c.Values) > 0:
			given[c.CustomID] = c.Values
		}
	}
	return given
}

// fill fills a page with what was sent. Only what was asked is taken; the
// mistakes of the page are the person's past.
func (f *form) fill(page int, given map[string][]string) {
	from := page * f.Size
	f.Fields = slices.Clone(f.Fields)
	for i := from; i < min(from+f.Size, len(f.Fields)); i++ {
		field := &f.Fields[i]
		values, before := given[field.Name], field.Value
		field.Mistake, field.Value, field.Chosen = "", "", nil
		switch {
		case len(field.Choices) > 0:
			field.Chosen = values
		case len(values) > 0 && before != "" && values[0] == shorten(before, inputMost):
			field.Value = before // the field showed what it has room for
		case len(values) > 0:
			field.Value = values[0]
		}
	}
}
