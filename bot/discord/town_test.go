package discord

import (
	"bytes"
	"context"
	"errors"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"beirat/chat"
	"beirat/internal/fakediscord"
	"beirat/storage"
	"beirat/words"
)

// everything is what the bot may do in the town's guild.
const everything = int64(viewChannel | sendMessages | embedLinks | attachFiles | readHistory | createThreads | manageEvents)

// town is the adapter between Discord and a program that only notes what
// reaches it.
type town struct {
	*testing.T
	*Discord
	server      *fakediscord.Server
	application *fakediscord.Application
	guild       *fakediscord.Guild
	rat         *fakediscord.Channel // the board's channel
	anna, bert  *fakediscord.User
	db          *storage.DB
	database    string // its address
	log         *safeBuffer
	wanted      string // what stands in a refusal that the test is about

	mu      sync.Mutex
	events  []chat.Event
	answer  func(chat.Event) chat.Reply
	suggest func(chat.Asking) []chat.Choice
}

// safeBuffer is written to by many.
type safeBuffer struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (b *safeBuffer) Write(p []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.b.Write(p)
}

func (b *safeBuffer) String() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.b.String()
}

// schema are the bodies that the real Discord takes; nil where they are not at hand.
func schema(t *testing.T) []byte {
	t.Helper()
	content, err := os.ReadFile("../../../shared/discord/bot-requests.json")
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		t.Fatal(err)
	}
	return content
}

// newTown is a stand whose adapter listens.
func newTown(t *testing.T, specs ...chat.Spec) *town {
	t.Helper()
	t.Parallel() // the library takes a second to leave
	s := &town{T: t, server: fakediscord.New(fakediscord.Options{Schema: schema(t)}), log: &safeBuffer{}}
	t.Cleanup(s.server.Close)
	t.Cleanup(func() {
		for _, violation := range s.server.Violations() {
			if s.wanted == "" || !strings.Contains(violation, s.wanted) {
				t.Errorf("Discord would refuse: %s", violation)
			}
		}
	})
	s.application = s.server.NewApplication("beirat")
	s.guild = s.server.NewGuild("Musterstadt")
	s.rat = s.guild.NewChannel("beirat")
	s.server.Invite(s.application, s.guild, everything)
	s.anna, s.bert = s.server.NewUser("anna", "de"), s.server.NewUser("bert", "en-GB")
	s.guild.Add(s.anna, true)
	s.guild.Add(s.bert, false)
	s.database = "sqlite:" + filepath.Join(t.TempDir(), "beirat.db")
	db, err := storage.Open(t.Context(), s.database, time.Now)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	if err := db.Migrate(t.Context()); err != nil {
		t.Fatal(err)
	}
	s.db = db
	s.answer = func(chat.Event) chat.Reply { return saying("gut") }
	s.Discord = s.adapter(specs...)
	s.listen(s.Discord)
	return s
}

// adapter is another program with the same account and database.
func (s *town) adapter(specs ...chat.Spec) *Discord {
	if len(specs) == 0 {
		specs = []chat.Spec{lineSpec(), pollSpec()}
	}
	return New(Options{URL: s.server.URL(), Token: s.application.Token, Secret: []byte("secret"), Memory: s.db,
		Specs: specs, Log: slog.New(slog.NewTextHandler(s.log, nil))})
}

// listen lets an adapter hear until stop, or the end of the test.
func (s *town) listen(d *Discord) (stop func()) {
	ctx, cancel := context.WithCancel(context.Background())
	over := make(chan struct{})
	go func() {
		defer close(over)
		if err := d.Listen(ctx, s); err != nil && ctx.Err() == nil {
			s.Errorf("listening: %v", err)
		}
	}()
	stop = sync.OnceFunc(func() { cancel(); <-over })
	s.Cleanup(stop)
	s.until(func() bool {
		registered, err := d.Registered(context.Background())
		return err == nil && registered && d.Connected()
	})
	return stop
}

