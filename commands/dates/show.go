package dates

import (
	"context"
	"errors"
	"strconv"
	"time"

	"beirat/board"
	"beirat/chat"
	"beirat/commands"
	"beirat/storage"
)

// show is a search for one reader; where there is none, who chairs gets the form
// that opens one.
func (f *Dates) show(ctx context.Context, c *commands.Call, a asked) (chat.Reply, error) {
	var answer chat.Reply
	err := f.db.Read(ctx, func(tx *storage.Tx) error {
		if a.propose.Of(c) {
			form, err := f.asksDates(tx, c, a)
			answer = form
			return err
		}
		s, err := f.shown(tx, c, a.meeting.Of(c).ID)
		var several *openOnes
		switch {
		case errors.As(err, &several):
			answer = several.list()
			return nil
		case errors.Is(err, storage.ErrNotFound):
			answer, err = f.asksDates(tx, c, a)
			return err
		case err != nil:
			return err
		}
		m, err := tx.Meeting(s.Meeting)
		if err != nil {
			return err
		}
		t, err := f.tableOf(tx, m, s)
		if err != nil {
			return err
		}
		switch {
		case a.page.Given(c) && t.audience.asks(c.Who.Person.ID) && s.Accepts(c.Now):
			answer = t.paged(c, a.page.Of(c))
		case a.names.Of(c) && c.Who.Chairs():
			answer = reply(t.named(), t.fixing(c)...)
		default:
			answer = t.overview(c)
		}
		return nil
	})
	return answer, err
}

// shown is the search that is meant: of the meeting that is named the last one,
// else the one that is open. ErrNotFound if there is none, *openOnes if there are
// several.
func (f *Dates) shown(tx *storage.Tx, c *commands.Call, meeting board.ID) (board.DateSearch, error) {
	if meeting != 0 {
		s, err := tx.LastDateSearch(meeting)
		if err == nil && s.State == board.SearchSettled {
			m, err := tx.Meeting(meeting)
			if err == nil && m.State == board.MeetingTentative {
				return s, storage.ErrNotFound
			}
			return s, err
		}
		return s, err
	}
	open, err := tx.OpenDateSearches(c.Board.ID)
	switch {
	case err != nil:
		return board.DateSearch{}, err
	case len(open) == 0:
		return board.DateSearch{}, storage.ErrNotFound
	case len(open) == 1:
		return open[0], nil
	}
	several := &openOnes{}
	for _, s := range open {
		m, err := tx.Meeting(s.Meeting)
		if err != nil {
			return s, err
		}
		several.meetings, several.closes = append(several.meetings, m), append(several.closes, s.Closes)
	}
	return board.DateSearch{}, several
}

// openOnes are several searches that may be meant.
type openOnes struct {
	meetings []board.Meeting
	closes   []time.Time
}

func (*openOnes) Error() string { return "several searches for a date are open" }

func (o *openOnes) list() chat.Reply {
	m := chat.Say(chat.T("date.several", "N", len(o.meetings)))
	for i, meeting := range o.meetings {
		m = m.With(chat.Para{Text: chat.T("date.several.one", "Meeting", commands.MeetingTitle(meeting), "Closes", o.closes[i])}, chat.Actions{showButton(meeting)})
	}
	return reply(m)
}

// asksDates is the form for new dates, or, to those who may not propose them,
// that none are searched for.
func (f *Dates) asksDates(tx *storage.Tx, c *commands.Call, a asked) (chat.Reply, error) {
	if !c.Who.Chairs() {
		return chat.Reply{}, commands.Refuse("date.none")
	}
	id, values := a.meeting.Of(c).ID, map[string]string{}
	if id == 0 {
		waiting, err := tentative(tx, c.Board.ID)
		if err != nil {
			return chat.Reply{}, err
		}
		if len(waiting) == 1 {
			id = waiting[0].ID
		}
	}
	if id != 0 {
		m, err := tx.Meeting(id)
		if err != nil {
			return chat.Reply{}, err
		}
		if err := searchable(m); err != nil {
			return chat.Reply{}, err
		}
		values["meeting"] = strconv.Itoa(m.Number)
		if !m.Starts.IsZero() && !a.propose.Of(c) {
			school, err := tx.SchoolHolidays(c.Board.ID)
			if err != nil {
				return chat.Reply{}, err
			}
			values["proposals"] = nearby(c, m.Starts, func(day time.Time) []board.DayMark {
				return board.Marks(day, board.HolidaysOf(c.Board.Land), school, f.Custom)
			})
		}
	}
	return chat.Reply{Form: c.Form("meeting.dates", values)}, nil
}

