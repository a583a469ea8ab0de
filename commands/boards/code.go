package boards

import (
	"context"
	"crypto/pbkdf2"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strings"
)

// What a code is made of: signs that nobody takes for another one, read from a
// screen or said on the telephone. Nine of twenty-five are more than 41 bits.
const (
	codeSigns  = "23456789CDFGHJKMNPQRTVWXY"
	codeLength = 9
	codeGroup  = 3
)

// rounds is how often the sum of a code is made of a sum. A code lives for ten
// minutes; whoever reads the database in that time, salt and all, would have to
// make 2^41 sums of 100,000 rounds. A plain hash, or one with a key that lies in
// the same database, would be undone in minutes.
const rounds = 100_000

// newCode is a code as it is told: "7KD-M4W-9XQ".
func newCode() string {
	code := make([]byte, 0, codeLength)
	for draw := make([]byte, 1); len(code) < codeLength; {
		_, _ = rand.Read(draw)          // never fails
		if n := int(draw[0]); n < 250 { // every sign as often as every other
			code = append(code, codeSigns[n%len(codeSigns)])
		}
	}
	var groups []string
	for at := 0; at < codeLength; at += codeGroup {
		groups = append(groups, string(code[at:at+codeGroup]))
	}
	return strings.Join(groups, "-")
}

// plainCode is a code as it is compared, however it was typed; empty if it can
// be none.
func plainCode(typed string) string {
	code := strings.Map(func(r rune) rune {
		if strings.ContainsRune(codeSigns, r) {
			return r
		}
		return -1
	}, strings.ToUpper(typed))
	if len(code) != codeLength {
		return ""
	}
	return code
}

// sum is what is kept of a code, the same for as long as the installation lives.
func (f *Boards) sum(ctx context.Context, code string) (string, error) {
	salt, known, err := f.db.Recall(ctx, "link", "salt")
	if err == nil && !known {
		fresh := make([]byte, 16)
		_, _ = rand.Read(fresh) // never fails
		salt, err = f.db.RememberFirst(ctx, "link", "salt", fresh)
	}
	if err != nil {
		return "", fmt.Errorf("salt of codes: %w", err)
	}
	sum, err := pbkdf2.Key(sha256.New, code, salt, rounds, sha256.Size)
	if err != nil {
		return "", fmt.Errorf("sum of a code: %w", err)
	}
	return hex.EncodeToString(sum), nil
}
