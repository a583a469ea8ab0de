package terms

import (
	"archive/zip"
	"bytes"
	"fmt"
	"strings"
	"time"
	"unicode"

	"beirat/board"
	"beirat/chat"
	"beirat/documents"
	"beirat/storage"
	"beirat/words"
)

// certified is what is certified to a person.
type certified struct {
	period  period
	name    string // empty: nobody knows any more who it was
	seats   []board.TermSeat
	service board.Service
}

// certify reads what a person did in a term; false if they had no seat in it.
func (f *Terms) certify(tx *storage.Tx, p period, person board.ID) (one certified, has bool, err error) {
	seats, err := p.seats(tx)
	if err != nil {
		return one, false, err
	}
	one.period = p
	for _, s := range seats {
		if s.Person.ID == person {
			one.name, one.seats = s.Person.Name, append(one.seats, s)
		}
	}
	if len(one.seats) == 0 {
		return one, false, nil
	}
	one.service, err = tx.ServiceOf(p.board.ID, person, p.from, p.until)
	return one, true, err
}

// document is the certificate in a language, one page.
func (o certified) document(l words.Language) documents.Document {
	said := words.Printer{Language: l}
	say := func(key string, pairs ...any) string { return said.Print(chat.T(key, pairs...)) }
	p := o.period
	d := documents.Document{
		Language: l, Title: say("term.certificate.title"), Subtitle: p.board.Name, Made: p.now,
		Running: say("term.certificate.made", "Made", p.now, "Runs", p.runs()),
		Facts: []documents.Fact{
			{Name: say("term.fact.span"), Value: say("term.certificate.term", "Number", p.number, "Span", p.span())},
		},
	}
	para := func(key string, pairs ...any) {
		d.Blocks = append(d.Blocks, documents.P(say(key, pairs...)))
	}
	d.Blocks = append(d.Blocks, documents.Heading{Level: 1, Text: o.name})
	if len(o.seats) == 1 {
		para("term.certificate.served", o.seat(o.seats[0])...)
	} else {
		para("term.certificate.served_several")
		var list documents.List
		for _, s := range o.seats {
			list.Items = append(list.Items, documents.P(say("term.certificate.seat", o.seat(s)...)))
		}
		d.Blocks = append(d.Blocks, list)
	}
	if p.board.Purpose != "" {
		para("term.certificate.purpose", "Purpose", p.board.Purpose)
	}
	var done documents.List
	for _, line := range o.lines() {
		done.Items = append(done.Items, documents.P(said.Print(line)))
	}
	if len(done.Items) > 0 {
		d.Blocks = append(d.Blocks, documents.P(say("term.certificate.did", "Name", o.name)), done)
	}
	para("term.certificate.thanks", "Name", o.name)
	d.Blocks = append(d.Blocks, documents.Table{
		Head: []string{say("term.certificate.place"), say("term.certificate.sign")},
		Rows: [][]documents.Para{{documents.P(room), documents.P(room)}},
	})
	return d
}

// room is what is left to be written by hand.
const room = "\u00a0\n\u00a0\n\u00a0\n\u00a0"

// seat are the arguments of a sentence about a seat.
func (o certified) seat(s board.TermSeat) []any {
	p := o.period
	until := s.Until
	if until.IsZero() && !p.runs() {
		until = p.until.Add(-time.Millisecond)
	}
	return []any{"Board", p.board.Name, "Group", groupName(s.Group), "Organisation", s.Organisation, "Delegate", s.Delegate,
		"From", s.From.In(p.now.Location()), "Ended", !until.IsZero(), "Until", until.In(p.now.Location())}
}

// lines are what the person did; of what they did not do nothing is said.
func (o certified) lines() []chat.Text {
	s := o.service
	var lines []chat.Text
	if s.Attended > 0 {
		lines = append(lines, chat.T("term.certificate.meetings", "Attended", s.Attended, "N", s.Meetings))
	}
	if s.Voted > 0 {
		lines = append(lines, chat.T("term.certificate.polls", "Voted", s.Voted, "N", s.Polls))
	}
	for _, one := range []struct {
		kind string
		n    int
	}{
		{"fields", s.Fields}, {"contributions", s.Contributions}, {"statements", s.Statements}, {"suggestions", s.Suggestions},
		{"measures", s.Measures}, {"ideas", s.Ideas}, {"feedback", s.Feedback},
	} {
		if one.n > 0 {
			lines = append(lines, chat.T("term.certificate."+one.kind, "N", one.n))
		}
	}
	return lines
}

// file is the certificate as a file.
func (o certified) file(l words.Language, as documents.Format) (chat.File, error) {
	r, err := o.document(l).As(as)
	if err != nil {
		return chat.File{}, fmt.Errorf("certificate of term %d of board %d: %w", o.period.number, o.period.board.ID, err)
	}
	said := words.Printer{Language: l}
	return chat.File{Name: said.Print(chat.T("term.certificate.file", "Number", o.period.number)) + "." + r.Ending, Type: r.Type, Content: r.Content,
		About: chat.T("term.certificate.about", "Name", o.name, "Number", o.period.number)}, nil
}

// pack puts certificates into one file, in the language of the board; those of
// whom nobody knows the name any more are left out and counted.
func pack(all []certified, p period, as documents.Format) (file chat.File, nameless int, err error) {
	l := words.Language(p.board.Language)
	said := words.Printer{Language: l}
	var content bytes.Buffer
	z := zip.NewWriter(&content)
	for i, one := range all {
		if one.name == "" {
			nameless++
			continue
		}
		r, err := one.document(l).As(as)
		if err != nil {
			return file, 0, fmt.Errorf("certificates of term %d of board %d: %w", p.number, p.board.ID, err)
		}
		w, err := z.CreateHeader(&zip.FileHeader{Name: fmt.Sprintf("%02d-%s.%s", i+1, plainName(one.name), r.Ending), Method: zip.Deflate, Modified: p.now})
		if err == nil {
			_, err = w.Write(r.Content)
		}
		if err != nil {
			return file, 0, fmt.Errorf("pack certificates: %w", err)
		}
	}
	if err := z.Close(); err != nil {
		return file, 0, fmt.Errorf("pack certificates: %w", err)
	}
	return chat.File{Name: said.Print(chat.T("term.certificate.files", "Number", p.number)) + ".zip", Type: "application/zip", Content: content.Bytes(),
		About: chat.T("term.certificate.about_all", "Number", p.number)}, nameless, nil
}

// plainName is a name as every file system takes it.
func plainName(name string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case unicode.IsLetter(r) || unicode.IsDigit(r):
			return unicode.ToLower(r)
		case r == ' ' || r == '.' || r == '_':
			return '-'
		}
		return -1
	}, name)
}
