package visions

import (
	"context"

	"beirat/board"
	"beirat/chat"
	"beirat/commands"
	"beirat/storage"
)

// groups shows the working groups of the latest round, and to a member whose
// seat was vacant at the draw, which one they belong to now.
func (f *Visions) groups() commands.Command {
	return commands.Command{
		Path: "vision.groups", Right: board.Everyone,
		Do: func(ctx context.Context, c *commands.Call) (chat.Reply, error) {
			var m chat.Message
			err := f.db.Read(ctx, func(tx *storage.Tx) error {
				rounds, err := tx.VisionRounds(c.Board.ID, 1)
				if err != nil {
					return err
				}
				if len(rounds) == 0 {
					return noRoundYet(c)
				}
				m, err = f.groupsMessage(tx, c, rounds[0])
				return err
			})
			return chat.Reply{Messages: []chat.Message{m}}, err
		},
	}
}

func (f *Visions) groupsMessage(tx *storage.Tx, c *commands.Call, r board.VisionRound) (chat.Message, error) {
	m := chat.Say(roundTitle(r))
	groups, err := tx.WorkingGroups(r.ID)
	if err != nil {
		return m, err
	}
	seats, err := tx.Seats(r.Board)
	if err != nil {
		return m, err
	}
	for _, g := range groups {
		m = m.With(chat.Para{Text: chat.T("vision.groups.group", "Number", g.Number, "Members", membersOf(g, seats),
			"Own", c.Who.Seated() && board.GroupOf(groups, c.Who.Seat.ID).Number == g.Number)})
	}
	drawings, err := tx.Drawings(r.ID)
	if err != nil || len(drawings) == 0 {
		return m, err
	}
	last := drawings[0]
	m = m.With(chat.Para{Text: chat.T("vision.groups.drawn", "At", last.At.In(c.Now.Location()), "Seed", last.Seed, "Decision", last.Decision, "Anew", last.Number > 1)})
	if r.Open() {
		m = m.With(chat.Para{Text: chat.T("vision.groups.later")})
	}
	row := chat.Actions{commands.Button(chat.T("cmd.vision.check.title"), r.Board, "vision.check"), listButton(r.Board)}
	if r.Open() && c.Who.Chairs() {
		row = append(row, commands.Button(chat.T("cmd.vision.redraw.title"), r.Board, "vision.redraw"))
	}
	return m.With(row), nil
}

// groupCard is a group as it stands in the channel.
func (f *Visions) groupCard(ctx context.Context, id board.ID) (view commands.View, err error) {
	err = f.db.Read(ctx, func(tx *storage.Tx) error {
		g, err := tx.WorkingGroup(id)
		if err != nil {
			return err
		}
		r, err := tx.VisionRound(g.Round)
		if err != nil {
			return err
		}
		seats, err := tx.Seats(g.Board)
		if err != nil {
			return err
		}
		all, err := tx.Statements(g.Board)
		if err != nil {
			return err
		}
		var numbers []int
		for _, s := range all {
			if s.Round == r.ID && s.Group == g.Number && s.State != board.StatementWithdrawn {
				numbers = append(numbers, s.Number)
			}
		}
		m := chat.Say(chat.T("vision.group.card", "Number", g.Number, "Question", r.Question, "Horizon", r.Horizon),
			chat.T("vision.group.members", "Members", membersOf(g, seats), "N", len(numbers), "Statements", numbers, "Over", !r.Open()))
		row := chat.Actions{listButton(g.Board)}
		if r.Open() {
			row = chat.Actions{proposeButton(g.Board), listButton(g.Board)}
		}
		view = commands.View{Board: g.Board, Message: m.With(row).Beginning(chat.T("vision.group.thread", "Number", g.Number, "Question", r.Question))}
		return nil
	})
	return view, err
}

// membersOf are the names of those who hold the seats of a group, in the order
// of the seats.
func membersOf(g board.WorkingGroup, seats []board.Seat) []string {
	var names []string
	for _, s := range seats {
		if !s.Vacant() && board.GroupOf([]board.WorkingGroup{g}, s.ID).ID != 0 {
			names = append(names, s.Voter().Name)
		}
	}
	return names
}

// groupFor is the working group of who acts, in a round that is locked; 0 for
// somebody without a seat.
func (f *Visions) groupFor(tx *storage.Tx, c *commands.Call, r board.VisionRound) (int, error) {
	if !c.Who.Seated() {
		return 0, nil
	}
	return f.place(tx, r, c.Who.Seat.ID)
}

// place is the working group of a filled seat, in a round that is locked. One
// that was vacant when the groups were drawn comes to the smallest one now.
func (f *Visions) place(tx *storage.Tx, r board.VisionRound, seat board.ID) (int, error) {
	groups, err := tx.WorkingGroups(r.ID)
	if err != nil {
		return 0, err
	}
	if own := board.GroupOf(groups, seat); own.ID != 0 {
		return own.Number, nil
	}
	seats, err := tx.Seats(r.Board)
	if err != nil {
		return 0, err
	}
	filled := map[board.ID]bool{}
	for _, s := range seats {
		filled[s.ID] = !s.Vacant()
	}
	number := board.Smallest(groups, filled)
	if err := tx.JoinWorkingGroup(r, seat, number); err != nil {
		return 0, err
	}
	return number, f.tell(tx, r.Board, notice{What: groupJoined, Round: r.ID, Group: number, Seat: seat})
}

// Seated lets whoever holds a seat now belong to a working group, while a round
// is open: that of the seat, or else the smallest; and shows the groups as they
// are.
func (f *Visions) Seated(tx *storage.Tx, of, seat board.ID) error {
	rounds, err := tx.VisionRounds(of, 1)
	if err != nil || len(rounds) == 0 || !rounds[0].Open() {
		return err
	}
	r, err := tx.LockVisionRound(rounds[0].ID)
	if err != nil || !r.Open() {
		return err
	}
	now, err := tx.Seat(seat)
	if err != nil {
		return err
	}
	if !now.Vacant() {
		if _, err := f.place(tx, r, seat); err != nil {
			return err
		}
		drawings, err := tx.Drawings(r.ID)
		if err != nil {
			return err
		}
		if err := tx.Later(GroupKind, storage.JobKey(of, r.ID, seat, board.ID(len(drawings))), f.db.Now(), nil); err != nil {
			return err
		}
	}
	return f.showGroups(tx, r.ID)
}

func noRoundYet(c *commands.Call) *commands.Error {
	no := commands.Refuse("vision.no_round_yet")
	if c.Who.Chairs() {
		no = no.With(commands.Button(chat.T("cmd.vision.round.title"), c.Board.ID, "vision.round"))
	}
	return no
}

func roundTitle(r board.VisionRound) chat.Text {
	return chat.T("vision.round.title", "Number", r.Number, "Question", r.Question, "Horizon", r.Horizon, "Over", !r.Open())
}

func groupsButton(of board.ID) chat.Button {
	return commands.Button(chat.T("cmd.vision.groups.title"), of, "vision.groups")
}

func listButton(of board.ID) chat.Button {
	return commands.Button(chat.T("cmd.vision.list.title"), of, "vision.list")
}

func proposeButton(of board.ID) chat.Button {
	return commands.Button(chat.T("cmd.vision.propose.title"), of, "vision.propose")
}
