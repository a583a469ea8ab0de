package evaluation

import (
	"context"
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

// starting are the values of board.evaluate_start.
type starting struct {
	topics    commands.TextParam
	closes    commands.TimeParam
	anonymous commands.FlagParam
	confirm   commands.FlagParam
}

// start begins the survey: a round of feedback on the term itself.
func (f *Evaluation) start() commands.Command {
	p := starting{
		topics: commands.Text("topics").Long(), closes: commands.Time("closes").Future(),
		anonymous: commands.Flag("anonymous").Optional(true), confirm: commands.Flag("confirm").Hidden(),
	}
	return commands.Command{
		Path: "board.evaluate_start", Right: board.Chairing, Params: []commands.Param{p.closes, p.topics, p.anonymous, p.confirm},
		Check: p.check,
		Shape: func(_ context.Context, c *commands.Call, form *chat.Form) error { return shapeStart(c, form) },
		Do: func(ctx context.Context, c *commands.Call) (chat.Reply, error) {
			if c.Board.Term.Ended(c.Now) {
				return chat.Reply{}, commands.Refuse("evaluation.start.term_over", "Last", c.Board.Term.Last).With(stateButton(c.Board.ID))
			}
			switch {
			case p.asks(c):
				return chat.Reply{Form: c.Form("board.evaluate_start", nil)}, nil
			case f.Typed && p.anonymous.Of(c):
				return chat.Reply{}, commands.Refuse("feedback.start.typed")
			}
			return f.ask(ctx, c, p)
		},
	}
}

// asks tells whether nothing was said yet: the form says what would be begun, and
// its sending begins it.
func (p starting) asks(c *commands.Call) bool {
	if _, sent := c.Event.Do.(chat.Submit); sent || p.confirm.Given(c) {
		return false
	}
	return c.Pressed() || !p.topics.Given(c) && !p.closes.Given(c) && c.Raw(p.anonymous.Name()) == ""
}

// ask begins the survey, unless so few are asked that one could guess who said
// what: then it asks first.
func (f *Evaluation) ask(ctx context.Context, c *commands.Call, p starting) (chat.Reply, error) {
	var r board.FeedbackRound
	var asked []board.ID
	few := false
	err := f.db.Write(ctx, by(c), func(tx *storage.Tx) error {
		if err := tx.LockBoard(c.Board.ID); err != nil {
			return err
		}
		if err := alone(tx, c); err != nil {
			return err
		}
		var err error
		if asked, err = voters(tx, c.Board.ID); err != nil {
			return err
		}
		if len(asked) == 0 {
			return commands.Refuse("evaluation.start.nobody")
		}
		if few = p.anonymous.Of(c) && len(asked) < board.FewAnonymous && !p.confirm.Of(c); few {
			return nil
		}
		r, err = f.begin(tx, c, p.draft(c), asked)
		return err
	})
	if err != nil {
		return chat.Reply{}, err
	}
	if few {
		return p.fewAsked(c, len(asked)), nil
	}
	m := chat.Say(chat.T("evaluation.start.done", "Number", r.Number, "N", len(asked), "Closes", r.Closes.In(c.Now.Location()), "Anonymous", r.Anonymous))
	return reply(m, surveyButton(r), figuresButton(c.Board.ID)), nil
}

// alone refuses a survey while one runs.
func alone(tx *storage.Tx, c *commands.Call) error {
	rounds, err := tx.TermRounds(c.Board.ID, time.Time{})
	if err != nil {
		return err
	}
	for _, r := range rounds {
		if r.State == board.FeedbackOpen {
			return commands.Refuse("evaluation.start.running", "Number", r.Number, "Closes", r.Closes.In(c.Now.Location())).With(surveyButton(r))
		}
	}
	return nil
}

// voters are those who vote for a seat of a board now: each once.
func voters(tx *storage.Tx, of board.ID) ([]board.ID, error) {
	seats, err := tx.Seats(of)
	var people []board.ID
	for _, seat := range seats {
		if voter := seat.Voter().ID; !seat.Vacant() && !slices.Contains(people, voter) {
			people = append(people, voter)
		}
	}
	return people, err
}

// fewAsked warns before an anonymous survey of few people.
func (p starting) fewAsked(c *commands.Call, n int) chat.Reply {
	said := []string{"confirm", "yes"}
	for _, param := range []commands.Param{p.topics, p.closes} {
		if raw := c.Raw(param.Name()); raw != "" {
			said = append(said, param.Name(), raw)
		}
	}
	return reply(chat.Say(chat.T("evaluation.start.few", "N", n)),
		button("evaluation.start.few.yes", c.Board.ID, "board.evaluate_start", append(slices.Clone(said), p.anonymous.Name(), "yes")...),
		button("evaluation.start.few.named", c.Board.ID, "board.evaluate_start", append(said, p.anonymous.Name(), "no")...))
}

// usualDays is how long a survey runs of which nobody said it.
const usualDays = 14

// surveyHour is when it ends then.
const surveyHour = 18

// draft is the survey that was asked for, in the board's language.
func (p starting) draft(c *commands.Call) board.FeedbackRound {
	said := words.Printer{Language: words.Language(c.Board.Language)}
	r := board.FeedbackRound{
		Kind: board.OnTerm, Anonymous: p.anonymous.Of(c), Asked: board.AskedBoard,
		Service: said.Print(chat.T("evaluation.survey.name")), About: said.Print(chat.T("evaluation.survey.about")),
	}
	titles := topicsOf(p.topics.Of(c))
	if len(titles) == 0 {
		titles = usualTopics(said)
	}
	for _, title := range titles {
		r.Tasks = append(r.Tasks, board.FeedbackTask{Title: title})
	}
	r.Closes = p.closes.Of(c)
	if r.Closes.IsZero() {
		r.Closes = time.Date(c.Now.Year(), c.Now.Month(), c.Now.Day()+usualDays, surveyHour, 0, 0, 0, c.Now.Location())
		if end := c.Board.Term.End(); !end.IsZero() && r.Closes.After(end) {
			r.Closes = end
		}
	}
	return r
}

// usualTopics are what is rated of which nobody said it.
func usualTopics(said words.Printer) []string {
	var titles []string
	for _, what := range []string{"together", "meetings", "online", "answers", "use", "effort"} {
		titles = append(titles, said.Print(chat.T("evaluation.survey.topic."+what)))
	}
	return titles
}

// shapeStart fills in what is rated, so that it can be changed.
func shapeStart(c *commands.Call, form *chat.Form) error {
	said := words.Printer{Language: words.Language(c.Board.Language)}
	for i, field := range form.Fields {
		if field.Name == "topics" && field.Value == "" && field.Mistake.IsZero() {
			form.Fields[i].Value = strings.Join(usualTopics(said), "\n")
		}
	}
	return nil
}

// topicLength is how many characters the title of what is rated has at most.
const topicLength = 100

// check finds what is wrong with the values together.
func (p starting) check(c *commands.Call) []*commands.Error {
	var all []*commands.Error
	titles := topicsOf(p.topics.Of(c))
	switch {
	case len(titles) > board.MostFeedbackTasks:
		all = append(all, commands.Mistake(p.topics.Name(), "evaluation.start.many_topics", "N", len(titles), "Most", board.MostFeedbackTasks))
	case slices.ContainsFunc(titles, func(title string) bool { return utf8.RuneCountInString(title) > topicLength }):
		all = append(all, commands.Mistake(p.topics.Name(), "evaluation.start.long_topic", "Most", topicLength))
	case p.topics.Given(c) && len(titles) == 0:
		all = append(all, commands.Mistake(p.topics.Name(), "evaluation.start.no_topic"))
	case repeated(titles) != "":
		all = append(all, commands.Mistake(p.topics.Name(), "evaluation.start.same_topic", "Title", repeated(titles)))
	}
	if end := c.Board.Term.End(); p.closes.Given(c) && !end.IsZero() && p.closes.Of(c).After(end) && !c.Board.Term.Ended(c.Now) {
		all = append(all, commands.Mistake(p.closes.Name(), "evaluation.start.beyond_term", "Last", c.Board.Term.Last))
	}
	return all
}

// topicsOf parts what was typed into lines, or at semicolons.
func topicsOf(typed string) []string {
	var titles []string
	for _, line := range strings.FieldsFunc(typed, func(r rune) bool { return r == '\n' || r == ';' }) {
		if line = strings.TrimSpace(strings.TrimLeft(strings.TrimSpace(line), "-–•*")); line != "" {
			titles = append(titles, line)
		}
	}
	return titles
}

func repeated(titles []string) string {
	for i, title := range titles {
		if slices.ContainsFunc(titles[:i], func(before string) bool { return board.SameService(before, title) }) {
			return title
		}
	}
	return ""
}
