package discord

import (
	"crypto/aes"
	"crypto/cipher"
	"errors"
)

// What we keep for a button or a form may say what somebody voted by name, and
// such a vote may become secret. So it is encrypted, with a key that is made of the
// name which the button carries: the database alone, with our secret in it, does
// not open it. It is written in steps of hiddenStep bytes, so that its length tells
// nothing either.
const hiddenStep = 1024

var errHidden = errors.New("what is kept is not what was kept under that name")

// place is where it is kept. The name itself stands nowhere.
func (s seal) place(name string) string { return mac(s.places, name, 24) }

// hide is a text without zeros at its end as it is kept under a name.
func (s seal) hide(name string, content []byte) []byte {
	padded := make([]byte, (len(content)/hiddenStep+1)*hiddenStep)
	copy(padded, content)
	box := s.box(name)
	return box.Seal(nil, make([]byte, box.NonceSize()), padded, nil)
}

// reveal is what was hidden under a name.
func (s seal) reveal(name string, kept []byte) ([]byte, error) {
	box := s.box(name)
	padded, err := box.Open(nil, make([]byte, box.NonceSize()), kept, nil)
	if err != nil {
		return nil, errHidden
	}
	end := len(padded)
	for end > 0 && padded[end-1] == 0 {
		end--
	}
	return padded[:end], nil
}

// box has one key for each name. Under a name the same is kept always, so the
// nonce need not differ.
func (s seal) box(name string) cipher.AEAD {
	block, _ := aes.NewCipher([]byte(mac(s.boxes, name, 32))) // of a key that is long enough
	box, _ := cipher.NewGCM(block)
	return box
}
