package roadmap

import (
	"context"

	"beirat/board"
	"beirat/chat"
	"beirat/commands"
	"beirat/storage"
)

// MovedKind tells everybody that a measure has another state. Key: board/measure.
const MovedKind = "roadmap.moved"

// Moved is the post of MovedKind. It says where the measure stands when it is
// written, so that several moves in a moment make one.
func (f *Roadmap) Moved(ctx context.Context, j storage.Job) (letter commands.Letter, err error) {
	ids, err := j.IDs(2)
	if err != nil {
		return letter, err
	}
	of, id := ids[0], ids[1]
	err = f.db.Read(ctx, func(tx *storage.Tx) error {
		m, err := tx.Measure(id)
		if err != nil {
			return err
		}
		letter.Board = of
		letter.Message = withButtons(movedPost(m), showButton(m), listButton(of))
		return nil
	})
	return letter, err
}

func movedPost(m board.Measure) chat.Message {
	return chat.Say(chat.T("roadmap.moved", "Number", m.Number, "Title", m.Title, "State", stateName(m.State), "Why", m.Why))
}
