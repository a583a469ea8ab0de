package commands

import (
	"context"
	"errors"
	"flag"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"beirat/board"
	"beirat/chat"
	"beirat/words"
)

var update = flag.Bool("update", false, "write the golden files anew")

// names are the catalogue of the sample book: German and English.
var names = map[string][2]string{
	"trigger.poll": {"abstimmung", "poll"}, "cmd.poll": {"Abstimmungen", "Polls"},
	"cmd.poll.create": {"neu|anlegen", "create"}, "cmd.poll.create.title": {"Neue Abstimmung", "New poll"},
	"cmd.poll.create.about":   {"Eröffnet eine Abstimmung.", "Opens a poll."},
	"cmd.poll.create.example": {`/abstimmung neu "Termine?" bis=Freitag`, `/poll create "Appointments?" closes=Friday`},
	"cmd.poll.vote":           {"stimmen", "vote"}, "cmd.poll.vote.title": {"Abstimmen", "Vote"}, "cmd.poll.vote.about": {"Gibt Ihre Stimme ab.", "Casts your vote."},
	"cmd.poll.show": {"zeigen", "show"}, "cmd.poll.show.title": {"Abstimmung ansehen", "Show a poll"}, "cmd.poll.show.about": {"Zeigt eine Abstimmung.", "Shows a poll."},
	"cmd.poll.list": {"liste", "list"}, "cmd.poll.list.title": {"Alle Abstimmungen", "All polls"}, "cmd.poll.list.about": {"Zeigt alle Abstimmungen.", "Shows all polls."},
	"cmd.poll.close": {"beenden", "close"}, "cmd.poll.close.title": {"Beenden", "Close"}, "cmd.poll.close.about": {"Beendet eine Abstimmung.", "Closes a poll."},
	"cmd.poll.extend": {"verlängern", "extend"}, "cmd.poll.extend.title": {"Verlängern", "Extend"}, "cmd.poll.extend.about": {"Verlängert die Frist.", "Extends the deadline."},
	"param.question": {"frage", "question"}, "param.question.label": {"Frage", "Question"},
	"param.text": {"wortlaut", "text"}, "param.text.label": {"Wortlaut", "Wording"},
	"param.closes": {"bis|frist", "closes"}, "param.closes.label": {"Frist", "Deadline"},
	"param.rule": {"mehrheit", "rule"}, "param.rule.label": {"Mehrheit", "Majority"}, "param.rule.about": {"Wie viele Ja nötig sind.", "How many Yes are needed."},
	"param.secret": {"geheim", "secret"}, "param.secret.label": {"Geheim", "Secret"},
	"param.days": {"tage", "days"}, "param.days.label": {"Tage", "Days"},
	"param.poll": {"abstimmung", "poll"}, "param.poll.label": {"Abstimmung", "Poll"},
	"param.vote": {"stimme", "vote"}, "param.vote.label": {"Ihre Stimme", "Your vote"},
	"param.reason": {"grund", "reason"}, "param.reason.label": {"Grund", "Reason"},
	"value.vote.yes": {"ja", "yes"}, "value.vote.no": {"nein", "no"}, "value.vote.abstain": {"enthaltung", "abstain"},
	"value.rule.simple": {"einfach", "simple"}, "value.rule.two_thirds": {"zwei-drittel", "two-thirds"}, "value.rule.members": {"mitglieder", "members"}, "value.rule.present": {"anwesende", "present"},
	"value.rule.simple.label": {"mehr Ja als Nein", "more Yes than No"},

	"trigger.field": {"handlungsfeld", "field"}, "cmd.field": {"Handlungsfelder", "Fields of action"},
	"cmd.field.add": {"ergänzen", "add"}, "cmd.field.add.title": {"Ergänzen", "Add"}, "cmd.field.add.about": {"Ergänzt ein Handlungsfeld.", "Adds to a field."},
	"cmd.field.merge": {"zusammenführen", "merge"}, "cmd.field.merge.title": {"Zusammenführen", "Merge"}, "cmd.field.merge.about": {"Führt zwei zusammen.", "Merges two."},
	"param.field": {"feld", "field"}, "param.field.label": {"Feld", "Field"},
	"param.other": {"anderes", "other"}, "param.other.label": {"Anderes Feld", "Other field"},
	"param.contribution": {"beitrag", "contribution"}, "param.contribution.label": {"Beitrag", "Contribution"},

	"trigger.board": {"beirat", "board"}, "cmd.board": {"Der Beirat", "The board"},
	"cmd.board.menu": {"menü", "menu"}, "cmd.board.menu.title": {"Übersicht", "Menu"}, "cmd.board.menu.about": {"Zeigt, was offen ist.", "Shows what is open."},
	"cmd.board.members": {"mitglieder", "members"}, "cmd.board.members.title": {"Mitglieder", "Members"}, "cmd.board.members.about": {"Zeigt die Mitglieder.", "Shows the members."},
	"cmd.board.role": {"rolle", "role"}, "cmd.board.role.title": {"Rolle", "Role"}, "cmd.board.role.about": {"Gibt eine Rolle.", "Gives a role."},
	"cmd.board.seat_add": {"sitz besetzen", "seat add"}, "cmd.board.seat_add.title": {"Sitz besetzen", "Fill a seat"}, "cmd.board.seat_add.about": {"Besetzt einen Sitz.", "Fills a seat."},
	"cmd.board.help": {"hilfe", "help"}, "cmd.board.help.title": {"Hilfe", "Help"}, "cmd.board.help.about": {"Hilft.", "Helps."},
	"param.person": {"person", "person"}, "param.person.label": {"Person", "Person"},
	"param.people": {"leute", "people"}, "param.people.label": {"Leute", "People"},
	"param.role": {"rolle", "role"}, "param.role.label": {"Rolle", "Role"},
	"param.topic": {"thema", "topic"}, "param.topic.label": {"Thema", "Topic"},
	"value.chair": {"vorsitz", "chair"}, "value.office": {"geschäftsstelle", "office"},

	"cmd.idea": {"idee", "idea"}, "cmd.idea.title": {"Idee", "Idea"}, "cmd.idea.about": {"Nimmt eine Idee auf.", "Takes an idea."},
	"param.idea": {"idee", "idea"}, "param.idea.label": {"Idee", "Idea"},
	"poll.none_open": {"Keine Abstimmung ist offen.", "No poll is open."},
	"field.none":     {"Es gibt kein Handlungsfeld.", "There is no field."},
}

