package storage

import "beirat/board"

// Fate is what forgetting a person does to what a column says of them.
type Fate string

// The fates.
const (
	// Removed: the row is deleted.
	Removed Fate = "removed"
	// Blanked: the row stays, and the column says nothing any more.
	Blanked Fate = "blanked"
	// Former: the row stays with the person's id, which stands from then on for a
	// former member of a group and for nobody whom anything else tells.
	Former Fate = "former"
	// Reason: the row stays as it is, for the reason that the preview gives: Art.
	// 17 (3) b and d DSGVO.
	Reason Fate = "reason"
)

// Told is under which heading a person reads what is kept about them. What is
// only there for the program itself stands under none.
type Told string

// The headings, in the order in which they are read.
const (
	ToldIdentity      Told = "identity"      // who they are, and on which platforms
	ToldSettings      Told = "settings"      // language, overview, absence, calendar
	ToldSeats         Told = "seats"         // seats, substitution, roles
	ToldConsent       Told = "consent"       // what they agreed to and took note of
	ToldVotes         Told = "votes"         // votes that are not secret, and that they took part in secret ones
	ToldContributions Told = "contributions" // fields, contributions, statements, ideas, measures
	ToldStrategy      Told = "strategy"      // versions that name them, and what they did for them
	ToldMeetings      Told = "meetings"      // invitations, attendance, dates, notes, minutes
	ToldTasks         Told = "tasks"
	ToldFeedback      Told = "feedback" // what they gave by name
	ToldAnswers       Told = "answers"  // what they answered for the administration
	ToldLetters       Told = "letters"  // what waits to be told to them
	ToldLog           Told = "log"      // what they changed, and when
)

// PersonalColumn is a column that tells of a person: by their id, their
// account, their seat, or the name by which somebody wrote them down.
type PersonalColumn struct {
	Table, Column string

	// Where chooses the rows of a person: a condition of SQL in which each "?" is
	// the id. "column = ?" if it is empty.
	Where string
	// Board gives the board of a row: an expression of SQL; empty if it belongs to
	// none.
	Board string

	Told Told
	Fate Fate
	// Instead is what a blanked column says then: an expression of SQL; empty: what
	// the person is called from then on where a name stood, and else nothing.
	Instead string
	Period  board.Retained // how long it is kept at most; empty: as long as the thing it belongs to
	Hidden  string         // columns of the row that nobody is shown, with spaces between
}

// Condition is how the rows of a person are chosen.
func (c PersonalColumn) Condition() string {
	if c.Where != "" {
		return c.Where
	}
	return c.Column + " = ?"
}

// Rows that belong to a board by another one.
const (
	ofPoll       = "(SELECT o.board_id FROM poll o WHERE o.id = poll_id)"
	ofSeat       = "(SELECT o.board_id FROM seat o WHERE o.id = seat_id)"
	ofMeeting    = "(SELECT o.board_id FROM meeting o WHERE o.id = meeting_id)"
	ofMinutes    = "(SELECT o.board_id FROM minutes o WHERE o.id = minutes_id)"
	ofMerger     = "(SELECT o.board_id FROM merger o WHERE o.id = merger_id)"
	ofStrategy   = "(SELECT o.board_id FROM strategy o WHERE o.id = strategy_id)"
	ofSubmission = "(SELECT o.board_id FROM submission o WHERE o.id = submission_id)"
	ofInvitation = "(SELECT o.board_id FROM invitation o WHERE o.id = invitation_id)"
	ofOption     = "(SELECT o.board_id FROM date_search o JOIN date_option d ON d.search_id = o.id WHERE d.id = option_id)"
	ofRound      = "(SELECT o.board_id FROM feedback_round o WHERE o.id = round_id)"
	ofVision     = "(SELECT o.board_id FROM vision_round o WHERE o.id = round_id)"
	ofDraw       = "(SELECT o.board_id FROM vision_draw o WHERE o.id = draw_id)"
	ofPoint      = "(SELECT o.board_id FROM feedback_round o JOIN feedback_point i ON i.round_id = o.id WHERE i.id = point_id)"
	ofQuestion   = "(SELECT o.board_id FROM feedback_round o JOIN feedback_point i ON i.round_id = o.id JOIN feedback_question q ON q.point_id = i.id WHERE q.id = question_id)"
)

