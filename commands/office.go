package commands

import (
	"time"

	"beirat/chat"
)

// OfficeSection is a part of the sheet of those who coordinate a board.
type OfficeSection string

// The sections, in the order of the sheet.
const (
	OfficePeople OfficeSection = "people" // who cannot be reached, who is away, which seats are vacant
	OfficeDue    OfficeSection = "due"    // what falls due: polls, invitations, searches, minutes, tasks
	OfficeOwed   OfficeSection = "owed"   // answers of the administration that are expected, and ideas that wait for one
	OfficeTexts  OfficeSection = "texts"  // texts ready to copy
)

// OfficeSections lists them.
func OfficeSections() []OfficeSection {
	return []OfficeSection{OfficePeople, OfficeDue, OfficeOwed, OfficeTexts}
}

// OfficeLine is one line of that sheet, as a feature contributes it.
type OfficeLine struct {
	Section OfficeSection
	Text    chat.Text     // the line; of a text to copy, what it is for
	Due     time.Time     // the lines of a section are in the order of these, those without one last
	Buttons []chat.Button // what can be done about it; one is enough
	Copy    []chat.Text   // of OfficeTexts: the paragraphs to copy
}
