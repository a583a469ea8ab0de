package fakediscord_test

import (
	"fmt"
	"strings"
	"testing"

	"beirat/internal/fakediscord"
)

func many(n int, make func(int) fields) []fields {
	var list []fields
	for i := range n {
		list = append(list, make(i))
	}
	return list
}

func numbered(i int) fields { return button(fmt.Sprint("b", i), "Ja") }

func selecting(options []fields, more fields) fields {
	c := fields{"type": 3, "custom_id": "s", "options": options}
	for name, value := range more {
		c[name] = value
	}
	return c
}

func choosable(i int) fields { return fields{"label": fmt.Sprint("L", i), "value": fmt.Sprint("v", i)} }

func TestAMessageThatTheRealOneRefuses(t *testing.T) {
	w := newTown(t, fakediscord.Options{})
	path := "/channels/" + w.hall.ID + "/messages"
	for _, c := range []struct {
		name string
		body fields
		code int
	}{
		{"nothing in it", quiet("", nil), 50006},
		{"2001 characters", quiet(strings.Repeat("ä", 2001), nil), 50035},
		{"six rows", quiet("a", fields{"components": many(6, func(i int) fields { return row(numbered(i)) })}), 50035},
		{"six buttons in a row", quiet("a", fields{"components": []fields{row(many(6, numbered)...)}}), 50035},
		{"an empty row", quiet("a", fields{"components": []fields{row()}}), 50035},
		{"no row", quiet("a", fields{"components": []fields{button("a", "Ja")}}), 50035},
		{"the same custom_id twice", quiet("a", fields{"components": []fields{row(button("a", "Ja"), button("a", "Nein"))}}), 50035},
		{"a custom_id of 101", quiet("a", fields{"components": []fields{row(button(strings.Repeat("x", 101), "Ja"))}}), 50035},
		{"a button without custom_id", quiet("a", fields{"components": []fields{row(button("", "Ja"))}}), 50035},
		{"a button without a label", quiet("a", fields{"components": []fields{row(button("a", ""))}}), 50035},
		{"a label of 81", quiet("a", fields{"components": []fields{row(button("a", strings.Repeat("x", 81)))}}), 50035},
		{"a link without url", quiet("a", fields{"components": []fields{row(fields{"type": 2, "style": 5, "label": "x"})}}), 50035},
		{"a link with custom_id", quiet("a", fields{"components": []fields{row(fields{"type": 2, "style": 5, "label": "x", "url": "https://a.example", "custom_id": "x"})}}), 50035},
		{"a select beside a button", quiet("a", fields{"components": []fields{row(button("a", "Ja"), selecting(many(2, choosable), nil))}}), 50035},
		{"26 options", quiet("a", fields{"components": []fields{row(selecting(many(26, choosable), nil))}}), 50035},
		{"no options", quiet("a", fields{"components": []fields{row(selecting([]fields{}, nil))}}), 50035},
		{"two options with one value", quiet("a", fields{"components": []fields{row(selecting([]fields{choosable(1), choosable(1)}, nil))}}), 50035},
		{"more to choose than there is", quiet("a", fields{"components": []fields{row(selecting(many(2, choosable), fields{"max_values": 3}))}}), 50035},
		{"an embed of 4097", quiet("a", fields{"embeds": []fields{{"description": strings.Repeat("x", 4097)}}}), 50035},
		{"embeds of 6001 in all", quiet("a", fields{"embeds": []fields{{"description": strings.Repeat("x", 4000)}, {"description": strings.Repeat("x", 2001)}}}), 50035},
		{"eleven embeds", quiet("a", fields{"embeds": many(11, func(int) fields { return fields{"title": "x"} })}), 50035},
		{"an empty embed", quiet("a", fields{"embeds": []fields{{}}}), 50035},
		{"private in a channel", quiet("a", fields{"flags": 64}), 50035},
		{"a file that did not come", quiet("a", fields{"attachments": []fields{{"id": "0"}}}), 50035},
		{"a nonce of 26", quiet("a", fields{"nonce": strings.Repeat("n", 26)}), 50035},
		{"users allowed in two ways", fields{"content": "a", "allowed_mentions": fields{"parse": []string{"users"}, "users": []string{"1"}}}, 50035},
	} {
		t.Run(c.name, func(t *testing.T) {
			before := len(w.Violations())
			w.refused(t, 400, c.code, "POST", path, c.body)
			if len(w.Violations()) != before+1 {
				t.Errorf("the violations are %q", w.Violations())
			}
		})
	}
	if seen := w.eva.Sees(w.hall.ID); len(seen) != 0 {
		t.Errorf("the channel shows %d messages", len(seen))
	}
}

