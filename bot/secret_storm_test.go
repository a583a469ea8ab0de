package bot

import (
	"fmt"
	"regexp"
	"strings"
	"sync"
	"testing"

	"beirat/chat"
	"beirat/storage/storagetest"
)

// stormRounds is how many votes are held at once, one after the other.
const stormRounds = 6

func onBothKinds(t *testing.T, do func(*testing.T, *world)) {
	for name, database := range map[string]func(testing.TB) string{"sqlite": storagetest.SQLite, "postgres": storagetest.Postgres} {
		t.Run(name, func(t *testing.T) { do(t, newWorldOn(t, database(t))) })
	}
}

// members are the eleven who may vote.
func members() []string {
	var all []string
	for i := range 11 {
		all = append(all, fmt.Sprint("m", i+1))
	}
	return all
}

// atOnce lets everybody do something in the same moment, and gives the answers.
func (w *world) atOnce(do map[string][]chat.Do) map[string][]string {
	var (
		mu      sync.Mutex
		done    sync.WaitGroup
		start   = make(chan struct{})
		answers = map[string][]string{}
	)
	for who, deeds := range do {
		for _, deed := range deeds {
			done.Go(func() {
				<-start
				said := w.answered(w.Handle(w.Context(), w.event(who, deed)))
				mu.Lock()
				defer mu.Unlock()
				answers[who] = append(answers[who], said)
			})
		}
	}
	close(start)
	done.Wait()
	return answers
}

func secretly(poll int, vote string) chat.Do {
	return chat.Press{Action: chat.Action{Name: "poll.ballot", Confidential: true,
		Args: map[string]string{"board": "1", "poll": fmt.Sprint(poll), "vote": vote, "confirm": "yes"}}}
}

func openly(poll int, vote string) chat.Do {
	return chat.Press{Action: chat.Action{Name: "poll.vote", Args: map[string]string{"board": "1", "poll": fmt.Sprint(poll), "vote": vote}}}
}

func demanding(poll int) chat.Do {
	return chat.Press{Action: chat.Action{Name: "poll.secret", Args: map[string]string{"board": "1", "poll": fmt.Sprint(poll), "confirm": "yes"}}}
}

// votesSaid is what a member answered for, drawn from the member's number.
func votesSaid(i int) string { return []string{"yes", "no", "abstain"}[i%3] }

// box is what the tables hold of the votes in one poll.
type box struct {
	roll, named int
	papers      []string
}

var missed = regexp.MustCompile(`nicht abgestimmt (\d+)`)

var urnRow = regexp.MustCompile(`content="([^"]*)"`)

func (w *world) box(poll int) (b box) {
	w.Helper()
	of := fmt.Sprintf(`poll_id="%d"`, poll)
	for row := range strings.Lines(storagetest.Dump(w, w.url)) {
		table, rest, _ := strings.Cut(row, " ")
		if !strings.Contains(rest, of) {
			continue
		}
		switch table {
		case "roll":
			b.roll++
		case "ballot":
			b.named++
		case "urn":
			b.papers = strings.Split(urnRow.FindStringSubmatch(row)[1], `\n`)
		}
	}
	return b
}

// TestAllElevenVoteSecretlyAtOnceAndTwice: everybody who is told that the ballot
// lies in the urn is on the roll once, and the urn has as many papers.
func TestAllElevenVoteSecretlyAtOnceAndTwice(t *testing.T) {
	onBothKinds(t, func(t *testing.T, w *world) {
		for poll := 1; poll <= stormRounds; poll++ {
			w.says("m11", fmt.Sprintf(`/abstimmung neu "Frage %d?" geheim=ja`, poll))
			do := map[string][]chat.Do{}
			for i, who := range members() {
				do[who] = []chat.Do{secretly(poll, votesSaid(i)), secretly(poll, votesSaid(i+poll))}
			}
			for who, answers := range w.atOnce(do) {
				told := strings.Count(strings.Join(answers, "\n"), "liegt in der Urne")
				refused := strings.Count(strings.Join(answers, "\n"), "schon")
				if told != 1 || refused == 0 {
					t.Errorf("poll %d, %s: %q", poll, who, answers)
				}
			}
			if b := w.box(poll); b.roll != 11 || len(b.papers) != 11 || b.named != 0 {
				t.Errorf("poll %d: %+v", poll, b)
			}
		}
	})
}

// TestSecrecyIsDemandedWhileBallotsArrive: whoever comes first, no named ballot
// is left, nobody's secret one is lost, and everybody can vote.
func TestSecrecyIsDemandedWhileBallotsArrive(t *testing.T) {
	onBothKinds(t, func(t *testing.T, w *world) {
		for poll := 1; poll <= stormRounds; poll++ {
			w.says("m11", fmt.Sprintf(`/abstimmung neu "Frage %d?"`, poll))
			do := map[string][]chat.Do{}
			for i, who := range members() {
				do[who] = []chat.Do{openly(poll, votesSaid(i)), secretly(poll, votesSaid(i))}
			}
			for _, who := range members()[poll : poll+3] {
				do[who] = append(do[who], demanding(poll))
			}
			lies := 0
			for _, answers := range w.atOnce(do) {
				lies += strings.Count(strings.Join(answers, "\n"), "liegt in der Urne")
			}
			if b := w.box(poll); b.named != 0 || b.roll != lies || b.roll != 0 && len(b.papers) != b.roll {
				t.Errorf("poll %d: %d were told, %+v", poll, lies, b)
			}
			again := map[string][]chat.Do{}
			for i, who := range members() {
				again[who] = []chat.Do{secretly(poll, votesSaid(i))}
			}
			w.atOnce(again)
			if b := w.box(poll); b.roll != 11 || len(b.papers) != 11 || b.named != 0 {
				t.Errorf("poll %d, when all have voted: %+v", poll, b)
			}
		}
	})
}

// TestAPollEndsWhileSecretBallotsArrive: who was told that the ballot counts is
// counted, and who came too late was told so.
func TestAPollEndsWhileSecretBallotsArrive(t *testing.T) {
	onBothKinds(t, func(t *testing.T, w *world) {
		for poll := 1; poll <= stormRounds; poll++ {
			w.says("m11", fmt.Sprintf(`/abstimmung neu "Frage %d?" geheim=ja`, poll))
			do := map[string][]chat.Do{}
			for i, who := range members()[1:] {
				do[who] = []chat.Do{secretly(poll, votesSaid(i))}
			}
			do["m1"] = []chat.Do{chat.Press{Action: chat.Action{Name: "poll.object", Args: map[string]string{"board": "1", "poll": fmt.Sprint(poll), "confirm": "yes"}}}}
			lies := 0
			for _, answers := range w.atOnce(do) {
				lies += strings.Count(strings.Join(answers, "\n"), "liegt in der Urne")
			}
			b := w.box(poll)
			if b.roll != lies || lies != 0 && len(b.papers) != lies {
				t.Errorf("poll %d: %d were told, %+v", poll, lies, b)
			}
			shown := w.says("guest", fmt.Sprintf("/abstimmung zeigen %d", poll))
			if missing := missed.FindStringSubmatch(shown); missing != nil && missing[1] != fmt.Sprint(11-lies) { // few counts are withheld
				t.Errorf("poll %d: %d were told:\n%s", poll, lies, shown)
			}
		}
	})
}
