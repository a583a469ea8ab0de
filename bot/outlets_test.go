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
	return map[string]kind{
		"poll.show": looks, "poll.list": looks, "poll.more": looks, "poll.secrecy": looks, "poll.urn": looks, "poll.export": looks,
		"poll.vote": acts, "poll.ballot": acts, "poll.object": acts, "poll.recuse": acts, "poll.secret": acts,
		"poll.close": acts, "poll.extend": acts, "poll.remind": acts, "poll.withdraw": acts, "poll.copy": acts,
		"poll.answer": acts, "poll.dissent": acts, "poll.count": acts, "poll.option": acts, "poll.runoff": acts,
		"poll.create": begins, "poll.template": begins,
		"board.menu": looks, "board.tasks": looks,
	}
}

// TestEveryCommandIsKnownToTheProofs: what shows a poll in a new way is looked at.
func TestEveryCommandIsKnownToTheProofs(t *testing.T) {
	w := newWorld(t)
	known := kinds()
	for _, c := range w.book.Commands() {
		about := slices.ContainsFunc(c.Params, func(p commands.Param) bool { return p.Name() == "poll" })
		switch kind, is := known[c.Path]; {
		case !is && (about || strings.HasPrefix(c.Path, "poll.")):
			t.Errorf("%s: does it look at polls, act on them, begin one, or is it apart? Say so in kinds", c.Path)
		case kind == acts && !about:
			t.Errorf("%s acts on a poll, but names none", c.Path)
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
		return at.state == "closed"
	case at.state == "closed":
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
	return at.state == "closed" && s.values["rollcall"] == "yes" && !s.secret
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
	o.act()
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

// act lets every viewer try it, unsure and sure.
func (o *outlets) act() {
	for _, s := range o.polls {
		if s.act == "" {
			continue
		}
		for _, viewer := range slices.Backward(viewers()) {
			args := map[string]string{"poll": fmt.Sprint(s.number)}
			o.note(s.number, s.act+" unsure", viewer, o.gives(viewer, chat.Press{Action: chat.Action{Name: s.act, Args: args}}))
			sure := map[string]string{"poll": fmt.Sprint(s.number), "confirm": "yes", "reason": "Grund", "closes": "2026-12-05 18:00"}
			values := map[string]string{}
			for _, p := range o.book.Command(s.act).Params {
				if value, given := sure[p.Name()]; given {
					values[p.Name()] = value
				}
			}
			o.note(s.number, s.act+" sure", viewer, o.gives(viewer, chat.Submit{Command: s.act, Values: values}))
		}
	}
}
