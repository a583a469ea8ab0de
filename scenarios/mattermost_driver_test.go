package scenarios

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"time"

	"beirat/bot/console"
	"beirat/when"
)

// mattermostDriver tells a story to the users of a Mattermost server, fake or
// real, with Beirat as a process of its own behind them.
type mattermostDriver struct {
	*venue
	served *served
	look   *ledger
	typist typist
	zone   *time.Location
	now    time.Time

	visible []*shownPost // in the order of their appearance
	byID    map[string]*shownPost
	since   map[string]int64 // by channel: the latest change that was read
	forms   map[string]*openDialog
}

// shownPost is a post as it was seen last.
type shownPost struct {
	owner    string // empty: everybody
	createAt int64
	lines    []string
	buttons  []button
}

// plot is what a story needs on a server.
type plot struct {
	town     *town
	folder   string
	database string
	binary   string
	environ  []string              // of Beirat's processes
	gate     func(port int) string // a proxy before the callbacks; nil: none
	story    Story
	typist   typist
}

// demo are the people of the demonstration board, as a city would send its roll.
const demo = `username,group,role
buerger1,Bürgerschaft,member
buerger2,Bürgerschaft,member
buerger3,Bürgerschaft,member
buerger4,Bürgerschaft,member
buerger5,Bürgerschaft,member
gewerbe1,Wirtschaft,member
gewerbe2,Wirtschaft,member
gewerbe3,Wirtschaft,member
gewerbe4,Wirtschaft,member
gewerbe5,Wirtschaft,member
stadt,Stadt,chair
geschaeftsstelle,,office
gast,,guest
`

// Mattermost is the driver of a story on a server.
func Mattermost(ctx context.Context, p plot) (Driver, error) {
	zone, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		return nil, err
	}
	d := &mattermostDriver{
		typist: p.typist, zone: zone, byID: map[string]*shownPost{}, since: map[string]int64{}, forms: map[string]*openDialog{},
		served: newServed(p.binary, p.folder, p.database, append([]string{"BEIRAT_LOG_LEVEL=info"}, p.environ...)...),
	}
	if p.gate != nil {
		d.served.behind = p.gate(d.served.port)
	}
	if d.now, err = console.Moment(p.story.Settings.Clock, zone); err != nil {
		return nil, err
	}
	flags, err := p.board(d.now)
	if err != nil {
		return nil, err
	}
	if d.venue, err = found(ctx, p.town, d.served, p.story.cast(), append(flags, d.at(d.now))); err != nil {
		return nil, err
	}
	if d.look, err = openLedger(p.database); err != nil {
		return nil, err
	}
	if err := d.served.start(ctx, d.at(d.now)); err != nil {
		return nil, errors.Join(err, d.look.close())
	}
	if _, err := d.happened(ctx, ""); err != nil { // what greets the members is no part of the story
		return nil, errors.Join(err, d.Close())
	}
	return d, nil
}

// at tells a process where its clock stands.
func (d *mattermostDriver) at(now time.Time) string {
	return "BEIRAT_TEST_CLOCK=" + now.Format(time.RFC3339Nano)
}

var peopleNamed = regexp.MustCompile(`\b(?:buerger\d+|gewerbe\d+|stadt|geschaeftsstelle|gast|admin|vize|vertretung|vertreterin|amtsnachfolge)\b`)

// cast are the names of all who act or are spoken of.
func (s Story) cast() []string {
	var names []string
	for _, step := range s.Steps {
		if who, _, spoken := strings.Cut(step.Text, ":"); spoken && !strings.ContainsAny(who, " /") {
			names = append(names, who)
		}
		names = append(names, peopleNamed.FindAllString(step.Text, -1)...)
	}
	for line := range strings.Lines(demo) {
		name, _, _ := strings.Cut(line, ",")
		names = append(names, name)
	}
	names = slices.DeleteFunc(names, func(name string) bool { return name == "username" || name == "now" || name == "wait" })
	slices.Sort(names)
	return slices.Compact(names)
}

// board are the flags of setup for the board that a story begins with.
func (p plot) board(now time.Time) ([]string, error) {
	args := []string{"--land", "NW"}
	if p.story.Settings.Language != "" {
		args = append(args, "--language", p.story.Settings.Language)
	}
	if p.story.Settings.Empty {
		return append(args, "--without-board"), nil
	}
	roll := filepath.Join(p.folder, "roll.csv")
	return append(args, "--roll", roll, "--term-start", termStart(now)), os.WriteFile(roll, []byte(demo), 0o600)
}

// termStart is the last 9 December.
func termStart(now time.Time) string {
	start := time.Date(now.Year(), time.December, 9, 0, 0, 0, 0, now.Location())
	if start.After(now) {
		start = start.AddDate(-1, 0, 0)
	}
	return start.Format(time.DateOnly)
}

func (d *mattermostDriver) Close() error {
	err := d.served.stop()
	if d.look != nil {
		err = errors.Join(err, d.look.close())
	}
	d.leave()
	return err
}

