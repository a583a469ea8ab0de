package fakemattermost_test

import (
	"encoding/json"
	"maps"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"github.com/mattermost/mattermost/server/public/model"
)

func jsonOf(v any) string {
	if f, ok := v.(float64); ok {
		return strconv.FormatFloat(f, 'f', -1, 64)
	}
	text, err := json.Marshal(v)
	if err != nil {
		panic(err)
	}
	return string(text)
}

func opened(text string) map[string]any {
	var v map[string]any
	_ = json.Unmarshal([]byte(text), &v)
	return v
}

func form(text string) map[string]any {
	values, _ := url.ParseQuery(text)
	plain := map[string]any{}
	for key := range maps.Keys(values) {
		plain[key] = values.Get(key)
	}
	return plain
}

func editProbes() []probe {
	return []probe{
		{"who reads a post may pin it", func(w *world) []any {
			id := w.must("robot", "POST", "/posts", map[string]any{"channel_id": w.ids["closed"], "message": "Karte"}).text("id")
			pinned := func() any { return w.must("admin", "GET", "/posts/"+id, nil).body.(map[string]any)["is_pinned"] }
			list := []any{w.call("bert", "POST", "/posts/"+id+"/pin", nil), pinned()}
			list = append(list, w.call("robot", "POST", "/posts/"+id+"/pin", nil), pinned(), w.call("robot", "POST", "/posts/"+id+"/pin", nil),
				w.call("robot", "PUT", "/posts/"+id+"/patch", map[string]any{"message": "anders"}).status, pinned())
			return append(list, w.call("robot", "POST", "/posts/"+id+"/unpin", nil), pinned(), w.call("robot", "POST", "/posts/"+nobody+"/pin", nil), w.call("robot", "POST", "/posts/x/pin", nil))
		}},
		{"an edit by props leaves the words", func(w *world) []any {
			id := w.post("robot", "open", map[string]any{"message": "", "props": w.buttons()})
			props := w.buttons()
			props["attachments"].([]any)[0].(map[string]any)["text"] = "**Neu**"
			return []any{w.call("robot", "PUT", "/posts/"+id+"/patch", map[string]any{"props": props}), w.call("robot", "PUT", "/posts/"+id+"/patch", map[string]any{"props": props}).status}
		}},
		{"others' posts are not edited", func(w *world) []any {
			id := w.post("anna", "open", nil)
			return []any{w.call("robot", "PUT", "/posts/"+id+"/patch", map[string]any{"message": "x"}), w.call("bert", "DELETE", "/posts/"+id, nil), w.call("admin", "PUT", "/posts/"+id+"/patch", map[string]any{"message": "x"}).status,
				w.call("anna", "PUT", "/posts/"+id, map[string]any{"id": nobody, "message": "x"}), w.call("anna", "PUT", "/posts/"+id, map[string]any{"id": id, "message": "ganz"}), w.call("anna", "PUT", "/posts/"+id+"/patch", map[string]any{"message": strings.Repeat("a", 16384)})}
		}},
		{"what is deleted is gone", func(w *world) []any {
			id := w.post("robot", "open", nil)
			return []any{w.call("robot", "DELETE", "/posts/"+id, nil), w.call("robot", "GET", "/posts/"+id, nil), w.call("robot", "PUT", "/posts/"+id+"/patch", map[string]any{"props": map[string]any{}}), w.call("robot", "DELETE", "/posts/"+id, nil)}
		}},
		{"files change with an edit", func(w *world) []any {
			file := func() string {
				return w.must("robot", "POST", "/files?channel_id="+w.ids["open"]+"&filename=a.txt", "x").body.(map[string]any)["file_infos"].([]any)[0].(map[string]any)["id"].(string)
			}
			one, two := file(), file()
			id := w.post("robot", "open", map[string]any{"file_ids": []string{one}})
			patched := w.call("robot", "PUT", "/posts/"+id+"/patch", map[string]any{"file_ids": []string{two}})
			return []any{patched.status, jsonOf(patched.body.(map[string]any)["file_ids"]) == jsonOf([]string{two}), w.call("robot", "GET", "/files/"+one+"/info", nil).status, w.call("robot", "GET", "/files/"+two+"/info", nil).status}
		}},
	}
}

func (w *world) command(trigger string, more map[string]any) heard {
	body := map[string]any{"team_id": w.ids["team"], "trigger": trigger, "method": "P", "url": w.integration.URL + "/command", "auto_complete": true, "auto_complete_hint": "[x]", "auto_complete_desc": "y"}
	maps.Copy(body, more)
	return w.call("admin", "POST", "/commands", body)
}

