package board

// Subject is what a poll is about, where something follows from it by itself.
type Subject struct {
	Kind SubjectKind // empty: nothing follows
	ID   ID          // of the thing; zero where Kind says enough
	What string      // which phase, say
}

// SubjectKind is what follows from a poll.
type SubjectKind string

// What follows from a poll that passes.
const (
	AboutStatement  SubjectKind = "statement"  // ID: the statement is finished
	AboutSuggestion SubjectKind = "suggestion" // ID: the suggestion is accepted, else declined
	AboutPriority   SubjectKind = "priority"   // the options' Things are measures; their places order the roadmap
	AboutIdea       SubjectKind = "idea"       // ID: the idea is kept, dropped, or comes up again
	AboutPhase      SubjectKind = "phase"      // What: the phase that begins
)
