package bot

import (
	"slices"
	"testing"

	"beirat/bot/mattermost"
	"beirat/chat"
	"beirat/config"

	"github.com/google/go-cmp/cmp"
)

// TestACommandWithoutAGroupIsRegisteredByItsOwnWord: in both languages, once.
func TestACommandWithoutAGroupIsRegisteredByItsOwnWord(t *testing.T) {
	for prefix, before := range map[string]string{"": "", "x": "x-"} {
		settings := config.Config{Language: "de", Prefix: prefix}
		triggers, err := triggersOf(settings)
		if err != nil {
			t.Fatal(err)
		}
		var own []mattermost.Trigger
		for _, trigger := range triggers {
			if slices.Contains([]string{"idee", "idea", "problem"}, trigger.Word[len(before):]) {
				own = append(own, trigger)
			}
		}
		want := []mattermost.Trigger{
			{Word: before + "idee", About: "Idee einreichen", Hint: "IDEE [anlass=…]"},
			{Word: before + "problem", About: "Problem melden", Hint: "PROBLEM [anlass=…]"},
			{Word: before + "idea", About: "Send an idea", Hint: "IDEA [occasion=…]"},
		}
		if diff := cmp.Diff(want, own); diff != "" {
			t.Error(diff)
		}
		specs, err := specsOf(settings)
		if err != nil {
			t.Fatal(err)
		}
		at := slices.IndexFunc(specs, func(s chat.Spec) bool { return s.Path == "idea" })
		if at < 0 {
			t.Fatal("not offered on Discord")
		}
		if s := specs[at]; s.Name["de"] != before+"idee" || s.Name["en"] != before+"idea" || len(s.Verbs) != 0 || len(s.Params) != 2 || s.Params[0].Typed["de"] != "idee" {
			t.Errorf("%+v", s)
		}
	}
}
