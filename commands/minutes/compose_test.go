package minutes

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"beirat/board"
	"beirat/chat"
	"beirat/commands"
	"beirat/documents"
	"beirat/words"
)

var update = flag.Bool("update", false, "write the golden files anew")

func clock(day, hour, minute int) time.Time {
	return time.Date(2026, 12, day, hour, minute, 0, 0, time.FixedZone("CET", 3600))
}

// full is a record with something of everything.
func full() record {
	citizens, business, city := board.Group{Key: "citizens", Name: "Bürgerschaft"}, board.Group{Key: "business", Name: "Wirtschaft"}, board.Group{Key: "city", Name: "Stadt"}
	opened, closed := clock(10, 18, 4), clock(10, 20, 17)
	all := board.Presence{From: opened, Until: closed}
	online := board.Presence{From: opened, Until: closed, Online: true}
	r := record{
		board: board.Board{Name: "Digitalbeirat", Language: "de"},
		meeting: board.Meeting{ID: 3, Number: 3, Kind: board.Ordinary, State: board.MeetingHeld, Starts: clock(10, 18, 0), Minutes: 120,
			Place: "Rathaus, Saal 1", Link: "https://video.example/3", Opened: opened, Closed: closed},
		minutes: board.Minutes{ID: 1, State: board.MinutesFinished, Version: 1, Secretary: "Maria Kern"},
		chair:   "Ada Amend", quorum: board.MoreThanHalfMin3, days: 8, vacant: 1, unnamed: 1,
		seats: []attendee{
			{seat: 1, name: "Ada Amend", group: citizens, times: []board.Presence{all}},
			{seat: 2, name: "Bernd Bach", group: citizens, times: []board.Presence{{From: clock(10, 18, 20), Until: closed}}},
			{seat: 3, name: "Cem Can", group: citizens, excused: true},
			{seat: 4, name: "Dora Dahl", group: business, times: []board.Presence{online}},
			{seat: 5, name: "Emil Ernst", group: business, times: []board.Presence{{From: opened, Until: clock(10, 19, 0)}, {From: clock(10, 19, 30), Until: closed, Online: true}}},
			{seat: 6, name: "Frida Falk", group: business},
			{seat: 7, name: "Gero Gast", group: city, times: []board.Presence{all}},
		},
		besides:  []attendee{{name: "Maria Kern", role: board.Office, times: []board.Presence{all}}},
		guests:   []guest{{"Prof. Dr. Iris Ilg", "Hochschule", true}},
		call:     board.Called{Invited: true, At: clock(2, 9, 0), Latest: clock(1, 0, 0), Late: true, Missing: []board.ID{6}},
		course:   "Die Vorsitzende eröffnet die Sitzung und stellt die Tagesordnung fest.",
		approved: []board.Meeting{{Number: 2, Starts: clock(3, 18, 0)}},
		next:     board.Meeting{ID: 4, Number: 4, Starts: time.Date(2027, 3, 11, 18, 0, 0, 0, opened.Location()), Place: "Rathaus, Saal 1"},
		items: []item{
			{AgendaItem: board.AgendaItem{ID: 11, Kind: board.Impulse, Title: "Digitale Schule", Presenter: "Prof. Dr. Iris Ilg", Documents: "https://example.org/folien.pdf", Public: true},
				number: 1, text: "Der Impuls nennt drei Bedingungen:\n- Netz in jedem Raum\n- Geräte für alle\n- Zeit für Fortbildung\n\nDer Beirat nimmt ihn zur Kenntnis.", round: true, ideas: 2},
			{AgendaItem: board.AgendaItem{ID: 12, Kind: board.Voting, Title: "Glasfaser für alle Schulen", Public: true}, number: 2,
				recused: []string{"Dora Dahl"}, votes: []commands.Minuted{adopted()}, tasks: []board.MeetingTask{
					{Number: 4, Title: "Kosten erfragen", Name: "Emil Ernst", Due: time.Date(2027, 1, 8, 0, 0, 0, 0, opened.Location())}, {Number: 5, Title: "Brief entwerfen", Name: "Geschäftsstelle"}}},
			{AgendaItem: board.AgendaItem{ID: 13, Kind: board.Deliberation, Title: "GEHEIM Angebot der Firma Kabel", Presenter: "GEHEIM Kabel", Documents: "GEHEIM.pdf"}, number: 3,
				text: "GEHEIM Der Beirat rät zu.", recused: []string{"GEHEIM Falk"}, tasks: []board.MeetingTask{{Number: 6, Title: "GEHEIM Vertrag prüfen", Name: "GEHEIM Amt"}},
				votes: []commands.Minuted{secret()}},
			{AgendaItem: board.AgendaItem{ID: 14, Kind: board.Other, Title: "Verschiedenes", Public: true, Late: true}, number: 4, unnamed: true},
		},
		tasks: []board.MeetingTask{{Number: 7, Title: "Raum für März buchen", Name: "Geschäftsstelle"}},
		votes: []commands.Minuted{rollCall()},
	}
	return r
}

