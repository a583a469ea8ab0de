package feedback

import (
	"context"
	"strconv"
	"strings"
	"unicode"

	"beirat/board"
	"beirat/chat"
	"beirat/commands"
	"beirat/storage"
	"beirat/words"
)

// markParams ask for the rating of each task. Words are the marks' names.
func markParams() []commands.ChoiceParam[string] {
	var list []string
	for _, r := range board.Ratings() {
		list = append(list, r.Word())
	}
	all := make([]commands.ChoiceParam[string], board.MostFeedbackTasks)
	for i := range all {
		all[i] = commands.Choice("rating_"+strconv.Itoa(i+1), list...)
	}
	return all
}

// marksOf are the ratings that a form gave for the tasks of a round.
func marksOf(c *commands.Call, r board.FeedbackRound, marks []commands.ChoiceParam[string]) map[int]board.Rating {
	given := map[int]board.Rating{}
	for _, task := range r.Tasks {
		if rating := board.RatingOf(marks[task.Number-1].Of(c)); rating != 0 {
			given[task.Number] = rating
		}
	}
	return given
}

// shapeMarks makes the fields of the ratings those of the tasks of a round, and
// leaves out those of tasks that there are not. own are the ratings so far.
func shapeMarks(c *commands.Call, fields []chat.Field, r board.FeedbackRound, own map[int]board.Rating) []chat.Field {
	var kept []chat.Field
	for _, field := range fields {
		number, is := strings.CutPrefix(field.Name, "rating_")
		if !is {
			kept = append(kept, field)
			continue
		}
		n, _ := strconv.Atoi(number)
		if n > len(r.Tasks) {
			continue
		}
		field.Label = chat.Written(r.Tasks[n-1].Title)
		if field.Value == "" && own[n] != 0 {
			field.Value = asTyped(c, field, own[n].Word())
		}
		kept = append(kept, field)
	}
	return kept
}

// asTyped is a value of a list as people type it.
func asTyped(c *commands.Call, field chat.Field, value string) string {
	for _, choice := range field.Choices {
		if choice.Value == value {
			return words.Printer{Language: c.Language}.Print(choice.Typed)
		}
	}
	return value
}

// readMarks reads "1=4, 2=5" and "4 5 3", marks as numbers or words. word knows
// the marks by their names.
func readMarks(typed string, r board.FeedbackRound, word func(string) (string, bool)) (map[int]board.Rating, error) {
	given := map[int]board.Rating{}
	next := 1
	for _, part := range parts(typed, word) {
		number, mark, numbered := cutMark(part)
		task := next
		if numbered {
			n, err := strconv.Atoi(strings.TrimSpace(strings.TrimRight(number, ". ")))
			if err != nil {
				return nil, commands.Mistake("ratings", "feedback.ratings.unread", "Typed", commands.Cut(part), "N", len(r.Tasks), "Survey", r.Kind.Survey())
			}
			task = n
		}
		if task < 1 || task > len(r.Tasks) {
			return nil, commands.Mistake("ratings", "feedback.ratings.no_task", "Number", task, "N", len(r.Tasks), "Survey", r.Kind.Survey())
		}
		if given[task] != 0 {
			return nil, commands.Mistake("ratings", "feedback.ratings.twice", "Number", task, "Survey", r.Kind.Survey())
		}
		rating, err := readMark(mark, len(r.Tasks), word)
		if err != nil {
			return nil, err
		}
		given[task], next = rating, task+1
	}
	if len(given) == 0 {
		return nil, commands.Mistake("ratings", "feedback.ratings.unread", "Typed", commands.Cut(typed), "N", len(r.Tasks), "Survey", r.Kind.Survey())
	}
	return given, nil
}

// parts are the pieces of a list of marks, one a task: by commas, semicolons and
// lines, and by spaces where nothing else parts them.
func parts(typed string, word func(string) (string, bool)) []string {
	if between := half(typed); between != "" {
		return []string{between}
	}
	pieces := strings.FieldsFunc(typed, func(r rune) bool { return r == ',' || r == ';' || r == '\n' })
	var all []string
	for _, piece := range pieces {
		piece = strings.TrimSpace(piece)
		_, known := word(piece)
		switch {
		case piece == "":
		case known || strings.ContainsAny(piece, "=:"):
			all = append(all, split(piece)...)
		default:
			all = append(all, strings.Fields(piece)...)
		}
	}
	return all
}

// half is a mark between two that stands in a list: "2,5", with no space after the
// comma. It is empty if there is none.
func half(typed string) string {
	for _, one := range strings.FieldsFunc(typed, func(r rune) bool { return r == ';' || unicode.IsSpace(r) }) {
		whole, tenth, parted := strings.Cut(one[strings.LastIndexAny(one, "=:")+1:], ",")
		if parted && isNumber(whole) && isNumber(tenth) {
			return one
		}
	}
	return ""
}

