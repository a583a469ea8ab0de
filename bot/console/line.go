package console

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"maps"
	"regexp"
	"strings"
	"time"

	"beirat/chat"
	"beirat/when"
	"beirat/words"
)

// Window is a console with the program behind it.
type Window struct {
	*Console
	host Host
	out  io.Writer
}

// Window joins the console and its program.
func (c *Console) Window(host Host, out io.Writer) *Window {
	return &Window{Console: c, host: host, out: out}
}

var (
	speech   = regexp.MustCompile(`(?s)^([^\s:]+):\s*(.*)$`)
	pressing = regexp.MustCompile(`(?i)^(.+?)\s+(?:on|bei|auf)\s+(\S+)\s+#?(\d+)$`)
)

// Say carries out one line and prints what came of it. A *Misfit is a line
// that fits no form; any other error ends the run.
func (w *Window) Say(ctx context.Context, line string) error {
	if strings.HasPrefix(line, "#") || strings.TrimSpace(line) == "" {
		return nil
	}
	misfit := w.do(ctx, strings.TrimSpace(line))
	err := w.host.Work(ctx)
	if err == nil {
		err = w.clock.Save(ctx, w.memory)
	}
	if printing := w.print(ctx, w.out); err == nil { // what was answered is said, whatever broke after it
		err = printing
	}
	if err != nil {
		return err
	}
	return misfit
}

// Begin does what fell due while nobody was here, and prints it.
func (w *Window) Begin(ctx context.Context) error {
	if err := w.host.Work(ctx); err != nil {
		return err
	}
	return w.print(ctx, w.out)
}

func (w *Window) do(ctx context.Context, line string) error {
	if moved, err := w.move(ctx, line); moved {
		return err
	}
	said := speech.FindStringSubmatch(line)
	if said == nil || said[2] == "" || !name.MatchString(said[1]) {
		return problem("the line is neither WHO: TEXT, nor wait, nor now; for example: buerger1: /beirat")
	}
	who, text := strings.ToLower(said[1]), said[2]
	verb, rest, _ := strings.Cut(text, " ")
	rest = strings.TrimSpace(rest)
	switch {
	case strings.HasPrefix(text, "/"):
		return w.give(ctx, who, chat.Place{Channel: Channel}, chat.Command{Line: text})
	case verb == "press" && rest != "":
		return w.press(ctx, who, rest)
	case verb == "fill":
		return w.fill(ctx, who, rest)
	case verb == "attach" && rest != "":
		return w.attach(ctx, who, rest)
	}
	var misfit *Misfit
	if moved, err := w.move(ctx, text); moved && !errors.As(err, &misfit) { // "wait for me" is talk
		return err
	}
	return w.give(ctx, who, chat.Place{}, chat.Typing{Text: text})
}

// give hands an event to the program and takes its answer.
func (w *Window) give(ctx context.Context, who string, place chat.Place, do chat.Do, files ...chat.Attachment) error {
	passing := w.confidential(who, do) || len(files) > 0 // who sent a picture may be who gave an anonymous point
	reply := w.host.Handle(ctx, chat.Event{Platform: Name, Actor: w.actor(who), Place: place, Do: do, Files: files, Local: w.local})
	w.mu.Lock()
	defer w.mu.Unlock()
	language := words.Language(reply.Language)
	for _, m := range reply.Messages {
		p := &post{To: who, Reply: true, passing: passing}
		p.write(m, language)
		if err := w.keep(ctx, p); err != nil {
			w.show(p) // it was answered, and will only not be known after a restart
			return err
		}
	}
	if reply.Form == nil {
		return nil
	}
	w.forms[who] = *reply.Form
	w.opened = append(w.opened, openForm{who: who, form: *reply.Form, lang: language})
	value, err := json.Marshal(held(*reply.Form))
	if err != nil {
		return err
	}
	return w.memory.Remember(ctx, Name, "form/"+who, value)
}

// confidential tells whether nothing may be remembered of what somebody does, nor
// of the answer.
func (w *Window) confidential(who string, do chat.Do) bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	switch do := do.(type) {
	case chat.Press:
		return do.Action.Confidential
	case chat.Submit:
		return w.forms[who].Command == do.Command && w.forms[who].Confidential()
	}
	return false
}

// held is what is needed of a form to send it later.
func held(f chat.Form) chat.Form {
	kept := chat.Form{Command: f.Command, Fixed: maps.Clone(f.Fixed)}
	for _, name := range f.Passing {
		delete(kept.Fixed, name)
	}
	for _, field := range f.Fields {
		if field.Confidential { // stands in the open form, and is remembered nowhere
			field.Value = ""
		}
		kept.Fields = append(kept.Fields, chat.Field{Name: field.Name, Value: field.Value, Confidential: field.Confidential})
	}
	return kept
}

