package terms

import (
	"context"
	"fmt"
	"strconv"

	"beirat/board"
	"beirat/chat"
	"beirat/commands"
	"beirat/documents"
	"beirat/storage"
	"beirat/words"
)

const (
	asPDF      = documents.FormatPDF
	asWord     = documents.FormatWord
	asPage     = documents.FormatPage
	asMarkdown = documents.FormatMarkdown
)

// chronicle gives the two pages that tell what a board did in a term.
func (f *Terms) chronicle() commands.Command {
	number := termParam()
	format := commands.Choice("as", asPDF, asWord, asPage, asMarkdown)
	return commands.Command{
		Path: "board.term_chronicle", Right: board.Everyone, Params: []commands.Param{number, format},
		Do: func(ctx context.Context, c *commands.Call) (chat.Reply, error) {
			var d documents.Document
			var p period
			err := f.db.Read(ctx, func(tx *storage.Tx) (err error) {
				if p, err = f.period(tx, c, number); err != nil {
					return err
				}
				d, err = f.chronicleOf(tx, p)
				return err
			})
			if err != nil {
				return chat.Reply{}, err
			}
			as := format.Of(c)
			if as == "" {
				as = asPDF
			}
			file, err := made(d, as, "term.chronicle", p)
			if err != nil {
				return chat.Reply{}, err
			}
			m := chat.Message{Blocks: []chat.Block{file}}
			if !format.Given(c) {
				m = m.With(chat.Actions{
					formatButton(c.Board.ID, "board.term_chronicle", asWord, "term", strconv.Itoa(p.number)),
					formatButton(c.Board.ID, "board.term_chronicle", asPage, "term", strconv.Itoa(p.number)),
					archiveButton(c.Board.ID, p.number),
				})
			}
			return chat.Reply{Messages: []chat.Message{m}}, nil
		},
	}
}

func formatButton(of board.ID, path string, as documents.Format, pairs ...string) chat.Button {
	return commands.Button(chat.T("value.as."+string(as)+".label"), of, path, append(pairs, "as", string(as))...)
}

// made is a document as a file; kind is the prefix of its words.
func made(d documents.Document, as documents.Format, kind string, p period) (chat.File, error) {
	r, err := d.As(as)
	if err != nil {
		return chat.File{}, fmt.Errorf("%s of term %d of board %d as %s: %w", kind, p.number, p.board.ID, as, err)
	}
	said := words.Printer{Language: d.Language}
	name := said.Print(chat.T(kind+".file", "Number", p.number)) + "." + r.Ending
	return chat.File{Name: name, Type: r.Type, Content: r.Content, About: chat.T(kind+".about", "Number", p.number, "Format", chat.T("value.as."+string(as)+".label"))}, nil
}

// chroniclePages is how long a chronicle is at most.
const chroniclePages = 2

// detail is how much a chronicle tells.
type detail struct {
	each  int  // how many things of a time are told by name; the others are counted
	years bool // by years instead of quarters
	names bool // of people
}

// details are what a chronicle tells, the most first. The last one fits for a
// term of any length.
func details() []detail {
	var all []detail
	for _, each := range []int{40, 14, 10, 8, 6, 5, 4, 3, 2, 1, 0} {
		all = append(all, detail{each: each, names: true})
	}
	for _, each := range []int{6, 4, 3, 2, 1, 0} {
		all = append(all, detail{each: each, years: true, names: each > 2})
	}
	return all
}

// chronicleOf is the chronicle with as much as two pages hold.
func (f *Terms) chronicleOf(tx *storage.Tx, p period) (d documents.Document, err error) {
	w := chronicleWriter{said: words.Printer{Language: words.Language(p.board.Language)}, period: p}
	if w.done, err = f.gather(tx, p); err != nil {
		return d, err
	}
	if w.served, err = p.serving(tx, false); err != nil {
		return d, err
	}
	for _, some := range details() {
		d = w.document(some)
		pages, err := d.Pages()
		if err != nil || pages <= chroniclePages {
			return d, err
		}
	}
	return d, nil
}
