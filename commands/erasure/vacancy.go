package erasure

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"

	"beirat/board"
	"beirat/chat"
	"beirat/commands"
	"beirat/storage"
)

// leading are the roles without which a board cannot do its work.
func leading() []board.Role { return []board.Role{board.Chair, board.Office, board.Admin} }

// vacancy is which of the leading roles of a board nobody has once somebody is
// forgotten; none where they had none of those.
type vacancy struct {
	board string
	roles []board.Role
}

func (v vacancy) has(roles ...board.Role) bool {
	return !slices.ContainsFunc(roles, func(r board.Role) bool { return !slices.Contains(v.roles, r) })
}

// text says what a vacancy means.
func (v vacancy) text() chat.Text {
	return chat.T("erasure.sole", "Board", v.board, "Roles", roleNames(v.roles), "Leaderless", v.has(board.Chair, board.Office), "Locked", v.has(leading()...))
}

func vacating(tx *storage.Tx, b board.Board, person board.ID) (vacancy, error) {
	holders, err := tx.RoleHolders(b.ID)
	v, theirs := vacancy{board: b.Name}, false
	for _, role := range leading() {
		holds := func(own bool) bool {
			return slices.ContainsFunc(holders, func(h storage.Holding) bool { return h.Role == role && (h.Person.ID == person) == own })
		}
		if !holds(false) {
			v.roles = append(v.roles, role)
			theirs = theirs || holds(true)
		}
	}
	if !theirs {
		v.roles = nil
	}
	return v, err
}

func roleNames(roles []board.Role) []chat.Text {
	names := make([]chat.Text, len(roles))
	for i, r := range roles {
		names[i] = chat.T("role." + string(r))
	}
	return names
}

// tellRoles plans that those who coordinate a board, and who set it up, hear which
// roles somebody had who is forgotten; all of the board where there is nobody.
func (f *Erasure) tellRoles(tx *storage.Tx, of, by board.ID, had []board.Role) error {
	if len(had) == 0 {
		return nil
	}
	people, err := tx.Coordinators(of, f.db.Now())
	if err != nil {
		return err
	}
	holders, err := tx.RoleHolders(of)
	if err != nil {
		return err
	}
	for _, h := range holders {
		if h.Role == board.Admin && !slices.Contains(people, h.Person.ID) {
			people = append(people, h.Person.ID)
		}
	}
	if len(people) == 0 {
		people = []board.ID{0}
	}
	for _, to := range people {
		if err := tx.Later(RolesKind, storage.JobKey(of, to, by), f.db.Now(), left{Version: 1, Roles: had}); err != nil {
			return err
		}
	}
	return nil
}

// left are the roles that somebody had.
type left struct {
	Version int          `json:"v"`
	Roles   []board.Role `json:"roles"`
}

// rolesLetter is the letter of RolesKind: which roles somebody had, who is not
// named, and which of them nobody has now.
func (f *Erasure) rolesLetter(ctx context.Context, j storage.Job) (letter commands.Letter, err error) {
	ids, err := j.IDs(3)
	if err != nil {
		return letter, err
	}
	var l left
	if err := json.Unmarshal(j.Payload, &l); err != nil {
		return letter, fmt.Errorf("payload of job %d: %w", j.ID, err)
	}
	letter.Board, letter.Person, letter.Urgent = ids[0], ids[1], true
	err = f.db.Read(ctx, func(tx *storage.Tx) error {
		holders, err := tx.RoleHolders(ids[0])
		if err != nil {
			return err
		}
		var vacant vacancy
		for _, role := range leading() {
			if !slices.ContainsFunc(holders, func(h storage.Holding) bool { return h.Role == role }) {
				vacant.roles = append(vacant.roles, role)
			}
		}
		by, err := tx.PersonName(ids[2])
		letter.Message = chat.Say(chat.T("erasure.roles", "By", by, "Roles", roleNames(l.Roles), "Any", len(vacant.roles) > 0,
			"Vacant", roleNames(vacant.roles), "Leaderless", vacant.has(board.Chair, board.Office), "Locked", vacant.has(leading()...)))
		return err
	})
	return letter, err
}

// leftLetter is the letter of LeftKind: a seat is vacant, and nobody is named who
// left it.
func (f *Erasure) leftLetter(ctx context.Context, j storage.Job) (letter commands.Letter, err error) {
	ids, err := j.IDs(4)
	if err != nil {
		return letter, err
	}
	letter.Board, letter.Person = ids[0], ids[1]
	err = f.db.Read(ctx, func(tx *storage.Tx) error {
		seat, err := tx.Seat(ids[2])
		if err != nil {
			return err
		}
		if !seat.Vacant() {
			letter.Drop = "the seat has another holder"
		}
		by, err := tx.PersonName(ids[3])
		letter.Message = chat.Say(chat.T("erasure.left", "Group", groupName(seat.Group), "By", by)).
			With(chat.Actions{button("cmd.board.seat_add.title", ids[0], "board.seat_add")})
		return err
	})
	return letter, err
}
