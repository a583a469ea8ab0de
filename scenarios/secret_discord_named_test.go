package scenarios

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"beirat/storage/storagetest"
)

// namedOnDiscord is an answer to a click on a button of the open vote.
var namedOnDiscord = regexp.MustCompile(`Ihre Stimme ist gezählt`)

// TestOnDiscordOfNamedBallotsNothingIsLeftEither: what six had said by name before
// the vote became secret is in nothing that Beirat keeps. Discord's answers to
// clicks are shown until the client forgets them.
func TestOnDiscordOfNamedBallotsNothingIsLeftEither(t *testing.T) {
	typist := typist{theBook(t)}
	onItsOwn(t, func(t *testing.T, fresh func() string) {
		vote := func(says []string) evidence {
			e := onDiscord(t, fresh(), typist, secretVote{opens: `stadt: /abstimmung neu "Wer soll uns vertreten?"`,
				before:  slices.Concat(byName(ballots(eleven()[:6], says)), demanded(eleven()[3:6])),
				ballots: ballots(eleven(), mixed()), after: []string{"now 2026-12-03T18:00"}})
			e.wire = strings.Join(slices.DeleteFunc(strings.Split(e.wire, "\n"), namedOnDiscord.MatchString), "\n")
			return e.withoutOwn()
		}
		first, second := vote([]string{"Ja", "Nein", "Enthaltung", "Ja", "Nein", "Ja"}), vote([]string{"Nein", "Ja", "Ja", "Enthaltung", "Ja", "Nein"})
		complete(t, first)
		for _, difference := range first.differs(second) {
			t.Error(difference)
		}
	})
}

// TestOnDiscordNothingHoldsADiscardedBallotOverOptions: forms are kept from page
// to page, but not what stood in one when the vote became secret.
func TestOnDiscordNothingHoldsADiscardedBallotOverOptions(t *testing.T) {
	typist := typist{theBook(t)}
	v := overOptions()["points"]
	discarded := []string{"1=1, 2=2, 3=7", "1=1,2=2,3=7", "1=8, 2=2", "1=8,2=2"}
	onItsOwn(t, func(t *testing.T, fresh func() string) {
		e := onDiscord(t, fresh(), typist, secretVote{opens: strings.Replace(v.opens, " geheim=ja", "", 1),
			before: append([]string{
				"buerger1: press Abstimmen", `buerger1: fill stimme="1=1, 2=2, 3=99"`, `buerger1: fill stimme="1=1, 2=2, 3=7"`,
				"buerger2: press Abstimmen", `buerger2: fill stimme="1=8, 2=2"`,
				"buerger2: press Abstimmen", // shows the own ballot
			}, demanded(eleven()[3:6])...),
			ballots: ballots(eleven()[10:], []string{"1=10"}), cast: inTheForm, stops: true})
		for where, text := range map[string]string{"tables": e.tables, "files": string(e.files), "log": e.log} {
			for _, ballot := range append(discarded, "1=1, 2=2, 3=99") {
				if strings.Contains(text, ballot) {
					t.Errorf("the discarded ballot %q is in the %s", ballot, where)
				}
			}
		}
	})
}

// TestOnDiscordPeopleAreToldWhoCouldSeeMore: the company, not a server's log.
func TestOnDiscordPeopleAreToldWhoCouldSeeMore(t *testing.T) {
	t.Parallel()
	e := onDiscord(t, storagetest.SQLite(t), typist{theBook(t)}, secretVote{opens: secretOpening, after: []string{"gast: /abstimmung geheimhaltung 1", "stadt: /beirat datenschutz"}, stops: true})
	for _, told := range []string{"durch die Rechner der Firma Discord in den USA", "Hier ist das die Firma Discord in den USA."} {
		if !strings.Contains(e.seen, told) || strings.Contains(e.seen, "Chat-Servers") {
			t.Errorf("%q is not among what is told:\n%s", told, e.seen)
		}
	}
}
