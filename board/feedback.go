package board

import (
	"strings"
	"time"
)

// FeedbackRound asks people of a board what they think of one online service, or
// of the term of the board itself.
type FeedbackRound struct {
	ID        ID
	Board     ID
	Number    int // within the board
	Kind      FeedbackKind
	Service   string // what it is about, as people call it
	Link      string // shown as it was typed, never fetched; may be empty
	About     string // what those who are asked should know; may be empty
	Anonymous bool   // nothing tells who gave what
	Asked     FeedbackAsked
	Group     ID // of AskedGroup
	State     FeedbackState
	By        ID        // who began it
	Opened    time.Time // UTC
	Closes    time.Time // UTC
	Ended     time.Time // UTC; zero: not yet
	Earlier   ID        // the round before on the same service; zero: it is the first
	Tasks     []FeedbackTask
}

// FeedbackKind is what a round is about.
type FeedbackKind string

// The kinds.
const (
	OnService FeedbackKind = "service"
	OnTerm    FeedbackKind = "term" // the evaluation of a term
)

// Survey tells whether a round asks members what they think of something of their
// own, and not what they found when they tried it: it has topics instead of tasks,
// and its points have no severity.
func (k FeedbackKind) Survey() bool { return k == OnTerm }

// FeedbackAsked is who is asked.
type FeedbackAsked string

// Who can be asked. The people are settled when the round begins.
const (
	AskedBoard  FeedbackAsked = "board"  // who votes for a seat
	AskedGroup  FeedbackAsked = "group"  // of these those of one seat group
	AskedGuests FeedbackAsked = "guests" // the guests of the board
	AskedAll    FeedbackAsked = "all"    // board and guests
)

// FeedbackAskeds lists them, in the order of showing.
func FeedbackAskeds() []FeedbackAsked {
	return []FeedbackAsked{AskedBoard, AskedGroup, AskedGuests, AskedAll}
}

// FeedbackState is whether a round takes feedback.
type FeedbackState string

// The states.
const (
	FeedbackOpen   FeedbackState = "open"
	FeedbackClosed FeedbackState = "closed"
)

// Takes tells whether feedback that comes now is taken: a round that is over by
// the clock is over, whether or not somebody has closed it yet.
func (r FeedbackRound) Takes(now time.Time) bool {
	return r.State == FeedbackOpen && now.Before(r.Closes)
}

// MayEndEarly tells whether a round may end before its time where so many were asked
// and so many of them gave something: an anonymous one not while only few did and
// others are missing. Who chooses the moment would read what those few said.
func (r FeedbackRound) MayEndEarly(asked, gave int) bool {
	return !r.Anonymous || gave == 0 || gave >= FewAnonymous || gave >= asked
}

// FeedbackTask is something to try, or the topic of a survey, which is rated.
type FeedbackTask struct {
	Number int // within the round, from 1
	Title  string
}

// Most of what a round has, so that it can be given on a phone.
const (
	MostFeedbackTasks = 10
	MostFeedbackText  = 3000 // characters of a point
	FewAnonymous      = 5    // fewer people than this are easily guessed
)

// Rating is a school mark: 1 is the best and 5 the worst. 0: none was given.
type Rating int

// Ratings lists them, the best first.
func Ratings() []Rating { return []Rating{1, 2, 3, 4, 5} }

// Word is the machine's word of a rating; empty of one that there is not.
func (r Rating) Word() string {
	words := [...]string{"", "very_good", "good", "fair", "weak", "poor"}
	if r < 0 || int(r) >= len(words) {
		return ""
	}
	return words[r]
}

// RatingOf is the rating of a machine's word; 0 if it is none.
func RatingOf(word string) Rating {
	for _, r := range Ratings() {
		if r.Word() == word {
			return r
		}
	}
	return 0
}

// RatingTally is how often each rating was given: RatingTally[0] is that of the 1.
type RatingTally [5]int

// Severity is how bad it is what a point says.
type Severity string

// The severities, the worst first.
const (
	Blocking    Severity = "blocking"    // what one wants to do cannot be done
	Serious     Severity = "serious"     // it can be done with trouble
	Minor       Severity = "minor"       // it disturbs
	Improvement Severity = "improvement" // nothing is wrong, it could be better; or praise
)

// Severities lists them, the worst first.
func Severities() []Severity { return []Severity{Blocking, Serious, Minor, Improvement} }

// FeedbackPoint is one thing that somebody says in a round.
type FeedbackPoint struct {
	ID         ID
	Round      ID
	Number     int      // within the round; of an anonymous one given when it ends, in random order. 0: none yet
	Task       int      // that it is about; 0: the whole
	Severity   Severity // empty in a survey
	Text       string
	Attachment string    // the id of a picture or a file; empty: none
	Author     ID        // zero in an anonymous round
	Draft      bool      // only its author sees it; never in an anonymous round
	Given      time.Time // UTC; zero in an anonymous round
	Lock       string    // of an anonymous one: what its author's key opens; empty: nobody can show that it is theirs
}

// FeedbackSlip is what one person gives at once in an anonymous round.
type FeedbackSlip struct {
	Ratings map[int]Rating // by the number of the task
	Points  []FeedbackPoint
}

// SameService tells whether two rounds are about the same service.
func SameService(one, other string) bool {
	return strings.EqualFold(strings.Join(strings.Fields(one), " "), strings.Join(strings.Fields(other), " "))
}
