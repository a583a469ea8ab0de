package agendas

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"time"

	"beirat/board"
	"beirat/chat"
	"beirat/commands"
	"beirat/storage"
)

// proposedWait is how long the letter about a proposal waits for more of them.
const proposedWait = 5 * time.Minute

// take puts what a member proposed on the agenda.
func (f *Agendas) take(p params) commands.Command {
	return commands.Command{
		Path: "meeting.agenda_take", Right: board.Chairing, Params: []commands.Param{p.item, p.meeting, p.entry},
		Do: func(ctx context.Context, c *commands.Call) (chat.Reply, error) {
			var m chat.Message
			err := f.db.Write(ctx, by(c), func(tx *storage.Tx) error {
				i, to, err := f.chosen(tx, c, p)
				if err != nil {
					return err
				}
				if i.State != board.ItemProposed {
					m, err = f.placed(tx, "agenda.take.already", i, to)
					return err
				}
				if to.ID == 0 || over(i.Board, to) != nil {
					if to, err = f.lockNext(tx, i.Board); err != nil {
						return err
					}
				}
				i.State, i.Meeting = board.ItemSet, to.ID
				if i.Late, err = invited(tx, to); err != nil {
					return err
				}
				if err := errors.Join(tx.SaveItem(i), settle(tx, to, i.ID), f.changed(tx, to), f.planDecided(tx, c, i, "")); err != nil {
					return err
				}
				m, err = f.placed(tx, "agenda.take.done", i, to)
				return err
			})
			if err != nil {
				return chat.Reply{}, err
			}
			return chat.Reply{Messages: []chat.Message{m}}, nil
		},
	}
}

// decision is the payload of DecidedKind.
type decision struct {
	Reason string `json:"reason,omitempty"`
}

// planDecided plans that who proposed an item hears what came of it.
func (f *Agendas) planDecided(tx *storage.Tx, c *commands.Call, i board.AgendaItem, reason string) error {
	if i.Proposer == 0 || i.Proposer == c.Who.Person.ID {
		return nil
	}
	return tx.Later(DecidedKind, storage.JobKey(i.Board, i.ID), f.db.Now(), decision{Reason: reason})
}

// decided is the letter of DecidedKind.
func (f *Agendas) decided(ctx context.Context, j storage.Job) (letter commands.Letter, err error) {
	ids, err := j.IDs(2)
	if err != nil {
		return letter, err
	}
	var d decision
	if err := json.Unmarshal(j.Payload, &d); err != nil {
		return letter, fmt.Errorf("payload of job %d: %w", j.ID, err)
	}
	err = f.db.Read(ctx, func(tx *storage.Tx) error {
		i, err := tx.Item(ids[1])
		if err != nil {
			return err
		}
		letter = commands.Letter{Board: ids[0], Person: i.Proposer}
		standing, err := tx.Standing(ids[0], i.Proposer)
		if err != nil {
			return err
		}
		var m board.Meeting
		if i.Meeting != 0 {
			if m, err = tx.Meeting(i.Meeting); err != nil {
				return err
			}
		}
		switch {
		case !standing.May(board.Inside):
			letter.Drop = "no part of the board any more"
		case i.State == board.ItemProposed:
			letter.Drop = "it waits again"
		case i.State == board.ItemRemoved:
			letter.Message = say("agenda.declined", "Title", i.Title, "Reason", d.Reason).
				With(chat.Actions{agendaButton(i.Board, m)})
		default:
			letter.Message = say("agenda.taken", "Title", i.Title, "Number", i.Position, "Meeting", name(m), "Planned", m.ID != 0).
				With(chat.Actions{agendaButton(i.Board, m)})
		}
		return nil
	})
	return letter, err
}