func (w *world) execute(who, channel, line string) heard {
	return w.call(who, "POST", "/commands/execute", map[string]any{"channel_id": w.ids[channel], "team_id": w.ids["team"], "command": line})
}

func commandProbes() []probe {
	return []probe{
		{"commands are made by those who manage a team", func(w *world) []any {
			return []any{w.command("first", nil), w.command("FIRST", nil), w.command("away", nil), w.command("x y", nil), w.command("/x", nil), w.command("second", map[string]any{"url": "no address"}), w.command("second", map[string]any{"method": "X"}),
				w.command("second", map[string]any{"team_id": model.NewId()}),
				w.call("anna", "POST", "/commands", map[string]any{"team_id": w.ids["team"], "trigger": "second", "method": "P", "url": w.integration.URL})}
		}},
		{"commands are listed with tokens for those who manage them", func(w *world) []any {
			custom := "/commands?custom_only=true&team_id=" + w.ids["team"]
			list, _ := w.call("anna", "GET", "/teams/"+w.ids["team"]+"/commands/autocomplete", nil).body.([]any)
			var own []any
			for _, c := range list {
				if c.(map[string]any)["trigger"] == "first" {
					own = append(own, c)
				}
			}
			return []any{w.call("admin", "GET", custom, nil), w.call("anna", "GET", custom, nil), w.call("robot", "GET", "/commands?custom_only=true", nil), own, len(list) > 10, w.call("cora", "GET", "/teams/"+w.ids["team"]+"/commands/autocomplete", nil)}
		}},
		{"a command is changed, renewed and deleted", func(w *world) []any {
			made := w.command("third", nil)
			id := made.text("id")
			changed := made.body.(map[string]any)
			changed["url"] = w.integration.URL + "/other"
			other := maps.Clone(changed)
			other["team_id"] = nobody
			return []any{w.call("admin", "PUT", "/commands/"+id, changed), w.call("anna", "PUT", "/commands/"+id, changed), w.call("admin", "PUT", "/commands/"+id, other), w.call("admin", "PUT", "/commands/"+nobody, changed).status,
				w.call("admin", "GET", "/commands/"+id, nil).status, w.call("anna", "GET", "/commands/"+id, nil), w.call("admin", "PUT", "/commands/"+id+"/regen_token", nil), w.call("anna", "DELETE", "/commands/"+id, nil),
				w.call("admin", "DELETE", "/commands/"+id, nil), w.call("admin", "GET", "/commands/"+id, nil), w.execute("anna", "open", "/third")}
		}},
		{"a command asks its integration", func(w *world) []any {
			made := w.command("probe", nil)
			w.ids["TOKEN"] = made.text("token")
			w.integration.will(http.StatusOK, `{"text":"Gut","response_type":"ephemeral","attachments":[{"text":"A"}]}`)
			list := []any{w.execute("anna", "open", "/Probe  eins „zwei“ @probe-bert ~open"), form(w.integration.last())}
			w.integration.mu.Lock()
			defer w.integration.mu.Unlock()
			return append(list, w.integration.header.Get("Content-Type"), w.integration.header.Get("Accept"), w.integration.header.Get("Authorization") == "Token "+made.text("token"))
		}},
		{"a command in a direct channel", func(w *world) []any {
			w.integration.will(http.StatusOK, `{}`)
			list := []any{w.execute("anna", "direct", "/probe"), form(w.integration.last())}
			return append(list, w.call("anna", "POST", "/commands/execute", map[string]any{"channel_id": w.ids["direct"], "command": "/probe"}), w.call("anna", "POST", "/commands/execute", map[string]any{"channel_id": w.ids["direct"], "team_id": nobody, "command": "/probe"}))
		}},
		{"commands that cannot be run", func(w *world) []any {
			return []any{w.execute("anna", "open", "probe"), w.execute("anna", "open", "/"), w.execute("anna", "open", "/nothing"), w.execute("cora", "closed", "/probe"), w.execute("cora", "open", "/probe").status, w.call("anna", "POST", "/commands/execute", map[string]any{"channel_id": "x", "command": "/probe"}), w.call("anna", "POST", "/commands/execute", "x")}
		}},
		{"what an integration may answer", func(w *world) []any {
			var list []any
			for _, a := range []struct {
				status int
				answer string
			}{{500, "x"}, {200, ""}, {200, "no JSON"}, {200, `{}`}, {200, "[]"}, {200, `{"text":"<a|b> & *c*"}`}, {200, `{"text":"<http://a.example|b>","skip_slack_parsing":true}`}, {202, "{}"}, {200, `{"text":"x","response_type":"odd"}`}, {200, `{"text":"x","type":"system_x"}`}, {200, `{"text":"x","type":"custom_x"}`}, {200, `{"text":"x","goto_location":"http://a.example"}`}, {200, "null"}} {
				w.integration.will(a.status, a.answer)
				list = append(list, a.answer, w.execute("anna", "open", "/probe"))
			}
			return list
		}},
		{"private answers arrive in order on the person's websocket", func(w *world) []any {
			anna, bert := w.listen("anna"), w.listen("bert")
			w.integration.will(http.StatusOK, jsonOf(map[string]any{"text": "Eins", "response_type": "ephemeral", "attachments": w.buttons()["attachments"], "extra_responses": []any{map[string]any{"text": "Zwei"}}}))
			w.execute("anna", "open", "/probe")
			first := anna.until("ephemeral_message")
			delete(first, "seq")
			second := anna.until("ephemeral_message")
			return []any{blind(first), opened(second["data"].(map[string]any)["post"].(string))["message"], bert.everything("ephemeral_message")}
		}},
		{"a command may answer later, five times", func(w *world) []any {
			anna := w.listen("anna")
			w.integration.will(http.StatusOK, `{}`)
			w.execute("anna", "open", "/probe")
			response := form(w.integration.last())["response_url"].(string)
			path := response[strings.Index(response, "/hooks"):]
			var list []any
			for range 6 {
				list = append(list, w.call("", "POST", path, map[string]any{"text": "spät"}))
			}
			list = append(list, w.call("", "POST", "/hooks/commands/"+nobody, map[string]any{"text": "x"}), w.call("", "POST", "/hooks/commands/x", map[string]any{"text": "x"}))
			return append(list, len(anna.everything("ephemeral_message")))
		}},
		{"an answer to the channel is the person's post", func(w *world) []any {
			anna := w.listen("bert")
			w.integration.will(http.StatusOK, `{"text":"laut","response_type":"in_channel"}`)
			list := []any{w.execute("anna", "open", "/probe").status}
			return append(list, anna.everything("posted"))
		}},
	}
}

