package board

import "time"

// Role is what a person may do in a board beyond holding a seat.
type Role string

// The roles. A member is who holds a seat (or votes for it as its delegate);
// that is never stored as a role.
const (
	Chair  Role = "chair"
	Deputy Role = "deputy" // acts while the chair is away
	Office Role = "office" // the Geschäftsstelle; coordinates, does not vote
	Admin  Role = "admin"  // of the workspace
	Guest  Role = "guest"
)

// Roles that can be given, in the order of showing.
func Roles() []Role { return []Role{Chair, Deputy, Office, Admin, Guest} }

// Right is what a command asks of the one who gives it.
type Right string

// The rights. Everyone includes strangers in the channel.
const (
	Everyone        Right = "everyone"
	Inside          Right = "inside" // members, chair, deputy, office, admin
	Members         Right = "members"
	MembersAndChair Right = "members_and_chair"
	Chairing        Right = "chairing" // chair, office, and the deputy while the chair is away
	Admins          Right = "admins"
)

// Standing is who a person is in a board at a moment.
type Standing struct {
	Person    Person
	Seat      Seat // zero unless the person votes for it now or holds it
	Roles     []Role
	Away      Absence
	ChairAway bool // the chair is away, or the board has none
}

// Has tells whether the person was given the role.
func (s Standing) Has(r Role) bool {
	for _, have := range s.Roles {
		if have == r {
			return true
		}
	}
	return false
}

// Votes tells whether the person has a vote in polls that open now.
func (s Standing) Votes() bool {
	return s.Seat.ID != 0 && s.Person.ID != 0 && s.Seat.Voter().ID == s.Person.ID
}

// Seated tells whether the person holds a seat, or votes for it.
func (s Standing) Seated() bool { return s.Seat.ID != 0 }

// Chairs tells whether the person may act as chair now.
func (s Standing) Chairs() bool {
	return s.Has(Chair) || s.Has(Office) || s.Has(Deputy) && s.ChairAway
}

// May tells whether the person has the right now.
func (s Standing) May(r Right) bool {
	switch r {
	case Everyone:
		return true
	case Inside:
		return s.Seated() || s.Has(Chair) || s.Has(Deputy) || s.Has(Office) || s.Has(Admin)
	case Members:
		return s.Seated()
	case MembersAndChair:
		return s.Seated() || s.Chairs()
	case Chairing:
		return s.Chairs()
	case Admins:
		return s.Has(Admin)
	}
	return false
}

// AwayAt tells whether the person is away at t.
func (s Standing) AwayAt(t time.Time) bool { return s.Away.Covers(t) }
