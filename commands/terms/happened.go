package terms

import (
	"cmp"
	"slices"
	"time"

	"beirat/board"
	"beirat/chat"
	"beirat/storage"
)

// sort is what kind of thing happened.
type sort int

const (
	aMeeting sort = iota
	aVote
	aVersion
	aResult
	aFeedback
	aMeasure
	aPhase
	aChange
)

// String is what the sort is called in the words about it.
func (s sort) String() string {
	return [...]string{"meeting", "vote", "version", "result", "feedback", "measure", "phase", "change"}[s]
}

// event is one thing that happened in a term.
type event struct {
	sort   sort
	at     time.Time // in the board's zone
	text   chat.Text
	passed bool // of a vote: it was adopted
}

// happened is what a board did in a term.
type happened struct {
	events  []event // in the order of time
	figures board.TermFigures
}

// gather reads what the board did in a term, as everybody may know it.
func (f *Terms) gather(tx *storage.Tx, p period) (h happened, err error) {
	if h.figures, err = tx.TermFigures(p.board.ID, p.from, p.until); err != nil {
		return h, err
	}
	for _, read := range []func(*storage.Tx, period) ([]event, error){f.votes, meetings, versions, results, feedback, measures, phases, changes, decisions} {
		more, err := read(tx, p)
		if err != nil {
			return h, err
		}
		h.events = append(h.events, more...)
	}
	slices.SortStableFunc(h.events, func(a, b event) int {
		return cmp.Or(a.at.Compare(b.at), cmp.Compare(a.sort, b.sort))
	})
	return h, nil
}

// within tells whether a time is in the term.
func (p period) within(at time.Time) bool {
	return !at.IsZero() && !at.Before(p.from) && at.Before(p.until)
}

// ends tells whether what is over at a time ends in the term: in its last instant
// too, for that is where deadlines lie.
func (p period) ends(at time.Time) bool { return at.After(p.from) && !at.After(p.until) }

// ended is the time, in the board's zone, of what ended in the term: on its last day
// where it ended with it.
func (p period) ended(at time.Time) time.Time {
	if at.Equal(p.until) {
		at = at.Add(-time.Millisecond)
	}
	return p.here(at)
}

func (p period) here(at time.Time) time.Time { return at.In(p.now.Location()) }

// votes are the polls that came to an end. A withdrawn one came to none.
func (f *Terms) votes(tx *storage.Tx, p period) (events []event, err error) {
	all, err := tx.Polls(p.board.ID, 0, everything)
	for _, poll := range all {
		if poll.State != board.Closed || !p.ends(poll.Ended) {
			continue
		}
		private, err := aside(tx, poll)
		if err != nil {
			return nil, err
		}
		counted := poll.Method == board.YesNo && !poll.Withheld && poll.Outcome != board.Objected
		events = append(events, event{sort: aVote, at: p.ended(poll.Ended), passed: poll.Outcome.Passed(), text: chat.T("term.happened.vote",
			"Number", poll.Number, "Question", poll.Question, "Private", private, "Outcome", f.Outcome(poll),
			"Counted", counted, "Yes", poll.Counts.Yes, "No", poll.Counts.No, "Abstain", poll.Counts.Abstain)})
	}
	return events, err
}

// aside tells whether a poll belongs to a part of a meeting that was not public.
func aside(tx *storage.Tx, poll board.Poll) (bool, error) {
	if poll.Item == 0 {
		return false, nil
	}
	item, err := tx.Item(poll.Item)
	return !item.Public, err
}

func meetings(tx *storage.Tx, p period) (events []event, err error) {
	all, err := tx.Meetings(p.board.ID, everything)
	for _, m := range all {
		if m.State == board.MeetingHeld && p.within(m.Opened) {
			events = append(events, event{sort: aMeeting, at: p.here(m.Opened), text: chat.T("term.happened.meeting",
				"Title", m.Title, "Day", p.here(m.Opened), "Constituent", m.Kind == board.Constituent)})
		}
	}
	return events, err
}

func versions(tx *storage.Tx, p period) (events []event, err error) {
	all, err := tx.Strategies(p.board.ID, 0, everything)
	for _, s := range all {
		if p.within(s.Made) {
			events = append(events, event{sort: aVersion, at: p.here(s.Made), text: chat.T("term.happened.version", "Version", s.Version)})
		}
	}
	return events, err
}

