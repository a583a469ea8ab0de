package mattermost

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/mattermost/mattermost/server/public/model"

	"beirat/chat"
	"beirat/internal/fakemattermost"
)

func TestWhatPeopleWriteIsAnswered(t *testing.T) {
	servers(t, func(t *testing.T, l *live, _ *fakemattermost.Server) {
		defer l.listen()()
		anna := l.ear("anna")
		l.reply("erste Antwort", chat.Actions{{Label: chat.Written("Ja"), Action: vote}})
		l.says("anna", l.direct, "  abstimmung 12 ja ", nil)
		got := anna.post("posted", "erste Antwort")
		if got.UserId != l.ids["robot"] || got.ChannelId != l.direct {
			t.Errorf("answered by %s in %s", got.UserId, got.ChannelId)
		}
		l.says("anna", l.channel, "nichts für den Bot, auch nicht an wen@live-robot.example", nil)
		l.reply("zweite Antwort")
		l.says("anna", l.channel, "@live-robot, liste", nil)
		if got := anna.post("posted", "zweite Antwort"); got.ChannelId != l.direct {
			t.Errorf("a mention is answered in %s", got.ChannelId)
		}
		actor := chat.Actor{Account: l.ids["anna"], Name: "live-anna", Locale: "de"}
		want := []chat.Event{
			{Platform: Name, Actor: actor, Do: chat.Typing{Text: "abstimmung 12 ja"}},
			{Platform: Name, Actor: actor, Place: chat.Place{Server: l.team, Channel: l.channel}, Do: chat.Typing{Text: "liste"}},
		}
		events := l.handled()
		for i := range events {
			events[i].ID = ""
		}
		if diff := cmp.Diff(want, events); diff != "" {
			t.Error(diff)
		}
	})
}

func TestWhatWasWrittenMeanwhileIsAnsweredOnce(t *testing.T) {
	servers(t, func(t *testing.T, l *live, _ *fakemattermost.Server) {
		anna := l.ear("anna")
		stop := l.listen()
		l.reply("da")
		l.says("anna", l.direct, "eins", nil)
		anna.post("posted", "da")
		if !l.m.Connected() {
			t.Error("it hears and says that it does not")
		}
		stop()
		if l.m.Connected() {
			t.Error("it hears nothing and says that it does")
		}
		l.says("anna", l.direct, "zwei", nil)
		l.says("anna", l.direct, "drei", nil)
		l.reply("wieder da")
		defer l.listen()()
		anna.post("posted", "wieder da")
		anna.post("posted", "wieder da")
		var texts []string
		for _, e := range l.handled() {
			texts = append(texts, e.Do.(chat.Typing).Text)
		}
		if diff := cmp.Diff([]string{"eins", "zwei", "drei"}, texts); diff != "" {
			t.Error(diff)
		}
	})
}

func TestAServerThatRestartsIsHeardAgain(t *testing.T) {
	fake := fakemattermost.New(fakemattermost.Options{})
	defer fake.Close()
	l := newLive(t, fake.URL, fake.AdminToken)
	defer l.listen()()
	anna := l.ear("anna")
	l.reply("vorher")
	l.says("anna", l.direct, "eins", nil)
	anna.post("posted", "vorher")
	fake.Stop()
	fake.Start()
	anna = l.ear("anna")
	l.reply("nachher")
	l.says("anna", l.direct, "zwei", nil)
	anna.post("posted", "nachher")
}

// The server keeps the connection of a bot that is deactivated open, and tells
// nothing on it even when the bot is back.
func TestABotThatWasDeactivatedHearsAgain(t *testing.T) {
	servers(t, func(t *testing.T, l *live, _ *fakemattermost.Server) {
		l.m.pulse = 50 * time.Millisecond
		defer l.listen()()
		anna := l.ear("anna")
		l.reply("vorher")
		l.says("anna", l.direct, "eins", nil)
		anna.post("posted", "vorher")
		l.no(l.admin.call(t.Context(), "POST", "/bots/"+l.ids["robot"]+"/disable", nil, nil))
		l.says("anna", l.direct, "zwei", nil)
		anna.post("posted", "zwei")
		l.no(l.admin.call(t.Context(), "POST", "/bots/"+l.ids["robot"]+"/enable", nil, nil))
		l.reply("nachher")
		l.says("anna", l.direct, "drei", nil)
		anna.post("posted", "nachher")
		anna.post("posted", "nachher")
	})
}

