package mattermost

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/mattermost/mattermost/server/public/model"

	"beirat/chat"
	"beirat/words"
)

// kept is everything that the database holds and the log says, with what is
// there by chance or by the clock made alike.
func (s *stand) kept() string {
	s.Helper()
	db, err := sql.Open("sqlite", s.file)
	if err != nil {
		s.Fatal(err)
	}
	defer db.Close()
	var all []string
	for _, table := range s.column(db, "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name") {
		all = append(all, table)
		rows := s.column(db, "SELECT json_array("+s.columns(db, table)+") FROM "+table)
		slices.Sort(rows)
		all = append(all, rows...)
	}
	return s.alike(strings.Join(all, "\n") + "\n" + s.log.String())
}

// blurred are nonces of forms and names of triggers, which are there by chance,
// and moments.
var blurred = regexp.MustCompile(`\b(nonce|trigger)/[A-Za-z0-9]+|\b1\d{12}\b|\btime=\S+|\d{4}-\d\d-\d\d \d\d:\d\d:\d\d`)

// alike is a text with what is another in every stand made the same.
func (s *stand) alike(text string) string {
	own := strings.NewReplacer(s.anna, "anna", s.anna[6:], "anna", s.bert, "bert", s.team, "team", s.channel, "channel", s.bot, "bot", TokenHash(s.token), "token")
	return blurred.ReplaceAllString(own.Replace(text), "$1")
}

func (s *stand) columns(db *sql.DB, table string) string {
	names := s.column(db, "SELECT name FROM pragma_table_info('"+table+"')")
	for i, name := range names {
		names[i] = fmt.Sprintf("CASE typeof(%[1]q) WHEN 'blob' THEN CAST(%[1]q AS TEXT) ELSE %[1]q END", name)
	}
	return strings.Join(names, ", ")
}

func (s *stand) column(db *sql.DB, query string) []string {
	s.Helper()
	rows, err := db.QueryContext(s.Context(), query)
	if err != nil {
		s.Fatal(err)
	}
	defer rows.Close()
	var all []string
	for rows.Next() {
		var one string
		if err := rows.Scan(&one); err != nil {
			s.Fatal(err)
		}
		all = append(all, one)
	}
	if err := rows.Err(); err != nil {
		s.Fatal(err)
	}
	return all
}

// files is every byte of the database's files, what is free in them included.
func (s *stand) files() string {
	s.Helper()
	names, err := filepath.Glob(s.file + "*")
	if err != nil || len(names) == 0 {
		s.Fatalf("no database: %v", err)
	}
	var all strings.Builder
	for _, name := range names {
		content, err := os.ReadFile(name)
		if err != nil {
			s.Fatal(err)
		}
		all.Write(content)
	}
	return all.String()
}

// written is what the server keeps of what the bot wrote: all of each post but
// what is there by chance, of which the length is told.
func (s *stand) written() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	var all []string
	for _, post := range s.posts {
		if post.UserId != s.bot || post.Id == s.own {
			continue
		}
		body, err := json.Marshal(map[string]any{"message": post.Message, "props": post.GetProps(), "channel": post.ChannelId})
		if err != nil {
			s.Fatal(err)
		}
		named := regexp.MustCompile(`a0x[a-z2-7]{16}"`).ReplaceAllString(string(body), "by chance")
		all = append(all, closedOnes.ReplaceAllStringFunc(named, func(value string) string { return fmt.Sprint(len(value), " characters") }))
	}
	slices.Sort(all)
	return strings.Join(all, "\n")
}

// private is a click of anna's on a confidential button in the conversation with the bot.
func (s *stand) private(choice string) *model.PostActionIntegrationRequest {
	r := s.click()
	r.TeamId, r.ChannelId, r.ChannelName = "", "direct"+s.anna[6:], s.anna+"__"+s.bot
	r.PostId, r.Context = s.post(s.bot, r.ChannelId), s.seal.action(confidential(choice), s.anna)
	return r
}

// secretForm opens a form that asks for a ballot, and gives what its sending looks like.
func (s *stand) secretForm(choice string) *model.SubmitDialogRequest {
	s.Helper()
	form := &chat.Form{Command: "poll.points", Title: chat.Written("Punkte"), Fixed: map[string]string{"poll": "12"}, Fields: []chat.Field{
		{Name: "note", Label: chat.Written("Notiz"), Kind: chat.Line},
		{Name: "ballot", Label: chat.Written("Stimme"), Kind: chat.Line, Confidential: true}}}
	x := exchange{account: account{ID: s.anna, Locale: "de"}, trigger: s.trigger(s.anna)}
	if err := s.openForm(s.Context(), x, chat.Reply{Form: form, Language: "de"}); err != nil {
		s.Fatal(err)
	}
	return &model.SubmitDialogRequest{Type: "dialog_submission", State: s.dialogs[len(s.dialogs)-1].Dialog.State, UserId: s.anna,
		Submission: map[string]any{"note": "Notiz", "ballot": choice}}
}

// ballots differ in length and in every letter.
var ballots = []string{"yesyesyes", "no-no-no-no-no", "zwölf"}

