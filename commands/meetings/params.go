package meetings

import (
	"net/url"
	"strconv"
	"strings"
	"time"
	"unicode"

	"beirat/board"
	"beirat/chat"
	"beirat/commands"
	"beirat/when"
)

// params are what the commands of a meeting share.
type params struct {
	meeting commands.ThingParam
	starts  commands.TimeParam
	ends    commands.TimeParam
	minutes commands.NumberParam
	place   commands.TextParam
	link    commands.TextParam
	dialIn  commands.TextParam
	reason  commands.TextParam
	confirm commands.FlagParam
	// stood is the Sequence for which a button or a form was drawn.
	stood commands.NumberParam
	// whole tells that a button says all of the meeting: what it leaves out is empty.
	whole commands.FlagParam
}

func (f *Meetings) params() params {
	return params{
		meeting: commands.Thing("meeting", f.Finder()).Required(),
		starts:  commands.Time("starts").Future(),
		ends:    commands.Time("ends"),
		minutes: commands.Number("minutes", shortest, longest),
		place:   commands.Text("place").Max(200),
		link:    commands.Text("video").Max(300),
		dialIn:  commands.Text("dial_in").Max(200),
		reason:  commands.Text("reason").Max(500),
		confirm: commands.Flag("confirm").Hidden(),
		stood:   commands.Number("stood_sequence", 0, 1<<30).Hidden(),
		whole:   commands.Flag("whole").Hidden(),
	}
}

// where are the parameters that say where a meeting is and how long.
func (p params) where() []commands.Param {
	return []commands.Param{p.starts, p.ends, p.minutes, p.place, p.link, p.dialIn}
}

// says tells whether anything was said of when and where.
func (p params) says(c *commands.Call) bool {
	return p.starts.Given(c) || p.ends.Given(c) || p.minutes.Given(c) || p.place.Given(c) || p.link.Given(c) || p.dialIn.Given(c)
}

// sound finds a link that no browser would open: people are sent there.
func (p params) sound(c *commands.Call) []*commands.Error {
	if !p.link.Given(c) || p.link.Of(c) == "" {
		return nil
	}
	address, err := url.Parse(p.link.Of(c))
	if err == nil && (address.Scheme == "https" || address.Scheme == "http") && address.Host != "" && !strings.ContainsFunc(p.link.Of(c), unicode.IsSpace) {
		return nil
	}
	return []*commands.Error{commands.Mistake(p.link.Name(), "meeting.video.no_address")}
}

// over is a meeting with what was said put over it; who sends a form
// that was drawn for it has said all of it.
func (p params) over(c *commands.Call, m board.Meeting) (board.Meeting, error) {
	_, sent := c.Event.Do.(chat.Submit)
	all := sent && p.stood.Given(c) || p.whole.Of(c)
	if p.starts.Given(c) {
		at, err := hour(c, p.starts)
		if err != nil {
			return m, err
		}
		m.Starts = at
	}
	var err error
	if m.Minutes, err = length(c, m.Starts, p.ends, p.minutes, m.Minutes); err != nil {
		return m, err
	}
	if all || p.place.Given(c) {
		m.Place = p.place.Of(c)
	}
	if all || p.link.Given(c) {
		m.Link = p.link.Of(c)
	}
	if all || p.dialIn.Given(c) {
		m.DialIn = p.dialIn.Of(c)
	}
	return m, nil
}

// said are pairs of a button that says all of when and where a meeting is.
func said(m board.Meeting) []string {
	pairs := []string{"whole", "yes", "minutes", strconv.Itoa(m.Minutes)}
	for _, one := range [][2]string{{"starts", moment(m.Starts)}, {"place", m.Place}, {"video", m.Link}, {"dial_in", m.DialIn}} {
		if one[1] != "" {
			pairs = append(pairs, one[0], one[1])
		}
	}
	return pairs
}

// moment is a time as a button or a form carries it; empty if there is none.
func moment(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return when.Reading{Time: t}.String()
}

// stands are the pairs of a button that was drawn for a meeting as it is now.
func stands(m board.Meeting) []string { return []string{"stood_sequence", strconv.Itoa(m.Sequence)} }

// overtaken refuses what was drawn for a meeting that was changed meanwhile.
func (p params) overtaken(c *commands.Call, m board.Meeting) error {
	if !p.stood.Given(c) || p.stood.Of(c) == m.Sequence {
		return nil
	}
	return commands.Refuse("meeting.overtaken", "Meeting", named(m), "Changed", m.Changed.In(c.Now.Location()),
		"State", stateOf(m, c.Now), "Starts", m.Starts, "Dated", !m.Starts.IsZero(), "Place", m.Place).
		With(button("meeting.button.more", m, "meeting.more"), showButton(m))
}