func TestOnlyPeopleAreHeard(t *testing.T) {
	talk := &talk{me: account{ID: "robot", Name: "beirat"}}
	for name, test := range map[string]struct {
		post *model.Post
		kind model.ChannelType
		want string
	}{
		"a person in the conversation":         {&model.Post{UserId: "anna", Message: " hilfe\n"}, model.ChannelTypeDirect, "hilfe"},
		"the bot itself":                       {&model.Post{UserId: "robot", Message: "hilfe"}, model.ChannelTypeDirect, ""},
		"the server":                           {&model.Post{UserId: "anna", Message: "hilfe", Type: model.PostTypeJoinChannel}, model.ChannelTypeDirect, ""},
		"what is deleted":                      {&model.Post{UserId: "anna", Message: "hilfe", DeleteAt: 1}, model.ChannelTypeDirect, ""},
		"a webhook":                            {&model.Post{UserId: "anna", Message: "@beirat hilfe", Props: model.StringInterface{"from_webhook": "true"}}, model.ChannelTypeOpen, ""},
		"another bot":                          {&model.Post{UserId: "anna", Message: "@beirat hilfe", Props: model.StringInterface{"from_bot": "true"}}, model.ChannelTypeOpen, ""},
		"a picture without words":              {&model.Post{UserId: "anna"}, model.ChannelTypeDirect, ""},
		"a channel without a call":             {&model.Post{UserId: "anna", Message: "der beirat tagt"}, model.ChannelTypeOpen, ""},
		"a channel, called at the beginning":   {&model.Post{UserId: "anna", Message: "@beirat hilfe"}, model.ChannelTypeOpen, "hilfe"},
		"a channel, called in capitals":        {&model.Post{UserId: "anna", Message: "@Beirat: hilfe"}, model.ChannelTypePrivate, "hilfe"},
		"a channel, called in the middle":      {&model.Post{UserId: "anna", Message: "Danke @beirat, hilfe"}, model.ChannelTypeOpen, "Danke hilfe"},
		"a group, called":                      {&model.Post{UserId: "anna", Message: "@beirat hilfe"}, model.ChannelTypeGroup, "hilfe"},
		"somebody whose name begins like ours": {&model.Post{UserId: "anna", Message: "@beirat-nord hilfe"}, model.ChannelTypeOpen, ""},
		"an address":                           {&model.Post{UserId: "anna", Message: "post@beirat hilfe"}, model.ChannelTypeOpen, ""},
	} {
		t.Run(name, func(t *testing.T) {
			text, meant := talk.meant(heard{post: test.post, channelType: test.kind})
			if text != test.want || meant != (test.want != "") {
				t.Errorf("heard %q, %v", text, meant)
			}
		})
	}
}

func TestAnswersArePrivateToTheirReader(t *testing.T) {
	servers(t, func(t *testing.T, l *live, _ *fakemattermost.Server) {
		anna := l.ear("anna")
		l.reply("das Menü", chat.Actions{{Label: chat.Written("Ja"), Action: vote}})
		l.no(l.command("anna", l.channel, "hilfe"))
		menu := anna.post("ephemeral_message", "Menü")
		l.reply("gezählt")
		l.no(l.press("anna", menu))
		anna.post("ephemeral_message", "gezählt")
		l.reply("noch etwas", chat.Actions{{Label: chat.Written("Ja"), Action: vote}})
		ref, err := l.m.Send(t.Context(), chat.Outgoing{Key: model.NewId(), Server: l.team, Channel: l.channel, Language: "de",
			Message: chat.Say(chat.Written("Karte")).With(chat.Actions{{Label: chat.Written("Ja"), Action: vote}})})
		l.no(err)
		card, err := l.people["anna"].post(t.Context(), ref)
		l.no(err)
		l.no(l.press("anna", card))
		if got := anna.post("posted", "noch etwas"); got.ChannelId != l.direct {
			t.Errorf("what has buttons came in %s", got.ChannelId)
		}
		anna.post("ephemeral_message", "bei live-robot")
		place := chat.Place{Server: l.team, Channel: l.channel}
		for _, e := range l.handled() {
			if e.Place != place || e.Actor.Account != l.ids["anna"] {
				t.Errorf("did %v at %v", e.Do, e.Place)
			}
		}
		if len(l.handled()) != 3 {
			t.Errorf("handled %v", l.handled())
		}
	})
}

