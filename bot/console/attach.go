package console

import (
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"beirat/chat"
)

// In makes a folder that in which files are looked for.
func (c *Console) In(folder string) { c.folder = folder }

// attach sends a file to the program, as elsewhere somebody drops one into the
// conversation with it.
func (w *Window) attach(ctx context.Context, who, path string) error {
	file, err := w.local(path)
	if err != nil {
		return problem("%s cannot be sent: %v", path, err)
	}
	return w.give(ctx, who, chat.Place{}, chat.Typing{}, file)
}

// local is a file of this computer, which is opened when somebody wants it. What
// is no ordinary file, as a device, has no end.
func (c *Console) local(path string) (chat.Attachment, error) {
	if !filepath.IsAbs(path) {
		path = filepath.Join(c.folder, path)
	}
	about, err := os.Stat(path)
	if err != nil {
		return chat.Attachment{}, err
	}
	if !about.Mode().IsRegular() {
		return chat.Attachment{}, fmt.Errorf("%s is no file", path)
	}
	open := func(context.Context) (io.ReadCloser, error) { return os.Open(path) }
	return chat.Attachment{Ref: path, Name: filepath.Base(path), Size: about.Size(), Open: open}, nil
}
