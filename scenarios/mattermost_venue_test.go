package scenarios

import (
	"context"
	"crypto/rand"
	"net/http"
	"strings"
	"time"
)

// venue is a team with its people, set up with one command: a bot, its slash
// commands, the board's channel and, unless it is to be empty, the board.
type venue struct {
	town    *town
	team    string
	channel string // the board's
	bot     string
	botName string
	people  map[string]*person
	direct  map[string]string // the channel of a person and the bot, by name
}

// found makes a venue for the people of these names. Flags are those of setup;
// one like "NAME=value" is for its environment.
func found(ctx context.Context, t *town, s *served, names, flags []string) (*venue, error) {
	v := &venue{town: t, people: map[string]*person{}, direct: map[string]string{}}
	mark := strings.ToLower(rand.Text()[:10])
	var team identified
	err := t.admin.post(ctx, "/teams", map[string]string{"name": "stadt-" + mark, "display_name": "Stadt " + mark, "type": "O"}, &team)
	if err != nil {
		return nil, err
	}
	v.team = team.ID
	for _, name := range names {
		if v.people[name], err = t.person(ctx, name); err != nil {
			return nil, err
		}
		err = t.admin.post(ctx, "/teams/"+v.team+"/members", map[string]string{"team_id": v.team, "user_id": v.people[name].id}, nil)
		if err != nil {
			return nil, err
		}
	}
	args, environ := parted(flags)
	args = append([]string{"--callback", s.callback(), "--url", t.url, "--team", "stadt-" + mark, "--channel", "beirat", "--bot", "beirat-" + mark, "--name", "Digitalbeirat"}, args...)
	environ = append(environ, "BEIRAT_MATTERMOST_ADMIN_TOKEN="+t.admin.token)
	if _, err := s.setup("mattermost", environ, args...); err != nil {
		return nil, err
	}
	return v, v.enter(ctx, mark)
}

// enter brings the people into the board's channel and before the bot.
func (v *venue) enter(ctx context.Context, mark string) error {
	var bot, channel identified
	if err := v.town.admin.get(ctx, "/users/username/beirat-"+mark, &bot); err != nil {
		return err
	}
	if err := v.town.admin.get(ctx, "/teams/"+v.team+"/channels/name/beirat", &channel); err != nil {
		return err
	}
	v.bot, v.botName, v.channel = bot.ID, "beirat-"+mark, channel.ID
	for name, who := range v.people {
		if err := v.town.admin.post(ctx, "/channels/"+v.channel+"/members", map[string]string{"user_id": who.id}, nil); err != nil {
			return err
		}
		var direct identified
		if err := who.post(ctx, "/channels/direct", []string{who.id, v.bot}, &direct); err != nil {
			return err
		}
		v.direct[name] = direct.ID
	}
	return nil
}

// leave archives the team, to keep the server quick.
func (v *venue) leave() {
	ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
	defer cancel()
	_ = v.town.admin.call(ctx, http.MethodDelete, "/teams/"+v.team, nil, nil)
}
