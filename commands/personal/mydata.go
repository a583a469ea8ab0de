package personal

import (
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"fmt"

	"beirat/board"
	"beirat/chat"
	"beirat/commands"
	"beirat/documents"
	"beirat/storage"
	"beirat/words"
)

// kind is the file that somebody wants to have of what is stored about them.
type kind string

const (
	toRead     kind = "read" // a PDF, or a page where that would take too long
	asPage     kind = kind(documents.FormatPage)
	asMarkdown kind = kind(documents.FormatMarkdown)
	asJSON     kind = "json"
)

// pdfMost is of how many rows a PDF is made while the person waits.
const pdfMost = 2000

// myData is what is stored about a person, in every board of the installation:
// how much it is, and all of it as a file (Art. 15 and 20 DSGVO). It is told to
// that person alone, and needs no board: who has left all of them may ask too.
func (f *Personal) myData() commands.Command {
	file := commands.Choice("data_file", toRead, asPage, asMarkdown, asJSON)
	return commands.Command{
		Path: "board.my_data", Right: board.Everyone, Anywhere: true, Params: []commands.Param{file},
		Do: func(ctx context.Context, c *commands.Call) (chat.Reply, error) {
			o, err := f.owned(ctx, c.Who.Person.ID)
			if err != nil {
				return chat.Reply{}, err
			}
			o.language = c.Language
			switch {
			case len(o.rows) == 0:
				m := chat.Say(chat.T("personal.title"), chat.T("personal.nothing"))
				return chat.Reply{Messages: []chat.Message{m.With(chat.Actions{privacyButton(c.Board.ID)})}}, nil
			case file.Given(c):
				made, err := o.file(file.Of(c))
				return chat.Reply{Messages: []chat.Message{{Blocks: []chat.Block{made}}}}, err
			}
			return chat.Reply{Messages: []chat.Message{o.summary(c.Board.ID)}}, nil
		},
	}
}

func privacyButton(of board.ID) chat.Button {
	return button(chat.T("personal.button.privacy"), of, "board.privacy")
}

// owned is all that is stored about a person.
type owned struct {
	person   board.Person
	rows     []storage.OwnRow
	boards   []board.Board // those that keep something of it
	db       *storage.DB
	language words.Language
}

// owned reads what is stored about a person; nobody has nothing.
func (f *Personal) owned(ctx context.Context, person board.ID) (o owned, err error) {
	if person == 0 {
		return o, nil
	}
	err = f.db.Read(ctx, func(tx *storage.Tx) error {
		o = owned{db: f.db}
		if o.person, err = tx.Person(person); err != nil {
			return err
		}
		in := map[board.ID]bool{}
		err = tx.Own(person, func(r storage.OwnRow) {
			o.rows = append(o.rows, r)
			in[r.Board] = true
		})
		if err != nil {
			return err
		}
		all, err := tx.Boards()
		for _, b := range all {
			if in[b.ID] {
				o.boards = append(o.boards, b)
			}
		}
		return err
	})
	if err != nil {
		err = fmt.Errorf("what is stored about person %d: %w", person, err)
	}
	return o, err
}

// headings are those under which there is something, in the order in which they
// are read, with how much of it.
func (o owned) headings() (told []storage.Told, n map[storage.Told]int) {
	n = map[storage.Told]int{}
	for _, r := range o.rows {
		n[r.Told]++
	}
	for _, one := range storage.Tolds() {
		if n[one] > 0 {
			told = append(told, one)
		}
	}
	return told, n
}

// summary says how much is stored, what is not among it, and leads to the files.
func (o owned) summary(of board.ID) chat.Message {
	told, n := o.headings()
	kinds := make([]chat.Text, len(told))
	for i, one := range told {
		kinds[i] = chat.T("personal.counted", "What", heading(one), "N", n[one])
	}
	names := make([]string, len(o.boards))
	for i, b := range o.boards {
		names[i] = b.Name
	}
	return chat.Say(chat.T("personal.title"),
		chat.T("personal.summary", "N", len(o.rows), "Boards", names, "In", len(names)),
		chat.T("personal.kinds", "Kinds", kinds),
		chat.T("personal.unlinked"),
		chat.T("personal.yours"),
	).With(chat.Actions{
		button(chat.T("personal.button.read"), of, "board.my_data", "data_file", string(toRead)),
		button(chat.T("personal.button.json"), of, "board.my_data", "data_file", string(asJSON)),
		privacyButton(of),
	})
}

func heading(told storage.Told) chat.Text { return chat.T("personal.told." + string(told)) }

// fileMost is how many bytes a file has at most that every platform takes.
const fileMost = 8 << 20

// file is all of it as a file.
func (o owned) file(as kind) (chat.File, error) {
	name := words.Printer{Language: o.language}.Say("personal.file.name", nil)
	if as == asJSON {
		return o.jsonFile(name)
	}
	format := documents.Format(as)
	switch {
	case as == toRead && len(o.rows) > pdfMost:
		format = documents.FormatPage
	case as == toRead:
		format = documents.FormatPDF
	}
	made, err := o.document().As(format)
	if err != nil {
		return chat.File{}, fmt.Errorf("what is stored about person %d as %s: %w", o.person.ID, format, err)
	}
	return chat.File{Name: name + "." + made.Ending, Type: made.Type, Content: made.Content, About: chat.T("personal.file.read", "N", len(o.rows))}, nil
}

// jsonFile is the JSON as a file, packed if it would be too large.
func (o owned) jsonFile(name string) (chat.File, error) {
	content, err := o.json()
	if err != nil || len(content) <= fileMost {
		return chat.File{Name: name + ".json", Type: "application/json", Content: content, About: chat.T("personal.file.json", "N", len(o.rows))}, err
	}
	var packed bytes.Buffer
	archive := zip.NewWriter(&packed)
	into, err := archive.Create(name + ".json")
	if err == nil {
		_, err = into.Write(content)
	}
	if err = errors.Join(err, archive.Close()); err != nil {
		return chat.File{}, fmt.Errorf("pack what is stored about person %d: %w", o.person.ID, err)
	}
	return chat.File{Name: name + ".zip", Type: "application/zip", Content: packed.Bytes(), About: chat.T("personal.file.packed", "N", len(o.rows))}, nil
}
