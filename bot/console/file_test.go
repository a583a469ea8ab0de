package console

import (
	"testing"

	"beirat/chat"
)

func TestAPictureIsItsDescriptionAndAFileItsLines(t *testing.T) {
	w := newWindow(t)
	result := chat.Say(chat.Written("Abstimmung 12: angenommen.")).With(
		chat.Image{Name: "ergebnis.png", PNG: []byte("\x89PNG"), Alt: chat.Written("Sechs Ja,\ndrei Nein.")},
		chat.Actions{{Label: chat.Written("Ergebnis ansehen")}})
	export := chat.Say().With(
		chat.File{Name: "abstimmung-12.csv", Type: "text/csv", Content: []byte("\ufeffwahl;stimmen\r\n\r\nja;6\x1b[2J\r\n"), About: chat.Written("Die Stimmen, zum Nachzählen:")},
		chat.File{Name: "niederschrift.pdf", Type: "application/pdf", Content: []byte("%PDF"), About: chat.Written("Die Niederschrift.")})
	w.host.handle = func(chat.Event) chat.Reply {
		return chat.Reply{Language: "de", Messages: []chat.Message{export}}
	}
	w.host.work = func() error {
		_, err := w.Send(t.Context(), chat.Outgoing{Key: "1", Channel: Channel, Language: "de", Message: result})
		return err
	}
	w.equal(w.sees("a: /x"), "@a Die Stimmen, zum Nachzählen:\n@a wahl;stimmen\n@a \n@a ja;6[2J\n@a Die Niederschrift.\n\n"+
		"# Abstimmung 12: angenommen.\n# Sechs Ja,\n# drei Nein.\n# [Ergebnis ansehen]\n\n")
}
