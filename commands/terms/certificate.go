package terms

import (
	"context"
	"strconv"

	"beirat/board"
	"beirat/chat"
	"beirat/commands"
	"beirat/documents"
	"beirat/storage"
)

// certificateParams are what is said of a certificate.
type certificateParams struct {
	person commands.PersonParam
	term   commands.NumberParam
	name   commands.TextParam
	all    commands.FlagParam
	as     commands.ChoiceParam[documents.Format]
}

// certificate certifies to a person what they did for the board in a term: to
// oneself; the chair and the office may have that of anybody, or of all.
func (f *Terms) certificate() commands.Command {
	p := certificateParams{
		person: commands.Person("person"), term: termParam(), name: commands.Text("written_name").Max(100).Named(),
		all: commands.Flag("everybody"), as: commands.Choice("as", asPDF, asWord),
	}
	return commands.Command{
		Path: "board.term_certificate", Right: board.Everyone, Params: []commands.Param{p.person, p.term, p.name, p.all, p.as},
		Needless: func(c *commands.Call) []string {
			if c.Who.Chairs() {
				return nil
			}
			return []string{p.person.Name(), p.all.Name()}
		},
		Do: func(ctx context.Context, c *commands.Call) (chat.Reply, error) {
			who := c.Who.Person
			if p.person.Given(c) {
				who = p.person.Of(c)
			}
			if (p.all.Of(c) || who.ID != c.Who.Person.ID) && !c.Who.Chairs() {
				return chat.Reply{}, commands.Refuse("term.certificate.not_yours")
			}
			if p.all.Of(c) {
				return f.certificates(ctx, c, p)
			}
			if who.ID == 0 {
				return chat.Reply{}, commands.Refuse("term.certificate.none", "Own", !p.person.Given(c))
			}
			return f.oneCertificate(ctx, c, p, who)
		},
	}
}

func (p certificateParams) format(c *commands.Call) documents.Format {
	if p.as.Given(c) {
		return p.as.Of(c)
	}
	return asPDF
}

// oneCertificate is the certificate of one person, of the term that was named or
// of the last one in which they had a seat.
func (f *Terms) oneCertificate(ctx context.Context, c *commands.Call, p certificateParams, who board.Person) (chat.Reply, error) {
	var found certified
	var has bool
	err := f.db.Read(ctx, func(tx *storage.Tx) error {
		all, err := f.periods(tx, c.Board)
		if err != nil {
			return err
		}
		if p.term.Given(c) {
			one, err := f.period(tx, c, p.term)
			if err != nil {
				return err
			}
			all = []period{one}
		}
		for i := len(all) - 1; i >= 0 && !has; i-- {
			if found, has, err = f.certify(tx, all[i], who.ID); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return chat.Reply{}, err
	}
	own := who.ID == c.Who.Person.ID
	if !has {
		no := commands.Refuse("term.certificate.none", "Own", own)
		if own && c.Who.Chairs() {
			no = no.With(allButton(c.Board.ID))
		}
		return chat.Reply{}, no
	}
	if p.name.Given(c) {
		found.name = p.name.Of(c)
	}
	if found.name == "" {
		return chat.Reply{}, commands.Refuse("term.certificate.forgotten")
	}
	file, err := found.file(c.Language, p.format(c))
	if err != nil {
		return chat.Reply{}, err
	}
	row := chat.Actions{}
	if !p.as.Given(c) && own {
		row = append(row, formatButton(c.Board.ID, "board.term_certificate", asWord, "term", strconv.Itoa(found.period.number)))
	}
	if c.Who.Chairs() {
		row = append(row, allButton(c.Board.ID, "term", strconv.Itoa(found.period.number)))
	}
	m := chat.Message{Blocks: []chat.Block{file}}
	if len(row) > 0 {
		m = m.With(row)
	}
	return chat.Reply{Messages: []chat.Message{m}}, nil
}

func allButton(of board.ID, pairs ...string) chat.Button {
	return button("term.button.all_certificates", of, "board.term_certificate", append(pairs, "everybody", "yes")...)
}

// certifiable is the term that was named; else the last one that is over, or the
// present one where none is.
func (f *Terms) certifiable(tx *storage.Tx, c *commands.Call, p certificateParams) (period, error) {
	all, err := f.periods(tx, c.Board)
	if err != nil || p.term.Given(c) {
		return f.period(tx, c, p.term)
	}
	last := all[len(all)-1]
	if last.runs() && len(all) > 1 {
		last = all[len(all)-2]
	}
	return last, nil
}

// certificates are those of everybody who had a seat in a term, in one file.
func (f *Terms) certificates(ctx context.Context, c *commands.Call, p certificateParams) (chat.Reply, error) {
	var all []certified
	var of period
	err := f.db.Read(ctx, func(tx *storage.Tx) (err error) {
		if of, err = f.certifiable(tx, c, p); err != nil {
			return err
		}
		seats, err := of.seats(tx)
		if err != nil {
			return err
		}
		seen := map[board.ID]bool{}
		for _, s := range seats {
			if seen[s.Person.ID] {
				continue
			}
			seen[s.Person.ID] = true
			one, has, err := f.certify(tx, of, s.Person.ID)
			if err != nil {
				return err
			}
			if has {
				all = append(all, one)
			}
		}
		return nil
	})
	if err != nil {
		return chat.Reply{}, err
	}
	file, nameless, err := pack(all, of, p.format(c))
	if err != nil {
		return chat.Reply{}, err
	}
	if len(all) == nameless {
		return chat.Reply{}, commands.Refuse("term.certificate.nobody", "Number", of.number)
	}
	texts := []chat.Text{chat.T("term.certificate.all", "N", len(all)-nameless, "Number", of.number, "Nameless", nameless, "Over", !of.runs())}
	return chat.Reply{Messages: []chat.Message{chat.Say(texts...).With(file)}}, nil
}
