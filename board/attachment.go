package board

import (
	"slices"
	"time"
)

// Attachment is a picture or a file that somebody gave with something.
type Attachment struct {
	ID      string // drawn by chance
	Board   ID
	Name    string // as it is offered for reading; says nothing about who gave it
	Type    string // MIME type, of those that are taken
	Content []byte
	Kept    time.Time // UTC; zero where nothing may tell when it came
}

// Picture tells whether it is looked at, and not read.
func (a Attachment) Picture() bool { return IsPicture(a.Type) }

// MostAttachment is how many bytes a picture or a file may have.
const MostAttachment = 10_000_000

// The types of what is kept.
const (
	PNG   = "image/png"
	JPEG  = "image/jpeg"
	PDF   = "application/pdf"
	Plain = "text/plain"
)

// IsPicture tells whether a MIME type is that of a picture that is kept.
func IsPicture(mime string) bool { return slices.Contains([]string{PNG, JPEG}, mime) }
