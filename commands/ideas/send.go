package ideas

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"beirat/board"
	"beirat/chat"
	"beirat/commands"
	"beirat/storage"
)

// send takes an idea or a problem for the backlog. Whoever holds the office
// hears of a problem at once, at any hour.
func (f *Ideas) send(path, name string, kind board.IdeaKind) commands.Command {
	text := commands.Text(name).Required().Long()
	occasion := commands.Text("occasion").Max(200).Named()
	return commands.Command{
		Path: path, Right: board.Inside, Params: []commands.Param{text, occasion},
		Do: func(ctx context.Context, c *commands.Call) (chat.Reply, error) {
			if sentence := perhapsMeant(c); sentence != "" {
				return chat.Reply{Form: c.Form(path, map[string]string{name: sentence})}, nil
			}
			sent := board.Idea{Board: c.Board.ID, Kind: kind, Text: text.Of(c), Occasion: occasion.Of(c)}
			var told []storage.Holding
			who := c.Who.Person // the transaction may be tried again
			err := f.db.Write(ctx, by(c), func(tx *storage.Tx) (err error) {
				if c.Who.Person, err = tx.Acting(who, storage.Account{Platform: c.Event.Platform, Account: c.Event.Actor.Account, Name: c.Event.Actor.Name}); err != nil {
					return err
				}
				sent.Sender = c.Who.Person.ID
				if sent, err = tx.CreateIdea(sent); err != nil || kind != board.Problem {
					return err
				}
				told, err = f.planAlert(tx, sent)
				return err
			})
			if errors.Is(err, storage.ErrExists) {
				return reply(chat.Say(chat.T("idea.send.again", "The", the(sent), "Text", sent.Heading(quotable)), chat.T("idea.send.waits")), listButton(c.Board.ID)), nil
			}
			if err != nil {
				return chat.Reply{}, err
			}
			return reply(thanks(sent, told), listButton(c.Board.ID)), nil
		},
	}
}

// perhapsMeant is a sentence, said to the program as to a person, that only
// begins with the word of the command: "Problem mit meiner Stimme". Before it
// goes to the office, whoever said it sees it in the form. With a colon or a
// slash it is meant; and where nothing can be pressed, the line is all there is.
func perhapsMeant(c *commands.Call) string {
	typing, is := c.Event.Do.(chat.Typing)
	if !is {
		return ""
	}
	sentence := strings.TrimSpace(typing.Text)
	word, _, _ := strings.Cut(sentence, " ")
	_, args := c.Word().Phrase()
	slash, _ := args["before"].(string)
	if !strings.HasPrefix(slash, "/") || strings.HasPrefix(sentence, "/") || strings.ContainsAny(word, ":\n") || strings.Contains(sentence, "=") {
		return ""
	}
	return sentence
}

func reply(m chat.Message, row ...chat.Button) chat.Reply {
	if len(row) > 0 {
		m = m.With(chat.Actions(row))
	}
	return chat.Reply{Messages: []chat.Message{m}}
}

// thanks confirms what was sent, and says what comes next.
func thanks(i board.Idea, told []storage.Holding) chat.Message {
	m := chat.Say(chat.T("idea.send.done", "The", the(i), "Text", i.Heading(quotable)))
	switch {
	case i.Kind != board.Problem:
		return m.With(chat.Para{Text: chat.T("idea.send.waits")})
	case len(told) == 0:
		return m.With(chat.Para{Text: chat.T("idea.send.nobody")})
	}
	return m.With(chat.Para{Text: chat.T("idea.send.told", "Role", chat.T("idea.role."+string(told[len(told)-1].Role)))})
}

// planAlert plans a letter to those who look after problems, and tells who they are.
func (f *Ideas) planAlert(tx *storage.Tx, i board.Idea) ([]storage.Holding, error) {
	told, err := looksAfter(tx, i.Board, i.Sender, f.db.Now())
	if err != nil {
		return nil, err
	}
	for _, h := range told {
		if err := tx.Later(AlertKind, storage.JobKey(i.Board, i.ID, h.Person.ID), f.db.Now(), nil); err != nil {
			return nil, err
		}
	}
	return told, nil
}

// looksAfter are those who hear of what needs an answer: everyone who holds the
// office; the chair too where none of them is there, and the deputy where there
// is no chair either. The one who sent it knows already.
func looksAfter(tx *storage.Tx, of, but board.ID, now time.Time) (told []storage.Holding, err error) {
	holders, err := tx.RoleHolders(of)
	for _, role := range []board.Role{board.Office, board.Chair, board.Deputy} {
		there := false
		for _, h := range holders {
			if h.Role != role || h.Person.ID == but || slices.ContainsFunc(told, func(t storage.Holding) bool { return t.Person.ID == h.Person.ID }) {
				continue
			}
			told, there = append(told, h), there || !h.Away.Covers(now)
		}
		if there {
			break
		}
	}
	return told, err
}

// alert is the letter of AlertKind. Its first line, which shows on locked
// screens, does not say what the problem is.
func (f *Ideas) alert(ctx context.Context, j storage.Job) (letter commands.Letter, err error) {
	ids, err := j.IDs(3)
	if err != nil {
		return letter, err
	}
	err = f.db.Read(ctx, func(tx *storage.Tx) error {
		i, err := tx.Idea(ids[1])
		if err != nil {
			return fmt.Errorf("letter of job %d: %w", j.ID, err)
		}
		letter = commands.Letter{Board: ids[0], Person: ids[2], Urgent: true}
		standing, err := tx.Standing(ids[0], ids[2])
		if err != nil {
			return err
		}
		switch {
		case i.State != board.IdeaOpen:
			letter.Drop = "it is answered"
			return nil
		case !standing.May(board.Inside):
			letter.Drop = "no part of the board any more"
			return nil
		}
		name, err := tx.PersonName(i.Sender)
		letter.Message = chat.Say(
			chat.T("idea.alert", "Name", name, "Number", i.Number, "Occasion", i.Occasion),
			chat.Written(commands.Beginning(i.Text, commands.CardLength)),
		).With(chat.Actions(alertButtons(i, standing)))
		return err
	})
	return letter, err
}

// alertButtons lead to the answer, and to all of a text that was cut.
func alertButtons(i board.Idea, reader board.Standing) []chat.Button {
	var row []chat.Button
	if reader.Chairs() {
		row = append(row, replyButton(i))
	}
	if commands.Beginning(i.Text, commands.CardLength) != i.Text {
		return append(row, button("idea.button.whole", i.Board, "roadmap.ideas", "idea", fmt.Sprint(i.Number)))
	}
	return append(row, showButton(i))
}
