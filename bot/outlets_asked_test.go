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
)

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
	o.noteProgram()
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
