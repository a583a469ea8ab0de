package agendas

import (
	"fmt"
	"time"

	"beirat/board"
	"beirat/chat"
	"beirat/documents"
	"beirat/words"
)

// file is the agenda as a file, with what the reader may see.
func (s sight) file(as side) (chat.Reply, error) {
	if s.m.ID == 0 || len(s.items) == 0 {
		return s.whole(), nil
	}
	said := words.Printer{Language: words.Language(s.c.Board.Language)}
	d := s.document(said)
	made, err := d.As(documents.Format(as))
	if err != nil {
		return chat.Reply{}, fmt.Errorf("agenda of meeting %d as %s: %w", s.m.Number, as, err)
	}
	file := chat.File{Name: said.Print(chat.T("agenda.file.name", "Number", s.m.Number)) + "." + made.Ending, Type: made.Type, Content: made.Content,
		About: chat.T("agenda.file.about", "Meeting", name(s.m))}
	return reply(chat.Message{Blocks: []chat.Block{file}}), nil
}

func (s sight) document(said words.Printer) documents.Document {
	say := func(key string, pairs ...any) string { return said.Print(chat.T(key, pairs...)) }
	d := documents.Document{Language: said.Language, Title: say("agenda.document.title"), Subtitle: s.c.Board.Name,
		Running: say("agenda.document.running", "Board", s.c.Board.Name, "Meeting", name(s.m)), Made: s.c.Now}
	d.Facts = append(d.Facts, documents.Fact{Name: say("agenda.document.meeting"), Value: said.Print(name(s.m))})
	if !s.m.Starts.IsZero() {
		d.Facts = append(d.Facts, documents.Fact{Name: say("agenda.document.when"), Value: say("agenda.document.time", "Starts", s.m.Starts, "Ends", s.m.Ends())})
	}
	for _, fact := range []struct{ name, value string }{{"place", s.m.Place}, {"link", s.m.Link}, {"dial_in", s.m.DialIn}} {
		if fact.value != "" {
			d.Facts = append(d.Facts, documents.Fact{Name: say("agenda.document." + fact.name), Value: fact.value})
		}
	}
	d.Facts = append(d.Facts, documents.Fact{Name: say("agenda.document.made"), Value: say("agenda.document.day", "Day", s.c.Now)})
	public := true
	for at, i := range s.items {
		if at == 0 || i.Public != public {
			public = i.Public
			key := "agenda.document.private"
			if public {
				key = "agenda.document.public"
			}
			d.Blocks = append(d.Blocks, documents.Heading{Level: 1, Text: say(key)})
		}
		d.Blocks = append(d.Blocks, s.documented(i, say)...)
	}
	if sum := board.AgendaMinutes(s.items); sum > 0 {
		d.Blocks = append(d.Blocks, documents.Para{{Text: say("agenda.document.sum", "Sum", time.Duration(sum)*time.Minute), Look: documents.Quiet}})
	}
	return d
}

// documented is an item in the document.
func (s sight) documented(i board.AgendaItem, say func(string, ...any) string) []documents.Block {
	blocks := []documents.Block{
		documents.Heading{Level: 2, Text: say("agenda.document.item", "Number", i.Position, "Title", i.Title)},
		documents.Para{{Text: say("agenda.document.about", "Kind", kindName(i.Kind), "Minutes", i.Minutes, "By", s.presenter(i), "Impulse", i.Kind == board.Impulse || i.Guest != 0), Look: documents.Quiet}},
	}
	if i.Text != "" {
		blocks = append(blocks, documents.Prose(i.Text)...)
	}
	if i.Documents != "" {
		blocks = append(blocks, documents.P(say("agenda.document.documents", "Documents", i.Documents)))
	}
	return blocks
}