// results are what committees said of what was submitted to them.
func results(tx *storage.Tx, p period) (events []event, err error) {
	all, err := tx.Submissions(p.board.ID, everything)
	if err != nil {
		return nil, err
	}
	for _, s := range all {
		said, err := tx.Considerations(s.ID, p.now.Location())
		if err != nil {
			return nil, err
		}
		for _, one := range said {
			if p.within(one.Day) {
				events = append(events, event{sort: aResult, at: one.Day, text: chat.T("term.happened.result", "Committee", s.Committee, "Version", s.Version,
					"Outcome", chat.T("value.considered."+string(one.Outcome)+".label"))})
			}
		}
	}
	return events, nil
}

// feedback are the rounds that are over: of one on a service how many of its points
// the administration has answered, of the survey on the term how many took part.
func feedback(tx *storage.Tx, p period) (events []event, err error) {
	all, err := tx.FeedbackRounds(p.board.ID, 0, everything)
	if err != nil {
		return nil, err
	}
	for _, r := range all {
		if r.State != board.FeedbackClosed || !p.ends(r.Ended) {
			continue
		}
		if r.Kind == board.OnTerm {
			e, err := surveyed(tx, p, r)
			if err != nil {
				return nil, err
			}
			events = append(events, e)
			continue
		}
		points, err := tx.FeedbackPoints(r)
		if err != nil {
			return nil, err
		}
		answers, err := tx.FeedbackAnswers(r.ID)
		if err != nil {
			return nil, err
		}
		done := 0
		for _, a := range answers {
			if a.State != board.FeedbackDeclined {
				done++
			}
		}
		events = append(events, event{sort: aFeedback, at: p.ended(r.Ended), text: chat.T("term.happened.feedback", "Service", r.Service,
			"Points", len(points), "Answered", len(answers), "Accepted", done)})
	}
	return events, nil
}

func surveyed(tx *storage.Tx, p period, r board.FeedbackRound) (event, error) {
	asked, err := tx.FeedbackAsked(r.ID)
	if err != nil {
		return event{}, err
	}
	gave, err := tx.FeedbackGivers(r)
	return event{sort: aFeedback, at: p.ended(r.Ended), text: chat.T("term.happened.survey", "Gave", len(gave), "N", len(asked))}, err
}

// measures are those of the roadmap that were done.
func measures(tx *storage.Tx, p period) (events []event, err error) {
	all, err := tx.Measures(p.board.ID)
	for _, m := range all {
		if m.State == board.MeasureDone && p.within(m.Moved) {
			events = append(events, event{sort: aMeasure, at: p.here(m.Moved), text: chat.T("term.happened.measure", "Title", m.Title)})
		}
	}
	return events, err
}

func phases(tx *storage.Tx, p period) (events []event, err error) {
	all, err := tx.Phases(p.board.ID, everything)
	for _, o := range all {
		if p.within(o.Opened) {
			events = append(events, event{sort: aPhase, at: p.here(o.Opened), text: chat.T("term.happened.phase", "Phase", chat.T("value.phase."+string(o.Phase)+".label"))})
		}
	}
	return events, err
}

// changes are those of the days of the term itself.
func changes(tx *storage.Tx, p period) (events []event, err error) {
	all, err := tx.TermChanges(p.board.ID)
	for _, c := range all {
		if c.Number == p.number && !c.Before.Last.IsZero() && p.within(c.Made) {
			events = append(events, event{sort: aChange, at: p.here(c.Made), text: chat.T("term.happened.change", "Last", c.After.Last, "Longer", c.Extends(), "Basis", c.Basis)})
		}
	}
	return events, err
}

// decisions are what the council decided about the time after the term: what was
// written down until the next one was begun.
func decisions(tx *storage.Tx, p period) (events []event, err error) {
	past, err := tx.PastTerms(p.board.ID)
	if err != nil {
		return nil, err
	}
	var since time.Time
	for _, one := range past {
		if one.Number < p.number {
			since = one.Archived
		}
	}
	all, err := tx.TermDecisions(p.board.ID)
	for _, d := range all {
		if !d.Noted.After(since) || p.past.ID != 0 && d.Noted.After(p.past.Archived) {
			continue
		}
		at := d.Noted
		if !at.Before(p.until) { // it is told with the last day
			at = p.until
		}
		events = append(events, event{sort: aChange, at: p.ended(at), text: chat.T("term.happened.decision", "Day", d.Day, "Reference", d.Reference,
			"Outcome", chat.T("term.outcome."+string(d.Fate)))})
	}
	return events, err
}
