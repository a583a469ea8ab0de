package mattermost

import (
	"bytes"
	"crypto/aes"
	"crypto/cipher"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"errors"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"beirat/chat"
)

// seal makes what we give away and get back ours: actions of buttons, states
// of forms, marks of posts. Nobody reads the state of a form, or an action that
// is one person's or confidential; what is everybody's can be read. It is safe
// for concurrent use.
type seal struct {
	actions, closed, states, marks []byte // keys
}

// sealed is how an action travels: under "do" in a button's context, or as the
// value of an option of a select.
const sealed = "do"

// version stands in every seal; another one is of another program. Earlier
// programs sealed a person's own actions like everybody's.
const (
	version       = "1"
	closedVersion = "2" // of an action that nobody reads
)

// closedStep is how many bytes a closed action has, or a multiple: far more
// than there are in one, so that its size does not tell yes from abstain.
const closedStep = 1024

// stateAge is how long a form may stay open.
const stateAge = 30 * time.Minute

var errSeal = errors.New("seal does not fit")

func newSeal(secret []byte) seal {
	key := func(purpose string) []byte {
		sum := hmac.New(sha256.New, secret)
		sum.Write([]byte("beirat mattermost " + purpose))
		return sum.Sum(nil)
	}
	return seal{actions: key("action"), closed: key("closed action"), states: key("state"), marks: key("mark")}
}

// action is the context of a button. With a user it is theirs alone; without
// one it is everybody's, and holds only in a post of ours.
func (s seal) action(a chat.Action, user string) map[string]any {
	return map[string]any{sealed: s.option(a, user)}
}

// option is the value of an option of a select, bound as in action.
func (s seal) option(a chat.Action, user string) string {
	body, _ := json.Marshal(a) // strings only: never fails
	if user != "" || a.Confidential {
		return closedVersion + "." + s.close(body, user)
	}
	return version + "." + base64.RawURLEncoding.EncodeToString(body) + "." +
		base64.RawURLEncoding.EncodeToString(s.sign(a, user))
}

// close makes an action one that nobody reads, and that opens for its user.
// Two are never the same, and all of a usual size are equally long.
func (s seal) close(body []byte, user string) string {
	body = append(body, bytes.Repeat([]byte(" "), closedStep-len(body)%closedStep)...)
	return base64.RawURLEncoding.EncodeToString(box(s.closed).Seal(nil, nil, body, []byte(closedVersion+user)))
}

// openClosed is the action that was closed, and whether it is bound to the user.
func (s seal) openClosed(value, user string) (a chat.Action, bound bool, err error) {
	raw, err := base64.RawURLEncoding.DecodeString(value)
	if err != nil {
		return a, false, errSeal
	}
	body, err := box(s.closed).Open(nil, nil, raw, []byte(closedVersion+user))
	if bound = user != "" && err == nil; !bound {
		body, err = box(s.closed).Open(nil, nil, raw, []byte(closedVersion))
	}
	if err != nil {
		return a, false, errSeal
	}
	if err := json.Unmarshal(body, &a); err != nil {
		return chat.Action{}, false, errSeal
	}
	return a, bound, nil
}

// openAction is the action that was sealed, and whether it is bound to the user.
func (s seal) openAction(value, user string) (a chat.Action, bound bool, err error) {
	if rest, is := strings.CutPrefix(value, closedVersion+"."); is {
		return s.openClosed(rest, user)
	}
	parts := strings.Split(value, ".")
	if len(parts) != 3 || parts[0] != version {
		return a, false, errSeal
	}
	body, err := base64.RawURLEncoding.DecodeString(parts[1])
	if err != nil {
		return a, false, errSeal
	}
	mac, err := base64.RawURLEncoding.DecodeString(parts[2])
	if err != nil {
		return a, false, errSeal
	}
	if err := json.Unmarshal(body, &a); err != nil {
		return chat.Action{}, false, errSeal
	}
	a.Confidential = false // no seal is over it: what is so was never readable
	switch {
	case user != "" && hmac.Equal(mac, s.sign(a, user)):
		return a, true, nil
	case hmac.Equal(mac, s.sign(a, "")):
		return a, false, nil
	}
	return chat.Action{}, false, errSeal
}

// sign is over the meaning, not the bytes: each part with its length before it.
func (s seal) sign(a chat.Action, user string) []byte {
	sum := hmac.New(sha256.New, s.actions)
	part := func(text string) {
		sum.Write([]byte(strconv.Itoa(len(text)) + ":" + text))
	}
	part(version)
	part(user)
	part(a.Name)
	for _, name := range slices.Sorted(maps.Keys(a.Args)) {
		part(name)
		part(a.Args[name])
	}
	return sum.Sum(nil)
}

// mark is a name that nobody else can guess, the same for the same value.
func (s seal) mark(value string) string {
	sum := hmac.New(sha256.New, s.marks)
	sum.Write([]byte(value))
	return hex.EncodeToString(sum.Sum(nil)[:16])
}

// state is what a form remembers while it is open.
type state struct {
	User     string            `json:"user"`
	Command  string            `json:"command"`
	Fixed    map[string]string `json:"fixed,omitempty"`
	Fields   []stateField      `json:"fields"` // those that were asked for
	Server   string            `json:"server,omitempty"`
	Channel  string            `json:"channel,omitempty"`
	Language string            `json:"language,omitempty"`
	Nonce    string            `json:"nonce"`
	Expires  int64             `json:"expires"` // Unix seconds, by wall time
}

// stateField is a field that was asked for, with its name as people read it.
type stateField struct {
	Name         string `json:"name"`
	Label        string `json:"label"`
	Confidential bool   `json:"confidential,omitempty"`
}

// confidential tells whether nothing may be kept of what the form says.
func (st state) confidential() bool {
	return slices.ContainsFunc(st.Fields, func(f stateField) bool { return f.Confidential })
}

// state gives a form's state its nonce and its end, and seals it: nobody can
// read or change it.
func (s seal) state(st state, now time.Time) string {
	st.Nonce, st.Expires = rand.Text(), now.Add(stateAge).Unix()
	body, _ := json.Marshal(st) // strings and a number: never fails
	return base64.RawURLEncoding.EncodeToString(box(s.states).Seal(nil, nil, body, []byte(version)))
}

// openState is a state that we sealed. Whether it is over is not asked.
func (s seal) openState(value string) (state, error) {
	raw, err := base64.RawURLEncoding.DecodeString(value)
	if err != nil {
		return state{}, errSeal
	}
	body, err := box(s.states).Open(nil, nil, raw, []byte(version))
	if err != nil {
		return state{}, errSeal
	}
	var st state
	if err := json.Unmarshal(body, &st); err != nil {
		return state{}, errSeal
	}
	return st, nil
}

func box(key []byte) cipher.AEAD {
	block, err := aes.NewCipher(key)
	if err != nil {
		panic(err) // the key is always 32 bytes long
	}
	box, err := cipher.NewGCMWithRandomNonce(block)
	if err != nil {
		panic(err) // as above
	}
	return box
}
