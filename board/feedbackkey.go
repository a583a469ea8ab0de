package board

import (
	"crypto/sha256"
	"crypto/subtle"
	"encoding/hex"
	"strings"
)

// FeedbackKeyLetters is how many signs a key has: eighty bits, so that nobody
// finds it by trying, also not who has the lock.
const FeedbackKeyLetters = 16

// FeedbackLock is what is kept of a key: with another salt, which is chosen by
// chance, the same key makes another lock, and nothing shows that two points have
// one author.
func FeedbackLock(key, salt string) string {
	sum := sha256.Sum256([]byte(salt + "\x00" + plainKey(key)))
	return salt + ":" + hex.EncodeToString(sum[:])
}

// OpensFeedback tells whether a key is that of a lock. Spaces, hyphens and
// capitals of a key do not count.
func OpensFeedback(lock, key string) bool {
	salt, _, made := strings.Cut(lock, ":")
	if !made || plainKey(key) == "" {
		return false
	}
	return subtle.ConstantTimeCompare([]byte(FeedbackLock(key, salt)), []byte(lock)) == 1
}

func plainKey(key string) string {
	return strings.ToUpper(strings.Map(func(r rune) rune {
		if r == '-' || r == ' ' || r == '\u00a0' {
			return -1
		}
		return r
	}, key))
}