func sampleNames(l words.Language, key string) (string, bool) {
	both, found := names[key]
	if !found && (strings.HasPrefix(key, "commands.") || strings.HasPrefix(key, "when.")) {
		return catalogue(l, key)
	}
	if !found {
		return "", false
	}
	if l == words.English {
		return both[1], true
	}
	return both[0], true
}

// shelf is what the sample book's finders find.
type shelf []Found

func (s *shelf) finder(none string) Finder {
	return Finder{
		None: none,
		Open: func(context.Context, *Call) ([]Found, error) { return *s, nil },
		Number: func(_ context.Context, _ *Call, n int) (Found, error) {
			for _, f := range *s {
				if f.Number == n {
					return f, nil
				}
			}
			return Found{}, ErrNone
		},
		Titled: func(_ context.Context, _ *Call, part string) (found []Found, err error) {
			for _, f := range *s {
				if strings.Contains(fold(f.Title), fold(part)) {
					found = append(found, f)
				}
			}
			return found, nil
		},
	}
}

// sample is a small book of each kind of command, with what its commands did.
type sample struct {
	*Book
	polls, fields shelf
	done          *Call // the call last carried out
	fails         error // what poll.create answers instead

	question TextParam
	text     TextParam
	closes   TimeParam
	rule     ChoiceParam[board.Rule]
	secret   FlagParam
	days     NumberParam
	poll     ThingParam
	vote     ChoiceParam[board.Choice]
	reason   TextParam
	people   PeopleParam
}

