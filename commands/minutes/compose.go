package minutes

import (
	"slices"

	"beirat/board"
	"beirat/chat"
	"beirat/commands"
	"beirat/documents"
	"beirat/words"
)

// contentsFrom is from how many items on minutes have a table of contents.
const contentsFrom = 15

// compose is a part of the minutes as a document: of the public part everything
// that was not public is left out, and its number only stands there.
func compose(r record, p part) documents.Document {
	w := writer{r: r, part: p, said: words.Printer{Language: words.Language(r.board.Language)}}
	w.attendance()
	w.calling()
	w.approvals()
	if p == publicPart {
		w.course()
	}
	w.agenda()
	if p == publicPart {
		w.further()
	}
	w.signatures()
	return documents.Document{
		Language: words.Language(r.board.Language), Title: w.say("minutes.title." + string(p)), Subtitle: w.say("minutes.subtitle", "Board", r.board.Name, "Meeting", w.meetingTitle(r.meeting)),
		Facts: w.facts(), Contents: len(r.items) >= contentsFrom, Blocks: w.blocks,
		Running: w.say("minutes.running", "Title", w.say("minutes.title."+string(p)), "Number", r.meeting.Number, "State", w.state()),
	}
}

// writer writes the blocks.
type writer struct {
	r      record
	part   part
	said   words.Printer
	blocks []documents.Block
}

func (w *writer) say(key string, pairs ...any) string { return w.said.Print(chat.T(key, pairs...)) }

func (w *writer) add(blocks ...documents.Block) { w.blocks = append(w.blocks, blocks...) }

func (w *writer) heading(level int, key string, pairs ...any) {
	w.add(documents.Heading{Level: level, Text: w.say(key, pairs...)})
}

func (w *writer) para(key string, pairs ...any) { w.add(documents.P(w.say(key, pairs...))) }

// labelled is a paragraph that begins with what it is about.
func (w *writer) labelled(key, text string) {
	w.add(documents.Para{{Text: w.say(key), Look: documents.Strong}, {Text: " " + text}})
}

func (w *writer) meetingTitle(m board.Meeting) string { return w.said.Print(commands.MeetingTitle(m)) }

// state is where the minutes stand, in a few words.
func (w *writer) state() string { return w.say("minutes.state." + string(w.r.minutes.State)) }

// facts stand below the title: § 93 (1) VwVfG asks for place and day, and for
// the name of the chair.
func (w *writer) facts() []documents.Fact {
	m := w.r.meeting
	facts := []documents.Fact{w.fact("day", w.said.Day(m.Opened)), w.fact("began", w.said.Clock(m.Opened))}
	if ended := m.Closed; !ended.IsZero() {
		text := w.said.Clock(ended)
		if ended.YearDay() != m.Opened.YearDay() || ended.Year() != m.Opened.Year() {
			text = w.said.Full(ended)
		}
		facts = append(facts, w.fact("ended", text))
	}
	facts = append(facts, w.fact("place", w.say("minutes.place", "Form", w.say("minutes.form."+string(m.Form())), "Place", m.Place)))
	if m.Kind != board.Ordinary {
		facts = append(facts, w.fact("kind", w.say("minutes.kind."+string(m.Kind))))
	}
	if w.r.chair != "" {
		facts = append(facts, w.fact("chair", w.r.chair))
	}
	if w.r.minutes.Secretary != "" {
		facts = append(facts, w.fact("secretary", w.r.minutes.Secretary))
	}
	return append(facts, w.fact("state", w.standing()))
}

func (w *writer) fact(name, value string) documents.Fact {
	return documents.Fact{Name: w.say("minutes.fact." + name), Value: value}
}

// standing says in a sentence where the minutes stand, and since when.
func (w *writer) standing() string {
	n := w.r.minutes
	if n.State != board.MinutesApproved {
		return w.state()
	}
	in := w.r.approvedIn
	return w.say("minutes.approved", "Day", n.Approved, "In", w.meetingNumber(in), "Some", in.ID != 0, "Changes", n.Changes)
}

func (w *writer) meetingNumber(m board.Meeting) string {
	return w.say("minutes.meeting", "Number", m.Number)
}

// attendance says who was there, by name and group, who was excused, who was not
// there, and which guests came.
func (w *writer) attendance() {
	w.heading(1, "minutes.attendance")
	table := documents.Table{
		Head:   []string{w.say("minutes.attendance.name"), w.say("minutes.attendance.how")},
		Shares: []int{5, 4},
	}
	var excused, absent []string
	present := 0
	for _, a := range w.r.seats {
		switch {
		case a.present():
			present++
			table.Rows = append(table.Rows, w.row(a, w.group(a.group)))
		case a.excused:
			excused = append(excused, w.member(a))
		default:
			absent = append(absent, w.member(a))
		}
	}
	for _, a := range w.r.besides {
		table.Rows = append(table.Rows, w.row(a, w.say("role."+string(a.role))))
	}
	table.Caption = w.say("minutes.attendance.caption", "N", present, "Of", len(w.r.seats))
	if len(table.Rows) > 0 {
		w.add(table)
	} else {
		w.para("minutes.attendance.unknown")
	}
	if len(excused) > 0 {
		w.labelled("minutes.attendance.excused", w.said.List(excused)+".")
	}
	if len(absent) > 0 && present > 0 {
		w.labelled("minutes.attendance.absent", w.said.List(absent)+".")
	}
	if w.r.vacant > 0 {
		w.para("minutes.attendance.vacant", "N", w.r.vacant)
	}
	if guests := w.guests(); len(guests) > 0 {
		w.labelled("minutes.attendance.guests", w.said.List(guests)+".")
	}
}

// row is narrow enough for a telephone.
func (w *writer) row(a attendee, group string) []documents.Para {
	name := w.said.List(append(slices.Clone(a.earlier), a.name))
	return []documents.Para{{{Text: name}, {Text: "\n" + group, Look: documents.Quiet}}, documents.P(w.times(a))}
}

func (w *writer) member(a attendee) string {
	return w.say("minutes.attendance.member", "Name", a.name, "Group", w.group(a.group))
}

func (w *writer) guests() []string {
	var said []string
	for _, g := range w.r.guests {
		said = append(said, w.say("minutes.attendance.guest", "Name", g.name, "Organisation", g.organisation))
	}
	if w.r.unnamed > 0 {
		said = append(said, w.say("minutes.attendance.unnamed", "N", w.r.unnamed, "Some", len(said) > 0))
	}
	return said
}

// times say how somebody took part: all the time or from when until when.
func (w *writer) times(a attendee) string {
	var said []string
	began := w.r.began()
	for _, p := range a.times {
		late := p.From.After(began)
		early := !p.Until.IsZero() && p.Until.Before(w.r.meeting.Closed)
		if late || early {
			said = append(said, w.say("minutes.attendance.time", "From", p.From, "Until", p.Until, "Late", late, "Early", early))
		}
	}
	return w.say("minutes.attendance.times", "Online", a.online(), "Mixed", !a.online() && slices.ContainsFunc(a.times, func(p board.Presence) bool { return p.Online }), "Times", said)
}

// group is a seat group as people call it.
func (w *writer) group(g board.Group) string {
	if g.Name != "" {
		return g.Name
	}
	return w.say("group." + g.Key)
}