func TestAFormIsFilledIn(t *testing.T) {
	servers(t, func(t *testing.T, l *live, _ *fakemattermost.Server) {
		form := chat.Form{Command: "poll.create", Title: chat.Written("Eine neue Abstimmung für alle"), Fixed: map[string]string{"where": "3"}, Fields: []chat.Field{
			{Name: "question", Label: chat.Written("Frage"), Kind: chat.Line, Max: 300, Required: true, Help: chat.Written(strings.Repeat("ä", 200))},
			{Name: "rule", Label: chat.Written("Mehrheit"), Kind: chat.Select, Value: "einfach", Choices: []chat.Choice{
				{Value: "simple", Typed: chat.Written("einfach")}, {Value: "absolute", Typed: chat.Written("absolut")}}},
			{Name: "until", Label: chat.Written("Frist"), Kind: chat.Line, Value: "31.2.", Mistake: chat.Written("Den 31.02. gibt es nicht.")},
		}}
		l.does(func(e chat.Event) chat.Reply {
			if sent, is := e.Do.(chat.Submit); is && sent.Values["until"] == "Freitag" {
				return chat.Reply{Messages: []chat.Message{chat.Say(chat.Written("angelegt"))}, Language: "de"}
			}
			return chat.Reply{Form: &form, Language: "de"}
		})
		anna := l.ear("anna")
		l.no(l.command("anna", l.channel, "neu"))
		d := anna.dialog()
		if err := d.IsValid(); err != nil {
			t.Errorf("the server does not like it: %v", err)
		}
		if !strings.Contains(d.Dialog.IntroductionText, "**Frist:** Den 31.02. gibt es nicht.") || d.Dialog.Elements[0].Type != "textarea" ||
			d.Dialog.Elements[1].Default != "simple" || d.Dialog.Elements[2].Default != "31.2." {
			t.Errorf("opened %+v", d.Dialog)
		}
		values := map[string]any{"question": "Wer?", "rule": "absolute", "until": "32.2."}
		if got := l.submit("anna", d, values); got.Errors["until"] != "Den 31.02. gibt es nicht." {
			t.Errorf("told %v", got)
		}
		values["until"] = "Freitag"
		if got := l.submit("anna", d, values); got.Error != "" || got.Errors != nil {
			t.Errorf("told %v", got)
		}
		anna.post("posted", "angelegt")
		sent := l.handled()[2]
		want := chat.Submit{Command: "poll.create", Values: map[string]string{"question": "Wer?", "rule": "absolute", "until": "Freitag", "where": "3"}}
		if diff := cmp.Diff(chat.Do(want), sent.Do); diff != "" {
			t.Error(diff)
		}
	})
}

// The same attacks as against the adapter alone, by a person with nothing but
// an account.
func TestAPersonCannotForge(t *testing.T) {
	servers(t, func(t *testing.T, l *live, _ *fakemattermost.Server) {
		bert := l.ear("bert")
		l.does(func(chat.Event) chat.Reply {
			return chat.Reply{Form: &chat.Form{Command: "poll.create", Title: chat.Written("Neu"), Fields: []chat.Field{{Name: "question", Label: chat.Written("Frage")}}}, Language: "de"}
		})
		hung := l.says("anna", l.channel, "Kaffee?", model.StringInterface{"attachments": []*model.MessageAttachment{{Text: "Kaffee?", Actions: []*model.PostAction{{
			Id: "kaffee", Type: model.PostActionTypeButton, Name: "Ja", Integration: &model.PostActionIntegration{URL: l.m.options.Callback + actionPath, Context: l.m.seal.action(vote, "")}}}}}})
		l.no(l.press("bert", hung))
		bert.post("ephemeral_message", "Dieser Knopf gilt nicht mehr")
		if len(l.handled()) > 0 {
			t.Errorf("a button under a forged post did %v", l.handled())
		}
		anna := l.ear("anna")
		l.no(l.command("anna", l.channel, "neu"))
		d := anna.dialog()
		before := len(l.handled())
		for name, state := range map[string]string{"never opened": "", "another's": d.Dialog.State} {
			_, err := answered[model.SubmitDialogResponse](t.Context(), l.people["bert"], "POST", "/actions/dialogs/submit", &model.SubmitDialogRequest{
				URL: d.URL, State: state, ChannelId: l.channel, TeamId: l.team, Submission: map[string]any{"question": "Wer?"}})
			if err == nil || len(l.handled()) != before {
				t.Errorf("a form, %s: %v", name, err)
			}
		}
	})
}

