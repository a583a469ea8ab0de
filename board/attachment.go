package board

import "time"

// Attachment is a picture or a file that somebody gave with something.
type Attachment struct {
	ID      string // drawn by chance
	Board   ID
	Name    string // as it is offered for reading; says nothing about who gave it
	Type    string // MIME type, of those that are taken
	Content []byte
	Kept    time.Time // UTC; zero where nothing may tell when it came
}
