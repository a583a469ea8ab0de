package fakediscord_test

import (
	"errors"
	"testing"
	"time"

	"github.com/gorilla/websocket"

	"beirat/internal/fakediscord"
)

// closes reads until the connection is closed, and wants this code.
func (k *wire) closes(code int) {
	k.t.Helper()
	for {
		_, err := k.read()
		var closed *websocket.CloseError
		switch {
		case err == nil:
		case !errors.As(err, &closed):
			k.t.Fatalf("cut by %v, want the code %d", err, code)
		case closed.Code != code:
			k.t.Fatalf("closed with %d %s, want %d", closed.Code, closed.Text, code)
		default:
			return
		}
	}
}

func (w *town) says(t *testing.T, text string) {
	t.Helper()
	if err := w.eva.Write(within(t), w.app.Place(), text); err != nil {
		t.Fatal(err)
	}
}

// written is the text of the next message that the bot is told of.
func (k *wire) written() string {
	k.t.Helper()
	var m struct{ Content string }
	decode(k.t, k.next(0, "MESSAGE_CREATE").Data, &m)
	return m.Content
}

func (w *town) resume(t *testing.T, session string, sequence int64) *wire {
	t.Helper()
	k := w.dial(t)
	k.send(6, fields{"token": w.app.Token, "session_id": session, "seq": sequence})
	return k
}

func TestASessionIsTakenUpAgain(t *testing.T) {
	w := newTown(t, fakediscord.Options{})
	k, session := w.identify(t)
	w.says(t, "eins")
	h := k.next(0, "MESSAGE_CREATE")
	k.socket.Close()
	if err := w.Until(within(t), func() bool { return w.Gateways() == 0 }); err != nil {
		t.Fatal(err)
	}
	w.says(t, "zwei")
	w.says(t, "drei")
	again := w.resume(t, session, h.Sequence)
	if a, b := again.written(), again.written(); a != "zwei" || b != "drei" {
		t.Errorf("told %q and %q, want what was missed", a, b)
	}
	again.next(0, "RESUMED")
	if w.Identifies() != 1 || w.Resumes() != 1 || w.Gateways() != 1 {
		t.Errorf("%d identifies, %d resumes, %d gateways", w.Identifies(), w.Resumes(), w.Gateways())
	}
	w.peaceful(t)
}

func TestASessionThatWasEndedCannotBeTakenUp(t *testing.T) {
	w := newTown(t, fakediscord.Options{})
	k, session := w.identify(t)
	message := websocket.FormatCloseMessage(websocket.CloseNormalClosure, "")
	if err := k.socket.WriteControl(websocket.CloseMessage, message, time.Now().Add(time.Second)); err != nil {
		t.Fatal(err)
	}
	if err := w.Until(within(t), func() bool { return w.Gateways() == 0 }); err != nil {
		t.Fatal(err)
	}
	again := w.resume(t, session, 1)
	if h := again.next(9, ""); string(h.Data) != "false" {
		t.Errorf("op 9 says %s", h.Data)
	}
	again.send(2, fields{"token": w.app.Token, "intents": intents, "properties": fields{}})
	again.next(0, "READY")
	w.peaceful(t)
}

func TestTheGatewayRefuses(t *testing.T) {
	for _, c := range []struct {
		name string
		op   int
		data func(*town) any
		code int
	}{
		{"a wrong token", 2, func(*town) any { return fields{"token": "x", "intents": 1, "properties": fields{}} }, 4004},
		{"a privileged intent", 2, func(w *town) any {
			return fields{"token": w.app.Token, "intents": 1 << 15, "properties": fields{}}
		}, 4014},
		{"an intent that does not exist", 2, func(w *town) any {
			return fields{"token": w.app.Token, "intents": 1 << 30, "properties": fields{}}
		}, 4013},
		{"an IDENTIFY without intents", 2, func(w *town) any { return fields{"token": w.app.Token} }, 4002},
		{"an unknown operation", 99, func(*town) any { return nil }, 4001},
		{"a presence of nobody", 3, func(*town) any { return nil }, 4003},
	} {
		t.Run(c.name, func(t *testing.T) {
			w := newTown(t, fakediscord.Options{})
			k := w.dial(t)
			k.send(c.op, c.data(w))
			k.closes(c.code)
		})
	}
}

func TestHeartbeatsAreAnsweredAndWanted(t *testing.T) {
	w := newTown(t, fakediscord.Options{Heartbeat: 20 * time.Millisecond})
	k, _ := w.identify(t)
	k.send(1, 1)
	k.next(11, "")
	w.Break(fakediscord.Fault{Kind: fakediscord.NoAcks})
	k.send(1, 1)
	w.says(t, "eins")
	for {
		h, err := k.read()
		if err != nil || h.Op == 11 {
			t.Fatalf("got %+v, %v", h, err)
		}
		if h.Kind == "MESSAGE_CREATE" {
			break
		}
	}
	if err := w.Until(within(t), func() bool { return w.Gateways() == 0 }); err != nil {
		t.Error("a connection without heartbeats stays")
	}
}

