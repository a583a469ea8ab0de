package scenarios

import (
	"context"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"

	"beirat/bot/console"
	"beirat/when"
)

// stage is what the drivers of all servers have in common: Beirat as a process
// of its own, its clock, and what people have seen of it. How somebody acts and
// sees is the platform's.
type stage struct {
	hands  hands
	served *served
	look   *ledger
	typist typist
	zone   *time.Location
	now    time.Time

	visible []*shownPost // in the order of their appearance
	byID    map[string]*shownPost
}

// hands are how people act on a platform, and their eyes.
type hands interface {
	// arrived waits until the program that was started is heard from.
	arrived(ctx context.Context) error
	// knows tells whether somebody of this name is there, and lets them listen.
	knows(ctx context.Context, who string) error
	command(ctx context.Context, who, text string) error
	types(ctx context.Context, who, text string) error
	press(ctx context.Context, who string, b button) error
	fill(ctx context.Context, who, line string) error
	attach(ctx context.Context, who, file string) error // sends a file of storyFiles to the bot
	// happened lets everything be done that is due, and gives what was seen of
	// it and of what this person did.
	happened(ctx context.Context, who string) ([]Seen, error)
	leave()
}

// shownPost is a post as it was seen last.
type shownPost struct {
	owner    string // empty: everybody
	createAt int64
	lines    []string
	buttons  []button
}

// button is what a person can press in a post.
type button struct {
	label, post, action, cookie, option string
}

// newStage is a stage before its process was started.
func newStage(h hands, s *served, t typist, story Story) (*stage, error) {
	zone, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		return nil, err
	}
	begins, err := console.Moment(story.Settings.Clock, zone)
	return &stage{hands: h, served: s, typist: t, zone: zone, now: begins, byID: map[string]*shownPost{}}, err
}

// begin starts the process. What greets the members is no part of the story.
func (d *stage) begin(ctx context.Context) error {
	var err error
	if d.look, err = openLedger(d.served.database); err != nil {
		return err
	}
	if err := d.start(ctx); err != nil {
		return errors.Join(err, d.look.close())
	}
	if _, err := d.hands.happened(ctx, ""); err != nil {
		return errors.Join(err, d.Close())
	}
	return nil
}

func (d *stage) start(ctx context.Context, environ ...string) error {
	if err := d.served.start(ctx, append(environ, at(d.now))...); err != nil {
		return err
	}
	return d.hands.arrived(ctx)
}

// at tells a process where its clock stands.
func at(now time.Time) string { return "BEIRAT_TEST_CLOCK=" + now.Format(time.RFC3339Nano) }

func (d *stage) Close() error {
	err := d.served.stop()
	if d.look != nil {
		err = errors.Join(err, d.look.close())
	}
	d.hands.leave()
	return err
}

func (d *stage) Say(ctx context.Context, line string) ([]Seen, error) {
	who, err := d.do(ctx, line)
	if err != nil {
		return nil, err
	}
	return d.hands.happened(ctx, who)
}

func (d *stage) Restart(ctx context.Context, later time.Duration) ([]Seen, error) {
	if err := d.served.stop(); err != nil {
		return nil, err
	}
	d.now = d.now.Add(later)
	if err := d.start(ctx); err != nil {
		return nil, err
	}
	return d.hands.happened(ctx, "")
}

func (d *stage) Kill(ctx context.Context, line string, sent bool) ([]Seen, error) {
	if err := d.served.stop(); err != nil {
		return nil, err
	}
	moment := "before"
	if sent {
		moment = "after"
	}
	if err := d.start(ctx, "BEIRAT_TEST_DIE="+moment); err != nil {
		return nil, err
	}
	who, err := d.do(ctx, line)
	if err == nil { // nothing was sent yet: it is, when the clock is asked
		_, err = d.served.clock(ctx, time.Time{})
	}
	if err == nil {
		return nil, errors.New("the process was not killed")
	}
	if err := d.served.died(); err != nil {
		return nil, err
	}
	if d.look.shared { // another process may take up what a killed one had in hand when its lease is over
		d.now = d.now.Add(lease)
	}
	if err := d.start(ctx); err != nil {
		return nil, err
	}
	return d.hands.happened(ctx, who)
}

