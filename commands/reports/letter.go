package reports

import (
	"context"
	"errors"

	"beirat/chat"
	"beirat/commands"
	"beirat/storage"
)

// overLetter is the letter of OverKind: the report, for who sees to what follows.
func (f *Reports) overLetter(ctx context.Context, j storage.Job) (letter commands.Letter, err error) {
	ids, err := j.IDs(3)
	if err != nil {
		return letter, err
	}
	letter = commands.Letter{Board: ids[0], Person: ids[2]}
	s, err := f.sheetFor(ctx, ids)
	if _, is := errors.AsType[*commands.Error](err); is {
		letter.Drop = "reads no report any more"
		return letter, nil
	}
	if err != nil {
		return letter, err
	}
	letter.Line = chat.T("report.over.line", "Round", called(s.round))
	letter.Opens = reportButton(s.round)
	letter.Message = s.overview()
	return letter, nil
}
