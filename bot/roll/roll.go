// Package roll reads the list of a board's people as a spreadsheet saves it,
// in whatever encoding, with whatever separator, in German or English. It
// finds every mistake of the list itself; whether its people exist is for
// others to find out.
package roll

import (
	"fmt"
	"slices"
	"strings"

	"beirat/board"
)

// Roll is a list of people without mistakes of its own.
type Roll struct {
	// Groups are the seat groups that the list names, in the order in which it
	// names them, each with as many seats as it has people.
	Groups []board.Group
	Rows   []Row
	Unused []string // columns that nobody asked for, as written
}

// Row is one person.
type Row struct {
	Line         int    // where the row begins in the file, from 1
	Username     string // small letters, without "@"
	Group        string // key of one of the groups; empty: no seat
	Role         Role
	Name         string // in full, as the list has it
	Organisation string // which the seat belongs to; empty: the person's own
	Delegate     string // who votes instead, as Username; empty: nobody
}

// Role is what the list says a person is.
type Role string

// The roles. Chair and Deputy are members too if they have a group.
const (
	Member Role = "member"
	Chair  Role = "chair"
	Deputy Role = "deputy"
	Office Role = "office"
	Guest  Role = "guest"
)

// Mistake is something wrong with one line; line 0 is the whole list.
type Mistake struct {
	Line int
	Text string
}

func (m Mistake) Error() string {
	if m.Line == 0 {
		return m.Text
	}
	return fmt.Sprintf("line %d: %s", m.Line, m.Text)
}

// Usernames are the accounts that the list names, holders and delegates, in
// its order.
func (r Roll) Usernames() []string {
	var names []string
	for _, row := range r.Rows {
		for _, name := range []string{row.Username, row.Delegate} {
			if name != "" {
				names = append(names, name)
			}
		}
	}
	return names
}

// Read reads a list. With mistakes, which are in the order of lines, the Roll
// has nothing but the lines with accounts that could be, so that somebody can
// find out whether they are.
func Read(data []byte) (Roll, []Mistake) {
	table, mistakes := readTable(data)
	if len(mistakes) > 0 {
		return Roll{}, mistakes
	}
	r := &reading{roll: Roll{Unused: table.unused}, first: map[string]int{}}
	for _, l := range table.lines {
		r.row(l)
	}
	r.delegates()
	if len(r.mistakes) > 0 {
		slices.SortStableFunc(r.mistakes, func(a, b Mistake) int { return a.Line - b.Line })
		return r.named(), r.mistakes
	}
	return r.roll, nil
}

// reading is a roll on its way.
type reading struct {
	roll     Roll
	mistakes []Mistake
	first    map[string]int // the line where an account is named first
	chair    int            // the line of the chair
}

// named are the lines of a list with mistakes, as far as they name accounts
// that could be, each where it is named first.
func (r *reading) named() Roll {
	var rows []Row
	for _, row := range r.roll.Rows {
		left := Row{Line: row.Line}
		if r.first[row.Username] == row.Line {
			left.Username = row.Username
		}
		if row.Delegate != row.Username && r.first[row.Delegate] == row.Line {
			left.Delegate = row.Delegate
		}
		if left.Username != "" || left.Delegate != "" {
			rows = append(rows, left)
		}
	}
	return Roll{Rows: rows}
}

func (r *reading) wrong(line int, format string, args ...any) {
	r.mistakes = append(r.mistakes, Mistake{Line: line, Text: fmt.Sprintf(format, args...)})
}

func (r *reading) row(l line) {
	row := Row{
		Line: l.number, Username: username(l.value("username")), Name: l.value("name"),
		Organisation: l.value("organisation"), Delegate: username(l.value("delegate")),
	}
	r.account(row.Line, row.Username, "username")
	role, known := roleOf(l.value("role"))
	switch {
	case l.value("role") == "":
		r.wrong(row.Line, "the role is missing; possible are member, chair, deputy, office and guest")
	case !known:
		r.wrong(row.Line, "%q is no role; possible are member, chair, deputy, office and guest (Mitglied, Vorsitz, stellv. Vorsitz, Geschäftsstelle, Gast)", l.value("role"))
	}
	row.Role = role
	group := l.value("group")
	switch {
	case known && group == "" && (role == Member || role == Chair):
		r.wrong(row.Line, "the group is missing; a %s holds a seat in one", role)
	case known && group != "" && (role == Office || role == Guest):
		r.wrong(row.Line, "the group %q is too much; %s holds no seat", group, described(role))
	case group != "":
		row.Group = r.seat(group)
	}
	if role == Chair {
		if r.chair > 0 {
			r.wrong(row.Line, "a second chair; the first one stands in line %d", r.chair)
		} else {
			r.chair = row.Line
		}
	}
	r.roll.Rows = append(r.roll.Rows, row)
}

// account checks the name of an account, and that nobody is named twice.
func (r *reading) account(line int, name, column string) {
	switch before, twice := r.first[name]; {
	case name == "":
		r.wrong(line, "the %s is missing", column)
	case strings.ContainsFunc(name, func(c rune) bool { return !strings.ContainsRune("abcdefghijklmnopqrstuvwxyz0123456789.-_", c) }):
		r.wrong(line, "%q cannot be the name of an account", name)
	case twice:
		r.wrong(line, "@%s is named twice, first in line %d", name, before)
	default:
		r.first[name] = line
	}
}

// seat adds a seat to the group of a name and gives the group's key.
func (r *reading) seat(written string) string {
	g := groupOf(written)
	i := slices.IndexFunc(r.roll.Groups, func(have board.Group) bool { return have.Key == g.Key })
	if i < 0 {
		g.Position = len(r.roll.Groups) + 1
		r.roll.Groups = append(r.roll.Groups, g)
		i = len(r.roll.Groups) - 1
	}
	r.roll.Groups[i].Seats++
	return g.Key
}

// delegates are checked when everybody is known: whoever has a seat votes for
// that one only, and only an office has a delegate.
func (r *reading) delegates() {
	for _, row := range r.roll.Rows {
		if row.Delegate == "" {
			continue
		}
		i := slices.IndexFunc(r.roll.Groups, func(g board.Group) bool { return g.Key == row.Group })
		if i < 0 || !r.roll.Groups[i].ExOfficio {
			r.wrong(row.Line, "the delegate @%s is too much; only the seat of the city has one", row.Delegate)
			continue
		}
		r.account(row.Line, row.Delegate, "delegate")
	}
}

func username(written string) string {
	return strings.ToLower(strings.TrimPrefix(written, "@"))
}

func described(r Role) string {
	if r == Office {
		return "the office"
	}
	return "a guest"
}
