package fields

import (
	"context"
	"strconv"
	"time"

	"beirat/board"
	"beirat/chat"
	"beirat/commands"
	"beirat/documents"
	"beirat/storage"
	"beirat/words"
)

// Chapter is the fields that are worked on as a chapter of the strategy: each
// with its text and what was added to it, by what came of that. Who wrote what
// stands there by seat group; by name only of those named.
func (f *Fields) Chapter(tx *storage.Tx, b board.Board, l words.Language, named map[board.ID]string) ([]documents.Block, error) {
	w := writing{said: words.Printer{Language: l}, named: named, level: 2}
	if err := w.all(tx, b.ID); err != nil || len(w.blocks) == 0 {
		return nil, err
	}
	return append([]documents.Block{documents.Heading{Level: 1, Text: w.say("cmd.field")}}, w.blocks...), nil
}

// all writes the fields of a board, if there are any.
func (w *writing) all(tx *storage.Tx, of board.ID) error {
	fields, err := tx.Fields(of, 0, everything)
	if err != nil || len(fields) == 0 {
		return err
	}
	all, err := tx.AllContributions(of)
	if err != nil {
		return err
	}
	added := map[board.ID][]board.Contribution{}
	for _, one := range all {
		added[one.Field] = append(added[one.Field], one)
	}
	w.add(documents.P(w.say("field.document.about")))
	w.look(fields, all)
	for _, one := range fields {
		w.add(documents.Heading{Level: w.level, Text: w.say("field.document.title", "Number", one.Number, "Title", one.Title)})
		w.field(one, added[one.ID])
	}
	return nil
}

// writing is a document that is being written.
type writing struct {
	said   words.Printer
	named  map[board.ID]string
	level  int // of the headings of fields; what stands in a field is one deeper
	blocks []documents.Block

	// grouped: of those who are not named the seat group is said.
	grouped bool
}

// look decides whether groups are said: only if none of those who are not named
// is of one that gives them away. Were it left out of those alone, they would be
// known by that.
func (w *writing) look(fields []board.Field, added []board.Contribution) {
	w.grouped = true
	see := func(p board.Person, g board.Group) {
		w.grouped = w.grouped && (w.named[p.ID] != "" || g.HidesMembers())
	}
	for _, one := range fields {
		for _, d := range one.Definers {
			see(d.Person, d.Group)
		}
	}
	for _, one := range added {
		see(one.Author, one.Group)
	}
}

func (w *writing) say(key string, pairs ...any) string { return w.said.Print(chat.T(key, pairs...)) }

func (w *writing) add(blocks ...documents.Block) { w.blocks = append(w.blocks, blocks...) }

// field writes a field below its heading.
func (w *writing) field(one board.Field, added []board.Contribution) {
	by := make([]string, len(one.Definers))
	for i, d := range one.Definers {
		by[i] = w.who(d.Person, d.Group)
	}
	w.add(documents.Para{{Text: w.say("field.by", "By", by), Look: documents.Quiet}})
	w.add(documents.Prose(one.Text)...)
	for _, mark := range board.Adoptions() {
		w.marked(mark, added)
	}
}

// marked writes the contributions of which one thing came.
func (w *writing) marked(mark board.Adoption, added []board.Contribution) {
	begun := false
	for _, one := range added {
		if one.Mark != mark {
			continue
		}
		if !begun {
			begun = true
			w.add(documents.Heading{Level: w.level + 1, Text: w.say("field.document.mark." + string(mark))})
		}
		w.add(documents.Para{{Text: w.say("field.document.contribution", "Number", one.Number, "By", w.who(one.Author, one.Group)), Look: documents.Quiet}})
		w.add(documents.Prose(one.Text)...)
		if one.Reason != "" {
			w.add(documents.Para{{Text: w.say("field.document.reason", "Reason", one.Reason), Look: documents.Quiet}})
		}
	}
}

// who is somebody by name, if they may be named, else by their group.
func (w *writing) who(p board.Person, g board.Group) string {
	if name := w.named[p.ID]; name != "" {
		return w.said.Print(chat.T("field.person", "Name", name, "Group", groupName(g)))
	}
	if !w.grouped {
		g = board.Group{}
	}
	return w.said.Print(member(g))
}

// file gives a field, with all that was added to it, to keep and to print.
func (f *Fields) file(shared params) commands.Command {
	return commands.Command{
		Path: "field.file", Right: board.Inside, Params: []commands.Param{shared.field},
		Do: func(ctx context.Context, c *commands.Call) (chat.Reply, error) {
			var (
				one board.Field
				d   documents.Document
			)
			err := f.db.Read(ctx, func(tx *storage.Tx) (err error) {
				if one, err = tx.Field(shared.field.Of(c).ID); err != nil {
					return err
				}
				d, err = f.document(tx, c, one)
				return err
			})
			if err != nil {
				return chat.Reply{}, err
			}
			file, err := fileOf(d, "handlungsfeld-"+strconv.Itoa(one.Number), chat.T("field.file.one", "Number", one.Number, "Title", one.Title))
			return chat.Reply{Messages: []chat.Message{chat.Say().With(file)}}, err
		},
	}
}

// document is one field for those who read on paper. It may be handed on, so only
// those are named in it who consent.
func (f *Fields) document(tx *storage.Tx, c *commands.Call, one board.Field) (documents.Document, error) {
	named, err := tx.Consenting(one.Board)
	if err != nil {
		return documents.Document{}, err
	}
	added, err := tx.Contributions(one.ID, 0, everything)
	w := writing{said: words.Printer{Language: c.Language}, named: named}
	w.look([]board.Field{one}, added)
	w.field(one, added)
	return f.paper(c, w.say("field.document.title", "Number", one.Number, "Title", one.Title), w.blocks), err
}

// files gives all fields.
func (f *Fields) files() commands.Command {
	return commands.Command{
		Path: "field.files", Right: board.Inside,
		Do: func(ctx context.Context, c *commands.Call) (chat.Reply, error) {
			w := writing{said: words.Printer{Language: c.Language}, level: 1}
			err := f.db.Read(ctx, func(tx *storage.Tx) (err error) {
				if w.named, err = tx.Consenting(c.Board.ID); err != nil {
					return err
				}
				return w.all(tx, c.Board.ID)
			})
			if err != nil {
				return chat.Reply{}, err
			}
			if len(w.blocks) == 0 {
				return chat.Reply{}, commands.Refuse("field.none_yet")
			}
			d := f.paper(c, w.say("cmd.field"), w.blocks)
			d.Contents = true
			file, err := fileOf(d, "handlungsfelder", chat.T("field.file.all"))
			return chat.Reply{Messages: []chat.Message{chat.Say().With(file)}}, err
		},
	}
}

// paper is a document of the board, as of today.
func (f *Fields) paper(c *commands.Call, title string, blocks []documents.Block) documents.Document {
	said := words.Printer{Language: c.Language}
	day := said.Print(chat.T("field.document.day", "Day", c.Now))
	return documents.Document{
		Language: c.Language, Title: title, Subtitle: c.Board.Name, Blocks: blocks, Made: c.Now,
		Facts:   []documents.Fact{{Name: said.Print(chat.T("field.document.as_of")), Value: day}},
		Running: said.Print(chat.T("field.document.running", "Board", c.Board.Name, "Day", day)),
	}
}

func fileOf(d documents.Document, name string, about chat.Text) (chat.File, error) {
	content, err := d.PDF()
	return chat.File{Name: name + "-" + d.Made.Format(time.DateOnly) + ".pdf", Type: "application/pdf", Content: content, About: about}, err
}