// overview is a search with its counts; who has answered what is nobody's to see
// but of those who chair.
func (t table) overview(c *commands.Call) chat.Reply {
	now, me := c.Now, c.Who.Person.ID
	if t.search.State == board.SearchSettled && t.nobody() {
		return reply(chat.Say(t.standing(now), chat.T("date.forgotten", "Days", board.ForgetAfter)), meetingButton(t.meeting))
	}
	m := chat.Say(t.standing(now)).With(t.grid())
	var row []chat.Button
	if t.audience.asks(me) && t.search.Accepts(now) {
		m = m.With(chat.Para{Text: chat.T("date.own", "Complete", t.complete(me), "Some", len(t.said[me]) > 0)})
		row = append(row, answerButton(t.meeting))
	}
	if c.Who.Chairs() {
		if silent := t.silent(); len(silent) > 0 && t.meeting.State == board.MeetingTentative {
			m = m.With(chat.Para{Text: chat.T("date.silent", "Names", silent)})
		}
		row = append(row, t.fixing(c)...)
		row = append(row, commands.MeetingButton("date.button.names", t.meeting, "meeting.dates", "names", "yes"))
		switch {
		case t.search.Accepts(now):
			row = append(row, commands.MeetingButton("date.button.end", t.meeting, "meeting.dates", "end", "yes"))
		case t.meeting.State == board.MeetingTentative:
			row = append(row, t.againButton())
		}
	}
	return reply(m, append(row, meetingButton(t.meeting))...)
}

// fixing are the buttons that fix the best date, for those who may.
func (t table) fixing(c *commands.Call) []chat.Button {
	if !c.Who.Chairs() || t.meeting.State != board.MeetingTentative || t.nobody() {
		return nil
	}
	return []chat.Button{t.fixButton(board.Best(t.tallies)[0].Option)}
}

// standing says where a search stands.
func (t table) standing(now time.Time) chat.Text {
	return chat.T("date.standing", "Meeting", commands.MeetingTitle(t.meeting), "Closes", t.search.Closes, "Open", t.search.Accepts(now),
		"Settled", t.search.State == board.SearchSettled, "Answered", t.answered(), "People", len(t.audience.asked))
}

// named is who said what of every date.
func (t table) named() chat.Message {
	m := chat.Say(chat.T("date.names.title", "Meeting", commands.MeetingTitle(t.meeting)))
	for _, o := range t.search.Options {
		by := map[board.Availability][]string{}
		for _, p := range t.audience.asked {
			by[t.said[p.ID][o.ID]] = append(by[t.said[p.ID][o.ID]], p.Name)
		}
		m = m.With(chat.Para{Text: chat.T("date.names", "Line", t.line(o), "Yes", by[board.CanCome], "IfNeedBe", by[board.IfNeedBe], "No", by[board.CannotCome], "Silent", by[""])})
	}
	return m
}

// onPage is how many dates stand on a page with their buttons: on a telephone
// each is a message of its own.
const onPage = 4

// paged are the dates with a row of buttons each.
func (t table) paged(c *commands.Call, page int) chat.Reply {
	all, me := t.search.Options, c.Who.Person.ID
	from := min((page-1)*onPage, (len(all)-1)/onPage*onPage)
	until := min(from+onPage, len(all))
	m := chat.Say(chat.T("date.page", "Meeting", commands.MeetingTitle(t.meeting), "Closes", t.search.Closes, "From", from+1, "Until", until, "N", len(all)))
	for _, o := range all[from:until] {
		m = m.With(chat.Para{Text: t.own(me, o)}, chat.Actions(t.answers(c.Board, o)))
	}
	var row []chat.Button
	if until < len(all) {
		row = append(row, commands.MeetingButton("date.button.further", t.meeting, "meeting.dates", "page", strconv.Itoa(until/onPage+1)))
	}
	return reply(m, append(row, t.allButton(c.Board), showButton(t.meeting))...)
}

// own is a date with what somebody said of it.
func (t table) own(person board.ID, o board.DateOption) chat.Text {
	said := t.said[person][o.ID]
	text := chat.T("date.own.one", "Line", t.line(o), "Said", chat.Text{}, "Answered", said != "")
	if said != "" {
		text.Args["Said"] = says(said)
	}
	return text
}

// says is an answer as people read it.
func says(a board.Availability) chat.Text {
	return chat.T("value.availability." + string(a) + ".label")
}

// answers are the buttons below a date.
func (t table) answers(b board.Board, o board.DateOption) []chat.Button {
	var row []chat.Button
	for _, a := range board.Availabilities() {
		row = append(row, commands.Button(chat.T("date.button.says", "Number", o.Number, "Says", says(a)), b.ID, "meeting.available",
			"meeting", strconv.Itoa(t.meeting.Number), "answers", strconv.Itoa(o.Number)+" "+typed(b, a)))
	}
	return row
}

// allButton says yes to every date.
func (t table) allButton(b board.Board) chat.Button {
	return commands.MeetingButton("date.button.all", t.meeting, "meeting.available", "answers", everyWord(b)+" "+typed(b, board.CanCome))
}
