package fakemattermost_test

import (
	"net/http"
	"slices"
	"strings"

	"github.com/mattermost/mattermost/server/public/model"
)

// named is those of a list that have one of the names, in order.
func named(list any, key string, names ...string) []any {
	found := []any{}
	all, _ := list.([]any)
	for _, name := range names {
		for _, one := range all {
			if one.(map[string]any)[key] == name {
				found = append(found, one)
			}
		}
	}
	return found
}

// fresh is a bot of somebody's, with a token under its name.
func (w *world) fresh(name, owner string) {
	w.t.Helper()
	w.ids[name] = w.must(owner, "POST", "/bots", map[string]any{"username": "probe-" + model.NewId()[:12]}).text("user_id")
	w.tokens[name] = w.must("admin", "POST", "/users/"+w.ids[name]+"/tokens", map[string]any{"description": "probe"}).text("token")
}

func rightsProbes() []probe {
	return []probe{
		{"a bot is disabled together with its owner", func(w *world) []any {
			w.person("owner")
			path := "/users/" + w.ids["owner"]
			w.must("admin", "PUT", path+"/roles", map[string]any{"roles": "system_user system_admin"})
			w.fresh("orphan", "owner")
			list := []any{w.call("orphan", "GET", "/users/me", nil).status, w.call("admin", "GET", "/bots/"+w.ids["orphan"], nil).text("owner_id") == w.ids["owner"]}
			w.must("admin", "PUT", path+"/active", map[string]any{"active": false})
			list = append(list, w.call("orphan", "GET", "/users/me", nil), w.call("admin", "GET", "/bots/"+w.ids["orphan"], nil).status)
			w.must("admin", "PUT", path+"/active", map[string]any{"active": true})
			list = append(list, w.call("admin", "GET", "/bots/"+w.ids["orphan"], nil).status, w.call("admin", "POST", "/bots/"+w.ids["orphan"]+"/assign/"+w.ids["admin"], nil).text("owner_id") == w.ids["admin"])
			w.must("admin", "PUT", path+"/roles", map[string]any{"roles": "system_user"})
			return append(list, w.call("owner", "POST", "/bots", map[string]any{"username": "probe-none"}))
		}},
		{"who is deactivated may still be written to", func(w *world) []any {
			path := "/users/" + w.ids["cora"] + "/active"
			w.must("admin", "PUT", path, map[string]any{"active": false})
			direct := w.must("robot", "POST", "/channels/direct", []string{w.ids["robot"], w.ids["cora"]}).text("id")
			list := []any{w.call("robot", "POST", "/posts", map[string]any{"channel_id": direct, "message": "x"}).status}
			w.must("admin", "PUT", path, map[string]any{"active": true})
			return list
		}},
		{"a bot that is taken from its team reads and writes no more", func(w *world) []any {
			w.fresh("leaver", "admin")
			w.must("admin", "POST", "/teams/"+w.ids["team"]+"/members", map[string]any{"team_id": w.ids["team"], "user_id": w.ids["leaver"]})
			w.must("admin", "POST", "/channels/"+w.ids["closed"]+"/members", map[string]any{"user_id": w.ids["leaver"]})
			id := w.must("leaver", "POST", "/posts", map[string]any{"channel_id": w.ids["closed"], "message": "x"}).text("id")
			list := []any{w.call("anna", "DELETE", "/teams/"+w.ids["team"]+"/members/"+w.ids["leaver"], nil), w.call("admin", "DELETE", "/teams/"+w.ids["team"]+"/members/"+w.ids["leaver"], nil)}
			member := w.call("admin", "GET", "/teams/"+w.ids["team"]+"/members/"+w.ids["leaver"], nil)
			return append(list, w.call("leaver", "POST", "/posts", map[string]any{"channel_id": w.ids["closed"], "message": "x"}), w.call("leaver", "GET", "/posts/"+id, nil), w.call("leaver", "PUT", "/posts/"+id+"/patch", map[string]any{"props": map[string]any{}}),
				w.call("leaver", "GET", "/channels/"+w.ids["open"], nil), w.call("leaver", "GET", "/teams/"+w.ids["team"], nil), member,
				w.call("admin", "DELETE", "/teams/"+w.ids["team"]+"/members/"+w.ids["leaver"], nil), w.call("admin", "GET", "/channels/"+w.ids["closed"]+"/members/"+w.ids["leaver"], nil))
		}},
		{"a bot may do what is said to everybody", func(w *world) []any {
			w.fresh("loud", "admin")
			path := "/users/" + w.ids["loud"] + "/roles"
			list := []any{w.call("anna", "PUT", path, map[string]any{"roles": "system_user system_post_all"}), w.call("admin", "PUT", path, map[string]any{"roles": "odd"}), w.call("admin", "PUT", path, map[string]any{"roles": "system_user system_post_all"}),
				w.call("loud", "POST", "/posts", map[string]any{"channel_id": w.ids["closed"], "message": "x"}).status, w.call("loud", "GET", "/channels/"+w.ids["closed"], nil).status}
			return list
		}},
		{"a team admin manages commands, and no more than a member anywhere else", func(w *world) []any {
			path := "/teams/" + w.ids["team"] + "/members/" + w.ids["bert"] + "/schemeRoles"
			list := []any{w.call("anna", "PUT", path, map[string]any{"scheme_admin": true, "scheme_user": true}), w.call("admin", "PUT", path, map[string]any{"scheme_admin": true, "scheme_user": true}),
				w.call("bert", "POST", "/commands", map[string]any{"team_id": w.ids["team"], "trigger": "byadmin", "method": "P", "url": w.integration.URL}).status, w.call("bert", "GET", "/commands?custom_only=true&team_id="+w.ids["team"], nil).status,
				w.call("bert", "GET", "/config", nil).status, w.call("bert", "GET", "/users/me", nil).text("roles"), w.call("bert", "GET", "/teams/"+w.ids["team"]+"/members/"+w.ids["bert"], nil)}
			w.must("admin", "PUT", path, map[string]any{"scheme_admin": false, "scheme_user": true})
			return append(list, w.call("bert", "GET", "/commands?custom_only=true&team_id="+w.ids["team"], nil).status)
		}},
	}
}

