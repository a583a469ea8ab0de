package bot

import (
	"fmt"
	"sync"
	"sync/atomic"
	"testing"

	"beirat/bot/console"
	"beirat/chat"
	"beirat/storage"
)

// TestTheLastFreeSeatIsGivenOnce lets chair and office fill it in the same moment.
func TestTheLastFreeSeatIsGivenOnce(t *testing.T) {
	onBothDemos(t, func(t *testing.T, c *Chat) {
		holder := "buerger5"
		for round := range 15 {
			if err := c.Window.Say(t.Context(), "stadt: /beirat sitz freigeben "+holder); err != nil {
				t.Fatal(err)
			}
			var given atomic.Int32
			var all sync.WaitGroup
			for _, who := range []string{"stadt", "geschaeftsstelle"} {
				all.Go(func() {
					line := fmt.Sprintf("/beirat sitz besetzen neu%d-%s Bürgerschaft", round, who)
					reply := c.Handle(t.Context(), chat.Event{Platform: console.Name, Actor: chat.Actor{Account: who, Name: who},
						Place: chat.Place{Channel: console.Channel}, Do: chat.Command{Line: line}})
					if told(reply, "board.seat_add.done") {
						given.Add(1)
					}
				})
			}
			all.Wait()
			if given.Load() != 1 {
				t.Errorf("round %d: one free seat was given %d times", round, given.Load())
			}
			holder = lastCitizen(t, c)
		}
	})
}

func told(reply chat.Reply, key string) bool {
	if len(reply.Messages) == 0 {
		return false
	}
	para, is := reply.Messages[0].Blocks[0].(chat.Para)
	return is && para.Text.Key == key
}

// lastCitizen is who holds the fifth seat.
func lastCitizen(t *testing.T, c *Chat) (name string) {
	err := c.db.Read(t.Context(), func(tx *storage.Tx) error {
		boards, err := tx.Boards()
		if err != nil {
			return err
		}
		seats, err := tx.Seats(boards[0].ID)
		name = seats[4].Holder.Name
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return name
}