// apart chooses nothing: what the program finds by looking into the text (see
// Tx.Forget), and tells nobody.
const apart = "1 = 0"

// accountOf chooses the rows of a table that hold an account of the person.
func accountOf(table string) string {
	return "EXISTS (SELECT 1 FROM account o WHERE o.person_id = ? AND o.platform = " + table + ".platform AND o.account = " + table + ".account)"
}

// votedBy chooses the rows of a table that hold a seat for which the person was an elector.
func votedBy(table string) string {
	return "EXISTS (SELECT 1 FROM elector o WHERE o.person_id = ? AND o.poll_id = " + table + ".poll_id AND o.seat_id = " + table + ".seat_id)"
}

// namedIn chooses the rows in which somebody wrote the person's name down.
func namedIn(column string) string {
	return column + " <> '' AND " + column + " = (SELECT o.name FROM person o WHERE o.id = ?)"
}

// recused chooses the seats that the person had when they took no part in an item.
const recused = "EXISTS (SELECT 1 FROM holder o WHERE o.person_id = ? AND o.seat_id = item_recusal.seat_id AND o.from_at <= made_at AND (o.until_at = 0 OR o.until_at > made_at))"

// grouped chooses the rows of a table that hold a seat which the person had while
// something went on: from and to are expressions of SQL for when, and a zero to is
// that it still does.
func grouped(table, of, from, to string) string {
	return "EXISTS (SELECT 1 FROM holder o JOIN " + of + " WHERE o.person_id = ? AND o.seat_id = " + table + ".seat_id AND (" + to + " = 0 OR o.from_at <= " + to +
		") AND (o.until_at = 0 OR o.until_at > " + from + "))"
}

// givenWith chooses the files that the person gave with a point by name.
const givenWith = "id IN (SELECT o.attachment FROM feedback_point o WHERE o.attachment <> '' AND o.person_id = ?)"

// anyFile is what such a file is called when nothing may tell whose it is.
const anyFile = "CASE type WHEN 'image/png' THEN 'bild.png' WHEN 'image/jpeg' THEN 'bild.jpg' WHEN 'application/pdf' THEN 'datei.pdf' ELSE 'datei.txt' END"

// drafted chooses those of them that were given with what is still a draft.
const drafted = "id IN (SELECT o.attachment FROM feedback_point o WHERE o.attachment <> '' AND o.person_id = ? AND o.draft = 1)"

// boxedBy chooses the running anonymous rounds in which the person took part: the
// box has who did, a line each, and nothing of what they gave.
const boxedBy = "'\n' || givers || '\n' LIKE '%\n' || CAST(? AS TEXT) || '\n%'"

// toldTo chooses the codes of others of which the person was told whose they are.
const toldTo = `EXISTS (SELECT 1 FROM account o WHERE o.person_id = ? AND '
' || link_code.shown_to LIKE '%
' || o.platform || '/' || o.account || '
%')`

// alsoMailed chooses with the rows of guests that have the person's id those that
// have only their mail address.
const alsoMailed = "person_id = ? OR mail <> '' AND mail IN (SELECT o.mail FROM meeting_guest o WHERE o.person_id = ?)"

// PersonalData lists every column of the database that tells of a person: what
// a person may know of it, what forgetting them does to it, and how long it is
// kept. A test holds it against the schema.
func PersonalData() []PersonalColumn {
	return append(append(personsThemselves(), personsVotesAndWritings()...), append(personsMeetings(), personsTraces()...)...)
}

