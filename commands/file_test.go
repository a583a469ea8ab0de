package commands

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"beirat/board"
	"beirat/chat"
	"beirat/words"
)

// gallery is a book with commands that take files, and what they got.
type gallery struct {
	*Book
	file, picture FileParam
	got           []Upload
	waits         map[string]Upload
}

func newGallery(t *testing.T) *gallery {
	t.Helper()
	g := &gallery{file: File("file"), picture: File("file").Pictures().Hidden().Confidential(), waits: map[string]Upload{
		"T-picture": {Token: "T-picture", Name: "bild.png", Type: board.PNG, Content: []byte("x")},
		"T-text":    {Token: "T-text", Name: "liste.txt", Type: board.Plain, Content: []byte("x")},
	}}
	question := Text("question").Required()
	taking := func(p FileParam) func(context.Context, *Call) (chat.Reply, error) {
		return func(_ context.Context, c *Call) (chat.Reply, error) {
			g.got = append(g.got, p.Of(c))
			return chat.Reply{}, nil
		}
	}
	names := func(l words.Language, key string) (string, bool) {
		if strings.HasPrefix(key, "param.file") {
			return words.Printer{Language: l}.Say(key, nil), true
		}
		return sampleNames(l, key)
	}
	book, err := newBook(names, []Group{{Name: "poll"}}, []Command{
		{Path: "poll.create", Right: board.Everyone, Params: []Param{question, g.file}, Do: taking(g.file)},
		{Path: "poll.vote", Right: board.Everyone, Hidden: true, Params: []Param{question.Confidential(), g.picture}, Do: taking(g.picture)},
	})
	if err != nil {
		t.Fatal(err)
	}
	g.Book = book
	return g
}

// do carries something out; "path.png" is a file that comes along.
func (g *gallery) do(t *testing.T, do chat.Do) chat.Reply {
	t.Helper()
	g.got = nil
	r, err := g.Resolve(do)
	if err != nil {
		t.Fatal(err)
	}
	c := sampleCall()
	c.Event.Do = do
	c.Upload = func(_ context.Context, given string) (Upload, error) {
		if given == "path.png" {
			given = "T-picture"
		}
		if u, waits := g.waits[given]; waits {
			return u, nil
		}
		return Upload{}, Refuse("file.gone")
	}
	reply, err := g.Run(t.Context(), r, c)
	if err != nil {
		t.Fatal(err)
	}
	return reply
}

func TestAFormBringsTheFileAlongAndDoesNotAskForIt(t *testing.T) {
	g := newGallery(t)
	reply := g.do(t, chat.Command{Path: "poll.create", Values: values("file", "path.png")})
	form := reply.Form
	if form == nil || len(form.Fields) != 1 || form.Fields[0].Name != "question" || form.Fixed["file"] != "T-picture" || !slices.Contains(form.Passing, "file") {
		t.Fatalf("%+v", form)
	}
	g.do(t, chat.Submit{Command: "poll.create", Values: values("question", "Wer?", "file", form.Fixed["file"])})
	if len(g.got) != 1 || g.got[0].Token != "T-picture" {
		t.Errorf("got %v", g.got)
	}
	g.do(t, chat.Submit{Command: "poll.create", Values: values("question", "Wer?")})
	if len(g.got) != 1 || !g.got[0].IsZero() {
		t.Errorf("without a file it got %v", g.got)
	}
}

func TestWhatIsWrongWithAFileIsSaidWhereSomethingIsAsked(t *testing.T) {
	g := newGallery(t)
	form := g.do(t, chat.Command{Path: "poll.create", Values: values("question", "Wer?", "file", "gone")}).Form
	if form == nil || form.Fields[0].Mistake.Key != "file.gone" || form.Fields[0].Value != "Wer?" || form.Fixed["file"] != "" {
		t.Fatalf("%+v", form)
	}
	form = g.do(t, chat.Submit{Command: "poll.vote", Values: values("question", "Wer?", "file", "T-text")}).Form
	if form == nil || form.Fields[0].Mistake.Key != "file.only_pictures" || form.Fields[0].Value != "" || form.Fixed["file"] != "" {
		t.Fatalf("of a confidential one: %+v", form)
	}
}

func TestAConfidentialFileComesByAButtonAndStaysWithItsForm(t *testing.T) {
	g := newGallery(t)
	action := chat.Action{Name: "poll.vote", Args: values("file", "T-picture"), Confidential: true}
	form := g.do(t, chat.Press{Action: action}).Form
	if form == nil || form.Fixed["file"] != "T-picture" || !form.Confidential() {
		t.Fatalf("%+v", form)
	}
	marked := g.Confide(chat.Say().With(chat.Actions{{Action: chat.Action{Name: "poll.vote", Args: values("file", "T-picture")}}}))
	if !marked.Buttons()[0].Action.Confidential {
		t.Error("the button that carries it is like any other")
	}
	if reply := g.do(t, chat.Command{Path: "poll.vote", Values: values("file", "T-picture")}); reply.Form != nil || len(g.got) != 0 {
		t.Errorf("chosen from a list it is taken: %v", reply)
	}
}

func TestAFileIsOfferedAsOne(t *testing.T) {
	g := newGallery(t)
	params := g.Specs()[0].Verbs[0].Params
	if len(params) != 2 || params[1].Kind != chat.OfferFile {
		t.Errorf("%+v", params)
	}
}

func TestAFileIsKeptUnderANameThatTellsNothingWhereNothingMayTell(t *testing.T) {
	for _, test := range []struct {
		u     Upload
		named string
		bare  string
	}{
		{Upload{Name: "Erikas-Bild.png", Type: board.PNG}, "Erikas-Bild.png", "bild.png"},
		{Upload{Name: "Erikas-Foto.jpg", Type: board.JPEG}, "Erikas-Foto.jpg", "bild.jpg"},
		{Upload{Name: "Erika.txt", Type: board.Plain}, "Erika.txt", "datei.txt"},
	} {
		at := time.Date(2026, 11, 26, 10, 0, 0, 0, time.UTC)
		if a := test.u.Attachment(3, at); a.Name != test.named || !a.Kept.Equal(at) || a.Board != 3 {
			t.Errorf("%+v", a)
		}
		if a := test.u.Attachment(3, time.Time{}); a.Name != test.bare || !a.Kept.IsZero() {
			t.Errorf("%+v", a)
		}
	}
	if _, is := Shown(board.Attachment{Type: board.PNG}, chat.Written("x"))[0].(chat.Image); !is {
		t.Error("a picture is not shown as one")
	}
	if _, is := Shown(board.Attachment{Type: board.JPEG}, chat.Written("x"))[0].(chat.File); !is {
		t.Error("what is no PNG is shown as one")
	}
}

func TestTheSizeOfAFileIsSaidRatherTooLarge(t *testing.T) {
	for bytes, want := range map[int64]string{1: "1 kB", 1000: "1 kB", 1001: "2 kB", 999_999: "1000 kB", 1_000_000: "1 MB", board.MostAttachment: "10 MB", board.MostAttachment + 1: "11 MB", 200_000_000: "200 MB"} {
		if got := strings.ReplaceAll((words.Printer{Language: words.German}).Print(FileSize(bytes)), "\u00a0", " "); got != want {
			t.Errorf("%d bytes are %q, want %q", bytes, got, want)
		}
	}
}

func TestAFileThatNobodyCanSendIsGone(t *testing.T) {
	p := File("file")
	_, err := p.read(t.Context(), sampleCall(), "x")
	var no *Error
	if !errors.As(err, &no) || no.Text.Key != "file.gone" {
		t.Error(err)
	}
}
