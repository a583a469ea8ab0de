package terms

import (
	"cmp"
	"slices"

	"beirat/board"
	"beirat/chat"
	"beirat/storage"
)

// served is who had seats in a term, as a reader may know it.
type served struct {
	groups []group
}

// group is a seat group of a term with the people who had a seat in it.
type group struct {
	board.Group
	names  []string // of those who may be named, in the order of their seats, each once
	others int      // that are not named
}

// serving are the people of a term by group. Who did not consent is counted only,
// unless all are to be named, for who belongs to the board.
func (p period) serving(tx *storage.Tx, all bool) (s served, err error) {
	seats, err := p.seats(tx)
	if err != nil {
		return s, err
	}
	named, err := tx.Consenting(p.board.ID)
	if err != nil {
		return s, err
	}
	if p.past.ID == 0 || len(seats) == 0 { // the groups that are there, vacant ones too
		if s.groups, err = presentGroups(tx, p.board.ID); err != nil {
			return s, err
		}
	}
	seen := map[board.ID]map[board.ID]bool{}
	for _, one := range seats {
		at := slices.IndexFunc(s.groups, func(g group) bool { return g.ID == one.Group.ID })
		if at < 0 {
			s.groups = append(s.groups, group{Group: one.Group})
			at = len(s.groups) - 1
		}
		if seen[one.Group.ID] == nil {
			seen[one.Group.ID] = map[board.ID]bool{}
		}
		if one.Delegate || seen[one.Group.ID][one.Person.ID] {
			continue
		}
		seen[one.Group.ID][one.Person.ID] = true
		name := named[one.Person.ID]
		if all {
			name = one.Person.Name
		}
		if name == "" {
			s.groups[at].others++
			continue
		}
		s.groups[at].names = append(s.groups[at].names, withOrganisation(name, one.Organisation))
	}
	slices.SortStableFunc(s.groups, func(a, b group) int { return cmp.Compare(a.Position, b.Position) })
	return s, nil
}

func presentGroups(tx *storage.Tx, of board.ID) (groups []group, err error) {
	all, err := tx.Groups(of)
	for _, g := range all {
		groups = append(groups, group{Group: g})
	}
	return groups, err
}

func withOrganisation(name, organisation string) string {
	if organisation == "" {
		return name
	}
	return name + " (" + organisation + ")"
}

// lines say of each group who was in it. With names at all.
func (s served) lines(names bool) []chat.Text {
	var lines []chat.Text
	for _, g := range s.groups {
		shown, others := g.names, g.others
		if !names {
			shown, others = nil, len(g.names)+g.others
		}
		var people []chat.Text
		for _, name := range shown {
			people = append(people, chat.Written(name))
		}
		if others > 0 {
			people = append(people, chat.T("term.group.others", "N", others, "More", len(shown) > 0))
		}
		lines = append(lines, chat.T("term.group", "Group", groupName(g.Group), "Seats", g.Seats, "People", people))
	}
	return lines
}

// groupName is the group as people call it: by its own name, or, for the groups
// that every new board starts with, by the catalogue's.
func groupName(g board.Group) chat.Text {
	if g.Name != "" {
		return chat.Written(g.Name)
	}
	return chat.T("group." + g.Key)
}