func TestAMessageAtItsLimitsIsTaken(t *testing.T) {
	w := newTown(t, fakediscord.Options{Schema: schema(t)})
	w.must(t, "POST", "/channels/"+w.hall.ID+"/messages", quiet(strings.Repeat("ä", 2000), fields{
		"embeds": []fields{{"title": "x", "description": strings.Repeat("x", 4096)}, {"description": strings.Repeat("x", 1903)}},
		"components": append(many(4, func(i int) fields {
			return row(many(5, func(j int) fields {
				return button(fmt.Sprintf("%0100d", 5*i+j), strings.Repeat("x", 80))
			})...)
		}), row(selecting(many(25, choosable), fields{"max_values": 25}))),
	}))
	w.peaceful(t)
}

func TestAMessageSaysWhomItMayMention(t *testing.T) {
	w := newTown(t, fakediscord.Options{})
	path := "/channels/" + w.hall.ID + "/messages"
	text := fmt.Sprintf("<@%s> und <@%s>", w.eva.ID, w.tom.ID)
	w.must(t, "POST", path, fields{"content": text, "allowed_mentions": fields{"parse": []string{}, "users": []string{w.eva.ID}}})
	if m := w.eva.Sees(w.hall.ID)[0]; len(m.Mentions) != 1 || m.Mentions[0] != w.eva.ID {
		t.Errorf("notified are %v", m.Mentions)
	}
	w.peaceful(t)
	w.must(t, "POST", path, fields{"content": text})
	if v := w.Violations(); len(v) != 1 || !strings.Contains(v[0], "allowed_mentions") {
		t.Errorf("the violations are %q", v)
	}
}

func TestCommandsThatTheRealOneRefuses(t *testing.T) {
	w := newTown(t, fakediscord.Options{})
	text := func(i int) fields {
		return fields{"type": 3, "name": fmt.Sprint("o", i), "description": "x"}
	}
	with := func(options ...fields) fields {
		return fields{"name": "poll", "description": "Polls", "options": options}
	}
	for name, body := range map[string][]fields{
		"a capital letter":                {{"name": "Poll", "description": "x"}},
		"a blank":                         {{"name": "a b", "description": "x"}},
		"33 characters":                   {{"name": strings.Repeat("x", 33), "description": "x"}},
		"no description":                  {{"name": "poll", "description": ""}},
		"a description of 101":            {{"name": "poll", "description": strings.Repeat("x", 101)}},
		"an unknown language":             {{"name": "poll", "description": "x", "name_localizations": fields{"en": "poll"}}},
		"a German name with a capital":    {{"name": "poll", "description": "x", "name_localizations": fields{"de": "Abstimmung"}}},
		"the same name twice":             {with(), with()},
		"the same German name twice":      {{"name": "a", "description": "x", "name_localizations": fields{"de": "c"}}, {"name": "b", "description": "x", "name_localizations": fields{"de": "c"}}},
		"26 options":                      {with(many(26, text)...)},
		"a required one behind others":    {with(text(1), fields{"type": 3, "name": "b", "description": "x", "required": true})},
		"subcommands and other options":   {with(fields{"type": 1, "name": "a", "description": "x"}, text(1))},
		"a subcommand in a subcommand":    {with(fields{"type": 1, "name": "a", "description": "x", "options": []fields{{"type": 1, "name": "a", "description": "x"}}})},
		"a group in a group":              {with(fields{"type": 2, "name": "a", "description": "x", "options": []fields{{"type": 2, "name": "a", "description": "x"}}})},
		"26 choices":                      {with(fields{"type": 3, "name": "a", "description": "x", "choices": many(26, func(i int) fields { return fields{"name": fmt.Sprint(i), "value": fmt.Sprint(i)} })})},
		"choices that complete by asking": {with(fields{"type": 3, "name": "a", "description": "x", "autocomplete": true, "choices": []fields{{"name": "x", "value": "x"}}})},
		"a user that completes by asking": {with(fields{"type": 6, "name": "a", "description": "x", "autocomplete": true})},
		"more than 8000 characters in all": {with(many(25, func(i int) fields {
			return fields{"type": 3, "name": fmt.Sprint("o", i), "description": "x", "choices": many(5, func(j int) fields {
				return fields{"name": fmt.Sprint(j), "name_localizations": fields{"de": fmt.Sprint(j, strings.Repeat("x", 70))}, "value": fmt.Sprint(j)}
			})}
		})...)},
	} {
		t.Run(name, func(t *testing.T) {
			w.refused(t, 400, 50035, "PUT", "/applications/"+w.app.ID+"/commands", body)
		})
	}
}