// planProposed plans a letter about what was proposed to everybody who may decide
// on it, but for the one who did; never at night.
func (f *Agendas) planProposed(tx *storage.Tx, i board.AgendaItem) error {
	b, err := tx.Board(i.Board)
	if err != nil {
		return err
	}
	profile, err := tx.Profile(i.Board)
	if err != nil {
		return err
	}
	now := f.db.Now().In(f.db.Zone(b.Zone))
	at := profile.Quiet.Next(now.Add(proposedWait), board.HolidaysOf(b.Land))
	people, err := tx.Coordinators(i.Board, now)
	for _, p := range people {
		if p != i.Proposer {
			err = errors.Join(err, tx.Later(ProposedKind, storage.JobKey(i.Board, p), at, nil))
		}
	}
	return err
}

// proposed is the letter of ProposedKind: what waits for a decision.
func (f *Agendas) proposed(ctx context.Context, j storage.Job) (letter commands.Letter, err error) {
	ids, err := j.IDs(2)
	if err != nil {
		return letter, err
	}
	err = f.db.Read(ctx, func(tx *storage.Tx) error {
		letter = commands.Letter{Board: ids[0], Person: ids[1]}
		standing, err := tx.Standing(ids[0], ids[1])
		if err != nil {
			return err
		}
		all, err := tx.ProposedItems(ids[0])
		if err != nil {
			return err
		}
		all = slices.DeleteFunc(all, func(i board.AgendaItem) bool { return i.Proposer == ids[1] })
		switch {
		case !standing.Chairs():
			letter.Drop = "does not decide on it any more"
			return nil
		case len(all) == 0:
			letter.Drop = "it is decided"
			return nil
		}
		letter.Message = say("agenda.proposed", "N", len(all))
		for at, i := range all {
			if at == toldMost {
				letter.Message = letter.Message.With(chat.Para{Text: chat.T("agenda.proposed.more", "N", len(all)-toldMost)})
				break
			}
			who, err := tx.PersonName(i.Proposer)
			if err != nil {
				return err
			}
			letter.Message = letter.Message.With(proposal(i, who)...)
		}
		letter.Message = letter.Message.With(chat.Actions{commands.Button(chat.T("agenda.button.proposals"), ids[0], "meeting.agenda_show", "agenda_view", string(proposals))})
		return nil
	})
	return letter, err
}

// proposal is one of them with what can be done about it.
func proposal(i board.AgendaItem, who string) []chat.Block {
	return []chat.Block{
		chat.Para{Text: chat.T("agenda.proposal", "Name", who, "Title", i.Title, "Kind", kindName(i.Kind), "Minutes", i.Minutes, "Private", !i.Public,
			"Text", commands.Beginning(i.Text, 300), "Documents", i.Documents)},
		chat.Actions{itemButton("agenda.button.take", i, "meeting.agenda_take"), itemButton("agenda.button.decline", i, "meeting.agenda_remove")},
	}
}

// proposals are what waits for a decision; who proposed one may take it back.
func (s sight) proposals() chat.Reply {
	m := say("agenda.proposals", "N", len(s.pending))
	for _, i := range s.pending {
		blocks := proposal(i, s.people[i.Proposer])
		switch {
		case s.chairs:
		case i.Proposer == s.c.Who.Person.ID:
			blocks = append(blocks[:1], chat.Actions{itemButton("agenda.button.edit", i, "meeting.agenda_edit"), itemButton("agenda.button.withdraw", i, "meeting.agenda_remove")})
		default:
			blocks = blocks[:1]
		}
		m = m.With(blocks...)
	}
	return reply(m, agendaButton(s.c.Board.ID, s.m))
}

// Tasks are what a person still owes here: the chair decides on proposals.
func (f *Agendas) Tasks(ctx context.Context, c *commands.Call) ([]commands.Task, error) {
	if !c.Who.Chairs() {
		return nil, nil
	}
	var waiting []board.AgendaItem
	err := f.db.ReadOne(ctx, func(tx *storage.Tx) (err error) {
		waiting, err = tx.ProposedItems(c.Board.ID)
		return err
	})
	if err != nil || len(waiting) == 0 {
		return nil, err
	}
	return []commands.Task{{
		Text:    chat.T("agenda.task", "N", len(waiting)),
		Buttons: []chat.Button{commands.Button(chat.T("agenda.button.proposals"), c.Board.ID, "meeting.agenda_show", "agenda_view", string(proposals))},
	}}, nil
}
