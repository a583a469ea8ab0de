package chat

// Spec is a command as a platform offers it to people who choose instead of
// typing: one that does something, or a group of such.
type Spec struct {
	Path   string    // of the command, "poll.create"; of a group its name, "poll"
	Name   Names     // as people type it
	About  Names     // one sentence
	Params []Offered // that people may give, in the order of asking
	Verbs  []Spec    // of a group; then there are no Params
	// Line: the command takes the rest of a line, in its one param.
	Line bool
}

// Names are what something is called, by language ("de", "en").
type Names map[string]string

// Offered is a parameter as a platform offers it.
type Offered struct {
	Name    string // the machine's word
	Typed   Names  // as people type it
	About   Names
	Kind    OfferKind
	Choices []OfferedChoice // of a Choice
	Min     int             // of a Number
	Max     int             // of a Number; of a Words in characters, 0: as long as the platform takes
	// Asks: what fits can be asked for while somebody types.
	Asks bool
}

// OfferedChoice is one of the values of a choice.
type OfferedChoice struct {
	Value string // the machine's word
	Label Names  // as people read it
}

// OfferKind is the way in which a platform takes a value.
type OfferKind string

// The kinds of offered parameters. A moment or a thing is Words.
const (
	OfferWords  OfferKind = "words"
	OfferChoice OfferKind = "choice"
	OfferNumber OfferKind = "number"
	OfferFlag   OfferKind = "flag"
	OfferPerson OfferKind = "person"
	OfferFile   OfferKind = "file" // the value is the Ref of a file that comes along
)

// Asking is a value that somebody is typing, with what is given already, for
// those who know what it could become.
type Asking struct {
	Path   string            // of the command
	Values map[string]string // given so far, by parameter name
	Name   string            // of the parameter that is being typed
	Typed  string            // so far
}
