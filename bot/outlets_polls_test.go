package bot

import (
	"fmt"
	"maps"
	"strings"

	"beirat/board"
	"beirat/chat"
)

// subject is a poll of one kind in all worlds.
type subject struct {
	number  int
	name    string
	values  map[string]string // with which it was opened
	secret  bool
	results board.Results
	act     string // the command that is tried on it; empty: it is looked at

	// What the others vote; nil: by the method. By world.
	ballots map[string][]string
	demand  bool // named ballots as told, then made secret, then the same in all worlds
	few     bool // its counts are withheld
}

// byMethod are the ballots of the others in the worlds: "other" has other
// counts than "base", "dealt" has the same, of other people.
func byMethod(method string) map[string][]string {
	base := map[string][]string{
		"yesno":    {"yes", "yes", "no", "no", "no", "abstain"},
		"choice":   {"1", "1", "2", "2", "3", "abstain"},
		"approval": {"1,2", "1", "2,3", "3", "1,2,3", "abstain"},
		"points":   {"1=10", "1=4,2=6", "3=10", "2=5,3=5", "1=1,2=2,3=7", "abstain"},
		"ranking":  {"1>2>3", "1>3>2", "2>1>3", "3>2>1", "2>3>1", "abstain"},
	}[method]
	counted := map[string][]string{
		"yesno":    {"no", "yes", "yes", "yes", "yes", "no"},
		"choice":   {"3", "3", "3", "3", "2", "3"},
		"approval": {"3", "3", "2", "3", "2", "3"},
		"points":   {"3=10", "3=10", "2=10", "3=9,2=1", "3=10", "2=10"},
		"ranking":  {"3>2>1", "3>2>1", "3>2>1", "3>1>2", "3>1>2", "2>3>1"},
	}[method]
	dealt := append(append([]string{}, base[2:]...), base[:2]...)
	return map[string][]string{"base": base, "other": counted, "dealt": dealt}
}

// own is the ballot of the viewers who vote, the same everywhere.
func own(method string) string {
	return map[string]string{"yesno": "yes", "choice": "1", "approval": "1", "points": "1=10", "ranking": "1>2>3"}[method]
}

// subjects are the polls: all that a yes-no vote can be, and the other methods
// where they differ from it. What contradicts itself is refused and left out.
func subjects() []subject {
	var all []subject
	add := func(method, purpose, results, secret, rollcall string) {
		values := map[string]string{"method": method, "purpose": purpose, "results": results, "secret": secret, "rollcall": rollcall}
		all = append(all, subject{name: strings.Join([]string{method, purpose, results, "secret=" + secret, "rollcall=" + rollcall}, " "),
			values: values, secret: secret == "yes", results: board.Results(results), ballots: byMethod(method)})
	}
	for _, purpose := range []string{"recommendation", "informal", "election"} {
		for _, results := range []string{"at_close", "after_vote", "live"} {
			for _, secret := range []string{"no", "yes"} {
				for _, rollcall := range []string{"no", "yes"} {
					add("yesno", purpose, results, secret, rollcall)
				}
			}
		}
	}
	for _, method := range []string{"choice", "approval", "points", "ranking"} {
		for _, results := range []string{"at_close", "after_vote", "live"} {
			add(method, "informal", results, "no", "no")
		}
		add(method, "recommendation", "at_close", "no", "no")
		add(method, "recommendation", "at_close", "yes", "no")
		add(method, "informal", "at_close", "yes", "no")
	}
	add("choice", "election", "at_close", "yes", "no")
	for _, method := range []string{"yesno", "choice", "points", "ranking"} {
		for _, secret := range []string{"no", "yes"} {
			add(method, "internal", "at_close", secret, "no")
		}
	}
	add("yesno", "internal", "live", "no", "yes")
	return append(all, specials()...)
}