// press presses the newest button with that label that the person can see.
func (w *Window) press(ctx context.Context, who, label string) error {
	b, found := w.button(who, label)
	if !found {
		return problem("%s sees no button %q", who, label)
	}
	return w.give(ctx, who, chat.Place{Channel: Channel}, chat.Press{Action: b.Action})
}

func (w *Window) button(who, label string) (labelled, bool) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if b, found := w.newest(who, label, "", ""); found {
		return b, true
	}
	if parts := pressing.FindStringSubmatch(label); parts != nil {
		return w.newest(who, parts[1], parts[2], parts[3])
	}
	return labelled{}, false
}

// newest looks from the latest message back. thing and number narrow it:
// "poll", "3".
func (w *Window) newest(who, label, thing, number string) (labelled, bool) {
	label = strings.TrimSuffix(strings.TrimPrefix(label, "["), "]")
	for i := len(w.posts) - 1; i >= 0; i-- {
		p := w.posts[i]
		if p.To != "" && p.To != who {
			continue
		}
		for _, b := range p.Buttons {
			if strings.EqualFold(b.Label, label) && (thing == "" || about(b.Action, thing, number)) {
				return b, true
			}
		}
	}
	return labelled{}, false
}

// about tells whether an action is about a thing by its number. The thing is
// named as in the values of the action, or as its trigger in any language.
func about(a chat.Action, thing, number string) bool {
	for name, value := range a.Args {
		if value != number {
			continue
		}
		if strings.EqualFold(name, thing) {
			return true
		}
		for _, l := range words.Languages() {
			for _, trigger := range strings.Split(words.Printer{Language: l}.Say("trigger."+name, nil), "|") {
				if strings.EqualFold(trigger, thing) {
					return true
				}
			}
		}
	}
	return false
}

// fill sends the form that the person was shown last, with the line over what it held.
func (w *Window) fill(ctx context.Context, who, line string) error {
	w.mu.Lock()
	form, shown := w.forms[who]
	w.mu.Unlock()
	if !shown {
		return problem("%s was shown no form", who)
	}
	values := map[string]string{}
	for name, value := range form.Fixed {
		values[name] = value
	}
	for _, field := range form.Fields {
		if field.Value != "" {
			values[field.Name] = field.Value
		}
	}
	return w.give(ctx, who, chat.Place{Channel: Channel}, chat.Submit{Command: form.Command, Values: values, Line: line})
}

// move is "wait 3d" and "now 2026-12-01T18:00". It tells whether the line was one.
func (w *Window) move(ctx context.Context, line string) (bool, error) {
	verb, rest, _ := strings.Cut(line, " ")
	now := w.clock.Now().In(w.host.Zone(ctx))
	switch rest = strings.TrimSpace(rest); {
	case verb == "wait" && rest != "":
		to, err := when.Add(rest, now)
		if err != nil {
			return true, problem("wait %s: %v", rest, err)
		}
		return true, w.until(ctx, to)
	case verb == "now" && rest != "":
		to, err := Moment(rest, now.Location())
		if err != nil {
			return true, problem("now %s: %v", rest, err)
		}
		if to.Before(now) {
			return true, problem("now %s: the clock never runs back; it shows %s", rest, now.Format(moment))
		}
		return true, w.until(ctx, to)
	}
	return false, nil
}

const moment = "2006-01-02T15:04"

// Moment reads "2026-12-01T18:00" or "2026-12-01" in a zone.
func Moment(text string, zone *time.Location) (time.Time, error) {
	for _, layout := range []string{moment, "2006-01-02T15:04:05", "2006-01-02 15:04", "2006-01-02"} {
		if t, err := time.ParseInLocation(layout, text, zone); err == nil {
			return t, nil
		}
	}
	return time.Time{}, problem("%q is no time like 2026-12-01T18:00", text)
}

// until moves the clock and stops at every due time on the way.
func (w *Window) until(ctx context.Context, to time.Time) error {
	for {
		if err := w.host.Work(ctx); err != nil {
			return err
		}
		due, waits, err := w.host.NextDue(ctx)
		if err != nil {
			return err
		}
		if !waits || due.After(to) || !due.After(w.clock.Now()) { // the last: another process has it in hand
			return w.tick(ctx, to)
		}
		if err := w.tick(ctx, due); err != nil {
			return err
		}
	}
}

// tick moves the clock, remembers that, and does what is due.
func (w *Window) tick(ctx context.Context, to time.Time) error {
	w.clock.Set(to)
	if err := w.clock.Save(ctx, w.memory); err != nil {
		return err
	}
	return w.host.Work(ctx)
}
