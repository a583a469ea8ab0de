package scenarios

import (
	"fmt"
	"regexp"
	"strings"
	"testing"
)

// boxed are the lines with which somebody gives in an anonymous round: a rating,
// and a point after a mistake. They take no key, for two keys make two locks.
func boxed(b ballot) []string {
	mark, text, _ := strings.Cut(b.says, " ")
	return []string{
		b.who + ": press Rückmeldung geben", b.who + ": press Beginnen", b.who + ": press Rückmeldung schreiben",
		fmt.Sprintf("%s: fill note1=%s punkt=%q schlüssel=\"\"", b.who, mark, text),
		b.who + ": fill schwere=stört-stark",
	}
}

// TestOfAnAnonymousRoundNothingTellsWhoGaveWhat holds the same round twice, with
// the feedback dealt out to other people: in tables, log and answers nothing is
// different while it runs. What is left after its end is held beside each other
// where no chat is in the way.
func TestOfAnAnonymousRoundNothingTellsWhoGaveWhat(t *testing.T) {
	said := []string{"gut Geheimwort-A", "mangelhaft Geheimwort-BBB", "befriedigend Geheimwort-CC", "gut Geheimwort-D"}
	round := secretVote{opens: `stadt: /feedback neu "Bürgerkonto" aufgaben="Anmelden" anonym=ja bis="3. Dezember 18 Uhr"`, cast: boxed, stops: true}
	onOne(t, 1, func(t *testing.T, fresh func() string) {
		one, two := round, round
		one.ballots, two.ballots = ballots(eleven()[:4], said), ballots(eleven()[:4], turned(said, 1))
		first, second := onConsole(t, fresh(), one), onConsole(t, fresh(), two)
		first.files, second.files = nil, nil                                  // they hold earlier states until the end
		first.seen, second.seen = unformed(first.seen), unformed(second.seen) // in their own forms people read what they write
		if held := first.only("feedback_box"); strings.Count(held, "Geheimwort") != len(said) {
			t.Fatalf("the box holds %s", held)
		}
		for _, difference := range first.differs(second) {
			t.Error(difference)
		}
		for where, text := range map[string]string{"the log": first.log, "the tables": strings.ReplaceAll(first.tables, first.only("feedback_box"), "")} {
			if strings.Contains(text, "Geheimwort") {
				t.Errorf("%s: %s", where, text[max(0, strings.Index(text, "Geheimwort")-200):][:400])
			}
		}
	})
}

// TestOfNamelessRepliesNothingTellsWhoGaveWhich: two are asked back about their points
// and reply, each with the key of theirs. With points and keys dealt out the other way
// round, so that the other point has its reply first, nothing is different but the
// locks of the keys, which are salted by chance.
func TestOfNamelessRepliesNothingTellsWhoGaveWhich(t *testing.T) {
	mine := map[string]string{"Geheimwort-A": "AAAA-BBBB-CCCC-DDDD", "Geheimwort-BBB": "EEEE-FFFF-GGGG-HHHH"}
	gives := func(b ballot) []string {
		return []string{
			b.who + ": press Rückmeldung geben", b.who + ": press Beginnen", b.who + ": press Rückmeldung schreiben",
			fmt.Sprintf("%s: fill note1=gut text=%q schwere=anregung schlüssel=%q", b.who, b.says, mine[b.says]),
		}
	}
	hold := func(t *testing.T, database string, says ...string) evidence {
		given := ballots(eleven()[:2], says)
		after := []string{"now 2026-12-04T09:00", "geschaeftsstelle: /feedback rückfrage 1 1 Wo?", "geschaeftsstelle: /feedback rückfrage 1 2 Wo?"}
		for _, b := range given { // whoever it is tries both points, and one is theirs
			for point := 1; point <= 2; point++ {
				after = append(after, fmt.Sprintf("%s: /feedback punkte 1 %d", b.who, point), b.who+": press Erwidern",
					fmt.Sprintf("%s: fill schlüssel=%q wortlaut=%q", b.who, mine[b.says], "Zu "+b.says))
			}
			after = append(after, minuteByMinute)
		}
		e := onConsole(t, database, secretVote{opens: `stadt: /feedback neu "Bürgerkonto" aufgaben="Anmelden" anonym=ja bis="3. Dezember 18 Uhr"`,
			cast: gives, ballots: given, after: append(after, "now 2026-12-04T20:00"), stops: true})
		e.tables, e.files = aLock.ReplaceAllString(e.tables, "lock"), nil
		e.seen = strings.Join(strings.FieldsFunc(unformed(e.seen), func(r rune) bool { return r == '\n' }), "\n")
		return e
	}
	onOne(t, 0, func(t *testing.T, fresh func() string) {
		first, second := hold(t, fresh(), "Geheimwort-A", "Geheimwort-BBB"), evidence{}
		for range 30 { // chance numbers the points: once more until it numbers them alike
			if second = hold(t, fresh(), "Geheimwort-BBB", "Geheimwort-A"); second.only("feedback_point") == first.only("feedback_point") {
				break
			}
		}
		if replied := strings.Count(first.only("feedback_question"), "Zu Geheimwort"); replied != 2 {
			t.Fatalf("%d replies are kept:\n%s", replied, first.only("feedback_question"))
		}
		for _, difference := range first.differs(second) {
			t.Error(difference)
		}
	})
}