// specials are polls whose counts are withheld, whatever they are, and one that
// becomes secret when ballots are there.
func specials() []subject {
	few := func(name string, values map[string]string, base, other []string) subject {
		all := map[string]string{"secret": "yes", "present": fmt.Sprint(len(base)), "quorum": "none", "method": "yesno"}
		maps.Copy(all, values)
		return subject{name: name, values: all, secret: true, results: board.AtClose, few: true,
			ballots: map[string][]string{"base": base, "other": other, "dealt": base}}
	}
	choice, points, ranking := map[string]string{"method": "choice"}, map[string]string{"method": "points"}, map[string]string{"method": "ranking"}
	informal := map[string]string{"purpose": "informal", "method": "yesno"}
	return []subject{
		few("two ballots, rejected", nil, []string{"no", "no"}, []string{"no", "abstain"}),
		few("two ballots, adopted", nil, []string{"yes", "yes"}, []string{"yes", "abstain"}),
		few("all alike, rejected", nil, []string{"no", "no", "no"}, []string{"abstain", "abstain", "abstain"}),
		few("all alike, informal", informal, []string{"yes", "yes", "yes"}, []string{"no", "no", "no"}),
		few("two ballots, informal", informal, []string{"yes", "yes"}, []string{"no", "abstain"}),
		few("two for the first of three", choice, []string{"1", "1"}, []string{"1", "abstain"}),
		few("two give points", points, []string{"1=10", "1=10"}, []string{"1=6,2=4", "1=10"}),
		few("two rank", ranking, []string{"1>2>3", "1>2>3"}, []string{"1>3>2", "1>2>3"}),
		few("an informal choice, all alike", map[string]string{"method": "choice", "purpose": "informal"}, []string{"1", "1", "1"}, []string{"2", "2", "2"}),
		{name: "secret on demand", values: map[string]string{"results": "live", "method": "yesno"}, secret: true, results: board.AtClose, demand: true, ballots: byMethod("yesno")},
	}
}

// opens opens a poll; false if it contradicts itself.
func (o *outlets) opens(s subject) (subject, bool) {
	o.Helper()
	values := map[string]string{"question": "Frage?", "closes": "2026-12-03 18:00", "purpose": "recommendation"}
	maps.Copy(values, s.values)
	if values["method"] != "yesno" {
		values["options"] = "Anton; Berta; Clara"
	}
	s.number = len(o.polls) + 1
	values["question"] = fmt.Sprintf("Frage %d?", s.number)
	if values["purpose"] == string(board.Internal) {
		o.opensOwn(s, values)
		o.polls = append(o.polls, s)
		return s, true
	}
	reply := o.Handle(o.Context(), o.event("m11", chat.Submit{Command: "poll.create", Values: values}))
	if reply.Form != nil {
		return s, false
	}
	if said := whole(reply); !strings.Contains(said, fmt.Sprintf("Abstimmung %d ist ", s.number)) { // opened, or planned
		o.Fatalf("%s is not opened as poll %d:\n%s", s.name, s.number, said)
	}
	o.polls = append(o.polls, s)
	return s, true
}

// opensOwn opens a poll about a thing, as the feature does whose thing it is.
func (o *outlets) opensOwn(s subject, values map[string]string) {
	o.Helper()
	draft := board.Poll{Question: values["question"], Method: board.Method(values["method"]), Secret: s.secret, RollCall: values["rollcall"] == "yes",
		Results: s.results, About: board.Subject{Kind: board.AboutStatement, ID: board.ID(s.number)}}
	if draft.Method != board.YesNo {
		draft.About.Kind = board.AboutPriority
		for i, label := range []string{"Anton", "Berta", "Clara"} {
			draft.Options = append(draft.Options, board.Option{Label: label, Thing: board.ID(i + 1)})
		}
	}
	feature := hears(o.world) // the things themselves are nobody's
	usual := o.book.Command(opening).Do
	p, err := feature.offers(draft)("m11")
	o.book.Command(opening).Do = usual
	o.must(err)
	if p.Number != s.number {
		o.Fatalf("%s is poll %d, not %d", s.name, p.Number, s.number)
	}
}

// vote casts what the subject says in this world.
func (o *outlets) vote(s subject, world string) {
	o.Helper()
	ballots := s.ballots[world]
	if s.few {
		for i, ballot := range ballots {
			o.casts(others()[i], s.number, ballot, true)
		}
		return
	}
	method := s.values["method"]
	if s.demand {
		for i, ballot := range ballots {
			o.casts(others()[i], s.number, ballot, false)
		}
		for _, who := range others()[:3] {
			o.gives(who, chat.Press{Action: chat.Action{Name: "poll.secret", Args: map[string]string{"poll": fmt.Sprint(s.number), "confirm": "yes"}}})
		}
		ballots = s.ballots["base"]
	}
	for _, who := range []string{"m1", "m11"} {
		o.casts(who, s.number, own(method), s.secret)
	}
	for i, ballot := range ballots {
		o.casts(others()[i], s.number, ballot, s.secret)
	}
}

func (o *outlets) casts(who string, poll int, ballot string, secret bool) {
	o.Helper()
	action := chat.Action{Name: "poll.vote", Args: map[string]string{"board": "1", "poll": fmt.Sprint(poll), "vote": ballot}}
	want := "Ihre Stimme ist gezählt"
	if secret {
		action.Name, action.Args["confirm"], action.Confidential = "poll.ballot", "yes", true
		want = "liegt in der Urne"
	}
	if said := o.gives(who, chat.Press{Action: action}); !strings.Contains(said, want) {
		o.Fatalf("%s votes %s in poll %d: %s", who, ballot, poll, said)
	}
}
