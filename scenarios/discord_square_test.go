package scenarios

import (
	"context"
	"fmt"
	"os"
	"slices"
	"testing"
	"time"

	"beirat/internal/fakediscord"
)

// square is a guild with its people on a Discord of its own, set up with one
// command: a bot, its commands, the board's channel and, unless it is to be
// empty, the board.
type square struct {
	server  *fakediscord.Server
	app     *fakediscord.Application
	guild   *fakediscord.Guild
	channel *fakediscord.Channel // the board's
	people  map[string]*fakediscord.User
	came    int // how often the bot had come to the gateway when it was waited for last
}

// what the invitation link asks for.
const invited = fakediscord.ViewChannel | fakediscord.SendMessages | fakediscord.EmbedLinks | fakediscord.AttachFiles | fakediscord.ReadHistory | fakediscord.ManageEvents

// newSquare makes a guild with people of these names who read this language.
func newSquare(server *fakediscord.Server, names []string, locale string) *square {
	q := &square{server: server, people: map[string]*fakediscord.User{}}
	q.app = server.NewApplication("Digitalbeirat")
	q.guild = server.NewGuild("Stadt")
	q.channel = q.guild.NewChannel("beirat")
	server.Invite(q.app, q.guild, invited)
	for _, name := range names {
		q.people[name] = server.NewUser(name, locale)
		q.guild.Add(q.people[name], name == "admin")
	}
	return q
}

// environ is what a process must know of the server.
func (q *square) environ() []string {
	return []string{"BEIRAT_DISCORD_URL=" + q.server.URL(), "BEIRAT_DISCORD_TOKEN=" + q.app.Token}
}

// found makes the board. Flags are those of setup; one like "NAME=value" is for
// its environment.
func (q *square) found(s *served, flags []string) error {
	args, environ := parted(flags)
	args = append([]string{"--guild", q.guild.ID, "--channel", q.channel.ID}, args...)
	_, err := s.setup("discord", append(environ, q.environ()...), args...)
	return err
}

// arrived waits until the bot, which was started anew, listens: what is done
// before, it does not hear.
func (q *square) arrived(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, 30*time.Second)
	defer cancel()
	err := q.server.Until(ctx, func() bool { return q.server.Identifies() > q.came && q.server.Gateways() > 0 })
	if err != nil {
		return fmt.Errorf("the bot does not come to the gateway: %w", err)
	}
	q.came = q.server.Identifies()
	return nil
}

// person is somebody of the guild.
func (q *square) person(name string) (*fakediscord.User, error) {
	who := q.people[name]
	if who == nil {
		return nil, fmt.Errorf("nobody is called %q", name)
	}
	return who, nil
}

// fakeSquare is a Discord that validates whatever it is sent, and fails the test
// if the real one would have refused any of it.
func fakeSquare(t testing.TB, names []string, locale string) *square {
	t.Helper()
	server := fakediscord.New(fakediscord.Options{Schema: requestSchema(t), Timeless: true})
	t.Cleanup(func() {
		server.Close()
		violations := server.Violations()
		slices.Sort(violations)
		for _, violation := range slices.Compact(violations) {
			t.Errorf("Discord would refuse: %s", violation)
		}
	})
	return newSquare(server, names, locale)
}

// requestSchema is what Discord says a bot's requests look like, where it is at
// hand.
func requestSchema(t testing.TB) []byte {
	t.Helper()
	data, err := os.ReadFile("../../shared/discord/bot-requests.json")
	if err != nil && !os.IsNotExist(err) {
		t.Fatal(err)
	}
	return data
}
