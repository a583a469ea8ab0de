package personal

import (
	"flag"
	"fmt"
	"hash/crc32"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"beirat/board"
	"beirat/storage"
	"beirat/words"
)

var update = flag.Bool("update", false, "write the register of processing anew")

// The marks between which the register stands in the document.
const (
	registerBegins = "<!-- register: go test ./commands/personal -update -->\n"
	registerEnds   = "<!-- end of the register -->\n"
)

// register is which data of which people are processed, of the list that the
// program works by.
func register() string {
	said := words.Printer{Language: words.English}
	var b strings.Builder
	b.WriteString("| subject | data | when somebody asks to be forgotten | kept at most |\n|---|---|---|---|\n")
	for _, told := range storage.Tolds() {
		var tables []string
		fates, periods := map[string][]string{}, map[string][]string{}
		for _, c := range storage.PersonalData() {
			if c.Told != told {
				continue
			}
			if !slices.Contains(tables, c.Table) {
				tables = append(tables, c.Table)
			}
			if fate := string(c.Fate); !slices.Contains(fates[c.Table], fate) {
				fates[c.Table] = append(fates[c.Table], fate)
			}
			if period := string(c.Period); period != "" && !slices.Contains(periods[c.Table], period) {
				periods[c.Table] = append(periods[c.Table], period)
			}
		}
		for _, table := range tables {
			kept := strings.Join(periods[table], ", ")
			if kept == "" {
				kept = "as long as what it belongs to"
			}
			fmt.Fprintf(&b, "| %s | %s (`%s`) | %s | %s |\n", said.Say("personal.told."+string(told), nil), said.Say("personal.kind."+table, nil), table, strings.Join(fates[table], ", "), kept)
		}
	}
	return b.String()
}

func TestTheRegisterOfProcessingIsCurrent(t *testing.T) {
	const path = "../../docs/privacy.md"
	content, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	before, rest, begins := strings.Cut(string(content), registerBegins)
	have, after, ends := strings.Cut(rest, registerEnds)
	if !begins || !ends {
		t.Fatal("the document has no place for the register")
	}
	if *update {
		if err := os.WriteFile(path, []byte(before+registerBegins+register()+registerEnds+after), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if d := cmp.Diff(register(), have); d != "" {
		t.Errorf("docs/privacy.md is behind; go test ./commands/personal -update writes it (-want +have):\n%s", d)
	}
}

// TestWhoeverChangesANoticeRaisesItsVersion: everybody is given it again then.
func TestWhoeverChangesANoticeRaisesItsVersion(t *testing.T) {
	for n, want := range map[board.Notice]string{
		board.PrivacyNotice: "1 208dc8a6",
		board.SecrecyNotice: "1 ee05aea1",
	} {
		keys := map[board.Notice]string{board.PrivacyNotice: "personal.notice.who personal.notice.what personal.notice.basis personal.notice.readers personal.notice.free personal.notice.rights",
			board.SecrecyNotice: "personal.secrecy.duty personal.secrecy.basis"}[n]
		sum := crc32.NewIEEE()
		for _, key := range strings.Fields(keys) {
			fmt.Fprintln(sum, words.Printer{Language: words.German}.Say(key, map[string]any{"Contact": ""}))
		}
		if got := fmt.Sprintf("%d %08x", n.Version(), sum.Sum32()); got != want {
			t.Errorf("the notice %s is now %q, and was %q: raise its version in package board if it says something else, and put it here", n, got, want)
		}
	}
}
