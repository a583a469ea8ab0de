package feedback

import (
	"context"
	"errors"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"beirat/board"
	"beirat/chat"
	"beirat/commands"
	"beirat/storage"
	"beirat/words"
)

// starting are the values of feedback.start.
type starting struct {
	service   commands.TextParam
	link      commands.TextParam
	tasks     commands.TextParam
	about     commands.TextParam
	closes    commands.TimeParam
	anonymous commands.FlagParam
	asked     commands.ChoiceParam[board.FeedbackAsked]
	group     commands.ThingParam
	template  commands.TextParam
	confirm   commands.FlagParam
	change    commands.FlagParam // what was said stands in the form again
}

func (f *Feedback) newStarting() starting {
	return starting{
		service: commands.Text("service").RequiredOr("template").Max(120), link: commands.Text("service_link").Max(300),
		tasks: commands.Text("feedback_tasks").Long(), about: commands.Text("feedback_about").Long().Max(1500), closes: commands.Time("closes").Future(),
		anonymous: commands.Flag("anonymous"), asked: commands.Choice("asked", board.FeedbackAskeds()...).Optional(board.AskedBoard),
		group: commands.Thing("group", f.groups()), template: commands.Text("template").Max(100), confirm: commands.Flag("confirm").Hidden(),
		change: commands.Flag("change").Hidden(),
	}
}

// start begins a round of feedback on an online service.
func (f *Feedback) start() commands.Command {
	s := f.newStarting()
	return commands.Command{
		Path: "feedback.start", Right: board.Chairing,
		Params:   []commands.Param{s.service, s.link, s.tasks, s.anonymous, s.closes, s.about, s.asked, s.group, s.template, s.confirm, s.change},
		Needless: func(*commands.Call) []string { return []string{s.template.Name()} },
		Check:    s.check,
		Do: func(ctx context.Context, c *commands.Call) (chat.Reply, error) {
			switch {
			case s.change.Of(c):
				return chat.Reply{Form: c.Form("feedback.start", s.typed(c))}, nil
			case s.template.Given(c):
				return f.fill(ctx, c, s.template.Of(c), s.typed(c))
			}
			return f.begun(ctx, c, s)
		},
	}
}

// check finds what does not go together, all at once. Whether a round is anonymous
// is asked: nobody should get either without having said so.
func (s starting) check(c *commands.Call) []*commands.Error {
	if s.template.Given(c) {
		return nil
	}
	var all []*commands.Error
	if s.link.Of(c) != "" {
		switch _, err := board.ReadLink(s.link.Of(c)); {
		case errors.Is(err, board.ErrHiddenAddress):
			all = append(all, commands.Mistake(s.link.Name(), "feedback.start.hidden_host"))
		case err != nil:
			all = append(all, commands.Mistake(s.link.Name(), "feedback.start.no_link"))
		}
	}
	tasks := readTasks(s.tasks.Of(c))
	switch {
	case len(tasks) > board.MostFeedbackTasks:
		all = append(all, commands.Mistake(s.tasks.Name(), "feedback.start.many_tasks", "N", len(tasks), "Most", board.MostFeedbackTasks))
	case longest(tasks) > taskLength:
		all = append(all, commands.Mistake(s.tasks.Name(), "feedback.start.long_task", "Most", taskLength))
	case twice(tasks) != "":
		all = append(all, commands.Mistake(s.tasks.Name(), "feedback.start.same_task", "Title", twice(tasks)))
	}
	if !s.anonymous.Given(c) {
		all = append(all, commands.Mistake(s.anonymous.Name(), "feedback.start.anonymous_missing"))
	}
	switch ofGroup := s.asked.Of(c) == board.AskedGroup; {
	case ofGroup && !s.group.Given(c):
		all = append(all, commands.Mistake(s.group.Name(), "feedback.start.group_missing"))
	case !ofGroup && s.group.Given(c) && s.asked.Given(c):
		all = append(all, commands.Mistake(s.group.Name(), "feedback.start.group_needless"))
	}
	if s.closes.Given(c) && !c.Board.Term.Last.IsZero() && s.closes.Of(c).After(c.Board.Term.End()) {
		all = append(all, commands.Mistake(s.closes.Name(), "feedback.start.beyond_term", "Last", c.Board.Term.Last))
	}
	return all
}