func TestNothingOfASecretBallotStaysBehind(t *testing.T) {
	receipt := func(choice string) chat.Reply {
		return chat.Reply{Language: "de", Messages: []chat.Message{chat.Say(chat.Written("Beleg " + choice))}}
	}
	wrong := func(mistake string) chat.Reply {
		return chat.Reply{Language: "de", Form: &chat.Form{Command: "poll.points", Fields: []chat.Field{
			{Name: "ballot", Label: chat.Written("Stimme"), Confidential: true, Mistake: chat.Written(mistake)}}}}
	}
	said := func(s *stand, w interface{ String() string }, choice string) {
		s.Helper()
		if !strings.Contains(w.String(), choice) {
			s.Errorf("answered %s", w)
		}
	}
	for name, run := range map[string]func(s *stand, choice string){
		"a click": func(s *stand, choice string) {
			s.answer = func(chat.Event) chat.Reply { return receipt(choice) }
			said(s, s.do(jsonSent(actionPath, s.private(choice))).Body, choice)
		},
		"a click twice": func(s *stand, choice string) {
			s.answer = func(chat.Event) chat.Reply { return receipt(choice) }
			r := s.private(choice)
			first := s.do(jsonSent(actionPath, r))
			again := s.do(jsonSent(actionPath, r))
			said(s, again.Body, first.Body.String())
		},
		"a choice from a list": func(s *stand, choice string) {
			r := s.private(choice)
			r.Type, r.Context = model.PostActionTypeSelect, map[string]any{"selected_option": r.Context[sealed]}
			s.do(jsonSent(actionPath, r))
		},
		"a click that was sealed for another": func(s *stand, choice string) {
			r := s.private(choice)
			r.Context = s.seal.action(confidential(choice), s.bert)
			s.do(jsonSent(actionPath, r))
		},
		"a click that was sealed with another secret": func(s *stand, choice string) {
			r := s.private(choice)
			r.Context = newSeal([]byte("before")).action(confidential(choice), s.anna)
			s.do(jsonSent(actionPath, r))
		},
		"a click under somebody else's words": func(s *stand, choice string) {
			r := s.private(choice)
			r.PostId = s.post(s.bert, r.ChannelId)
			s.do(jsonSent(actionPath, r))
		},
		"a click whose answer has buttons": func(s *stand, choice string) {
			s.answer = func(chat.Event) chat.Reply {
				return chat.Reply{Language: "de", Messages: []chat.Message{chat.Say(chat.Written("Ihre Auswahl ist bereit.")).With(
					chat.Actions{{Label: chat.Written("Endgültig abgeben"), Action: confidential(choice)}})}}
			}
			s.do(jsonSent(actionPath, s.private(choice)))
		},
		"a slash command that says it": func(s *stand, choice string) {
			values, c := s.commanded()
			values.Set("text", "abstimmung 12 "+choice)
			c.body = []byte(values.Encode())
			s.do(c)
		},
		"a form": func(s *stand, choice string) {
			s.do(jsonSent(dialogPath, s.secretForm(choice)))
		},
		"a form twice, and with another ballot": func(s *stand, choice string) {
			r := s.secretForm(choice)
			s.do(jsonSent(dialogPath, r))
			s.do(jsonSent(dialogPath, r))
			r.Submission["ballot"] = "other"
			s.do(jsonSent(dialogPath, r))
		},
		"a form with mistakes, and then without": func(s *stand, choice string) {
			s.answer = func(chat.Event) chat.Reply { return wrong("Nicht " + choice) }
			r := s.secretForm(choice)
			said(s, s.do(jsonSent(dialogPath, r)).Body, choice)
			said(s, s.do(jsonSent(dialogPath, r)).Body, choice)
			s.answer = func(chat.Event) chat.Reply { return chat.Reply{Language: "de"} }
			s.do(jsonSent(dialogPath, r))
		},
		"a form that was open too long": func(s *stand, choice string) {
			r := s.secretForm(choice)
			st, err := s.seal.openState(r.State)
			if err != nil {
				s.Fatal(err)
			}
			r.State = s.seal.state(st, time.Now().Add(-stateAge-time.Minute))
			s.do(jsonSent(dialogPath, r))
			if len(s.direct) != 1 || !strings.Contains(s.direct[0], "Notiz") {
				s.Errorf("given back: %q", s.direct)
			}
		},
		"a form that is none": func(s *stand, choice string) {
			r := s.secretForm(choice)
			r.Submission["ballot"] = map[string]any{choice: choice}
			s.do(jsonSent(dialogPath, r))
		},
	} {
		t.Run(name, func(t *testing.T) {
			var stored, written []string
			for _, choice := range ballots {
				s := newStand(t)
				s.answer = func(chat.Event) chat.Reply { return chat.Reply{Language: "de"} }
				run(s, choice)
				stored = append(stored, s.kept())
				written = append(written, s.alike(s.written()))
				for what, all := range map[string]string{"the files of the database": s.files(), "the log": s.log.String(), "what the server keeps": written[len(written)-1]} {
					if strings.Contains(all, choice) || strings.Contains(all, "Beleg") {
						t.Errorf("%q is in %s", choice, what)
					}
				}
			}
			for i := range ballots {
				if diff := cmp.Diff(stored[0], stored[i]); diff != "" {
					t.Errorf("what is stored and logged of %q and %q differs: %s", ballots[0], ballots[i], diff)
				}
				if diff := cmp.Diff(written[0], written[i]); diff != "" {
					t.Errorf("what the server keeps of %q and %q differs: %s", ballots[0], ballots[i], diff)
				}
			}
		})
	}
}

