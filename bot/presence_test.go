package bot

import (
	"fmt"
	"sync"
	"testing"

	"beirat/bot/console"
	"beirat/chat"
	"beirat/storage"
)

// TestNoMoreBallotsThanPeoplePresent lets all eleven press at once where two
// were reported as present, and where the last place is taken by many.
func TestNoMoreBallotsThanPeoplePresent(t *testing.T) {
	onBothDemos(t, func(t *testing.T, c *Chat) {
		for number := 1; number <= 10; number++ {
			if err := c.Window.Say(t.Context(), fmt.Sprintf("stadt: /abstimmung neu \"Frage %d?\" anwesend=2", number)); err != nil {
				t.Fatal(err)
			}
			voteAtOnce(t, c, number)
			counted(t, c, number, 2)
		}
	})
}

func voteAtOnce(t *testing.T, c *Chat, number int) {
	people, err := c.people(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	var all sync.WaitGroup
	for _, who := range people {
		all.Go(func() {
			c.Handle(t.Context(), chat.Event{Platform: console.Name, Actor: chat.Actor{Account: who, Name: who},
				Place: chat.Place{Channel: console.Channel}, Do: chat.Command{Line: fmt.Sprintf("/abstimmung %d ja", number)}})
		})
	}
	all.Wait()
}

func counted(t *testing.T, c *Chat, number, want int) {
	err := c.db.Read(t.Context(), func(tx *storage.Tx) error {
		boards, err := tx.Boards()
		if err != nil {
			return err
		}
		p, err := tx.PollNumber(boards[0].ID, number)
		if err != nil {
			return err
		}
		count, err := tx.Count(p.ID)
		if count.Voted != want {
			t.Errorf("poll %d has %d ballots, %d people were present", number, count.Voted, want)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}
