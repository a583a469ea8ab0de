package terms

import (
	"context"

	"beirat/chat"
	"beirat/commands"
	"beirat/storage"
	"beirat/words"
)

// thanksLetter is the letter of ThanksKind: thanks, with the certificate. It is
// attached, for who has left the board finds the way to it no more.
func (f *Terms) thanksLetter(ctx context.Context, j storage.Job) (letter commands.Letter, err error) {
	ids, err := j.IDs(3)
	if err != nil {
		return letter, err
	}
	letter.Board, letter.Person = ids[0], ids[2]
	var one certified
	var has bool
	var language words.Language
	err = f.db.Read(ctx, func(tx *storage.Tx) error {
		b, err := tx.Board(ids[0])
		if err != nil {
			return err
		}
		past, err := termByID(tx, b.ID, ids[1])
		if err != nil {
			return err
		}
		who, err := tx.Person(ids[2])
		if err != nil {
			return err
		}
		language = words.Language(b.Language)
		if l, known := words.Match(who.Language); known {
			language = l
		}
		all, err := f.periods(tx, b)
		if err != nil {
			return err
		}
		one, has, err = f.certify(tx, all[past.Number-1], who.ID)
		return err
	})
	if err != nil {
		return letter, err
	}
	if !has || one.name == "" {
		letter.Drop = "the person had no seat in the term, or is forgotten"
		return letter, nil
	}
	file, err := one.file(language, asPDF)
	letter.Message = chat.Say(chat.T("term.thanks", "Number", one.period.number, "Board", one.period.board.Name)).With(file)
	letter.Line = chat.T("term.thanks.line", "Number", one.period.number)
	return letter, err
}
