package commands

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"beirat/chat"
	"beirat/words"
)

func TestAVerbMayStandElsewhereInAListThanWhereItIsTyped(t *testing.T) {
	s := newSample(t)
	book, err := newBook(func(l words.Language, key string) (string, bool) {
		if key == "cmd.board.role.chosen" {
			return map[words.Language]string{words.German: "mitglieder rolle", words.English: "members role"}[l], true
		}
		return sampleNames(l, key)
	}, s.groups(), s.commands(s.fields.finder("field.none")))
	if err != nil {
		t.Fatal(err)
	}
	names := map[string]chat.Names{}
	for _, spec := range book.Specs() {
		for _, verb := range spec.Verbs {
			names[verb.Path] = verb.Name
		}
	}
	want := map[string]chat.Names{"board.role": {"de": "mitglieder rolle", "en": "members role"}, "board.members": {"de": "mitglieder", "en": "members"}}
	for path, want := range want {
		if d := cmp.Diff(want, names[path]); d != "" {
			t.Errorf("%s (-want +got):\n%s", path, d)
		}
	}
	for line, want := range map[string]string{
		"/beirat rolle anna vorsitz": "board.role", "/beirat mitglieder rolle anna vorsitz": "board.role",
		"/board members role anna chair": "board.role", "/beirat mitglieder": "board.members",
	} {
		if got := hear(t, book, chat.Command{Line: line}).path; got != want {
			t.Errorf("%s is %s", line, got)
		}
	}
	if shown := book.commandName(words.German, book.Command("board.role")); shown != "rolle" {
		t.Errorf("it is shown as %q", shown)
	}
	if slices.Contains(book.Complete(words.German, "/beirat mitglieder "), "rolle") {
		t.Error("it is completed at both places")
	}
}
