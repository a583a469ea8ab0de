package storage

import (
	"errors"
	"slices"
	"strconv"
	"strings"

	"beirat/board"
)

// referenceOf is an expression of SQL for the thing that a column refers to, as
// people know it; empty: it refers to none, or to one that has no name.
func referenceOf(table, column string) string {
	said := namedThings[table+"."+column]
	if said == "" {
		said = namedThings[column]
	}
	if said == "" {
		return ""
	}
	return "(" + strings.ReplaceAll(said, "$", table+"."+column) + ")"
}

const (
	aPoll   = "SELECT CAST(o.number AS TEXT) || ' ' || o.question FROM poll o WHERE o.id = $"
	aField  = "SELECT CAST(o.number AS TEXT) || ' ' || o.title FROM field o WHERE o.id = $"
	aRound  = "SELECT CAST(o.number AS TEXT) || ' ' || o.service FROM feedback_round o WHERE o.id = $"
	aVision = "SELECT CAST(o.number AS TEXT) || ' ' || o.question FROM vision_round o WHERE o.id = $"
	aPoint  = "SELECT CAST(r.number AS TEXT) || ' ' || r.service || ', ' || CAST(o.number AS TEXT) FROM feedback_point o JOIN feedback_round r ON r.id = o.round_id WHERE o.id = $"
)

// namedThings are the things that rows refer to, by the column, or by table and
// column where others are called alike. "$" is the column. What others wrote in
// them stands there with its beginning only where it has no title.
var namedThings = map[string]string{
	"poll_id":          aPoll,
	"copy_of":          aPoll,
	"measure.round_id": aPoll,

	"field_id":  aField,
	"from_id":   aField,
	"into_id":   aField,
	"first_id":  aField,
	"second_id": aField,

	"round_id":              aRound,
	"earlier_id":            aRound,
	"statement.round_id":    aVision,
	"vision_draw.round_id":  aVision,
	"vision_group.round_id": aVision,
	"vision_seat.round_id":  aVision,
	"draw_id":               "SELECT CAST(o.number AS TEXT) || ' ' || r.question FROM vision_draw o JOIN vision_round r ON r.id = o.round_id WHERE o.id = $",

	"meeting_id":    "SELECT CAST(o.number AS TEXT) || ' ' || CASE WHEN o.title = '' THEN '' ELSE o.title || ' ' END || o.wall FROM meeting o WHERE o.id = $",
	"approved_in":   "SELECT CAST(o.number AS TEXT) || ' ' || CASE WHEN o.title = '' THEN '' ELSE o.title || ' ' END || o.wall FROM meeting o WHERE o.id = $",
	"minutes_id":    "SELECT CAST(o.number AS TEXT) || ' ' || CASE WHEN o.title = '' THEN '' ELSE o.title || ' ' END || o.wall FROM meeting o JOIN minutes m ON m.meeting_id = o.id WHERE m.id = $",
	"invitation_id": "SELECT CAST(o.number AS TEXT) || ' ' || CASE WHEN o.title = '' THEN '' ELSE o.title || ' ' END || i.wall FROM meeting o JOIN invitation i ON i.meeting_id = o.id WHERE i.id = $",
	"option_id":     "SELECT o.wall FROM date_option o WHERE o.id = $",
	"item_id":       "SELECT o.title FROM agenda_item o WHERE o.id = $",

	"seat_id":       "SELECT CASE WHEN g.name = '' THEN g.group_key ELSE g.name END || ' ' || CAST(o.position AS TEXT) FROM seat o JOIN seat_group g ON g.id = o.group_id WHERE o.id = $",
	"group_id":      "SELECT CASE WHEN o.name = '' THEN o.group_key ELSE o.name END FROM seat_group o WHERE o.id = $",
	"statement_id":  "SELECT CAST(o.number AS TEXT) FROM statement o WHERE o.id = $",
	"strategy_id":   "SELECT CAST(o.number AS TEXT) FROM strategy o WHERE o.id = $",
	"submission_id": "SELECT o.committee || ' ' || o.day FROM submission o WHERE o.id = $",
	"bundle_id":     "SELECT CAST(o.number AS TEXT) || ' ' || o.title FROM idea o WHERE o.id = $",
	"idea_id":       "SELECT CAST(o.number AS TEXT) FROM idea o WHERE o.id = $",
	"merger_id":     "SELECT o.title FROM merger o WHERE o.id = $",
	"term_id":       "SELECT o.first_day || ' ' || o.last_day FROM term o WHERE o.id = $",
	"point_id":      aPoint,
	"question_id":   "SELECT o.content FROM feedback_question o WHERE o.id = $",
}

