package polls

import "crypto/rand"

// receiptLetters are the signs of a receipt: none that is taken for another.
const receiptLetters = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"

// newReceipt draws the code by which a secret ballot is found in the published
// urn, as "K7QF-2MPX". Nothing but chance is in it.
func newReceipt() string {
	code := make([]byte, 8)
	_, _ = rand.Read(code) // never fails
	for i, drawn := range code {
		code[i] = receiptLetters[int(drawn)%len(receiptLetters)]
	}
	return string(code[:4]) + "-" + string(code[4:])
}
