package agendas

import (
	"strings"

	"beirat/board"
	"beirat/storage"
)

// The kinds of work that agendas plan. The key of each begins with the board.
const (
	ProposedKind = "agenda.proposed" // key: board/person; a letter: what was proposed
	DecidedKind  = "agenda.decided"  // key: board/item; a letter to who proposed it
	ReleaseKind  = "agenda.release"  // key: board/meeting; what a cancelled one leaves goes to the next
	LeaveKind    = "agenda.leave"    // key: board/person; a guest's role ends
	CloseKind    = "agenda.close"    // key: board/item; a round of ideas ends
	IdeasKind    = "agenda.ideas"    // key: board/item; a post: what came of it
)

// The shown things that agendas change.
const (
	show          = "show"    // the work, of the whole program, of making them true
	meetingEntity = "meeting" // the card of a meeting
	// Entity is the prefix of rounds of ideas, by their item.
	Entity = "impulse"
)

// at most so many
const (
	mostItems  = 60  // on an agenda
	titleMost  = 100 // what a list to choose from takes
	selectable = 25
	toldMost   = 5 // proposals one by one in a letter
	searched   = 50
)

func isTemplate(source string) bool { return strings.HasPrefix(source, templateMark) }

// templateMark begins the source of an item that came with a template.
const templateMark = "template:"

func templateSource(name string) string { return templateMark + name }

// pollSource is the source of an item that a poll came to.
func pollSource(id board.ID) string { return storage.Entity("poll", id) }
