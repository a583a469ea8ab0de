package survey

import (
	"context"
	"errors"
	"strings"
	"testing"
)

func TestALookEndsWhenEnoughIsWrong(t *testing.T) {
	var asked []string
	ask := func(what string, err error) Look {
		return func(context.Context) error {
			asked = append(asked, what)
			return err
		}
	}
	if err := All(t.Context(), ask("first", nil), ask("second", ErrEnough), ask("third", nil)); err != nil || strings.Join(asked, " ") != "first second" {
		t.Errorf("%v: %v", asked, err)
	}
	silent := errors.New("no answer")
	if err := All(t.Context(), ask("first", silent), ask("second", nil)); !errors.Is(err, silent) || len(asked) != 3 {
		t.Errorf("%v: %v", asked, err)
	}
}

func TestAPlanDoesWhatLacksInItsOrderAndTellsIt(t *testing.T) {
	var p Plan
	done := 0
	do := func(context.Context) error { done++; return nil }
	p.Found("a team")
	p.Later("made", do, "a channel %q", "beirat")
	if p.Keeps() {
		t.Error("nothing is to be kept")
	}
	p.Keep("noted", do, "the bot")
	if !p.Keeps() {
		t.Error("something is to be kept")
	}
	var told []string
	if err := p.Do(t.Context(), func(d Done) { told = append(told, d.How+" "+d.What) }); err != nil || done != 2 {
		t.Errorf("%d steps: %v", done, err)
	}
	if got := strings.Join(told, ", "); got != `found a team, made a channel "beirat", noted the bot` {
		t.Error(got)
	}
}

func TestAPlanWithAProblemDoesNothing(t *testing.T) {
	var p Plan
	p.Later("made", func(context.Context) error { t.Error("it was done"); return nil }, "a team")
	p.Wrong("the team %q is archived", "stadt")
	if err := p.Do(t.Context(), func(Done) {}); err == nil {
		t.Error("no error")
	}
}

func TestAStepThatFailsEndsThePlanAndSaysWhich(t *testing.T) {
	var p Plan
	p.Later("made", func(context.Context) error { return errors.New("no room") }, "a team")
	p.Later("made", func(context.Context) error { t.Error("it went on"); return nil }, "a channel")
	if err := p.Do(t.Context(), func(Done) { t.Error("told") }); err == nil || err.Error() != "a team: no room" {
		t.Error(err)
	}
}