// blind replaces what only the server can open.
func blind(v map[string]any) map[string]any {
	data := v["data"].(map[string]any)
	post := opened(data["post"].(string))
	for _, attachment := range post["props"].(map[string]any)["attachments"].([]any) {
		for _, action := range attachment.(map[string]any)["actions"].([]any) {
			if _, ok := action.(map[string]any)["cookie"]; ok {
				action.(map[string]any)["cookie"] = "<cookie>"
			}
		}
	}
	data["post"] = post
	return v
}

func buttonProbes() []probe {
	press := func(w *world, who, post, action string, body any) heard {
		return w.call(who, "POST", "/posts/"+post+"/actions/"+action, body)
	}
	return []probe{
		{"a click asks the integration", func(w *world) []any {
			id := w.post("robot", "open", map[string]any{"message": "", "props": w.buttons()})
			w.ids["POST"] = id
			anna := w.listen("anna")
			w.integration.will(http.StatusOK, `{"ephemeral_text":"Gezählt <http://a.example|b>"}`)
			list := []any{press(w, "anna", id, "ja", map[string]any{}), opened(w.integration.last())}
			list = append(list, press(w, "anna", id, "wahl", map[string]any{"selected_option": "a"}), opened(w.integration.last()), press(w, "anna", id, "ja", map[string]any{"selected_option": "a"}), opened(w.integration.last())["context"])
			w.integration.will(http.StatusOK, `{"ephemeral_text":"<http://a.example|b>","skip_slack_parsing":true}`)
			return append(list, press(w, "anna", id, "ja", "").status, anna.everything("ephemeral_message"))
		}},
		{"clicks that lead nowhere", func(w *world) []any {
			id := w.post("robot", "closed", map[string]any{"message": "", "props": w.buttons()})
			w.integration.will(http.StatusOK, `{}`)
			list := []any{press(w, "cora", id, "ja", map[string]any{}), press(w, "anna", id, "nein", map[string]any{}), press(w, "anna", nobody, "ja", map[string]any{}), press(w, "anna", "x", "ja", map[string]any{}), press(w, "anna", id, "ja", map[string]any{"cookie": "x"}), press(w, "anna", id, "j-a", map[string]any{})}
			for _, answer := range []string{"", "{", "x", `{"ephemeral_text":1}`} {
				w.integration.will(http.StatusOK, answer)
				list = append(list, answer, press(w, "anna", id, "ja", map[string]any{}))
			}
			w.integration.will(http.StatusTeapot, `{}`)
			list = append(list, press(w, "anna", id, "ja", map[string]any{}))
			w.integration.will(http.StatusOK, `{}`)
			w.must("robot", "DELETE", "/posts/"+id, nil)
			return append(list, press(w, "anna", id, "ja", map[string]any{}))
		}},
		{"a private button travels in a cookie", func(w *world) []any {
			anna := w.listen("anna")
			w.integration.will(http.StatusOK, jsonOf(map[string]any{"text": "Eins", "attachments": w.buttons()["attachments"]}))
			w.execute("anna", "open", "/probe")
			post := opened(anna.until("ephemeral_message")["data"].(map[string]any)["post"].(string))
			cookie := post["props"].(map[string]any)["attachments"].([]any)[0].(map[string]any)["actions"].([]any)[0].(map[string]any)["cookie"]
			w.ids["PRIVATE"] = post["id"].(string)
			w.integration.will(http.StatusOK, `{"ephemeral_text":"Gezählt"}`)
			list := []any{press(w, "anna", post["id"].(string), "ja", map[string]any{"cookie": cookie}), opened(w.integration.last()), press(w, "anna", post["id"].(string), "ja", map[string]any{}),
				press(w, "anna", nobody, "ja", map[string]any{"cookie": cookie}), press(w, "bert", post["id"].(string), "ja", map[string]any{"cookie": cookie}), opened(w.integration.last())["user_id"]}
			return append(list, anna.everything("ephemeral_message"))
		}},
		{"the signature of a click", func(w *world) []any {
			id := w.post("robot", "direct", map[string]any{"message": "", "props": w.buttons()})
			w.integration.will(http.StatusOK, `{}`)
			answer := press(w, "anna", id, "ja", map[string]any{})
			asked := opened(w.integration.last())
			w.ids["POST"] = id
			return []any{asked, signer(w.must("", "GET", "/config/client?format=old", nil).text("AsymmetricSigningPublicKey"), asked["trigger_id"].(string)) == w.ids["anna"], len(answer.text("trigger_id"))}
		}},
		{"an answer may replace the post", func(w *world) []any {
			id := w.post("robot", "open", map[string]any{"message": "", "props": w.buttons()})
			w.integration.will(http.StatusOK, `{"update":{"message":"Neu","props":{"beirat":"x"}}}`)
			return []any{press(w, "anna", id, "ja", map[string]any{}).status, w.call("robot", "GET", "/posts/"+id, nil)}
		}},
		{"addresses that are not public must be listed", func(w *world) []any {
			integration := strings.Replace(w.integration.URL, "127.0.0.1", "127.0.0.2", 1)
			behind := map[string]any{"url": integration}
			id := w.post("robot", "open", map[string]any{"props": map[string]any{"attachments": []any{map[string]any{"actions": []any{map[string]any{"id": "ja", "type": "button", "name": "Ja", "integration": behind}}}}}})
			w.command("far", map[string]any{"url": integration})
			return []any{press(w, "anna", id, "ja", map[string]any{}), w.execute("anna", "open", "/far")}
		}},
	}
}

