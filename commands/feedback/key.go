package feedback

import (
	"crypto/rand"
	"encoding/hex"
	"strings"

	"beirat/board"
)

// keyLetters are the signs of a key: none that is taken for another.
const keyLetters = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"

// newKey draws the key by which the author of an anonymous point shows that it is
// theirs, as "K7QF-2MPX-9WTB-4HDC". Nothing but chance is in it.
func newKey() string {
	drawn := make([]byte, board.FeedbackKeyLetters)
	_, _ = rand.Read(drawn) // never fails
	var key strings.Builder
	for i, one := range drawn {
		if i > 0 && i%4 == 0 {
			key.WriteByte('-')
		}
		key.WriteByte(keyLetters[int(one)%len(keyLetters)])
	}
	return key.String()
}

// newSalt draws what makes two locks of one key differ.
func newSalt() string {
	drawn := make([]byte, 16)
	_, _ = rand.Read(drawn) // never fails
	return hex.EncodeToString(drawn)
}

// isKey tells whether something typed has the form of a key.
func isKey(typed string) bool {
	signs := 0
	for _, r := range strings.ToUpper(typed) {
		switch {
		case strings.ContainsRune(keyLetters, r):
			signs++
		case !strings.ContainsRune("- \u00a0", r):
			return false
		}
	}
	return signs == board.FeedbackKeyLetters
}
