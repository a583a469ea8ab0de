package scenarios

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"

	"beirat/internal/fakediscord"
)

// discordDriver tells a story to the users of a Discord, with Beirat as a
// process of its own behind them.
type discordDriver struct {
	*stage
	*square
	forms   map[string]*openModal           // by who has it before them
	posts   map[string]*fakediscord.Message // as they were seen last, by id
	leading map[string]bool                 // messages that only lead on in a form: this platform's way, and no part of a story
	ways    ways
	storm   *storm // nil: the gateway is steady
}

// ways counts how commands were given.
type ways struct{ picked, written, direct int }

// tale is what a story needs on a Discord.
type tale struct {
	square   *square
	folder   string
	database string
	binary   string
	environ  []string // of Beirat's processes
	story    Story
	typist   typist
	storm    *storm // nil: the gateway is steady
}

// Discord is the driver of a story on a Discord.
func Discord(ctx context.Context, p tale) (*discordDriver, error) {
	d := &discordDriver{square: p.square, forms: map[string]*openModal{}, posts: map[string]*fakediscord.Message{}, leading: map[string]bool{}, storm: p.storm}
	environ := slices.Concat([]string{"BEIRAT_LOG_LEVEL=info"}, p.square.environ(), p.environ)
	s := newServed(p.binary, p.folder, p.database, environ...)
	s.uncalled = true
	var err error
	if d.stage, err = newStage(d, s, p.typist, p.story); err != nil {
		return nil, err
	}
	flags, err := p.story.board(p.folder, d.now)
	if err != nil {
		return nil, err
	}
	if err := d.found(s, append(flags, at(d.now))); err != nil {
		return nil, err
	}
	if err := d.begin(ctx); err != nil {
		return nil, err
	}
	return d, nil
}

// parts: Discord has buttons below all words of a message only.
func (d *discordDriver) parts() {}

func (d *discordDriver) leave() {}

func (d *discordDriver) knows(ctx context.Context, name string) error {
	if _, err := d.person(name); err != nil || d.storm == nil {
		return err
	}
	return d.storm.blows(ctx, d.square)
}

// here is the board's channel, as a place to act in.
func (d *discordDriver) here() fakediscord.Place { return d.channel.Place() }

// command chooses a command from the client's list and fills its options in,
// where the line is one that can be chosen; else it writes the line into the one
// command that takes lines, as a person does who remembers but one word. A command
// that is not in the list at all is written to the bot.
func (d *discordDriver) command(ctx context.Context, name, text string) error {
	if !d.known(text) {
		return d.types(ctx, name, text)
	}
	p, can := d.picked(name, text)
	if !can {
		d.ways.written++
		return d.acts(ctx, name, d.line(name, text))
	}
	if err := d.completes(ctx, name, p); err != nil {
		return err
	}
	err := d.acts(ctx, name, d.slash(name, p.path, p.values))
	if errors.Is(err, fakediscord.ErrOption) { // the client takes no such value
		d.ways.written++
		return d.acts(ctx, name, d.line(name, text))
	}
	d.ways.picked++
	return err
}

// act is something that a person can do again, as to see a form once more.
type act func(context.Context) (*fakediscord.Outcome, error)

// acts does something and keeps the form that it opened, if any.
func (d *discordDriver) acts(ctx context.Context, name string, a act) error {
	outcome, err := a(ctx)
	if err != nil {
		return err
	}
	return d.opened(ctx, name, outcome, a)
}

func (d *discordDriver) slash(name string, path []string, values []fakediscord.Value) act {
	return func(ctx context.Context) (*fakediscord.Outcome, error) {
		return d.people[name].Slash(ctx, d.here(), path, values)
	}
}

// types writes to the bot directly, and waits until it has taken that in hand.
func (d *discordDriver) types(ctx context.Context, name, text string) error {
	return d.writes(ctx, name, text)
}

// attach sends a file of the stories to the bot directly.
func (d *discordDriver) attach(ctx context.Context, name, file string) error {
	content, err := os.ReadFile(filepath.Join(storyFiles, file))
	if err != nil {
		return err
	}
	return d.writes(ctx, name, "", fakediscord.File{Name: file, Content: content})
}

func (d *discordDriver) writes(ctx context.Context, name, text string, files ...fakediscord.File) error {
	d.ways.direct++
	who := d.people[name]
	if err := d.spoken(ctx, name); err != nil {
		return err
	}
	if err := who.Write(ctx, d.app.Place(), text, files...); err != nil {
		return err
	}
	for _, m := range slices.Backward(who.Direct(d.app.BotID)) {
		if m.Author == who.ID {
			return d.look.taken(ctx, "message/"+m.ID)
		}
	}
	return errors.New("what was written is not there")
}

// spoken lets a person begin to type a command, as everybody has some day: only
// so does a bot learn in which language they read.
func (d *discordDriver) spoken(ctx context.Context, name string) error {
	who := d.people[name]
	if who.Locale == "de" {
		return nil
	}
	begun := []fakediscord.Value{{Name: "poll", Value: "1"}}
	_, err := who.Complete(ctx, d.here(), []string{"poll", "show"}, begun, "poll")
	return err
}

// press clicks a button, or picks it from a list.
func (d *discordDriver) press(ctx context.Context, name string, b button) error {
	m := d.posts[b.post]
	if m == nil {
		return errors.New("the message of the button is not there")
	}
	return d.acts(ctx, name, func(ctx context.Context) (*fakediscord.Outcome, error) {
		if b.option != "" {
			return d.people[name].Choose(ctx, m, b.action, []string{b.option})
		}
		return d.people[name].Click(ctx, m, b.action)
	})
}