// personsThemselves are who they are, and what they are on a board.
func personsThemselves() []PersonalColumn {
	return []PersonalColumn{
		{Table: "person", Column: "id", Told: ToldIdentity, Fate: Former, Hidden: "now_id"},
		{Table: "person", Column: "name", Where: "id = ?", Told: ToldIdentity, Fate: Blanked, Hidden: "now_id"},
		{Table: "person", Column: "now_id", Fate: Former},
		{Table: "account", Column: "person_id", Told: ToldIdentity, Fate: Removed, Hidden: "turn was_id"},
		{Table: "account", Column: "account", Where: "person_id = ?", Told: ToldIdentity, Fate: Removed, Hidden: "turn was_id"},
		{Table: "account", Column: "was_id", Fate: Removed},
		{Table: "link_code", Column: "person_id", Told: ToldIdentity, Fate: Removed, Period: board.KeepCodes, Hidden: "sum"},
		{Table: "link_code", Column: "account", Where: "person_id = ?", Fate: Removed, Period: board.KeepCodes},
		{Table: "link_code", Column: "shown_to", Where: "person_id = ? OR " + toldTo, Fate: Removed, Period: board.KeepCodes},
		{Table: "link_try", Column: "account", Where: accountOf("link_try"), Fate: Removed, Period: board.KeepCodes},
		{Table: "holder", Column: "person_id", Board: ofSeat, Told: ToldSeats, Fate: Former},
		{Table: "holder", Column: "organisation", Where: "person_id = ?", Board: ofSeat, Told: ToldSeats, Fate: Blanked},
		{Table: "delegate", Column: "person_id", Board: ofSeat, Told: ToldSeats, Fate: Former},
		{Table: "role_holder", Column: "person_id", Board: "board_id", Told: ToldSeats, Fate: Removed},
		{Table: "absence", Column: "person_id", Board: "board_id", Told: ToldSettings, Fate: Removed},
		{Table: "digest", Column: "person_id", Board: "board_id", Told: ToldSettings, Fate: Removed},
		{Table: "calendar_address", Column: "person_id", Board: "board_id", Told: ToldSettings, Fate: Removed, Hidden: "name"},
		{Table: "consent", Column: "person_id", Board: "board_id", Told: ToldConsent, Fate: Former},
		{Table: "acknowledgement", Column: "person_id", Board: "board_id", Told: ToldConsent, Fate: Former},
		{Table: "term", Column: "person_id", Board: "board_id", Told: ToldSeats, Fate: Former},
		{Table: "term_seat", Column: "person_id", Board: "(SELECT o.board_id FROM term o WHERE o.id = term_id)", Told: ToldSeats, Fate: Former},
		{Table: "term_seat", Column: "organisation", Where: "person_id = ?", Board: "(SELECT o.board_id FROM term o WHERE o.id = term_id)", Told: ToldSeats, Fate: Blanked},
		{Table: "retention", Column: "person_id", Board: "board_id", Told: ToldLog, Fate: Former},
		{Table: "next_term", Column: "person_id", Board: "board_id", Told: ToldSeats, Fate: Former},
		{Table: "term_change", Column: "person_id", Board: "board_id", Told: ToldSeats, Fate: Former},
		{Table: "term_decision", Column: "person_id", Board: "board_id", Told: ToldSeats, Fate: Former},
	}
}