func dialogProbes() []probe {
	dialog := func(w *world, trigger string) map[string]any {
		return map[string]any{"trigger_id": trigger, "url": w.integration.URL + "/dialog", "dialog": map[string]any{"callback_id": "c", "title": "Abstimmung", "state": "s", "submit_label": "Ja",
			"elements": []any{map[string]any{"display_name": "Frage", "name": "title", "type": "text", "max_length": 150}}}}
	}
	return []probe{
		{"a dialog is opened by a trigger", func(w *world) []any {
			anna := w.listen("anna")
			w.integration.will(http.StatusOK, `{}`)
			w.execute("anna", "open", "/probe")
			trigger := form(w.integration.last())["trigger_id"].(string)
			long := dialog(w, trigger)
			long["dialog"].(map[string]any)["title"] = strings.Repeat("x", 30)
			list := []any{w.call("robot", "POST", "/actions/dialogs/open", dialog(w, trigger)), w.call("", "POST", "/actions/dialogs/open", long),
				w.call("robot", "POST", "/actions/dialogs/open", dialog(w, "x")), w.call("robot", "POST", "/actions/dialogs/open", dialog(w, trigger[:len(trigger)-8]+"AAAAAAA=")).status, w.call("robot", "POST", "/actions/dialogs/open", map[string]any{"trigger_id": trigger}), w.call("robot", "POST", "/actions/dialogs/open", "x")}
			return append(list, anna.everything("open_dialog"))
		}},
		{"a dialog is submitted without being opened", func(w *world) []any {
			submit := map[string]any{"url": w.integration.URL + "/dialog", "callback_id": "c", "state": "s", "channel_id": w.ids["open"], "team_id": w.ids["team"], "user_id": w.ids["bert"], "submission": map[string]any{"title": "x", "n": 1, "list": []string{"a"}}}
			w.integration.will(http.StatusOK, `{"errors":{"title":"Fehlt"}}`)
			list := []any{w.call("anna", "POST", "/actions/dialogs/submit", submit), opened(w.integration.last())}
			for _, answer := range []string{"", "{}", "x", `{"type":"odd"}`, `{"error":"alles"}`} {
				w.integration.will(http.StatusOK, answer)
				list = append(list, answer, w.call("anna", "POST", "/actions/dialogs/submit", submit))
			}
			w.integration.will(http.StatusForbidden, "")
			list = append(list, w.call("anna", "POST", "/actions/dialogs/submit", submit))
			w.integration.will(http.StatusOK, "{}")
			with := func(key string, value any) map[string]any {
				changed := maps.Clone(submit)
				changed[key] = value
				return changed
			}
			return append(list, w.call("anna", "POST", "/actions/dialogs/submit", with("cancelled", true)).status, opened(w.integration.last())["cancelled"],
				w.call("cora", "POST", "/actions/dialogs/submit", submit).status, w.call("anna", "POST", "/actions/dialogs/submit", with("channel_id", nobody)), w.call("anna", "POST", "/actions/dialogs/submit", with("team_id", "")),
				w.call("anna", "POST", "/actions/dialogs/submit", with("url", "")), w.call("anna", "POST", "/actions/dialogs/submit", with("channel_id", w.ids["direct"])).status)
		}},
	}
}

