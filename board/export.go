package board

import (
	"bytes"
	"encoding/json"
	"slices"
	"strings"
)

// The name of the format of exported polls, and its version. A version may add
// fields; what is read today keeps its name and meaning.
const (
	exportFormat  = "beirat-poll"
	exportVersion = 1
)

// Export is what is given out of a poll so that anyone can recount it, in the
// machine's words. The names in a file are those of the published cases where
// both say the same. It tells who voted how only where everybody may know it.
type Export struct {
	Format  string `json:"format"`
	Version int    `json:"version"`

	Board    string `json:"board"`
	Number   int    `json:"number"`
	Question string `json:"question"`
	Text     string `json:"text,omitempty"`
	Reasons  string `json:"reasons,omitempty"`

	Purpose  Purpose         `json:"purpose"`
	Method   Method          `json:"method"`
	Options  []ExportOption  `json:"options,omitempty"`
	Terms    ExportTerms     `json:"terms"`
	Secret   bool            `json:"secret"`
	RollCall bool            `json:"rollcall"`
	Results  Results         `json:"results"`
	State    State           `json:"state"`
	Zone     string          `json:"time_zone"`
	Opens    string          `json:"opens,omitempty"` // times are RFC 3339 in the zone
	Opened   string          `json:"opened,omitempty"`
	Closes   string          `json:"closes"`
	Ended    string          `json:"ended,omitempty"`
	Pledge   string          `json:"pledge,omitempty"` // of the lot's seed, from the beginning
	Turnout  ExportTurnout   `json:"turnout"`
	Result   Outcome         `json:"result,omitempty"`   // empty while it runs, and for an informal poll
	Withheld bool            `json:"withheld,omitempty"` // counts and ballots would reveal how somebody voted
	Counts   *ExportCounts   `json:"counts,omitempty"`   // only where they may be seen
	Hands    bool            `json:"hands,omitempty"`    // counted by a show of hands: there are no ballots but these
	Seed     string          `json:"seed,omitempty"`
	Ballots  []ExportBallot  `json:"ballots,omitempty"`
	Answers  []ExportAnswer  `json:"answers,omitempty"`
	Dissents []ExportDissent `json:"minority_opinions,omitempty"`
}

// ExportOption is an option, with its place where that may be seen.
type ExportOption struct {
	Number int    `json:"number"`
	Label  string `json:"label"`
	Place  int    `json:"place,omitempty"`
	Score  string `json:"score,omitempty"`
	Won    bool   `json:"won,omitempty"`
}

// ExportTerms are the Terms of a poll.
type ExportTerms struct {
	Rule       Rule        `json:"rule"`
	Quorum     Quorum      `json:"quorum"`
	Tie        Tie         `json:"tie"`
	Procedure  Procedure   `json:"procedure"`
	SecondCall bool        `json:"second_call"`
	Base       MembersBase `json:"members_base"`
	Counting   Counting    `json:"counting,omitempty"`
	Budget     int         `json:"budget,omitempty"`
	RunOff     bool        `json:"run_off,omitempty"`
	Lot        bool        `json:"lot,omitempty"`
}

// ExportTurnout is how many there are, whatever they voted.
type ExportTurnout struct {
	Electors  int `json:"electors"` // who may vote, without the recused
	Voted     int `json:"voted"`
	Recused   int `json:"recused"`
	Technical int `json:"technical"` // could not vote for a technical reason
}

// ExportCounts are the figures that a verdict rests on.
type ExportCounts struct {
	Members    int    `json:"members"`
	Present    int    `json:"present"`
	Yes        int    `json:"yes"`
	No         int    `json:"no"`
	Abstain    int    `json:"abstain"`
	Invalid    int    `json:"invalid"`
	Chair      Choice `json:"chair"` // "none" unless the chair's own open ballot decided
	Objections int    `json:"objections"`
}

// ExportBallot is equal ballots; one where it bears a receipt or a name.
type ExportBallot struct {
	Ballot  Choice `json:"ballot"`
	N       int    `json:"count"`
	Receipt string `json:"receipt,omitempty"` // of a secret vote, by which its owner finds it
	Seat    string `json:"seat,omitempty"`    // of a roll-call
	Name    string `json:"name,omitempty"`    // of who cast it
	For     string `json:"for,omitempty"`     // whose seat it is, where its delegate cast it
}

// ExportAnswer is what the administration answered.
type ExportAnswer struct {
	State  AnswerState `json:"state"`
	Reason string      `json:"reason,omitempty"`
	Given  string      `json:"given"`
}

// ExportDissent is a minority opinion.
type ExportDissent struct {
	Name string `json:"name"`
	Text string `json:"text"`
}

const noChair = "none"

// NewExport is the export of a poll that holds no more than its viewer may see
// (Seen), with its ballots in the order of their texts. A time zone, times,
// people and what followed the verdict are for the caller to add.
func NewExport(p Poll, sight Sight, ballots []ExportBallot) Export {
	x := Export{
		Format: exportFormat, Version: exportVersion,
		Number: p.Number, Question: p.Question, Text: p.Text, Reasons: p.Reasons,
		Purpose: p.Purpose, Method: p.Method, Secret: p.Secret, RollCall: p.RollCall, Results: p.Results, State: p.State,
		Terms: ExportTerms(p.Terms), Pledge: Pledge(p.Seed),
	}
	for _, o := range p.Options {
		x.Options = append(x.Options, ExportOption{Number: o.Number, Label: o.Label})
	}
	if p.State != Closed {
		return x
	}
	x.Result, x.Withheld, x.Hands, x.Seed = p.Outcome, sight.Withheld, p.Hands, p.Seed
	for i, o := range p.Options {
		x.Options[i].Won = o.Won
	}
	if !sight.Counts {
		return x
	}
	for i, o := range p.Options {
		x.Options[i] = ExportOption{Number: o.Number, Label: o.Label, Place: o.Place, Score: o.Score, Won: o.Won}
	}
	x.Counts = exportCounts(p)
	x.Ballots = slices.Clone(ballots)
	slices.SortFunc(x.Ballots, func(a, b ExportBallot) int {
		return strings.Compare(string(a.Ballot)+"\n"+a.Receipt+"\n"+a.Seat, string(b.Ballot)+"\n"+b.Receipt+"\n"+b.Seat)
	})
	return x
}

// exportCounts tell the chair's ballot only where it decided: elsewhere nobody
// is told, and nothing rests on it.
func exportCounts(p Poll) *ExportCounts {
	t := p.Counts
	counts := &ExportCounts{Members: t.Members, Present: t.Present, Yes: t.Yes, No: t.No, Abstain: t.Abstain, Invalid: t.Invalid, Objections: t.Objections, Chair: noChair}
	if p.Outcome == AdoptedCastingVote || p.Outcome == RejectedCastingVote {
		counts.Chair = t.Chair
	}
	return counts
}

// JSON is the export as a file.
func (x Export) JSON() []byte {
	var out bytes.Buffer
	enc := json.NewEncoder(&out)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	_ = enc.Encode(x) // texts and numbers: nothing that cannot be
	return out.Bytes()
}