// What would be stored of an open form differs, and the test above sees it.
func TestOfAnOpenFormAChecksumIsStored(t *testing.T) {
	var stored []string
	for _, choice := range ballots[:2] {
		s := newStand(t)
		r := s.form()
		r.State = s.seal.state(state{User: s.anna, Command: "poll.create", Fields: []stateField{{Name: "question"}}}, time.Now())
		r.Submission["question"] = choice
		s.do(jsonSent(dialogPath, r))
		stored = append(stored, s.kept())
	}
	if !strings.Contains(stored[0], "nonce") || stored[0] == stored[1] {
		t.Errorf("the same is stored: %s", stored[0])
	}
}

func TestASecretBallotIsRepeatedAfterARestartWithoutAWordOfIt(t *testing.T) {
	for name, run := range map[string]func(s *stand) (path string, sending any, want string){
		"a click": func(s *stand) (string, any, string) {
			return actionPath, s.private("yesyesyes"), "schon angekommen"
		},
		"a form": func(s *stand) (string, any, string) {
			return dialogPath, s.secretForm("yesyesyes"), "schon gesendet"
		},
	} {
		t.Run(name, func(t *testing.T) {
			s := newStand(t)
			s.answer = func(chat.Event) chat.Reply {
				return chat.Reply{Language: "de", Messages: []chat.Message{chat.Say(chat.Written("Beleg 7KQX"))}}
			}
			path, sending, want := run(s)
			s.do(jsonSent(path, sending))
			s.Mattermost = New(s.options)
			s.callback = s.Callbacks(s)
			w := s.do(jsonSent(path, sending))
			if w.Code != http.StatusOK || !strings.Contains(w.Body.String(), want) || strings.Contains(w.Body.String(), "7KQX") || len(s.handled()) != 1 {
				t.Errorf("%d %s, %d times handled", w.Code, w.Body, len(s.handled()))
			}
		})
	}
}

// slow is a program that answers when everybody's patience is at its end.
type slow struct{ *stand }

func (slow) Handle(context.Context, chat.Event) chat.Reply {
	time.Sleep(2 * patience) // of the bubble's time
	return chat.Reply{Language: "de", Messages: []chat.Message{chat.Say(chat.Written("Beleg 7KQX"))}}
}

// What the server stores must not hold a receipt, however slow we are.
func TestASlowAnswerToASecretBallotIsWaitedFor(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		for action, want := range map[string]string{"confidential": "Beleg 7KQX", "open": "Einen Moment"} {
			x := exchange{account: account{ID: "anna", Locale: "de"}}
			x.event.Do = chat.Press{Action: chat.Action{Name: "poll.cast", Confidential: action == "confidential"}}
			a, err := renderer().answerPress(t.Context(), slow{}, x)
			if err != nil || !strings.Contains(string(a.body), want) || (a.then == nil) != (action == "confidential") {
				t.Errorf("%s: %s, %v", action, a.body, err)
			}
			time.Sleep(2 * patience) // the open one goes on meanwhile
		}
	})
}

// fragile is a program that panics where it says a form in words.
type fragile struct{ *stand }

func (fragile) InWords(_ words.Language, f *chat.Form) chat.Message { panic(f.Fields[0].Value) }

func TestAPanicOverASecretBallotIsNotTold(t *testing.T) {
	ballot := strings.Repeat("yesyes", 1000) // no dialog takes it, so it is said in words
	broken := chat.Reply{Language: "de", Form: &chat.Form{Command: "poll.other", Fields: []chat.Field{{Name: "x", Value: ballot}}}}
	for name, test := range map[string]struct {
		send func(s *stand) sent
		told bool
	}{
		"a confidential click": {func(s *stand) sent { return jsonSent(actionPath, s.private("yesyes")) }, false},
		"a confidential form":  {func(s *stand) sent { return jsonSent(dialogPath, s.secretForm("yesyes")) }, false},
		"a click":              {func(s *stand) sent { return jsonSent(actionPath, s.click()) }, true},
		"a form":               {func(s *stand) sent { return jsonSent(dialogPath, s.form()) }, true},
	} {
		t.Run(name, func(t *testing.T) {
			s := newStand(t)
			s.callback = s.Callbacks(fragile{s})
			s.answer = func(chat.Event) chat.Reply { return broken }
			told := false
			func() {
				defer func() { told = recover() != nil }()
				if w := s.do(test.send(s)); w.Code != http.StatusServiceUnavailable {
					t.Errorf("answered %d", w.Code)
				}
			}()
			if told != test.told || strings.Contains(s.log.String(), "yesyes") {
				t.Errorf("told: %v; the log: %s", told, s.log)
			}
		})
	}
}
