package minutes

import (
	"beirat/board"
	"beirat/chat"
	"beirat/commands"
	"beirat/documents"
)

// calling says how the meeting was called, and whether it was quorate: § 90 VwVfG.
func (w *writer) calling() {
	w.heading(1, "minutes.calling")
	c := w.r.call
	switch {
	case !c.Invited:
		w.para("minutes.calling.none")
	case c.Late:
		w.para("minutes.calling.late", "At", c.At, "Latest", c.Latest, "Days", w.r.days)
	default:
		w.para("minutes.calling.kept", "At", c.At, "Days", w.r.days)
	}
	if len(c.Missing) > 0 {
		w.para("minutes.calling.missing", "N", len(c.Missing))
	}
	present, members := w.r.presentAt(w.r.began()), w.r.members()
	about := []any{"Present", present, "Members", members, "Why", w.say("minutes.quorum.why." + string(w.r.quorum))}
	switch {
	case !w.r.taken():
		w.para("minutes.quorum.unknown")
	case c.Second && present > 0:
		w.para("minutes.quorum.second", about...)
	case present > 0 && w.r.quorum.MetBy(present, members):
		w.para("minutes.quorum.met", about...)
	default:
		w.para("minutes.quorum.not_met", about...)
	}
}

// approvals say which minutes were approved in this meeting.
func (w *writer) approvals() {
	if len(w.r.approved) > 0 {
		w.heading(1, "minutes.earlier")
	}
	for _, m := range w.r.approved {
		w.para("minutes.approvals", "Meeting", w.meetingTitle(m))
	}
}

// course is what was written down on the meeting itself.
func (w *writer) course() {
	if w.r.course == "" {
		return
	}
	w.heading(1, "minutes.course")
	w.add(documents.Prose(w.r.course)...)
}

// agenda is what came of each item.
func (w *writer) agenda() {
	w.heading(1, "minutes.agenda")
	if len(w.r.items) == 0 {
		w.para("minutes.agenda.empty")
	}
	for _, i := range w.r.items {
		switch {
		case w.part.has(i):
			w.item(i)
		case w.part == publicPart:
			w.heading(2, "minutes.item.not_public", "Number", i.number)
		}
	}
}

// item tells an item by its results; nobody reads there who said what.
func (w *writer) item(i item) {
	w.heading(2, "minutes.item", "Number", i.number, "Title", i.Title)
	w.add(documents.Para{{Text: w.say("minutes.item.kind", "Kind", w.say("minutes.item."+string(i.Kind)), "Presenter", i.Presenter, "Guest", i.unnamed), Look: documents.Quiet}})
	if i.Late {
		w.para("minutes.item.late")
	}
	if i.off {
		w.para("minutes.item.off")
	}
	if i.Documents != "" {
		w.labelled("minutes.item.documents", i.Documents)
	}
	w.add(documents.Prose(i.text)...)
	if len(i.recused) > 0 {
		w.para("minutes.item.recused", "Names", i.recused)
	}
	for _, v := range i.votes {
		w.vote(v, 3)
	}
	if i.round {
		w.para("minutes.item.ideas", "N", i.ideas)
	}
	w.tasks(i.tasks)
	if i.text == "" && !i.round && len(i.votes) == 0 && len(i.tasks) == 0 && len(i.recused) == 0 {
		w.para("minutes.item.nothing")
	}
}

// vote is the subject, the motion and what came of it: § 93 (1) VwVfG.
func (w *writer) vote(v commands.Minuted, level int) {
	w.heading(level, "minutes.vote", "Number", v.Poll.Number, "Kind", v.Kind, "Question", v.Poll.Question)
	if v.Poll.Text != "" {
		w.labelled("minutes.vote.motion", v.Poll.Text)
	}
	w.labelled("minutes.vote.how", w.series(v.How)+".")
	switch v.Poll.State {
	case board.Withdrawn:
		w.para("minutes.vote.withdrawn")
		return
	case board.Closed:
	default:
		w.para("minutes.vote.running")
		return
	}
	if counts := append(append([]chat.Text{}, v.Counts...), v.Besides...); len(counts) > 0 {
		w.labelled("minutes.vote.counts", w.series(counts)+".")
	}
	w.labelled("minutes.vote.verdict", w.said.Print(v.Verdict)+".")
	if len(v.Roll) > 0 {
		list := documents.List{}
		for _, line := range v.Roll {
			list.Items = append(list.Items, documents.P(w.said.Print(line)))
		}
		w.add(documents.P(w.say("minutes.vote.roll")), list)
	}
	for _, o := range v.Opinions {
		w.labelled("minutes.vote.opinion", w.say("minutes.vote.opinion.by", "By", o.By))
		w.add(documents.Prose(o.Text)...)
	}
}

// series says several things in a row, with commas between them.
func (w *writer) series(texts []chat.Text) string {
	said := ""
	for i, t := range texts {
		if i > 0 {
			said += ", "
		}
		said += w.said.Print(t)
	}
	return said
}

// tasks say who does what until when.
func (w *writer) tasks(tasks []board.MeetingTask) {
	if len(tasks) == 0 {
		return
	}
	list := documents.List{}
	for _, t := range tasks {
		list.Items = append(list.Items, documents.P(w.say("minutes.task", "Number", t.Number, "Title", t.Title, "Owner", t.Name, "Due", t.Due, "Dated", !t.Due.IsZero())))
	}
	w.add(documents.P(w.say("minutes.tasks", "N", len(tasks))), list)
}

// further is what belongs to no item, and when the board meets again.
func (w *writer) further() {
	if len(w.r.votes)+len(w.r.tasks) > 0 {
		w.heading(1, "minutes.further")
		for _, v := range w.r.votes {
			w.vote(v, 2)
		}
		w.tasks(w.r.tasks)
	}
	if n := w.r.next; n.ID != 0 {
		w.heading(1, "minutes.next")
		w.para("minutes.next.at", "Starts", n.Starts, "Place", n.Place)
	}
}

// signatures leave room for those who sign: § 93 (2) VwVfG.
func (w *writer) signatures() {
	w.heading(1, "minutes.signatures")
	room := documents.P("\u00a0\n\u00a0") // to sign in
	w.add(documents.Table{
		Caption: w.say("minutes.signatures.caption"),
		Head:    []string{w.say("minutes.signatures.role"), w.say("minutes.signatures.name"), w.say("minutes.signatures.sign")},
		Shares:  []int{3, 4, 6},
		Rows: [][]documents.Para{
			{documents.P(w.say("minutes.fact.chair")), documents.P(w.r.chair), room},
			{documents.P(w.say("minutes.fact.secretary")), documents.P(w.r.minutes.Secretary), room},
		},
	})
}
