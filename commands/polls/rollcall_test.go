package polls

import (
	"fmt"
	"strings"
	"testing"

	"beirat/board"
	"beirat/chat"
	"beirat/words"
)

// TestALongRollIsGatheredByVote: a hundred names stay readable, and all are there.
func TestALongRollIsGatheredByVote(t *testing.T) {
	s := ended(board.Terms{Rule: board.Simple, Procedure: board.CircularNoObjection}, board.Tally{Members: 100, Yes: 60, No: 38}, 1, 0)
	s.poll.Outcome, s.poll.RollCall, s.sight = board.Adopted, true, board.Sight{Counts: true, Ballots: true}
	s.count.Electors = 100
	for i := range 100 {
		line := called{Seat: board.Seat{Group: board.Group{Key: "citizens"}}, Name: fmt.Sprintf("Mitglied %03d", i), Choice: board.Yes}
		switch {
		case i == 99:
			line.Choice, line.Why = "", "recused"
		case i == 98:
			line.Choice, line.Why = "", "missing"
		case i >= 60:
			line.Choice = board.No
		case i == 5:
			line.Telephone = true
		}
		s.roll = append(s.roll, line)
	}
	for _, l := range words.Languages() {
		lines := plain(chat.Message{Blocks: rollBlocks(s)}, l)
		if len(lines) != 5 {
			t.Fatalf("%s: %d lines, want a head and four votes:\n%s", l, len(lines), strings.Join(lines, "\n"))
		}
		text := strings.Join(lines, "\n")
		for _, line := range s.roll {
			if strings.Count(text, line.Name) != 1 {
				t.Errorf("%s: %s is named %d times", l, line.Name, strings.Count(text, line.Name))
			}
		}
		if len(text) > 16_000 {
			t.Errorf("%s: the roll has %d bytes, and fits into no message", l, len(text))
		}
	}
	if lines := plain(chat.Message{Blocks: rollBlocks(s)}, words.German); !strings.HasPrefix(lines[1], "Ja (60): Mitglied 000, ") || !strings.HasPrefix(lines[2], "Nein (38): ") ||
		lines[3] != "Nicht abgestimmt (1): Mitglied 098" || lines[4] != "Befangen (1): Mitglied 099" || !strings.Contains(lines[1], "Mitglied 005 (am Telefon)") {
		t.Errorf("the votes are gathered as\n%s", strings.Join(lines, "\n"))
	}
	s.roll, s.count.Electors = nil, 151
	if lines := plain(chat.Message{Blocks: rollBlocks(s)}, words.German); len(lines) != 1 {
		t.Errorf("too long a roll is said as\n%s", strings.Join(lines, "\n"))
	}
}

// TestNobodySeesARollThatIsNotOver: neither while the poll runs, nor of a secret one.
func TestNobodySeesARollThatIsNotOver(t *testing.T) {
	for _, state := range []board.State{board.Open, board.Closed, board.Withdrawn, board.Planned} {
		for _, secret := range []bool{false, true} {
			p := board.Poll{State: state, RollCall: true, Secret: secret, Results: board.Live, Closes: at}
			s := sheet{poll: p, sight: p.Sight(everybody, at.Add(-1)), roll: []called{{Name: "Anna", Choice: board.Yes}}}
			shown := len(rollBlocks(s)) > 0
			if may := state == board.Closed && !secret; shown != may {
				t.Errorf("%s, secret %t: the roll is shown: %t", state, secret, shown)
			}
		}
	}
}
