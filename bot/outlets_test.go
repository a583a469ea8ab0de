package bot

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"beirat/board"
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
		board.seat_delegate board.rules board.term board.office board.init board.role board.link board.home`) {
		all[path] = apart
	}
	for _, path := range strings.Fields(`idea problem roadmap.ideas roadmap.group roadmap.reply`) {
		all[path] = apart
	}
	all["roadmap.sift"], all["roadmap.prioritise"], all["board.phase"] = begins, begins, begins
	for _, path := range strings.Fields(`vision.list vision.show vision.propose vision.suggest vision.change vision.accept vision.decline
		vision.retract vision.withdraw vision.history vision.round vision.groups vision.check vision.redraw vision.end vision.file`) {
		all[path] = apart
	}
	all["vision.decide"], all["vision.finish"] = begins, begins
	for _, path := range strings.Fields(`board.consent board.strategy board.submit board.result`) {
		all[path] = apart
	}
	for _, path := range strings.Fields(`field.define field.revise field.add field.edit field.mark field.review field.merge field.agree field.withdraw
		field.show field.list field.contributions field.contribution field.more field.history field.earlier field.collect field.finish field.file field.files`) {
		all[path] = apart
	}
	for _, path := range strings.Fields(`roadmap.add roadmap.revise roadmap.state roadmap.show roadmap.list roadmap.history roadmap.more`) {
		all[path] = apart
	}
	for _, path := range strings.Fields(`meeting.list meeting.show meeting.plan meeting.series meeting.fix meeting.move meeting.cancel meeting.more`) { // of meetings
		all[path] = apart
	}
	for _, path := range strings.Fields(`meeting.dates meeting.available meeting.holidays`) { // of dates
		all[path] = apart
	}
	for _, path := range strings.Fields(`meeting.calendar`) { // of calendars
		all[path] = apart
	}
	for _, path := range strings.Fields(`meeting.minutes_show meeting.minutes_edit meeting.minutes_object meeting.minutes_finish meeting.minutes_approve`) { // of minutes
		all[path] = apart
	}
	for _, path := range strings.Fields(`meeting.attend meeting.answers meeting.invite`) { // of invitations
		all[path] = apart
	}
	for _, path := range strings.Fields(`meeting.open meeting.present meeting.call meeting.note meeting.task_add meeting.task_done meeting.task_reopen meeting.task_list meeting.close`) { // of proceedings
		all[path] = apart
	}
	for _, path := range strings.Fields(`meeting.agenda_show meeting.agenda_add meeting.agenda_take meeting.agenda_move meeting.agenda_edit
		meeting.agenda_remove meeting.agenda_fill meeting.guest meeting.guests meeting.ideas meeting.idea`) { // of agendas
		all[path] = apart
	}
	for _, path := range strings.Fields(`board.undo board.digest`) { // of digests
		all[path] = apart
	}
	for _, path := range strings.Fields(`feedback.start feedback.give feedback.list feedback.show feedback.more feedback.close feedback.extend feedback.template
		feedback.rate feedback.point feedback.mine feedback.box feedback.slip feedback.secrecy`) { // of rounds of feedback
		all[path] = apart
	}
	for _, path := range strings.Fields(`board.evaluate board.evaluate_start board.evaluate_figures board.evaluate_decide`) { // of the evaluation of a term
		all[path] = apart
	}
	all["board.evaluate_outcome"] = begins
	all["board.term_archive"], all["board.term_chronicle"] = looks, looks // of the end of a term
	all["board.term_next"], all["board.term_certificate"] = apart, apart
	for _, path := range strings.Fields(`feedback.points feedback.answer feedback.ask feedback.reply feedback.reply_nameless feedback.summary`) { // of answers to feedback
		all[path] = apart
	}
	all["board.my_data"], all["board.privacy_secrecy"] = looks, apart         // of what is personal
	for _, path := range strings.Fields(`feedback.report feedback.compare`) { // of reports on feedback
		all[path] = apart
	}
	all["board.forget"], all["board.privacy_periods"] = apart, apart // of what is deleted
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
