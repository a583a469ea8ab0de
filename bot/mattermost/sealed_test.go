package mattermost

import (
	"encoding/base64"
	"encoding/json"
	"regexp"
	"strings"
	"testing"

	"beirat/chat"
	"beirat/words"

	"github.com/google/go-cmp/cmp"
	"github.com/mattermost/mattermost/server/public/model"
)

var closedOnes = regexp.MustCompile(`2\.[A-Za-z0-9_-]{1000,}`)

// opened is what is written with the closed actions of a user readable.
func opened(written, user string) string {
	return closedOnes.ReplaceAllStringFunc(written, func(value string) string {
		a, bound, err := renderer().seal.openAction(value, user)
		if err != nil || !bound {
			return value
		}
		body, _ := json.Marshal(a)
		return "closed for " + user + ": " + strings.ReplaceAll(string(body), `"`, "'")
	})
}

func confidential(choice string) chat.Action {
	return chat.Action{Name: "poll.cast", Args: map[string]string{"board": "1", "poll": "12", "ballot": choice}, Confidential: true}
}

// An earlier program sealed a person's own action readably; its buttons hang on.
func TestAnActionThatAnEarlierVersionSealedStillOpens(t *testing.T) {
	const before = "1.eyJuYW1lIjoicG9sbC52b3RlIiwiYXJncyI6eyJjaG9pY2UiOiJ5ZXMiLCJwb2xsIjoiMTIifX0."
	s := newSeal([]byte("secret"))
	value := before + base64.RawURLEncoding.EncodeToString(s.sign(vote, "anna"))
	got, bound, err := s.openAction(value, "anna")
	if err != nil || !bound {
		t.Fatalf("bound %v, %v", bound, err)
	}
	if diff := cmp.Diff(vote, got); diff != "" {
		t.Error(diff)
	}
	if _, _, err := s.openAction(value, "bert"); err == nil {
		t.Error("it opens for another")
	}
	marked := strings.Replace(`{"name":"poll.vote","args":{"choice":"yes","poll":"12"}}`, `}}`, `},"confidential":true}`, 1)
	value = "1." + base64.RawURLEncoding.EncodeToString([]byte(marked)) + value[strings.LastIndex(value, "."):]
	if got, _, err := s.openAction(value, "anna"); err == nil && got.Confidential {
		t.Error("what nothing is sealed over is believed")
	}
}

func TestWhatIsStoredOfAPersonsButtonTellsNothingOfIt(t *testing.T) {
	m := renderer()
	shape := func(choice string) (shape string, stored string) {
		row := chat.Actions{{Label: chat.Written("Endgültig abgeben"), Action: confidential(choice)}}
		body, err := json.Marshal(m.render(chat.Say(chat.Written("Ihre Auswahl")).With(row), reader{language: words.German, account: "anna"}))
		if err != nil {
			t.Fatal(err)
		}
		id := regexp.MustCompile(`a0x[a-z2-7]{16}"`)
		if !id.Match(body) || !closedOnes.Match(body) {
			t.Fatalf("no button as expected: %s", body)
		}
		shape = closedOnes.ReplaceAllStringFunc(string(body), func(value string) string { return strings.Repeat("?", len(value)) })
		return id.ReplaceAllString(shape, "?"), string(body)
	}
	yes, first := shape("yes")
	for _, choice := range []string{"yes", "no", "abstain", "3,1,2,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23,24,25", strings.Repeat("x", 800)} {
		other, second := shape(choice)
		if yes != other {
			t.Errorf("%s is stored otherwise than yes:\n%s\n%s", choice, other, yes)
		}
		if first == second {
			t.Error("the same choice is stored alike twice: then another one is not")
		}
	}
}

func TestAConfidentialButtonIsNeverReadable(t *testing.T) {
	m := renderer()
	many := make(chat.Actions, 8)
	for i := range many {
		many[i] = chat.Button{Label: chat.Written("x"), Action: confidential("yes")}
	}
	for _, row := range []chat.Actions{many[:1], many} {
		for _, r := range []reader{{language: words.German, account: "anna"}, {language: words.German, props: true}} {
			body, err := json.Marshal(m.render(chat.Say(chat.Written("Wie?")).With(row), r))
			if err != nil {
				t.Fatal(err)
			}
			for _, value := range regexp.MustCompile(`[A-Za-z0-9_-]{20,}`).FindAllString(string(body), -1) {
				if read, err := base64.RawURLEncoding.DecodeString(value); err == nil && strings.Contains(string(read), "poll.cast") {
					t.Errorf("%q can be read in %s", read, body)
				}
			}
		}
	}
	value, _ := m.seal.action(confidential("yes"), "")[sealed].(string)
	got, bound, err := m.seal.openAction(value, "anna")
	if diff := cmp.Diff(confidential("yes"), got); err != nil || bound || diff != "" {
		t.Errorf("everybody's: bound %v, %v, %s", bound, err, diff)
	}
}

// The address of a click names the button, and proxies write it down.
func TestSecretChoicesAreAListWhoseAddressTellsNoneOfThem(t *testing.T) {
	row := chat.Actions{button("Zurück", "poll.show", "poll", "12")}
	for _, choice := range []string{"yes", "no", "abstain"} {
		row = append(row, chat.Button{Label: chat.Written(choice), Action: confidential(choice)})
	}
	row = append(row, button("Hilfe", "board.help"))
	m := renderer()
	shown := m.render(chat.Say(chat.Written("Wie stimmen Sie?")).With(row), reader{language: words.German, account: "anna"}).Attachments[0].Actions
	if len(shown) != 3 || shown[0].Name != "Zurück" || shown[1].Type != model.PostActionTypeSelect || len(shown[1].Options) != 3 || shown[2].Name != "Hilfe" {
		t.Fatalf("shown as %v", shown)
	}
	for i, option := range shown[1].Options {
		got, bound, err := m.seal.openAction(option.Value, "anna")
		if diff := cmp.Diff(row[i+1].Action, got); err != nil || !bound || diff != "" || len(option.Value) != len(shown[1].Options[0].Value) {
			t.Errorf("option %d: %v %v %s", i, bound, err, diff)
		}
	}
	if err := (&model.MessageAttachment{Text: "x", Actions: shown}).IsValid(); err != nil {
		t.Error(err)
	}
}
