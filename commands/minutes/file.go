package minutes

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"beirat/board"
	"beirat/chat"
	"beirat/commands"
	"beirat/documents"
	"beirat/storage"
	"beirat/words"
)

// format is what somebody wants to have of minutes: a file, or what else is
// possible.
type format string

const (
	asPDF             = format(documents.FormatPDF)
	asWord            = format(documents.FormatWord)
	asPage            = format(documents.FormatPage)
	asMarkdown        = format(documents.FormatMarkdown)
	asMore     format = "more"
)

func formats() []format { return []format{asPDF, asWord, asPage, asMarkdown, asMore} }

// ready is how long the stored text may be so that a file of it is made while the
// person waits. A longer one is made as work, and sent.
const ready = 1 << 20

// sheet is minutes as one reader may have them.
type sheet struct {
	board   board.Board
	meeting board.Meeting
	minutes board.Minutes
	version board.MinutesVersion // the last one, or the draft with the number 0
	zone    *time.Location
	inside  bool // belongs to the board
	chairs  bool
}

// sheet reads minutes for a reader: of those that are not finished, and of what
// was not public, only who belongs to the board gets anything.
func (f *Minutes) sheet(tx *storage.Tx, b board.Board, meeting board.ID, who board.Standing) (sheet, error) {
	m, n, err := of(tx, meeting)
	s := sheet{board: b, meeting: m, minutes: n, zone: f.db.Zone(b.Zone), inside: who.May(board.Inside), chairs: who.Chairs()}
	if err != nil {
		return s, err
	}
	if !s.inside && !n.Open() {
		return s, commands.Refuse("minutes.not_open", "Meeting", commands.MeetingTitle(m))
	}
	if n.Version > 0 {
		s.version, err = tx.MinutesVersion(n.ID, n.Version)
	} else {
		s.version, err = f.draftOf(tx, b, m, n)
	}
	if !s.inside {
		s.version.Private = ""
	}
	return s, err
}

// draftOf is what the minutes say now, as a version that nobody has kept.
func (f *Minutes) draftOf(tx *storage.Tx, b board.Board, m board.Meeting, n board.Minutes) (board.MinutesVersion, error) {
	r, err := f.gather(tx, b, m, n)
	if err != nil {
		return board.MinutesVersion{}, err
	}
	public, private := documentsOf(r, 0, f.db.Now().In(f.db.Zone(b.Zone)))
	content, err := json.Marshal(public)
	v := board.MinutesVersion{Minutes: n.ID, Public: string(content), State: n.State}
	if err == nil && private != nil {
		content, err = json.Marshal(private)
		v.Private = string(content)
	}
	return v, err
}

// parts are those that there are for the reader.
func (s sheet) parts() []part {
	if s.version.Private == "" {
		return []part{publicPart}
	}
	return []part{publicPart, privatePart}
}

// document is a part, as it is stored.
func (f *Minutes) document(s sheet, p part) (documents.Document, error) {
	content := s.version.Public
	if p == privatePart {
		content = s.version.Private
	}
	return parse(content, s.zone)
}

// file is a part in a format.
func (f *Minutes) file(s sheet, p part, as format) (chat.File, error) {
	d, err := f.document(s, p)
	if err != nil {
		return chat.File{}, err
	}
	made, err := d.As(documents.Format(as))
	if err != nil {
		return chat.File{}, fmt.Errorf("minutes of the meeting with id %d as %s: %w", s.meeting.ID, as, err)
	}
	said := words.Printer{Language: words.Language(s.board.Language)}
	name := said.Print(chat.T("minutes.file.name."+string(p), "Number", s.meeting.Number)) + "." + made.Ending
	about := chat.T("minutes.file.about."+string(p), "Meeting", commands.MeetingTitle(s.meeting), "Format", formatName(as))
	return chat.File{Name: name, Type: made.Type, Content: made.Content, About: about}, nil
}

func formatName(as format) chat.Text { return chat.T("value.as." + string(as) + ".label") }

func fileButton(m board.Meeting, as format, pairs ...string) chat.Button {
	b := showButton(m)
	b.Label = formatName(as)
	b.Action.Args["as"] = string(as)
	for i := 0; i+1 < len(pairs); i += 2 {
		b.Action.Args[pairs[i]] = pairs[i+1]
	}
	return b
}

// order is a file that somebody waits for; the payload of FileKind.
type order struct {
	Platform string `json:"platform"`
	Format   format `json:"format"`
	Part     part   `json:"part"`
}

// answer is a part as a file, or that it will come.
func (f *Minutes) answer(ctx context.Context, c *commands.Call, s sheet, o order) (chat.Reply, error) {
	if o.Part == privatePart && s.version.Private == "" {
		return chat.Reply{}, commands.Refuse("minutes.no_private", "Meeting", commands.MeetingTitle(s.meeting), "Inside", s.inside)
	}
	if len(s.version.Public)+len(s.version.Private) <= ready || c.Who.Person.ID == 0 {
		file, err := f.file(s, o.Part, o.Format)
		return chat.Reply{Messages: []chat.Message{{Blocks: []chat.Block{file}}}}, err
	}
	err := f.db.Write(ctx, by(c), func(tx *storage.Tx) error {
		return tx.Later(FileKind, storage.JobKey(s.board.ID, s.meeting.ID, c.Who.Person.ID)+"/"+string(o.Format)+"/"+string(o.Part), f.db.Now(), o)
	})
	if err != nil {
		return chat.Reply{}, err
	}
	return say(chat.T("minutes.file.coming", "Meeting", commands.MeetingTitle(s.meeting), "Format", formatName(o.Format))), nil
}

// fileLetter is the letter of FileKind.
func (f *Minutes) fileLetter(ctx context.Context, j storage.Job) (letter commands.Letter, err error) {
	var o order
	if err := json.Unmarshal(j.Payload, &o); err != nil {
		return letter, fmt.Errorf("payload of job %d: %w", j.ID, err)
	}
	ids, err := j.IDs(3)
	if err != nil {
		return letter, err
	}
	var s sheet
	err = f.db.Read(ctx, func(tx *storage.Tx) error {
		b, err := tx.Board(ids[0])
		if err != nil {
			return err
		}
		who, err := tx.Standing(b.ID, ids[2])
		if err != nil {
			return err
		}
		s, err = f.sheet(tx, b, ids[1], who) // they may have left the board since
		return err
	})
	letter = commands.Letter{Board: ids[0], Person: ids[2], On: o.Platform, Urgent: true}
	if no, is := refused(err); is {
		letter.Message = chat.Say(no.Text)
		return letter, nil
	}
	if err != nil {
		return letter, err
	}
	if o.Part == privatePart && s.version.Private == "" {
		letter.Drop = "that part is not there, or not theirs to read any more"
		return letter, nil
	}
	file, err := f.file(s, o.Part, o.Format)
	letter.Message = chat.Message{Blocks: []chat.Block{file}}
	return letter, err
}

// refused is the refusal that an error is, if it is one.
func refused(err error) (*commands.Error, bool) { return errors.AsType[*commands.Error](err) }