// lease is how long work is in one hand.
const lease = time.Minute

var said = regexp.MustCompile(`(?s)^([^\s:]+):\s*(.*)$`)

// do carries out a line and tells who acted; nobody if time passed.
func (d *stage) do(ctx context.Context, line string) (string, error) {
	if moved, err := d.move(ctx, line); moved {
		return "", err
	}
	parts := said.FindStringSubmatch(line)
	if parts == nil {
		return "", fmt.Errorf("%q is no line of a story", line)
	}
	who, text := parts[1], parts[2]
	if err := d.hands.knows(ctx, who); err != nil {
		return "", err
	}
	verb, rest, _ := strings.Cut(text, " ")
	switch {
	case strings.HasPrefix(text, "/"):
		return who, d.hands.command(ctx, who, text)
	case verb == "press":
		b, err := d.sought(who, strings.TrimSpace(rest))
		if err != nil {
			return who, err
		}
		return who, d.hands.press(ctx, who, b)
	case verb == "fill":
		return who, d.hands.fill(ctx, who, strings.TrimSpace(rest))
	case verb == "attach":
		return who, d.hands.attach(ctx, who, strings.TrimSpace(rest))
	}
	if moved, err := d.move(ctx, text); moved {
		return "", err
	}
	return who, d.hands.types(ctx, who, text)
}

// move is "wait 3d" and "now 2026-12-01T18:00".
func (d *stage) move(ctx context.Context, line string) (bool, error) {
	verb, rest, _ := strings.Cut(line, " ")
	var to time.Time
	var err error
	switch verb {
	case "wait":
		to, err = when.Add(rest, d.now)
	case "now":
		to, err = console.Moment(rest, d.zone)
	default:
		return false, nil
	}
	if err != nil {
		return true, err
	}
	d.now = to
	_, err = d.served.clock(ctx, to)
	return true, err
}

// due has everything done that is due.
func (d *stage) due(ctx context.Context) error {
	now, err := d.served.clock(ctx, time.Time{})
	if err != nil {
		return err
	}
	d.now = now.In(d.zone)
	return nil
}

var pressedOn = regexp.MustCompile(`(?i)^(.+?)\s+(?:on|bei|auf)\s+(\S+)\s+#?(\d+)$`)

// sought is the newest button with that label that the person sees: "Ja", or
// "Ja on poll 12".
func (d *stage) sought(who, label string) (button, error) {
	b, found := d.newest(who, label, "", "")
	if parts := pressedOn.FindStringSubmatch(label); !found && parts != nil {
		b, found = d.newest(who, parts[1], parts[2], parts[3])
	}
	if !found {
		return button{}, fmt.Errorf("%s sees no button %q", who, label)
	}
	return b, nil
}

func (d *stage) newest(who, label, thing, number string) (button, bool) {
	label = strings.TrimSuffix(strings.TrimPrefix(label, "["), "]")
	for _, p := range slices.Backward(d.visible) {
		if p.owner != "" && p.owner != who || thing != "" && !mentions(p.lines, thing, number) {
			continue
		}
		for _, b := range p.buttons {
			if strings.EqualFold(b.label, label) {
				return b, true
			}
		}
	}
	return button{}, false
}

// showing notes a post as it looks now, and tells whether it is new and whether
// it says something else than before.
func (d *stage) showing(id string, p shownPost) (post *shownPost, fresh, changed bool) {
	known := d.byID[id]
	if known == nil {
		known = &p
		d.byID[id] = known
		return known, true, true
	}
	changed = !slices.Equal(known.lines, p.lines)
	known.lines, known.buttons = p.lines, p.buttons
	return known, false, changed
}
