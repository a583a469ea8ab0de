package scenarios

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/jmoiron/sqlx"
)

// count is a served board whose votes are counted beside the program, in its
// database.
type count struct {
	testing.TB
	served *served
	db     *sqlx.DB
}

func newCount(t testing.TB, s *served) *count {
	t.Helper()
	c := &count{TB: t, served: s}
	var err error
	c.db, err = openAside(s.database)
	c.must(err)
	t.Cleanup(func() { _ = c.db.Close() })
	return c
}

// seated are the names of so many members, the last of them the chair, and the
// flags of setup for their board.
func (c *count) seated(members int) (names, flags []string) {
	c.Helper()
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
	roll := filepath.Join(c.served.folder, "roll.csv")
	c.must(os.WriteFile(roll, []byte(list.String()), 0o600))
	return append(names, "stadt"), []string{"--land", "NW", "--roll", roll}
}

func (c *count) must(err error) {
	c.Helper()
	if err != nil {
		c.Fatal(err)
	}
}

// serve starts the program, and ends it with the test.
func (c *count) serve() {
	c.Helper()
	c.start()
	c.Cleanup(func() {
		if err := c.served.stop(); err != nil {
			c.Error(err)
		}
		if c.Failed() {
			c.Logf("log of serve:\n%s", c.served.lastWords())
		}
	})
}

func (c *count) start() {
	c.Helper()
	c.must(c.served.start(c.Context()))
}

var labels = []string{"Ja", "Nein", "Enthaltung"}

func opening(number int, more string) string {
	return fmt.Sprintf(`/abstimmung neu "Frage %d?" zwischenstand=laufend %s`, number, more)
}

// atOnce lets so many do something at the same instant, and waits for all.
func atOnce(many int, each func(i int) error) []error {
	errs := make([]error, many)
	start := make(chan struct{})
	var ready, done sync.WaitGroup
	for i := range many {
		ready.Add(1)
		done.Go(func() {
			ready.Done()
			<-start
			errs[i] = each(i)
		})
	}
	ready.Wait()
	close(start)
	done.Wait()
	return errs
}

// counted tells whether a click was answered with the ballot that it cast.
func counted(answers []string, label string) bool {
	return len(answers) == 1 && (strings.Contains(answers[0], "Ihre Stimme ist gezählt: "+label+".") ||
		strings.Contains(answers[0], "Jetzt zählt: "+label+" "))
}

// stored counts the ballots of a poll in the database by their choice.
func (c *count) stored(number int) map[string]int {
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

// ballotOf is what is stored of an account; empty if nothing is.
func (c *count) ballotOf(number int, account string) string {
	c.Helper()
	var choices []string
	c.must(c.db.SelectContext(c.Context(), &choices, fmt.Sprintf(`SELECT b.choice FROM ballot b JOIN poll p ON p.id = b.poll_id
		JOIN account a ON a.person_id = b.person_id WHERE p.number = %d AND a.account = '%s'`, number, account)))
	if len(choices) == 0 {
		return ""
	}
	return choices[0]
}

// figures are votes as messages show them.
func figures(count map[string]int) string {
	return fmt.Sprintf("Ja %d · Nein %d · Enthaltung %d", count["yes"], count["no"], count["abstain"])
}

func machine(label string) string {
	return map[string]string{"Ja": "yes", "Nein": "no", "Enthaltung": "abstain"}[label]
}

// rest waits until nothing is planned for now or the next moment.
func (c *count) rest() {
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
