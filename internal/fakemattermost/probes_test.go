package fakemattermost_test

import (
	"net/url"
	"slices"
	"strings"

	"github.com/mattermost/mattermost/server/public/model"
)

func probes() []probe {
	return slices.Concat(peopleProbes(), placeProbes(), postProbes(), editProbes(), commandProbes(), buttonProbes(), dialogProbes(), socketProbes(), rightsProbes(), listProbes(), fileProbes())
}

const nobody = "aaaaaaaaaaaaaaaaaaaaaaaaaa" // an id that nothing has

func peopleProbes() []probe {
	return []probe{
		{"who is not known is refused", func(w *world) []any {
			return []any{w.call("", "GET", "/users/me", nil), w.call("wrong", "GET", "/users/me", nil), w.call("", "GET", "/nowhere", nil)}
		}},
		{"a person sees themselves whole", func(w *world) []any { return []any{w.call("anna", "GET", "/users/me", nil)} }},
		{"others see less of a person", func(w *world) []any {
			return []any{w.call("robot", "GET", "/users/"+w.ids["anna"], nil), w.call("robot", "GET", "/users/username/probe-anna", nil),
				w.call("admin", "GET", "/users/"+w.ids["anna"], nil), w.call("anna", "GET", "/users/"+w.ids["robot"], nil)}
		}},
		{"a person who does not exist is not found", func(w *world) []any {
			return []any{w.call("robot", "GET", "/users/"+nobody, nil), w.call("robot", "GET", "/users/username/niemand", nil),
				w.call("robot", "GET", "/users/short", nil), w.call("robot", "GET", "/users/username/NOT%20a%20name", nil)}
		}},
		{"several people are asked for at once", func(w *world) []any {
			return []any{w.call("robot", "POST", "/users/ids", []string{w.ids["bert"]}), w.call("robot", "POST", "/users/usernames", []string{"probe-anna", "niemand"}),
				w.call("robot", "POST", "/users/ids", []string{})}
		}},
		{"a language is changed by its person and by an admin", func(w *world) []any {
			list := []any{w.call("anna", "PUT", "/users/me/patch", map[string]any{"locale": "en"}).status,
				w.call("anna", "GET", "/users/me", nil).text("locale"),
				w.call("bert", "PUT", "/users/"+w.ids["anna"]+"/patch", map[string]any{"locale": "en"}),
				w.call("robot", "PUT", "/users/"+w.ids["anna"]+"/patch", map[string]any{"locale": "en"})}
			w.must("admin", "PUT", "/users/"+w.ids["anna"]+"/patch", map[string]any{"locale": "de"})
			return append(list, w.call("anna", "GET", "/users/me", nil).text("locale"))
		}},
		{"tokens are made by admins", func(w *world) []any {
			return []any{w.call("anna", "POST", "/users/me/tokens", map[string]any{"description": "mine"}),
				w.call("robot", "POST", "/users/me/tokens", map[string]any{"description": "mine"}),
				w.call("admin", "POST", "/users/"+w.ids["robot"]+"/tokens", map[string]any{}),
				w.call("admin", "POST", "/users/"+w.ids["robot"]+"/tokens", map[string]any{"description": "one more"}),
				w.call("admin", "POST", "/users/"+nobody+"/tokens", map[string]any{"description": "one more"})}
		}},
		{"a token that is revoked opens nothing", func(w *world) []any {
			made := w.must("admin", "POST", "/users/"+w.ids["robot"]+"/tokens", map[string]any{"description": "short"})
			return []any{w.call(made.text("token"), "GET", "/users/me", nil).status,
				w.call("anna", "POST", "/users/tokens/revoke", map[string]any{"token_id": made.text("id")}),
				w.call("admin", "POST", "/users/tokens/revoke", map[string]any{"token_id": made.text("id")}),
				w.call(made.text("token"), "GET", "/users/me", nil),
				w.call("admin", "POST", "/users/tokens/revoke", map[string]any{"token_id": made.text("id")})}
		}},
		{"who is deactivated gets in no more", func(w *world) []any {
			path := "/users/" + w.ids["cora"] + "/active"
			list := []any{w.call("anna", "PUT", path, map[string]any{"active": false}),
				w.call("admin", "PUT", path, map[string]any{"active": false}), w.call("cora", "GET", "/users/me", nil),
				w.call("robot", "POST", "/channels/direct", []string{w.ids["robot"], w.ids["cora"]})}
			if gone, _ := w.call("robot", "GET", "/users/"+w.ids["cora"], nil).body.(map[string]any); gone["delete_at"].(float64) > 0 {
				list = append(list, "delete_at is set")
			}
			w.must("admin", "PUT", path, map[string]any{"active": true})
			return append(list, w.call("cora", "GET", "/users/me", nil).status)
		}},
		{"bots are made and seen by admins", func(w *world) []any {
			return []any{w.call("anna", "POST", "/bots", map[string]any{"username": "probe-new"}), w.call("robot", "POST", "/bots", map[string]any{"username": "probe-new"}),
				w.call("admin", "POST", "/bots", map[string]any{"username": "probe-anna"}), w.call("admin", "POST", "/bots", map[string]any{"username": w.ids["ROBOT"]}),
				w.call("admin", "POST", "/bots", map[string]any{"username": "Not A Name"}),
				w.call("admin", "GET", "/bots/"+w.ids["robot"], nil), w.call("anna", "GET", "/bots/"+w.ids["robot"], nil), w.call("robot", "GET", "/bots/"+w.ids["robot"], nil),
				w.call("admin", "GET", "/bots/"+w.ids["anna"], nil), w.call("anna", "GET", "/bots", nil)}
		}},
		{"a disabled bot gets in no more", func(w *world) []any {
			list := []any{w.call("admin", "POST", "/bots/"+w.ids["robot"]+"/disable", nil).status, w.call("robot", "GET", "/users/me", nil),
				w.call("admin", "GET", "/bots/"+w.ids["robot"], nil), w.call("admin", "GET", "/bots/"+w.ids["robot"]+"?include_deleted=true", nil).status}
			return append(list, w.call("admin", "POST", "/bots/"+w.ids["robot"]+"/enable", nil), w.call("robot", "GET", "/users/me", nil).status)
		}},
		{"names are taken once", func(w *world) []any {
			return []any{w.call("admin", "POST", "/users", map[string]any{"username": "probe-anna", "email": "x@probe.example.org", "password": "Geheim-12345!"}),
				w.call("admin", "POST", "/users", map[string]any{"username": "probe-x", "email": "anna@probe.example.org", "password": "Geheim-12345!"}),
				w.call("admin", "POST", "/users", map[string]any{"username": "probe-x", "email": "x@probe.example.org", "password": "x"}),
				w.call("", "POST", "/users", map[string]any{"username": "probe-x", "email": "x@probe.example.org", "password": "Geheim-12345!"})}
		}},
		{"a person logs in", func(w *world) []any {
			return []any{w.call("", "POST", "/users/login", map[string]any{"login_id": "probe-anna", "password": "wrong"}),
				w.call("", "POST", "/users/login", map[string]any{"login_id": "probe-anna", "password": "Geheim-12345!"}),
				w.call("", "POST", "/users/login", map[string]any{"login_id": w.ids["ROBOT"], "password": "x"})}
		}},
		{"the configuration is for admins", func(w *world) []any {
			config := w.call("", "GET", "/config/client?format=old", nil)
			key := config.text("AsymmetricSigningPublicKey")
			return []any{w.call("anna", "GET", "/config", nil), w.call("admin", "GET", "/config", nil).status, w.call("robot", "PUT", "/config/patch", map[string]any{}),
				config.status, config.text("Version"), len(key) > 100 && strings.HasSuffix(key, "="), w.call("", "GET", "/system/ping", nil).text("status")}
		}},
	}
}

