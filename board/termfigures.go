package board

// TermFigures are what a board did in a time, in numbers.
type TermFigures struct {
	Seats            int
	Meetings         int // that were held
	Expected         int // presences of members that there could have been at these
	Present          int // of these, how many there were
	Polls            int // that came to an end
	Turnout          int // ballots in them
	Entitled         int // that there could have been
	Recommendations  int // adopted ones
	Answered         int // of these, finally answered
	Accepted         int // of these, accepted or done
	AnswerDays       int // the median of days until the final answer; 0 of none
	Fields           int
	Contributions    int
	Statements       int
	Measures         int
	MeasuresDone     int
	Ideas            int // and problems
	FeedbackRounds   int
	FeedbackPoints   int
	FeedbackAnswered int
}
