package agendas

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"beirat/board"
	"beirat/chat"
	"beirat/commands"
	"beirat/storage"
)

// How long a round of ideas goes on where nothing is said.
const (
	roundInMeeting = 30 * time.Minute
	roundAfter     = 48 * time.Hour
)

// ideas opens a round of ideas after an impulse, moves its end, or ends it.
func (f *Agendas) ideas(p params) commands.Command {
	closes, end := commands.Time("closes").Future(), commands.Flag("round_end")
	return commands.Command{
		Path: "meeting.ideas", Right: board.Chairing, Params: []commands.Param{p.item, closes, end, p.meeting, p.entry},
		Needless: func(*commands.Call) []string { return []string{end.Name()} },
		Do: func(ctx context.Context, c *commands.Call) (chat.Reply, error) {
			var m chat.Message
			err := f.db.Write(ctx, by(c), func(tx *storage.Tx) error {
				i, of, err := f.chosen(tx, c, p)
				if err != nil {
					return err
				}
				if end.Of(c) {
					m, err = f.endByHand(tx, c, i)
					return err
				}
				m, err = f.openRound(tx, c, of, i, closes.Of(c))
				return err
			})
			if err != nil {
				return chat.Reply{}, err
			}
			return chat.Reply{Messages: []chat.Message{m}}, nil
		},
	}
}

// openRound opens a round, or gives it another end.
func (f *Agendas) openRound(tx *storage.Tx, c *commands.Call, m board.Meeting, i board.AgendaItem, closes time.Time) (chat.Message, error) {
	switch {
	case i.State != board.ItemSet || m.ID == 0 || m.State == board.MeetingCancelled:
		return chat.Message{}, commands.Refuse("agenda.ideas.no_meeting", "Title", i.Title).With(agendaButton(c.Board.ID, m))
	case !i.Public:
		return chat.Message{}, commands.Refuse("agenda.ideas.private", "Title", i.Title).With(agendaButton(c.Board.ID, m))
	}
	r, err := tx.IdeaRound(i.ID)
	if gone, err := missing(err); err != nil {
		return chat.Message{}, err
	} else if !gone && r.Open(c.Now) && (closes.IsZero() || closes.Equal(r.Closes)) {
		return roundSaid("agenda.ideas.already", c, i, r), nil
	}
	if closes.IsZero() {
		closes = c.Now.Add(roundAfter).Truncate(time.Minute)
		if m.State == board.MeetingOpen {
			closes = c.Now.Add(roundInMeeting).Truncate(time.Minute)
		}
	}
	if r, err = tx.OpenIdeaRound(board.IdeaRound{Item: i.ID, Board: i.Board, Closes: closes}); err != nil {
		return chat.Message{}, err
	}
	key := storage.JobKey(i.Board, i.ID)
	if err := errors.Join(tx.Drop(CloseKind, key), tx.Later(CloseKind, key, r.Closes, nil), f.showRound(tx, i.ID)); err != nil {
		return chat.Message{}, err
	}
	return roundSaid("agenda.ideas.open", c, i, r), nil
}

func roundSaid(key string, c *commands.Call, i board.AgendaItem, r board.IdeaRound) chat.Message {
	return say(key, "Title", i.Title, "Closes", r.Closes.In(c.Now.Location())).
		With(chat.Actions{itemButton("agenda.button.ideas_end", i, "meeting.ideas", "round_end", "yes"), itemButton("agenda.button.idea", i, "meeting.idea")})
}

func (f *Agendas) showRound(tx *storage.Tx, item board.ID) error {
	return tx.Later(show, storage.Entity(Entity, item), f.db.Now(), nil)
}

// showAnyRound makes the card of the round on an item true, if there was one.
func (f *Agendas) showAnyRound(tx *storage.Tx, i board.AgendaItem) error {
	_, err := tx.IdeaRound(i.ID)
	if gone, err := missing(err); gone || err != nil {
		return err
	}
	return f.showRound(tx, i.ID)
}

// endByHand ends a round before its time, and offers the next step.
func (f *Agendas) endByHand(tx *storage.Tx, c *commands.Call, i board.AgendaItem) (chat.Message, error) {
	r, err := tx.IdeaRound(i.ID)
	if gone, err := missing(err); err != nil {
		return chat.Message{}, err
	} else if gone || !r.Closed.IsZero() {
		return chat.Message{}, commands.Refuse("agenda.ideas.none_open", "Title", i.Title)
	}
	if err := f.endRound(tx, i); err != nil {
		return chat.Message{}, err
	}
	sent, err := tx.ItemIdeas(i.ID)
	if err != nil {
		return chat.Message{}, err
	}
	row := chat.Actions{commands.Button(chat.T("agenda.button.all_ideas"), i.Board, "roadmap.ideas")}
	if numbers := waitingIdeas(sent); numbers != "" {
		row = append(row, commands.Button(chat.T("agenda.button.sift"), i.Board, "roadmap.sift", "ideas", numbers))
	}
	return say("agenda.ideas.ended", "Title", i.Title, "N", len(sent)).With(row), nil
}

