package board

import (
	"strings"
	"time"
	"unicode/utf8"
)

// Idea is what a member sends for the backlog in a sentence: an idea or a
// problem; or a bundle of several, which are answered together.
type Idea struct {
	ID       ID
	Board    ID
	Number   int // within the board; ideas, problems and bundles are counted together
	Kind     IdeaKind
	Title    string    // of a bundle
	Text     string    // as it was sent; empty of a bundle
	Occasion string    // what it came up at, in the sender's words; empty: nothing said
	Sender   ID        // of a bundle: who made it
	Sent     time.Time // UTC
	Bundle   ID        // in which it is answered; zero: by itself
	State    IdeaState // in a bundle, that of the bundle
	Poll     ID        // that decides about it now; zero: none does
	Round    int       // of sifting in which it was last; zero: in none
	Answer   string    // in the words of those who gave it; may be empty
	Answered time.Time // UTC; zero: not yet
	Measure  ID        // that it became; zero: none
}

// IdeaKind is what was sent.
type IdeaKind string

// The kinds.
const (
	PlainIdea  IdeaKind = "idea"
	Problem    IdeaKind = "problem" // the office hears of it at once
	IdeaBundle IdeaKind = "bundle"
)

// IdeaState is what came of an idea.
type IdeaState string

// The states. Only an open one waits for an answer; a later one comes up again.
const (
	IdeaOpen     IdeaState = "open"
	IdeaKept     IdeaState = "kept" // became a measure
	IdeaLater    IdeaState = "later"
	IdeaDropped  IdeaState = "dropped"
	IdeaAnswered IdeaState = "answered" // without a measure, and without being turned down
	IdeaUndone   IdeaState = "undone"   // of a bundle that was taken apart, or put into another one
)

// IdeaFates are what can come of an idea, in the order of showing.
func IdeaFates() []IdeaState {
	return []IdeaState{IdeaKept, IdeaLater, IdeaDropped, IdeaAnswered}
}

// SiftedFates are those that a vote decides between, in the order of its options.
func SiftedFates() []IdeaState { return []IdeaState{IdeaKept, IdeaLater, IdeaDropped} }

// Most are kept short enough to be read, and to vote on at once.
const (
	MostSifted  = 8  // votes that are opened at once
	MostBundled = 25 // ideas in a bundle
	IdeaTitle   = 80 // characters of a title, which may become an option of a vote
)

// Settled tells whether the last word about the idea is said.
func (i Idea) Settled() bool { return i.State != IdeaOpen && i.State != IdeaLater }

// Heading is a line for the idea of at most so many characters: the title of a
// bundle, else how the text begins. What is cut off ends at a word, with "…".
func (i Idea) Heading(most int) string {
	text := i.Text
	if i.Kind == IdeaBundle {
		text = i.Title
	}
	text = strings.Join(strings.Fields(text), " ")
	if utf8.RuneCountInString(text) <= most {
		return text
	}
	cut := []rune(text)[:most-1]
	if end := strings.LastIndexByte(string(cut), ' '); end > len(string(cut))/2 {
		cut = []rune(string(cut)[:end])
	}
	return strings.TrimRight(string(cut), " ,;:.–-") + "…"
}

// SameIdea tells whether two texts are the same but for spaces, capitals and the
// signs at their end: pressed twice, or sent twice.
func SameIdea(one, other string) bool { return ideaWords(one) == ideaWords(other) }

func ideaWords(text string) string {
	return strings.TrimRight(strings.ToLower(strings.Join(strings.Fields(text), " ")), " .!?…")
}
