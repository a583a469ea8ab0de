package scenarios

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"beirat/internal/fakemattermost"

	"github.com/jmoiron/sqlx"
)

// crowd is a board whose members all click at once, with Beirat as it is
// shipped behind them: its own clock and its own pace.
type crowd struct {
	testing.TB
	*venue
	served *served
	voters []*person // the chair is the last
	db     *sqlx.DB
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
	c := &crowd{TB: t, served: s}
	names, roll := seated(members)
	list := filepath.Join(s.folder, "roll.csv")
	if err := os.WriteFile(list, []byte(roll), 0o600); err != nil {
		t.Fatal(err)
	}
	var err error
	if c.venue, err = found(t.Context(), town, s, names, []string{"--land", "NW", "--roll", list}); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(c.leave)
	for _, name := range names {
		c.voters = append(c.voters, c.people[name])
	}
	if c.db, err = openAside(s.database); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = c.db.Close() })
	c.start()
	t.Cleanup(func() {
		if err := s.stop(); err != nil {
			t.Error(err)
		}
		if t.Failed() {
			t.Logf("log of serve:\n%s", s.lastWords())
		}
	})
	for _, who := range c.voters {
		c.must(who.listen(t.Context()))
	}
	c.rest()
	return c
}

// seated are the names of members, and their roll.
func seated(members int) (names []string, roll string) {
	var list strings.Builder
	list.WriteString("username,group,role\n")
	for i := range members - 1 {
		name := fmt.Sprintf("buerger%d", i/2+1)
		group := "Bürgerschaft"
		if i%2 == 1 {
			name, group = fmt.Sprintf("gewerbe%d", i/2+1), "Wirtschaft"
		}
		names = append(names, name)
		fmt.Fprintf(&list, "%s,%s,member\n", name, group)
	}
	list.WriteString("stadt,Stadt,chair\n")
	return append(names, "stadt"), list.String()
}

func (c *crowd) must(err error) {
	c.Helper()
	if err != nil {
		c.Fatal(err)
	}
}

func (c *crowd) chair() *person { return c.voters[len(c.voters)-1] }

func (c *crowd) start() {
	c.Helper()
	c.must(c.served.start(c.Context()))
}

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

func opening(number int, more string) string {
	return fmt.Sprintf(`/abstimmung neu "Frage %d?" zwischenstand=laufend %s`, number, more)
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
	errs := make([]error, len(c.voters))
	start := make(chan struct{})
	var ready, done sync.WaitGroup
	for i, who := range c.voters {
		ready.Add(1)
		done.Go(func() {
			ready.Done()
			<-start
			errs[i] = each(i, who)
		})
	}
	ready.Wait()
	close(start)
	done.Wait()
	return errs
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

// counted tells whether a click was answered with the ballot that it cast.
func counted(answers []string, label string) bool {
	return len(answers) == 1 && (strings.Contains(answers[0], "Ihre Stimme ist gezählt: "+label+".") ||
		strings.Contains(answers[0], "Jetzt zählt: "+label+" "))
}

// stored counts the ballots of a poll in the database by their choice.
func (c *crowd) stored(number int) map[string]int {
	c.Helper()
	var rows []struct {
		Choice string `db:"choice"`
		Votes  int    `db:"votes"`
	}
	c.must(c.db.SelectContext(c.Context(), &rows, fmt.Sprintf(
		"SELECT b.choice, COUNT(*) AS votes FROM ballot b JOIN poll p ON p.id = b.poll_id WHERE p.number = %d GROUP BY b.choice", number)))
	count := map[string]int{}
	for _, row := range rows {
		count[row.Choice] = row.Votes
	}
	return count
}

// figures are votes as messages show them.
func figures(count map[string]int) string {
	return fmt.Sprintf("Ja %d · Nein %d · Enthaltung %d", count["yes"], count["no"], count["abstain"])
}

func machine(label string) string {
	return map[string]string{"Ja": "yes", "Nein": "no", "Enthaltung": "abstain"}[label]
}

// rest waits until nothing is planned for now or the next moment.
func (c *crowd) rest() {
	c.Helper()
	ctx, cancel := context.WithTimeout(c.Context(), 2*time.Minute)
	defer cancel()
	tick := time.NewTicker(10 * time.Millisecond)
	defer tick.Stop()
	for {
		var open int
		query := fmt.Sprintf("SELECT COUNT(*) FROM job WHERE done_at = 0 AND parked_at = 0 AND run_at <= %d", time.Now().Add(5*time.Second).UnixMilli())
		err := c.db.GetContext(ctx, &open, query)
		if err == nil && open == 0 {
			return
		}
		select {
		case <-ctx.Done():
			c.Fatalf("no rest: %d jobs, %v\n%s", open, err, c.served.lastWords())
		case <-tick.C:
		}
	}
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
