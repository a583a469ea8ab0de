package polls

import (
	"context"
	"slices"
	"strconv"

	"beirat/board"
	"beirat/chat"
	"beirat/commands"
	"beirat/storage"
)

// listed is how many polls a page of the list has.
const listed = 8

// running is an open poll with what the reader has to do with it. A list
// counts no ballots: it is as quick with ten thousand electors as with eleven.
type running struct {
	poll board.Poll
	own  ownBallot
}

// list shows what is open, and the latest that are over.
func (f *Polls) list() commands.Command {
	before := commands.Number("before", 0, 1<<30).Hidden()
	return commands.Command{
		Path: "poll.list", Right: board.Everyone, Params: []commands.Param{before},
		Do: func(ctx context.Context, c *commands.Call) (chat.Reply, error) {
			var all page
			err := f.db.Read(ctx, func(tx *storage.Tx) (err error) {
				all, err = f.page(tx, c, before.Of(c))
				return err
			})
			return chat.Reply{Messages: []chat.Message{f.listing(c, all)}}, err
		},
	}
}

// page is what the list shows. What runs, what is planned and what is overdue
// stand on the first page only.
type page struct {
	open      []running
	overdue   []board.Poll // recommendations whose answer is
	planned   []board.Poll
	over      []board.Poll
	more      bool // further ones are over
	templates bool // the board has some
}

func (f *Polls) page(tx *storage.Tx, c *commands.Call, before int) (all page, err error) {
	open, err := tx.OpenPolls(c.Board.ID)
	if err != nil {
		return all, err
	}
	planned, err := tx.PlannedPolls(c.Board.ID)
	if err != nil {
		return all, err
	}
	over, err := tx.Polls(c.Board.ID, before, listed+len(open)+len(planned)+1)
	if err != nil {
		return all, err
	}
	all.over = finished(over)
	if all.more = len(all.over) > listed; all.more {
		all.over = all.over[:listed]
	}
	if before != 0 {
		return all, nil
	}
	all.planned = planned
	if all.open, err = f.withOwnBallots(tx, c, open); err != nil {
		return all, err
	}
	if all.overdue, err = tx.Overdue(c.Board.ID, f.db.Now()); err != nil {
		return all, err
	}
	if c.Who.May(board.MembersAndChair) {
		templates, err := tx.Templates(c.Board.ID)
		all.templates = len(templates) > 0
		return all, err
	}
	return all, nil
}

func (f *Polls) withOwnBallots(tx *storage.Tx, c *commands.Call, polls []board.Poll) ([]running, error) {
	open := make([]running, len(polls))
	for i, p := range polls {
		own, err := f.own(tx, c, p)
		if err != nil {
			return nil, err
		}
		open[i] = running{p, own}
	}
	return open, nil
}

func finished(polls []board.Poll) []board.Poll {
	var over []board.Poll
	for _, p := range polls {
		if p.State == board.Closed || p.State == board.Withdrawn {
			over = append(over, p)
		}
	}
	return over
}

// listing is the list in words.
func (f *Polls) listing(c *commands.Call, all page) chat.Message {
	onward := f.onward(c, all)
	if len(all.open)+len(all.planned)+len(all.over) == 0 {
		return withButtons(chat.Say(chat.T("poll.list.empty")), onward)
	}
	m := chat.Say(chat.T("poll.list.title", "N", len(all.open)))
	zone := f.db.Zone(c.Board.Zone)
	var buttons chat.Actions
	for _, r := range all.open {
		m = m.With(chat.Para{Text: chat.T("poll.list.open", "Number", r.poll.Number, "Question", r.poll.Question, "Method", methodName(r.poll),
			"Closes", r.poll.Closes.In(zone), "Own", r.own.state())})
		if len(buttons) < 2 {
			b := showButton(r.poll)
			b.Label = chat.T("poll.list.show", "Number", r.poll.Number)
			buttons = append(buttons, b)
		}
	}
	m = section(m, "poll.list.overdue", all.overdue, func(p board.Poll) chat.Text {
		return chat.T("poll.list.late", "Number", p.Number, "Question", p.Question, "Days", board.DaysOverdue(p.Due.In(zone), f.db.Now()))
	})
	m = section(m, "poll.list.planned", all.planned, func(p board.Poll) chat.Text {
		return chat.T("poll.list.opens", "Number", p.Number, "Question", p.Question, "Opens", p.Opens.In(zone), "Repeat", repeatOf(p))
	})
	if len(all.over) > 0 {
		m = m.With(chat.Para{Text: chat.T("poll.list.over")})
	}
	for _, p := range all.over {
		key := "poll.list.closed"
		if p.State == board.Withdrawn {
			key = "poll.list.withdrawn"
		}
		m = m.With(chat.Para{Text: chat.T(key, "Number", p.Number, "Question", p.Question, "Method", methodName(p), "Ended", p.Ended.In(zone), "Outcome", outcome(p))})
	}
	if all.more {
		last := all.over[len(all.over)-1]
		buttons = append(buttons, button("poll.list.more", last, "poll.list", "before", strconv.Itoa(last.Number)))
	}
	return withButtons(m, append(buttons, onward...))
}

// section is a part of the list under a title of its own; of many polls it says
// how many further ones there are.
func section(m chat.Message, title string, polls []board.Poll, line func(board.Poll) chat.Text) chat.Message {
	if len(polls) == 0 {
		return m
	}
	m = m.With(chat.Para{Text: chat.T(title)})
	for _, p := range polls[:min(listed, len(polls))] {
		m = m.With(chat.Para{Text: line(p)})
	}
	if further := len(polls) - listed; further > 0 {
		m = m.With(chat.Para{Text: chat.T("poll.list.further", "N", further)})
	}
	return m
}

// onward are the buttons that lead on from the list.
func (f *Polls) onward(c *commands.Call, all page) chat.Actions {
	to := func(label, path string) chat.Button { return commands.Button(chat.T(label), c.Board.ID, path) }
	var row chat.Actions
	if len(all.overdue) > 0 && c.Who.Chairs() {
		row = append(row, to("poll.button.answer", "poll.answer"))
	}
	if !c.Who.May(board.MembersAndChair) {
		return row
	}
	if all.templates {
		row = append(row, to("poll.list.templates", "poll.template"))
	}
	return append(row, to("cmd.poll.create.title", "poll.create"))
}

// methodName says how ballots are filled in, where it is not Yes or No.
func methodName(p board.Poll) chat.Text {
	if p.Method == board.YesNo {
		return chat.Text{}
	}
	return chat.T("poll.list.method." + string(p.Method))
}

// state is the reader's own part in a poll, in a few words; empty if there is none.
func (o ownBallot) state() chat.Text {
	switch {
	case o.elector.Recused:
		return chat.T("poll.list.recused")
	case o.choice != "" && !slices.Contains(board.Choices(), o.choice): // the options are on the poll's own card
		return chat.T("poll.list.voted")
	case o.choice != "":
		return chat.T("poll.list.own", "Choice", choiceLabel(o.choice))
	case o.other != "":
		return chat.T("poll.list.other", "By", o.other)
	case o.final():
		return chat.T("poll.list.voted")
	case o.may:
		return chat.T("poll.list.missing")
	}
	return chat.T("poll.list.no_part")
}
