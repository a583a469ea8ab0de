package personal

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"beirat/board"
	"beirat/chat"
	"beirat/documents"
	"beirat/storage"
	"beirat/words"
)

// quiet are columns that say nothing to whoever reads the document: the settings
// of a vote, which stand with the vote, and what the program keeps for itself.
// The JSON has them.
const quiet = " language_code hash ref server channel view log uid edition sequence seed place position profile counting budget run_off " +
	"lot withheld hands receipts roll_call rule quorum tie procedure base second_call results present_count present_by_name statutory electors " +
	"members present nos yes abstain invalid chair objections about_kind about about_what repeats checksum minutes dial_in zone wall rhythm_code " +
	"job job_key bundle attachment claimed asked attempt parked_at lease_until due_at again_at told_by told_at sum shown_to counts_at ex_officio seat_position group_key group_seats group_position template "

// flags are columns that hold 1 for yes, and nothing is said of a no.
const flags = " given secret public anonymous draft recused technical online at_end late second taken_back named answered quiet_own quiet_days_off ordered "

// figures are columns whose zero says something.
const figures = " rating given "

// document is all of it to read.
func (o owned) document() documents.Document {
	w := &writer{owned: o, said: words.Printer{Language: o.language}}
	w.begin()
	w.part(board.Board{Name: w.say("personal.document.person")})
	for _, b := range o.boards {
		w.part(b)
	}
	return documents.Document{
		Language: o.language, Title: w.say("personal.document.title"), Subtitle: o.person.Name,
		Facts: w.facts(), Contents: true, Blocks: w.blocks, Running: w.say("personal.document.title"), Made: o.db.Now().UTC(),
	}
}

// writer writes the blocks.
type writer struct {
	owned
	said   words.Printer
	zone   *time.Location
	blocks []documents.Block
}

func (w *writer) say(key string, pairs ...any) string { return w.said.Print(chat.T(key, pairs...)) }

func (w *writer) add(blocks ...documents.Block) { w.blocks = append(w.blocks, blocks...) }

func (w *writer) facts() []documents.Fact {
	return []documents.Fact{
		{Name: w.say("personal.document.made"), Value: w.say("personal.document.moment", "At", w.db.Now().In(w.zoneOf(w.boards...)))},
		{Name: w.say("personal.document.entries"), Value: strconv.Itoa(len(w.rows))},
	}
}

// zoneOf is the zone of the first of some boards; UTC of none.
func (w *writer) zoneOf(boards ...board.Board) *time.Location {
	if len(boards) == 0 {
		return time.UTC
	}
	return w.db.Zone(boards[0].Zone)
}

// begin says what this is, and what is not in it and why.
func (w *writer) begin() {
	w.add(documents.P(w.say("personal.document.about")), documents.P(w.say("personal.document.without")))
	list := documents.List{}
	for _, why := range unlinked() {
		list.Items = append(list.Items, documents.P(w.said.Print(why)))
	}
	w.add(list)
}

// unlinked is what cannot be found, or is not told, and why.
func unlinked() []chat.Text {
	return []chat.Text{chat.T("personal.without.secret"), chat.T("personal.without.anonymous"), chat.T("personal.without.others"), chat.T("personal.without.chat"),
		chat.T("personal.without.secrets")}
}

// part writes what belongs to a board, or to none.
func (w *writer) part(b board.Board) {
	w.zone = w.zoneOf(b)
	if b.ID == 0 {
		w.zone = w.zoneOf(w.boards...)
	}
	rows := slices.DeleteFunc(slices.Clone(w.rows), func(r storage.OwnRow) bool { return r.Board != b.ID })
	if len(rows) == 0 {
		return
	}
	w.add(documents.Heading{Level: 1, Text: b.Name})
	for _, told := range storage.Tolds() {
		w.chapter(told, rows)
	}
}

// chapter writes what stands under a heading, kind by kind.
func (w *writer) chapter(told storage.Told, rows []storage.OwnRow) {
	begun, of := false, ""
	var list documents.List
	for _, r := range rows {
		if r.Told != told {
			continue
		}
		if !begun {
			w.add(documents.Heading{Level: 2, Text: w.said.Print(heading(told))})
		}
		if begun && of != r.Table {
			w.add(list)
		}
		if of != r.Table {
			w.add(documents.Heading{Level: 3, Text: w.kind(r.Table)})
			list = documents.List{}
		}
		begun, of = true, r.Table
		list.Items = append(list.Items, w.item(r))
	}
	if begun {
		w.add(list)
	}
}

// kind is what the rows of a table are called; a new one is called as the table
// is until it has a name.
func (w *writer) kind(table string) string {
	if key := "personal.kind." + table; words.Has(w.language, key) {
		return w.say(key)
	}
	return table
}

// item is a row, as its names and values.
func (w *writer) item(r storage.OwnRow) documents.Para {
	var p documents.Para
	for _, v := range r.Values {
		value := w.value(v)
		if value == "" || strings.Contains(quiet, " "+v.Name+" ") {
			continue
		}
		if len(p) > 0 {
			p = append(p, documents.Run{Text: "; "})
		}
		p = append(p, documents.Run{Text: w.name(v.Name) + ": ", Look: documents.Quiet}, documents.Run{Text: value})
	}
	if len(p) == 0 {
		return documents.P(w.say("personal.document.there"))
	}
	return p
}

