package discord

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"runtime/debug"
	"strings"
	"sync"

	"beirat/chat"
)

// hearing is the work of one Listen: what people do, each one's in its order,
// all of them side by side.
type hearing struct {
	*Discord
	host    Host
	begun   context.Context // of what was begun: it outlives the listening
	working sync.WaitGroup
	turns   turns
	slots   chan struct{} // so many things are in hand at once
}

// inHandAtOnce is far more than people can do. Beyond it something is wrong, and
// what comes is left to Discord, which tells the person that nobody answered.
const inHandAtOnce = 2048

// Listen registers the commands and hears what people do, and answers them,
// until the context ends and what was begun is done. The error is one that
// nobody but the operator can mend, and says how.
func (d *Discord) Listen(ctx context.Context, host Host) error {
	h := &hearing{Discord: d, host: host, begun: context.WithoutCancel(ctx), slots: make(chan struct{}, inHandAtOnce)}
	registering, enough := context.WithCancel(ctx)
	defer h.working.Wait()
	defer enough() // what cannot be heard of need not be registered
	h.working.Go(func() { d.register(registering) })
	return d.hear(ctx, h.take)
}

// take begins what the gateway tells, and returns at once.
func (h *hearing) take(told delivery) {
	switch told.kind {
	case "INTERACTION_CREATE":
		var i interaction
		if err := json.Unmarshal(told.data, &i); err != nil {
			h.log.Error("what a person did is not understood", "kind", fmt.Sprintf("%T", err))
			return
		}
		if i.by().ID != "" && h.done.First("interaction/"+i.ID, true) {
			h.people.locales.Keep(i.by().ID, i.Locale)
			h.takeInteraction(begin(i))
		}
	case "MESSAGE_CREATE":
		var m message
		if err := json.Unmarshal(told.data, &m); err != nil {
			h.log.Error("what a person wrote is not understood", "kind", fmt.Sprintf("%T", err))
			return
		}
		if meant(m) && h.done.First("message/"+m.ID, true) {
			turn := h.turns.queue(m.Author.ID)
			h.begin(turn, func(ctx context.Context) error { return h.typed(ctx, m, turn) })
		}
	}
}

func (h *hearing) takeInteraction(x *exchange) {
	if x.Type == didComplete { // it changes nothing, and cannot wait for its turn
		h.begin(turn{}, func(ctx context.Context) error { return h.complete(ctx, h.host, x) })
		return
	}
	x.turn = h.turns.queue(x.account())
	h.begin(x.turn, func(ctx context.Context) error {
		defer h.silence(x)
		return h.meet(ctx, x)
	})
}

// begin does something beside everything else. A panic is ours and ends only it.
func (h *hearing) begin(t turn, do func(context.Context) error) {
	select {
	case h.slots <- struct{}{}:
	default:
		t.end()
		h.log.Error("too much is in hand at once; what a person did is not answered", "in hand", inHandAtOnce)
		return
	}
	h.inHand.begin()
	h.working.Go(func() {
		defer h.inHand.end()
		ctx, cancel := context.WithTimeout(h.begun, handleTime)
		defer cancel()
		defer func() { <-h.slots }()
		defer t.end()
		defer func() {
			if broken := recover(); broken != nil { // its value may hold what a person chose
				h.log.Error("what a person did broke the program's answer", "kind", fmt.Sprintf("%T", broken), "calls", calls(debug.Stack()))
			}
		}()
		if err := do(ctx); err != nil {
			h.log.Error("what a person did is not answered", "error", err)
		}
	})
}

// silence ends a panic over what may be confidential: the place where it came to
// that may tell what somebody chose. It is deferred.
func (h *hearing) silence(x *exchange) {
	broken := recover()
	switch {
	case broken == nil:
	case h.confidential(x):
		h.log.Error("what a person did, which is confidential, broke the program's answer")
	default:
		panic(broken)
	}
}

// calls are the places of a stack, without the values that were passed.
func calls(stack []byte) string {
	var places []string
	for line := range strings.Lines(string(stack)) {
		if place, is := strings.CutPrefix(line, "\t"); is {
			place, _, _ = strings.Cut(strings.TrimSpace(place), " ")
			places = append(places, place)
		}
	}
	return strings.Join(places, " ")
}

// meet answers a command, a press or a form. Of several programs that are told
// of it one does.
func (h *hearing) meet(ctx context.Context, x *exchange) error {
	if h.elsewhere(x) {
		h.give(ctx)
	}
	first, _, _, err := h.options.Memory.Once(ctx, Name, "interaction/"+x.ID, "")
	if err != nil {
		return errors.Join(fmt.Errorf("looking whether it was done before: %w", err), h.turnedDown(ctx, x, "discord.down"))
	}
	if !first {
		return nil
	}
	switch x.Type {
	case didCommand:
		return h.command(ctx, x)
	case didPress:
		err = h.press(ctx, x)
	case didSubmit:
		err = h.submit(ctx, x)
	}
	if errors.Is(err, errSeal) {
		return h.turnedDown(ctx, x, "discord.too_old")
	}
	return err
}

// turnedDown tells a person that what they pressed does nothing.
func (h *hearing) turnedDown(ctx context.Context, x *exchange, key string) error {
	b := empty()
	b.Content = markdown(x.language()).Say(key, nil)
	return h.whisper(ctx, x, []body{b})
}

// command carries out a command as it was registered.
func (h *hearing) command(ctx context.Context, x *exchange) error {
	do, known := h.commands.said(x.interaction)
	if !known { // of an earlier or later program
		return h.turnedDown(ctx, x, "discord.too_old")
	}
	x.event.Files = h.attached(maps.Values(x.Data.Resolved.Attachments))
	return h.carryOut(ctx, x, do)
}

// press does what a button, or what was chosen in a list, means.
func (h *hearing) press(ctx context.Context, x *exchange) error {
	kind, held, err := h.meant(x)
	if err != nil {
		return err
	}
	switch kind {
	case openIDs:
		return h.reopen(ctx, x, held)
	case sendIDs:
		return h.sendAsItIs(ctx, x, held)
	}
	action, err := h.actionOf(ctx, kind, held)
	if err != nil {
		return err
	}
	return h.carryOut(ctx, x, chat.Press{Action: action})
}

func (h *hearing) carryOut(ctx context.Context, x *exchange, do chat.Do) error {
	reply, err := h.act(ctx, h.host, x, do)
	if err != nil {
		return err
	}
	return h.answer(ctx, h.host, x, reply)
}
