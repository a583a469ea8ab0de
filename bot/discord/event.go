package discord

import (
	"context"
	"fmt"
	"net/http"
	"strings"
	"time"

	"beirat/chat"
	"beirat/words"
)

const (
	codeUnknownEvent  = 10070
	codeTooManyEvents = 30038
	codeNoPermission  = 50013
	codeBadForm       = 50035
	codeEventOver     = 180000 // an event that is over cannot be changed

	eventNameMost  = 100
	eventAboutMost = 1000
	eventPlaceMost = 100
)

// The states of an event. An end is final.
const (
	eventScheduled = 1
	eventActive    = 2
	eventCompleted = 3
	eventCancelled = 4
)

// scheduled is an event of a guild, as it is sent and told. An external one has
// an end and a place.
type scheduled struct {
	ID      string     `json:"id,omitempty"`
	Creator string     `json:"creator_id,omitempty"`
	Name    string     `json:"name,omitempty"`
	About   string     `json:"description,omitempty"`
	Starts  *time.Time `json:"scheduled_start_time,omitempty"`
	Ends    *time.Time `json:"scheduled_end_time,omitempty"`
	Kind    int        `json:"entity_type,omitempty"`
	Privacy int        `json:"privacy_level,omitempty"`
	Status  int        `json:"status,omitempty"`
	Place   *location  `json:"entity_metadata,omitempty"`
}

type location struct {
	Location string `json:"location"`
}

// Announce shows an appointment among the events of the guild, from when its date
// stands. Where not everybody sees the channel, everybody would learn of it by
// the event, so there is none.
func (d *Discord) Announce(ctx context.Context, a chat.Announcement) (ref string, err error) {
	switch a.State {
	case chat.AnnouncedAhead, chat.AnnouncedOpen:
		ref, err = d.announceAhead(ctx, a)
	default:
		err = d.endEvent(ctx, a)
	}
	if refused(err, codeNoPermission, codeNoAccess, codeTooManyEvents, codeBadForm) {
		err = fmt.Errorf("%w: %w", chat.ErrNotAnnounced, err)
	}
	if err != nil {
		return "", fmt.Errorf("announcing in server %s: %w", a.Server, err)
	}
	return ref, nil
}

func (d *Discord) announceAhead(ctx context.Context, a chat.Announcement) (string, error) {
	e, stands, err := d.standing(ctx, a)
	if err != nil {
		return "", err
	}
	wanted := eventOf(a, d.seal.nonce(a.Key))
	if !stands {
		if a.State != chat.AnnouncedAhead { // Discord takes none that has begun
			return "", nil
		}
		if open, err := d.openChannel(ctx, a); err != nil || !open {
			return "", err
		}
		var made scheduled
		r := request{method: http.MethodPost, path: eventsOf(a), body: wanted}
		return made.ID, d.client.call(ctx, r, &made)
	}
	wanted.Kind, wanted.Privacy = 0, 0
	if e.Status == eventActive || e.Starts != nil && e.Starts.Equal(*wanted.Starts) {
		wanted.Starts = nil // which cannot be changed any more, or need not be
	}
	if a.State == chat.AnnouncedOpen && e.Status == eventScheduled {
		wanted.Status = eventActive
	}
	return e.ID, d.changeEvent(ctx, a, e.ID, wanted)
}

// standing is the event that stands for an appointment: that of the reference, or
// one of ours with its mark, which a try may have made of which we did not hear.
func (d *Discord) standing(ctx context.Context, a chat.Announcement) (scheduled, bool, error) {
	var all []scheduled
	if err := d.client.call(ctx, request{method: http.MethodGet, path: eventsOf(a)}, &all); err != nil {
		return scheduled{}, false, err
	}
	mark := d.seal.nonce(a.Key)
	for _, e := range all {
		if e.Status != eventCompleted && e.Status != eventCancelled && (e.ID == a.Ref || strings.HasSuffix(e.About, mark)) {
			return e, true, nil
		}
	}
	return scheduled{}, false, nil
}

// endEvent ends the event of an appointment that was held, or cancels it.
func (d *Discord) endEvent(ctx context.Context, a chat.Announcement) error {
	e, stands, err := d.standing(ctx, a)
	if err != nil || !stands {
		return err
	}
	status := eventCancelled
	if a.State == chat.AnnouncedOver {
		status = eventCompleted
	}
	switch {
	case e.Status == eventScheduled && status == eventCompleted: // it begins before it ends
		if err := d.changeEvent(ctx, a, e.ID, scheduled{Status: eventActive}); err != nil {
			return err
		}
	case e.Status == eventActive:
		status = eventCompleted // one that has begun cannot be cancelled
	}
	return d.changeEvent(ctx, a, e.ID, scheduled{Status: status})
}

// changeEvent changes an event; one that is over or gone needs no change.
func (d *Discord) changeEvent(ctx context.Context, a chat.Announcement, id string, change scheduled) error {
	err := d.client.call(ctx, request{method: http.MethodPatch, path: eventsOf(a) + "/" + id, bucket: eventsOf(a), body: change}, nil)
	if refused(err, codeUnknownEvent, codeEventOver) {
		return nil
	}
	return err
}

func eventsOf(a chat.Announcement) string { return "/guilds/" + a.Server + "/scheduled-events" }

// eventOf is an appointment as an event. What stands at its end is how it is
// known again.
func eventOf(a chat.Announcement, mark string) scheduled {
	say := plain(words.Language(a.Language))
	place := strings.TrimSpace(a.Place)
	if place == "" {
		place = say.Say("discord.event.place", nil)
	}
	last := "\n\n" + say.Say("discord.event.mark", map[string]any{"Mark": mark})
	starts, ends := a.Starts.UTC(), a.Ends.UTC()
	return scheduled{
		Name: shorten(a.Title, eventNameMost), About: strings.TrimSpace(shorten(a.About, eventAboutMost-size(last)) + last), Starts: &starts, Ends: &ends,
		Kind: 3, Privacy: 2, Place: &location{shorten(place, eventPlaceMost)},
	}
}

// openChannel tells whether everybody on the server sees the channel.
func (d *Discord) openChannel(ctx context.Context, a chat.Announcement) (bool, error) {
	var g guild
	if err := d.client.call(ctx, request{method: http.MethodGet, path: "/guilds/" + a.Server}, &g); err != nil {
		return false, err
	}
	var c channel
	if err := d.client.call(ctx, request{method: http.MethodGet, path: "/channels/" + a.Channel}, &c); err != nil {
		return false, err
	}
	return g.in(c, "", nil)&viewChannel != 0, nil
}