func (w *writer) name(column string) string {
	if key := "personal.column." + column; words.Has(w.language, key) {
		return w.say(key)
	}
	return column
}

// value is what a value says in words; empty: nothing worth reading.
func (w *writer) value(v storage.OwnValue) string {
	switch value := v.Value.(type) {
	case time.Time:
		return w.say("personal.document.moment", "At", value.In(w.zone))
	case int64:
		switch {
		case strings.Contains(flags, " "+v.Name+" ") && value == 1:
			return w.say("personal.value.yes")
		case strings.Contains(flags, " "+v.Name+" ") && strings.Contains(figures, " "+v.Name+" "):
			return w.say("personal.value.no")
		case value == 0 || strings.Contains(flags, " "+v.Name+" "):
			return ""
		}
		return strconv.FormatInt(value, 10)
	case storage.Whose:
		return w.whose(v.Name, value)
	case string:
		switch v.Name {
		case "seat", "group":
			return w.seat(value)
		case "entity", "detail":
			if isNumber.MatchString(value) { // its name says it
				return ""
			}
			if named := w.entity(value); named != "" {
				return named
			}
		case "kind": // of a letter, as its job is called
			if thing, _, is := strings.Cut(value, "."); is && words.Has(w.language, "personal.log.thing."+thing) {
				return w.say("personal.log.thing." + thing)
			}
		case "what":
			if did := w.did(value); did != "" {
				return did
			}
		}
		if key := "personal.value." + v.Name + "." + value; isCode.MatchString(value) && words.Has(w.language, key) {
			return w.say(key)
		}
		if key := "personal.value." + value; isCode.MatchString(value) && words.Has(w.language, key) {
			return w.say(key)
		}
		return w.moments(value)
	}
	return ""
}

// did says what the log says that somebody did: "poll.cast"; empty if it is no such
// code.
func (w *writer) did(code string) string {
	thing, verb, _ := strings.Cut(code, ".")
	switch {
	case words.Has(w.language, "personal.log.thing."+thing) && words.Has(w.language, "personal.log.did."+verb):
		return w.say("personal.log", "Thing", chat.T("personal.log.thing."+thing), "Did", chat.T("personal.log.did."+verb))
	case words.Has(w.language, "personal.value."+verb):
		return w.say("personal.value." + verb)
	}
	return ""
}

// entity says a thing of which the log tells: "poll 1 Freies WLAN?"; empty if it
// is none.
func (w *writer) entity(said string) string {
	kind, name, is := strings.Cut(said, " ")
	switch {
	case !is || !words.Has(w.language, "personal.log.thing."+kind):
		return ""
	case kind == "person":
		return w.say("personal.whose." + name)
	case kind == "seat":
		name = w.seat(name)
	}
	return w.say("personal.log.thing."+kind) + " " + w.moments(name)
}

// seat says a seat or a group: one that has no name of its own stands with its key.
func (w *writer) seat(said string) string {
	group, place, _ := strings.Cut(said, " ")
	if key := "group." + group; words.Has(w.language, key) {
		group = w.say(key)
	}
	return strings.TrimSpace(group + " " + place)
}

// whose says who a column means; that a person's own things are theirs needs no
// words.
func (w *writer) whose(column string, who storage.Whose) string {
	if who == storage.You && (column == "person" || column == "proposer" || column == "author" || column == "owner") {
		return ""
	}
	return w.say("personal.whose." + string(who))
}

var (
	isNumber = regexp.MustCompile(`^number \d+$`)
	isCode   = regexp.MustCompile(`^[a-z_]+$`)
	isDays   = regexp.MustCompile(`^\d{4}-\d{2}-\d{2} \d{4}-\d{2}-\d{2}$`)
	isMoment = regexp.MustCompile(`\b\d{4}-\d{2}-\d{2}T\d{2}:\d{2}\b`)
)

// moments says the times that stand in a text as people say them, and two days,
// where there is nothing else, as from when until when something goes.
func (w *writer) moments(text string) string {
	if first, last, _ := strings.Cut(text, " "); isDays.MatchString(text) {
		return w.say("personal.document.days", "First", chat.Written(w.day(first)), "Last", chat.Written(w.day(last)))
	}
	return isMoment.ReplaceAllStringFunc(text, w.moment)
}

func (w *writer) day(day string) string {
	at, err := time.ParseInLocation(time.DateOnly, day, w.zone)
	if err != nil {
		return day
	}
	return w.say("personal.document.day", "Day", at)
}

// moment says a time that is stored as the clock on the wall shows it.
func (w *writer) moment(wall string) string {
	at, err := time.ParseInLocation("2006-01-02T15:04", wall, w.zone)
	if err != nil {
		return wall
	}
	return w.say("personal.document.moment", "At", at)
}