func placeProbes() []probe {
	return []probe{
		{"a team is seen by its members", func(w *world) []any {
			return []any{w.call("anna", "GET", "/teams/name/"+w.ids["TEAM"], nil), w.call("cora", "GET", "/teams/name/"+w.ids["TEAM"], nil),
				w.call("robot", "GET", "/teams/"+w.ids["team"], nil), w.call("cora", "GET", "/teams/"+w.ids["team"], nil),
				w.call("admin", "GET", "/teams/name/no-such-team", nil), w.call("admin", "GET", "/teams/"+nobody, nil)}
		}},
		{"names of teams are taken once", func(w *world) []any {
			return []any{w.call("admin", "POST", "/teams", map[string]any{"name": w.ids["TEAM"], "display_name": "Stadt", "type": "O"}),
				w.call("admin", "POST", "/teams", map[string]any{"name": "X Y", "display_name": "Stadt", "type": "O"}),
				w.call("robot", "POST", "/teams", "no JSON")}
		}},
		{"members of a team", func(w *world) []any {
			team := "/teams/" + w.ids["team"] + "/members"
			return []any{w.call("anna", "GET", team+"/"+w.ids["bert"], nil), w.call("anna", "GET", team+"/"+w.ids["cora"], nil), w.call("cora", "GET", team+"/"+w.ids["anna"], nil),
				w.call("cora", "POST", team, map[string]any{"team_id": w.ids["team"], "user_id": w.ids["cora"]}),
				w.call("admin", "POST", team, map[string]any{"team_id": w.ids["team"], "user_id": w.ids["anna"]}),
				w.call("admin", "POST", team, map[string]any{"team_id": w.ids["team"], "user_id": nobody})}
		}},
		{"channels are seen by their members", func(w *world) []any {
			return []any{w.call("anna", "GET", "/channels/"+w.ids["closed"], nil), w.call("cora", "GET", "/channels/"+w.ids["closed"], nil),
				w.call("cora", "GET", "/channels/"+w.ids["open"], nil), w.call("robot", "GET", "/channels/"+nobody, nil),
				w.call("anna", "GET", "/teams/"+w.ids["team"]+"/channels/name/open", nil), w.call("cora", "GET", "/teams/"+w.ids["team"]+"/channels/name/closed", nil),
				w.call("anna", "GET", "/teams/"+w.ids["team"]+"/channels/name/nowhere", nil), w.call("cora", "GET", "/channels/"+w.ids["direct"], nil)}
		}},
		{"channels are made by members", func(w *world) []any {
			channel := func(name, kind string) map[string]any {
				return map[string]any{"team_id": w.ids["team"], "name": name, "display_name": "Neu", "type": kind}
			}
			return []any{w.call("bert", "POST", "/channels", channel("new", "O")), w.call("bert", "POST", "/channels", channel("new", "O")), w.call("cora", "POST", "/channels", channel("newer", "O")),
				w.call("bert", "POST", "/channels", map[string]any{"name": "x", "type": "O"}), w.call("bert", "POST", "/channels", channel("X Y", "O"))}
		}},
		{"members of a channel", func(w *world) []any {
			open, closed := "/channels/"+w.ids["open"]+"/members", "/channels/"+w.ids["closed"]+"/members"
			return []any{w.call("robot", "GET", open+"/"+w.ids["bert"], nil), w.call("robot", "GET", open+"/"+w.ids["cora"], nil),
				w.call("admin", "POST", open, map[string]any{"user_id": w.ids["cora"]}), w.call("cora", "POST", closed, map[string]any{"user_id": w.ids["cora"]}),
				w.call("admin", "POST", open, map[string]any{"user_id": nobody}), w.call("admin", "POST", open, map[string]any{"user_id": "x"}),
				w.call("anna", "POST", open, map[string]any{"user_id": w.ids["bert"]}),
				w.call("admin", "POST", "/channels/"+w.ids["direct"]+"/members", map[string]any{"user_id": w.ids["bert"]}),
				w.call("cora", "GET", closed+"/"+w.ids["anna"], nil), w.call("cora", "GET", open+"/"+w.ids["anna"], nil)}
		}},
		{"a member leaves and comes back", func(w *world) []any {
			open := "/channels/" + w.ids["open"] + "/members"
			return []any{w.call("bert", "DELETE", open+"/"+w.ids["robot"], nil), w.call("robot", "POST", "/posts", map[string]any{"channel_id": w.ids["open"], "message": "x"}),
				w.call("admin", "DELETE", open+"/"+w.ids["robot"], nil), w.call("robot", "GET", "/channels/"+w.ids["open"]+"/posts", nil).status,
				w.call("robot", "POST", open, map[string]any{"user_id": w.ids["robot"]}).status}
		}},
		{"a direct channel is made once", func(w *world) []any {
			return []any{w.call("robot", "POST", "/channels/direct", []string{w.ids["robot"], w.ids["anna"]}), w.call("anna", "POST", "/channels/direct", []string{w.ids["anna"], w.ids["robot"]}).text("id") == w.ids["direct"],
				w.call("robot", "POST", "/channels/direct", []string{w.ids["anna"], w.ids["bert"]}), w.call("robot", "POST", "/channels/direct", []string{w.ids["robot"], nobody}),
				w.call("robot", "POST", "/channels/direct", []string{w.ids["robot"]}).status, w.call("robot", "POST", "/channels/direct", []string{"x", "y"}), w.call("robot", "POST", "/channels/direct", "{}")}
		}},
		{"a group of people has a channel of its own", func(w *world) []any {
			people := []string{w.ids["robot"], w.ids["anna"], w.ids["bert"]}
			robot := w.listen("robot")
			made := w.must("anna", "POST", "/channels/group", people)
			w.ids["group"], w.ids["GROUPNAME"] = made.text("id"), made.text("name")
			w.post("anna", "group", map[string]any{"message": "Hallo @" + w.ids["ROBOT"]})
			told := robot.everything("posted")[0].(map[string]any)["data"].(map[string]any)
			return []any{made.status, made.text("type"), made.text("display_name"), told["channel_type"], told["channel_name"], told["mentions"], told["team_id"],
				w.call("cora", "GET", "/channels/"+w.ids["group"], nil), w.call("anna", "POST", "/channels/group", []string{w.ids["anna"]}), w.call("anna", "POST", "/channels/group", []string{w.ids["anna"], w.ids["bert"], nobody}),
				w.call("anna", "POST", "/channels/group", people).text("id") == w.ids["group"]}
		}},
		{"an archived channel is read, not written", func(w *world) []any {
			made := w.must("admin", "POST", "/channels", map[string]any{"team_id": w.ids["team"], "name": "old", "display_name": "Alt", "type": "O"}).text("id")
			w.must("admin", "POST", "/channels/"+made+"/members", map[string]any{"user_id": w.ids["robot"]})
			post := w.must("robot", "POST", "/posts", map[string]any{"channel_id": made, "message": "x"}).text("id")
			return []any{w.call("cora", "DELETE", "/channels/"+made, nil), w.call("admin", "DELETE", "/channels/"+made, nil),
				w.call("robot", "POST", "/posts", map[string]any{"channel_id": made, "message": "x"}), w.call("robot", "PUT", "/posts/"+post+"/patch", map[string]any{"props": map[string]any{}}),
				w.call("robot", "GET", "/posts/"+post, nil).status, w.call("robot", "POST", "/commands/execute", map[string]any{"channel_id": made, "command": "/probe"}),
				w.call("robot", "DELETE", "/posts/"+post, nil)}
		}},
	}
}

