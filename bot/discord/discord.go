// Package discord is the board on Discord: it turns what the gateway tells
// (commands, buttons, forms, direct messages) into the vocabulary of package
// chat, and messages, forms and answers into what Discord shows. It needs no
// address at which it could be called. It decides nothing about a board, and
// what it must know after a restart it keeps in a Memory.
package discord

import (
	"context"
	"log/slog"
	"sync/atomic"
	"time"

	"beirat/bot/kept"
	"beirat/chat"
	"beirat/words"
)

// Name is the platform's name in the database.
const Name = "discord"

// Options are what the adapter is made of.
type Options struct {
	URL    string // of Discord, "https://discord.com", without a slash at its end
	Token  string // of the bot's account
	Secret []byte // seals what buttons carry; the same for all replicas
	Memory Memory
	Specs  []chat.Spec  // what is registered as commands
	Log    *slog.Logger // nil: nobody reads it
}

// Memory is what the adapter needs to keep over a restart and to share with
// other replicas.
type Memory interface {
	Remember(ctx context.Context, space, name string, value []byte) error
	Recall(ctx context.Context, space, name string) ([]byte, bool, error)
	// Once claims a key that may be used once, for a day or more. first: nobody
	// had claimed it, and the caller does what it stands for. Otherwise was is what
	// it was claimed with, and answer what was answered then; nil if nothing is yet.
	Once(ctx context.Context, space, key, body string) (first bool, was string, answer []byte, err error)
}

// Host is the program behind the adapter.
type Host interface {
	Handle(ctx context.Context, e chat.Event) chat.Reply
	// Suggest lists what a value that somebody is typing could become; Label is in
	// the language of the person.
	Suggest(ctx context.Context, e chat.Event, a chat.Asking) []chat.Choice
	InWords(l words.Language, f *chat.Form) chat.Message // where no form can open
}

// Discord is one application with its bot account; it serves every guild that
// invited it. Its methods may be called at the same time.
type Discord struct {
	options  Options
	log      *slog.Logger
	client   *client
	seal     seal
	people   *people
	heard    atomic.Bool // the gateway tells us what happens
	commands registry
	inHand   inHand
	forms    *kept.Things[form]        // those with a confidential value, which are kept nowhere else
	secrets  *kept.Things[chat.Action] // likewise, of buttons
	kept     *kept.Things[bool]        // names of actions that the memory has
	done     *kept.Things[bool]        // what was taken
	doubts   *kept.Things[bool]        // keys whose message may stand unheard
	sent     *kept.Things[bool]        // messages of which we heard, by reference
	threads  *kept.Things[bool]        // messages that have their thread, or may have none for now, by reference
}

const (
	inHandMost = 10_000
	takenMost  = 10_000           // the memory of all programs knows the others
	inHandLife = 15 * time.Minute // as long as Discord takes an answer
)

// New makes the adapter. It calls nobody: Discord may be down, and who the bot
// is, is asked when it matters first.
func New(o Options) *Discord {
	log := o.Log
	if log == nil {
		log = slog.New(slog.DiscardHandler)
	}
	client := newClient(o.URL, o.Token, log)
	return &Discord{
		options:  o,
		log:      log,
		client:   client,
		seal:     newSeal(o.Secret),
		people:   newPeople(client),
		commands: newRegistry(o.Specs),
		forms:    newForms(),
		secrets:  kept.New[chat.Action](inHandMost, inHandLife),
		kept:     kept.New[bool](inHandMost, 0),
		done:     kept.New[bool](takenMost, inHandLife),
		doubts:   kept.New[bool](inHandMost, 0),
		sent:     kept.New[bool](inHandMost, 0),
		threads:  kept.New[bool](inHandMost, threadLife),
	}
}

// Name is the platform's machine name.
func (d *Discord) Name() string { return Name }

// Connected tells whether the gateway tells us what people do.
func (d *Discord) Connected() bool { return d.heard.Load() }