func TestTheStartLimitCounts(t *testing.T) {
	w := newTown(t, fakediscord.Options{})
	w.app.Starts(1)
	w.identify(t)
	limit := w.must(t, "GET", "/gateway/bot", nil).body["session_start_limit"].(fields)
	if limit["remaining"] != 0.0 {
		t.Errorf("%v are left", limit["remaining"])
	}
	k := w.dial(t)
	k.send(2, fields{"token": w.app.Token, "intents": intents, "properties": fields{}})
	k.closes(4004)
	if len(w.Violations()) != 1 {
		t.Errorf("the violations are %q", w.Violations())
	}
}

func TestTooManyOperationsEndAConnection(t *testing.T) {
	w := newTown(t, fakediscord.Options{})
	k, _ := w.identify(t)
	for range 120 {
		k.send(1, 1)
	}
	k.closes(4008)
}

func TestMishapsOfTheGateway(t *testing.T) {
	identify := func(w *town, k *wire) {
		k.send(2, fields{"token": w.app.Token, "intents": intents, "properties": fields{}})
	}
	for _, c := range []struct {
		name  string
		fault fakediscord.Fault
		next  func(*testing.T, *town, *wire)
	}{
		{"dropped", fakediscord.Fault{Kind: fakediscord.Drop}, func(t *testing.T, w *town, k *wire) {
			for {
				if _, err := k.read(); websocket.IsCloseError(err, 1006) || err != nil {
					return
				}
			}
		}},
		{"asked to reconnect", fakediscord.Fault{Kind: fakediscord.AskReconnect}, func(t *testing.T, w *town, k *wire) { k.next(7, "") }},
		{"invalid", fakediscord.Fault{Kind: fakediscord.Invalid}, func(t *testing.T, w *town, k *wire) {
			k.next(9, "")
			identify(w, k)
			k.next(0, "READY")
		}},
		{"closed for ever", fakediscord.Fault{Kind: fakediscord.CloseWith, Code: 4013}, func(t *testing.T, w *town, k *wire) { k.closes(4013) }},
		{"the next one is asked to reconnect", fakediscord.Fault{Kind: fakediscord.AskReconnect, Next: true}, func(t *testing.T, w *town, k *wire) {
			again, _ := w.identify(t)
			again.next(7, "")
		}},
		{"the next one is invalid, the one after not", fakediscord.Fault{Kind: fakediscord.Invalid, Next: true}, func(t *testing.T, w *town, k *wire) {
			again := w.dial(t)
			identify(w, again)
			again.next(9, "")
			identify(w, again)
			again.next(0, "READY")
		}},
		{"the next one is dropped", fakediscord.Fault{Kind: fakediscord.Drop, Next: true}, func(t *testing.T, w *town, k *wire) {
			again, _ := w.identify(t)
			for {
				if _, err := again.read(); err != nil {
					return
				}
			}
		}},
		{"mute", fakediscord.Fault{Kind: fakediscord.Mute}, func(t *testing.T, w *town, k *wire) {
			w.says(t, "eins")
			other, _ := w.identify(t)
			w.says(t, "zwei")
			if got := other.written(); got != "zwei" {
				t.Errorf("told %q", got)
			}
		}},
		{"told two times", fakediscord.Fault{Kind: fakediscord.Twice, Times: 1}, func(t *testing.T, w *town, k *wire) {
			w.says(t, "eins")
			w.says(t, "zwei")
			if a, b, c := k.written(), k.written(), k.written(); a != "eins" || b != "eins" || c != "zwei" {
				t.Errorf("told %q, %q, %q", a, b, c)
			}
		}},
		{"told in the wrong order", fakediscord.Fault{Kind: fakediscord.Swapped, Times: 1}, func(t *testing.T, w *town, k *wire) {
			w.says(t, "eins")
			w.says(t, "zwei")
			if a, b := k.written(), k.written(); a != "zwei" || b != "eins" {
				t.Errorf("told %q, %q", a, b)
			}
		}},
		{"not to be reached", fakediscord.Fault{Kind: fakediscord.Unreachable}, func(t *testing.T, w *town, k *wire) {
			url := w.must(t, "GET", "/gateway", nil).body["url"].(string)
			if _, _, err := websocket.DefaultDialer.Dial(url, nil); err == nil {
				t.Error("the gateway takes a connection")
			}
			w.Mend()
			w.identify(t)
		}},
	} {
		t.Run(c.name, func(t *testing.T) {
			w := newTown(t, fakediscord.Options{})
			k, _ := w.identify(t)
			w.Break(c.fault)
			c.next(t, w, k)
			w.peaceful(t)
		})
	}
}

func TestASessionThatIsForgotten(t *testing.T) {
	w := newTown(t, fakediscord.Options{})
	k, session := w.identify(t)
	k.socket.Close()
	w.Break(fakediscord.Fault{Kind: fakediscord.Forgets, Times: 1})
	w.resume(t, session, 1).next(9, "")
	w.resume(t, session, 1).next(0, "RESUMED")
}
