package fakediscord_test

import (
	"errors"
	"io/fs"
	"os"
	"strings"
	"testing"

	"beirat/internal/fakediscord"
)

// schema is Discord's description of what bots send, if it lies beside this
// checkout.
func schema(t *testing.T) []byte {
	t.Helper()
	const path = "../../../shared/discord/bot-requests.json"
	raw, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		t.Skip("no " + path + " beside this checkout: bodies are not checked against it")
	}
	if err != nil {
		t.Fatal(err)
	}
	return raw
}

func TestABodyThatItsSchemaForbidsIsRefusedReadably(t *testing.T) {
	w := newTown(t, fakediscord.Options{Schema: schema(t)})
	messages, events := "/channels/"+w.hall.ID+"/messages", "/guilds/"+w.guild.ID+"/scheduled-events"
	for _, c := range []struct {
		name, method, path string
		body               any
		want               string
	}{
		{"a field that nobody knows", "POST", messages, quiet("Hallo", fields{"contents": "x"}), "contents"},
		{"a label that is a number", "POST", messages, quiet("Hallo", fields{"components": []fields{row(fields{"type": 2, "style": 1, "custom_id": "a", "label": 7})}}), "/components/0/components/0/label"},
		{"a component of a modal", "POST", messages, quiet("Hallo", fields{"components": []fields{row(fields{"type": 4, "style": 1, "custom_id": "a"})}}), "/components/0/components/0/type"},
		{"a field that cannot be null", "POST", messages, quiet("Hallo", fields{"components": []fields{{"type": 1, "components": nil}}}), "/components/0/components"},
		{"a file that is numbered", "POST", messages, quiet("Hallo", fields{"attachments": []fields{{"id": 0}}}), "/attachments/0/id"},
		{"a command without a description of its option", "PUT", "/applications/" + w.app.ID + "/commands", []fields{{"name": "a", "description": "b", "options": []fields{{"type": 3, "name": "x"}}}}, "description"},
		{"an event of no kind", "POST", events, fields{"name": "Sitzung", "entity_type": 9, "privacy_level": 2, "scheduled_start_time": "2030-01-01T00:00:00Z"}, "/entity_type"},
		{"nobody to write to", "POST", "/users/@me/channels", fields{"recipient_id": "eva"}, "/recipient_id"},
	} {
		t.Run(c.name, func(t *testing.T) {
			a := w.refused(t, 400, 50035, c.method, c.path, c.body)
			if text := string(a.raw); !strings.Contains(text, c.want) || strings.Count(text, "BASE_TYPE_INVALID") > 2 {
				t.Errorf("it says %s, want %s and little else", text, c.want)
			}
		})
	}
	if n := len(w.Violations()); n != 8 {
		t.Errorf("%d violations, want 8: %q", n, w.Violations())
	}
}

func TestWhatTheSchemaAllowsIsTaken(t *testing.T) {
	w := newTown(t, fakediscord.Options{Schema: schema(t)})
	all := commands()
	all[0]["default_member_permissions"] = "32"
	w.must(t, "PUT", "/applications/"+w.app.ID+"/guilds/"+w.guild.ID+"/commands", all)
	w.must(t, "POST", "/channels/"+w.hall.ID+"/messages", fields{
		"content": nil, "embeds": []fields{{"title": "Beschluss", "color": 3}}, "allowed_mentions": fields{"parse": []string{}}, "nonce": "a", "enforce_nonce": true,
		"components": []fields{row(button("a", "Ja")), row(fields{"type": 3, "custom_id": "b", "options": []fields{{"label": "A", "value": "a"}}})},
	})
	w.must(t, "POST", "/guilds/"+w.guild.ID+"/scheduled-events", fields{
		"name": "Sitzung", "entity_type": 3, "privacy_level": 2, "scheduled_start_time": "2100-01-01T18:00:00Z", "scheduled_end_time": "2100-01-01T20:00:00Z",
		"entity_metadata": fields{"location": "Rathaus"},
	})
	w.peaceful(t)
}
