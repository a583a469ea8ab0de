package mattermost

import (
	"strings"
	"testing"
	"time"

	"github.com/mattermost/mattermost/server/public/model"

	"beirat/chat"
	"beirat/words"
)

func TestTimesAreSaidToBeTheBoardsWhereTheClockIsAnother(t *testing.T) {
	berlin, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		t.Fatal(err)
	}
	closes := time.Date(2026, 12, 3, 18, 0, 0, 0, berlin)
	dated := chat.Say(chat.T("poll.vote.counted", "Choice", chat.T("value.vote.yes.label"), "Closes", closes)).
		With(chat.Actions{{Label: chat.Written("Ja"), Action: chat.Action{Name: "poll.vote"}}})
	nested := chat.Say(chat.T("board.members.person", "Name", "x", "Marks", []chat.Text{chat.T("poll.vote.counted", "Choice", "x", "Closes", closes)}, "Marked", true))
	table := chat.Message{Blocks: []chat.Block{chat.Table{Caption: chat.Written("c"), Head: []chat.Text{chat.Written("h")},
		Rows: [][]chat.Text{{chat.T("poll.vote.counted", "Choice", "x", "Closes", closes)}}}}}
	for name, test := range map[string]struct {
		message chat.Message
		zone    string
		want    string // empty: nothing is added
	}{
		"at home":                                {dated, "Europe/Berlin", ""},
		"in a place with the same clock":         {dated, "Europe/Madrid", ""},
		"in a zone that was never chosen":        {dated, "", ""},
		"in a zone that nobody knows":            {dated, "Mond/Krater", ""},
		"in Lisbon":                              {dated, "Europe/Lisbon", "Zeit in Berlin; Ihr Konto steht auf Lisbon"},
		"in New York":                            {dated, "America/New_York", "Ihr Konto steht auf New York"},
		"where a text in a text has the time":    {nested, "Europe/Lisbon", "Zeit in Berlin"},
		"where a table has it":                   {table, "Europe/Lisbon", "Zeit in Berlin"},
		"where nothing has a time":               {chat.Say(chat.T("poll.vote.nothing_open")), "Europe/Lisbon", ""},
		"where the time is none, as of no event": {chat.Say(chat.T("poll.vote.counted", "Choice", "x", "Closes", time.Time{})), "Europe/Lisbon", ""},
	} {
		t.Run(name, func(t *testing.T) {
			got := abroad(test.message, test.zone)
			said := strings.Join(got.Plain(func(x chat.Text) string { return words.Printer{}.Print(x) }), "\n")
			if test.want == "" && len(got.Blocks) != len(test.message.Blocks) || !strings.Contains(said, test.want) {
				t.Errorf("said:\n%s", said)
			}
			if buttons := len(test.message.Buttons()); buttons > 0 {
				if _, last := got.Blocks[len(got.Blocks)-1].(chat.Actions); !last {
					t.Error("the buttons do not stand last")
				}
			}
		})
	}
}

func TestATravellerReadsWhoseTimesTheyAre(t *testing.T) {
	inTown(t, func(w *town) {
		berlin, err := time.LoadLocation("Europe/Berlin")
		if err != nil {
			w.Fatal(err)
		}
		zone := func(name string) {
			w.ask("anna", "PUT", "/users/"+w.ids["anna"]+"/patch", map[string]any{"timezone": map[string]string{
				"useAutomaticTimezone": "false", "automaticTimezone": "", "manualTimezone": name}})
		}
		zone("America/New_York")
		defer zone("Europe/Berlin")
		dated := chat.Say(chat.T("poll.vote.counted", "Choice", chat.T("value.vote.yes.label"), "Closes", time.Date(2026, 12, 3, 18, 0, 0, 0, berlin))).With(ballot())
		for _, o := range []chat.Outgoing{w.private("letter", "anna", ""), w.public("card", "")} {
			o.Message = dated
			if _, err := w.Send(w.Context(), o); err != nil {
				w.Fatal(err)
			}
		}
		const note = "Die Uhrzeiten sind die Zeit in Berlin; Ihr Konto steht auf New York."
		if read := text(w.seen(w.direct())[0]); !strings.Contains(read, note) {
			w.Errorf("anna reads %q", read)
		}
		if read := text(w.seen(w.ids["rat"])[0]); strings.Contains(read, note) {
			w.Errorf("everybody reads %q", read)
		}
	})
}

func TestATravellersClickIsAnsweredSo(t *testing.T) {
	s := newStand(t)
	s.users[s.anna] = &model.User{Id: s.anna, Username: "anna", Locale: "de", Timezone: model.StringMap{"useAutomaticTimezone": "true", "automaticTimezone": "Asia/Tokyo"}}
	s.answer = func(chat.Event) chat.Reply {
		return chat.Reply{Language: "de", Messages: []chat.Message{chat.Say(chat.T("poll.vote.counted", "Choice", "Ja", "Closes", time.Date(2026, 12, 3, 18, 0, 0, 0, time.UTC)))}}
	}
	if w := s.do(jsonSent(actionPath, s.click())); !strings.Contains(w.Body.String(), "die Zeit in UTC; Ihr Konto steht auf Tokyo") {
		t.Errorf("answered %s", w.Body)
	}
}
