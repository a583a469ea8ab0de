package scenarios

import (
	"fmt"
	"maps"
	"strings"
	"testing"

	"beirat/bot"
	"beirat/bot/console"
	"beirat/chat"
	"beirat/commands"
)

// prepare fills a database with the demonstration, a poll for everything that
// can be done to one, and another board that has polls of the same and of
// higher numbers.
func prepare(t *testing.T, database string) {
	t.Helper()
	c, err := bot.OpenChat(t.Context(), bot.ChatOptions{Database: database, Demo: true, Clock: "2026-11-26T10:00", Zone: "Europe/Berlin", Out: new(strings.Builder)})
	if err != nil {
		t.Fatal(err)
	}
	does := func(name, channel, line string) {
		t.Helper()
		do := chat.Do(chat.Command{Line: line})
		if path, args, pressed := strings.Cut(line, " with "); pressed {
			do = chat.Press{Action: chat.Action{Name: path, Args: pairs(args), Confidential: path == "poll.ballot"}}
		}
		e := chat.Event{Platform: console.Name, Actor: chat.Actor{Account: name, Name: name, Admin: name == "verwaltung-"+elsewhere},
			Place: chat.Place{Channel: channel}, Do: do}
		if reply := c.Handle(t.Context(), e); reply.Form != nil {
			t.Fatalf("%s: %s: a form", name, line)
		}
	}
	for i := range 4 {
		does("buerger1", console.Channel, fmt.Sprintf("/abstimmung neu Frage %d? bis=in 6 Tagen", i+1))
	}
	for _, number := range []string{"2", "4"} { // so many that the office may close it
		for i := range 5 {
			does(fmt.Sprintf("buerger%d", i+1), console.Channel, "/abstimmung "+number+" ja")
			does(fmt.Sprintf("gewerbe%d", i+1), console.Channel, "/abstimmung "+number+" ja")
		}
		does("stadt", console.Channel, "/abstimmung "+number+" ja")
	}
	does("buerger1", console.Channel, "/abstimmung zurückziehen 3")
	does("buerger1", console.Channel, "/abstimmung beenden 4")
	does("buerger1", console.Channel, "/abstimmung neu Was? optionen=\"A1; B1\" stimmart=auswahl bis=\"in 6 Tagen\"") // 5: nobody has voted
	does("buerger1", console.Channel, "/abstimmung neu Geheim? geheim=ja bis=\"in 6 Tagen\"")                         // 6
	here := " anwesend=\"buerger1, buerger2, buerger3\" beschlussfähigkeit=keine bis=\"in 6 Tagen\""
	does("stadt", console.Channel, "/abstimmung neu Urne? geheim=ja"+here)                                                               // 7: over, its urn open
	does("stadt", console.Channel, "/abstimmung neu Wer? zweck=wahl stimmart=auswahl optionen=\"Anna; Bernd; Carla\" stichwahl=ja"+here) // 8: needs a run-off
	for i, choice := range []string{"yes", "no", "yes"} {
		who := fmt.Sprintf("buerger%d", i+1)
		does(who, console.Channel, "poll.ballot with poll=7 vote="+choice+" confirm=yes")
		does(who, console.Channel, fmt.Sprintf("/abstimmung 8 %d", i+1))
	}
	does("stadt", console.Channel, "/abstimmung beenden 7")
	does("stadt", console.Channel, "/abstimmung beenden 8")
	does("stadt", console.Channel, "/abstimmung neu Hände?"+here) // 9: to be counted by hand
	for _, line := range strategyBegun() {
		name, said, _ := strings.Cut(line, ": ")
		does(name, console.Channel, said)
	}
	does("stadt", console.Channel, "board.seat_remove with person=gewerbe5 confirm=yes")
	does("verwaltung-"+elsewhere, elsewhere, "/beirat einrichten name="+elsewhere)
	does("verwaltung-"+elsewhere, elsewhere, "/beirat rolle vorsitz-"+elsewhere+" vorsitz")
	does("vorsitz-"+elsewhere, elsewhere, "/beirat sitz besetzen vorsitz-"+elsewhere+" stadt")
	for i := range 12 {
		does("vorsitz-"+elsewhere, elsewhere, fmt.Sprintf("/abstimmung neu %s %d? bis=in 6 Tagen", elsewhere, i+1))
	}
	if err := c.Work(t.Context()); err != nil {
		t.Fatal(err)
	}
	if err := c.Close(); err != nil {
		t.Fatal(err)
	}
}