// personsVotesAndWritings are what they decided on, and what they wrote.
func personsVotesAndWritings() []PersonalColumn {
	return []PersonalColumn{
		{Table: "poll", Column: "proposer_id", Board: "board_id", Told: ToldVotes, Fate: Former, Hidden: "folded seed yes nos abstain invalid members present chair objections"},
		{Table: "poll", Column: "ended_by", Board: "board_id", Told: ToldVotes, Fate: Former, Hidden: "wording reasons folded seed yes nos abstain invalid members present chair objections"},
		{Table: "elector", Column: "person_id", Board: ofPoll, Told: ToldVotes, Fate: Former},
		{Table: "ballot", Column: "person_id", Board: ofPoll, Told: ToldVotes, Fate: Former},
		{Table: "ballot", Column: "taken_by", Board: ofPoll, Told: ToldVotes, Fate: Former, Hidden: "choice"},
		{Table: "roll", Column: "seat_id", Where: votedBy("roll"), Board: ofPoll, Told: ToldVotes, Fate: Former},
		{Table: "secrecy_demand", Column: "seat_id", Where: votedBy("secrecy_demand"), Board: ofPoll, Told: ToldVotes, Fate: Former},
		{Table: "delivery", Column: "seat_id", Where: votedBy("delivery"), Board: ofPoll, Told: ToldLetters, Fate: Removed, Period: board.KeepLetters},
		{Table: "objection", Column: "person_id", Board: ofPoll, Told: ToldVotes, Fate: Former},
		{Table: "dissent", Column: "person_id", Board: ofPoll, Told: ToldVotes, Fate: Former},
		{Table: "answer", Column: "person_id", Board: ofPoll, Told: ToldAnswers, Fate: Former},
		{Table: "field", Column: "person_id", Board: "board_id", Told: ToldContributions, Fate: Former, Hidden: "folded"},
		{Table: "field", Column: "edited_by", Board: "board_id", Told: ToldContributions, Fate: Former, Hidden: "folded"},
		{Table: "contribution", Column: "person_id", Board: "board_id", Told: ToldContributions, Fate: Former},
		{Table: "contribution", Column: "marked_by", Board: "board_id", Told: ToldContributions, Fate: Former, Hidden: "content"},
		{Table: "merger", Column: "person_id", Board: "board_id", Told: ToldContributions, Fate: Former},
		{Table: "merger", Column: "ended_by", Board: "board_id", Told: ToldContributions, Fate: Former},
		{Table: "merger_consent", Column: "person_id", Board: ofMerger, Told: ToldContributions, Fate: Former},
		{Table: "collection", Column: "person_id", Board: "board_id", Told: ToldContributions, Fate: Former},
		{Table: "vision_round", Column: "person_id", Board: "board_id", Told: ToldContributions, Fate: Former},
		{Table: "vision_draw", Column: "person_id", Board: "board_id", Told: ToldContributions, Fate: Former},
		{Table: "vision_lot", Column: "seat_id", Where: grouped("vision_lot", "vision_draw r ON r.id = vision_lot.draw_id", "r.drawn_at", "r.drawn_at"), Board: ofDraw, Told: ToldContributions, Fate: Former},
		{Table: "vision_seat", Column: "seat_id", Where: grouped("vision_seat", "vision_round r ON r.id = vision_seat.round_id", "r.opened_at", "r.ended_at"), Board: ofVision, Told: ToldContributions, Fate: Former},
		{Table: "statement", Column: "author_id", Board: "board_id", Told: ToldContributions, Fate: Former, Hidden: "folded"},
		{Table: "suggestion", Column: "author_id", Board: "board_id", Told: ToldContributions, Fate: Former},
		{Table: "suggestion", Column: "decider_id", Board: "board_id", Told: ToldContributions, Fate: Former, Hidden: "content said_before reason"},
		{Table: "measure", Column: "person_id", Board: "board_id", Told: ToldContributions, Fate: Former, Hidden: "folded"},
		{Table: "idea", Column: "person_id", Board: "board_id", Told: ToldContributions, Fate: Former, Hidden: "folded"},
		{Table: "revision", Column: "person_id", Board: "board_id", Told: ToldContributions, Fate: Former},
		{Table: "phase", Column: "person_id", Board: "board_id", Told: ToldStrategy, Fate: Former},
		{Table: "strategy", Column: "person_id", Board: "board_id", Told: ToldStrategy, Fate: Former, Hidden: "content"},
		{Table: "strategy", Column: "content", Where: "id IN (SELECT o.strategy_id FROM strategy_named o WHERE o.person_id = ?)", Board: "board_id", Fate: Reason},
		{Table: "strategy_named", Column: "person_id", Board: ofStrategy, Told: ToldStrategy, Fate: Reason},
		{Table: "submission", Column: "person_id", Board: "board_id", Told: ToldStrategy, Fate: Former, Hidden: "folded"},
		{Table: "consideration", Column: "person_id", Board: ofSubmission, Told: ToldStrategy, Fate: Former},
		{Table: "feedback_round", Column: "person_id", Board: "board_id", Told: ToldFeedback, Fate: Former, Hidden: "folded"},
		{Table: "feedback_asked", Column: "person_id", Board: ofRound, Told: ToldFeedback, Fate: Former},
		{Table: "feedback_giver", Column: "person_id", Board: ofRound, Told: ToldFeedback, Fate: Former},
		{Table: "feedback_box", Column: "givers", Where: boxedBy, Board: ofRound, Told: ToldFeedback, Fate: Former, Hidden: "givers content"},
		{Table: "feedback_rating", Column: "person_id", Board: ofRound, Told: ToldFeedback, Fate: Former, Period: board.KeepFeedback},
		{Table: "feedback_point", Column: "person_id", Where: "person_id = ? AND draft = 0", Board: ofRound, Told: ToldFeedback, Fate: Former, Period: board.KeepFeedback, Hidden: "lock"},
		{Table: "attachment", Column: "id", Where: drafted, Board: "board_id", Fate: Removed, Period: board.KeepFeedback},
		{Table: "feedback_point", Column: "draft", Where: "person_id = ? AND draft = 1", Board: ofRound, Told: ToldFeedback, Fate: Removed, Period: board.KeepFeedback, Hidden: "lock"},
		{Table: "attachment", Column: "name", Where: givenWith, Board: "board_id", Told: ToldFeedback, Fate: Blanked, Instead: anyFile, Period: board.KeepFeedback},
		{Table: "feedback_answer", Column: "person_id", Board: ofPoint, Told: ToldAnswers, Fate: Former},
		{Table: "feedback_question", Column: "person_id", Board: ofPoint, Told: ToldFeedback, Fate: Former, Hidden: "replies"},
		{Table: "feedback_reply", Column: "person_id", Board: ofQuestion, Told: ToldFeedback, Fate: Former, Period: board.KeepFeedback},
	}
}