func TestCommandsAreOverwrittenAsAWhole(t *testing.T) {
	w := newTown(t, fakediscord.Options{})
	path := "/applications/" + w.app.ID + "/commands"
	var first, second []struct{ ID, Name string }
	decode(t, w.must(t, "PUT", path, commands()).raw, &first)
	decode(t, w.must(t, "PUT", path, commands()[1:]).raw, &second)
	if len(first) != 2 || len(second) != 1 || second[0].ID != first[1].ID {
		t.Errorf("at first %v, then %v", first, second)
	}
	if text := string(w.must(t, "GET", path, nil).raw); strings.Contains(text, "localizations") {
		t.Errorf("the localizations are told unasked: %s", text)
	}
	if text := string(w.must(t, "GET", path+"?with_localizations=true", nil).raw); !strings.Contains(text, "abstimmung") {
		t.Errorf("the localizations are not told: %s", text)
	}
	shown := w.eva.Commands(w.guild.ID)
	if len(shown) != 1 || shown[0].Name != "abstimmung" || shown[0].Subcommands[0].Options[1].Choices[0].Name != "Ja oder nein" {
		t.Errorf("eva is shown %+v", shown)
	}
	if shown := w.tom.Commands(""); len(shown) != 1 || shown[0].Name != "poll" {
		t.Errorf("tom is shown %+v in direct messages", shown)
	}
	w.peaceful(t)
}

func TestNotMoreThan200CommandsAreMadeADay(t *testing.T) {
	w := newTown(t, fakediscord.Options{})
	path := "/applications/" + w.app.ID + "/commands"
	for round := range 5 {
		body := many(50, func(i int) fields { return fields{"name": fmt.Sprintf("c%d-%d", round, i), "description": "x"} })
		if round == 4 {
			w.refused(t, 400, 30034, "PUT", path, body)
		} else {
			w.must(t, "PUT", path, body)
		}
	}
}

func TestAModalThatTheRealOneRefuses(t *testing.T) {
	w := newTown(t, fakediscord.Options{})
	w.register(t)
	text := func(i int) fields {
		return fields{"type": 18, "label": "x", "component": fields{"type": 4, "style": 1, "custom_id": fmt.Sprint("t", i)}}
	}
	modal := func(title string, components ...fields) fields {
		return fields{"type": 9, "data": fields{"custom_id": "m", "title": title, "components": components}}
	}
	refused := []fields{
		modal(strings.Repeat("x", 46), text(1)),
		modal("x"),
		modal("x", many(6, text)...),
		modal("x", fields{"type": 18, "label": strings.Repeat("x", 46), "component": fields{"type": 4, "style": 1, "custom_id": "t"}}),
		modal("x", fields{"type": 18, "label": "x"}),
		modal("x", fields{"type": 18, "label": "x", "component": button("a", "Ja")}),
		modal("x", fields{"type": 18, "label": "x", "component": fields{"type": 4, "style": 1, "custom_id": "t", "label": "x"}}),
		modal("x", fields{"type": 18, "label": "x", "component": fields{"type": 4, "custom_id": "t"}}),
		modal("x", fields{"type": 18, "label": "x", "component": fields{"type": 4, "style": 1, "custom_id": "t", "max_length": 3, "value": "lang"}}),
		modal("x", fields{"type": 18, "label": "x", "component": selecting(many(2, choosable), fields{"disabled": true})}),
		modal("x", text(1), text(1)),
	}
	w.robot(t, func(i interaction) {
		for _, body := range refused {
			w.refused(t, 400, 50035, "POST", i.callback(), body)
		}
		w.must(t, "POST", i.callback(), modal("Frage", many(5, text)...))
	})
	o, err := w.eva.Slash(within(t), w.hall.Place(), []string{"beirat"}, nil)
	if err != nil || o.Modal == nil || len(o.Modal.Fields()) != 5 {
		t.Errorf("the outcome is %+v, %v", o, err)
	}
	if n := len(w.Violations()); n != len(refused) {
		t.Errorf("%d violations, want %d", n, len(refused))
	}
}