func isNumber(typed string) bool { return typed != "" && strings.Trim(typed, "0123456789") == "" }

// split parts "1=4 2=5" where each has its own sign.
func split(piece string) []string {
	pieces := strings.Fields(piece)
	if len(pieces) < 2 || strings.Count(piece, "=")+strings.Count(piece, ":") < 2 {
		return []string{piece}
	}
	var all []string
	for _, w := range pieces {
		if strings.ContainsAny(w, "=:") || len(all) == 0 {
			all = append(all, w)
			continue
		}
		all[len(all)-1] += " " + w
	}
	return all
}

func cutMark(part string) (number, mark string, numbered bool) {
	at := strings.IndexAny(part, "=:")
	if at < 0 {
		return "", part, false
	}
	return part[:at], strings.TrimSpace(part[at+1:]), true
}

// readMark reads a school mark: 1 to 5, or its word. tasks is how many marks there
// are room for.
func readMark(typed string, tasks int, word func(string) (string, bool)) (board.Rating, error) {
	if name, known := word(typed); known {
		return board.RatingOf(name), nil
	}
	n, err := strconv.Atoi(typed)
	switch {
	case err != nil && strings.Trim(typed, "0123456789,.+-½ ") == "" && typed != "":
		return 0, commands.Mistake("ratings", "feedback.ratings.half", "Typed", commands.Cut(typed), "N", tasks)
	case err != nil:
		return 0, commands.Mistake("ratings", "feedback.ratings.unknown", "Typed", commands.Cut(typed))
	case n < 1 || n > 5:
		return 0, commands.Mistake("ratings", "feedback.ratings.range", "Typed", commands.Cut(typed))
	}
	return board.Rating(n), nil
}

// rate asks for the ratings of a named round in a form, and keeps them.
func (f *Feedback) rate() commands.Command {
	round, marks := f.round().Hidden(), markParams()
	params := []commands.Param{round}
	for _, m := range marks {
		params = append(params, m)
	}
	return commands.Command{
		Path: "feedback.rate", Right: board.Everyone, Hidden: true, Params: params, Shape: f.shapeRate,
		Do: func(ctx context.Context, c *commands.Call) (chat.Reply, error) {
			id := round.Of(c).ID
			if c.Pressed() {
				return chat.Reply{Form: c.Form("feedback.rate", map[string]string{"round": strconv.Itoa(round.Of(c).Number)})}, nil
			}
			return f.giving(ctx, c, id, func(tx *storage.Tx, r board.FeedbackRound) (chat.Message, error) {
				given := marksOf(c, r, marks)
				if len(given) == 0 {
					return chat.Message{}, commands.Mistake(marks[0].Name(), "feedback.ratings.none")
				}
				return f.keepMarks(tx, c, r, given)
			})
		},
	}
}

// keepMarks keeps ratings in place of those of before.
func (f *Feedback) keepMarks(tx *storage.Tx, c *commands.Call, r board.FeedbackRound, given map[int]board.Rating) (chat.Message, error) {
	if err := tx.SaveFeedbackRatings(r, c.Who.Person.ID, given); err != nil {
		return chat.Message{}, err
	}
	points, err := tx.FeedbackPointsOf(r.ID, c.Who.Person.ID)
	if err != nil {
		return chat.Message{}, err
	}
	return chat.Say(chat.T("feedback.rate.done", "Lines", markLines(r, given), "Closes", r.Closes.In(c.Now.Location()))).
		With(f.onward(r, len(points) > 0)), f.showSoon(tx, r)
}

// markLines are ratings in words, a line each.
func markLines(r board.FeedbackRound, given map[int]board.Rating) []chat.Text {
	var lines []chat.Text
	for _, task := range r.Tasks {
		if rating := given[task.Number]; rating != 0 {
			lines = append(lines, chat.T("feedback.mark_line", "Title", task.Title, "Rating", RatingName(rating)))
			continue
		}
		lines = append(lines, chat.T("feedback.mark_line.none", "Title", task.Title))
	}
	return lines
}

// shapeRate makes the form one of the tasks of its round, with the ratings so far.
func (f *Feedback) shapeRate(ctx context.Context, c *commands.Call, form *chat.Form) error {
	return f.db.Read(ctx, func(tx *storage.Tx) error {
		r, err := formRound(tx, c, form)
		if err != nil || r.ID == 0 {
			return err
		}
		if no, err := f.refused(tx, c, r); err != nil || no != nil && c.Pressed() {
			return firstError(err, no)
		}
		own, err := tx.FeedbackRatingsOf(r.ID, c.Who.Person.ID)
		if _, sent := c.Event.Do.(chat.Submit); sent {
			own = nil
		}
		form.Fields = shapeMarks(c, form.Fields, r, own)
		form.About = chat.T("feedback.rate.about", "Service", r.Service, "Survey", r.Kind.Survey())
		return err
	})
}