// strategyBegun is what stands of the strategy when the attack begins: something
// of everything, by the people who attack.
func strategyBegun() []string {
	return []string{
		`stadt: /leitsatz runde 2036 "Wie soll es werden?"`,
		`buerger1: /leitsatz vorschlagen "Alle kommen überall hin."`,
		`buerger1: /leitsatz vorschlagen "Alle finden Hilfe."`,
		`buerger1: /leitsatz vorschlagen "Alle sind am Netz."`,
		`buerger2: /leitsatz änderung-vorschlagen 1 "Alle kommen gut überall hin."`,
		`stadt: /leitsatz änderung-vorschlagen 2 "Alle finden gern Hilfe."`,
		`buerger1: /handlungsfeld neu "Mobilität" text="Busse und Räder."`,
		`buerger2: /handlungsfeld neu "Verwaltung" text="Alles von zu Hause aus."`,
		`buerger3: /handlungsfeld ergänzen 1 "Auch zu Fuß."`,
		`buerger1: /handlungsfeld ergänzen 2 "Auch im Rathaus."`,
		`buerger2: /handlungsfeld zusammenführen 2 1`,
		`stadt: /handlungsfeld sammeln bis="in 4 Tagen"`,
		`buerger1: /roadmap neu "Leihräder" text="Zehn Räder am Bahnhof." handlungsfelder=1`,
		`buerger1: /roadmap neu "Termine" text="Termine gibt es online."`,
		`buerger1: /roadmap stand 1 ausgearbeitet`,
		`buerger1: /roadmap stand 2 ausgearbeitet`,
		`buerger1: /idee Bänke am Markt`,
		`buerger2: /idee Brunnen am Markt`,
		`buerger3: /problem Das Licht am Markt ist aus`,
		`stadt: /beirat phase vision grundlage="Sitzung"`,
		`stadt: /beirat strategie zusammenstellen=ja`,
		`stadt: board.submit with to=Ausschuss confirm=yes`,
		`stadt: /sitzung neu am="17. Dezember 18 Uhr" ort="Rathaus"`,
		`stadt: /sitzung neu titel="Klausur"`,
		`stadt: /sitzung terminsuche vorschläge="in 20 Tagen um 18 Uhr; in 25 Tagen um 18 Uhr" trotzdem=ja`,
		`stadt: /sitzung tagesordnung neu "Springbrunnen"`,
		`stadt: /sitzung tagesordnung neu "Straßenlicht"`,
		`buerger1: /sitzung tagesordnung neu "Ampel"`,
		`stadt: /sitzung gast "Ada Wolf" impuls="Nachtbusse"`,
		`stadt: /sitzung ideen Nachtbusse bis="in 5 Tagen"`,
		`stadt: /sitzung neu am="in 30 Minuten" titel="Gehalten"`, // 3: held, its minutes to be approved
		`stadt: meeting.open with meeting=3 confirm=yes`,
		`stadt: meeting.close with meeting=3 confirm=yes`,
		`stadt: meeting.minutes_finish with meeting=3 confirm=yes`,
		`stadt: /sitzung neu am="in 3 Stunden" titel="Offen"`, // 4: being held
		`stadt: /sitzung tagesordnung neu "Laternen" sitzung=4`,
		`stadt: meeting.open with meeting=4 confirm=yes`,
		`stadt: /sitzung anwesenheit da wer="buerger1, buerger2, stadt"`,
		`stadt: /sitzung aufgabe neu "Zählen" wer=buerger1`,
		`stadt: /sitzung aufgabe neu "Malen"`,
		`stadt: /sitzung aufgabe erledigt 2`,
		`stadt: /feedback neu "Online-Termine" aufgaben="Buchen" anonym=nein`, // 1: by name
		`stadt: /feedback neu "Bürgerkonto" aufgaben="Anmelden" anonym=ja`,    // 2: anonymous
		`stadt: /feedback neu "Kita-Portal" aufgaben="Anmelden" anonym=nein`,  // 3: to be closed
		`stadt: /feedback neu "Fundbüro" aufgaben="Suchen" bis="in 3 Tagen" anonym=nein`,
		`buerger1: /feedback geben Fundbüro punkt="Die Suche ist zu langsam." schwere=anregung`,
		`stadt: feedback.close with round=Fundbüro confirm=yes`,
		`stadt: /feedback rückfrage Fundbüro 1 "Wie lange?"`,
		`stadt: /feedback neu "Sperrmüll" aufgaben="Anmelden" bis="in 3 Tagen" anonym=nein`, // 5 and 6: over, to be compared
		`stadt: feedback.close with round=5 confirm=yes`,
		`stadt: /feedback neu "Sperrmüll" aufgaben="Anmelden" bis="in 3 Tagen" anonym=ja`,
		`stadt: feedback.close with round=6 confirm=yes`,
	}
}