func postProbes() []probe {
	return []probe{
		{"a post of a person and one of a bot", func(w *world) []any {
			return []any{w.call("anna", "POST", "/posts", map[string]any{"channel_id": w.ids["open"], "message": "Hallo #eins"}), w.call("robot", "POST", "/posts", map[string]any{"channel_id": w.ids["open"], "message": "Hallo", "props": map[string]any{"beirat": "x"}})}
		}},
		{"posting where one is not a member", func(w *world) []any {
			return []any{w.call("cora", "POST", "/posts", map[string]any{"channel_id": w.ids["closed"], "message": "x"}), w.call("robot", "POST", "/posts", map[string]any{"channel_id": nobody, "message": "x"}),
				w.call("robot", "POST", "/posts", map[string]any{"message": "x"}), w.call("robot", "POST", "/posts", "{"), w.call("robot", "POST", "/posts", map[string]any{"channel_id": w.ids["open"], "message": ""}).status}
		}},
		{"posts have a longest length", func(w *world) []any {
			return []any{w.call("robot", "POST", "/posts", map[string]any{"channel_id": w.ids["open"], "message": strings.Repeat("ä", 16383)}).status,
				w.call("robot", "POST", "/posts", map[string]any{"channel_id": w.ids["open"], "message": strings.Repeat("ä", 16384)}),
				w.call("robot", "POST", "/posts", map[string]any{"channel_id": w.ids["open"], "message": strings.Repeat("a", 301000)})}
		}},
		{"a pending id makes a post once", func(w *world) []any {
			id := w.ids["robot"] + ":" + model.NewId()
			body := map[string]any{"channel_id": w.ids["open"], "message": "einmal", "pending_post_id": id}
			first, second := w.must("robot", "POST", "/posts", body), w.must("robot", "POST", "/posts", body)
			other := w.must("anna", "POST", "/posts", body)
			return []any{first.text("id") == second.text("id"), other.text("id") == first.text("id"), other.text("user_id") == w.ids["robot"], second.status, first.text("pending_post_id") == id, second.text("pending_post_id") == ""}
		}},
		{"a post with buttons loses their meaning when read", func(w *world) []any {
			id := w.post("robot", "open", map[string]any{"message": "", "props": w.buttons()})
			return []any{w.call("robot", "GET", "/posts/"+id, nil), w.call("anna", "GET", "/posts/"+id, nil).status, w.call("cora", "GET", "/posts/"+id, nil).status}
		}},
		{"a button without an id gets one", func(w *world) []any {
			return []any{w.call("robot", "POST", "/posts", map[string]any{"channel_id": w.ids["open"], "props": map[string]any{"attachments": []any{map[string]any{"text": "x", "actions": []any{map[string]any{"name": "Ja", "integration": map[string]any{"url": w.integration.URL}}}}}}})}
		}},
		{"a post that does not exist", func(w *world) []any {
			return []any{w.call("robot", "GET", "/posts/"+nobody, nil), w.call("robot", "GET", "/posts/x", nil), w.call("robot", "PUT", "/posts/"+nobody+"/patch", map[string]any{"message": "x"}), w.call("robot", "DELETE", "/posts/"+nobody, nil)}
		}},
		{"a post in a closed channel", func(w *world) []any {
			id := w.post("robot", "closed", nil)
			return []any{w.call("cora", "GET", "/posts/"+id, nil), w.call("cora", "GET", "/channels/"+w.ids["closed"]+"/posts", nil)}
		}},
		{"a private post is not for bots to make", func(w *world) []any {
			return []any{w.call("robot", "POST", "/posts/ephemeral", map[string]any{"user_id": w.ids["anna"], "post": map[string]any{"channel_id": w.ids["open"], "message": "x"}})}
		}},
		{"a thread", func(w *world) []any {
			root := w.post("anna", "open", map[string]any{"message": "Wurzel"})
			reply := w.call("robot", "POST", "/posts", map[string]any{"channel_id": w.ids["open"], "message": "Antwort", "root_id": root})
			return []any{reply, w.call("robot", "POST", "/posts", map[string]any{"channel_id": w.ids["open"], "message": "x", "root_id": reply.text("id")}), w.call("robot", "POST", "/posts", map[string]any{"channel_id": w.ids["closed"], "message": "x", "root_id": root}),
				w.call("robot", "POST", "/posts", map[string]any{"channel_id": w.ids["open"], "message": "x", "root_id": nobody})}
		}},
		{"the latest posts of a channel, and what changed", func(w *world) []any {
			channel := w.must("admin", "POST", "/channels", map[string]any{"team_id": w.ids["team"], "name": "latest", "display_name": "L", "type": "O"}).text("id")
			var ids []string
			for range 3 {
				ids = append(ids, w.must("admin", "POST", "/posts", map[string]any{"channel_id": channel, "message": "x"}).text("id"))
			}
			order := func(query string) []string {
				list, _ := w.must("admin", "GET", "/channels/"+channel+"/posts?"+query, nil).body.(map[string]any)
				var found []string
				for _, id := range list["order"].([]any) {
					found = append(found, string("012-"[(slices.Index(ids, id.(string))+4)%4]))
				}
				return found
			}
			first := w.must("admin", "GET", "/posts/"+ids[2], nil).body.(map[string]any)["create_at"].(float64)
			w.must("admin", "PUT", "/posts/"+ids[0]+"/patch", map[string]any{"message": "y"})
			w.must("admin", "DELETE", "/posts/"+ids[1], nil)
			return []any{order("per_page=2"), order("page=1&per_page=2"), slices.Sorted(slices.Values(order("since=" + w.number(first)))), order("before=" + ids[2]), order("after=" + ids[0]), w.call("admin", "GET", "/channels/"+channel+"/posts?since=x", nil)}
		}},
		{"a file is uploaded and shown with a post", func(w *world) []any {
			up := w.call("robot", "POST", "/files?channel_id="+w.ids["open"]+"&filename=blatt.txt", "Inhalt")
			info := up.body.(map[string]any)["file_infos"].([]any)[0].(map[string]any)["id"].(string)
			list := []any{up, w.call("cora", "POST", "/files?channel_id="+w.ids["closed"]+"&filename=x.txt", "x"), w.call("robot", "POST", "/posts", map[string]any{"channel_id": w.ids["open"], "message": "Blatt", "file_ids": []string{info}})}
			again := w.must("robot", "POST", "/posts", map[string]any{"channel_id": w.ids["open"], "message": "Blatt", "file_ids": []string{info}})
			stolen := w.must("anna", "POST", "/posts", map[string]any{"channel_id": w.ids["open"], "message": "Blatt", "file_ids": []string{info, nobody}})
			return append(list, again, stolen, w.call("anna", "GET", "/files/"+info, nil), w.call("anna", "GET", "/files/"+info+"/info", nil), w.call("anna", "GET", "/files/"+nobody, nil))
		}},
		{"mentions are counted", func(w *world) []any {
			count := func(who string) any {
				return w.must(who, "GET", "/channels/"+w.ids["closed"]+"/members/"+w.ids[who], nil).body.(map[string]any)["mention_count"]
			}
			var list []any
			for _, message := range []string{"Hallo @probe-bert", "`@probe-bert`", "@all", "@Probe-Bert.", "x@probe-bert", "@probe-bertha", "probe-bert", `\@probe-bert`, "@\u200bprobe-bert"} {
				w.must("bert", "POST", "/channels/members/me/view", map[string]any{"channel_id": w.ids["closed"]})
				w.post("robot", "closed", map[string]any{"message": message})
				list = append(list, message, count("bert"))
			}
			w.must("bert", "POST", "/channels/members/me/view", map[string]any{"channel_id": w.ids["closed"]})
			w.post("robot", "closed", map[string]any{"message": "", "props": map[string]any{"attachments": []any{map[string]any{"text": "Hallo @probe-bert", "fallback": "@probe-bert"}}}})
			return append(list, "in an attachment", count("bert"))
		}},
	}
}

func (w *world) number(v float64) string { return url.QueryEscape(strings.TrimSuffix(jsonOf(v), ".0")) }

// buttons are props with a button and a select.
func (w *world) buttons() map[string]any {
	behind := map[string]any{"url": w.integration.URL, "context": map[string]any{"action": "ja", "n": 1}}
	return map[string]any{"beirat": "ref", "attachments": []any{map[string]any{"text": "**Frage**", "fallback": "Frage", "actions": []any{
		map[string]any{"id": "ja", "type": "button", "name": "Ja", "integration": behind},
		map[string]any{"id": "wahl", "type": "select", "name": "Wählen", "options": []any{map[string]any{"text": "A", "value": "a"}}, "integration": behind},
	}}}}
}