// namedEntities are the things of which the log and the histories tell, as
// namedThings; of others only the id is told.
var namedEntities = map[string]string{
	"poll": aPoll, "field": aField, "feedback": aRound, "vision_round": aVision,
	"meeting": namedThings["meeting_id"], "item": namedThings["item_id"], "seat": namedThings["seat_id"], "statement": namedThings["statement_id"],
	"strategy": namedThings["strategy_id"], "submission": namedThings["submission_id"], "merger": namedThings["merger_id"], "minutes": namedThings["minutes_id"],
	"idea":         "SELECT CAST(o.number AS TEXT) || ' ' || o.title FROM idea o WHERE o.id = $",
	"measure":      "SELECT CAST(o.number AS TEXT) || ' ' || o.title FROM measure o WHERE o.id = $",
	"task":         "SELECT CAST(o.number AS TEXT) || ' ' || o.title FROM meeting_task o WHERE o.id = $",
	"contribution": "SELECT CAST(o.number AS TEXT) FROM contribution o WHERE o.id = $",
}

// spelling is what is known while the rows of a person are spelled out.
type spelling struct {
	selves []board.ID
	things map[string]string // by entity
}

// spellOut says what a row keeps as a code as people know it: the options of a
// ballot, and the things of which the log tells.
func (tx *Tx) spellOut(r OwnRow, said spelling) error {
	if err := tx.spellChoice(r); err != nil {
		return err
	}
	for i, v := range r.Values {
		text, is := v.Value.(string)
		if !is || v.Name != "entity" && v.Name != "detail" {
			continue
		}
		kind, number, is := strings.Cut(text, ":")
		id, err := strconv.ParseInt(number, 10, 64)
		if !is || err != nil {
			continue
		}
		if said.things[text] == "" {
			if said.things[text], err = tx.entityName(kind, board.ID(id), said.selves); err != nil {
				return err
			}
		}
		r.Values[i].Value = kind + " " + said.things[text]
	}
	return nil
}

// entityName is what a thing is called; its id where it has no name, or is gone.
func (tx *Tx) entityName(kind string, id board.ID, selves []board.ID) (name string, err error) {
	query := namedEntities[kind]
	switch {
	case kind == "person" && slices.Contains(selves, id):
		return string(You), nil
	case kind == "person":
		return string(Another), nil
	case query != "":
		err = tx.get(&name, strings.ReplaceAll(query, "$", "?"), int64(id))
	}
	if errors.Is(err, ErrNotFound) {
		err = nil
	}
	if name = strings.TrimSpace(name); name == "" {
		name = strconv.FormatInt(int64(id), 10)
	}
	return name, err
}

// spellChoice says the options of a ballot as they are called, where the choice of a
// row is of options: "Markthalle; Park", "Markthalle: 5; Park: 3", and of a
// ranking "1. Markthalle; 2. Park".
func (tx *Tx) spellChoice(r OwnRow) error {
	choice, _ := r.Of("choice").(string)
	if !strings.ContainsAny(choice, "0123456789") {
		return nil
	}
	about, _ := r.Of("poll").(string)
	number, _, _ := strings.Cut(about, " ")
	n, err := strconv.Atoi(number)
	if err != nil { // no poll, so no options
		return nil
	}
	p, err := tx.PollNumber(r.Board, n)
	if err == nil {
		p, err = tx.withOptions(p)
	}
	if err != nil {
		return err
	}
	var said []string
	for _, m := range p.Marks(board.Choice(choice)) {
		switch {
		case m.Place > 0:
			said = append(said, strconv.Itoa(m.Place)+". "+m.Option.Label)
		case m.Points > 0:
			said = append(said, m.Option.Label+": "+strconv.Itoa(m.Points))
		default:
			said = append(said, m.Option.Label)
		}
	}
	for i := range r.Values {
		if r.Values[i].Name == "choice" && len(said) > 0 {
			r.Values[i].Value = strings.Join(said, "; ")
		}
	}
	return nil
}
