package answers

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"beirat/board"
	"beirat/chat"
	"beirat/commands"
	"beirat/documents"
	"beirat/storage"
	"beirat/words"
)

// summary is what became of the feedback of a round, for everybody: counts, and
// what the administration says to everybody. It has neither names nor the words
// of a point.
func (f *Answers) summary() commands.Command {
	round := commands.Thing("round", f.round).Required()
	as := commands.Choice("as", documents.FormatPDF, documents.FormatWord, documents.FormatPage, documents.FormatMarkdown)
	publish, confirm := commands.Flag("publish"), commands.Flag("confirm").Hidden()
	return commands.Command{
		Path: "feedback.summary", Right: board.Everyone, Params: []commands.Param{round, as, publish, confirm},
		Needless: func(c *commands.Call) []string {
			if c.Who.Chairs() {
				return nil
			}
			return []string{publish.Name()}
		},
		Do: func(ctx context.Context, c *commands.Call) (chat.Reply, error) {
			var o outcome
			err := f.db.Read(ctx, func(tx *storage.Tx) (err error) {
				o, err = f.outcome(tx, c, round.Of(c).ID)
				return err
			})
			if err == nil && publish.Of(c) {
				err = f.publish(ctx, c, o, confirm.Of(c))
			}
			switch {
			case errors.Is(err, errAskFirst):
				return say(chat.T("answer.summary.sure", "Round", called(o.round), "Open", o.open),
					button("answer.button.publish_sure", o.round, "feedback.summary", "publish", "yes", "confirm", "yes")), nil
			case err != nil:
				return chat.Reply{}, err
			case publish.Of(c):
				return say(chat.T("answer.summary.published", "Round", called(o.round)), button("answer.button.summary", o.round, "feedback.summary")), nil
			case as.Given(c):
				file, err := f.file(c.Board, o, as.Of(c))
				return chat.Reply{Messages: []chat.Message{{Blocks: []chat.Block{file}}}}, err
			}
			return chat.Reply{Messages: []chat.Message{o.message().With(o.files(c.Who.Chairs()))}}, nil
		},
	}
}

// errAskFirst: it cannot be taken back, and a button is pressed quickly.
var errAskFirst = errors.New("ask first")

// publish lets everybody read the summary, and plans its post.
func (f *Answers) publish(ctx context.Context, c *commands.Call, o outcome, sure bool) error {
	switch {
	case !c.Who.Chairs():
		return commands.Refuse("answer.summary.chair").With(button("answer.button.summary", o.round, "feedback.summary"))
	case c.Pressed() && !sure:
		return errAskFirst
	}
	return f.db.Write(ctx, by(c), func(tx *storage.Tx) error {
		if err := tx.PublishFeedback(o.round); err != nil {
			return err
		}
		if err := f.touch(tx, o.round); err != nil {
			return err
		}
		return tx.Later(SummaryKind, storage.JobKey(o.round.Board, o.round.ID), f.db.Now(), nil)
	})
}

// outcome is what became of the points of a round.
type outcome struct {
	round   board.FeedbackRound
	points  int
	open    int
	fates   map[board.FeedbackFate]int
	named   []named // the tasks that most points are about, the most first
	worst   []named // how many points of each severity
	sayings []saying
}

// named is something with how many points are about it.
type named struct {
	what  string // a task; empty: the whole
	bad   board.Severity
	times int
}

// saying is what the administration says to everybody about some points.
type saying struct {
	fate    board.FeedbackFate
	text    string
	link    string
	measure int // of the roadmap; 0: none
	times   int // so many points have this answer
}

// outcome reads what became of a round for a reader.
func (f *Answers) outcome(tx *storage.Tx, c *commands.Call, round board.ID) (o outcome, err error) {
	r, err := tx.FeedbackRound(round)
	if err != nil {
		return o, err
	}
	published, err := tx.FeedbackPublished(round)
	switch {
	case err != nil:
		return o, err
	case published.IsZero() && !c.Who.May(board.Inside):
		return o, commands.Refuse("answer.summary.not_public", "Round", called(r)).With(button("answer.button.round", r, "feedback.show"))
	case r.State != board.FeedbackClosed:
		return o, commands.Refuse("answer.summary.running", "Round", called(r), "Closes", r.Closes.In(c.Now.Location()))
	}
	return outcomeOf(tx, r)
}

func outcomeOf(tx *storage.Tx, r board.FeedbackRound) (o outcome, err error) {
	s := sheet{round: r}
	if err := s.read(tx, 0); err != nil {
		return o, err
	}
	o = outcome{round: r, points: len(s.points), open: len(s.open()), fates: map[board.FeedbackFate]int{}}
	for _, p := range s.points {
		o.named = counted(o.named, named{what: s.task(p)})
		if p.Severity != "" {
			o.worst = counted(o.worst, named{bad: p.Severity})
		}
		a := s.answers[p.ID]
		if a.State == "" {
			continue
		}
		o.fates[a.State]++
		if o.sayings, err = said(tx, o.sayings, a); err != nil {
			return o, err
		}
	}
	slices.SortStableFunc(o.named, func(a, b named) int { return b.times - a.times })
	slices.SortStableFunc(o.worst, func(a, b named) int {
		return slices.Index(board.Severities(), a.bad) - slices.Index(board.Severities(), b.bad)
	})
	return o, nil
}

