package ideas

import "beirat/board"

// The kinds of work that ideas plan. The key of each begins with the board.
const (
	AlertKind     = "idea.alert"     // key: board/idea/person; a letter: a problem was sent
	AnsweredKind  = "idea.answered"  // key: board/idea/person; a letter: what came of it
	UndecidedKind = "idea.undecided" // key: board/poll/person; a letter: a vote came to nothing
	SiftedKind    = "idea.sifted"    // key: board/round; a post: what came of a round of sifting

	DecidedKind = "decided." + string(board.AboutIdea) // key: board/poll; a vote about an idea is over
)
