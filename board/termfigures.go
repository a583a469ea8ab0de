package board

// TermFigures are what a board did in a time, in numbers. What happened counts
// by when it happened; what became of it, as it is when it is asked for.
type TermFigures struct {
	Seats int // that the board has, vacant ones too, when it is asked for

	Meetings int // that were held, by when they were opened
	Expected int // presences that there could have been: the seats that somebody held at each
	Present  int // of these, the seats for which somebody was there, however long

	// Polls are those that came to an end: neither withdrawn nor ended because a
	// member wanted to discuss them in a meeting. Entitled and Turnout leave out
	// those whose counts are those of a show of hands.
	Polls    int
	Entitled int // ballots that there could have been: the electors, without the recused and, where presence is by name, the absent
	Turnout  int // of these, how many there were

	Recommendations int // polls with that purpose that were adopted
	Answered        int // of these, those with an answer that is final
	Accepted        int // of these, those that were accepted
	AnswerDays      int // the median of days from the end of the poll to the final answer, half a day up; 0 of none

	Fields        int // of action that are worked on: merged ones are one, withdrawn ones none
	Contributions int // to fields that were not taken back
	Statements    int // of the vision that were not withdrawn
	Measures      int // that came onto the roadmap
	MeasuresDone  int // that were done in the time, whenever they came
	Ideas         int // and problems

	FeedbackRounds   int // on a service, that are over
	FeedbackPoints   int // in them
	FeedbackAnswered int // of these, those that the administration answered
}

// Share is a part of a whole in percent, a half up, and 0 of nothing.
func Share(part, whole int) int {
	if whole <= 0 {
		return 0
	}
	return (200*part + whole) / (2 * whole)
}

// Service is what one person did for a board in a time, in numbers. Nothing of it
// tells what somebody voted, or what they said where nobody is to know who did.
type Service struct {
	Meetings int // that were held while they held a seat or voted for one
	Attended int // of these, those where they were

	Polls int // that came to an end, in which they stood as entitled
	// Voted: of these, those with a ballot of theirs. Of a secret one it is known
	// only that one came from the seat for which they stood.
	Voted int

	Fields        int // of action that they defined and did not withdraw
	Contributions int // to fields that they did not take back
	Statements    int // of the vision that they proposed and did not withdraw
	Suggestions   int // to statements that they did not take back
	Measures      int // that they brought onto the roadmap
	Ideas         int // and problems that they sent
	Feedback      int // rounds that are over in which they took part
}
