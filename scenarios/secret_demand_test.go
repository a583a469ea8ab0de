package scenarios

import (
	"regexp"
	"slices"
	"strings"
	"testing"
)

// A named ballot is told to its member, and one by telephone also to the office
// that wrote it down; they keep what they read. That is the one thing that stays
// of it when the vote becomes secret.
var (
	toldOwn = regexp.MustCompile(`^@\S+ (Ihre Stimme ist gezählt|.*für Sie eingetragen)|^@geschaeftsstelle Eingetragen in der`)
	keptOwn = regexp.MustCompile(`^memory .*\\"to\\":\\"((buerger|gewerbe|stadt).*(Ihre Stimme ist gezählt|für Sie eingetragen)|geschaeftsstelle.*Eingetragen in der)`)
)

// TestOfNamedBallotsNothingIsLeftWhenAVoteBecomesSecret: six vote by name and one
// by telephone, three ask for secrecy, eleven vote secretly. Whatever the seven had said, everything
// but what each of them was told about the own ballot is the same.
func TestOfNamedBallotsNothingIsLeftWhenAVoteBecomesSecret(t *testing.T) {
	named := ballots(eleven(), []string{"Ja", "Nein", "Enthaltung", "Ja", "Nein", "Ja", "Nein"})
	otherwise := ballots(eleven(), []string{"Nein", "Ja", "Ja", "Enthaltung", "Ja", "Nein", "Ja"})
	onBoth(t, func(t *testing.T, fresh func() string) {
		vote := func(named []ballot, says []string, stops bool) evidence {
			return onConsole(t, fresh(), secretVote{opens: `stadt: /abstimmung neu "Wer soll uns vertreten?"`,
				before: slices.Concat(byName(named[1:]), byTelephone(named[0]), demanded(eleven()[3:6])), ballots: ballots(eleven(), says), stops: stops})
		}
		for _, stops := range []bool{true, false} {
			first, second := vote(named, mixed(), stops), vote(otherwise, turned(mixed(), 4), stops)
			complete(t, first)
			if first.seen == second.seen {
				t.Fatal("the named ballots were told alike: this test sees nothing")
			}
			for _, difference := range first.withoutOwn().differs(second.withoutOwn()) {
				t.Error(difference)
			}
			if left := first.only("ballot"); left != "" {
				t.Errorf("left of named ballots: %s", left)
			}
			if strings.Count(first.seen, "für Sie eingetragen") != 1 {
				t.Error("nobody voted by telephone")
			}
		}
	})
}

func byName(named []ballot) []string {
	var lines []string
	for _, b := range named {
		lines = append(lines, b.who+": press "+b.says, minuteByMinute)
	}
	return lines
}

// byTelephone is a ballot that the office writes down.
func byTelephone(b ballot) []string {
	return []string{"geschaeftsstelle: /abstimmung auszählung 1 mitglied=" + b.who + " stimme=" + strings.ToLower(b.says) + ` notiz="Anruf um neun"`}
}

func demanded(who []string) []string {
	var lines []string
	for _, name := range who {
		lines = append(lines, name+": /abstimmung geheim-verlangen 1", minuteByMinute)
	}
	return lines
}

// withoutOwn is the evidence without what members were told of the own named ballot.
func (e evidence) withoutOwn() evidence {
	e = e.without(keptOwn)
	e.seen = strings.Join(slices.DeleteFunc(strings.Split(e.seen, "\n\n"), toldOwn.MatchString), "\n\n")
	return e
}

var receipt = regexp.MustCompile(`[2-9A-HJ-NP-Z]{4}-[2-9A-HJ-NP-Z]{4}`)

// TestAReceiptIsKnownToItsOwnerAndTheUrnOnly: the code that is drawn for a
// ballot is told once and stands in the urn, and what else there is depends on
// no choice.
func TestAReceiptIsKnownToItsOwnerAndTheUrnOnly(t *testing.T) {
	onBoth(t, func(t *testing.T, fresh func() string) {
		vote := func(says []string) evidence {
			return onConsole(t, fresh(), secretVote{opens: secretOpening + " quittung=ja", ballots: ballots(eleven(), says)})
		}
		first, second := vote(mixed()), vote(turned(mixed(), 4))
		codes := receipt.FindAllString(first.only("urn"), -1)
		if len(codes) != len(eleven()) {
			t.Fatalf("the urn: %s", first.only("urn"))
		}
		for _, code := range codes {
			if n := strings.Count(first.tables+first.log, code); n != 1 {
				t.Errorf("%s stands in the tables and in the log %d times", code, n)
			}
			if n := strings.Count(first.seen, code); n != 1 {
				t.Errorf("%s was told %d times", code, n)
			}
			if n := strings.Count(string(first.files), code); n != 1 && len(first.files) > 0 {
				t.Errorf("%s stands in the files %d times", code, n)
			}
		}
		// The codes are drawn alike in both votes, so each belongs to the same
		// person in both; here that is known, elsewhere to the owner only. What
		// they stand beside in the urn is left out, for it is another ballot.
		for _, e := range []*evidence{&first, &second} {
			var papers []string
			for _, paper := range strings.Split(urnOf(*e), `\n`) {
				papers = append(papers, receipt.ReplaceAllString(paper, "a code"))
			}
			slices.Sort(papers)
			e.tables, e.alike = e.without(regexp.MustCompile("^urn ")).tables+strings.Join(papers, "\n"), false
		}
		for _, difference := range first.differs(second) {
			t.Error(difference)
		}
	})
}

// urnOf is what the urn's one row holds.
func urnOf(e evidence) string {
	_, content, _ := strings.Cut(e.only("urn"), ` content="`)
	return strings.TrimSuffix(strings.TrimSpace(content), `"`)
}

// TestOnAServerAReceiptIsWhisperedOnce: the server keeps messages, but no
// answer to a click, so the code comes as one; also where something else is
// open, which is led on to in a message.
func TestOnAServerAReceiptIsWhisperedOnce(t *testing.T) {
	typist := typist{theBook(t)}
	onOne(t, 0, func(t *testing.T, fresh func() string) {
		e := onServer(t, fresh(), typist, secretVote{opens: secretOpening + " quittung=ja",
			before: []string{`stadt: /abstimmung neu "Noch etwas?"`}, cast: inTheFirst, ballots: ballots(eleven(), mixed()), after: []string{"now 2026-12-03T18:00"}})
		complete(t, e)
		codes := receipt.FindAllString(e.only("urn"), -1)
		if len(codes) != len(eleven()) {
			t.Fatalf("the urn: %s", e.only("urn"))
		}
		for _, code := range codes {
			if n := strings.Count(e.tables+e.log, code); n != 1 {
				t.Errorf("%s stands in the tables and in the log %d times", code, n)
			}
			for line := range strings.Lines(e.wire) {
				if strings.Contains(line, code) && !strings.HasPrefix(line, "POST /mattermost/action ") {
					t.Errorf("%s is told to be kept: %s", code, line)
				}
			}
			if n := strings.Count(e.wire, code); n != 1 {
				t.Errorf("%s was told %d times", code, n)
			}
		}
	})
}

// inTheFirst casts a ballot where two votes are open.
func inTheFirst(b ballot) []string {
	lines := byButtons(b)
	lines[0] += " on abstimmung 1"
	return lines
}