func newSample(t testing.TB) *sample {
	t.Helper()
	s := &sample{
		polls:    shelf{{101, 12, "Online-Termine im Bürgerbüro"}},
		fields:   shelf{{201, 3, "Bildung"}, {202, 5, "Verkehr und Umwelt"}},
		question: Text("question").Required(),
		text:     Text("text").Long(),
		closes:   Time("closes").Future(),
		rule:     Choice[board.Rule]("rule", "simple", "two_thirds", "members", "present").Optional(board.Simple),
		secret:   Flag("secret").Optional(false),
		days:     Number("days", 1, 60).Optional(7),
		vote:     Choice("vote", board.Choices()...).Required(),
		reason:   Text("reason").Max(40),
		people:   People("people"),
	}
	s.poll = Thing("poll", s.polls.finder("poll.none_open")).Required()
	fields := s.fields.finder("field.none")
	book, err := newBook(sampleNames, s.groups(), s.commands(fields))
	if err != nil {
		t.Fatal(err)
	}
	s.Book = book
	return s
}

func (s *sample) groups() []Group {
	return []Group{
		{Name: "poll", Short: "poll.vote", Bare: "poll.list", Number: "poll.show"},
		{Name: "field"},
		{Name: "board", Bare: "board.menu", Root: true},
	}
}

func (s *sample) commands(fields Finder) []Command {
	do := func(_ context.Context, c *Call) (chat.Reply, error) {
		s.done = c
		return chat.Reply{Messages: []chat.Message{chat.Say(chat.Written("done"))}}, s.fails
	}
	check := func(c *Call) []*Error {
		if s.secret.Of(c) && s.days.Of(c) > 30 {
			return []*Error{Mistake("secret", "sample.secret"), Mistake("days", "sample.days")}
		}
		return nil
	}
	create := []Param{s.question, s.text, s.closes, s.rule, s.secret, s.days, Flag("confirm").Hidden()}
	return []Command{
		{Path: "poll.create", Right: board.MembersAndChair, Params: create, Check: check, Do: do},
		{Path: "poll.vote", Right: board.Members, Params: []Param{s.poll, s.vote}, Do: do},
		{Path: "poll.show", Right: board.Everyone, Params: []Param{s.poll}, Do: do},
		{Path: "poll.list", Right: board.Everyone, Do: do},
		{Path: "poll.close", Right: board.Chairing, Params: []Param{s.poll, s.reason}, Do: do},
		{Path: "poll.extend", Right: board.Chairing, Params: []Param{s.poll, Time("closes").Required().Future(), s.reason}, Do: do},
		{Path: "poll.page", Right: board.Everyone, Params: []Param{Number("page", 1, 9).Hidden()}, Do: do, Hidden: true},
		{Path: "field.add", Right: board.Members, Params: []Param{Thing("field", fields).Required(), Text("contribution").Required().Long()}, Do: do},
		{Path: "field.merge", Right: board.Members, Params: []Param{Thing("field", fields).Required(), Thing("other", fields).Required()}, Do: do},
		{Path: "board.menu", Right: board.Everyone, Do: do},
		{Path: "board.members", Right: board.Everyone, Do: do},
		{Path: "board.role", Right: board.Admins, Params: []Param{Person("person").Required(), Choice[board.Role]("role", "chair", "office").Required()}, Do: do},
		{Path: "board.seat_add", Right: board.Chairing, Params: []Param{s.people.Required(), s.reason}, Do: do},
		{Path: "board.help", Right: board.Everyone, Anywhere: true, Params: []Param{Text("topic")}, Do: do},
		{Path: "idea", Right: board.Members, Params: []Param{Text("idea").Required()}, Do: do},
	}
}

// call is a call of the sample: a German reader, on a Wednesday at 10:00.
func sampleCall() *Call {
	zone, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		zone = time.UTC
	}
	return &Call{
		Now:      time.Date(2026, time.November, 18, 10, 0, 0, 0, zone),
		Language: words.German,
		Find: func(_ context.Context, name string) (board.Person, error) {
			if id, known := map[string]board.ID{"anna": 1, "bert": 2}[name]; known {
				return board.Person{ID: id, Name: name}, nil
			}
			return board.Person{}, chat.ErrNobody
		},
	}
}

// say prints a text as a German reader sees it.
func say(text chat.Text) string { return words.Printer{}.Print(text) }

