package visions

import (
	"context"
	"slices"
	"time"

	"beirat/board"
	"beirat/chat"
	"beirat/commands"
	"beirat/documents"
	"beirat/storage"
	"beirat/words"
)

// Chapter is where the board wants to go as a chapter of the strategy: each round
// with its question and its statements, withdrawn ones left out. Working groups
// stand there by number; who proposed a statement only if they are named.
func (f *Visions) Chapter(tx *storage.Tx, b board.Board, l words.Language, named map[board.ID]string) ([]documents.Block, error) {
	w := writing{said: words.Printer{Language: l}, named: named, zone: f.db.Zone(b.Zone), level: 2}
	if err := w.rounds(tx, b.ID); err != nil || len(w.blocks) == 0 {
		return nil, err
	}
	return append([]documents.Block{documents.Heading{Level: 1, Text: w.say("vision.document.title")}}, w.blocks...), nil
}

// writing is a document that is being written.
type writing struct {
	said   words.Printer
	named  map[board.ID]string
	zone   *time.Location
	level  int // of the heading of a round
	blocks []documents.Block
}

func (w *writing) say(key string, pairs ...any) string { return w.said.Print(chat.T(key, pairs...)) }

func (w *writing) add(blocks ...documents.Block) { w.blocks = append(w.blocks, blocks...) }

// rounds writes the rounds of a board, the first one first.
func (w *writing) rounds(tx *storage.Tx, of board.ID) error {
	rounds, err := tx.VisionRounds(of, 10_000)
	if err != nil {
		return err
	}
	all, err := tx.Statements(of)
	for _, r := range slices.Backward(rounds) {
		w.round(r, all)
	}
	return err
}

// round writes a round that has statements.
func (w *writing) round(r board.VisionRound, all []board.Statement) {
	begun := false
	for _, s := range all {
		if s.Round != r.ID || s.State == board.StatementWithdrawn {
			continue
		}
		if !begun {
			begun = true
			w.add(documents.Heading{Level: w.level, Text: r.Question}, documents.P(w.say("vision.document.horizon", "Horizon", r.Horizon)))
		}
		w.statement(s)
	}
}

func (w *writing) statement(s board.Statement) {
	w.add(documents.Heading{Level: w.level + 1, Text: w.say("vision.document.statement", "Number", s.Number)})
	w.add(documents.Prose(s.Text)...)
	w.add(documents.Para{{Text: w.say("vision.document.facts", "Group", s.Group, "Author", w.named[s.Author.ID],
		"State", chat.T("vision.state."+string(s.State), "At", s.Ended.In(w.zone))), Look: documents.Quiet}})
}

// file gives all statements to keep and to print. It may be handed on, so only
// those are named in it who consent.
func (f *Visions) file() commands.Command {
	return commands.Command{
		Path: "vision.file", Right: board.Inside,
		Do: func(ctx context.Context, c *commands.Call) (chat.Reply, error) {
			w := writing{said: words.Printer{Language: c.Language}, zone: c.Now.Location(), level: 1}
			err := f.db.Read(ctx, func(tx *storage.Tx) (err error) {
				if w.named, err = tx.Consenting(c.Board.ID); err != nil {
					return err
				}
				return w.rounds(tx, c.Board.ID)
			})
			if err != nil {
				return chat.Reply{}, err
			}
			if len(w.blocks) == 0 {
				return chat.Reply{}, commands.Refuse("vision.none_yet")
			}
			day := w.say("vision.document.day", "Day", c.Now)
			d := documents.Document{
				Language: c.Language, Title: w.say("cmd.vision"), Subtitle: c.Board.Name, Blocks: w.blocks, Made: c.Now, Contents: true,
				Facts:   []documents.Fact{{Name: w.say("vision.document.as_of"), Value: day}},
				Running: w.say("vision.document.running", "Board", c.Board.Name, "Day", day),
			}
			content, err := d.PDF()
			name := w.say("vision.document.name") + "-" + c.Now.Format(time.DateOnly) + ".pdf"
			return chat.Reply{Messages: []chat.Message{{Blocks: []chat.Block{
				chat.File{Name: name, Type: "application/pdf", Content: content, About: chat.T("vision.file.all")}}}}}, err
		},
	}
}