// aLock is what is kept of a key.
var aLock = regexp.MustCompile(`lock="[^"]*"`)

// unformed is what was seen but for the forms.
func unformed(seen string) string {
	var kept []string
	for line := range strings.Lines(seen) {
		if !strings.HasPrefix(line, "?") {
			kept = append(kept, line)
		}
	}
	return strings.Join(kept, "")
}

var (
	// aKey is one by which somebody shows that an anonymous point is theirs.
	aKey = regexp.MustCompile(`\b[2-9A-HJ-NP-Z]{4}(-[2-9A-HJ-NP-Z]{4}){3}\b`)
	// aPost is a message that a server keeps.
	aPost = regexp.MustCompile(`^(POST|PUT|PATCH) /(api/v4/posts|api/v\d+/channels/\w+/messages)`)
)

// TestOnAServerNothingTellsWhoGaveWhatEither is the proof of the console on servers:
// with the feedback dealt out to other people nothing is different in what Beirat
// stores, logs and counts, and in the messages that are kept; and the key of a point
// is in none of them.
func TestOnAServerNothingTellsWhoGaveWhatEither(t *testing.T) {
	typist := typist{theBook(t)}
	said := []string{"gut Geheimwort-A", "mangelhaft Geheimwort-BBB"}
	round := secretVote{opens: `stadt: /feedback neu "Bürgerkonto" aufgaben="Anmelden" anonym=ja bis="3. Dezember 18 Uhr"`, cast: boxed, stops: true}
	for name, hold := range map[string]func(*testing.T, string, secretVote) evidence{
		"mattermost": func(t *testing.T, database string, v secretVote) evidence { return onServer(t, database, typist, v) },
		"discord":    func(t *testing.T, database string, v secretVote) evidence { return onDiscord(t, database, typist, v) },
	} {
		t.Run(name, func(t *testing.T) {
			onOne(t, 1, func(t *testing.T, fresh func() string) {
				one, two := round, round
				one.ballots, two.ballots = ballots(eleven()[:2], said), ballots(eleven()[:2], turned(said, 1))
				whole := hold(t, fresh(), one)
				toldOnce(t, whole)
				first, second := whole.kept(), hold(t, fresh(), two).kept()
				if held := first.only("feedback_box"); strings.Count(held, "Geheimwort") != len(said) || first.wire == "" {
					t.Fatalf("the box holds %s, and sent was %s", held, first.wire)
				}
				for _, difference := range first.differs(second) {
					t.Error(difference)
				}
			})
		})
	}
}

// toldOnce: keys were told in what nobody keeps, and stand nowhere else; nor does what
// was given stand in a message.
func toldOnce(t *testing.T, e evidence) {
	t.Helper()
	told := 0
	for line := range strings.Lines(e.wire) {
		switch {
		case aPost.MatchString(line) && (aKey.MatchString(line) || strings.Contains(line, "Geheimwort")):
			t.Errorf("a message that stays: %s", line)
		case aKey.MatchString(line):
			told++
		}
	}
	if told == 0 {
		t.Fatal("no key was told: this test sees nothing")
	}
	for where, text := range map[string]string{"the log": e.log, "the tables": e.tables} {
		if key := aKey.FindString(text); key != "" {
			t.Errorf("%s: %s", where, key)
		}
	}
}

// kept is the evidence without what passes: forms, which their person fills in, and
// keys, which are told once and drawn by chance.
func (e evidence) kept() evidence {
	e.seen = aKey.ReplaceAllString(unformed(e.seen), "KEY")
	var posts []string
	for line := range strings.Lines(e.wire) {
		if aPost.MatchString(line) {
			posts = append(posts, line)
		}
	}
	e.wire = strings.Join(posts, "")
	return e
}
