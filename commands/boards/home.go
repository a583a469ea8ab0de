package boards

import (
	"context"
	"errors"
	"slices"
	"strconv"

	"beirat/board"
	"beirat/chat"
	"beirat/commands"
	"beirat/storage"
)

// show is the kind of work that makes what is shown of a poll true everywhere.
const show = "show"

// home shows in which channels a board is at home, and adds the one where it is
// said, or takes one away, but never the last.
func (f *Boards) home() commands.Command {
	var (
		here  = commands.Flag("here")
		leave = commands.Number("leave", 1, 50)
		sure  = commands.Flag("confirm").Hidden()
		meant = commands.Text("home").Hidden()
	)
	return commands.Command{
		Path: "board.home", Right: board.Inside, Params: []commands.Param{here, leave, sure, meant},
		Do: func(ctx context.Context, c *commands.Call) (chat.Reply, error) {
			var homes []storage.Home
			err := f.db.ReadOne(ctx, func(tx *storage.Tx) (err error) {
				homes, err = tx.Homes(c.Board.ID)
				return err
			})
			switch {
			case err != nil:
				return chat.Reply{}, err
			case !here.Of(c) && !leave.Given(c):
				return homesView(ctx, c, homes), nil
			case !settles(c):
				return chat.Reply{}, commands.Refuse("board.home.not_you")
			case here.Of(c) && leave.Given(c):
				return chat.Reply{}, commands.Mistake(leave.Name(), "board.home.both")
			case here.Of(c):
				return f.settleHere(ctx, c)
			case len(homes) == 1:
				return chat.Reply{}, commands.Refuse("board.home.last")
			case leave.Of(c) > len(homes):
				return chat.Reply{}, commands.Mistake(leave.Name(), "board.home.no_such")
			}
			h := homes[leave.Of(c)-1]
			switch {
			case meant.Given(c) && meant.Of(c) != address(h): // the list has changed since
				return homesView(ctx, c, homes), nil
			case c.Pressed() && !sure.Of(c):
				return leaving(ctx, c, homes, leave.Of(c)), nil
			}
			return f.leaveHome(ctx, c, homes, h)
		},
	}
}

// settles tells whether the caller may say where the board is at home.
func settles(c *commands.Call) bool { return c.Who.Chairs() || c.Who.Has(board.Admin) }

func hereOf(c *commands.Call) storage.Home {
	place := c.Event.Place
	return storage.Home{Board: c.Board.ID, Platform: c.Event.Platform, Server: place.Server, Channel: place.Channel}
}

func address(h storage.Home) string { return h.Platform + " " + h.Server + " " + h.Channel }

// homesView lists the homes with what can be done about them.
func homesView(ctx context.Context, c *commands.Call, homes []storage.Home) chat.Reply {
	names := make([]chat.Text, len(homes))
	var row chat.Actions
	for i, h := range homes {
		names[i] = homeName(ctx, c, homes, h)
		if settles(c) && len(homes) > 1 {
			leave := commands.Button(chat.T("board.home.leave", "Home", homeName(ctx, c, homes, h)), c.Board.ID, "board.home",
				"leave", strconv.Itoa(i+1), "home", address(h))
			row = append(row, leave)
		}
	}
	m := chat.Say(chat.T("board.home.list", "Name", c.Board.Name, "Homes", names, "N", len(homes)))
	if settles(c) && !c.Event.Place.Private() && !slices.Contains(homes, hereOf(c)) {
		m = m.With(chat.Para{Text: chat.T("board.home.offer")})
		row = append(chat.Actions{button("board.home.add", c.Board.ID, "board.home", "here", "yes")}, row...)
	}
	if len(row) > 0 {
		m = m.With(row)
	}
	return chat.Reply{Messages: []chat.Message{m}}
}

// homeName is a home as people tell it from the others: by its platform, and by
// its channel only where there are several on that platform.
func homeName(ctx context.Context, c *commands.Call, homes []storage.Home, h storage.Home) chat.Text {
	same := 0
	for _, other := range homes {
		if other.Platform == h.Platform {
			same++
		}
	}
	channel := ""
	if same > 1 {
		channel = channelName(ctx, c, h)
	}
	return chat.T("board.home.one", "Platform", commands.PlatformName(h.Platform), "Channel", channel, "Here", h == hereOf(c))
}

// channelName is a channel as people call it.
func channelName(ctx context.Context, c *commands.Call, h storage.Home) string {
	if c.ChannelName == nil {
		return h.Channel
	}
	return c.ChannelName(ctx, h.Platform, h.Server, h.Channel)
}

// settleHere makes the channel where it is said a home of the board, and shows
// there what runs.
func (f *Boards) settleHere(ctx context.Context, c *commands.Call) (chat.Reply, error) {
	if c.Event.Place.Private() {
		return chat.Reply{}, commands.Refuse("board.home.private")
	}
	h := hereOf(c)
	err := f.write(ctx, c, func(tx *storage.Tx) error {
		if err := tx.AddHome(h); err != nil {
			return err
		}
		if err := f.showAt(tx, h); err != nil {
			return err
		}
		return f.planNotice(tx, c.Board.ID, notice{What: "home", By: c.Who.Person.ID, Platform: h.Platform})
	})
	switch {
	case errors.Is(err, storage.ErrExists):
		return chat.Reply{}, commands.Refuse("board.home.taken")
	case err != nil:
		return chat.Reply{}, err
	}
	return say("board.home.done", "Name", c.Board.Name), nil
}

// showAt plans that a home shows what runs, and that what stood there before is
// true again.
func (f *Boards) showAt(tx *storage.Tx, h storage.Home) error {
	entities, err := tx.ShownAt(h)
	if err != nil {
		return err
	}
	polls, err := tx.OpenPolls(h.Board)
	for _, p := range polls {
		entities = append(entities, storage.Entity("poll", p.ID))
	}
	for _, entity := range entities {
		if err := tx.Later(show, entity, f.db.Now(), nil); err != nil {
			return err
		}
	}
	return err
}

// leaving asks before a home is given up.
func leaving(ctx context.Context, c *commands.Call, homes []storage.Home, n int) chat.Reply {
	h := homes[n-1]
	return chat.Reply{Messages: []chat.Message{
		chat.Say(chat.T("board.home.leave_ask", "Home", homeName(ctx, c, homes, h))).With(chat.Actions{
			button("board.home.leave_yes", c.Board.ID, "board.home", "leave", strconv.Itoa(n), "home", address(h), "confirm", "yes"),
		}),
	}}
}

func (f *Boards) leaveHome(ctx context.Context, c *commands.Call, known []storage.Home, h storage.Home) (chat.Reply, error) {
	err := f.write(ctx, c, func(tx *storage.Tx) error {
		homes, err := tx.Homes(c.Board.ID) // another may have gone in this moment
		if err != nil {
			return err
		}
		if len(homes) == 1 {
			return commands.Refuse("board.home.last")
		}
		if err := tx.RemoveHome(h); err != nil {
			return err
		}
		return f.planNotice(tx, c.Board.ID, notice{What: "unhome", By: c.Who.Person.ID, Platform: h.Platform})
	})
	switch {
	case errors.Is(err, storage.ErrNotFound):
		return say("board.home.gone"), nil
	case err != nil:
		return chat.Reply{}, err
	}
	return say("board.home.left", "Home", homeName(ctx, c, known, h)), nil
}
