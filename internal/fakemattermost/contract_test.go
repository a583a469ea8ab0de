package fakemattermost_test

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"beirat/internal/fakemattermost"
)

var update = flag.Bool("update", false, "write down what the real server answers")

// probe is something that is tried on both servers. What it gives must be the
// same on the real one and on the fake.
type probe struct {
	name string
	do   func(*world) []any
}

const contract = "contract.txt"

func TestTheFakeAnswersAsTheContractSays(t *testing.T) {
	s := fakemattermost.New(fakemattermost.Options{})
	t.Cleanup(s.Close)
	compare(t, s.URL, s.AdminToken)
}

func TestTheRealServerAnswersAsTheContractSays(t *testing.T) {
	url, token := os.Getenv("BEIRAT_TEST_MATTERMOST"), os.Getenv("BEIRAT_TEST_MATTERMOST_ADMIN_TOKEN")
	if url == "" || token == "" {
		t.Skip("BEIRAT_TEST_MATTERMOST and BEIRAT_TEST_MATTERMOST_ADMIN_TOKEN name no real server to compare with")
	}
	if *update {
		write(t, tried(t, url, token))
	}
	compare(t, url, token)
}

func compare(t *testing.T, url, token string) {
	t.Helper()
	want, err := os.ReadFile(filepath.Join("testdata", contract))
	if err != nil {
		t.Fatal(err)
	}
	agreed := sections(string(want))
	got := tried(t, url, token)
	for _, p := range probes() {
		t.Run(strings.ReplaceAll(p.name, " ", "_"), func(t *testing.T) {
			if diff := cmp.Diff(strings.Split(agreed[p.name], "\n"), strings.Split(got[p.name], "\n")); diff != "" {
				t.Errorf("%s (-contract +this server):\n%s", p.name, diff)
			}
		})
	}
	if len(agreed) != len(probes()) {
		t.Errorf("the contract has %d sections for %d probes: write it again with -update", len(agreed), len(probes()))
	}
}

func tried(t *testing.T, url, token string) map[string]string {
	t.Helper()
	w := newWorld(t, url, token)
	found := map[string]string{}
	for _, p := range probes() {
		var lines []string
		for _, v := range p.do(w) {
			if h, ok := v.(heard); ok {
				line := fmt.Sprint(h.status)
				switch body := h.body.(type) {
				case nil:
					line += " " + strings.TrimSpace(h.raw)
				default:
					line += " " + w.masked(body)
				}
				lines = append(lines, line)
				continue
			}
			lines = append(lines, w.masked(v))
		}
		found[p.name] = strings.Join(lines, "\n")
	}
	return found
}

func sections(text string) map[string]string {
	found := map[string]string{}
	for section := range strings.SplitSeq("\n"+text, "\n# ") {
		if name, body, ok := strings.Cut(section, "\n"); ok && name != "" {
			found[name] = strings.TrimSuffix(body, "\n")
		}
	}
	return found
}

func write(t *testing.T, found map[string]string) {
	t.Helper()
	var text strings.Builder
	for _, p := range probes() {
		fmt.Fprintf(&text, "# %s\n%s\n", p.name, found[p.name])
	}
	if err := os.WriteFile(filepath.Join("testdata", contract), []byte(text.String()), 0o644); err != nil {
		t.Fatal(err)
	}
}