func socketProbes() []probe {
	return []probe{
		{"posts are told to those who are in the channel", func(w *world) []any {
			anna, cora, robot := w.listen("anna"), w.listen("cora"), w.listen("robot")
			id := w.post("robot", "closed", map[string]any{"message": "Hallo @probe-anna"})
			w.ids["POST"] = id
			w.must("robot", "PUT", "/posts/"+id+"/patch", map[string]any{"props": w.buttons()})
			w.must("robot", "DELETE", "/posts/"+id, nil)
			return []any{anna.everything("posted", "post_edited", "post_deleted"), cora.everything("posted", "post_edited", "post_deleted"), len(robot.everything("posted"))}
		}},
		{"a direct post mentions the other one", func(w *world) []any {
			robot := w.listen("robot")
			w.ids["POST"] = w.post("anna", "direct", map[string]any{"message": "hilfe"})
			return []any{robot.everything("posted")}
		}},
		{"a socket proves itself by a token and is pinged", func(w *world) []any {
			e := w.socket()
			send := func(v map[string]any) { _ = e.connection.WriteJSON(v) }
			send(map[string]any{"seq": 1, "action": "ping"}) // not answered
			send(map[string]any{"seq": 2, "action": "authentication_challenge", "data": map[string]any{"token": w.tokens["bert"]}})
			hello := e.next()
			ok := e.next()
			send(map[string]any{"seq": 3, "action": "ping"})
			pong := e.untilHas("seq_reply")
			send(map[string]any{"seq": 4, "action": "odd"})
			odd := e.untilHas("seq_reply")
			send(map[string]any{"seq": 0, "action": "ping"})
			return []any{hello["event"], hello["seq"], ok, pong["status"], pong["seq_reply"], pong["data"].(map[string]any)["text"], odd, e.untilHas("error")}
		}},
		{"a new direct channel is told", func(w *world) []any {
			cora := w.listen("cora")
			bot := w.must("admin", "POST", "/bots", map[string]any{"username": "probe-" + model.NewId()[:12]}).text("user_id")
			w.ids["NEW"] = bot
			token := w.must("admin", "POST", "/users/"+bot+"/tokens", map[string]any{"description": "x"}).text("token")
			w.tokens["new"] = token
			made := w.must("new", "POST", "/channels/direct", []string{bot, w.ids["cora"]})
			w.ids["NEWDIRECT"] = made.text("id")
			list := []any{cora.everything("direct_added")}
			w.must("admin", "POST", "/bots/"+bot+"/disable", nil)
			return append(list, w.call("new", "POST", "/posts", map[string]any{"channel_id": made.text("id"), "message": "x"}))
		}},
	}
}
