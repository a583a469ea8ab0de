package feedback

import (
	"context"
	"strconv"

	"beirat/board"
	"beirat/chat"
	"beirat/commands"
	"beirat/storage"
)

// ownStep is what somebody does with feedback of their own.
type ownStep string

const (
	send   ownStep = "send"   // a draft
	remove ownStep = "remove" // a point or a draft; asks first
	finish ownStep = "finish" // nothing more for now
)

// own does something with one's own feedback in a named round, by buttons.
func (f *Feedback) own() commands.Command {
	round, step := f.round().Hidden(), commands.Choice("own_step", send, remove, finish).Hidden()
	point, page, confirm := commands.Number("own_point", 0, 1<<30).Hidden(), commands.Number("page", 1, 1<<20).Hidden(), commands.Flag("confirm").Hidden()
	return commands.Command{
		Path: "feedback.mine", Right: board.Everyone, Hidden: true, Params: []commands.Param{round, point, step, page, confirm},
		Do: func(ctx context.Context, c *commands.Call) (chat.Reply, error) {
			id := round.Of(c).ID
			switch step.Of(c) {
			case finish:
				return f.finished(ctx, c, id)
			case send, remove:
				return f.giving(ctx, c, id, func(tx *storage.Tx, r board.FeedbackRound) (chat.Message, error) {
					return f.step(tx, c, r, board.ID(point.Of(c)), step.Of(c), confirm.Of(c))
				})
			}
			return f.mine(ctx, c, id, max(1, page.Of(c)))
		},
	}
}

// step sends a draft, or takes a point back.
func (f *Feedback) step(tx *storage.Tx, c *commands.Call, r board.FeedbackRound, id board.ID, step ownStep, sure bool) (chat.Message, error) {
	all, err := tx.FeedbackPointsOf(r.ID, c.Who.Person.ID)
	if err != nil {
		return chat.Message{}, err
	}
	p, is := pointOf(all, id)
	if !is {
		return chat.Message{}, commands.Refuse("feedback.own.gone").With(button("feedback.button.mine", r, "feedback.give"))
	}
	if step == send && !p.Draft {
		return chat.Say(chat.T("feedback.own.sent", "Number", p.Number)).With(f.onward(r, true)), nil
	}
	if step == send {
		p.Draft = false
		return f.keepPoint(tx, c, r, p, commands.Upload{})
	}
	return f.takeBack(tx, r, p, sure, len(all) > 1)
}

// takeBack deletes a point or a draft once its author is sure; more tells whether
// there are others of theirs.
func (f *Feedback) takeBack(tx *storage.Tx, r board.FeedbackRound, p board.FeedbackPoint, sure, more bool) (chat.Message, error) {
	if no, err := spokenOf(tx, r, p); err != nil || no != nil {
		return chat.Message{}, firstError(err, no)
	}
	if !sure {
		return chat.Say(chat.T("feedback.own.remove", "Number", p.Number, "Draft", p.Draft), chat.Written(commands.Beginning(p.Text, quotable))).With(chat.Actions{
			button("feedback.own.remove.yes", r, "feedback.mine", "own_point", strconv.FormatInt(int64(p.ID), 10), "own_step", string(remove), "confirm", "yes"),
			button("feedback.button.mine", r, "feedback.give"),
		}), nil
	}
	if p.Attachment != "" {
		if err := tx.RemoveAttachment(r.Board, p.Attachment); err != nil {
			return chat.Message{}, err
		}
	}
	if err := tx.RemoveFeedbackPoint(r, p.ID); err != nil {
		return chat.Message{}, err
	}
	return chat.Say(chat.T("feedback.own.removed", "Draft", p.Draft)).With(f.onward(r, more)), f.showSoon(tx, r)
}

// spokenOf refuses to take back a point that was answered, or about which somebody
// asked; nil if nobody did.
func spokenOf(tx *storage.Tx, r board.FeedbackRound, p board.FeedbackPoint) (*commands.Error, error) {
	answers, err := tx.FeedbackAnswersTo(p.ID)
	if err != nil {
		return nil, err
	}
	questions, err := tx.FeedbackQuestions(r.ID)
	if err != nil || len(answers)+len(questions[p.ID]) == 0 {
		return nil, err
	}
	return commands.Refuse("feedback.own.spoken_of", "Number", p.Number).With(button("feedback.button.edit", r, "feedback.point", "own_point", strconv.FormatInt(int64(p.ID), 10))), nil
}

// quotable is how many characters of a point stand in a list.
const quotable = 200

// finished thanks, and says what is still open.
func (f *Feedback) finished(ctx context.Context, c *commands.Call, id board.ID) (chat.Reply, error) {
	var m chat.Message
	err := f.db.Read(ctx, func(tx *storage.Tx) error {
		r, err := tx.FeedbackRound(id)
		if err != nil {
			return err
		}
		drafts, err := draftsOf(tx, r, c.Who.Person.ID)
		m = chat.Say(chat.T("feedback.own.finished", "Open", r.Takes(f.db.Now()), "Closes", r.Closes.In(c.Now.Location()), "Drafts", drafts))
		if drafts > 0 {
			m = m.With(chat.Actions{button("feedback.button.mine", r, "feedback.give")})
		}
		return err
	})
	return chat.Reply{Messages: []chat.Message{m}}, err
}