func adopted() commands.Minuted {
	return commands.Minuted{
		Poll:     board.Poll{Number: 12, Question: "Sollen alle Schulen Glasfaser bekommen?", Text: "Der Beirat empfiehlt der Verwaltung, bis 2030 alle Schulen anzuschließen.", State: board.Closed},
		Kind:     chat.T("poll.minutes.kind.recommendation"),
		Counts:   []chat.Text{chat.T("poll.minutes.count.yes", "N", 3), chat.T("poll.minutes.count.no", "N", 1), chat.T("poll.minutes.count.abstain", "N", 0)},
		Besides:  []chat.Text{chat.T("poll.minutes.besides.recused", "N", 1), chat.T("poll.minutes.besides.technical", "N", 1)},
		Verdict:  chat.T("poll.minutes.adopted.divided"),
		How:      []chat.Text{chat.T("poll.minutes.procedure.meeting", "Present", 5, "Members", 6), chat.T("poll.minutes.open"), chat.T("poll.rule.simple")},
		Opinions: []commands.MinutedOpinion{{By: "Gero Gast", Text: "Der Anschluss der Turnhallen fehlt.\n\nEr kostet wenig."}},
	}
}

func secret() commands.Minuted {
	m := adopted()
	m.Poll.Number, m.Poll.Question, m.Poll.Text = 13, "GEHEIM Firma Kabel beauftragen?", "GEHEIM Wortlaut"
	m.Opinions = []commands.MinutedOpinion{{By: "GEHEIM Gast", Text: "GEHEIM anders"}}
	return m
}

func rollCall() commands.Minuted {
	m := adopted()
	m.Poll.Number, m.Poll.Question, m.Poll.Text, m.Opinions, m.Besides = 14, "Soll die Sitzung um eine Stunde verlängert werden?", "", nil, nil
	m.How[1] = chat.T("poll.minutes.rollcall")
	m.Roll = []chat.Text{chat.T("poll.rollcall.group_of", "Vote", chat.Written("Ja"), "N", 2, "Names", []string{"Ada Amend", "Bernd Bach"})}
	return m
}

// TestComposedMinutesAreTheGoldenOnes: look at the difference, read it aloud, and
// run the test with -update when it is right.
func TestComposedMinutesAreTheGoldenOnes(t *testing.T) {
	english := full()
	english.board.Language = "en"
	inquorate := full()
	inquorate.seats, inquorate.minutes.State, inquorate.minutes.Version = inquorate.seats[2:4], board.MinutesDraft, 0
	inquorate.items, inquorate.votes, inquorate.tasks, inquorate.approved, inquorate.course = nil, nil, nil, nil, ""
	empty := record{board: board.Board{Name: "Digitalbeirat", Language: "de"}, quorum: board.MoreThanHalf,
		meeting: board.Meeting{ID: 1, Number: 1, Kind: board.Constituent, Opened: clock(10, 18, 0), Closed: clock(11, 0, 10)}, minutes: board.Minutes{State: board.MinutesDraft}}
	approved := full()
	approved.minutes.State, approved.minutes.Approved, approved.minutes.ApprovedIn, approved.minutes.Changes = board.MinutesApproved, time.Date(2027, 3, 11, 18, 5, 0, 0, time.UTC), 4, "TOP 2: acht statt sieben"
	approved.approvedIn = approved.next
	second := full()
	second.call.Second, second.call.Late, second.seats = true, false, second.seats[:2]
	for name, d := range map[string]documents.Document{
		"public": compose(full(), publicPart), "private": compose(full(), privatePart), "english": compose(english, publicPart),
		"inquorate": compose(inquorate, publicPart), "empty": compose(empty, publicPart), "approved": compose(approved, privatePart), "second": compose(second, publicPart),
	} {
		path := filepath.Join("testdata", name+".md")
		got := string(d.Markdown())
		if *update {
			if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
				t.Fatal(err)
			}
			continue
		}
		want, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(string(want), got); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
}

