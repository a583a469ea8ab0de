package bot

import (
	"context"
	"fmt"
	"maps"

	"beirat/board"
	"beirat/chat"
	"beirat/commands"
	"beirat/commands/agendas"
	"beirat/commands/answers"
	"beirat/commands/boards"
	"beirat/commands/calendars"
	"beirat/commands/dates"
	"beirat/commands/erasure"
	"beirat/commands/evaluation"
	"beirat/commands/feedback"
	"beirat/commands/fields"
	"beirat/commands/ideas"
	"beirat/commands/invitations"
	"beirat/commands/meetings"
	"beirat/commands/minutes"
	"beirat/commands/personal"
	"beirat/commands/polls"
	"beirat/commands/proceedings"
	"beirat/commands/reports"
	"beirat/commands/roadmap"
	"beirat/commands/strategy"
	"beirat/commands/terms"
	"beirat/commands/visions"
	"beirat/storage"
)

// The ways in which a feature serves the program.
type (
	// work does one job; nil ends it.
	work = func(context.Context, storage.Job) error
	// writer writes the letter of a job.
	writer = func(context.Context, storage.Job) (commands.Letter, error)
	// view is how a kind of entity looks now.
	view = func(context.Context, board.ID) (commands.View, error)
)

// feature is what the program asks of each feature. The key of its jobs begins
// with the ID of the board, but that of the polls with the poll's.
type feature interface {
	Groups() []commands.Group
	Commands() []commands.Command
	Tasks(context.Context, *commands.Call) ([]commands.Task, error)
	Letters() map[string]writer
	Works() map[string]work
	Views() map[string]view
}

// undoing is a feature of which something can be undone for a few minutes, by
// the kind of what was done.
type undoing interface {
	Undoes() map[string]boards.Undoer
}

// offering is a feature with something to talk about in a meeting.
type offering interface {
	Offers(tx *storage.Tx, b board.Board, m board.Meeting) ([]commands.AgendaOffer, error)
}

// reporting is a feature with something on the office's sheet.
type reporting interface {
	Office(tx *storage.Tx, c *commands.Call) ([]commands.OfficeLine, error)
}

// features are all of them, wired to each other.
type features struct {
	boards   *boards.Boards
	polls    *polls.Polls
	fields   *fields.Fields
	visions  *visions.Visions
	roadmap  *roadmap.Roadmap
	ideas    *ideas.Ideas
	strategy *strategy.Strategy

	meetings    *meetings.Meetings
	dates       *dates.Dates
	agendas     *agendas.Agendas
	invitations *invitations.Invitations
	proceedings *proceedings.Proceedings
	minutes     *minutes.Minutes
	calendars   *calendars.Calendars

	feedback   *feedback.Feedback
	reports    *reports.Reports
	answers    *answers.Answers
	evaluation *evaluation.Evaluation
	terms      *terms.Terms
	personal   *personal.Personal
	erasure    *erasure.Erasure
}

// newFeatures makes the features on a database; nil is enough for what they
// declare.
func newFeatures(db *storage.DB, offers boards.Offers) features {
	var f features
	f.polls = polls.New(db)
	f.fields = fields.New(db)
	f.visions = visions.New(db, f.polls.Open)
	f.roadmap = roadmap.New(db, f.polls.Open)
	f.ideas = ideas.New(db, f.polls.Open)
	f.strategy = strategy.New(db, f.polls.Open, f.visions.Chapter, f.fields.Chapter, f.roadmap.Chapter)
	f.polls.Again = map[board.SubjectKind]func(*storage.Tx, board.Poll) error{
		board.AboutStatement: f.visions.FinishAgain, board.AboutSuggestion: f.visions.DecideAgain, board.AboutPhase: f.strategy.PhaseAgain,
	}
	f.askForFeedback(db)
	f.terms, f.personal, f.erasure = terms.New(db, polls.Outcome), personal.New(db), erasure.New(db)
	f.terms.Ends = []terms.Ender{f.polls.EndWithTerm, f.feedback.EndWithTerm}
	f.evaluation.Unplan = f.terms.Unplan
	f.meet(db)
	offers.Undo = map[string]boards.Undoer{}
	for _, asked := range f.working() {
		offers.Tasks = append(offers.Tasks, asked.Tasks)
		if one, is := asked.(undoing); is {
			maps.Copy(offers.Undo, one.Undoes())
		}
		if one, is := asked.(reporting); is {
			offers.Office = append(offers.Office, one.Office)
		}
	}
	offers.Seated = append(offers.Seated, f.personal.Seated)
	offers.Seated = append(offers.Seated, f.visions.Seated, f.meetings.Seated, f.invitations.Seated, f.evaluation.Seated, f.erasure.Seated)
	f.erasure.Left = offers.Seated
	offers.Menu, offers.Lines = menu(), append(offers.Lines, f.strategy.Lines)
	f.boards = boards.New(db, offers)
	return f
}

