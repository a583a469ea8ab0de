package board

// Rule is how many Yes a motion needs.
type Rule string

// The rules; voting by them is in verdict.go.
const (
	Simple              Rule = "simple"
	CastWithAbstentions Rule = "cast_with_abstentions"
	MajorityPresent     Rule = "present"
	MajorityMembers     Rule = "members"
	TwoThirdsCast       Rule = "two_thirds_cast"
	TwoThirdsPresent    Rule = "two_thirds_present"
	TwoThirdsMembers    Rule = "two_thirds_members"
	ThreeQuartersCast   Rule = "three_quarters_cast"
	UnanimousCast       Rule = "unanimous_cast"
	UnanimousMembers    Rule = "unanimous_members"
)

// Rules lists every rule in the order of showing.
func Rules() []Rule {
	return []Rule{Simple, CastWithAbstentions, MajorityPresent, MajorityMembers, TwoThirdsCast, TwoThirdsPresent,
		TwoThirdsMembers, ThreeQuartersCast, UnanimousCast, UnanimousMembers}
}

// Quorum is how many must be present, or vote, for a meeting's verdict to hold.
type Quorum string

// The quorums.
const (
	NoQuorum         Quorum = "none"
	MoreThanHalf     Quorum = "more_than_half"
	MoreThanHalfMin3 Quorum = "more_than_half_min3" // § 90 (1) VwVfG
	HalfPresent      Quorum = "half_present"
	HalfVoting       Quorum = "half_voting" // § 33 (2) BetrVG
)

// Quorums lists every quorum in the order of showing.
func Quorums() []Quorum {
	return []Quorum{MoreThanHalfMin3, MoreThanHalf, HalfPresent, HalfVoting, NoQuorum}
}

// Tie is what happens when as many say Yes as No under the rule Simple.
type Tie string

// The tie rules. ChairDecides: § 91 VwVfG, the chair's own open ballot.
const (
	TieRejected  Tie = "rejected"
	ChairDecides Tie = "chair"
)

// Ties lists every tie rule in the order of showing.
func Ties() []Tie { return []Tie{TieRejected, ChairDecides} }

// Procedure is the way a vote is held.
type Procedure string

// The procedures. § 90 (1) VwVfG for the written one without objection,
// § 32 (2) BGB for the one to which all agree.
const (
	InMeeting           Procedure = "meeting"
	CircularNoObjection Procedure = "circular_no_objection"
	CircularAllAgree    Procedure = "circular_all_agree"
)

// Procedures lists every procedure in the order of showing.
func Procedures() []Procedure { return []Procedure{CircularNoObjection, CircularAllAgree, InMeeting} }

// Circular tells whether the vote is held in writing, outside a meeting.
func (p Procedure) Circular() bool { return p == CircularNoObjection || p == CircularAllAgree }

// MembersBase is what counts as the members of a board.
type MembersBase string

// The bases: the seats that are filled when the poll opens, or every seat.
const (
	FilledSeats    MembersBase = "filled"
	StatutorySeats MembersBase = "statutory"
)

// MembersBases lists every base in the order of showing.
func MembersBases() []MembersBase { return []MembersBase{FilledSeats, StatutorySeats} }

// Results is when counts may be seen.
type Results string

// The interim results: always, after the viewer's own ballot, or at close.
const (
	Live      Results = "live"
	AfterVote Results = "after_vote"
	AtClose   Results = "at_close"
)

// ResultsChoices lists them in the order of showing.
func ResultsChoices() []Results { return []Results{AtClose, AfterVote, Live} }

// Terms are the rules that one poll runs under; they never change once it is open.
type Terms struct {
	Rule       Rule
	Quorum     Quorum
	Tie        Tie
	Procedure  Procedure
	SecondCall bool // a repeated invitation for the same item waives the quorum, § 90 (2) VwVfG
	Base       MembersBase

	// Of a vote over options.
	Counting Counting // how a ranking is counted; empty otherwise
	Budget   int      // how many points each has to give; 0 otherwise
	// RunOff: what comes first needs what Rule asks for, the ballots for the
	// others taken as No; else the two strongest stand once more, § 50 (2) GO
	// NRW. Without it the most votes are enough, § 92 (2) VwVfG.
	RunOff bool
	Lot    bool // a tie for the first place is decided by lot, § 92 (2) VwVfG
}

// Profile is a board's rule profile: what its polls run under unless they say
// otherwise. A change makes a new version, names its basis, and binds new polls only.
type Profile struct {
	ID      ID
	Board   ID
	Version int    // 1, 2, … within the board
	Basis   string // what the change rests on, as "Geschäftsordnung vom 9. Dezember 2021, § 5"

	Rule     Rule
	Quorum   Quorum
	Tie      Tie
	Circular Procedure // one of the circular ones
	Base     MembersBase

	CircularDays   int // how long a poll without a deadline runs
	SecretShare    int // one of so many members may demand secrecy: 5 is one fifth
	InvitationDays int // full days before a meeting
	AnswerDays     int // until the administration's answer is due
	// WorkingDays: a period that would end on a Saturday, a Sunday or a public
	// holiday ends on the next working day, § 193 BGB.
	WorkingDays           bool
	RunOff                bool // elections: more than half of the valid votes, else a run-off
	ResultsRecommendation Results
	ResultsInformal       Results
	// SuccessorDefines: who follows on a seat may define a field of action anew,
	// though whoever held it before has defined one in this term.
	SuccessorDefines bool
	Quiet            Quiet
}

// DefaultProfile is the profile "Beirat" that a new board starts with.
func DefaultProfile() Profile {
	return Profile{
		Version: 1,
		Rule:    Simple, Quorum: MoreThanHalfMin3, Tie: TieRejected, Circular: CircularNoObjection, Base: FilledSeats,
		CircularDays: 7, SecretShare: 5, InvitationDays: 8, AnswerDays: 28, RunOff: true,
		ResultsRecommendation: AtClose, ResultsInformal: Live,
		Quiet: Quiet{FromHour: 20, ToHour: 8, DaysOff: true},
	}
}