func listProbes() []probe {
	return []probe{
		{"the channels of a person", func(w *world) []any {
			list := w.must("robot", "GET", "/users/me/channels", nil)
			return []any{named(list.body, "id", w.ids["closed"]), len(named(list.body, "id", w.ids["direct"])), w.call("anna", "GET", "/users/"+w.ids["robot"]+"/channels", nil),
				len(named(w.must("robot", "GET", "/users/me/teams/"+w.ids["team"]+"/channels", nil).body, "id", w.ids["open"], w.ids["direct"])),
				named(w.must("robot", "GET", "/users/me/teams", nil).body, "id", w.ids["team"]), w.call("anna", "GET", "/users/"+w.ids["robot"]+"/teams", nil),
				len(named(w.must("anna", "GET", "/teams/"+w.ids["team"]+"/channels", nil).body, "name", "open", "closed"))}
		}},
		{"the commands that a bot sees", func(w *world) []any {
			list := w.must("robot", "GET", "/commands?team_id="+w.ids["team"], nil)
			whole := w.must("admin", "GET", "/commands?team_id="+w.ids["team"], nil)
			var own []any
			for _, c := range list.body.([]any) {
				if c.(map[string]any)["id"] == "" {
					own = append(own, c.(map[string]any)["trigger"])
				}
			}
			slices.SortFunc(own, func(a, b any) int { return strings.Compare(a.(string), b.(string)) })
			return []any{own, named(list.body, "trigger", "first"), len(named(list.body, "trigger", "me", "join", "leave")), named(whole.body, "trigger", "first"), w.call("cora", "GET", "/commands?team_id="+w.ids["team"], nil)}
		}},
		{"a bot runs a command like anybody", func(w *world) []any {
			w.integration.will(http.StatusOK, `{"text":"Gut"}`)
			return []any{w.execute("robot", "open", "/probe bot").status, form(w.integration.last())["user_name"], w.execute("robot", "direct", "/probe").status}
		}},
		{"members of teams and channels are listed", func(w *world) []any {
			return []any{len(named(w.must("robot", "GET", "/teams/"+w.ids["team"]+"/members", nil).body, "user_id", w.ids["anna"], w.ids["bert"], w.ids["robot"])),
				len(named(w.must("robot", "GET", "/channels/"+w.ids["closed"]+"/members", nil).body, "user_id", w.ids["anna"], w.ids["cora"])),
				len(named(w.must("robot", "GET", "/users?in_team="+w.ids["team"], nil).body, "username", "probe-anna", "probe-cora")), w.call("cora", "GET", "/channels/"+w.ids["closed"]+"/members", nil)}
		}},
		{"a thread is read whole, and its files", func(w *world) []any {
			up := w.must("robot", "POST", "/files?channel_id="+w.ids["open"]+"&filename=a.txt", "x").body.(map[string]any)["file_infos"].([]any)[0].(map[string]any)["id"]
			root := w.post("robot", "open", map[string]any{"file_ids": []any{up}})
			w.post("robot", "open", map[string]any{"root_id": root})
			thread := w.must("anna", "GET", "/posts/"+root+"/thread", nil).body.(map[string]any)
			files := w.must("anna", "GET", "/posts/"+root+"/files/info", nil)
			first := thread["order"].([]any)[0] == root
			w.must("robot", "DELETE", "/posts/"+root, nil)
			return []any{len(thread["order"].([]any)), first, files, w.call("anna", "GET", "/posts/"+root+"/thread", nil)}
		}},
		{"bots are listed", func(w *world) []any {
			list := w.must("admin", "GET", "/bots?per_page=200", nil).body.([]any)
			return []any{named(list, "user_id", w.ids["robot"]), slices.ContainsFunc(list, func(b any) bool { return b.(map[string]any)["delete_at"].(float64) != 0 })}
		}},
		{"names of bots are changed", func(w *world) []any {
			w.fresh("other", "admin")
			return []any{w.call("admin", "PUT", "/bots/"+w.ids["other"], map[string]any{"display_name": "Anders", "description": "x"}).text("display_name"), w.call("anna", "GET", "/users/"+w.ids["other"], nil).text("first_name"), w.call("anna", "PUT", "/bots/"+w.ids["other"], map[string]any{"display_name": "x"}), w.call("other", "PUT", "/bots/"+w.ids["other"], map[string]any{"display_name": "x"})}
		}},
	}
}
