package discord

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"net/url"
	"strconv"
	"strings"

	"beirat/chat"
)

// idMost is how many characters what a button carries may have.
const idMost = 100

// What a custom id begins with: what the rest is.
const (
	inIDs     = "a" // an action, all of it
	keptIDs   = "k" // the name under which an action is kept
	openIDs   = "o" // the name of a form that the button opens
	sendIDs   = "s" // the name of a form that the button sends as it is
	formIDs   = "f" // the name of a form that was opened
	listIDs   = "l" // a list: the choice is what was meant
	macLength = 10  // characters, 60 bits: what is guessed is refused, and each guess costs a click
)

var errSeal = errors.New("what the button carries is not ours")

// seal makes what we give away and get back ours. Discord tells us truly who
// pressed; that the action is one of ours, and a private one that person's, it
// does not promise. It is safe for concurrent use.
type seal struct {
	ids, names, nonces, proofs, ciphers, places, boxes []byte // keys
}

func newSeal(secret []byte) seal {
	key := func(purpose string) []byte {
		sum := hmac.New(sha256.New, secret)
		sum.Write([]byte("beirat discord " + purpose))
		return sum.Sum(nil)
	}
	return seal{
		ids: key("id"), names: key("name"), nonces: key("nonce"), proofs: key("proof"), ciphers: key("cipher"),
		places: key("place"), boxes: key("box"),
	}
}

func mac(key []byte, text string, length int) string {
	sum := hmac.New(sha256.New, key)
	sum.Write([]byte(text))
	return base64.RawURLEncoding.EncodeToString(sum.Sum(nil))[:length]
}

// id is a custom id: its kind, its seal, and what it holds. With an account it is
// theirs alone.
func (s seal) id(kind, account, held string) string {
	return kind + mac(s.ids, kind+"\x00"+account+"\x00"+held, macLength) + held
}

// open is what a custom id holds that this account sends. What follows the last
// "~" only tells it from its twin in the same message.
func (s seal) open(id, account string) (kind, held string, err error) {
	if at := strings.LastIndexByte(id, '~'); at > 0 {
		id = id[:at]
	}
	if held, ours := s.disclose(account, id); ours {
		return closedIDs, held, nil
	}
	if len(id) < 1+macLength {
		return "", "", errSeal
	}
	kind, held = id[:1], id[1+macLength:]
	for _, whose := range []string{"", account} {
		if hmac.Equal([]byte(s.id(kind, whose, held)), []byte(id)) {
			return kind, held, nil
		}
	}
	return "", "", errSeal
}

// nonce is the same for the same key, and nobody else can take it before us.
func (s seal) nonce(key string) string { return mac(s.nonces, key, nonceMost) }

// nonceMost is how many characters Discord takes.
const nonceMost = 25

// idOf is the custom id of a button; what is too long for it is kept.
func (d *Discord) idOf(ctx context.Context, a chat.Action, account string) (string, error) {
	if kind, is := strings.CutPrefix(a.Name, formAction); is {
		return d.seal.id(kind, account, a.Args["form"]), nil
	}
	if a.Confidential {
		return d.confide(a, account), nil
	}
	written := written(a)
	if id := d.seal.id(inIDs, account, written); len(id) <= idMost-twinMost {
		return id, nil
	}
	name := mac(d.seal.names, written, 24)
	content, err := json.Marshal(a)
	if err == nil {
		err = d.keepAction(ctx, name, content)
	}
	if err != nil {
		return "", fmt.Errorf("keeping what a button does: %w", err)
	}
	return d.seal.id(keptIDs, account, name), nil
}

// keepAction keeps an action unless it was kept before.
func (d *Discord) keepAction(ctx context.Context, name string, content []byte) error {
	if _, is := d.kept.Recall(name); is {
		return nil
	}
	err := d.options.Memory.Remember(ctx, Name, "action/"+d.seal.place(name), d.seal.hide(name, content))
	if err == nil {
		d.kept.Keep(name, true)
	}
	return err
}

// twinMost is the room for what tells two buttons with the same meaning apart.
const twinMost = 3

// distinct gives each custom id of a message once.
func distinct(rows []component) {
	seen := map[string]int{}
	for _, row := range rows {
		for i := range row.Components {
			id := &row.Components[i].CustomID
			if n := seen[*id]; n > 0 {
				seen[*id]++
				*id += "~" + strconv.Itoa(n)
				continue
			}
			seen[*id] = 1
		}
	}
}

// actionOf is what a button with that custom id does when this account presses it.
func (d *Discord) actionOf(ctx context.Context, kind, held string) (chat.Action, error) {
	switch kind {
	case inIDs:
		return read(held)
	case closedIDs:
		return d.confided(held)
	case keptIDs:
	default:
		return chat.Action{}, errSeal
	}
	hidden, known, err := d.options.Memory.Recall(ctx, Name, "action/"+d.seal.place(held))
	switch {
	case err != nil:
		return chat.Action{}, fmt.Errorf("recalling what a button does: %w", err)
	case !known:
		return chat.Action{}, errSeal
	}
	var a chat.Action
	content, err := d.seal.reveal(held, hidden)
	if err == nil {
		err = json.Unmarshal(content, &a)
	}
	if err != nil {
		return chat.Action{}, fmt.Errorf("recalling what a button does: %w", err)
	}
	return a, nil
}

// written is an action in few characters: "poll.vote?choice=yes&poll=12".
func written(a chat.Action) string {
	values := url.Values{}
	for name, value := range a.Args {
		values.Set(name, value)
	}
	text := a.Name
	if len(values) > 0 {
		text += "?" + strings.ReplaceAll(values.Encode(), "~", "%7E") // what follows a "~" is cut off
	}
	return text
}

func read(text string) (chat.Action, error) {
	name, query, _ := strings.Cut(text, "?")
	values, err := url.ParseQuery(query)
	if err != nil {
		return chat.Action{}, errSeal
	}
	a := chat.Action{Name: name}
	for name := range values {
		if a.Args == nil {
			a.Args = map[string]string{}
		}
		a.Args[name] = values.Get(name)
	}
	return a, nil
}