// taskLength is how many characters the title of a task has at most: it is the
// label of a field.
const taskLength = 100

// readTasks parts a list of tasks: by lines, or by semicolons. Numbers and dashes
// before them are left out.
func readTasks(typed string) []string {
	var tasks []string
	for _, line := range strings.FieldsFunc(typed, func(r rune) bool { return r == '\n' || r == ';' }) {
		line = strings.TrimSpace(strings.TrimLeft(strings.TrimSpace(line), "-–•*"))
		if number, rest, is := strings.Cut(line, " "); is && strings.Trim(strings.TrimRight(number, ".)"), "0123456789") == "" && strings.TrimRight(number, ".)") != number {
			line = strings.TrimSpace(rest)
		}
		if line != "" {
			tasks = append(tasks, line)
		}
	}
	return tasks
}

func longest(tasks []string) int {
	most := 0
	for _, title := range tasks {
		most = max(most, utf8.RuneCountInString(title))
	}
	return most
}

func twice(tasks []string) string {
	for i, title := range tasks {
		if slices.ContainsFunc(tasks[:i], func(before string) bool { return board.SameService(before, title) }) {
			return title
		}
	}
	return ""
}

// usualDays is how long a round runs of which nobody said it.
const usualDays = 7

// draft is the round that was asked for.
func (s starting) draft(c *commands.Call) board.FeedbackRound {
	r := board.FeedbackRound{Board: c.Board.ID, Kind: board.OnService, Service: s.service.Of(c), About: s.about.Of(c), Anonymous: s.anonymous.Of(c), Asked: s.asked.Of(c)}
	if link, err := board.ReadLink(s.link.Of(c)); err == nil {
		r.Link = link.Address
	}
	if s.group.Given(c) {
		r.Asked, r.Group = board.AskedGroup, s.group.Of(c).ID
	}
	for _, title := range readTasks(s.tasks.Of(c)) {
		r.Tasks = append(r.Tasks, board.FeedbackTask{Title: title})
	}
	if len(r.Tasks) == 0 {
		r.Tasks = []board.FeedbackTask{{Title: words.Printer{Language: language(c.Board)}.Say("feedback.task.whole", nil)}}
	}
	if r.Closes = s.closes.Of(c); !s.closes.Given(c) {
		r.Closes = time.Date(c.Now.Year(), c.Now.Month(), c.Now.Day()+usualDays, board.UsualHour, 0, 0, 0, c.Now.Location())
		if end := c.Board.Term.End(); !c.Board.Term.Last.IsZero() && r.Closes.After(end) {
			r.Closes = end
		}
	}
	return r
}

func language(b board.Board) words.Language {
	if l, known := words.Match(b.Language); known {
		return l
	}
	return words.German
}

// typed are the values that were given, for another form or a button.
func (s starting) typed(c *commands.Call) map[string]string {
	values := map[string]string{}
	for _, p := range []commands.Param{s.service, s.link, s.tasks, s.about, s.closes, s.anonymous, s.asked, s.group} {
		if raw := c.Raw(p.Name()); raw != "" {
			values[p.Name()] = raw
		}
	}
	return values
}

