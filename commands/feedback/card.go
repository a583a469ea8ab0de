package feedback

import (
	"context"
	"strconv"
	"time"

	"beirat/board"
	"beirat/chat"
	"beirat/commands"
	"beirat/storage"
	"beirat/words"
)

// sheet is what everybody may know of a round, as it stands at a moment.
type sheet struct {
	round board.FeedbackRound
	now   time.Time // in the board's zone
	who   chat.Text // who is asked
	asked int
	gave  int
}

// sheetOf is the sheet of a round as it stands now.
func (f *Feedback) sheetOf(tx *storage.Tx, id board.ID) (s sheet, err error) {
	r, err := tx.FeedbackRound(id)
	if err != nil {
		return s, err
	}
	b, err := tx.Board(r.Board)
	if err != nil {
		return s, err
	}
	return f.sheet(tx, r, f.db.Now().In(f.db.Zone(b.Zone)))
}

func (f *Feedback) sheet(tx *storage.Tx, r board.FeedbackRound, now time.Time) (s sheet, err error) {
	s = sheet{round: r, now: now}
	asked, err := tx.FeedbackAsked(r.ID)
	if err != nil {
		return s, err
	}
	gave, err := tx.FeedbackGivers(r)
	if err != nil {
		return s, err
	}
	s.asked, s.gave = len(asked), len(gave)
	s.who, err = askedName(tx, r)
	return s, err
}

func (s sheet) open() bool { return s.round.Takes(s.now) }

// closes is when the round ended, or ends, in the board's zone.
func (s sheet) closes() time.Time {
	return endOf(s.round).In(s.now.Location())
}

func (s sheet) title() chat.Text {
	return chat.T("feedback.title", "Number", s.round.Number, "Service", s.round.Service)
}

// aboutLength is how much of what is said about a round a card shows.
const aboutLength = 300

// contents are what the round is about: its words, its page, its tasks.
func (s sheet) contents() []chat.Block {
	var blocks []chat.Block
	if s.round.About != "" {
		blocks = append(blocks, chat.Para{Text: chat.Written(commands.Beginning(s.round.About, aboutLength))})
	}
	if link, err := board.ReadLink(s.round.Link); err == nil {
		blocks = append(blocks, chat.Para{Text: chat.T("feedback.link", "Link", link.Shown())})
	}
	return append(blocks, chat.Para{Text: chat.T("feedback.tasks", "Lines", taskLines(s.round), "N", len(s.round.Tasks), "Survey", s.round.Kind.Survey())})
}

func taskLines(r board.FeedbackRound) []chat.Text {
	lines := make([]chat.Text, len(r.Tasks))
	for i, task := range r.Tasks {
		lines[i] = chat.T("feedback.task_line", "Number", task.Number, "Title", task.Title)
	}
	return lines
}

// terms says in a line how the round goes.
func (s sheet) terms() chat.Text {
	return chat.T("feedback.terms", "Anonymous", s.round.Anonymous, "Who", s.who)
}

// deadline says until when, or since when it is over, and how many took part.
func (s sheet) deadline() chat.Text {
	return chat.T("feedback.deadline", "Open", s.open(), "Counting", s.round.State == board.FeedbackOpen && !s.open(), "Closes", s.closes(), "Now", s.now, "Gave", s.gave, "N", s.asked)
}

// view is the shown card of a round.
func (f *Feedback) view(ctx context.Context, id board.ID) (view commands.View, err error) {
	err = f.db.Read(ctx, func(tx *storage.Tx) error {
		s, err := f.sheetOf(tx, id)
		if err != nil {
			return err
		}
		view.Board = s.round.Board
		view.Message, err = f.card(tx, s, s.open())
		if s.open() && s.round.Closes.Sub(s.now) >= 24*time.Hour {
			view.Changes = words.LeftChanges(s.now, s.round.Closes)
		}
		return err
	})
	return view, err
}

// mostButtons is how many buttons a card has.
const mostButtons = 4

// card is what a round looks like; give tells whether its reader may give.
func (f *Feedback) card(tx *storage.Tx, s sheet, give bool) (chat.Message, error) {
	m := chat.Say(s.title()).With(s.contents()...).With(chat.Para{Text: s.terms()}, chat.Para{Text: s.deadline()})
	var row chat.Actions
	if give {
		row = append(row, giveButton(s.round))
	}
	for _, part := range f.Parts {
		blocks, buttons, err := part(tx, s.round)
		if err != nil {
			return m, err
		}
		m = m.With(blocks...)
		row = append(row, buttons...)
	}
	row = append(row[:min(len(row), mostButtons-1)], moreButton(s.round))
	return m.With(row), nil
}

// severityName is a severity as people read it; zero of none.
func severityName(s board.Severity) chat.Text {
	if s == "" {
		return chat.Text{}
	}
	return chat.T("value.severity." + string(s) + ".label")
}

// RatingName is a rating as people read it: "gut (2)".
func RatingName(r board.Rating) chat.Text {
	return chat.T("feedback.rating", "Word", chat.T("value."+r.Word()+".label"), "Number", strconv.Itoa(int(r)))
}
