package bot

import (
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"

	"beirat/bot/console"
	"beirat/chat"
	"beirat/storage"
	"beirat/storage/storagetest"
)

// assemblyOf is the demonstration board on a database, with so many open polls.
func assemblyOf(t *testing.T, database string, polls int) *Chat {
	t.Helper()
	c, err := OpenChat(t.Context(), ChatOptions{Database: database, Demo: true, Clock: "2026-11-26T10:00", Zone: "Europe/Berlin", Out: io.Discard})
	if err != nil {
		t.Fatal(err)
	}
	for number := range polls {
		if err := c.Window.Say(t.Context(), fmt.Sprintf("stadt: /abstimmung neu \"Frage %d?\"", number+1)); err != nil {
			t.Fatal(err)
		}
	}
	return c
}

// castVote is an acknowledged vote.
type castVote struct {
	who  string
	poll int
}

// voters lets every member vote in poll after poll, and gives what was
// acknowledged until the number of votes reached enough.
func voters(t *testing.T, c *Chat, polls, enough int) (before []castVote, wait func()) {
	people, err := c.people(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	var acknowledged []castVote
	var mu sync.Mutex
	var all sync.WaitGroup
	reached := make(chan struct{})
	for _, who := range people {
		all.Go(func() {
			for number := 1; number <= polls; number++ {
				reply := c.Handle(t.Context(), chat.Event{Platform: console.Name, Actor: chat.Actor{Account: who, Name: who},
					Place: chat.Place{Channel: console.Channel}, Do: chat.Command{Line: fmt.Sprintf("/abstimmung %d ja", number)}})
				if !accepted(reply) {
					return // no member
				}
				mu.Lock()
				acknowledged = append(acknowledged, castVote{who, number})
				if len(acknowledged) == enough {
					close(reached)
				}
				mu.Unlock()
			}
		})
	}
	<-reached
	mu.Lock()
	defer mu.Unlock()
	return slices.Clone(acknowledged), all.Wait
}

// holds tells what of the acknowledged votes a database lacks, and how many
// votes it has in all, by ballots and by the audit.
func holds(t *testing.T, c *Chat, acknowledged []castVote, polls int) (lacking []castVote, ballots, casts int) {
	t.Helper()
	err := c.db.Read(t.Context(), func(tx *storage.Tx) error {
		boards, err := tx.Boards()
		if err != nil {
			return err
		}
		voted := map[castVote]bool{}
		for number := 1; number <= polls; number++ {
			p, err := tx.PollNumber(boards[0].ID, number)
			if err != nil {
				return err
			}
			electors, err := tx.Electors(p.ID)
			if err != nil {
				return err
			}
			for _, e := range electors {
				if e.Voted {
					voted[castVote{e.Person.Name, number}] = true
				}
			}
			audits, err := tx.Audits(boards[0].ID, storage.Entity("poll", p.ID), 1000)
			if err != nil {
				return err
			}
			for _, a := range audits {
				if a.What == "poll.cast" {
					casts++
				}
			}
		}
		for _, b := range acknowledged {
			if !voted[b] {
				lacking = append(lacking, b)
			}
		}
		ballots = len(voted)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return lacking, ballots, casts
}

func closed(t *testing.T, c *Chat) {
	t.Helper()
	if err := c.Close(); err != nil {
		t.Error(err)
	}
}

func done(t *testing.T, want int, says string, args ...string) string {
	t.Helper()
	got := run(t.Context(), strings.NewReader(""), nil, args...)
	said := got.out + got.err
	if got.code != want || !strings.Contains(said, says) {
		t.Fatalf("beirat %s: exit %d, want %d and %q in\n%s", strings.Join(args, " "), got.code, want, says, said)
	}
	return said
}

func TestABackupTakenWhileEverybodyVotesHoldsEveryAcknowledgedVote(t *testing.T) {
	const polls = 60
	source := storagetest.SQLite(t)
	copied := filepath.Join(t.TempDir(), "backup.db")
	c := assemblyOf(t, source, polls)
	acknowledged, wait := voters(t, c, polls, 60)
	done(t, exitDone, "the copy is sound", "backup", "--db", source, "--to", copied)
	wait()
	closed(t, c)

	if info, err := os.Stat(copied); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("the backup: %v %v", info.Mode(), err)
	}
	target := storagetest.SQLite(t)
	done(t, exitDone, "is "+copied+" now", "restore", "--db", target, "--from", copied)
	restored := assemblyOf(t, target, 0)
	defer closed(t, restored)
	lacking, ballots, casts := holds(t, restored, acknowledged, polls)
	if len(lacking) > 0 || ballots != casts || ballots < len(acknowledged) {
		t.Errorf("%d ballots and %d entries of them; lacking %v", ballots, casts, lacking)
	}
	if ballots == polls*11 {
		t.Error("every vote is in the backup, so it was not taken while people voted")
	}
}

func TestARestoreKeepsWhatStoodThereAndGivesNoNumberTwice(t *testing.T) {
	database := storagetest.SQLite(t)
	path := strings.TrimPrefix(database, "sqlite:")
	copied := filepath.Join(t.TempDir(), "backup.db")
	closed(t, assemblyOf(t, database, 2))
	done(t, exitDone, "sound", "backup", "--db", database, "--to", copied)
	c := assemblyOf(t, database, 3) // polls 3, 4 and 5, which the backup does not know
	done(t, exitFailed, "in use", "restore", "--db", database, "--from", copied)
	closed(t, c)
	said := done(t, exitDone, "are not given again", "restore", "--db", database, "--from", copied)
	kept := regexp.MustCompile(regexp.QuoteMeta(path) + `\.before-\S+?Z`).FindString(said)
	if kept == "" {
		t.Fatalf("nothing is said of what stood there:\n%s", said)
	}
	for name, test := range map[string]struct {
		database string
		want     []int
	}{
		"what stood there is whole, and goes on with its own number": {"sqlite:" + kept, []int{6, 5, 4, 3, 2, 1}},
		"what is there now goes on behind it":                        {database, []int{6, 2, 1}},
	} {
		t.Run(name, func(t *testing.T) {
			c := assemblyOf(t, test.database, 1)
			defer closed(t, c)
			if got := pollNumbers(t, c); !slices.Equal(got, test.want) {
				t.Errorf("polls %v, want %v", got, test.want)
			}
		})
	}
}

func TestADamagedDatabaseIsKeptWithItsLogAndReplaced(t *testing.T) {
	database := storagetest.SQLite(t)
	path := strings.TrimPrefix(database, "sqlite:")
	copied := filepath.Join(t.TempDir(), "backup.db")
	closed(t, assemblyOf(t, database, 2))
	done(t, exitDone, "sound", "backup", "--db", database, "--to", copied)
	damaged := []byte("SQLite format 3\x00, and then nothing that is any use")
	for file, content := range map[string][]byte{path: damaged, path + "-wal": []byte("the log of what was there")} {
		if err := os.WriteFile(file, content, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	said := done(t, exitDone, "could not be read", "restore", "--db", database, "--from", copied, "--skip", "20")
	kept := regexp.MustCompile(regexp.QuoteMeta(path) + `\.before-\S+?Z`).FindString(said)
	for file, want := range map[string]string{kept: string(damaged), kept + "-wal": "the log of what was there"} {
		if got, err := os.ReadFile(file); err != nil || string(got) != want {
			t.Errorf("%s: %q %v", file, got, err)
		}
	}
	c := assemblyOf(t, database, 1)
	defer closed(t, c)
	if got := pollNumbers(t, c); !slices.Equal(got, []int{23, 2, 1}) {
		t.Errorf("polls %v", got)
	}
}

func pollNumbers(t *testing.T, c *Chat) (all []int) {
	err := c.db.Read(t.Context(), func(tx *storage.Tx) error {
		boards, err := tx.Boards()
		if err != nil {
			return err
		}
		polls, err := tx.Polls(boards[0].ID, 0, 100)
		for _, p := range polls {
			all = append(all, p.Number)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func TestBackupAndRestoreSayWhatIsWrongAndTouchNothing(t *testing.T) {
	folder := t.TempDir()
	database := storagetest.SQLite(t)
	path := strings.TrimPrefix(database, "sqlite:")
	closed(t, assemblyOf(t, database, 1))
	good := filepath.Join(folder, "good.db")
	done(t, exitDone, "sound", "backup", "--db", database, "--to", good)
	content, err := os.ReadFile(good)
	if err != nil {
		t.Fatal(err)
	}
	write := func(name string, content []byte) string {
		file := filepath.Join(folder, name)
		if err := os.WriteFile(file, content, 0o600); err != nil {
			t.Fatal(err)
		}
		return file
	}
	cut := write("cut.db", content[:len(content)/2])
	letter := write("letter.db", []byte("this is a letter, and a long one"))
	foreign := filepath.Join(folder, "foreign.db")
	closedEmpty(t, foreign)
	before, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for name, test := range map[string]struct {
		code int
		says string
		args []string
	}{
		"a backup over a file":                 {exitFailed, "nothing is overwritten", []string{"backup", "--db", database, "--to", good}},
		"a backup over the database":           {exitFailed, "nothing is overwritten", []string{"backup", "--db", database, "--to", path}},
		"a backup without a name":              {exitMisuse, "--to FILE", []string{"backup", "--db", database}},
		"a backup into no folder":              {exitFailed, "none", []string{"backup", "--db", database, "--to", filepath.Join(folder, "none", "x.db")}},
		"a backup of no database":              {exitFailed, "there is no database", []string{"backup", "--db", "sqlite:" + filepath.Join(folder, "not.db"), "--to", filepath.Join(folder, "x.db")}},
		"a restore without a name":             {exitMisuse, "--from FILE", []string{"restore", "--db", database}},
		"a restore of a file that is not":      {exitFailed, "not.db", []string{"restore", "--db", database, "--from", filepath.Join(folder, "not.db")}},
		"a restore of half a backup":           {exitFailed, "damaged", []string{"restore", "--db", database, "--from", cut}},
		"a restore of a letter":                {exitFailed, "no SQLite database", []string{"restore", "--db", database, "--from", letter}},
		"a restore of another program's":       {exitFailed, "none of Beirat's", []string{"restore", "--db", database, "--from", foreign}},
		"a restore of a number below zero":     {exitMisuse, "from 0", []string{"restore", "--db", database, "--from", good, "--skip", "-1"}},
		"a backup of PostgreSQL names pg_dump": {exitFailed, "pg_dump", []string{"backup", "--db", "postgres://beirat:geheim@db/beirat", "--to", good}},
	} {
		t.Run(name, func(t *testing.T) {
			if said := done(t, test.code, test.says, test.args...); strings.Contains(said, "geheim") {
				t.Errorf("tells the password: %s", said)
			}
		})
	}
	if after, err := os.ReadFile(path); err != nil || string(after) != string(before) {
		t.Errorf("the database is another one now: %v", err)
	}
	for _, leftover := range []string{filepath.Join(folder, ".*"), filepath.Join(filepath.Dir(path), ".*"), path + ".before*"} {
		if found, err := filepath.Glob(leftover); err != nil || len(found) > 0 {
			t.Errorf("left behind: %v %v", found, err)
		}
	}
}

// closedEmpty makes a database that has no schema.
func closedEmpty(t *testing.T, path string) {
	db, err := storage.Open(t.Context(), "sqlite:"+path, nil)
	if err != nil {
		t.Fatal(err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
}

// TestThePostgreSQLCommandsThatAreNamedWork runs what backup and restore say,
// word for word.
func TestThePostgreSQLCommandsThatAreNamedWork(t *testing.T) {
	const polls = 3
	source, target := storagetest.Postgres(t), storagetest.Postgres(t)
	for _, program := range []string{"pg_dump", "pg_restore"} {
		if _, err := exec.LookPath(program); err != nil {
			t.Skip(program, "is not on the PATH")
		}
	}
	file := filepath.Join(t.TempDir(), "the board's.dump")
	c := assemblyOf(t, source, polls)
	acknowledged, wait := voters(t, c, polls, 20)
	asTold(t, "backup", "--db", source, "--to", file)
	wait()
	closed(t, c)
	if info, err := os.Stat(file); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("the dump: %v %v", info, err)
	}
	closed(t, assemblyOf(t, target, 1)) // something stands there
	asTold(t, "restore", "--db", target, "--from", file)
	restored := assemblyOf(t, target, 0)
	defer closed(t, restored)
	lacking, ballots, casts := holds(t, restored, acknowledged, polls)
	if len(lacking) > 0 || ballots != casts || ballots < len(acknowledged) {
		t.Errorf("%d ballots and %d entries of them; lacking %v", ballots, casts, lacking)
	}
}

func asTold(t *testing.T, args ...string) {
	t.Helper()
	said := done(t, exitFailed, "own programs", args...)
	command := regexp.MustCompile(`(?m)^  (.*)$`).FindStringSubmatch(said)
	if command == nil {
		t.Fatalf("no command in\n%s", said)
	}
	if out, err := exec.CommandContext(t.Context(), "/bin/sh", "-c", command[1]).CombinedOutput(); err != nil {
		t.Fatalf("%s: %v\n%s", command[1], err, out)
	}
}