// begun begins the round, unless it needs a second look: so few are asked in an
// anonymous one that one could guess, or its address cannot be reached.
func (f *Feedback) begun(ctx context.Context, c *commands.Call, s starting) (chat.Reply, error) {
	if c.Board.Term.Ended(c.Now) {
		return chat.Reply{}, commands.Refuse("feedback.start.term_over", "Last", c.Board.Term.Last)
	}
	if f.Typed && s.anonymous.Of(c) {
		return chat.Reply{}, commands.Refuse("feedback.start.typed")
	}
	draft := s.draft(c)
	link, _ := board.ReadLink(draft.Link)
	var (
		r      board.FeedbackRound
		asked  []board.ID
		before board.FeedbackRound
		ask    bool
	)
	err := f.db.Write(ctx, by(c), func(tx *storage.Tx) (err error) {
		if asked, err = f.audience(tx, draft); err != nil {
			return err
		}
		if len(asked) == 0 {
			return commands.Refuse("feedback.start.nobody." + string(draft.Asked))
		}
		earlier, err := tx.FeedbackRoundsOn(c.Board.ID, draft.Service)
		if err != nil {
			return err
		}
		if len(earlier) > 0 {
			before = earlier[len(earlier)-1]
		}
		if before.ID != 0 && before.State == board.FeedbackOpen {
			return commands.Refuse("feedback.start.running", "Number", before.Number, "Service", before.Service, "Closes", before.Closes.In(c.Now.Location())).With(showButton(before))
		}
		few := draft.Anonymous && len(asked) < board.FewAnonymous
		if ask = (few || link.Inside) && !s.confirm.Of(c); ask {
			return nil
		}
		r, err = f.Begin(tx, c, draft, asked)
		return err
	})
	if err != nil {
		return chat.Reply{}, err
	}
	if ask {
		return f.askFirst(c, s, link, len(asked)), nil
	}
	m := chat.Say(chat.T("feedback.start.done", "Number", r.Number, "Service", r.Service, "N", len(asked), "Closes", r.Closes.In(c.Now.Location()), "Anonymous", r.Anonymous))
	if before.ID != 0 {
		m = m.With(chat.Para{Text: chat.T("feedback.start.again", "Number", before.Number)})
	}
	return said(m, showButton(r), moreButton(r)), nil
}

// askFirst warns before a round begins whose address others do not reach, and
// before an anonymous one of few people.
func (f *Feedback) askFirst(c *commands.Call, s starting, link board.Link, n int) chat.Reply {
	var m chat.Message
	if link.Inside {
		m = m.With(chat.Para{Text: chat.T("feedback.start.inside", "Link", link.Shown())})
	}
	if s.anonymous.Of(c) && n < board.FewAnonymous {
		return f.fewAsked(c, s, m, n)
	}
	held := []string{}
	for name, value := range s.typed(c) {
		held = append(held, name, value)
	}
	return said(m.With(chat.Para{Text: chat.T("feedback.start.inside_ask")}),
		commands.Button(chat.T("feedback.start.inside.yes"), c.Board.ID, "feedback.start", append(slices.Clone(held), s.confirm.Name(), "yes")...),
		commands.Button(chat.T("feedback.start.inside.change"), c.Board.ID, "feedback.start", append(held, s.change.Name(), "yes")...))
}

// fewAsked adds the warning that so few could be guessed, and what one can do.
func (f *Feedback) fewAsked(c *commands.Call, s starting, m chat.Message, n int) chat.Reply {
	pairs := []string{s.confirm.Name(), "yes"}
	named := []string{s.confirm.Name(), "no"}
	for name, value := range s.typed(c) {
		pairs = append(pairs, name, value)
		if name != s.anonymous.Name() {
			named = append(named, name, value)
		}
	}
	named = append(named, s.anonymous.Name(), "no")
	return said(m.With(chat.Para{Text: chat.T("feedback.start.few", "N", n)}, chat.Para{Text: chat.T("feedback.start.few_ask")}),
		commands.Button(chat.T("feedback.start.few.yes"), c.Board.ID, "feedback.start", pairs...),
		commands.Button(chat.T("feedback.start.few.named"), c.Board.ID, "feedback.start", named...))
}

// Begin begins a round inside a transaction: of those who are asked everybody is
// told, and its end is planned. A refusal is a *commands.Error.
func (f *Feedback) Begin(tx *storage.Tx, c *commands.Call, draft board.FeedbackRound, asked []board.ID) (board.FeedbackRound, error) {
	draft.Board, draft.By = c.Board.ID, c.Who.Person.ID
	r, err := tx.CreateFeedbackRound(draft, asked)
	if err != nil {
		return r, err
	}
	for _, person := range asked {
		if err := tx.Later(AskKind, storage.JobKey(r.Board, r.ID, person), f.db.Now(), nil); err != nil {
			return r, err
		}
	}
	return r, errors.Join(f.Show(tx, r), f.planEnd(tx, c.Board, r))
}
