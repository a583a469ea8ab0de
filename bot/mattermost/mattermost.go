// Package mattermost is the board on a Mattermost server: it turns what the
// server calls back with and what it tells over the websocket into the
// vocabulary of package chat, and messages, forms and answers into posts,
// dialogs and replies. Everything that comes in is taken for forged until it is
// proved (docs/adr/0007-what-a-callback-proves.md). It decides nothing about a
// board, and what it must know after a restart it keeps in a Memory.
package mattermost

import (
	"context"
	"log/slog"
	"net/netip"
	"sync/atomic"
	"time"

	"beirat/bot/kept"
	"beirat/chat"
	"beirat/words"
)

// Name is the platform's name in the database.
const Name = "mattermost"

// Options are what the adapter is made of.
type Options struct {
	URL      string         // of the server, without a slash at its end
	Token    string         // of the bot's account
	Callback string         // where the server reaches us, without a slash at its end
	Networks []netip.Prefix // from where callbacks are taken; empty: from everywhere
	Secret   []byte         // seals what buttons and forms carry; the same for all replicas
	Memory   Memory
	Log      *slog.Logger // nil: nobody reads it
	// Line writes what a button does as a line that a person types to the bot;
	// ok is false if no line does it. It is asked where there is no Callback;
	// nil: buttons stay, and do nothing there.
	Line func(ctx context.Context, l words.Language, a chat.Action) (line string, ok bool, err error)
}

// Memory is what the adapter needs to keep over a restart and to share with
// other replicas.
type Memory interface {
	Remember(ctx context.Context, space, name string, value []byte) error
	Recall(ctx context.Context, space, name string) ([]byte, bool, error)
	Recollect(ctx context.Context, space, prefix string) (map[string][]byte, error)
	// Once claims a key that may be used once. first: nobody had claimed it,
	// and the caller does what it stands for. Otherwise body is what it was
	// claimed with, and answer what was answered then; nil if nothing is yet.
	Once(ctx context.Context, space, key, body string) (first bool, was string, answer []byte, err error)
	// Answered keeps what was answered to a claimed key.
	Answered(ctx context.Context, space, key string, answer []byte) error
}

// Host is the program behind the adapter.
type Host interface {
	Handle(ctx context.Context, e chat.Event) chat.Reply
	InWords(l words.Language, f *chat.Form) chat.Message // where no form can open
}

// Mattermost is one bot account on one server; it serves every team there. Its
// methods may be called at the same time.
type Mattermost struct {
	options Options
	log     *slog.Logger
	server  *client
	people  *people
	posts   *posts
	seal    seal
	pulse   time.Duration // between two questions whether the server still tells us what happens
	heard   atomic.Bool   // the server tells us what happens

	triggers *triggers
	tokens   *tokens
	places   *places
	answers  *kept.Things[replied] // to commands and clicks, and to confidential forms, by the keys of their claims
}

// New makes the adapter. It calls nobody: the server may be down, and who the
// bot is, is asked when it matters first.
func New(o Options) *Mattermost {
	log := o.Log
	if log == nil {
		log = slog.New(slog.DiscardHandler)
	}
	server := newClient(o.URL, o.Token)
	return &Mattermost{
		options: o,
		log:     log,
		server:  server,
		people:  newPeople(server),
		posts:   newPosts(),
		seal:    newSeal(o.Secret),
		pulse:   pulseEvery,

		triggers: newTriggers(server),
		tokens:   &tokens{memory: o.Memory},
		places:   newPlaces(),
		answers:  kept.New[replied](answersMost, triggerAge+triggerSkew),
	}
}

// Name is the platform's machine name.
func (m *Mattermost) Name() string { return Name }

// Connected tells whether the server tells us what people write.
func (m *Mattermost) Connected() bool { return m.heard.Load() }
