package bot

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"beirat/board"
	"beirat/chat"
	"beirat/commands"

	"github.com/google/go-cmp/cmp"
)

// kind is what a command is to the polls.
type kind string

const (
	looks  kind = "looks"  // shows a poll, or many
	acts   kind = "acts"   // does something to a poll
	begins kind = "begins" // makes a poll, and is about none
	apart  kind = "apart"  // is about people, seats and rules
)

// kinds says of every command what it is. A new one must be put here: that is
// how it comes before the proofs.
func kinds() map[string]kind {
	all := map[string]kind{
		"poll.show": looks, "poll.list": looks, "poll.more": looks, "poll.secrecy": looks, "poll.urn": looks, "poll.export": looks,
		"board.menu": looks, "board.tasks": looks, "board.privacy": looks, "board.info": looks, "board.members": looks,
		"poll.create": begins, "poll.template": begins,
	}
	for _, path := range strings.Fields(`poll.vote poll.ballot poll.object poll.recuse poll.secret poll.close poll.extend poll.remind
		poll.withdraw poll.copy poll.option poll.answer poll.count poll.dissent poll.runoff`) {
		all[path] = acts
	}
	for _, path := range strings.Fields(`board.away board.language board.practice board.help board.seat_add board.seat_remove
		board.seat_delegate board.rules board.term board.office board.init board.role`) {
		all[path] = apart
	}
	return all
}

// TestEveryCommandIsKnownToTheProofs: what shows a poll in a new way is looked at.
func TestEveryCommandIsKnownToTheProofs(t *testing.T) {
	w := newWorld(t)
	known := kinds()
	for _, c := range w.book.Commands() {
		about := slices.ContainsFunc(c.Params, func(p commands.Param) bool { return p.Name() == "poll" })
		switch kind, is := known[c.Path]; {
		case !is:
			t.Errorf("%s: does it look at polls, act on one, begin one, or is it apart from them? Say so in kinds", c.Path)
		case about != (kind == acts) && kind != looks:
			t.Errorf("%s is no command that %s: does it name a poll? %t", c.Path, kind, about)
		}
		delete(known, c.Path)
	}
	for path := range known {
		t.Errorf("there is no command %s", path)
	}
}

// TestNoOutletTellsWhatItsViewerMayNotSee holds the same polls in three worlds
// and asks every outlet in every state. Between two worlds with as many ballots
// that say something else, nothing may differ for who may not see the counts;
// between two with the same counts, dealt out to other people, nothing for
// anybody.
func TestNoOutletTellsWhatItsViewerMayNotSee(t *testing.T) {
	worlds := map[string]*outlets{}
	for _, world := range []string{"base", "other", "dealt"} {
		if !t.Run(world, func(t *testing.T) { worlds[world] = held(t, world) }) {
			return
		}
	}
	base, other, dealt := worlds["base"], worlds["other"], worlds["dealt"]
	if len(base.polls) < 60 || len(base.polls) != len(other.polls) {
		t.Fatalf("%d and %d polls", len(base.polls), len(other.polls))
	}
	hidden, open := 0, 0
	for _, at := range slices.SortedFunc(maps.Keys(base.said), place.compare) {
		s := base.subject(at)
		if !s.maySee(at) {
			hidden++
			same(t, "other counts", s, at, base.said[at], other.said[at])
		} else if at.outlet == "poll.show" && at.viewer != "stranger" && s.tells() {
			if open++; base.said[at] == other.said[at] {
				t.Errorf("%s (%s): other counts are not seen where they may be: this test sees nothing:\n%s", at, s.name, base.said[at])
			}
		}
		if !s.called(at) {
			same(t, "dealt to others", s, at, base.said[at], dealt.said[at])
		}
	}
	if hidden < 1000 || open < 50 {
		t.Errorf("only %d hidden and %d open places were looked at", hidden, open)
	}
	t.Logf("%d polls, %d places, %d of them hidden", len(base.polls), len(base.said), hidden)
}

func same(t *testing.T, what string, s subject, at place, a, b string) {
	t.Helper()
	if a != b {
		t.Errorf("%s: %s (%s):\n%s", what, at, s.name, cmp.Diff(strings.Split(a, "\n"), strings.Split(b, "\n")))
	}
}

func (p place) String() string {
	return fmt.Sprintf("%s, poll %d, %s, to %s", p.state, p.poll, p.outlet, p.viewer)
}

// ended: the polls are over and their results established.
func (p place) ended() bool { return p.state == "closed" || p.state == "later" }

func (p place) compare(q place) int { return strings.Compare(p.String(), q.String()) }

// subject is the poll that a place is about; none where it is about many.
func (o *outlets) subject(at place) subject {
	if at.poll == 0 || at.poll > len(o.polls) { // those are copies, made by what was tried
		return subject{name: "many"}
	}
	return o.polls[at.poll-1]
}

// maySee tells whether counts may be seen at a place.
func (s subject) maySee(at place) bool {
	switch {
	case s.number == 0: // where many are, the verdicts are at most, when they are over
		return at.ended()
	case at.ended():
		return !s.few && !s.demand
	case s.act == "poll.close" && !s.secret: // whether it can be ended is whether it is settled (P14)
		return true
	case s.act == "poll.object": // ends it at once
		return at.state == "over" || at.outlet == "messages"
	case at.state == "over" || s.secret:
		return false
	}
	return s.results == board.Live || s.results == board.AfterVote && voted(at.viewer)
}

// tells: ballots are in it, and say something else in the other world.
func (s subject) tells() bool {
	return s.number != 0 && s.act == "" && len(s.ballots) > 0 && !s.few && !s.demand
}

