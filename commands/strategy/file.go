package strategy

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"beirat/board"
	"beirat/chat"
	"beirat/commands"
	"beirat/documents"
	"beirat/storage"
	"beirat/words"
)

// part is what of a version is asked for: a file in a format, or something about it.
type part string

const (
	asPDF             = part(documents.FormatPDF)
	asWord            = part(documents.FormatWord)
	asPage            = part(documents.FormatPage)
	asMarkdown        = part(documents.FormatMarkdown)
	asDifference part = "difference"
	asVersions   part = "versions"
	asSent       part = "sent"
	asMore       part = "more"
)

func parts() []part {
	return []part{asPDF, asWord, asPage, asMarkdown, asDifference, asVersions, asSent, asMore}
}

// ready is how long the stored text of a version may be so that its file is made
// while the person waits. A longer one is made as work, and sent.
const ready = 1 << 20

// order is a file that somebody waits for; the payload of FileKind.
type order struct {
	Person   board.ID `json:"person"`
	Platform string   `json:"platform"`
	Format   part     `json:"format"`
}

// file answers with a version as a file, or says that it will come.
func (f *Strategy) file(ctx context.Context, c *commands.Call, s board.Strategy, format part) (chat.Reply, error) {
	if len(s.Content) <= ready || c.Who.Person.ID == 0 {
		m, err := f.fileMessage(ctx, s, c.Board, format)
		return chat.Reply{Messages: []chat.Message{m}}, err
	}
	o := order{Person: c.Who.Person.ID, Platform: c.Event.Platform, Format: format}
	err := f.db.Write(ctx, by(c), func(tx *storage.Tx) error {
		return tx.Later(FileKind, storage.JobKey(s.Board, s.ID, o.Person)+"/"+string(format), f.db.Now(), o)
	})
	if err != nil {
		return chat.Reply{}, err
	}
	return say("strategy.file.coming", "Version", s.Version, "Format", formatName(format)), nil
}

// fileLetter is the letter of FileKind.
func (f *Strategy) fileLetter(ctx context.Context, j storage.Job) (letter commands.Letter, err error) {
	var o order
	if err := json.Unmarshal(j.Payload, &o); err != nil {
		return letter, fmt.Errorf("payload of job %d: %w", j.ID, err)
	}
	ids, err := j.IDs(2)
	if err != nil {
		return letter, err
	}
	var s board.Strategy
	var b board.Board
	err = f.db.Read(ctx, func(tx *storage.Tx) (err error) {
		if b, err = tx.Board(ids[0]); err != nil {
			return err
		}
		if s, err = tx.Strategy(ids[1]); err != nil {
			return err
		}
		who, err := tx.Standing(b.ID, o.Person)
		if err != nil {
			return err
		}
		return mayRead(tx, who, s, o.Format) // somebody may have taken their consent back since
	})
	if no, is := errors.AsType[*commands.Error](err); is {
		return commands.Letter{Board: b.ID, Person: o.Person, On: o.Platform, Urgent: true, Message: chat.Say(no.Text)}, nil
	}
	if err != nil {
		return letter, err
	}
	m, err := f.fileMessage(ctx, s, b, o.Format)
	return commands.Letter{Board: b.ID, Person: o.Person, On: o.Platform, Urgent: true, Message: m}, err
}

// fileMessage is a version as a file, or its difference from the one before.
func (f *Strategy) fileMessage(ctx context.Context, s board.Strategy, b board.Board, format part) (chat.Message, error) {
	if format == asDifference {
		return f.differenceFile(ctx, s, b)
	}
	d, err := parse(s, f.db.Zone(b.Zone))
	if err != nil {
		return chat.Message{}, err
	}
	made, err := d.As(documents.Format(format))
	if err != nil {
		return chat.Message{}, fmt.Errorf("version %d of the strategy as %s: %w", s.Version, format, err)
	}
	said := words.Printer{Language: words.Language(b.Language)}
	name := said.Say("strategy.file.name", map[string]any{"Version": s.Version}) + "." + made.Ending
	about := chat.T("strategy.file.about", "Version", s.Version, "Made", d.Made, "Format", formatName(format))
	m := chat.Message{Blocks: []chat.Block{chat.File{Name: name, Type: made.Type, Content: made.Content, About: about}}}
	if format == asMarkdown {
		m = m.With(chat.Para{Text: chat.T("strategy.file.check", "Name", name, "Checksum", s.Checksum)})
	}
	return m, nil
}

func formatName(format part) chat.Text { return chat.T("value.as." + string(format) + ".label") }
