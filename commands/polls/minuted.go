package polls

import (
	"beirat/board"
	"beirat/chat"
	"beirat/commands"
	"beirat/storage"
)

// Minuted is a poll of a board as the minutes of a meeting tell it. Of one that
// still runs, or was withdrawn, there are neither counts nor a verdict.
func (f *Polls) Minuted(tx *storage.Tx, id board.ID) (commands.Minuted, error) {
	s, err := f.sheetOf(tx, id)
	if err != nil {
		return commands.Minuted{}, err
	}
	told := commands.Minuted{Poll: s.poll, Kind: chat.T("poll.minutes.kind." + string(s.poll.Purpose)), How: minutesHow(s)}
	if s.poll.State != board.Closed {
		return told, nil
	}
	told.Counts, told.Verdict = minutesCounts(s), minutesVerdict(s)
	seats := s
	seats.dissents = nil // they stand there themselves
	told.Besides = minutesBesides(seats)
	for _, o := range s.dissents {
		told.Opinions = append(told.Opinions, commands.MinutedOpinion{By: o.Name, Text: o.Text})
	}
	if len(s.roll) == 0 {
		return told, nil
	}
	for _, block := range rollByVote(s)[1:] { // the caption is the reader's own
		if para, is := block.(chat.Para); is {
			told.Roll = append(told.Roll, para.Text)
		}
	}
	return told, nil
}
