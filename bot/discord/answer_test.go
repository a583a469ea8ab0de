package discord

import (
	"strings"
	"testing"

	"beirat/chat"
)

func TestASlowAnswerComesLateAndInItsPlace(t *testing.T) {
	s := newTown(t)
	come := make(chan struct{})
	s.reply(func(chat.Event) chat.Reply { <-come; return saying("endlich") })
	go func() {
		s.until(func() bool { return len(s.server.Requests("POST", "/interactions")) > 0 }) // it was told to wait
		close(come)
	}()
	o := s.did(s.anna.Slash(t.Context(), s.rat.Place(), []string{"beirat"}, nil))
	if !o.Deferred || len(o.Messages) != 1 || o.Messages[0].Content != "endlich" || !o.Messages[0].Ephemeral {
		t.Errorf("deferred %t, %+v", o.Deferred, o.Messages)
	}
}

func TestAFormThatComesLateOpensByAButton(t *testing.T) {
	s := newTown(t)
	come := make(chan struct{})
	s.reply(func(e chat.Event) chat.Reply { <-come; return asking(2) })
	go func() {
		s.until(func() bool { return len(s.server.Requests("POST", "/interactions")) > 0 })
		close(come)
	}()
	o := s.did(s.anna.Slash(t.Context(), s.rat.Place(), []string{"abstimmung", "neu"}, nil))
	if len(o.Messages) != 1 {
		t.Fatalf("%+v", o.Messages)
	}
	s.opened(s.did(s.anna.Press(t.Context(), o.Messages[0], "Formular öffnen")))
}

func TestWhatOneDoesIsDoneInItsOrder(t *testing.T) {
	s := newTown(t)
	come := make(chan struct{})
	s.reply(func(e chat.Event) chat.Reply {
		if e.Do.(chat.Command).Line == "/beirat eins" {
			<-come
		}
		return saying("gut")
	})
	first := make(chan error, 1)
	go func() {
		_, err := s.anna.Slash(t.Context(), s.rat.Place(), []string{"beirat"}, typing("eins"))
		first <- err
	}()
	s.until(func() bool { return s.count() == 1 })
	second := make(chan error, 1)
	go func() {
		_, err := s.anna.Slash(t.Context(), s.rat.Place(), []string{"beirat"}, typing("zwei"))
		second <- err
	}()
	s.did(s.bert.Slash(t.Context(), s.rat.Place(), []string{"board"}, nil)) // who does not wait for anna
	close(come)
	if err := <-first; err != nil {
		t.Fatal(err)
	}
	if err := <-second; err != nil {
		t.Fatal(err)
	}
	var annas []string
	for _, e := range s.handled() {
		if e.Actor.Account == s.anna.ID {
			annas = append(annas, e.Do.(chat.Command).Line)
		}
	}
	if strings.Join(annas, " ") != "/beirat eins /beirat zwei" {
		t.Errorf("done: %v", annas)
	}
}

func TestSeveralMessagesOfAnAnswerComeInTheirOrder(t *testing.T) {
	s := newTown(t)
	s.reply(func(chat.Event) chat.Reply {
		menu := chat.Say(chat.Written("Offen ist:")).With(chat.Actions{vote("ja")}, chat.Para{Text: chat.Written("Und:")}, chat.Actions{vote("nein")})
		return chat.Reply{Messages: []chat.Message{menu, chat.Say(chat.Written("Das war alles."))}, Language: "de"}
	})
	s.did(s.anna.Slash(t.Context(), s.rat.Place(), []string{"beirat"}, nil))
	if err := s.Settled(t.Context()); err != nil {
		t.Fatal(err)
	}
	var texts []string
	for _, m := range s.anna.Private() {
		texts = append(texts, m.Content)
		if !m.Ephemeral {
			t.Errorf("others see %q", m.Content)
		}
	}
	if strings.Join(texts, "|") != "Offen ist:|Und:|Das war alles." {
		t.Errorf("answered %q", texts)
	}
}

func TestAnEmptyAnswerIsOneAllTheSame(t *testing.T) {
	s := newTown(t)
	s.reply(func(chat.Event) chat.Reply { return chat.Reply{Language: "de"} })
	if o := s.did(s.anna.Slash(t.Context(), s.rat.Place(), []string{"beirat"}, nil)); len(o.Messages) != 1 || o.Messages[0].Content != "Erledigt." {
		t.Errorf("%+v", o.Messages)
	}
}

func TestAFileComesWithAPrivateAnswer(t *testing.T) {
	s := newTown(t)
	s.reply(func(chat.Event) chat.Reply {
		file := chat.File{Name: "Stimmen für 12.csv", Type: "text/csv", Content: []byte("wahl;stimmen\n"), About: chat.Written("Die Stimmen:")}
		return chat.Reply{Messages: []chat.Message{{Blocks: []chat.Block{file}}}, Language: "de"}
	})
	o := s.did(s.anna.Slash(t.Context(), s.rat.Place(), []string{"beirat"}, nil))
	files := o.Messages[0].Attachments
	if len(files) != 1 || files[0].Filename != "Stimmen-fuer-12.csv" || string(files[0].Content) != "wahl;stimmen\n" || files[0].Description != "Die Stimmen:" {
		t.Errorf("%+v", files)
	}
}

func TestAPanicEndsOnlyWhatItBroke(t *testing.T) {
	s := newTown(t)
	s.reply(func(chat.Event) chat.Reply { return asking(1) })
	s.Discord.forms = nil // whatever breaks the adapter itself
	broken := asking(1)
	broken.Form.Fields[0].Confidential = true
	s.reply(func(e chat.Event) chat.Reply {
		if e.Actor.Account == s.anna.ID {
			return broken
		}
		return saying("gut")
	})
	if _, err := s.anna.Slash(t.Context(), s.rat.Place(), []string{"beirat"}, nil); err == nil {
		t.Error("what broke was answered")
	}
	s.did(s.bert.Slash(t.Context(), s.rat.Place(), []string{"board"}, nil))
	if !strings.Contains(s.log.String(), "broke the program") {
		t.Errorf("nobody is told: %s", s.log)
	}
}