// pairs reads "name=value name=value".
func pairs(text string) map[string]string {
	values := map[string]string{}
	for _, pair := range strings.Fields(text) {
		name, value, _ := strings.Cut(pair, "=")
		values[name] = value
	}
	return values
}

// good are values that a command takes.
func good(c *commands.Command) map[string]string {
	values := map[string]string{}
	for _, p := range c.Params {
		d := commands.Declared(p)
		switch {
		case !d.Required:
		case len(d.Words) > 0:
			values[d.Name] = d.Words[0]
		case d.Kind == commands.KindTime:
			values[d.Name] = "in 5 Tagen"
		case d.Kind == commands.KindPerson, d.Kind == commands.KindPeople:
			values[d.Name] = "buerger2"
		default:
			values[d.Name] = "1"
		}
	}
	maps.Copy(values, map[string]map[string]string{
		"board.rules":           {"basis": "§ 1", "period": "9"},
		"board.term":            {"start": "9. Dezember 2025"},
		"board.away":            {"until": "in 5 Tagen"},
		"board.seat_add":        {"person": "neu", "group": "2"},
		"board.seat_delegate":   {"person": "neu"},
		"board.language":        {"language": "en"},
		"board.digest":          {"rhythm": "daily", "hour": "9", "weekday": "monday", "quiet_from": "20", "quiet_to": "7"},
		"board.office":          {"section": "due"},
		"board.forget":          {"person": "buerger4", "request": "Schreiben vom 1. Mai"},
		"board.privacy_periods": {"kept": "guests", "keep_days": "30", "basis": "§ 1"},
		"poll.vote":             {"poll": "2"},
		"poll.close":            {"poll": "2"},
		"poll.answer":           {"poll": "4"},
		"poll.extend":           {"closes": "in 9 Tagen"},
		"poll.option":           {"poll": "5", "option": "C1"},
		"poll.ballot":           {"poll": "6", "vote": "yes", "confirm": "yes"},
		"poll.secrecy":          {"poll": "6"},
		"poll.urn":              {"poll": "7"},
		"poll.runoff":           {"poll": "8", "present": "3"},
		"poll.count":            {"poll": "9", "yes": "2", "no": "1", "present": "3"},
		"poll.dissent":          {"poll": "4", "opinion": "Ich sehe es anders."},
		"vision.round":          {"horizon": "2036"},
		"vision.finish":         {"statement": "3"},
		"vision.retract":        {"suggestion": "2"},
		"field.edit":            {"contribution": "2", "text": "Auch im Rathaus und im Dorf."},
		"field.merge":           {"first": "1", "second": "2"},
		"field.agree":           {"first": "2"},
		"roadmap.group":         {"ideas": "1, 2"},
		"roadmap.sift":          {"ideas": "1"},
		"roadmap.reply":         {"idea": "1"},
		"roadmap.revise":        {"measure": "1", "text": "Zwanzig Räder am Bahnhof."},
		"board.result":          {"submission": "1"},
		"meeting.plan":          {"starts": "2. Dezember 18 Uhr"},
		"meeting.series":        {"series_rule": "zweiter Donnerstag jedes dritten Monats, 18:00"},
		"meeting.fix":           {"meeting": "2", "starts": "3. Dezember 18 Uhr"},
		"meeting.move":          {"meeting": "1", "starts": "18. Dezember 18 Uhr", "confirm": "yes"},
		"meeting.available":     {"answers": "1 ja, sonst notfalls"},
		"meeting.holidays":      {"holidays_file": "Weihnachtsferien;23.12.2026;06.01.2027"},
		"meeting.attend":        {"meeting": "1", "attendance": "in_person"},
		"meeting.invite":        {"meeting": "1", "confirm": "yes"},
		"meeting.answers":       {"meeting": "1"},
		"meeting.calendar":      {"meeting": "1"},

		"feedback.points":         {"round": "Fundbüro"},
		"feedback.answer":         {"round": "Fundbüro", "points": "1"},
		"feedback.ask":            {"round": "Fundbüro", "point": "1", "text": "Womit?"},
		"feedback.reply":          {"round": "Fundbüro", "point": "1", "text": "Lange."},
		"feedback.reply_nameless": {"round": "Fundbüro", "point": "1", "nth": "1", "feedback_key": "K7QF-2MPX-9WTB-4HDC", "text": "Lange."},
		"feedback.summary":        {"round": "Fundbüro"},
		"feedback.report":         {"round": "5", "as": "markdown", "page": "1"},
		"feedback.compare":        {"round": "6", "as": "markdown"},

		"meeting.agenda_add":    {"title": "Parkplätze"},
		"meeting.agenda_take":   {"meeting": "1", "item": "Ampel"},
		"meeting.agenda_move":   {"meeting": "1", "item": "2", "position": "1"},
		"meeting.agenda_edit":   {"meeting": "1", "item": "1", "minutes": "20"},
		"meeting.agenda_remove": {"meeting": "1", "item": "Straßenlicht"},
		"meeting.guest":         {"guest_name": "Eva Klee"},
		"meeting.guests":        {"guest_name": "Ada", "guest_step": "text"},
		"meeting.ideas":         {"meeting": "1", "item": "Nachtbusse", "closes": "in 6 Tagen"},
		"meeting.idea":          {"idea_text": "Licht an den Haltestellen"},

		"meeting.open":        {"meeting": "1", "confirm": "yes"},
		"meeting.present":     {"presence": "online", "meeting": "4"},
		"meeting.call":        {"at_item": "1", "meeting": "4"},
		"meeting.note":        {"note": "Die Laternen brennen."},
		"meeting.task_add":    {"task_title": "Messen"},
		"meeting.task_done":   {"task": "1"},
		"meeting.task_reopen": {"task": "2"},
		"meeting.close":       {"meeting": "4", "confirm": "yes"},

		"meeting.minutes_show":    {"meeting": "3"},
		"meeting.minutes_edit":    {"meeting": "3", "top": "0", "text": "Der Beirat traf sich."},
		"meeting.minutes_object":  {"meeting": "3", "text": "Es fehlt etwas."},
		"meeting.minutes_finish":  {"meeting": "3", "confirm": "yes"},
		"meeting.minutes_approve": {"meeting": "3", "confirm": "yes"},

		"board.term_next":        {"basis": "Ratsbeschluss vom 7. Oktober 2027", "confirm": "yes"},
		"board.term_archive":     {"term": "1"},
		"board.term_chronicle":   {"term": "1"},
		"board.term_certificate": {"term": "1", "written_name": "Erika Mustermann"},

		"feedback.start":    {"service": "Wohngeld", "service_link": "https://wohngeld.example.org", "feedback_tasks": "Rechnen", "anonymous": "no"},
		"feedback.give":     {"round": "1", "ratings": "4", "feedback_text": "Zu langsam", "how_bad": "stört-wenig"},
		"feedback.rate":     {"round": "1", "rating_1": "good"},
		"feedback.point":    {"round": "1", "severity": "minor", "feedback_text": "Zu klein"},
		"feedback.mine":     {"round": "1"},
		"feedback.box":      {"round": "2", "unsealed": "yes"},
		"feedback.slip":     {"round": "2", "rating_1": "poor", "feedback_text": "Zu grau", "severity": "minor"},
		"feedback.secrecy":  {"round": "2"},
		"feedback.close":    {"round": "3", "confirm": "yes"},
		"feedback.extend":   {"round": "1", "closes": "in 9 Tagen"},
		"feedback.template": {"template": "Dienst", "feedback_model": "1"},
	}[c.Path])
	return values
}
