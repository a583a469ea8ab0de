package commands

import (
	"context"
	"errors"
	"strings"
	"time"

	"beirat/board"
	"beirat/chat"
)

// FileParam takes a picture or a file that the person sent: with the command,
// where the platform has that, or to the bot before. Forms do not ask for it, but
// bring along what was sent.
type FileParam struct {
	param[Upload]
	pictures bool
}

// File is a picture or a file.
func File(name string) FileParam {
	return FileParam{param: param[Upload]{Declaration{Name: name, Kind: KindFile}}}
}

// Pictures takes nothing but pictures, which are cleaned of what they say about
// who made them; of a PDF nobody can promise that.
func (p FileParam) Pictures() FileParam { p.pictures = true; return p }

// Hidden keeps the file out of documents: a button brings it.
func (p FileParam) Hidden() FileParam { p.d.Hidden = true; return p }

// Confidential keeps the file to buttons and forms, and from being repeated.
func (p FileParam) Confidential() FileParam { p.d.Confidential = true; return p }

// Upload is a picture or a file that somebody sent. It waits for a short while, in
// the memory of one process, and only for its person.
type Upload struct {
	Token   string // what a button or a form carries of it
	Name    string // as it may be shown, with the end that fits its type
	Type    string // MIME type, of those that are kept
	Content []byte // of a picture: what is seen in it, and nothing else
	Forget  func() // nil: it does not wait
}

// IsZero tells whether no file was sent.
func (u Upload) IsZero() bool { return u.Token == "" }

// Taken ends its waiting. Say it after what keeps it is committed: what was
// refused meanwhile can be tried again.
func (u Upload) Taken() {
	if u.Forget != nil {
		u.Forget()
	}
}

// Attachment is the file as a board keeps it; at is zero where nothing may tell
// when it came, nor whose it is by its name.
func (u Upload) Attachment(of board.ID, at time.Time) board.Attachment {
	a := board.Attachment{Board: of, Name: u.Name, Type: u.Type, Content: u.Content, Kept: at}
	if at.IsZero() {
		a.Name = "datei"
		if a.Picture() {
			a.Name = "bild"
		}
		if dot := strings.LastIndexByte(u.Name, '.'); dot >= 0 {
			a.Name += u.Name[dot:]
		}
	}
	return a
}

// Shown is a file as it is shown privately to somebody who may see it; about says
// what it is, for it may be all that somebody learns of it.
func Shown(a board.Attachment, about chat.Text) []chat.Block {
	if a.Type == board.PNG {
		return []chat.Block{chat.Image{Name: a.Name, PNG: a.Content, Alt: about}}
	}
	return []chat.Block{chat.File{Name: a.Name, Type: a.Type, Content: a.Content, About: about}}
}

// FileSize is so many bytes as people say it, rather too many than too few.
func FileSize(bytes int64) chat.Text {
	const kilo, mega = 1000, 1000 * 1000
	if bytes >= mega {
		return chat.T("file.megabytes", "N", int((bytes+mega-1)/mega))
	}
	return chat.T("file.kilobytes", "N", int(max(1, (bytes+kilo-1)/kilo)))
}

// read takes the file that is meant; what stands for it from then on is its token,
// so that it is still there when a form asks for the rest.
func (p FileParam) read(ctx context.Context, c *Call, raw string) (any, error) {
	if c.Upload == nil {
		return nil, Mistake(p.d.Name, "file.gone")
	}
	u, err := c.Upload(ctx, strings.TrimSpace(clean(raw)))
	var wrong *Error
	switch {
	case errors.As(err, &wrong):
		return nil, &Error{Field: p.d.Name, Text: wrong.Text}
	case err != nil:
		return nil, err
	case p.pictures && !board.IsPicture(u.Type):
		return nil, Mistake(p.d.Name, "file.only_pictures")
	}
	c.raw[p.d.Name] = u.Token
	return u, nil
}