// meet makes the features of a meeting: each hears what happens to one, and adds
// to its card and to what one can do with it.
func (f *features) meet(db *storage.DB) {
	f.meetings = meetings.New(db)
	find, tell := f.meetings.Finder(), f.meetings.Tell
	f.dates = dates.New(db, find, tell)
	f.agendas = agendas.New(db, find, tell)
	f.invitations = invitations.New(db, find, tell)
	f.proceedings = proceedings.New(db, find, tell, f.polls)
	f.minutes = minutes.New(db, find, tell, f.polls.Minuted)
	f.calendars = calendars.New(db, find, tell)
	f.agendas.Send, f.agendas.Call, f.polls.Objected = f.ideas.Send, f.invitations.Come, f.agendas.Objected
	f.agendas.Overwrite = f.erasure.Overwrite
	for _, asked := range f.working() {
		if one, is := asked.(offering); is {
			f.agendas.Offers = append(f.agendas.Offers, one.Offers)
		}
	}
	f.agendas.Offers = append(f.agendas.Offers, f.agendas.AgendaOffers)
	f.meetings.Hears = []meetings.Hearer{f.agendas.Hear, f.dates.Hear, f.invitations.Hear, f.proceedings.Hear, f.minutes.Hear, f.calendars.Hear}
	f.meetings.Parts = []meetings.Part{f.dates.Part, f.invitations.Part, f.proceedings.Part, f.agendas.Part, f.minutes.Part, f.calendars.Part}
	f.meetings.Ways = []meetings.Offer{f.dates.Ways, f.invitations.Ways, f.proceedings.Ways, f.agendas.Ways, f.minutes.Ways, f.meetings.Offer, f.calendars.Ways}
}

// askForFeedback makes the features of a round of feedback: each hears that one
// is over, and adds to its card and to what one can do with it.
func (f *features) askForFeedback(db *storage.DB) {
	f.feedback = feedback.New(db)
	find := f.feedback.Finder()
	f.reports = reports.New(db, find)
	f.answers = answers.New(db, find)
	f.evaluation = evaluation.New(db, f.polls.Open, f.feedback.Begin)
	f.feedback.Hears = []feedback.Hearer{f.reports.Hear, f.answers.Hear, f.evaluation.Hear}
	f.feedback.Parts = []feedback.Part{f.reports.Part, f.answers.Part, f.evaluation.Part}
	f.feedback.Ways = []feedback.Offer{f.reports.Ways, f.answers.Ways, f.evaluation.Ways}
}

// menu is where "/beirat" leads to.
func menu() []boards.MenuItem {
	return []boards.MenuItem{
		{Label: chat.T("cmd.poll.list.title"), Path: "poll.list", Right: board.Everyone},
		{Label: chat.T("cmd.field.list.title"), Path: "field.list", Right: board.Everyone},
		{Label: chat.T("cmd.vision.list.title"), Path: "vision.list", Right: board.Everyone},
		{Label: chat.T("cmd.roadmap.list.title"), Path: "roadmap.list", Right: board.Everyone},
		{Label: chat.T("cmd.board.strategy.title"), Path: "board.strategy", Right: board.Everyone},
		{Label: chat.T("cmd.meeting.list.title"), Path: "meeting.list", Right: board.Everyone},
		{Label: chat.T("cmd.feedback.list.title"), Path: "feedback.list", Right: board.Everyone},
		{Label: chat.T("cmd.poll.create.title"), Path: "poll.create", Right: board.MembersAndChair},
		{Label: chat.T("cmd.idea.title"), Path: "idea", Right: board.MembersAndChair},
	}
}

// working are those whose tasks the board shows.
func (f features) working() []feature {
	return []feature{f.polls, f.visions, f.fields, f.roadmap, f.ideas, f.strategy,
		f.meetings, f.dates, f.agendas, f.invitations, f.proceedings, f.minutes, f.calendars,
		f.feedback, f.reports, f.answers, f.evaluation, f.terms, f.personal, f.erasure}
}

// all are the features in the order of the manual.
func (f features) all() []feature { return append([]feature{f.boards}, f.working()...) }

// book is the book of their commands. The error is a mistake of the program's
// own: a declaration that cannot be.
func (f features) book() (*commands.Book, error) {
	var groups []commands.Group
	var all []commands.Command
	for _, one := range f.all() {
		groups, all = append(groups, one.Groups()...), append(all, one.Commands()...)
	}
	book, err := commands.New(groups, all)
	if err != nil {
		return nil, fmt.Errorf("book of commands: %w", err)
	}
	return book, nil
}

// letters are the kinds of jobs that say something, with who writes it.
func (f features) letters() map[string]writer {
	letters := map[string]writer{}
	for _, one := range f.all() {
		maps.Copy(letters, one.Letters())
	}
	return letters
}

// works are the other kinds of jobs.
func (f features) works() map[string]work {
	works := map[string]work{}
	for _, one := range f.all() {
		maps.Copy(works, one.Works())
	}
	return works
}

// views are how entities look, by kind.
func (f features) views() map[string]view {
	views := map[string]view{}
	for _, one := range f.all() {
		maps.Copy(views, one.Views())
	}
	return views
}

// declared is the book of what the features declare, for prompts, manuals and
// registrations. It carries nothing out.
func declared() (*commands.Book, error) { return newFeatures(nil, boards.Offers{}).book() }
