package board

import "time"

// Notice is a text that people are given to read.
type Notice string

// The notices.
const (
	// PrivacyNotice says what is stored and why (Art. 13 DSGVO). That somebody was
	// given it is kept, whatever they do with it.
	PrivacyNotice Notice = "privacy"
	// SecrecyNotice says that members keep to themselves what is not public (VwVfG
	// § 84). Whoever reads it says so.
	SecrecyNotice Notice = "secrecy"
)

// Version is that of the text as it is now. It is raised whenever what the text
// says changes, and everybody is given it again.
func (n Notice) Version() int { return 1 }

// Acknowledgement is that a person was given a notice, or said that they read it.
type Acknowledgement struct {
	Board   ID
	Person  ID
	Notice  Notice
	Version int
	At      time.Time
}

// Holds tells whether it is about the text as it is now.
func (a Acknowledgement) Holds() bool { return a.Version >= a.Notice.Version() && a.Version > 0 }