// until waits until something is so, looking again with everything that happens.
func (s *town) until(so func() bool) {
	s.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), 20*time.Second)
	defer cancel()
	tick := time.NewTicker(5 * time.Millisecond)
	defer tick.Stop()
	for !so() {
		select {
		case <-ctx.Done():
			s.Fatalf("it does not come to that\n%s", s.log)
		case <-tick.C:
		}
	}
}

func lineSpec() chat.Spec {
	return chat.Spec{Path: "board.menu", Name: chat.Names{"de": "beirat", "en": "board"}, About: chat.Names{"de": "Was offen ist", "en": "What is open"}, Line: true,
		Params: []chat.Offered{{Name: "line", Typed: chat.Names{"de": "was", "en": "what"}, About: chat.Names{"de": "Was", "en": "What"}, Kind: chat.OfferWords}}}
}

func pollSpec() chat.Spec {
	names := func(de, en string) chat.Names { return chat.Names{"de": de, "en": en} }
	return chat.Spec{Path: "poll", Name: names("abstimmung", "poll"), About: names("Abstimmungen", "Polls"), Verbs: []chat.Spec{
		{Path: "poll.create", Name: names("neu", "new"), About: names("Eröffnet", "Opens"), Params: []chat.Offered{
			{Name: "question", Typed: names("frage", "question"), About: names("Frage", "Question"), Kind: chat.OfferWords, Max: 300},
			{Name: "majority", Typed: names("mehrheit", "majority"), About: names("Mehrheit", "Majority"), Kind: chat.OfferChoice,
				Choices: []chat.OfferedChoice{{Value: "simple", Label: names("einfach", "simple")}, {Value: "two_thirds", Label: names("zwei Drittel", "two thirds")}}},
			{Name: "closes", Typed: names("bis", "until"), About: names("Bis wann", "Until when"), Kind: chat.OfferWords, Asks: true},
			{Name: "secret", Typed: names("geheim", "secret"), About: names("Geheim", "Secret"), Kind: chat.OfferFlag},
			{Name: "quorum", Typed: names("quorum", "quorum"), About: names("Quorum", "Quorum"), Kind: chat.OfferNumber, Min: 1, Max: 99},
			{Name: "reporter", Typed: names("berichtet", "reporter"), About: names("Wer", "Who"), Kind: chat.OfferPerson},
		}},
	}}
}

// saying is a reply of paragraphs, in German.
func saying(paras ...string) chat.Reply {
	var m chat.Message
	for _, text := range paras {
		m = m.With(chat.Para{Text: chat.Written(text)})
	}
	return chat.Reply{Messages: []chat.Message{m}, Language: "de"}
}

// Handle, Suggest and InWords are the program behind the adapter.
func (s *town) Handle(_ context.Context, e chat.Event) chat.Reply {
	s.mu.Lock()
	s.events = append(s.events, e)
	answer := s.answer
	s.mu.Unlock()
	return answer(e)
}

func (s *town) Suggest(_ context.Context, _ chat.Event, a chat.Asking) []chat.Choice {
	return s.suggest(a)
}

func (s *town) InWords(_ words.Language, f *chat.Form) chat.Message {
	return chat.Say(chat.Written("in Worten: " + f.Command))
}

// reply is what the program answers from now on.
func (s *town) reply(answer func(chat.Event) chat.Reply) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.answer = answer
}

// handled is what reached the program since the last time.
func (s *town) handled() []chat.Event {
	s.mu.Lock()
	defer s.mu.Unlock()
	events := s.events
	s.events = nil
	return events
}

// did is what a person did, which must have worked.
func (s *town) did(o *fakediscord.Outcome, err error) *fakediscord.Outcome {
	s.Helper()
	if err != nil {
		s.Fatalf("%v\n%s", err, s.log)
	}
	return o
}

// count is how much reached the program and was not looked at.
func (s *town) count() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return len(s.events)
}

// typing is the one value of the command that takes a line.
func typing(text string) []fakediscord.Value {
	return []fakediscord.Value{{Name: "was", Value: text}}
}
