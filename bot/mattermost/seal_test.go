package mattermost

import (
	"encoding/base64"
	"strings"
	"testing"
	"time"

	"beirat/chat"

	"github.com/google/go-cmp/cmp"
)

func TestAnActionComesBackAsItWasSealed(t *testing.T) {
	s := newSeal([]byte("secret"))
	vote := chat.Action{Name: "poll.vote", Args: map[string]string{"poll": "12", "choice": "yes"}}
	for name, user := range map[string]string{"everybody's": "", "one person's": "anna"} {
		t.Run(name, func(t *testing.T) {
			value, _ := s.action(vote, user)[sealed].(string)
			got, bound, err := s.openAction(value, "anna")
			if err != nil || bound != (user != "") {
				t.Fatalf("bound %v, error %v", bound, err)
			}
			if diff := cmp.Diff(vote, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestASealThatDoesNotFitIsRefused(t *testing.T) {
	s := newSeal([]byte("secret"))
	vote := chat.Action{Name: "poll.vote", Args: map[string]string{"poll": "12", "choice": "yes"}}
	public, private := s.option(vote, ""), s.option(vote, "anna")
	parts := strings.Split(public, ".")
	swap := func(from, to string) string {
		body, _ := base64.RawURLEncoding.DecodeString(parts[1])
		return parts[0] + "." + base64.RawURLEncoding.EncodeToString([]byte(strings.Replace(string(body), from, to, 1))) + "." + parts[2]
	}
	for name, test := range map[string]struct{ value, user string }{
		"another user's":          {private, "bert"},
		"nobody's":                {private, ""},
		"another value":           {swap(`"yes"`, `"no"`), "anna"},
		"another poll":            {swap(`"12"`, `"13"`), "anna"},
		"another name":            {swap("poll.vote", "poll.stop"), "anna"},
		"a value more":            {swap(`"poll"`, `"a":"b","poll"`), "anna"},
		"another version":         {"3" + strings.TrimPrefix(public, version), "anna"},
		"closed in name":          {closedVersion + strings.TrimPrefix(public, version), "anna"},
		"open in name":            {version + strings.TrimPrefix(private, closedVersion), "anna"},
		"changed":                 {private[:40] + flip(private[40]) + private[41:], "anna"},
		"no seal":                 {parts[0] + "." + parts[1] + ".", "anna"},
		"another secret":          {newSeal([]byte("other")).option(vote, ""), "anna"},
		"nothing":                 {"", "anna"},
		"something else entirely": {"yes", "anna"},
	} {
		t.Run(name, func(t *testing.T) {
			if got, _, err := s.openAction(test.value, test.user); err == nil {
				t.Errorf("opened as %v", got)
			}
		})
	}
}

func TestWhereAPartEndsIsSealed(t *testing.T) {
	s := newSeal([]byte("secret"))
	one := chat.Action{Name: "a", Args: map[string]string{"b": "c1:d1:e"}}
	two := chat.Action{Name: "a", Args: map[string]string{"b": "c", "d": "e"}}
	if string(s.sign(one, "")) == string(s.sign(two, "")) {
		t.Error("two actions, one seal")
	}
	if string(s.sign(chat.Action{Name: "b"}, "a")) == string(s.sign(chat.Action{Name: "ab"}, "")) {
		t.Error("user and name run together")
	}
}

func TestAStateIsOursOrNothing(t *testing.T) {
	s, now := newSeal([]byte("secret")), time.Unix(1_800_000_000, 0)
	put := state{User: "anna", Command: "poll.create", Fixed: map[string]string{"where": "3"},
		Fields: []stateField{{Name: "question", Label: "Frage"}, {Name: "ballot", Label: "Stimme", Confidential: true}}, Server: "t", Channel: "c", Language: "de"}
	value := s.state(put, now)
	got, err := s.openState(value)
	if err != nil {
		t.Fatal(err)
	}
	if got.Nonce == "" || got.Expires != now.Add(30*time.Minute).Unix() {
		t.Errorf("nonce %q, expires %d", got.Nonce, got.Expires)
	}
	put.Nonce, put.Expires = got.Nonce, got.Expires
	if diff := cmp.Diff(put, got); diff != "" {
		t.Error(diff)
	}
	if other, _ := s.openState(s.state(put, now)); other.Nonce == got.Nonce {
		t.Error("two forms with one nonce")
	}
	for name, bad := range map[string]string{
		"another secret": newSeal([]byte("other")).state(put, now),
		"changed":        value[:40] + flip(value[40]) + value[41:],
		"cut":            value[:len(value)-4],
		"empty":          "",
		"an action":      s.option(chat.Action{Name: "poll.create"}, "anna"),
	} {
		t.Run(name, func(t *testing.T) {
			if _, err := s.openState(bad); err == nil {
				t.Error("opened")
			}
		})
	}
	if strings.Contains(value, "anna") || strings.Contains(value, base64.RawURLEncoding.EncodeToString([]byte("anna"))) {
		t.Error("a state can be read")
	}
}

func flip(b byte) string {
	if b == 'A' {
		return "B"
	}
	return "A"
}

func TestAMarkIsTheSameForTheSame(t *testing.T) {
	s := newSeal([]byte("secret"))
	if s.mark("a") != newSeal([]byte("secret")).mark("a") || s.mark("a") == s.mark("b") ||
		s.mark("a") == newSeal([]byte("other")).mark("a") {
		t.Error("a mark is no keyed hash")
	}
}