// called: at the end of a roll-call everybody sees who voted how.
func (s subject) called(at place) bool {
	return at.ended() && s.values["rollcall"] == "yes" && !s.secret
}

// held is a world with all polls, and what its outlets say in each state.
func held(t *testing.T, world string) *outlets {
	t.Helper()
	o := newOutlets(t)
	known := map[string]bool{}
	for _, s := range append(subjects(), acted()...) {
		if opened, fits := o.opens(s); fits {
			known[s.name] = true
			o.works()
			if len(s.ballots) > 0 {
				o.vote(opened, world)
			}
		}
	}
	o.shown = nil // of polls that become secret there were counts before
	for _, s := range specials() {
		if !known[s.name] {
			t.Errorf("%s is refused", s.name)
		}
	}
	o.state = "open"
	o.works()
	o.noteShown()
	o.look()
	o.act(func(s subject) []string { return strings.Fields(s.act) })
	o.works()
	o.noteShown()
	o.state = "over"
	o.clock.set(time.Date(2026, 12, 3, 17, 0, 1, 0, time.UTC))
	o.look()
	o.noteProgram()
	o.state = "closed"
	o.works()
	o.noteShown()
	o.look()
	o.act(func(s subject) []string {
		if s.few || s.demand {
			return []string{"poll.answer", "poll.dissent", "poll.runoff", "poll.copy"}
		}
		return nil
	})
	o.state = "later"
	for o.waits(time.Date(2027, 2, 1, 9, 0, 0, 0, time.UTC)) { // what is owed, and reminded of
	}
	o.noteShown()
	o.lacks(o.log.String(), `"level":"ERROR"`, `"level":"WARN"`) // what fails for everybody is the same in all worlds
	return o
}

// look asks everything that shows something, for every viewer.
func (o *outlets) look() {
	known := kinds()
	for _, path := range slices.Sorted(maps.Keys(known)) { // chance is drawn in one order
		if known[path] != looks {
			continue
		}
		numbers := []int{0}
		if slices.ContainsFunc(o.book.Command(path).Params, func(p commands.Param) bool { return p.Name() == "poll" }) {
			numbers = numbers[:0]
			for _, s := range o.polls {
				numbers = append(numbers, s.number)
			}
		}
		for _, viewer := range viewers() {
			for _, number := range numbers {
				args := map[string]string{}
				if number != 0 {
					args["poll"] = fmt.Sprint(number)
				}
				o.note(number, path, viewer, o.gives(viewer, chat.Press{Action: chat.Action{Name: path, Args: args}}))
			}
		}
	}
	for _, viewer := range viewers() {
		o.note(0, "talk", viewer, o.gives(viewer, chat.Typing{Text: "Wie steht es?"}))
	}
}

// acted are polls on which one thing is tried that changes something.
func acted() []subject {
	var all []subject
	for path, kind := range kinds() {
		if kind != acts {
			continue
		}
		for _, secret := range []string{"no", "yes"} {
			all = append(all, subject{name: path + " secret=" + secret, values: map[string]string{"secret": secret, "method": "yesno"},
				secret: secret == "yes", results: board.AtClose, ballots: byMethod("yesno"), act: path})
		}
	}
	slices.SortFunc(all, func(a, b subject) int { return strings.Compare(a.name, b.name) })
	all = append(all, subject{name: "planned", values: map[string]string{"opens": "2026-12-02 10:00", "closes": "2026-12-20 18:00", "method": "yesno"}, results: board.AtClose})
	return append(all, subject{name: "withdrawn", values: map[string]string{"method": "yesno"}, results: board.AtClose, act: "poll.withdraw"})
}

// act lets every viewer try what is to be tried on a poll, unsure and sure.
func (o *outlets) act(what func(subject) []string) {
	for _, s := range o.polls {
		for _, path := range what(s) {
			for _, viewer := range slices.Backward(viewers()) {
				args := map[string]string{"poll": fmt.Sprint(s.number)}
				o.note(s.number, path+" unsure", viewer, o.gives(viewer, chat.Press{Action: chat.Action{Name: path, Args: args}}))
				for _, values := range tried(path) {
					values["poll"] = fmt.Sprint(s.number)
					o.note(s.number, path+" sure", viewer, o.gives(viewer, chat.Submit{Command: path, Values: values}))
				}
			}
		}
	}
}

// tried are the values with which a command is tried.
func tried(path string) []map[string]string {
	switch path {
	case "poll.count":
		return []map[string]string{
			{"member": "m8", "vote": "no", "note": "Anruf um neun"}, {"member": "m8", "vote": "technical", "note": "Kein Netz"},
			{"present": "11", "yes": "5", "no": "3", "abstain": "1"},
		}
	case "poll.close", "poll.withdraw":
		return []map[string]string{{"reason": "Grund"}}
	case "poll.extend":
		return []map[string]string{{"closes": "2026-12-05 18:00", "reason": "Grund"}}
	case "poll.option":
		return []map[string]string{{"option": "Dora", "reason": "Grund"}}
	case "poll.answer":
		return []map[string]string{{"response": "accepted", "reason": "Grund"}}
	case "poll.dissent":
		return []map[string]string{{"opinion": "Ich sehe das anders."}}
	case "poll.vote", "poll.ballot": // what a viewer votes is the viewer's own
		return nil
	case "poll.copy":
		return []map[string]string{{"closes": "2026-12-20 18:00"}}
	}
	return []map[string]string{{"confirm": "yes"}, {}}
}
