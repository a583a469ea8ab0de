package scenarios

import (
	"bufio"
	"io"
	"os"
	"slices"
	"strings"
	"syscall"
	"testing"
)

// TestAKilledProcessLosesNoSecretBallotAndCountsNoneTwice kills the program
// while eleven vote, after so many were told that their ballot lies in the urn:
// roll and urn agree, who was told is on the roll, and the others vote later.
func TestAKilledProcessLosesNoSecretBallotAndCountsNoneTwice(t *testing.T) {
	onBoth(t, func(t *testing.T, fresh func() string) {
		for _, after := range []int{1, 4, 7, 10} {
			database := fresh()
			told := killedAfter(t, database, after)
			e := gathered(t, database, "", "")
			roll, papers := strings.Count(e.only("roll"), "\n"), len(strings.Split(urnOf(e), `\n`))
			if roll != papers || roll < len(told) {
				t.Errorf("killed after %d: %d were told, %d are on the roll, %d papers in the urn", after, len(told), roll, papers)
			}
			finish(t, database, told)
		}
	})
}

// killedAfter lets everybody vote as fast as they can type, kills the program
// when so many were told, and gives who was told by then.
func killedAfter(t *testing.T, database string, after int) (told []string) {
	t.Helper()
	c := process(t, "", "chat", "--demo", "--db", database, "--clock", "2026-11-26T10:00")
	in, err := c.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	out, err := c.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	c.Stderr = os.Stderr
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	var lines strings.Builder
	lines.WriteString(secretOpening + "\n")
	for i, who := range eleven() {
		for _, line := range byButtons(ballot{who, mixed()[i]}) {
			lines.WriteString(line + "\n")
		}
	}
	go func() { _, _ = io.WriteString(in, lines.String()) }() // who is killed reads no more
	seen := bufio.NewScanner(out)
	for seen.Scan() {
		who, _, _ := strings.Cut(strings.TrimPrefix(seen.Text(), "@"), " ")
		if !strings.Contains(seen.Text(), "liegt in der Urne der") {
			continue
		}
		if told = append(told, who); len(told) == after {
			_ = c.Process.Signal(syscall.SIGKILL)
		}
	}
	_ = c.Wait() // killed
	if len(told) < after {
		t.Fatalf("only %q were told", told)
	}
	return told
}

// finish lets everybody vote who can: who was told cannot.
func finish(t *testing.T, database string, told []string) {
	t.Helper()
	var lines strings.Builder
	for i, who := range eleven() {
		for _, line := range byButtons(ballot{who, mixed()[i]}) {
			lines.WriteString(line + "\n")
		}
	}
	again := beirat(t, "", lines.String(), "chat", "--db", database)
	for _, who := range told {
		if !strings.Contains(again.out, "@"+who+" Sie haben schon abgestimmt: In der Abstimmung 1 ") {
			t.Errorf("%s was told, and is not on the roll:\n%s%s", who, again.out, again.err)
		}
	}
	e := gathered(t, database, "", "")
	complete(t, e)
	want := make([]string, 0, len(eleven()))
	for _, says := range mixed() {
		want = append(want, asStored[says])
	}
	slices.Sort(want)
	if got := strings.Split(urnOf(e), `\n`); !slices.Equal(got, want) {
		t.Errorf("the urn holds %q", got)
	}
}
