package scenarios

import (
	"fmt"
	"strings"
	"testing"

	"beirat/storage/storagetest"
)

// TestAPlantedLeakIsFoundOnDiscord: what is taken out there because it is there by
// chance must not take out a leak.
func TestAPlantedLeakIsFoundOnDiscord(t *testing.T) {
	t.Parallel()
	typist := typist{theBook(t)}
	for name, leak := range map[string]planted{
		"an audit row with the choice": {each: func(_ int, b ballot) string {
			return "INSERT INTO audit (board_id, at, person_id, log, what, entity, detail) VALUES (1, 1, 0, '', 'poll.cast', 'poll:1', '" + asStored[b.says] + "')"
		}},
		"a form that is kept as long as it is": {each: func(i int, b ballot) string {
			return fmt.Sprintf("INSERT INTO answered (space, name, body, used_at) VALUES ('discord', 'form/%024d', '%s', %d)", i, strings.Repeat("A", 1400+len(b.says)), i)
		}},
		"a form that is kept as it is": {each: func(i int, b ballot) string {
			return fmt.Sprintf("INSERT INTO answered (space, name, body, used_at) VALUES ('discord', 'form/%024d', '{\"value\":\"%s\"}', %d)", i, asStored[b.says], i)
		}},
		"a message with the choice": {wire: func(b ballot) string {
			return `POST /api/v10/channels/123456789012345678/messages {"content":"` + b.says + `"}`
		}},
		"an answer with the choice": {wire: func(b ballot) string {
			return `POST /api/v10/interactions/123456789012345678/token/callback {"type":4,"data":{"content":"` + b.says + `"}}`
		}},
		"a button that can be read": {wire: func(b ballot) string { return `{"custom_id":"a0123456789poll.ballot?vote=` + asStored[b.says] + `"}` }},
		"a button in a list that can be read": {wire: func(b ballot) string {
			return `{"label":"x","value":"a0123456789poll.ballot?vote=` + asStored[b.says] + `"}`
		}},
		"a closed button as long as its content": {wire: func(b ballot) string { return `{"custom_id":"c` + strings.Repeat("A", 90+len(b.says)) + `"}` }},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			vote := func(says []string) evidence {
				return onDiscord(t, storagetest.SQLite(t), typist, secretVote{opens: secretOpening, ballots: ballots(eleven(), says), ended: leak.plant})
			}
			if found := vote(mixed()[:4]).differs(vote(turned(mixed()[:4], 1))); len(found) != 1 {
				t.Errorf("found in %d places: %v", len(found), found)
			}
		})
	}
}