func (d *mattermostDriver) Say(ctx context.Context, line string) ([]Seen, error) {
	who, err := d.do(ctx, line)
	if err != nil {
		return nil, err
	}
	return d.happened(ctx, who)
}

func (d *mattermostDriver) Restart(ctx context.Context, later time.Duration) ([]Seen, error) {
	if err := d.served.stop(); err != nil {
		return nil, err
	}
	d.now = d.now.Add(later)
	if err := d.served.start(ctx, d.at(d.now)); err != nil {
		return nil, err
	}
	return d.happened(ctx, "")
}

func (d *mattermostDriver) Kill(ctx context.Context, line string, sent bool) ([]Seen, error) {
	if err := d.served.stop(); err != nil {
		return nil, err
	}
	moment := "before"
	if sent {
		moment = "after"
	}
	if err := d.served.start(ctx, d.at(d.now), "BEIRAT_TEST_DIE="+moment); err != nil {
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
	if err := d.served.start(ctx, d.at(d.now)); err != nil {
		return nil, err
	}
	return d.happened(ctx, who)
}

// lease is how long work is in one hand.
const lease = time.Minute

var said = regexp.MustCompile(`(?s)^([^\s:]+):\s*(.*)$`)

// do carries out a line and tells who acted; nobody if time passed.
func (d *mattermostDriver) do(ctx context.Context, line string) (string, error) {
	if moved, err := d.move(ctx, line); moved {
		return "", err
	}
	parts := said.FindStringSubmatch(line)
	if parts == nil {
		return "", fmt.Errorf("%q is no line of a story", line)
	}
	name, text := parts[1], parts[2]
	who := d.people[name]
	if who == nil {
		return "", fmt.Errorf("nobody is called %q", name)
	}
	if err := who.listen(ctx); err != nil {
		return "", err
	}
	verb, rest, _ := strings.Cut(text, " ")
	switch {
	case strings.HasPrefix(text, "/"):
		return name, d.command(ctx, who, text)
	case verb == "press":
		return name, d.press(ctx, who, strings.TrimSpace(rest))
	case verb == "fill":
		return name, d.fill(ctx, who, strings.TrimSpace(rest))
	}
	if moved, err := d.move(ctx, text); moved {
		return "", err
	}
	return name, d.types(ctx, who, text)
}

// move is "wait 3d" and "now 2026-12-01T18:00".
func (d *mattermostDriver) move(ctx context.Context, line string) (bool, error) {
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

// command types a slash command into the board's channel. A word that the
// server takes for no command is written to the bot, as the client proposes.
func (d *mattermostDriver) command(ctx context.Context, who *person, text string) error {
	err := who.post(ctx, "/commands/execute", map[string]string{"channel_id": d.channel, "team_id": d.team, "command": text}, nil)
	if answers(err, http.StatusNotFound) {
		return d.types(ctx, who, text)
	}
	return err
}

// types writes to the bot and waits until it has answered.
func (d *mattermostDriver) types(ctx context.Context, who *person, text string) error {
	var written identified
	if err := who.post(ctx, "/posts", map[string]string{"channel_id": d.direct[who.name], "message": text}, &written); err != nil {
		return err
	}
	return d.look.answered(ctx, written.ID)
}

var pressedOn = regexp.MustCompile(`(?i)^(.+?)\s+(?:on|bei|auf)\s+(\S+)\s+#?(\d+)$`)

// press clicks the newest button with that label that the person sees.
func (d *mattermostDriver) press(ctx context.Context, who *person, label string) error {
	b, found := d.newest(who.name, label, "", "")
	if parts := pressedOn.FindStringSubmatch(label); !found && parts != nil {
		b, found = d.newest(who.name, parts[1], parts[2], parts[3])
	}
	if !found {
		return fmt.Errorf("%s sees no button %q", who.name, label)
	}
	return who.post(ctx, "/posts/"+b.post+"/actions/"+b.action, map[string]string{"cookie": b.cookie, "selected_option": b.option}, nil)
}

func (d *mattermostDriver) newest(who, label, thing, number string) (button, bool) {
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

// fill sends the form that the person was shown last, with the line over what
// it holds. What is refused stays open.
func (d *mattermostDriver) fill(ctx context.Context, who *person, line string) error {
	form := d.forms[who.name]
	if form == nil {
		return fmt.Errorf("%s was shown no form", who.name)
	}
	values, err := d.typist.fill(form, line)
	if err != nil {
		return err
	}
	var refused refusals
	if err := who.post(ctx, "/actions/dialogs/submit", submission(form, values, openPlace{d.team, d.channel}), &refused); err != nil {
		return err
	}
	if refused.Error == "" && len(refused.Errors) == 0 {
		return nil
	}
	again := *form
	again.values, again.mistakes = d.typist.kept(form, values), refused.Errors
	if refused.Error != "" {
		return fmt.Errorf("the form is refused: %s", refused.Error)
	}
	who.mu.Lock()
	who.inbox = append(who.inbox, event{dialog: &again})
	who.mu.Unlock()
	return nil
}
