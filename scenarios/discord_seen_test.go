package scenarios

import (
	"bytes"
	"cmp"
	"context"
	"fmt"
	"image/png"
	"slices"

	"beirat/internal/fakediscord"
)

// happened lets everything be done that is due, and gives what was seen of it.
func (d *discordDriver) happened(ctx context.Context, name string) ([]Seen, error) {
	if err := d.due(ctx); err != nil {
		return nil, err
	}
	v := view{driver: d}
	if who := d.people[name]; who != nil {
		v.reads(Private, name, who.Private())
		if form := d.forms[name]; form != nil && !form.told {
			form.told = true
			v.seen = append(v.seen, Seen{Kind: Form, Who: name, Lines: d.typist.lines(&form.sheet)})
		}
	}
	v.reads(Public, "", d.people["gast"].Sees(d.channel.ID))
	for reader, who := range d.people {
		v.reads(Private, reader, who.Direct(d.app.BotID))
	}
	slices.SortStableFunc(v.fresh, func(a, b *shownPost) int { return cmp.Compare(a.createAt, b.createAt) })
	d.visible = append(d.visible, v.fresh...)
	return v.seen, v.err
}

// view is what is new to people at one moment.
type view struct {
	driver *discordDriver
	seen   []Seen
	fresh  []*shownPost
	err    error
}

// reads takes note of the messages in a conversation that are new or say
// something else than before. Somebody's own, and those that only lead on in a
// form, are no part of a story.
func (v *view) reads(kind Kind, owner string, messages []*fakediscord.Message) {
	d := v.driver
	for _, m := range messages {
		if m.Author != d.app.BotID || m.Loading || d.leading[m.ID] {
			continue
		}
		if err := pictured(m); err != nil {
			v.err = err
		}
		d.posts[m.ID] = m
		shown, fresh, changed := d.showing(m.ID, shownPost{owner: owner, createAt: snowflake(m.ID), lines: linesOf(m), buttons: buttonsOf(m)})
		if fresh {
			v.fresh = append(v.fresh, shown)
		}
		if changed {
			v.seen = append(v.seen, Seen{Kind: kind, Who: owner, Lines: shown.lines})
		}
	}
}

// pictured wants every picture of a message to be one, with a description for
// those who do not see it.
func pictured(m *fakediscord.Message) error {
	for _, a := range m.Attachments {
		if a.Kind != "image/png" {
			continue
		}
		if _, err := png.Decode(bytes.NewReader(a.Content)); err != nil || a.Description == "" {
			return fmt.Errorf("%s is no picture, or nobody who cannot see it knows what it shows (%q): %v", a.Filename, a.Description, err)
		}
	}
	return nil
}
