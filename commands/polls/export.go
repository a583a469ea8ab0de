package polls

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strconv"
	"time"

	"beirat/board"
	"beirat/chat"
	"beirat/commands"
	"beirat/storage"
)

// export gives a poll as files that anyone can recount. What the reader may not
// see is not in them.
func (f *Polls) export(shared params) commands.Command {
	return commands.Command{
		Path: "poll.export", Right: board.Inside, Params: []commands.Param{shared.any},
		Do: func(ctx context.Context, c *commands.Call) (chat.Reply, error) {
			var (
				x    board.Export
				line chat.Text
			)
			err := f.db.Read(ctx, func(tx *storage.Tx) error {
				s, _, err := f.seen(ctx, tx, c, shared.any.Of(c).ID)
				if err != nil {
					return err
				}
				line = minutesLine(s)
				x, err = exported(tx, s)
				return err
			})
			if err != nil {
				return chat.Reply{}, err
			}
			return chat.Reply{Messages: []chat.Message{exportMessage(x, line)}}, nil
		},
	}
}

func exportMessage(x board.Export, minutes chat.Text) chat.Message {
	what := "poll.export.done"
	switch {
	case x.Withheld:
		what = "poll.export.withheld"
	case x.State != board.Closed:
		what = "poll.export.not_over"
	}
	m := chat.Say(chat.T(what, "Number", x.Number, "Question", x.Question))
	if !minutes.IsZero() {
		m = m.With(chat.Para{Text: minutes})
	}
	for _, file := range exportFiles(x) {
		m = m.With(file)
	}
	return m
}

// exportFiles are the tables, of those only what the poll has, and the JSON.
func exportFiles(x board.Export) []chat.File {
	name := "poll-" + strconv.Itoa(x.Number)
	table := func(of string, content []byte, about chat.Text) chat.File {
		return chat.File{Name: name + of + ".csv", Type: "text/csv; charset=utf-8", Content: content, About: about}
	}
	files := []chat.File{
		table("", x.CSV(), chat.T("poll.export.csv", "Number", x.Number)),
		table("-options", x.OptionsCSV(), chat.T("poll.export.options", "Number", x.Number)),
		table("-ballots", x.BallotsCSV(), chat.T("poll.export.ballots", "Number", x.Number)),
		{Name: name + ".json", Type: "application/json", Content: x.JSON(), About: chat.T("poll.export.json", "Number", x.Number)},
	}
	return slices.DeleteFunc(files, func(f chat.File) bool { return f.Content == nil })
}

// exported is what the sheet's viewer may see of a poll, for a file.
func exported(tx *storage.Tx, s sheet) (board.Export, error) {
	var ballots []board.ExportBallot
	if s.poll.State == board.Closed && s.sight.Counts && !s.poll.Hands {
		var err error
		if ballots, err = exportBallots(tx, s); err != nil {
			return board.Export{}, err
		}
	}
	x := board.NewExport(s.poll, s.sight, ballots)
	x.Board, x.Zone = s.board.Name, s.board.Zone
	x.Opens, x.Opened, x.Closes, x.Ended = s.stamp(s.poll.Opens), s.stamp(s.poll.Opened), s.stamp(s.poll.Closes), s.stamp(s.poll.Ended)
	x.Turnout = board.ExportTurnout{Electors: s.electors(), Voted: s.voted, Recused: s.count.Recused, Technical: s.technical()}
	for _, a := range s.answers {
		x.Answers = append(x.Answers, board.ExportAnswer{State: a.State, Reason: a.Reason, Given: s.stamp(a.At)})
	}
	for _, d := range s.dissents {
		x.Dissents = append(x.Dissents, board.ExportDissent{Name: d.Name, Text: d.Text})
	}
	return x, nil
}

// stamp is a time as machines read it, in the board's zone; nothing for none.
func (s sheet) stamp(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return s.local(t).Format(time.RFC3339)
}

// exportBallots are the ballots of a poll that is over: with names only in a
// roll-call, with receipts where a secret vote gave some, else in piles.
func exportBallots(tx *storage.Tx, s sheet) ([]board.ExportBallot, error) {
	switch {
	case s.sight.Ballots:
		return calledBallots(tx, s)
	case s.poll.Secret && s.poll.Receipts:
		papers, err := tx.Papers(s.poll)
		ballots := make([]board.ExportBallot, len(papers))
		for i, paper := range papers {
			ballots[i] = board.ExportBallot{Ballot: paper.Choice, N: 1, Receipt: paper.Receipt}
		}
		return ballots, err
	}
	piles, err := tx.Piles(s.poll)
	ballots := make([]board.ExportBallot, len(piles))
	for i, pile := range piles {
		ballots[i] = board.ExportBallot{Ballot: pile.Choice, N: pile.N}
	}
	return ballots, err
}

// calledBallots are those of a roll-call, with who cast them, and for whom.
func calledBallots(tx *storage.Tx, s sheet) ([]board.ExportBallot, error) {
	roll, err := callRoll(tx, s.poll)
	var ballots []board.ExportBallot
	for _, line := range roll {
		if line.Choice == "" {
			continue
		}
		group := line.Seat.Group
		ballots = append(ballots, board.ExportBallot{Ballot: line.Choice, N: 1, Name: line.Name, For: line.For,
			Seat: fmt.Sprintf("%s %d", cmp.Or(group.Name, group.Key), line.Seat.Position)})
	}
	return ballots, err
}
