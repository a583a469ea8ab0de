package discord

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"strings"

	"beirat/chat"
)

// What a confidential button carries is encrypted, for its person alone where it
// is theirs: Discord is told with every click which custom id was pressed, and of
// a secret ballot that id is to say nothing. All are equally long, and no two are
// alike. A custom id has little room, so the start of the cipher is made of what
// it encrypts and of four bytes by chance, and proves it (as RFC 5297 does).
const (
	closedIDs   = "c"
	closedFresh = 4  // bytes by chance
	closedProof = 12 // bytes
	closedMost  = 56 // bytes of an action; what is longer is kept in this process
)

// close is the custom id that holds a text of at most closedMost bytes.
func (s seal) close(account, held string) string {
	plain := make([]byte, closedFresh+closedMost)
	_, _ = rand.Read(plain[:closedFresh]) // which never fails
	copy(plain[closedFresh:], held)
	proof := s.proof(account, plain)
	return closedIDs + base64.RawURLEncoding.EncodeToString(append(proof, s.crypt(proof, plain)...))
}

// disclose is what close held; false if it is not ours, or another's.
func (s seal) disclose(account, id string) (held string, ours bool) {
	text, is := strings.CutPrefix(id, closedIDs)
	content, err := base64.RawURLEncoding.DecodeString(text)
	if !is || err != nil || len(content) != closedProof+closedFresh+closedMost {
		return "", false
	}
	proof := content[:closedProof]
	plain := s.crypt(proof, content[closedProof:])
	for _, whose := range []string{"", account} {
		if hmac.Equal(s.proof(whose, plain), proof) {
			return strings.TrimRight(string(plain[closedFresh:]), "\x00"), true
		}
	}
	return "", false
}

func (s seal) proof(account string, plain []byte) []byte {
	sum := hmac.New(sha256.New, s.proofs)
	sum.Write([]byte(account + "\x00"))
	sum.Write(plain)
	return sum.Sum(nil)[:closedProof]
}

func (s seal) crypt(proof, text []byte) []byte {
	block, _ := aes.NewCipher(s.ciphers) // of a key that is long enough
	start := make([]byte, aes.BlockSize)
	copy(start, proof)
	out := make([]byte, len(text))
	cipher.NewCTR(block, start).XORKeyStream(out, text)
	return out
}

// keptSign begins what a closed id holds where the action is kept in the process
// that made it, for a while; no action is called so.
const keptSign = "="

// confide is the custom id of a confidential button.
func (d *Discord) confide(a chat.Action, account string) string {
	held := flat(a)
	if len(held) > closedMost || strings.Count(held, "\x00") != 2*len(a.Args) {
		name := rand.Text()
		d.secrets.Keep(name, a)
		held = keptSign + name
	}
	return d.seal.close(account, held)
}

// confided is what such a button does.
func (d *Discord) confided(held string) (chat.Action, error) {
	name, kept := strings.CutPrefix(held, keptSign)
	if !kept {
		return unflat(held), nil
	}
	a, is := d.secrets.Recall(name)
	if !is {
		return chat.Action{}, errSeal
	}
	return a, nil
}

// flat is an action in few bytes: its name, and each argument's name and value,
// with a zero between them. What has a zero of its own cannot be read back.
func flat(a chat.Action) string {
	parts := []string{a.Name}
	for name, value := range a.Args {
		parts = append(parts, name, value)
	}
	return strings.Join(parts, "\x00")
}

func unflat(held string) chat.Action {
	name, rest, more := strings.Cut(held, "\x00")
	a := chat.Action{Name: name, Confidential: true}
	for more {
		if a.Args == nil {
			a.Args = map[string]string{}
		}
		var value string
		name, rest, _ = strings.Cut(rest, "\x00") // an empty value at the end has lost its zero
		value, rest, more = strings.Cut(rest, "\x00")
		a.Args[name] = value
	}
	return a
}
