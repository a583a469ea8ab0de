package agendas

import (
	"strings"
	"testing"

	"beirat/board"
	"beirat/words"
)

func TestAGuestWhoAgreedToBeNamedIsNotAskedAgain(t *testing.T) {
	for _, named := range []bool{true, false} {
		said := words.Printer{}.Print(mailText(board.Board{Name: "Digitalbeirat"}, board.Meeting{Number: 1}, board.MeetingGuest{Name: "Ada Wolf", Named: named}, board.AgendaItem{}))
		if asked := strings.Contains(said, "Bitte sagen Sie uns, ob wir Ihren Namen"); asked == named {
			t.Errorf("named = %v, asked = %v: %s", named, asked, said)
		}
	}
}
