package scenarios

import (
	"context"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"beirat/internal/fakemattermost"
)

// crowd is a board whose members all click at once, with Beirat as it is
// shipped behind them: its own clock and its own pace.
type crowd struct {
	*count
	*venue
	voters []*person // the chair is the last
}

// gather seats so many members, the last of them as the chair, and serves them.
func gather(t testing.TB, town *town, database string, members int) *crowd {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	return gatherWith(t, town, newServed(self, t.TempDir(), database, asProgram+"=yes"), members)
}

func gatherWith(t testing.TB, town *town, s *served, members int) *crowd {
	t.Helper()
	c := &crowd{count: newCount(t, s)}
	names, flags := c.seated(members)
	var err error
	c.venue, err = found(t.Context(), town, s, names, flags)
	c.must(err)
	t.Cleanup(c.leave)
	for _, name := range names {
		c.voters = append(c.voters, c.people[name])
	}
	c.serve()
	for _, who := range c.voters {
		c.must(who.listen(t.Context()))
	}
	c.rest()
	return c
}

func (c *crowd) chair() *person { return c.voters[len(c.voters)-1] }

// command gives a slash command in the board's channel.
func (c *crowd) command(who *person, text string) error {
	return who.post(c.Context(), "/commands/execute", map[string]string{"channel_id": c.channel, "team_id": c.team, "command": text}, nil)
}

// poll is an open poll and its buttons.
type poll struct {
	number  int
	post    string
	buttons map[string]string // action by label
}

// opens lets the chair open the poll of this number, and waits until all know.
func (c *crowd) opens(number int, more string) poll {
	c.Helper()
	c.must(c.command(c.chair(), opening(number, more)))
	return c.posted(number)
}

// posted waits until nothing is planned and finds the message of a poll.
func (c *crowd) posted(number int) poll {
	c.Helper()
	c.rest()
	c.answersOf(c.chair())
	for _, p := range c.public() {
		if strings.HasPrefix(p.lines()[0], fmt.Sprintf("Abstimmung %d: Frage", number)) {
			found := poll{number: number, post: p.ID, buttons: map[string]string{}}
			for _, b := range p.buttons() {
				found.buttons[b.label] = b.action
			}
			return found
		}
	}
	c.Fatalf("poll %d was not posted", number)
	return poll{}
}

// public are the posts of the bot in the channel, the oldest first.
func (c *crowd) public() []*post {
	c.Helper()
	return c.posts(c.chair(), c.channel)
}

// posts are those of the bot in a channel, the oldest first.
func (c *crowd) posts(who *person, channel string) []*post {
	c.Helper()
	var posts []*post
	for page := 0; ; page++ {
		var list struct {
			Order []string         `json:"order"`
			Posts map[string]*post `json:"posts"`
		}
		c.must(who.get(c.Context(), fmt.Sprintf("/channels/%s/posts?per_page=200&page=%d", channel, page), &list))
		for _, id := range list.Order {
			if p := list.Posts[id]; p.UserID == c.bot && p.DeleteAt == 0 && !strings.HasPrefix(p.Type, "system_") {
				posts = append(posts, p)
			}
		}
		if len(list.Order) < 200 {
			slices.Reverse(posts)
			return posts
		}
	}
}

// click presses a button once.
func (c *crowd) click(ctx context.Context, who *person, p poll, label string) error {
	return who.post(ctx, "/posts/"+p.post+"/actions/"+p.buttons[label], map[string]string{}, nil)
}

// burst lets everybody do something at the same instant, and waits for all.
func (c *crowd) burst(each func(i int, who *person) error) []error {
	return atOnce(len(c.voters), func(i int) error { return each(i, c.voters[i]) })
}

// answersOf are the words that somebody was answered in the channel since the last time.
func (c *crowd) answersOf(who *person) []string {
	c.Helper()
	said, err := c.heard(c.Context(), who)
	c.must(err)
	return said
}

func (c *crowd) heard(ctx context.Context, who *person) ([]string, error) {
	if err := who.sync(ctx); err != nil {
		return nil, err
	}
	var said []string
	for _, e := range who.take(func(e event) bool { return e.post != nil && e.post.ChannelID == c.channel }) {
		said = append(said, strings.Join(e.post.lines(), "\n"))
	}
	return said, nil
}

// shows wants the poll's message to show what is stored.
func (c *crowd) shows(p poll) {
	c.Helper()
	var shown post
	c.must(c.chair().get(c.Context(), "/posts/"+p.post, &shown))
	want := figures(c.stored(p.number))
	if !slices.ContainsFunc(shown.lines(), func(line string) bool { return strings.HasPrefix(line, want) }) {
		c.Errorf("poll %d: stored is %s, shown is\n%s", p.number, want, strings.Join(shown.lines(), "\n"))
	}
}

// ground is a server to run a test on.
type ground struct {
	*town
	restart func() // nil: it cannot be
	rounds  int    // of a test that repeats itself
}

// onServers runs a test on the real server if there is one, and, as it takes
// time, shortly on a fake one.
func onServers(t *testing.T, run func(t *testing.T, g ground)) {
	t.Run("fake", func(t *testing.T) {
		server := fakemattermost.New(fakemattermost.Options{})
		t.Cleanup(server.Close)
		town := newTown(server.URL, server.AdminToken, "de")
		t.Cleanup(town.Close)
		run(t, ground{town, server.Restart, 4})
	})
	t.Run("real", func(t *testing.T) {
		url, token := realServer(t)
		town := newTown(url, token, "de")
		t.Cleanup(town.Close)
		run(t, ground{town, restartOf(t), 20})
	})
}