// waitingIdeas are the numbers of those that can be voted on, as a list; at most
// as many as are voted on at once.
func waitingIdeas(sent []board.Idea) string {
	var numbers []string
	for _, one := range sent {
		if one.State == board.IdeaOpen && one.Poll == 0 && one.Bundle == 0 && len(numbers) < board.MostSifted {
			numbers = append(numbers, strconv.Itoa(one.Number))
		}
	}
	return strings.Join(numbers, ", ")
}

// endRound ends a round, and plans to say what came of it.
func (f *Agendas) endRound(tx *storage.Tx, i board.AgendaItem) error {
	key := storage.JobKey(i.Board, i.ID)
	return errors.Join(tx.CloseIdeaRound(i.Board, i.ID), tx.Drop(CloseKind, key), f.showRound(tx, i.ID), tx.Later(IdeasKind, key, f.db.Now(), nil))
}

// stopRound ends the round on an item that is taken away, if one goes on.
func (f *Agendas) stopRound(tx *storage.Tx, i board.AgendaItem) error {
	r, err := tx.IdeaRound(i.ID)
	if gone, err := missing(err); gone || err != nil || !r.Closed.IsZero() {
		return err
	}
	return f.endRound(tx, i)
}

// closeDue does the work of CloseKind.
func (f *Agendas) closeDue(ctx context.Context, j storage.Job) error {
	ids, err := j.IDs(2)
	if err != nil {
		return err
	}
	return f.db.Write(ctx, storage.By{}, func(tx *storage.Tx) error {
		i, err := tx.LockItem(ids[0], ids[1])
		if err != nil {
			return err
		}
		r, err := tx.IdeaRound(i.ID)
		switch {
		case err != nil:
			return err
		case !r.Closed.IsZero():
			return fmt.Errorf("%w: the round is over", commands.ErrDropped)
		case f.db.Now().Before(r.Closes): // moved in the same moment
			return tx.Later(CloseKind, j.Key, r.Closes, nil)
		}
		return f.endRound(tx, i)
	})
}

// openly is the title of an item as everybody may read it: that of one that is not
// public any more is not told.
func openly(i board.AgendaItem) chat.Text {
	if !i.Public {
		return chat.T("guest.round.private")
	}
	return chat.Written(i.Title)
}

// roundCard is a round as everybody sees it.
func (f *Agendas) roundCard(ctx context.Context, id board.ID) (view commands.View, err error) {
	err = f.db.Read(ctx, func(tx *storage.Tx) error {
		i, err := tx.Item(id)
		if err != nil {
			return err
		}
		b, err := tx.Board(i.Board)
		if err != nil {
			return err
		}
		r, err := tx.IdeaRound(id)
		if err != nil {
			return err
		}
		sent, err := tx.ItemIdeas(id)
		if err != nil {
			return err
		}
		open := r.Open(f.db.Now())
		view.Board = i.Board
		view.Message = say("agenda.round", "Title", openly(i), "Open", open, "Closes", r.Closes.In(f.db.Zone(b.Zone)), "N", len(sent))
		if open {
			view.Changes = r.Closes
			view.Message = view.Message.With(chat.Actions{itemButton("agenda.button.idea", i, "meeting.idea")})
			return nil
		}
		view.Message = view.Message.With(chat.Actions{commands.Button(chat.T("agenda.button.all_ideas"), i.Board, "roadmap.ideas")})
		return nil
	})
	return view, err
}

// summedUp is how many ideas a summary tells one by one.
const summedUp = 12

// summary is the post of IdeasKind: what came of a round. Who sent what is not
// in it.
func (f *Agendas) summary(ctx context.Context, j storage.Job) (letter commands.Letter, err error) {
	ids, err := j.IDs(2)
	if err != nil {
		return letter, err
	}
	err = f.db.Read(ctx, func(tx *storage.Tx) error {
		i, err := tx.Item(ids[1])
		if err != nil {
			return err
		}
		r, err := tx.IdeaRound(i.ID)
		if err != nil {
			return err
		}
		letter = commands.Letter{Board: ids[0]}
		if r.Closed.IsZero() {
			letter.Drop = "the round goes on"
			return nil
		}
		sent, err := tx.ItemIdeas(i.ID)
		if err != nil {
			return err
		}
		m := say("agenda.summary", "Title", openly(i), "N", len(sent))
		for at, one := range sent {
			if at == summedUp {
				m = m.With(chat.Para{Text: chat.T("agenda.summary.more", "N", len(sent)-summedUp)})
				break
			}
			m = m.With(chat.Para{Text: chat.T("agenda.summary.one", "Number", one.Number, "Text", one.Heading(160))})
		}
		if len(sent) > 0 {
			m = m.With(chat.Para{Text: chat.T("agenda.summary.next")})
		}
		letter.Message = m.With(chat.Actions{commands.Button(chat.T("agenda.button.all_ideas"), i.Board, "roadmap.ideas")})
		return nil
	})
	return letter, err
}
