package bot

import (
	"bytes"
	"context"
	"errors"
	"image"
	"image/png"
	"io"
	"strings"
	"testing"

	"beirat/board"
	"beirat/chat"
	"beirat/commands"
	"beirat/words"
)

// sent is a file that counts what is asked of it.
type sent struct {
	size   int64
	source io.Reader
	opened int
	read   int64
	closed bool
}

func (s *sent) Read(p []byte) (int, error) {
	n, err := s.source.Read(p)
	s.read += int64(n)
	return n, err
}

func (s *sent) Close() error {
	s.closed = true
	return nil
}

func (s *sent) as(name string) chat.Attachment {
	return chat.Attachment{Ref: "1", Name: name, Size: s.size, Open: func(context.Context) (io.ReadCloser, error) {
		s.opened++
		return s, nil
	}}
}

func holding(content []byte) *sent {
	return &sent{size: int64(len(content)), source: bytes.NewReader(content)}
}

// endless gives the same byte for ever.
type endless struct{}

func (endless) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = 'x'
	}
	return len(p), nil
}

func picture(t *testing.T) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, image.NewGray(image.Rect(0, 0, 20, 10))); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// call is one of m1 with a file.
func (w *world) call(a ...chat.Attachment) *commands.Call {
	e := w.event("m1", chat.Typing{})
	e.Files = a
	return &commands.Call{Event: e, Board: w.board, Language: words.German}
}

func TestAFileThatIsNotTakenIsRefusedWithAReason(t *testing.T) {
	for name, test := range map[string]struct {
		sent   *sent
		key    string
		opened int
	}{
		"200 MB":                        {&sent{size: 200_000_000, source: endless{}}, "file.too_large", 0},
		"one byte too many":             {&sent{size: board.MostAttachment + 1, source: endless{}}, "file.too_large", 0},
		"it says less than it has":      {&sent{size: 10, source: endless{}}, "file.too_large.unsaid", 1},
		"nobody says how large it is":   {&sent{size: -1, source: endless{}}, "file.too_large.unsaid", 1},
		"nothing is in it":              {holding(nil), "file.empty", 0},
		"nothing comes":                 {&sent{size: -1, source: strings.NewReader("")}, "file.empty", 1},
		"a program with another name":   {holding([]byte("MZ\x90\x00")), "file.unknown", 1},
		"a picture that is cut off":     {holding(picture(t)[:30]), "file.broken", 1},
		"a picture of a billion points": {holding([]byte("\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\xc3\x50\x00\x00\xc3\x50\x08\x02\x00\x00\x00\xc4\xcd\xaa\x9d")), "file.too_many_pixels", 1},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			_, err := w.upload(t.Context(), w.call(test.sent.as("bild.png")), "1")
			var no *commands.Error
			if !errors.As(err, &no) || no.Text.Key != test.key {
				t.Errorf("%v, want %s", err, test.key)
			}
			if test.sent.opened != test.opened || test.sent.closed != (test.opened > 0) {
				t.Errorf("opened %d times, closed: %v", test.sent.opened, test.sent.closed)
			}
			if test.sent.read > board.MostAttachment+1 {
				t.Errorf("%d bytes were read", test.sent.read)
			}
			if len(w.uploads.waiting) != 0 {
				t.Error("something waits")
			}
			if said := (words.Printer{Language: words.German}).Print(no.Text); strings.Contains(said, "⟨") || strings.Contains(said, "%!") || said == "" {
				t.Errorf("it says %q", said)
			}
		})
	}
}

func TestAFileThatCannotBeFetchedIsSaidAndLoggedWithoutItsName(t *testing.T) {
	w := newWorld(t)
	a := chat.Attachment{Ref: "1", Name: "geheim.png", Size: 5, Open: func(context.Context) (io.ReadCloser, error) { return nil, errors.New("no route") }}
	_, err := w.upload(t.Context(), w.call(a), "1")
	var no *commands.Error
	if !errors.As(err, &no) || no.Text.Key != "file.lost" {
		t.Error(err)
	}
	w.contains(w.log.String(), "no route")
	w.lacks(w.log.String(), "geheim")
}

func TestAFileIsTakenByItsTokenOnceItIsFetched(t *testing.T) {
	w := newWorld(t)
	content := holding(picture(t))
	u, err := w.upload(t.Context(), w.call(content.as("../../etc/\u202egnp.\nLage Plan.PNG")), "1")
	if err != nil {
		t.Fatal(err)
	}
	if u.Name != "gnp.-Lage-Plan.png" || u.Type != board.PNG || !content.closed {
		t.Errorf("%q, %s", u.Name, u.Type)
	}
	again, err := w.upload(t.Context(), w.call(), u.Token)
	if err != nil || again.Token != u.Token || content.opened != 1 {
		t.Errorf("%v, opened %d times", err, content.opened)
	}
	other := w.call()
	other.Event.Actor.Account = "m2"
	if _, err := w.upload(t.Context(), other, u.Token); err == nil {
		t.Error("somebody else takes it")
	}
	u.Taken()
	if _, err := w.upload(t.Context(), w.call(), u.Token); err == nil {
		t.Error("it is taken twice")
	}
}

func TestTheNameOfAFileEndsAsItsContentIs(t *testing.T) {
	for name, want := range map[string]string{
		"foto.jpeg": "foto.png", "rechnung.pdf.exe": "rechnung.pdf.png", `C:\Users\Anna\Bild.png`: "Bild.png", "": "beirat.png",
		".htaccess": "beirat.png", "äöü ß": "aeoeue-ss.png", strings.Repeat("x", 500): strings.Repeat("x", 60) + ".png",
	} {
		if got := fileName(name, board.PNG); got != want {
			t.Errorf("%q becomes %q, want %q", name, got, want)
		}
	}
}

func TestAFileThatNobodyHasAUseForIsNotFetched(t *testing.T) {
	w := newWorld(t)
	for _, who := range []string{"m1", "stranger"} {
		content := holding(picture(t))
		e := w.event(who, chat.Typing{})
		e.Place, e.Files = chat.Place{}, []chat.Attachment{content.as("bild.png")}
		w.contains(w.answered(w.Handle(t.Context(), e)), "nichts anfangen")
		if content.opened != 0 {
			t.Errorf("what %s sent was fetched", who)
		}
	}
}