// desk is where somebody gives: what they gave so far, and what they can do. Of a
// named round that is over it shows what they gave, drafts too.
func (f *Feedback) desk(ctx context.Context, c *commands.Call, id board.ID) (chat.Reply, error) {
	var anonymous bool
	var m chat.Message
	err := f.db.Read(ctx, func(tx *storage.Tx) error {
		r, err := tx.FeedbackRound(id)
		if err != nil {
			return err
		}
		no, err := f.refused(tx, c, r)
		if no != nil && isLate(no) {
			if no, err = f.looksBack(tx, c, r); no == nil && err == nil {
				return nil
			}
		}
		if err != nil || no != nil {
			return firstError(err, no)
		}
		if anonymous = r.Anonymous; anonymous {
			m, err = f.entrance(tx, c, r)
		}
		return err
	})
	if err != nil || anonymous {
		return chat.Reply{Messages: []chat.Message{m}}, err
	}
	return f.mine(ctx, c, id, 1)
}

// looksBack is nil for one who has something of their own to read in a round that
// is over; else it says that the round is over.
func (f *Feedback) looksBack(tx *storage.Tx, c *commands.Call, r board.FeedbackRound) (*commands.Error, error) {
	_, gave, err := tx.FeedbackStanding(r, c.Who.Person.ID)
	if err != nil {
		return nil, err
	}
	drafts, err := draftsOf(tx, r, c.Who.Person.ID)
	if err != nil || !r.Anonymous && gave || drafts > 0 {
		return nil, err
	}
	return over(r, c, gave), nil
}

// ownOnPage is how many of one's own points a page shows.
const ownOnPage = 5

// mine shows somebody their own feedback in a named round.
func (f *Feedback) mine(ctx context.Context, c *commands.Call, id board.ID, page int) (chat.Reply, error) {
	var m chat.Message
	err := f.db.Read(ctx, func(tx *storage.Tx) error {
		s, err := f.sheetOf(tx, id)
		if err != nil {
			return err
		}
		given, err := tx.FeedbackRatingsOf(id, c.Who.Person.ID)
		if err != nil {
			return err
		}
		points, err := tx.FeedbackPointsOf(id, c.Who.Person.ID)
		m = s.ownView(given, points, page)
		return err
	})
	return chat.Reply{Messages: []chat.Message{m}}, err
}

// ownView is what somebody gave, with what they can do about it.
func (s sheet) ownView(given map[int]board.Rating, points []board.FeedbackPoint, page int) chat.Message {
	r := s.round
	drafts := 0
	for _, p := range points {
		if p.Draft {
			drafts++
		}
	}
	m := chat.Say(s.title(), chat.T("feedback.own.terms", "Closes", s.closes(), "Now", s.now, "Open", s.open(), "Drafts", drafts))
	if page == 1 {
		if link, err := board.ReadLink(r.Link); err == nil {
			m = m.With(chat.Para{Text: chat.T("feedback.link", "Link", link.Shown())})
		}
		m = m.With(chat.Para{Text: chat.T("feedback.own.ratings", "Lines", markLines(r, given), "Some", len(given) > 0, "Open", s.open())})
		if s.open() {
			label := "feedback.button.rate"
			if len(given) > 0 {
				label = "feedback.button.rate_again"
			}
			point := "feedback.button.point"
			if len(points) > 0 {
				point = "feedback.button.another"
			}
			m = m.With(chat.Actions{button(label, r, "feedback.rate"), button(point, r, "feedback.point")})
		}
	}
	first := (page - 1) * ownOnPage
	for i, p := range points {
		if i < first || i >= first+ownOnPage {
			continue
		}
		m = m.With(chat.Para{Text: chat.T("feedback.own.point", "Number", p.Number, "Draft", p.Draft, "File", p.Attachment != "", "Severity", severityName(p.Severity), "Text", commands.Beginning(p.Text, quotable), "Task", taskTitle(r, p.Task))})
		if s.open() {
			m = m.With(ownButtons(r, p))
		}
	}
	if len(points) > first+ownOnPage {
		m = m.With(chat.Actions{button("feedback.button.further", r, "feedback.mine", "page", strconv.Itoa(page+1))})
	}
	return m
}

func ownButtons(r board.FeedbackRound, p board.FeedbackPoint) chat.Actions {
	id := strconv.FormatInt(int64(p.ID), 10)
	row := chat.Actions{
		button("feedback.button.edit", r, "feedback.point", "own_point", id),
		button("feedback.button.remove", r, "feedback.mine", "own_point", id, "own_step", string(remove)),
	}
	if p.Draft {
		row = append(chat.Actions{button("feedback.button.send", r, "feedback.mine", "own_point", id, "own_step", string(send))}, row...)
	}
	return row
}

// taskTitle is the title of a task of a round; empty of the whole.
func taskTitle(r board.FeedbackRound, number int) string {
	for _, task := range r.Tasks {
		if task.Number == number {
			return task.Title
		}
	}
	return ""
}
