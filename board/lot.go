package board

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strings"
)

// The lot is drawn by a seed: a random text that is made with the poll and
// published at its end. What it draws is the tied option whose SHA-256 of the
// seed, a line feed and the label, in UTF-8 and without a line feed at the end,
// is the smallest. Anyone can draw it again, with a line for each tied option;
// the one whose line sorts first has it:
//
//	printf '%s\n%s' "$seed" "$label" | sha256sum
//
// That the seed was not chosen after the ballots shows its pledge, which stands
// on the card from the beginning:
//
//	printf %s "$seed" | sha256sum | cut -c 1-32

// Pledge is what is shown of a seed while it is still secret: the first 32
// digits of its SHA-256. It gives nothing away as long as nobody can guess the
// seed, which crypto/rand.Text makes sure of. Without a seed it is empty.
func Pledge(seed string) string {
	if seed == "" {
		return ""
	}
	return hashed(seed)[:32]
}

// Drawn is the option that the lot draws out of the tied ones, of which there
// is at least one, whatever their order.
func Drawn(seed string, tied []Option) Option {
	return slices.MinFunc(tied, func(a, b Option) int {
		return strings.Compare(lotOf(seed, a), lotOf(seed, b))
	})
}

// lotOf is the text by which an option takes part in the lot.
func lotOf(seed string, o Option) string { return hashed(seed + "\n" + o.Label) }

func hashed(text string) string {
	sum := sha256.Sum256([]byte(text))
	return hex.EncodeToString(sum[:])
}
