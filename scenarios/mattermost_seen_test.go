package scenarios

import (
	"cmp"
	"context"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"time"
)

// happened lets everything be done that is due, and gives what was seen of it.
func (d *mattermostDriver) happened(ctx context.Context, who string) ([]Seen, error) {
	seen, err := d.sees(ctx, who)
	waits := func(s Seen) bool { return s.Kind == Private && says(s.Lines, "mattermost.moment", nil) }
	if err != nil || !slices.ContainsFunc(seen, waits) {
		return seen, err
	}
	return d.late(ctx, who, slices.DeleteFunc(seen, waits))
}

// late waits for an answer that a busy machine made late: until something has
// come, and then nothing more.
func (d *mattermostDriver) late(ctx context.Context, who string, seen []Seen) ([]Seen, error) {
	ctx, cancel := context.WithTimeout(ctx, time.Minute)
	defer cancel()
	tick := time.NewTicker(100 * time.Millisecond)
	defer tick.Stop()
	for come, quiet := false, 0; !come || quiet < 3; quiet++ {
		select {
		case <-ctx.Done():
			return nil, fmt.Errorf("the late answer does not come: %w", ctx.Err())
		case <-tick.C:
		}
		more, err := d.sees(ctx, who)
		if err != nil {
			return nil, err
		}
		if len(more) > 0 {
			come, quiet, seen = true, 0, append(seen, more...)
		}
	}
	return seen, nil
}

func (d *mattermostDriver) sees(ctx context.Context, who string) ([]Seen, error) {
	if err := d.due(ctx); err != nil {
		return nil, err
	}
	seen, fresh, err := d.answersTo(ctx, who)
	if err != nil {
		return nil, err
	}
	posted, more, err := d.read(ctx)
	if err != nil {
		return nil, err
	}
	fresh = append(fresh, more...)
	slices.SortStableFunc(fresh, func(a, b *shownPost) int { return cmp.Compare(a.createAt, b.createAt) })
	d.visible = append(d.visible, fresh...)
	return append(seen, posted...), nil
}

// answersTo are the answers that a person was given privately, and the posts among them.
func (d *mattermostDriver) answersTo(ctx context.Context, name string) (seen []Seen, fresh []*shownPost, err error) {
	who := d.people[name]
	if who == nil {
		return nil, nil, nil
	}
	if err := who.sync(ctx); err != nil {
		return nil, nil, err
	}
	for _, e := range who.take(d.ours(name)) {
		if e.dialog != nil {
			if e.dialog.values == nil {
				e.dialog.begin()
				if err := d.typist.recognise(&e.dialog.sheet); err != nil {
					return nil, nil, err
				}
			}
			d.forms[name] = e.dialog
			seen = append(seen, Seen{Kind: Form, Who: name, Lines: d.typist.lines(&e.dialog.sheet)})
			continue
		}
		for _, lines := range e.post.messages() {
			// Where the answer stands is this platform's way, and no part of a story.
			if !says(lines, "mattermost.see_direct", map[string]any{"bot": d.botName}) {
				seen = append(seen, Seen{Kind: Private, Who: name, Lines: lines})
			}
		}
		fresh = append(fresh, &shownPost{owner: name, createAt: e.post.CreateAt, lines: e.post.lines(), buttons: e.post.buttons()})
	}
	return seen, fresh, nil
}

// ours tells which events belong to this story: others are told on the same
// server at the same time.
func (d *mattermostDriver) ours(name string) func(event) bool {
	return func(e event) bool {
		if e.dialog != nil {
			return strings.HasPrefix(e.dialog.URL, d.served.callback()+"/")
		}
		return e.post.ChannelID == d.channel || e.post.ChannelID == d.direct[name]
	}
}

// read are the posts that are new or say something else than before.
func (d *mattermostDriver) read(ctx context.Context) (seen []Seen, fresh []*shownPost, err error) {
	seen, fresh, err = d.readChannel(ctx, d.people["gast"], d.channel, "")
	if err != nil {
		return nil, nil, err
	}
	for name, who := range d.people {
		more, others, err := d.readChannel(ctx, who, d.direct[name], name)
		if err != nil {
			return nil, nil, err
		}
		seen, fresh = append(seen, more...), append(fresh, others...)
	}
	return seen, fresh, nil
}

func (d *mattermostDriver) readChannel(ctx context.Context, who *person, channel, owner string) (seen []Seen, fresh []*shownPost, err error) {
	var list struct {
		Posts map[string]*post `json:"posts"`
	}
	path := fmt.Sprintf("/channels/%s/posts?since=%d", channel, max(1, d.since[channel]-1))
	err = who.get(ctx, path, &list)
	if answers(err, http.StatusForbidden) {
		// The server may keep who is where as it was before, when somebody came
		// into two channels at once: here in two stories.
		if err = d.town.admin.post(ctx, "/caches/invalidate", nil, nil); err == nil {
			err = who.get(ctx, path, &list)
		}
	}
	if err != nil {
		return nil, nil, err
	}
	posts := make([]*post, 0, len(list.Posts))
	for _, p := range list.Posts {
		d.since[channel] = max(d.since[channel], p.UpdateAt)
		// The first answer to a post only says that people can talk there.
		if p.UserID != who.id && p.RootID == "" && p.DeleteAt == 0 && !strings.HasPrefix(p.Type, "system_") {
			posts = append(posts, p)
		}
	}
	slices.SortFunc(posts, func(a, b *post) int { return cmp.Or(cmp.Compare(a.CreateAt, b.CreateAt), cmp.Compare(a.ID, b.ID)) })
	for _, p := range posts {
		if err := p.fetch(ctx, who); err != nil {
			return nil, nil, err
		}
		shown, isFresh, changed := d.showing(p.ID, shownPost{owner: owner, createAt: p.CreateAt, lines: p.lines(), buttons: p.buttons()})
		if isFresh {
			fresh = append(fresh, shown)
		}
		if !changed {
			continue
		}
		if kind := Public; owner != "" || len(shown.lines) > 0 {
			if owner != "" {
				kind = Private
			}
			seen = append(seen, Seen{Kind: kind, Who: owner, Lines: shown.lines})
		}
	}
	return seen, fresh, nil
}
