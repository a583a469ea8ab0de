package scenarios

import (
	"context"
	"fmt"
	"net/http"
)

// mattermostDriver tells a story to the users of a Mattermost server, fake or
// real, with Beirat as a process of its own behind them.
type mattermostDriver struct {
	*stage
	*venue
	since map[string]int64 // by channel: the latest change that was read
	forms map[string]*openDialog
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

// Mattermost is the driver of a story on a server.
func Mattermost(ctx context.Context, p plot) (Driver, error) {
	d := &mattermostDriver{since: map[string]int64{}, forms: map[string]*openDialog{}}
	s := newServed(p.binary, p.folder, p.database, append([]string{"BEIRAT_LOG_LEVEL=info"}, p.environ...)...)
	if p.gate != nil {
		s.behind = p.gate(s.port)
	}
	var err error
	if d.stage, err = newStage(d, s, p.typist, p.story); err != nil {
		return nil, err
	}
	flags, err := p.story.board(p.folder, d.now)
	if err != nil {
		return nil, err
	}
	if d.venue, err = found(ctx, p.town, s, p.story.cast(), append(flags, at(d.now))); err != nil {
		return nil, err
	}
	if err := d.begin(ctx); err != nil {
		return nil, err
	}
	return d, nil
}

// arrived: a program that is ready is called.
func (d *mattermostDriver) arrived(context.Context) error { return nil }

func (d *mattermostDriver) knows(ctx context.Context, name string) error {
	who := d.people[name]
	if who == nil {
		return fmt.Errorf("nobody is called %q", name)
	}
	return who.listen(ctx)
}

// command types a slash command into the board's channel. A word that the
// server takes for no command is written to the bot, as the client proposes.
func (d *mattermostDriver) command(ctx context.Context, who, text string) error {
	err := d.people[who].post(ctx, "/commands/execute", map[string]string{"channel_id": d.channel, "team_id": d.team, "command": text}, nil)
	if answers(err, http.StatusNotFound) {
		return d.types(ctx, who, text)
	}
	return err
}

// types writes to the bot and waits until it has answered.
func (d *mattermostDriver) types(ctx context.Context, who, text string) error {
	var written identified
	if err := d.people[who].post(ctx, "/posts", map[string]string{"channel_id": d.direct[who], "message": text}, &written); err != nil {
		return err
	}
	return d.look.answered(ctx, "post/"+written.ID)
}

// press clicks a button.
func (d *mattermostDriver) press(ctx context.Context, who string, b button) error {
	return d.people[who].post(ctx, "/posts/"+b.post+"/actions/"+b.action, map[string]string{"cookie": b.cookie, "selected_option": b.option}, nil)
}

// fill sends the form that the person was shown last, with the line over what
// it holds. What is refused stays open.
func (d *mattermostDriver) fill(ctx context.Context, name, line string) error {
	who, form := d.people[name], d.forms[name]
	if form == nil {
		return fmt.Errorf("%s was shown no form", name)
	}
	values, err := d.typist.fill(&form.sheet, line)
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
	again.values, again.mistakes = d.typist.kept(&form.sheet, values), refused.Errors
	if refused.Error != "" {
		return fmt.Errorf("the form is refused: %s", refused.Error)
	}
	who.mu.Lock()
	who.inbox = append(who.inbox, event{dialog: &again})
	who.mu.Unlock()
	return nil
}