// personsMeetings are what they did for meetings, and in them.
func personsMeetings() []PersonalColumn {
	return []PersonalColumn{
		{Table: "meeting", Column: "person_id", Board: "board_id", Told: ToldMeetings, Fate: Former, Hidden: "folded"},
		{Table: "meeting_series", Column: "person_id", Board: "board_id", Told: ToldMeetings, Fate: Former},
		{Table: "date_search", Column: "person_id", Board: "board_id", Told: ToldMeetings, Fate: Former},
		{Table: "date_answer", Column: "person_id", Board: ofOption, Told: ToldMeetings, Fate: Removed, Period: board.KeepDates},
		{Table: "meeting_guest", Column: "person_id", Board: "board_id", Told: ToldMeetings, Fate: Former},
		{Table: "meeting_guest", Column: "name", Where: alsoMailed, Board: "board_id", Told: ToldMeetings, Fate: Blanked},
		{Table: "meeting_guest", Column: "mail", Where: alsoMailed, Board: "board_id", Told: ToldMeetings, Fate: Blanked, Period: board.KeepGuests},
		{Table: "meeting_guest", Column: "invited_by", Board: "board_id", Told: ToldMeetings, Fate: Former, Hidden: "name organisation mail"},
		{Table: "agenda_item", Column: "person_id", Board: "board_id", Told: ToldMeetings, Fate: Former},
		{Table: "agenda_item", Column: "presenter", Where: namedIn("presenter"), Board: "board_id", Told: ToldMeetings, Fate: Blanked},
		{Table: "impulse_round", Column: "person_id", Board: "board_id", Told: ToldMeetings, Fate: Former},
		{Table: "invitation", Column: "person_id", Board: "board_id", Told: ToldMeetings, Fate: Former, Hidden: "agenda"},
		{Table: "invited", Column: "person_id", Board: ofInvitation, Told: ToldMeetings, Fate: Former},
		{Table: "attendance", Column: "person_id", Board: ofMeeting, Told: ToldMeetings, Fate: Former, Period: board.KeepAttendance},
		{Table: "attendance", Column: "by_id", Board: ofMeeting, Fate: Former, Period: board.KeepAttendance},
		{Table: "meeting_presence", Column: "person_id", Board: "board_id", Told: ToldMeetings, Fate: Former},
		{Table: "meeting_note", Column: "person_id", Board: "board_id", Told: ToldMeetings, Fate: Former},
		{Table: "meeting_task", Column: "owner_id", Board: "board_id", Told: ToldTasks, Fate: Former, Hidden: "folded"},
		{Table: "meeting_task", Column: "owner_name", Where: "owner_id = ?", Board: "board_id", Told: ToldTasks, Fate: Blanked, Hidden: "folded"},
		{Table: "meeting_task", Column: "done_by", Board: "board_id", Told: ToldTasks, Fate: Former, Hidden: "owner_name folded"},
		{Table: "meeting_task", Column: "person_id", Board: "board_id", Told: ToldTasks, Fate: Former, Hidden: "folded"},
		{Table: "item_recusal", Column: "seat_id", Where: recused, Board: ofMeeting, Told: ToldMeetings, Fate: Former},
		{Table: "minutes", Column: "secretary", Where: namedIn("secretary"), Board: "board_id", Told: ToldMeetings, Fate: Reason},
		{Table: "minutes_version", Column: "person_id", Board: ofMinutes, Told: ToldMeetings, Fate: Former, Hidden: "public private"},
		{Table: "minutes_version", Column: "public", Where: apart, Board: ofMinutes, Fate: Reason},
		{Table: "minutes_version", Column: "private", Where: apart, Board: ofMinutes, Fate: Reason},
		{Table: "minutes_objection", Column: "person_id", Board: ofMinutes, Told: ToldMeetings, Fate: Former},
	}
}

