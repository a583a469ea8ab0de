package polls

import (
	"strings"
	"testing"

	"beirat/board"
	"beirat/chat"
	"beirat/words"
)

// TestManyLongOpinionsFitIntoOneView: a platform takes some sixteen thousand
// characters, and nobody's opinion is left out.
func TestManyLongOpinionsFitIntoOneView(t *testing.T) {
	s := ended(board.Terms{Rule: board.Simple, Procedure: board.CircularNoObjection}, board.Tally{Members: 11, Yes: 6, No: 5}, 0, 0)
	short := opinion{Dissent: board.Dissent{Seat: 1, Text: "Zu teuer."}, Name: "Anna"}
	s.dissents = []opinion{short}
	view := func() string {
		return strings.Join(plain(withOpinions(chat.Say(title(s)), s, ownBallot{}), words.German), "\n")
	}
	if text := view(); !strings.Contains(text, "Minderheitenvotum von Anna: Zu teuer.") {
		t.Errorf("one opinion is shown as\n%s", text)
	}
	for seat := 2; seat <= 11; seat++ {
		s.dissents = append(s.dissents, opinion{Dissent: board.Dissent{Seat: board.ID(seat), Text: strings.Repeat("ä", 3000)}, Name: "Bert"})
	}
	text := view()
	if n := len([]rune(text)); n > 9000 {
		t.Errorf("the view has %d characters", n)
	}
	if n := strings.Count(text, "Minderheitenvotum von Bert: ää"); n != 10 {
		t.Errorf("%d of ten opinions are shown", n)
	}
	if !strings.Contains(text, "ä…") || !strings.Contains(text, "Zu teuer.") {
		t.Error("what is shortened does not say so, or what is short is lost")
	}
}