func TestNewRefusesDeclarationsThatCannotBe(t *testing.T) {
	do := func(context.Context, *Call) (chat.Reply, error) { return chat.Reply{}, nil }
	create := func(params ...Param) []Command { return []Command{{Path: "poll.create", Params: params, Do: do}} }
	poll := []Group{{Name: "poll"}}
	finder := (&shelf{}).finder("poll.none_open")
	for name, test := range map[string]struct {
		groups []Group
		cmds   []Command
		want   string
	}{
		"a path twice":                      {poll, append(create(), create()...), "declared twice"},
		"a group twice":                     {append(poll, poll...), nil, "declared twice"},
		"a command of no group":             {nil, create(), `no group "poll"`},
		"a missing name":                    {poll, []Command{{Path: "poll.strange", Do: do}}, `no catalogue entry "cmd.poll.strange" in language en`},
		"a missing parameter name":          {poll, create(Text("strange")), `"param.strange"`},
		"a missing value name":              {poll, create(Choice("rule", "strange")), `"value.rule.strange"`},
		"an unknown shortcut":               {[]Group{{Name: "poll", Bare: "poll.strange"}}, nil, `no command "poll.strange"`},
		"a short form without a thing":      {[]Group{{Name: "poll", Short: "poll.create"}}, create(), "takes no thing first"},
		"required after the leftover text":  {poll, create(Text("question").Required(), Choice("rule", "simple").Required()), "rule is required after question"},
		"a parameter twice":                 {poll, create(Text("question"), Text("question")), "declared twice"},
		"a default that is no value":        {poll, create(Choice[board.Rule]("rule", "simple").Optional("present")), "none of its values"},
		"required with a default":           {poll, create(Flag("secret").Required().Optional(true)), "required and has a default"},
		"a choice without values":           {poll, create(Choice[string]("rule")), "without values"},
		"a thing that nobody finds":         {poll, create(Thing("poll", Finder{})), "nobody finds it"},
		"two root groups":                   {[]Group{{Name: "poll", Root: true}, {Name: "board", Root: true}}, nil, "2 root groups"},
		"a command without Do":              {poll, []Command{{Path: "poll.create"}}, "has no Do"},
		"nothing wrong with a good command": {poll, create(Thing("poll", finder).Required(), Text("question").Required()), ""},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := newBook(sampleNames, test.groups, test.cmds)
			if test.want == "" && err != nil || test.want != "" && (err == nil || !strings.Contains(err.Error(), test.want)) {
				t.Errorf("got %v, want %q", err, test.want)
			}
		})
	}
}

func TestUsage(t *testing.T) {
	s := newSample(t)
	for path, want := range map[string][2]string{
		"poll.create":    {"/abstimmung neu FRAGE [wortlaut=…] [bis=…] [mehrheit=einfach|…] [geheim=ja|nein] [tage=…]", "/poll create QUESTION [text=…] [closes=…] [rule=simple|…] [secret=yes|no] [days=…]"},
		"poll.vote":      {"/abstimmung stimmen [ABSTIMMUNG] ja|nein|enthaltung", "/poll vote [POLL] yes|no|abstain"},
		"board.seat_add": {"/beirat sitz besetzen LEUTE [grund=…]", "/board seat add PEOPLE [reason=…]"},
		"idea":           {"/idee IDEE", "/idea IDEA"},
	} {
		for i, l := range words.Languages() {
			if got := s.Usage(l, s.Command(path)); got != want[i] {
				t.Errorf("usage of %s in %s:\n got %s\nwant %s", path, l, got, want[i])
			}
		}
	}
	if got := s.WithPrefix("x").Usage(words.German, s.Command("poll.list")); got != "/x-abstimmung liste" {
		t.Errorf("with a prefix: %s", got)
	}
}