// personsTraces are what the program keeps to do its work.
func personsTraces() []PersonalColumn {
	return []PersonalColumn{
		{Table: "audit", Column: "person_id", Board: "board_id", Told: ToldLog, Fate: Former, Period: board.KeepLog},
		{Table: "audit", Column: "entity", Where: "entity = 'person:' || CAST(? AS TEXT)", Board: "board_id", Told: ToldLog, Fate: Former, Period: board.KeepLog},
		{Table: "audit", Column: "detail", Where: "detail = 'person:' || CAST(? AS TEXT)", Board: "board_id", Told: ToldLog, Fate: Former, Period: board.KeepLog},
		{Table: "undo", Column: "person_id", Board: "board_id", Told: ToldLog, Fate: Removed, Period: board.KeepLetters, Hidden: "payload"},
		{Table: "kept_letter", Column: "person_id", Board: "board_id", Told: ToldLetters, Fate: Removed, Period: board.KeepLetters, Hidden: "payload"},
		{Table: "shown", Column: "account", Where: accountOf("shown"), Told: ToldLetters, Fate: Removed, Hidden: "hash"},
		{Table: "job", Column: "payload", Where: apart, Fate: Removed, Period: board.KeepLetters},
		{Table: "job", Column: "job_key", Where: apart, Fate: Removed, Period: board.KeepLetters},
		{Table: "memory", Column: "name", Where: apart, Fate: Removed},
		{Table: "memory", Column: "content", Where: apart, Fate: Removed},
		{Table: "answered", Column: "body", Where: apart, Fate: Removed, Period: board.KeepLetters},
		{Table: "answered", Column: "answer", Where: apart, Fate: Removed, Period: board.KeepLetters},
	}
}
