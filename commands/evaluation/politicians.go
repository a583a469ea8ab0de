package evaluation

import "beirat/chat"

// politicians is the message with the sentences to hand on to politicians, who ask
// for counts.
func (s sheet) politicians() chat.Message {
	m := chat.Say(chat.T("evaluation.politicians.ready"))
	for _, sentence := range s.sentences() {
		m = m.With(chat.Para{Text: sentence})
	}
	return m
}

// sentences are the figures as they are handed on: what there was none of is not
// spoken of, but recommendations, for which people ask.
func (s sheet) sentences() []chat.Text {
	t := s.figures
	all := []chat.Text{chat.T("evaluation.politicians.head", "Board", s.board.Name, "Span", s.in.text())}
	add := func(some bool, sentence string, pairs ...any) {
		if some {
			all = append(all, chat.T("evaluation.politicians."+sentence, pairs...))
		}
	}
	add(t.Meetings > 0, "meetings", "Meetings", t.Meetings, "Present", t.Present, "Expected", t.Expected)
	add(t.Polls > 0, "polls", "Polls", t.Polls, "Turnout", t.Turnout, "Entitled", t.Entitled)
	add(true, "recommendations", "N", t.Recommendations, "Answered", t.Answered, "Accepted", t.Accepted, "Days", t.AnswerDays, "Open", t.Recommendations-t.Answered)
	add(t.Statements+t.Fields+t.Contributions > 0, "strategy", "Statements", t.Statements, "Fields", t.Fields, "Contributions", t.Contributions)
	add(t.Ideas+t.Measures+t.MeasuresDone > 0, "roadmap", "Ideas", t.Ideas, "Measures", t.Measures, "Done", t.MeasuresDone)
	add(t.FeedbackRounds > 0, "feedback", "Rounds", t.FeedbackRounds, "Points", t.FeedbackPoints, "Answered", t.FeedbackAnswered)
	return all
}
