// Package bot is the running program: it turns what people do into commands of
// the book (dispatch), does what was planned (worker), keeps shown messages
// true, and wires features, storage and platforms together into the
// subcommands of the binary. What a poll or a seat means is not its business.
package bot

import (
	"log/slog"
	"sync"
	"time"

	"beirat/board"
	"beirat/chat"
	"beirat/commands"
	"beirat/commands/boards"
	"beirat/pictures"
	"beirat/storage"
	"beirat/web"
)

// Bot is one running program on one database, with the platforms it serves.
type Bot struct {
	features
	db        *storage.DB
	book      *commands.Book
	platforms map[string]chat.Platform
	off       sync.Map // names of those that refuse the program for good
	log       *slog.Logger
	metrics   *web.Metrics
	work      map[string]work
	writers   map[string]writer // of letters, by kind of job
	views     map[string]view   // by kind of entity
	alone     bool
	tempo     tempo
	lease     time.Duration // how long a claimed job is ours
	uploads   uploads
	cleaner   pictures.Cleaner
	turns     [64]sync.Mutex // order per person: what one does happens one after the other
}

// Options are what a Bot is made of besides the database.
type Options struct {
	Platforms []chat.Platform
	Prefix    string // of triggers
	Typed     bool   // no command and no button reaches the program: people type lines to it
	Site      string // where people reach the program's pages, without a slash at its end; empty: they do not
	// CustomDays are local customs that are told of a proposed date.
	CustomDays []board.CustomDay
	Log        *slog.Logger
	Metrics    *web.Metrics

	// alone: no other program works on the database, so what a killed one had
	// in hand is taken up at once.
	alone bool
	tempo tempo
}

// before is what stands before a trigger that people type.
func (o Options) before() string {
	prefix := "/"
	if o.Typed {
		prefix = ""
	}
	if o.Prefix != "" {
		prefix += o.Prefix + "-"
	}
	return prefix
}

// New wires the program. The error is a mistake of the program's own: a
// declaration in the book that cannot be.
func New(db *storage.DB, o Options) (*Bot, error) {
	b := &Bot{db: db, log: o.Log, metrics: o.Metrics, alone: o.alone, tempo: o.tempo, lease: lease, platforms: map[string]chat.Platform{}}
	b.cleaner.Most = board.MostAttachment
	b.tempo.hands = max(1, b.tempo.hands)
	if b.tempo.rest == nil {
		b.tempo.rest = wait
	}
	b.features = newFeatures(db, boards.Offers{Word: commands.Word(o.before()), Typed: o.Typed})
	b.polls.Settle, b.polls.Typed = b.tempo.settle, o.Typed
	b.feedback.Settle, b.feedback.Typed = b.tempo.settle, o.Typed
	b.evaluation.Typed = o.Typed
	b.meetings.Custom, b.dates.Custom = o.CustomDays, o.CustomDays
	b.calendars.Site = o.Site
	b.boards.LastNews = b.lastNews
	book, err := b.features.book()
	if err != nil {
		return nil, err
	}
	if b.book = book.WithPrefix(o.Prefix); o.Typed {
		b.book = b.book.WithoutSlash()
	}
	for _, platform := range o.Platforms {
		b.platforms[platform.Name()] = platform
	}
	if b.log == nil {
		b.log = slog.New(slog.DiscardHandler)
	}
	if b.metrics == nil {
		b.metrics = web.NewMetrics(Version(), db.Now)
	}
	b.writers, b.work = b.letters(), b.works()
	b.views = b.features.views()
	return b, nil
}

// newBook is every command of every feature.
// Book is the book of commands, for prompts and the manual.
func (b *Bot) Book() *commands.Book { return b.book }
