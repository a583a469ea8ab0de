// Package pictures tells what a file is that somebody sent, by what is in it and
// not by its name, and makes of a picture one that holds what is seen in it and
// nothing else: not where and when it was taken, nor with which device. Pure.
package pictures

import (
	"bytes"
	"errors"
	"fmt"
	"sync"
	"unicode"
	"unicode/utf8"
)

// What a cleaned file can be.
const (
	PNG   = "image/png"
	JPEG  = "image/jpeg"
	PDF   = "application/pdf"
	Plain = "text/plain"
)

// MostPixels is how many a picture may have. A few kilobytes can say that there
// are a billion, and each takes up to twelve bytes while it is read.
const MostPixels = 25_000_000

// What may be wrong with a file.
var (
	ErrEmpty   = errors.New("nothing is in it")
	ErrUnknown = errors.New("it is of no kind that is taken")
	ErrBroken  = errors.New("it cannot be read to its end")
	ErrPixels  = errors.New("it has too many pixels")
	ErrLarge   = errors.New("cleaned it is too large")
)

// Cleaner cleans one file after the other.
type Cleaner struct {
	Most int        // bytes of what is cleaned; 0: any
	turn sync.Mutex // a picture takes much memory while it is read
}

// Clean is what a file is, and its content as it can be kept: of a picture what is
// seen in it, upright, as PNG or JPEG, of one that moves its beginning; of a PDF
// and a text what came.
func (c *Cleaner) Clean(content []byte) (kind string, clean []byte, err error) {
	kind, err = kindOf(content)
	if err != nil {
		return "", nil, err
	}
	switch kind {
	case PDF:
		if err := whole(content); err != nil {
			return "", nil, err
		}
		return PDF, content, nil
	case Plain:
		return Plain, bytes.TrimPrefix(content, []byte("\ufeff")), nil
	}
	c.turn.Lock()
	defer c.turn.Unlock()
	kind, clean, err = redrawn(kind, content, c.Most)
	if err != nil {
		return "", nil, fmt.Errorf("drawing a picture anew: %w", err)
	}
	return kind, clean, nil
}

// The kinds of pictures that are taken, beside PNG and JPEG.
const (
	gifKind  = "image/gif"
	webpKind = "image/webp"
)

// kindOf tells what a file is by its beginning. Whatever is not known is not
// taken: a program, an archive, a page with scripts.
func kindOf(content []byte) (string, error) {
	begins := func(with string) bool { return bytes.HasPrefix(content, []byte(with)) }
	switch {
	case len(content) == 0:
		return "", ErrEmpty
	case begins("\x89PNG\r\n\x1a\n"):
		return PNG, nil
	case begins("\xff\xd8\xff"):
		return JPEG, nil
	case begins("GIF87a"), begins("GIF89a"):
		return gifKind, nil
	case begins("RIFF") && len(content) > 12 && string(content[8:12]) == "WEBP":
		return webpKind, nil
	case begins("%PDF-"):
		return PDF, nil
	case isText(content):
		return Plain, nil
	}
	return "", ErrUnknown
}

// isText tells whether a file is words and nothing that a computer carries out or
// draws.
func isText(content []byte) bool {
	content = bytes.TrimPrefix(content, []byte("\ufeff"))
	start := bytes.TrimSpace(content)
	if !utf8.Valid(content) || len(start) == 0 || start[0] == '<' || bytes.HasPrefix(start, []byte("#!")) || bytes.HasPrefix(start, []byte("{\\rtf")) {
		return false
	}
	return !bytes.ContainsFunc(content, func(r rune) bool { return unicode.IsControl(r) && r != '\n' && r != '\r' && r != '\t' && r != '\f' })
}

const (
	pdfTail = 1 << 10    // in which a PDF says that it ends
	zipTail = 1<<16 + 22 // in which an archive says where its files are, with the longest comment
)

// whole tells whether a PDF ends as one, and is no archive besides.
func whole(content []byte) error {
	if !bytes.Contains(content[max(0, len(content)-pdfTail):], []byte("%%EOF")) {
		return ErrBroken
	}
	if bytes.Contains(content[max(0, len(content)-zipTail):], []byte("PK\x05\x06")) {
		return ErrUnknown
	}
	return nil
}
