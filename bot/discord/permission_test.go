package discord

import "testing"

func TestWhatABotMayDoInAChannel(t *testing.T) {
	const bot, ours, theirs = "1", "20", "30"
	server := func(everyone, its permissions) guild {
		return guild{ID: "10", OwnerID: "2", Roles: []role{{ID: "10", Permissions: everyone}, {ID: ours, Permissions: its}, {ID: theirs, Permissions: administrator}}}
	}
	all := invited()
	for _, c := range []struct {
		name       string
		guild      guild
		overwrites []overwrite
		want       permissions
	}{
		{"what everybody may it may too", server(all, 0), nil, all},
		{"what its role may it may", server(0, all), nil, all},
		{"what a role may that it does not have it may not", server(viewChannel, 0), nil, viewChannel},
		{"an administrator may everything, whatever a channel denies", server(0, administrator), []overwrite{{ID: bot, Deny: viewChannel}}, everyPermission},
		{"the owner may everything", guild{ID: "10", OwnerID: bot}, nil, everyPermission},
		{"a channel denies everybody what the server allows", server(all, 0), []overwrite{{ID: "10", Deny: sendMessages}}, all &^ sendMessages},
		{"a channel allows its role what it denies everybody", server(all, 0), []overwrite{{ID: ours, Allow: sendMessages}, {ID: "10", Deny: sendMessages}}, all},
		{"a channel allows itself what it denies its role", server(all, 0), []overwrite{{ID: bot, Allow: attachFiles}, {ID: ours, Deny: attachFiles}}, all},
		{"a channel that it does not see leaves it nothing", server(all, 0), []overwrite{{ID: "10", Deny: viewChannel}}, 0},
		{"what a channel says of others is nothing to it", server(all, 0), []overwrite{{ID: theirs, Deny: viewChannel}, {ID: "3", Deny: viewChannel}}, all},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := c.guild.in(channel{Overwrites: c.overwrites}, bot, []string{ours}); got != c.want {
				t.Errorf("%b, not %b", got, c.want)
			}
		})
	}
}

func TestTheInvitationAsksForTheSumOfWhatIsNeeded(t *testing.T) {
	if got := invited(); got != 1024+2048+16384+32768+65536+1<<35+1<<33 {
		t.Errorf("%d", got)
	}
	if left := lacking(invited()); len(left) > 0 {
		t.Errorf("invited so, it lacks %+v", left)
	}
	if left := lacking(0); len(left) != 1 || left[0].is != viewChannel {
		t.Errorf("who sees nothing lacks %+v", left)
	}
	if left := lacking(invited() &^ embedLinks &^ readHistory); len(left) != 2 {
		t.Errorf("%+v", left)
	}
}