// TestNothingThatWasNotPublicGetsIntoThePublicPart in any format, and nothing that
// was public but the head into the other one.
func TestNothingThatWasNotPublicGetsIntoThePublicPart(t *testing.T) {
	r := full()
	for _, as := range formats() {
		if as == asMore {
			continue
		}
		for p, want := range map[part]bool{publicPart: false, privatePart: true} {
			made, err := compose(r, p).As(documents.Format(as))
			if err != nil {
				t.Fatal(err)
			}
			if as == asMarkdown || as == asPage { // what the others pack is the same text
				if has := strings.Contains(string(made.Content), "GEHEIM"); has != want {
					t.Errorf("%s of the %s part: %t", as, p, has)
				}
				if has := strings.Contains(string(made.Content), "Glasfaser"); has == want {
					t.Errorf("%s of the %s part has a public item: %t", as, p, has)
				}
			}
		}
	}
	public := fmt.Sprint(compose(r, publicPart))
	if strings.Contains(public, "GEHEIM") || !strings.Contains(public, "TOP 3 (nicht öffentlich)") {
		t.Error("the public document: ", public)
	}
}

// TestMinutesWithNothingPrivateHaveOnePart so nobody asks for what is not there.
func TestMinutesWithNothingPrivateHaveOnePart(t *testing.T) {
	r := full()
	if _, private := documentsOf(r, 1, clock(12, 9, 0)); private == nil {
		t.Error("what was not public has no document")
	}
	r.items = append(r.items[:2:2], r.items[3])
	if _, private := documentsOf(r, 1, clock(12, 9, 0)); private != nil {
		t.Errorf("a document on nothing: %v", private)
	}
}

// TestTheSameTextHasTheSameChecksumWhateverItsNumberAndDay so nothing that did
// not change becomes a version.
func TestTheSameTextHasTheSameChecksumWhateverItsNumberAndDay(t *testing.T) {
	r := full()
	first, again := sum(documentsOf(r, 1, clock(12, 9, 0))), sum(documentsOf(r, 2, clock(15, 9, 0)))
	if first != again {
		t.Error("another number or day made another checksum")
	}
	r.items[2].text += "."
	if sum(documentsOf(r, 1, clock(12, 9, 0))) == first {
		t.Error("a change of what was not public made no other checksum")
	}
}

// TestALongMeetingHasContents so that twenty pages can be leafed through.
func TestALongMeetingHasContents(t *testing.T) {
	d := compose(long(), publicPart)
	if !d.Contents || compose(full(), publicPart).Contents {
		t.Error("contents stand where there are few items, or not where there are many")
	}
	if _, err := d.PDF(); err != nil {
		t.Error(err)
	}
}

// long is a meeting of thirty items.
func long() record {
	r := full()
	r.items = nil
	for n := range 30 {
		r.items = append(r.items, item{AgendaItem: board.AgendaItem{ID: board.ID(n + 1), Kind: board.ItemKinds()[n%6], Title: fmt.Sprintf("Gegenstand mit einem Namen, der eine Zeile füllt und noch ein wenig mehr, Nummer %d", n+1), Public: true},
			number: n + 1, text: strings.Repeat("Der Beirat berät den Gegenstand und hält das Ergebnis fest. ", 30), votes: []commands.Minuted{adopted()}})
	}
	return r
}

// TestFullAndLongMinutesAreFilesInEveryFormat leaves them to be looked at where
// MINUTES_PAGES says.
func TestFullAndLongMinutesAreFilesInEveryFormat(t *testing.T) {
	dir := os.Getenv("MINUTES_PAGES")
	if dir == "" {
		dir = t.TempDir()
	}
	for name, r := range map[string]record{"full": full(), "long": long()} {
		public, private := documentsOf(r, 1, clock(12, 9, 0))
		docs := map[string]documents.Document{name: public}
		if private != nil {
			docs[name+"-private"] = *private
		}
		for file, d := range docs {
			for _, as := range []format{asPDF, asWord, asPage, asMarkdown} {
				made, err := d.As(documents.Format(as))
				if err != nil || len(made.Content) < 1000 {
					t.Fatalf("%s as %s: %d bytes, %v", file, as, len(made.Content), err)
				}
				if err := os.WriteFile(filepath.Join(dir, file+"."+made.Ending), made.Content, 0o600); err != nil {
					t.Fatal(err)
				}
			}
		}
	}
}

// TestEveryCaseOfTheRulesHasItsSentence so no key is printed.
func TestEveryCaseOfTheRulesHasItsSentence(t *testing.T) {
	for _, l := range words.Languages() {
		for _, q := range board.Quorums() {
			r := full()
			r.board.Language, r.quorum = string(l), q
			for _, kind := range board.ItemKinds() {
				r.items[0].Kind = kind
				if text := string(compose(r, publicPart).Markdown()); strings.Contains(text, "minutes.") {
					t.Errorf("%s, %s, %s: a key is printed:\n%s", l, q, kind, text)
				}
			}
		}
	}
}
