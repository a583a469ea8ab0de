package mattermost

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/mattermost/mattermost/server/public/model"

	"beirat/chat"
	"beirat/commands"
	"beirat/commands/boards"
	"beirat/commands/polls"
	"beirat/words"
)

// What a dialog has no room for in one place stands in another, so that nothing
// of a name is lost on any phone.
func TestEveryFormFitsIntoADialog(t *testing.T) {
	root, votes := boards.New(nil, boards.Offers{}), polls.New(nil)
	book, err := commands.New(append(root.Groups(), votes.Groups()...), append(root.Commands(), votes.Commands()...))
	if err != nil {
		t.Fatal(err)
	}
	for _, l := range words.Languages() {
		say := plain(l)
		for _, c := range book.Commands() {
			form := &chat.Form{Command: c.Path, Title: chat.T("cmd." + c.Path + ".title")}
			for _, p := range c.Params {
				if d := commands.Declared(p); !d.Hidden {
					form.Fields = append(form.Fields, fieldOf(c, d, l))
				}
			}
			if len(form.Fields) == 0 {
				continue
			}
			dialog, err := dialogOf(form, l)
			if err == nil {
				err = (&model.OpenDialogRequest{URL: "http://x", TriggerId: "x", Dialog: dialog}).IsValid()
			}
			if err != nil {
				t.Errorf("%s, %s: %v", l, c.Path, err)
			}
			if title := say.Print(form.Title); dialog.Title != title && !strings.Contains(dialog.IntroductionText, title) {
				t.Errorf("%s, %s: the title %q stands nowhere", l, c.Path, title)
			}
			for i, field := range form.Fields {
				e, label, help := dialog.Elements[i], say.Print(field.Label), say.Print(field.Help)
				if e.DisplayName != label && !strings.HasPrefix(e.HelpText, label) || !strings.HasSuffix(e.HelpText, help) {
					t.Errorf("%s, %s: %q with %q is too long: shown are %q and %q", l, c.Path, label, help, e.DisplayName, e.HelpText)
				}
			}
		}
	}
}

// fieldOf is the field that the book makes of a parameter, as far as its names go.
func fieldOf(c *commands.Command, d commands.Declaration, l words.Language) chat.Field {
	field := chat.Field{Name: d.Name, Kind: chat.Line}
	for _, key := range []string{"param." + d.Name, "cmd." + c.Path + "." + d.Name} {
		if words.Has(l, key+".label") {
			field.Label = chat.T(key + ".label")
		}
		if words.Has(l, key+".about") {
			field.Help = chat.T(key + ".about")
		}
	}
	return field
}

func TestNothingThatWasTypedIsLostInADialog(t *testing.T) {
	line := func(value string, most int) chat.Field {
		return chat.Field{Name: "a", Label: chat.Written("Frage"), Kind: chat.Line, Value: value, Max: most}
	}
	for name, test := range map[string]struct {
		field chat.Field
		kind  string
		lost  bool
	}{
		"a short line":                      {line("kurz", 0), "text", false},
		"a line that may be long":           {line("kurz", 300), "textarea", false},
		"a line that is long":               {line(strings.Repeat("ä", 76), 0), "textarea", false},
		"a line that is just not long":      {line(strings.Repeat("ä", 75), 0), "text", false},
		"a line with a break":               {line("eins\nzwei", 0), "textarea", false},
		"a long text":                       {chat.Field{Name: "a", Label: chat.Written("Text"), Kind: chat.Long}, "textarea", false},
		"more than a dialog takes":          {line(strings.Repeat("a", dialogLong+1), 0), "", true},
		"a select without choices":          {chat.Field{Name: "a", Label: chat.Written("Wahl"), Kind: chat.Select, Value: "x"}, "text", false},
		"a select":                          {chat.Field{Name: "a", Label: chat.Written("Wahl"), Kind: chat.Select, Value: "Ja", Choices: []chat.Choice{{Value: "yes", Typed: chat.Written("Ja")}}}, "select", false},
		"a select with what is no choice":   {chat.Field{Name: "a", Label: chat.Written("Wahl"), Kind: chat.Select, Value: "Nö", Mistake: chat.Written("Das gibt es nicht."), Choices: []chat.Choice{{Value: "yes"}}}, "select", false},
		"a name of more bytes than letters": {chat.Field{Name: "a", Label: chat.Written(strings.Repeat("ä", 13)), Kind: chat.Line}, "text", false},
	} {
		t.Run(name, func(t *testing.T) {
			form := &chat.Form{Command: "poll.create", Title: chat.Written("Neu"), Fields: []chat.Field{test.field}}
			dialog, err := dialogOf(form, words.German)
			if (err != nil) != test.lost {
				t.Fatal(err)
			}
			if test.lost {
				return
			}
			if err := (&model.OpenDialogRequest{URL: "http://x", TriggerId: "x", Dialog: dialog}).IsValid(); err != nil {
				t.Errorf("the server does not like it: %v", err)
			}
			e := dialog.Elements[0]
			if e.Type != test.kind || !utf8.ValidString(e.DisplayName) {
				t.Errorf("shown as %s, %q", e.Type, e.DisplayName)
			}
			value := test.field.Value
			if len(e.Options) > 0 {
				value = map[string]string{"Ja": "yes"}[value]
			}
			if e.Default != value && !strings.Contains(dialog.IntroductionText, value) {
				t.Errorf("%q became %q, introduced by %q", test.field.Value, e.Default, dialog.IntroductionText)
			}
			if value == "" && test.field.Value != "" && !strings.Contains(dialog.IntroductionText, test.field.Value) {
				t.Errorf("%q is lost, introduced by %q", test.field.Value, dialog.IntroductionText)
			}
		})
	}
}

func TestADialogTakesNoMoreThanFits(t *testing.T) {
	for name, test := range map[string]struct {
		field chat.Field
		want  int
	}{
		"a line of any length":               {chat.Field{}, dialogLine},
		"a short line, even of emoji":        {chat.Field{Max: 60}, 120},
		"a long line, even of emoji":         {chat.Field{Max: 300}, 600},
		"more than a dialog takes":           {chat.Field{Max: 3000}, dialogLong},
		"what was typed and is too long":     {chat.Field{Max: 20, Value: strings.Repeat("a", 100)}, 100},
		"a line that may just fill a dialog": {chat.Field{Max: 150}, dialogLine},
	} {
		t.Run(name, func(t *testing.T) {
			test.field.Name, test.field.Label, test.field.Kind = "a", chat.Written("Frage"), chat.Line
			e, err := elementOf(test.field, plain(words.German))
			if err != nil || e.MaxLength != test.want {
				t.Errorf("takes %d, %v", e.MaxLength, err)
			}
		})
	}
}

func TestAFormThatDoesNotFitIsSaidInWords(t *testing.T) {
	s := newStand(t)
	s.answer = func(chat.Event) chat.Reply {
		return chat.Reply{Language: "de", Form: &chat.Form{Command: "poll.create", Title: chat.Written("Neu"),
			Fields: []chat.Field{{Name: "a", Label: chat.Written("Text"), Kind: chat.Long, Value: strings.Repeat("a", dialogLong+1)}}}}
	}
	w := s.do(jsonSent(actionPath, s.click()))
	if !strings.Contains(w.Body.String(), "in Worten: poll.create") || len(s.dialogs) > 0 {
		t.Errorf("said %s, opened %v", w.Body, s.dialogs)
	}
}
