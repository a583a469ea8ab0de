package documents

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"beirat/words"
)

// storedFormat is the number of the format that documents are stored in. It
// grows with every change after which this program would misread what is stored.
const storedFormat = 1

// ErrNewer says that a stored document comes from a newer version of the program.
var ErrNewer = errors.New("the document is stored in a format of a newer version of this program")

// stored is a document as JSON.
type stored struct {
	Format   int            `json:"format"`
	Language words.Language `json:"language"`
	Title    string         `json:"title"`
	Subtitle string         `json:"subtitle,omitempty"`
	Facts    []Fact         `json:"facts,omitempty"`
	Contents bool           `json:"contents,omitempty"`
	Blocks   []storedBlock  `json:"blocks"`
	Running  string         `json:"running,omitempty"`
	Made     time.Time      `json:"made,omitzero"`
}

// storedBlock is one of its fields.
type storedBlock struct {
	Heading *Heading `json:"heading,omitempty"`
	Para    *Para    `json:"para,omitempty"`
	List    *List    `json:"list,omitempty"`
	Table   *Table   `json:"table,omitempty"`
	Picture *Picture `json:"picture,omitempty"`
}

// MarshalJSON stores a document, so that it can be rendered again in any format
// with the same bytes. Of the zone of Made only the hour's difference is kept.
func (d Document) MarshalJSON() ([]byte, error) {
	s := stored{storedFormat, d.Language, d.Title, d.Subtitle, d.Facts, d.Contents, make([]storedBlock, len(d.Blocks)), d.Running, d.Made}
	for i, b := range d.Blocks {
		switch b := b.(type) {
		case Heading:
			s.Blocks[i].Heading = &b
		case Para:
			s.Blocks[i].Para = &b
		case List:
			s.Blocks[i].List = &b
		case Table:
			s.Blocks[i].Table = &b
		case Picture:
			s.Blocks[i].Picture = &b
		default:
			return nil, fmt.Errorf("store block %d: a %T is no block", i+1, b)
		}
	}
	return json.Marshal(s)
}

// UnmarshalJSON reads a stored document. The error is ErrNewer, or tells what is
// wrong; then the document stays as it was.
func (d *Document) UnmarshalJSON(data []byte) error {
	var of struct{ Format int }
	if err := json.Unmarshal(data, &of); err != nil {
		return fmt.Errorf("read a stored document: %w", err)
	}
	switch {
	case of.Format > storedFormat:
		return fmt.Errorf("read a stored document of format %d, where %d is the newest known: %w", of.Format, storedFormat, ErrNewer)
	case of.Format < 1:
		return fmt.Errorf("read a stored document: %d is no format", of.Format)
	}
	var s stored
	strict := json.NewDecoder(bytes.NewReader(data))
	strict.DisallowUnknownFields()
	if err := strict.Decode(&s); err != nil {
		return fmt.Errorf("read a stored document: %w", err)
	}
	blocks := make([]Block, len(s.Blocks))
	for i, b := range s.Blocks {
		if blocks[i] = b.block(); blocks[i] == nil {
			return fmt.Errorf("read a stored document: block %d is of no known kind", i+1)
		}
	}
	*d = Document{s.Language, s.Title, s.Subtitle, s.Facts, s.Contents, blocks, s.Running, s.Made}
	return nil
}

func (b storedBlock) block() Block {
	switch {
	case b.Heading != nil:
		return *b.Heading
	case b.Para != nil:
		return *b.Para
	case b.List != nil:
		return *b.List
	case b.Table != nil:
		return *b.Table
	case b.Picture != nil:
		return *b.Picture
	}
	return nil
}
