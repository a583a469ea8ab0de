package bot

import (
	"testing"

	"beirat/chat"
)

// TestNothingIsSecretWhereNothingCanBePressed: a secret ballot would have to be
// typed there, and would stand in the conversation.
func TestNothingIsSecretWhereNothingCanBePressed(t *testing.T) {
	w := newWorld(t)
	b, err := New(w.db, Options{Platforms: []chat.Platform{w.town}, Typed: true})
	w.must(err)
	w.Bot = b

	refused := "Darum gibt es hier keine geheimen Abstimmungen."
	w.contains(w.says("m1", `/abstimmung neu "Geheim?" geheim=ja`), refused)
	w.contains(w.says("m1", `/abstimmung neu "Offen?"`), "Abstimmung 1 ist eröffnet.")
	for _, who := range []string{"m1", "m2", "m3"} {
		w.contains(w.says(who, "/abstimmung geheim-verlangen 1"), refused)
	}
	w.contains(w.says("m1", "/abstimmung 1 ja"), "Ihre Stimme ist gezählt")
	w.lacks(w.says("m1", "/abstimmung mehr 1"), "Geheim abstimmen lassen")
}
