package fakediscord_test

import (
	"errors"
	"fmt"
	"net/textproto"
	"strings"
	"sync"
	"testing"
	"time"

	"bytes"
	"mime/multipart"

	"beirat/internal/fakediscord"
)

// clock is moved by hand.
type clock struct {
	mu  sync.Mutex
	now time.Time
}

func newClock() *clock { return &clock{now: time.Date(2026, 11, 22, 18, 0, 0, 0, time.UTC)} }

func (c *clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

func (c *clock) forward(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = c.now.Add(d)
}

// during acts while the bot answers, and gives what came of it.
func (w *town) during(t *testing.T, answer func(interaction)) (*fakediscord.Outcome, error) {
	t.Helper()
	w.register(t)
	done := make(chan struct{})
	w.robot(t, func(i interaction) {
		answer(i)
		close(done)
	})
	o, err := w.eva.Slash(within(t), w.hall.Place(), []string{"beirat"}, nil)
	<-done
	return o, err
}

func answering(content string) fields {
	return fields{"type": 4, "data": quiet(content, fields{"flags": 64})}
}

func TestAnInteractionIsAcknowledgedOnce(t *testing.T) {
	w := newTown(t, fakediscord.Options{})
	o, err := w.during(t, func(i interaction) {
		w.must(t, "POST", i.callback(), answering("eins"))
		w.refused(t, 400, 40060, "POST", i.callback(), answering("zwei"))
	})
	if err != nil || o.Text() != "eins" || len(w.Violations()) != 1 {
		t.Errorf("the outcome is %+v, %v; violations %q", o, err, w.Violations())
	}
}

func TestAnAnswerAfterThreeSecondsIsTooLate(t *testing.T) {
	c := newClock()
	w := newTown(t, fakediscord.Options{Now: c.Now, Patience: 10 * time.Millisecond})
	_, err := w.during(t, func(i interaction) {
		c.forward(3*time.Second + time.Millisecond)
		w.refused(t, 404, 10062, "POST", i.callback(), answering("spät"))
		w.refused(t, 404, 10015, "POST", w.webhook(i, ""), quiet("spät", nil))
	})
	if !errors.Is(err, fakediscord.ErrNoAnswer) {
		t.Errorf("got %v, want %v", err, fakediscord.ErrNoAnswer)
	}
}

func TestATokenLastsFifteenMinutes(t *testing.T) {
	c := newClock()
	w := newTown(t, fakediscord.Options{Now: c.Now})
	_, err := w.during(t, func(i interaction) {
		w.must(t, "POST", i.callback(), answering("eins"))
		c.forward(15 * time.Minute)
		w.must(t, "PATCH", w.webhook(i, "/messages/@original"), quiet("zwei", nil))
		c.forward(time.Second)
		w.refused(t, 401, 50027, "PATCH", w.webhook(i, "/messages/@original"), quiet("drei", nil))
		w.refused(t, 401, 50027, "POST", w.webhook(i, ""), quiet("vier", nil))
	})
	if err != nil {
		t.Fatal(err)
	}
	if seen := w.eva.Private(); len(seen) != 1 || seen[0].Content != "zwei" || seen[0].Edited != 1 {
		t.Errorf("eva sees %+v", seen)
	}
}

func TestWhatCannotBeAnsweredLikeThat(t *testing.T) {
	w := newTown(t, fakediscord.Options{})
	w.register(t)
	modal := fields{"type": 9, "data": fields{"custom_id": "m", "title": "x", "components": []fields{
		{"type": 1, "components": []fields{{"type": 4, "style": 1, "custom_id": "t", "label": "x"}}},
	}}}
	w.robot(t, func(i interaction) {
		switch i.Type {
		case 2: // a command has no message to change, and offers nothing
			w.refused(t, 400, 50035, "POST", i.callback(), fields{"type": 6})
			w.refused(t, 400, 50035, "POST", i.callback(), fields{"type": 7, "data": quiet("x", nil)})
			w.refused(t, 400, 50035, "POST", i.callback(), fields{"type": 8, "data": fields{"choices": []fields{}}})
			w.must(t, "POST", i.callback(), modal)
			w.refused(t, 404, 10008, "PATCH", w.webhook(i, "/messages/@original"), quiet("x", nil))
		case 5: // a modal is never the answer to a modal
			w.refused(t, 400, 50035, "POST", i.callback(), modal)
			w.must(t, "POST", i.callback(), answering("danke"))
		}
	})
	o, err := w.eva.Slash(within(t), w.hall.Place(), []string{"beirat"}, nil)
	if err != nil {
		t.Fatal(err)
	}
	if o, err = w.eva.Submit(within(t), o.Modal, map[string]any{"t": "a"}); err != nil || o.Text() != "danke" {
		t.Errorf("the outcome is %+v, %v", o, err)
	}
	w.call(t, "POST", "/interactions/1/unknown/callback", answering("x"))
	if n := len(w.Violations()); n != 5 {
		t.Errorf("%d violations: %q", n, w.Violations())
	}
}

func TestAPrivateMessageIsReachedOnlyByItsInteraction(t *testing.T) {
	w := newTown(t, fakediscord.Options{})
	o, err := w.during(t, func(i interaction) {
		a := w.must(t, "POST", i.callback()+"?with_response=true", answering("geheim"))
		id := a.body["resource"].(fields)["message"].(fields)["id"].(string)
		w.refused(t, 404, 10008, "PATCH", "/channels/"+w.hall.ID+"/messages/"+id, quiet("offen", nil))
		w.refused(t, 404, 10008, "GET", "/channels/"+w.hall.ID+"/messages/"+id, nil)
		w.must(t, "PATCH", w.webhook(i, "/messages/"+id), quiet("immer noch geheim", nil))
		w.must(t, "POST", w.webhook(i, ""), quiet("und offen", nil))
	})
	if err != nil || o.Messages[0].ID == "" {
		t.Fatal(o, err)
	}
	if seen := w.tom.Sees(w.hall.ID); len(seen) != 1 || seen[0].Content != "und offen" {
		t.Errorf("tom sees %+v", seen)
	}
	if again := o.Again(); len(again.Messages) != 2 || again.Messages[0].Content != "immer noch geheim" {
		t.Errorf("the outcome is now %+v", again)
	}
	w.peaceful(t)
}

func TestANonceMakesAMessageOnce(t *testing.T) {
	c := newClock()
	w := newTown(t, fakediscord.Options{Now: c.Now})
	path := "/channels/" + w.hall.ID + "/messages"
	body := quiet("einmal", fields{"nonce": "n1", "enforce_nonce": true})
	first, second := w.must(t, "POST", path, body), w.must(t, "POST", path, body)
	if first.body["id"] != second.body["id"] || len(w.eva.Sees(w.hall.ID)) != 1 {
		t.Errorf("two messages: %v and %v", first.body["id"], second.body["id"])
	}
	w.must(t, "POST", path, quiet("wieder", fields{"nonce": "n1"}))
	c.forward(6 * time.Minute)
	w.must(t, "POST", path, body)
	if n := len(w.eva.Sees(w.hall.ID)); n != 3 {
		t.Errorf("%d messages, want 3", n)
	}
}

func TestAnEditChangesOnlyWhatItNames(t *testing.T) {
	w := newTown(t, fakediscord.Options{})
	path := "/channels/" + w.hall.ID + "/messages"
	m := w.must(t, "POST", path, quiet("Text", fields{"embeds": []fields{{"title": "Kasten"}}, "components": []fields{row(button("a", "Ja"))}}))
	path += "/" + m.body["id"].(string)
	for _, step := range []struct {
		body                        fields
		content                     string
		embeds, components, refused int
	}{
		{quiet("Neu", nil), "Neu", 1, 1, 0},
		{fields{"embeds": nil}, "Neu", 0, 1, 0},
		{fields{"components": []fields{}}, "Neu", 0, 0, 0},
		{fields{"content": nil}, "Neu", 0, 0, 50006},
	} {
		if step.refused != 0 {
			w.refused(t, 400, step.refused, "PATCH", path, step.body)
		} else {
			w.must(t, "PATCH", path, step.body)
		}
		if now := w.tom.Sees(w.hall.ID)[0]; now.Content != step.content || len(now.Embeds) != step.embeds || len(now.Components) != step.components {
			t.Errorf("after %v the message is %+v", step.body, now)
		}
	}
	w.must(t, "DELETE", path, nil)
	w.refused(t, 404, 10008, "PATCH", path, quiet("weg", nil))
}

func multiparts(t *testing.T, payload string, files ...string) (kind string, body []byte) {
	t.Helper()
	var b bytes.Buffer
	writer := multipart.NewWriter(&b)
	part := func(name, file, kind, content string) {
		header := textproto.MIMEHeader{}
		header.Set("Content-Disposition", fmt.Sprintf(`form-data; name=%q`, name)+file)
		header.Set("Content-Type", kind)
		p, err := writer.CreatePart(header)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := p.Write([]byte(content)); err != nil {
			t.Fatal(err)
		}
	}
	part("payload_json", "", "application/json", payload)
	for i, content := range files {
		part(fmt.Sprintf("files[%d]", i), fmt.Sprintf(`; filename="f%d.png"`, i), "image/png", content)
	}
	if err := writer.Close(); err != nil {
		t.Fatal(err)
	}
	return writer.FormDataContentType(), b.Bytes()
}

func TestFilesComeWithTheirDescriptions(t *testing.T) {
	w := newTown(t, fakediscord.Options{Schema: schema(t)})
	path := "/channels/" + w.hall.ID + "/messages"
	kind, body := multiparts(t, `{"attachments":[{"id":"0","filename":"ergebnis.png","description":"Ergebnis: angenommen"},{"id":"1","description":"Logo"}]}`, "Bild", "Datei")
	a, err := w.send("POST", path, kind, body)
	if err != nil || a.status != 200 {
		t.Fatalf("%v %d %s", err, a.status, a.raw)
	}
	got := w.tom.Sees(w.hall.ID)[0].Attachments
	if len(got) != 2 || got[0].Filename != "ergebnis.png" || got[0].Description != "Ergebnis: angenommen" || string(got[0].Content) != "Bild" || got[1].Filename != "f1.png" || got[0].Kind != "image/png" {
		t.Fatalf("the files are %+v", got)
	}
	kind, body = multiparts(t, fmt.Sprintf(`{"attachments":[{"id":%q},{"id":"0","description":"neu"}]}`, got[1].ID), "Drittes")
	if a, err = w.send("PATCH", path+"/"+w.tom.Sees(w.hall.ID)[0].ID, kind, body); err != nil || a.status != 200 {
		t.Fatalf("%v %d %s", err, a.status, a.raw)
	}
	got = w.tom.Sees(w.hall.ID)[0].Attachments
	if len(got) != 2 || string(got[0].Content) != "Datei" || string(got[1].Content) != "Drittes" || got[1].Description != "neu" {
		t.Errorf("the files are now %+v", got)
	}
	w.peaceful(t)
}

func TestFilesThatAreNotTaken(t *testing.T) {
	w := newTown(t, fakediscord.Options{})
	path := "/channels/" + w.hall.ID + "/messages"
	kind, body := multiparts(t, `{"attachments":[{"id":"0","description":"x"}]}`, strings.Repeat("x", 10<<20+1))
	if a, err := w.send("POST", path, kind, body); err != nil || a.status != 413 || a.code() != 40005 {
		t.Errorf("too large a file: %v %d %s", err, a.status, a.raw)
	}
	kind, body = multiparts(t, `{}`, "Bild")
	if a, err := w.send("POST", path, kind, body); err != nil || a.status != 200 {
		t.Errorf("%v %d %s", err, a.status, a.raw)
	}
	if v := w.Violations(); len(v) != 2 || !strings.Contains(v[1], "no description") {
		t.Errorf("the violations are %q", v)
	}
}

func TestWhatTheBotMayNotDo(t *testing.T) {
	w := newTown(t, fakediscord.Options{})
	hidden, silent, bare := w.guild.NewChannel("vorstand"), w.guild.NewChannel("aushang"), w.guild.NewChannel("schlicht")
	hidden.Overwrite(w.guild.ID, 0, fakediscord.ViewChannel)
	silent.Overwrite(w.app.BotID, 0, fakediscord.SendMessages)
	bare.Overwrite(w.app.BotID, 0, fakediscord.EmbedLinks)
	abroad := w.NewGuild("Nachbarort").NewChannel("rathaus")
	w.refused(t, 403, 50001, "POST", "/channels/"+hidden.ID+"/messages", quiet("a", nil))
	w.refused(t, 403, 50013, "POST", "/channels/"+silent.ID+"/messages", quiet("a", nil))
	w.refused(t, 403, 50013, "POST", "/channels/"+bare.ID+"/messages", quiet("a", fields{"embeds": []fields{{"title": "x"}}}))
	w.must(t, "POST", "/channels/"+bare.ID+"/messages", quiet("a", nil))
	w.refused(t, 403, 50001, "POST", "/channels/"+abroad.ID+"/messages", quiet("a", nil))
	w.refused(t, 404, 10003, "POST", "/channels/1/messages", quiet("a", nil))
	if seen := w.tom.Sees(hidden.ID); seen != nil {
		t.Errorf("tom sees %v in a hidden channel", seen)
	}
	w.peaceful(t)
}

func TestADirectMessageCanBeRefused(t *testing.T) {
	w := newTown(t, fakediscord.Options{})
	stranger := w.NewUser("ida", "de")
	channel := func(u *fakediscord.User) string {
		return "/channels/" + w.must(t, "POST", "/users/@me/channels", fields{"recipient_id": u.ID}).body["id"].(string) + "/messages"
	}
	w.tom.DMs(false)
	w.refused(t, 403, 50007, "POST", channel(w.tom), quiet("a", nil))
	w.refused(t, 403, 50278, "POST", channel(stranger), quiet("a", nil))
	w.tom.DMs(true)
	w.must(t, "POST", channel(w.tom), quiet("a", nil))
	if seen := w.tom.Direct(w.app.BotID); len(seen) != 1 || seen[0].Content != "a" {
		t.Errorf("tom sees %+v", seen)
	}
	if err := stranger.Write(within(t), w.app.Place(), "hallo"); !errors.Is(err, fakediscord.ErrNotHere) {
		t.Errorf("a stranger wrote: %v", err)
	}
	w.peaceful(t)
}

func TestMembersAreFound(t *testing.T) {
	w := newTown(t, fakediscord.Options{})
	w.guild.Nick(w.tom, "Thomas")
	w.eva.Display("Eva Müller")
	path := "/guilds/" + w.guild.ID + "/members"
	for query, want := range map[string]string{"eva": w.eva.ID, "tho": w.tom.ID, "TOM": w.tom.ID} {
		var found []struct{ User struct{ ID string } }
		decode(t, w.must(t, "GET", path+"/search?limit=10&query="+query, nil).raw, &found)
		if len(found) != 1 || found[0].User.ID != want {
			t.Errorf("%s finds %v", query, found)
		}
	}
	w.refused(t, 404, 10013, "GET", path+"/1", nil)
	w.guild.Remove(w.tom)
	w.refused(t, 404, 10007, "GET", path+"/"+w.tom.ID, nil)
	w.peaceful(t)
	w.refused(t, 403, 50001, "GET", path, nil)
	if len(w.Violations()) != 1 {
		t.Errorf("listing members is no violation: %q", w.Violations())
	}
}

func TestAWrongTokenIsRefused(t *testing.T) {
	w := newTown(t, fakediscord.Options{})
	w.app = &fakediscord.Application{Token: "wrong"}
	w.refused(t, 401, 0, "GET", "/users/@me", nil)
	w.peaceful(t)
}

func TestTheButtonsOfABotThatWasExpelledAreDead(t *testing.T) {
	w := newTown(t, fakediscord.Options{})
	w.must(t, "POST", "/channels/"+w.hall.ID+"/messages", quiet("Wählen Sie", fields{"components": []fields{row(button("a", "Ja"))}}))
	k, _ := w.identify(t)
	w.Expel(w.app, w.guild)
	k.next(0, "GUILD_DELETE")
	if _, err := w.eva.Click(within(t), w.eva.Sees(w.hall.ID)[0], "a"); !errors.Is(err, fakediscord.ErrGone) {
		t.Errorf("got %v, want %v", err, fakediscord.ErrGone)
	}
	w.refused(t, 403, 50001, "GET", "/guilds/"+w.guild.ID, nil)
	w.Invite(w.app, w.guild, fakediscord.ViewChannel)
	k.next(0, "GUILD_CREATE")
	w.peaceful(t)
}
