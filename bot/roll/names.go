package roll

import (
	"slices"
	"strings"

	"beirat/board"
	"beirat/commands"
	"beirat/words"
)

// key makes alike what people write alike in a heading, a role or a group:
// besides what the book of commands makes alike, the signs of gender and
// abbreviation count for nothing.
func key(written string) string {
	return commands.Fold(strings.Map(func(r rune) rune {
		if strings.ContainsRune(".,:;*/()_-'’‐‑–", r) || r == ' ' || r == '\u00a0' {
			return -1
		}
		return r
	}, written))
}

func among(written string, names ...string) bool {
	return slices.ContainsFunc(names, func(name string) bool { return key(name) == key(written) })
}

// columns are what a list may say of a person, with the headings it may use.
func columns() []column {
	return []column{
		{name: "username", required: true, headings: []string{"username", "user name", "user", "benutzername", "benutzer", "nutzername", "anmeldename", "account", "konto"}},
		{name: "group", required: true, headings: []string{"group", "seat group", "gruppe", "sitzgruppe"}},
		{name: "role", required: true, headings: []string{"role", "rolle", "funktion"}},
		{name: "name", headings: []string{"name", "full name", "vollständiger Name"}},
		{name: "organisation", headings: []string{"organisation", "organization", "unternehmen", "firma"}},
		{name: "delegate", headings: []string{"delegate", "deputy", "vertretung", "vertreter", "vertreterin", "vertreter/in"}},
	}
}

type column struct {
	name     string
	headings []string
	required bool
}

func roleOf(written string) (Role, bool) {
	for _, r := range []struct {
		role  Role
		names []string
	}{
		{Member, []string{"member", "mitglied"}},
		{Chair, []string{"chair", "chairman", "chairwoman", "chairperson", "vorsitz", "vorsitzende", "vorsitzender", "vorsitzende/r", "vorsitzende(r)"}},
		{Deputy, []string{"deputy", "deputy chair", "vice chair", "stellv. Vorsitz", "stv. Vorsitz", "stellvertretender Vorsitz", "stellvertretung", "stellvertreter",
			"stellvertreterin", "stellvertreter/in", "stellv. Vorsitzende", "stellv. Vorsitzender", "stv. Vorsitzende", "stv. Vorsitzender",
			"stellvertretende Vorsitzende", "stellvertretender Vorsitzender", "stellvertretende/r Vorsitzende/r", "vorsitz (stellv.)"}},
		{Office, []string{"office", "geschäftsstelle"}},
		{Guest, []string{"guest", "gast"}},
	} {
		if among(written, r.names...) {
			return r.role, true
		}
	}
	return "", false
}

// groupOf is the seat group of a name: one that every board may have, or one
// that is called as written.
func groupOf(written string) board.Group {
	for _, g := range []struct {
		board.Group
		names []string
	}{
		{board.Group{Key: "citizens"}, []string{"citizens", "citizen", "bürger", "bürgerin", "bürger/in", "bürgerinnen und Bürger", "bürger/innen"}},
		{board.Group{Key: "business"}, []string{"business", "unternehmen"}},
		{board.Group{Key: "city", ExOfficio: true}, []string{"city", "stadtverwaltung"}},
	} {
		names := g.names
		for _, l := range words.Languages() {
			names = append(names, words.Printer{Language: l}.Say("group."+g.Key, nil))
		}
		if among(written, names...) {
			return g.Group
		}
	}
	return board.Group{Key: key(written), Name: written}
}