func TestASlowAnswerComesLate(t *testing.T) {
	servers(t, func(t *testing.T, l *live, _ *fakemattermost.Server) {
		goOn := make(chan struct{})
		l.does(func(chat.Event) chat.Reply {
			<-goOn
			return chat.Reply{Messages: []chat.Message{chat.Say(chat.Written("endlich"))}, Language: "de"}
		})
		anna := l.ear("anna")
		began := time.Now()
		l.no(l.command("anna", l.channel, "hilfe"))
		anna.post("ephemeral_message", "Einen Moment")
		if time.Since(began) < patience {
			t.Error("told to wait at once")
		}
		goOn <- struct{}{}
		anna.post("ephemeral_message", "endlich")
		ref, err := l.m.Send(t.Context(), chat.Outgoing{Key: model.NewId(), Server: l.team, Channel: l.channel, Language: "de",
			Message: chat.Say(chat.Written("Karte")).With(chat.Actions{{Label: chat.Written("Ja"), Action: vote}})})
		l.no(err)
		card, err := l.people["anna"].post(t.Context(), ref)
		l.no(err)
		l.no(l.press("anna", card))
		anna.post("ephemeral_message", "Einen Moment")
		goOn <- struct{}{}
		if got := anna.post("posted", "endlich"); got.ChannelId != l.direct {
			t.Errorf("late in %s", got.ChannelId)
		}
	})
}

func TestAClickThatArrivesTwiceCountsOnce(t *testing.T) {
	fake := fakemattermost.New(fakemattermost.Options{})
	defer fake.Close()
	l := newLive(t, fake.URL, fake.AdminToken)
	anna := l.ear("anna")
	ref, err := l.m.Send(t.Context(), chat.Outgoing{Key: model.NewId(), Server: l.team, Channel: l.channel, Language: "de",
		Message: chat.Say(chat.Written("Karte")).With(chat.Actions{{Label: chat.Written("Ja"), Action: vote}})})
	l.no(err)
	card, err := l.people["anna"].post(t.Context(), ref)
	l.no(err)
	l.reply("gezählt")
	defer fake.Break(fakemattermost.Fault{Kind: fakemattermost.Twice, Outgoing: true})()
	l.no(l.press("anna", card))
	anna.post("ephemeral_message", "gezählt")
	if len(l.handled()) != 1 {
		t.Errorf("handled %d times", len(l.handled()))
	}
}

func TestAChoiceFromAListIsTheOneThatWasMade(t *testing.T) {
	servers(t, func(t *testing.T, l *live, _ *fakemattermost.Server) {
		var row chat.Actions
		for _, choice := range []string{"1", "2", "3", "4", "5", "6", "7"} {
			row = append(row, chat.Button{Label: chat.Written("Nummer " + choice), Action: chat.Action{Name: "poll.vote", Args: map[string]string{"choice": choice}}})
		}
		ref, err := l.m.Send(t.Context(), chat.Outgoing{Key: model.NewId(), Server: l.team, Channel: l.channel, Language: "de",
			Message: chat.Say(chat.Written("Liste")).With(row)})
		l.no(err)
		post, err := l.people["anna"].post(t.Context(), ref)
		l.no(err)
		list := post.Attachments()[0].Actions[0]
		choose := func(value string) {
			l.no(l.people["anna"].call(t.Context(), "POST", "/posts/"+ref+"/actions/"+list.Id, map[string]string{"selected_option": value}, nil))
		}
		anna := l.ear("anna")
		choose(list.Options[4].Value)
		anna.post("ephemeral_message", "gut")
		choose(l.m.seal.option(vote, "") + "x")
		anna.post("ephemeral_message", "Dieser Knopf gilt nicht mehr")
		events := l.handled()
		if len(events) != 1 {
			t.Fatalf("handled %v", events)
		}
		if diff := cmp.Diff(chat.Do(chat.Press{Action: row[4].Action}), events[0].Do); diff != "" {
			t.Error(diff)
		}
	})
}