func TestManualIsTheOneInTheFile(t *testing.T) {
	s := newSample(t)
	for _, l := range words.Languages() {
		file := "testdata/manual." + string(l) + ".md"
		got := s.Manual(l)
		if *update {
			if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(string(want), got); diff != "" {
			t.Errorf("%s (-want +got; -update writes it):\n%s", file, diff)
		}
		if strings.Contains(got, "⟨") {
			t.Errorf("%s lacks an entry", file)
		}
	}
}

func TestCompletion(t *testing.T) {
	s := newSample(t)
	for line, want := range map[string][]string{
		"/ab":                                {"/abstimmung"},
		"/po":                                {"/abstimmung"},
		"ab":                                 {"abstimmung"},
		"/abstimmung ":                       {"neu", "stimmen", "zeigen", "liste", "beenden", "verlängern"},
		"/poll cr":                           {"neu"},
		"/abstimmung neu m":                  {"mehrheit="},
		"/abstimmung neu mehrheit=":          {"mehrheit=einfach", "mehrheit=zwei-drittel", "mehrheit=mitglieder", "mehrheit=anwesende"},
		"/abstimmung neu rule=tw":            {"mehrheit=zwei-drittel"},
		"/abstimmung neu bis=morgen f":       {"frage="},
		"/abstimmung stimmen ":               {"abstimmung=", "ja", "nein", "enthaltung", "stimme="},
		"/abstimmung 12 j":                   {"ja"},
		"/beirat mi":                         {"mitglieder"},
		"/beirat ab":                         {"abstimmung"},
		"/beirat abstimmung st":              {"stimmen"},
		"/unbekannt ":                        nil,
		"/abstimmung neu unbekannt=":         nil,
		"/abstimmung neu mehrheit=x=y":       nil,
		"/abstimmung neu\u00a0bis=x\u00a0wo": nil,
	} {
		t.Run("completing "+line, func(t *testing.T) {
			if diff := cmp.Diff(want, s.Complete(words.German, line)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestHelp(t *testing.T) {
	s := newSample(t)
	all := func(board.Right) bool { return true }
	none := func(r board.Right) bool { return r == board.Everyone }
	keys := func(messages []chat.Message) (keys []string) {
		for _, m := range messages {
			for _, block := range m.Blocks {
				if para, ok := block.(chat.Para); ok {
					keys = append(keys, para.Text.Key)
				}
			}
		}
		return keys
	}
	for name, test := range map[string]struct {
		topic string
		may   func(board.Right) bool
		want  []string
	}{
		"everything":                     {"", all, []string{"commands.help", "commands.help.group", "commands.help.group", "commands.help.group", "commands.lines", "commands.help.more"}},
		"what a guest may":               {"", none, []string{"commands.help", "commands.help.group", "commands.help.group", "commands.help.more"}},
		"a group":                        {"/abstimmung", all, []string{"commands.help.chapter", "commands.lines", "commands.help.form"}},
		"a group behind the root":        {"beirat poll", all, []string{"commands.help.chapter", "commands.lines", "commands.help.form"}},
		"a command":                      {"abstimmung neu", all, []string{"commands.help.command", "commands.help.usage", "commands.lines", "commands.help.example"}},
		"a verb":                         {"verlaengern", all, []string{"commands.help.command", "commands.help.usage", "commands.lines"}},
		"a command without a group":      {"idee", all, []string{"commands.help.command", "commands.help.usage", "commands.lines"}},
		"something unknown":              {"quark", all, []string{"commands.unknown", "commands.help", "commands.help.group", "commands.help.group", "commands.help.group", "commands.lines", "commands.help.more"}},
		"something that is nearly known": {"abstimung neu", all, []string{"commands.unknown_near", "commands.help", "commands.help.group", "commands.help.group", "commands.help.group", "commands.lines", "commands.help.more"}},
		"nearly what a guest may not":    {"abstimung neu", none, []string{"commands.unknown", "commands.help", "commands.help.group", "commands.help.group", "commands.help.more"}},
	} {
		t.Run(name, func(t *testing.T) {
			if diff := cmp.Diff(test.want, keys(s.Help(words.German, test.topic, test.may))); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestAnUnknownPathIsNoPanic(t *testing.T) {
	s := newSample(t)
	_, err := s.Resolve(chat.Press{Action: chat.Action{Name: "poll.gone"}})
	var unknown *Unknown
	if !errors.As(err, &unknown) || !unknown.Pressed {
		t.Errorf("got %v", err)
	}
	if got := unknown.Message().Blocks[0].(chat.Para).Text.Key; got != "commands.old_button" {
		t.Errorf("an old button says %s", got)
	}
}
