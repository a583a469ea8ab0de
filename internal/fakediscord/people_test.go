package fakediscord_test

import (
	"errors"
	"testing"
	"time"

	"beirat/internal/fakediscord"
)

func commands() []fields {
	return []fields{
		{"name": "beirat", "description": "Board", "options": []fields{{"type": 3, "name": "text", "description": "Text"}}},
		{"name": "poll", "name_localizations": fields{"de": "abstimmung"}, "description": "Polls", "options": []fields{
			{"type": 1, "name": "create", "name_localizations": fields{"de": "anlegen"}, "description": "Make a poll", "options": []fields{
				{"type": 3, "name": "question", "name_localizations": fields{"de": "frage"}, "description": "What is asked", "required": true, "max_length": 20},
				{"type": 3, "name": "method", "description": "How", "choices": []fields{{"name": "Yes or no", "name_localizations": fields{"de": "Ja oder nein"}, "value": "yesno"}}},
				{"type": 6, "name": "chair", "description": "Who"},
				{"type": 3, "name": "meeting", "description": "Which", "autocomplete": true},
			}},
		}},
	}
}

func (w *town) register(t *testing.T) {
	t.Helper()
	w.must(t, "PUT", "/applications/"+w.app.ID+"/commands", commands())
}

func TestSomebodyUsesACommandInTheirLanguage(t *testing.T) {
	w := newTown(t, fakediscord.Options{})
	w.register(t)
	var got interaction
	w.robot(t, func(i interaction) {
		got = i
		w.must(t, "POST", i.callback(), fields{"type": 4, "data": quiet("Hallo", fields{"flags": 64})})
	})
	o, err := w.eva.Slash(within(t), w.hall.Place(), []string{"abstimmung", "anlegen"}, []fakediscord.Value{
		{Name: "frage", Value: "Neuer Spielplatz?"}, {Name: "method", Value: "yesno"}, {Name: "chair", Value: w.tom.ID},
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(o.Messages) != 1 || o.Messages[0].Content != "Hallo" || !o.Messages[0].Ephemeral || o.Deferred {
		t.Errorf("the outcome is %+v", o)
	}
	if got.Type != 2 || got.Data.Name != "poll" || got.GuildID != w.guild.ID || got.ChannelID != w.hall.ID || got.Locale != "de" || got.Member == nil || got.User != nil {
		t.Errorf("the bot heard %+v", got)
	}
	verb := got.Data.Options[0]
	if verb["name"] != "create" || len(verb["options"].([]any)) != 3 {
		t.Errorf("the bot heard the options %v", verb)
	}
	if got.Data.Resolved["members"].(fields)[w.tom.ID] == nil {
		t.Errorf("the chair is not resolved: %v", got.Data.Resolved)
	}
	if seen := w.eva.Private(); len(seen) != 1 || seen[0].ID != o.Messages[0].ID {
		t.Errorf("eva sees %v in private", seen)
	}
	if len(w.tom.Private()) != 0 || len(w.tom.Sees(w.hall.ID)) != 0 {
		t.Error("others see the private answer")
	}
	w.peaceful(t)
}

func TestTheClientRefusesACommandThatDoesNotFit(t *testing.T) {
	w := newTown(t, fakediscord.Options{})
	w.register(t)
	question := fakediscord.Value{Name: "question", Value: "Neuer Spielplatz?"}
	for _, c := range []struct {
		name    string
		path    []string
		options []fakediscord.Value
		want    error
	}{
		{"an unknown command", []string{"wahl"}, nil, fakediscord.ErrNoCommand},
		{"a command that has subcommands, bare", []string{"poll"}, nil, fakediscord.ErrNoCommand},
		{"without what is required", []string{"poll", "create"}, nil, fakediscord.ErrOption},
		{"too long", []string{"poll", "create"}, []fakediscord.Value{{Name: "question", Value: "Brauchen wir einen Spielplatz?"}}, fakediscord.ErrOption},
		{"another than the choices", []string{"poll", "create"}, []fakediscord.Value{question, {Name: "method", Value: "majority"}}, fakediscord.ErrOption},
		{"of another type", []string{"poll", "create"}, []fakediscord.Value{question, {Name: "meeting", Value: true}}, fakediscord.ErrOption},
	} {
		t.Run(c.name, func(t *testing.T) {
			if _, err := w.eva.Slash(within(t), w.hall.Place(), c.path, c.options); !errors.Is(err, c.want) {
				t.Errorf("got %v, want %v", err, c.want)
			}
		})
	}
}

func TestSomebodyIsOfferedWhatFits(t *testing.T) {
	w := newTown(t, fakediscord.Options{})
	w.register(t)
	w.robot(t, func(i interaction) {
		w.must(t, "POST", i.callback(), fields{"type": 8, "data": fields{"choices": []fields{{"name": "Sitzung 3", "value": "m3"}}}})
	})
	choices, err := w.tom.Complete(within(t), w.hall.Place(), []string{"poll", "create"}, []fakediscord.Value{{Name: "meeting", Value: "sit"}}, "meeting")
	if err != nil || len(choices) != 1 || choices[0].Name != "Sitzung 3" || choices[0].Value != "m3" {
		t.Errorf("offered %v, %v", choices, err)
	}
	w.peaceful(t)
}

func TestNobodyAnswers(t *testing.T) {
	w := newTown(t, fakediscord.Options{Patience: time.Millisecond})
	w.register(t)
	if _, err := w.eva.Slash(within(t), w.hall.Place(), []string{"beirat"}, nil); !errors.Is(err, fakediscord.ErrNoAnswer) {
		t.Errorf("got %v, want %v", err, fakediscord.ErrNoAnswer)
	}
}

func TestADeferredAnswerIsWaitedFor(t *testing.T) {
	for name, answer := range map[string]func(*town, *testing.T, interaction){
		"by editing the first": func(w *town, t *testing.T, i interaction) {
			w.must(t, "PATCH", w.webhook(i, "/messages/@original"), quiet("Fertig", nil))
		},
		"by the next message": func(w *town, t *testing.T, i interaction) {
			w.must(t, "POST", w.webhook(i, ""), quiet("Fertig", nil))
		},
	} {
		t.Run(name, func(t *testing.T) {
			w := newTown(t, fakediscord.Options{})
			w.register(t)
			w.robot(t, func(i interaction) {
				w.must(t, "POST", i.callback(), fields{"type": 5, "data": fields{"flags": 64}})
				answer(w, t, i)
			})
			o, err := w.eva.Slash(within(t), w.app.Place(), []string{"beirat"}, []fakediscord.Value{{Name: "text", Value: "hilfe"}})
			if err != nil {
				t.Fatal(err)
			}
			if !o.Deferred || o.Text() != "Fertig" || len(o.Messages) != 1 || !o.Messages[0].Ephemeral || o.Messages[0].Edited != 0 {
				t.Errorf("the outcome is %+v with %+v", o, o.Messages)
			}
			w.peaceful(t)
		})
	}
}

func TestAButtonOpensAFormThatIsSent(t *testing.T) {
	w := newTown(t, fakediscord.Options{})
	m := w.must(t, "POST", "/channels/"+w.hall.ID+"/messages", quiet("Wählen Sie", fields{"components": []fields{row(button("form", "Formular"))}}))
	var sent interaction
	w.robot(t, func(i interaction) {
		if i.Type == 5 {
			sent = i
			w.must(t, "POST", i.callback(), fields{"type": 7, "data": quiet("Gewählt", fields{"components": []fields{}})})
			return
		}
		w.must(t, "POST", i.callback(), fields{"type": 9, "data": fields{"custom_id": "f", "title": "Frage", "components": []fields{
			{"type": 18, "label": "Text", "component": fields{"type": 4, "custom_id": "text", "style": 1, "value": "leer"}},
			{"type": 18, "label": "Art", "component": fields{"type": 3, "custom_id": "kind", "options": []fields{{"label": "Ja", "value": "y"}, {"label": "Nein", "value": "n", "default": true}}}},
			{"type": 18, "label": "Leitung", "component": fields{"type": 5, "custom_id": "who", "required": false}},
		}}})
	})
	seen := w.tom.Sees(w.hall.ID)
	if len(seen) != 1 || seen[0].ID != m.body["id"] {
		t.Fatalf("tom sees %v", seen)
	}
	o, err := w.tom.Press(within(t), seen[0], "Formular")
	if err != nil || o.Modal == nil || len(o.Modal.Fields()) != 3 {
		t.Fatalf("the outcome is %+v, %v", o, err)
	}
	if _, err := w.tom.Submit(within(t), o.Modal, map[string]any{"text": ""}); !errors.Is(err, fakediscord.ErrForm) {
		t.Errorf("an empty text was sent: %v", err)
	}
	o, err = w.tom.Submit(within(t), o.Modal, map[string]any{"text": "Spielplatz", "who": []string{w.eva.ID}})
	if err != nil || o.Text() != "Gewählt" {
		t.Fatalf("the outcome is %+v, %v", o, err)
	}
	if len(sent.Data.Components) != 3 || sent.Data.Components[1]["component"].(fields)["values"].([]any)[0] != "n" || sent.Message == nil {
		t.Errorf("the bot heard %+v", sent)
	}
	if now := seen[0].Now(); now.Content != "Gewählt" || now.Edited != 1 || len(now.Components) != 0 {
		t.Errorf("the message is now %+v", now)
	}
	if _, err := w.tom.Click(within(t), seen[0], "form"); !errors.Is(err, fakediscord.ErrGone) {
		t.Errorf("a button that is gone was pressed: %v", err)
	}
	w.peaceful(t)
}

func TestSomebodyChoosesInASelect(t *testing.T) {
	w := newTown(t, fakediscord.Options{})
	w.must(t, "POST", "/channels/"+w.hall.ID+"/messages", quiet("Wählen Sie", fields{"components": []fields{row(fields{
		"type": 3, "custom_id": "pick", "max_values": 2, "options": []fields{{"label": "A", "value": "a"}, {"label": "B", "value": "b"}, {"label": "C", "value": "c"}},
	})}}))
	w.robot(t, func(i interaction) {
		w.must(t, "POST", i.callback(), fields{"type": 4, "data": quiet(i.Data.Values[0]+i.Data.Values[1], nil)})
	})
	m := w.tom.Sees(w.hall.ID)[0]
	if _, err := w.tom.Choose(within(t), m, "pick", []string{"a", "b", "c"}); !errors.Is(err, fakediscord.ErrForm) {
		t.Errorf("three were chosen: %v", err)
	}
	o, err := w.tom.Choose(within(t), m, "pick", []string{"a", "c"})
	if err != nil || o.Text() != "ac" {
		t.Errorf("the outcome is %+v, %v", o, err)
	}
	if seen := w.eva.Sees(w.hall.ID); len(seen) != 2 || seen[1].Content != "ac" {
		t.Errorf("eva sees %v", seen)
	}
	w.peaceful(t)
}

func TestWhatIsWrittenDirectlyReachesTheBot(t *testing.T) {
	w := newTown(t, fakediscord.Options{})
	k, _ := w.identify(t)
	if err := w.eva.Write(within(t), w.app.Place(), "hilfe"); err != nil {
		t.Fatal(err)
	}
	var m struct {
		Content   string
		ChannelID string `json:"channel_id"`
		GuildID   string `json:"guild_id"`
	}
	decode(t, k.next(0, "MESSAGE_CREATE").Data, &m)
	if m.Content != "hilfe" || m.GuildID != "" {
		t.Errorf("the bot heard %+v", m)
	}
	w.must(t, "POST", "/channels/"+m.ChannelID+"/messages", quiet("Guten Tag", nil))
	err := w.Until(within(t), func() bool { return len(w.eva.Direct(w.app.BotID)) == 2 })
	if got := w.eva.Direct(w.app.BotID); err != nil || got[1].Content != "Guten Tag" || got[1].Author != w.app.BotID {
		t.Errorf("eva sees %v, %v", got, err)
	}
	w.peaceful(t)
}