func counted(all []named, one named) []named {
	for i := range all {
		if all[i].what == one.what && all[i].bad == one.bad {
			all[i].times++
			return all
		}
	}
	one.times = 1
	return append(all, one)
}

// said adds what everybody may read of an answer; the same words count together.
func said(tx *storage.Tx, all []saying, a board.FeedbackAnswer) ([]saying, error) {
	one := saying{fate: a.State, text: a.Public(), times: 1}
	if a.State == board.FeedbackDone {
		one.link = a.ShownLink()
	}
	if a.Measure != 0 {
		m, err := tx.Measure(a.Measure)
		if err != nil {
			return all, err
		}
		one.measure = m.Number
	}
	if one.text == "" && one.link == "" && one.measure == 0 {
		return all, nil
	}
	for i, same := range all {
		if same.fate == one.fate && same.text == one.text && same.link == one.link && same.measure == one.measure {
			all[i].times++
			return all, nil
		}
	}
	return append(all, one), nil
}

// mostNamed and mostSaid are how much of it a message has; the document has all.
const (
	mostNamed = 3
	mostSaid  = 3
)

// counts say how many points came to what.
func (o outcome) counts() chat.Text {
	return chat.T("answer.summary.counts", "Points", o.points, "Accepted", o.fates[board.FeedbackAccepted], "Declined", o.fates[board.FeedbackDeclined],
		"Done", o.fates[board.FeedbackDone], "Open", o.open)
}

// message is the summary in a few sentences.
func (o outcome) message() chat.Message {
	m := chat.Say(chat.T("answer.summary.title", "Round", called(o.round)), o.counts())
	if most := o.most(); len(most) > 0 {
		m = m.With(chat.Para{Text: chat.T("answer.summary.most", "Most", most)})
	}
	for _, fate := range []board.FeedbackFate{board.FeedbackDone, board.FeedbackDeclined, board.FeedbackAccepted} {
		for i, one := range o.of(fate) {
			if i == mostSaid {
				m = m.With(chat.Para{Text: chat.T("answer.summary.more", "N", len(o.of(fate))-mostSaid)})
				break
			}
			m = m.With(chat.Para{Text: one.line()})
		}
	}
	return m
}

// most are the tasks that most points are about; none where none stands out.
func (o outcome) most() []chat.Text {
	if len(o.named) < 2 || o.named[0].times == o.named[len(o.named)-1].times {
		return nil
	}
	var most []chat.Text
	for _, n := range o.named[:min(len(o.named), mostNamed)] {
		most = append(most, chat.T("answer.summary.task", "Task", n.what, "N", n.times))
	}
	return most
}

// of are the sayings about one fate.
func (o outcome) of(fate board.FeedbackFate) []saying {
	var all []saying
	for _, one := range o.sayings {
		if one.fate == fate {
			all = append(all, one)
		}
	}
	return all
}

func (s saying) line() chat.Text {
	return chat.T("answer.summary.line", "Fate", fateName(s.fate), "Text", commands.Beginning(s.text, quotable), "Link", s.link, "Measure", s.measure, "N", s.times)
}

// files are the buttons for the summary as a file and, for the chair, for its post.
func (o outcome) files(chairs bool) chat.Actions {
	var row chat.Actions
	for _, as := range []documents.Format{documents.FormatPDF, documents.FormatWord, documents.FormatPage, documents.FormatMarkdown} {
		b := button("answer.button.summary", o.round, "feedback.summary", "as", string(as))
		b.Label = formatName(as)
		row = append(row, b)
	}
	if chairs {
		row = append(row, button("answer.button.publish", o.round, "feedback.summary", "publish", "yes"))
	}
	return row
}

func formatName(as documents.Format) chat.Text { return chat.T("value.as." + string(as) + ".label") }

// file is the whole summary in a format.
func (f *Answers) file(b board.Board, o outcome, as documents.Format) (chat.File, error) {
	now := f.db.Now().In(f.db.Zone(b.Zone))
	said := words.Printer{Language: words.Language(b.Language)}
	made, err := o.document(b, said, now).As(as)
	if err != nil {
		return chat.File{}, fmt.Errorf("summary of the round with id %d as %s: %w", o.round.ID, as, err)
	}
	name := said.Print(chat.T("answer.document.file", "Number", o.round.Number)) + "." + made.Ending
	return chat.File{Name: name, Type: made.Type, Content: made.Content, About: chat.T("answer.document.about", "Round", called(o.round), "Format", formatName(as))}, nil
}
