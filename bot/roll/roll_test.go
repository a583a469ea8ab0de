package roll_test

import (
	"strings"
	"testing"

	"beirat/board"
	"beirat/bot/roll"

	"github.com/google/go-cmp/cmp"
)

func TestRead(t *testing.T) {
	three := roll.Roll{
		Groups: []board.Group{{Key: "citizens", Seats: 1, Position: 1}, {Key: "city", Seats: 1, ExOfficio: true, Position: 2}},
		Rows: []roll.Row{
			{Line: 2, Username: "anna", Group: "citizens", Role: roll.Member},
			{Line: 3, Username: "stadt", Group: "city", Role: roll.Chair},
			{Line: 4, Username: "buero", Role: roll.Office},
		},
	}
	german := "Benutzername;Gruppe;Rolle\r\nanna;Bürgerschaft;Mitglied\r\nstadt;Stadt;Vorsitz\r\nbuero;;Geschäftsstelle\r\n"
	for _, c := range []struct {
		name, data string
		want       roll.Roll
	}{
		{"plain, with commas", "username,group,role\nanna,citizens,member\nstadt,city,chair\nbuero,,office\n", three},
		{"as a German spreadsheet saves it", german, three},
		{"with a mark at the beginning", "\ufeff" + german, three},
		{"in Windows-1252", latin(german), three},
		{"in UTF-16", utf16(german), three},
		{"with tabs", strings.ReplaceAll(german, ";", "\t"), three},
		{"with old line ends", strings.ReplaceAll(german, "\r\n", "\r"), three},
		{"without a last line end", strings.TrimRight(german, "\r\n"), three},
		{"in capitals and with at signs", "USERNAME,GROUP,ROLE\n@Anna,CITIZENS,Member\n@STADT,City,CHAIR\n@buero,,OFFICE\n", three},
		{"with everything in quotation marks", `"username","group","role"` + "\n" + `"anna","citizens","member"` + "\n" + `"stadt","city","chair"` + "\n" + `"buero","","office"`, three},
		{"with space around everything", " username , group , role \n anna , citizens , member \n stadt , city , chair \n buero , , office \n", three},
		{"with columns in another order and cells missing at the end", "role,username,group\nmember,anna,citizens\nchair,stadt,city\noffice,buero\n", three},
		{"with lines of separators at the end", german + ";;\r\n;;\r\n\r\n", three},
		{"with the separator said first", "sep=;\n" + german, moved(three, 1)},
		{"with empty lines between", "\n\nusername,group,role\n\nanna,citizens,member\nstadt,city,chair\nbuero,,office\n", lines(three, 5, 6, 7)},
		{"with signs of gender and abbreviations", "Benutzername;Gruppe;Rolle\na;Bürger*innen;Mitglied\nb;Bürgerschaft;stellv. Vorsitz\nc;Buergerschaft;Vorsitzende/r\nd;;gast", roll.Roll{
			Groups: []board.Group{{Key: "citizens", Seats: 3, Position: 1}},
			Rows: []roll.Row{
				{Line: 2, Username: "a", Group: "citizens", Role: roll.Member}, {Line: 3, Username: "b", Group: "citizens", Role: roll.Deputy},
				{Line: 4, Username: "c", Group: "citizens", Role: roll.Chair}, {Line: 5, Username: "d", Role: roll.Guest},
			},
		}},
		{"with everything it may say", "Benutzername;Gruppe;Rolle;Name;Organisation;Vertretung;Telefon\nstadt;Stadt;Mitglied;\"Muster, Erika\";Stadt Musterstadt;@Stellv;0123\n", roll.Roll{
			Groups: []board.Group{{Key: "city", Seats: 1, ExOfficio: true, Position: 1}},
			Rows:   []roll.Row{{Line: 2, Username: "stadt", Group: "city", Role: roll.Member, Name: "Muster, Erika", Organisation: "Stadt Musterstadt", Delegate: "stellv"}},
			Unused: []string{"Telefon"},
		}},
		{"with groups of its own", "username,group,role\na,Jugend & Schule,member\nb,jugend & schule,member\nc,Kultur,member\n", roll.Roll{
			Groups: []board.Group{{Key: "jugend&schule", Name: "Jugend & Schule", Seats: 2, Position: 1}, {Key: "kultur", Name: "Kultur", Seats: 1, Position: 2}},
			Rows: []roll.Row{{Line: 2, Username: "a", Group: "jugend&schule", Role: roll.Member}, {Line: 3, Username: "b", Group: "jugend&schule", Role: roll.Member},
				{Line: 4, Username: "c", Group: "kultur", Role: roll.Member}},
		}},
		{"with a deputy who holds no seat", "username,group,role\na,,deputy\n", roll.Roll{Rows: []roll.Row{{Line: 2, Username: "a", Role: roll.Deputy}}}},
		{"with a value over two lines", "username,group,role,organisation\na,Business,member,\"Muster\nGmbH\"\nb,business,member,\n", roll.Roll{
			Groups: []board.Group{{Key: "business", Seats: 2, Position: 1}},
			Rows: []roll.Row{{Line: 2, Username: "a", Group: "business", Role: roll.Member, Organisation: "Muster\nGmbH"},
				{Line: 4, Username: "b", Group: "business", Role: roll.Member}},
		}},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, mistakes := roll.Read([]byte(c.data))
			if len(mistakes) > 0 {
				t.Fatal(mistakes)
			}
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestReadRefuses(t *testing.T) {
	const head = "username,group,role,delegate\n"
	for _, c := range []struct {
		name, data string
		want       []string // the beginning of each mistake, in order
	}{
		{"an empty file", "", []string{"the list is empty"}},
		{"empty lines", "\n;;;\n\n", []string{"the list is empty"}},
		{"a list of nobody", head, []string{"the list names nobody"}},
		{"a workbook", "PK\x03\x04\x00\x00", []string{"the list is no text"}},
		{"missing columns", "username\nanna\n", []string{"line 1: the column group (Gruppe) is missing", "line 1: the column role (Rolle) is missing"}},
		{"no heading", "anna,citizens,member\n", []string{"line 1: the column username", "line 1: the column group", "line 1: the column role"}},
		{"a column twice", "username,Benutzername,group,role\nx,y,,guest\n", []string{"line 1: there are two columns for username"}},
		{"a missing name", head + ",citizens,member\n", []string{"line 2: the username is missing"}},
		{"a name that cannot be", head + "anna müller,citizens,member\n", []string{`line 2: "anna müller" cannot be`}},
		{"a duplicate", head + "anna,citizens,member\n@Anna,business,member\n", []string{"line 3: @anna is named twice, first in line 2"}},
		{"a missing role", head + "anna,citizens,\n", []string{"line 2: the role is missing"}},
		{"an unknown role", head + "anna,citizens,king\n", []string{`line 2: "king" is no role`}},
		{"a second chair", head + "anna,citizens,chair\nbert,citizens,Vorsitz\n", []string{"line 3: a second chair; the first one stands in line 2"}},
		{"a member without a group", head + "anna,,member\n", []string{"line 2: the group is missing; a member"}},
		{"a chair without a group", head + "anna,,chair\n", []string{"line 2: the group is missing; a chair"}},
		{"an office with a group", head + "anna,city,office\n", []string{`line 2: the group "city" is too much; the office`}},
		{"a guest with a group", head + "anna,Wirtschaft,Gast\n", []string{`line 2: the group "Wirtschaft" is too much; a guest`}},
		{"a delegate of a citizen", head + "anna,citizens,member,bert\n", []string{"line 2: the delegate @bert is too much"}},
		{"a delegate who holds a seat", head + "stadt,city,chair,anna\nanna,citizens,member,\n", []string{"line 2: @anna is named twice, first in line 3"}},
		{"a delegate of two", head + "stadt,city,chair,anna\nland,Stadt,member,anna\n", []string{"line 3: @anna is named twice, first in line 2"}},
		{"an open quotation mark", head + "anna,\"citizens,member\n", []string{"line 2: a quotation mark"}},
		{"more values than columns", head + "anna,citizens,member,,extra\n", []string{"line 2: there are more values than columns"}},
		{"everything at once, in the order of lines", head + "anna,citizens,chair\nbert,,member\nanna,city,king\n,,chair\n", []string{
			"line 3: the group is missing", "line 4: @anna is named twice", `line 4: "king" is no role`,
			"line 5: the username is missing", "line 5: the group is missing", "line 5: a second chair"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, mistakes := roll.Read([]byte(c.data))
			for _, row := range got.Rows {
				if len(got.Groups) > 0 || row.Group != "" || row.Role != "" {
					t.Errorf("there is more than names beside the mistakes: %+v", got)
				}
			}
			ok := len(mistakes) == len(c.want)
			for i := 0; ok && i < len(mistakes); i++ {
				ok = strings.HasPrefix(mistakes[i].Error(), c.want[i])
			}
			if !ok {
				t.Errorf("%v, not %q", mistakes, c.want)
			}
		})
	}
}

func TestReadNamesTheAccountsOfAListWithMistakes(t *testing.T) {
	got, mistakes := roll.Read([]byte("username,group,role,delegate\nanna,citizens,chair,\nbert,citizens,king,\n" +
		"anna,citizens,member,\ncarl gross,citizens,member,\nstadt,city,member,dora\n,city,member,emma\n"))
	want := roll.Roll{Rows: []roll.Row{{Line: 2, Username: "anna"}, {Line: 3, Username: "bert"}, {Line: 6, Username: "stadt", Delegate: "dora"}, {Line: 7, Delegate: "emma"}}}
	if diff := cmp.Diff(want, got); diff != "" || len(mistakes) != 4 {
		t.Errorf("%s%v", diff, mistakes)
	}
}

func FuzzRead(f *testing.F) {
	f.Add([]byte("Benutzername;Gruppe;Rolle\r\nanna;B\xfcrgerschaft;Mitglied\r\n"))
	f.Add([]byte("sep=,\n\"a\nb\",,\n"))
	f.Add([]byte("\xff\xfea\x00"))
	f.Fuzz(func(t *testing.T, data []byte) {
		r, mistakes := roll.Read(data)
		if len(mistakes) == 0 && len(r.Rows) == 0 {
			t.Error("neither people nor a mistake")
		}
		seats := 0
		for _, g := range r.Groups {
			seats += g.Seats
		}
		for _, row := range r.Rows {
			if row.Group != "" {
				seats--
			}
		}
		if seats != 0 {
			t.Errorf("%d seats more than people who hold one", seats)
		}
	})
}

func lines(r roll.Roll, numbers ...int) roll.Roll {
	rows := append([]roll.Row(nil), r.Rows...)
	for i := range rows {
		rows[i].Line = numbers[i]
	}
	r.Rows = rows
	return r
}

func moved(r roll.Roll, by int) roll.Roll {
	rows := append([]roll.Row(nil), r.Rows...)
	for i := range rows {
		rows[i].Line += by
	}
	r.Rows = rows
	return r
}

func latin(text string) string {
	bytes := make([]byte, 0, len(text))
	for _, r := range text {
		bytes = append(bytes, byte(r))
	}
	return string(bytes)
}

func utf16(text string) string {
	bytes := []byte("\xff\xfe")
	for _, r := range text {
		bytes = append(bytes, byte(r), byte(r>>8))
	}
	return string(bytes)
}
