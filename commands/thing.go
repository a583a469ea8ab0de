package commands

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"beirat/board"
)

// ThingParam takes a stored thing that people know by its number or a part of
// its title: a poll, a field of action.
type ThingParam struct{ param[Found] }

// Found is a stored thing as people know it.
type Found struct {
	ID     board.ID
	Number int // 0: it has none, and people know it by its title
	Title  string
}

// Finder knows the things of a kind.
type Finder struct {
	// Open lists what may be meant when nothing is typed: exactly one is it,
	// several are offered to choose from, none is a refusal by None.
	Open func(context.Context, *Call) ([]Found, error)
	// Number finds a thing by its number; ErrNone if there is none.
	Number func(context.Context, *Call, int) (Found, error)
	// Titled lists the things whose title has this part.
	Titled func(context.Context, *Call, string) ([]Found, error)
	// Named tells that people know these things by their names, not by numbers.
	Named bool
	// None is the catalogue key of the sentence when nothing is open.
	None string
}

// ErrNone is what a Finder answers for a number that nothing has.
var ErrNone = errors.New("no such thing")

// Thing is a thing that f knows.
func Thing(name string, f Finder) ThingParam {
	return ThingParam{param[Found]{Declaration{Name: name, Kind: KindThing, finder: f}}}
}

// Required makes the thing necessary; it may still be left out where only one
// is open.
func (p ThingParam) Required() ThingParam { p.d.Required = true; return p }

// Named makes the thing one that words without its name never become: where two
// things of a line could be meant, it is the other.
func (p ThingParam) Named() ThingParam { p.d.Named = true; return p }

// Hidden keeps the thing out of forms and documents.
func (p ThingParam) Hidden() ThingParam { p.d.Hidden = true; return p }

// unsure is a mistake about a thing, with those that may be meant.
type unsure struct {
	mistake *Error
	among   []Found
}

func (u *unsure) Error() string { return u.mistake.Error() }

func (p ThingParam) read(ctx context.Context, c *Call, raw string) (any, error) {
	f, text := p.d.finder, strings.TrimRight(strings.TrimSpace(clean(raw)), ",;")
	n, isNumber := thingNumber(text)
	if isNumber && f.Number != nil {
		found, err := f.Number(ctx, c, n)
		if err == nil {
			return found, nil
		}
		if !errors.Is(err, ErrNone) {
			return nil, fmt.Errorf("find %s %d: %w", p.d.Name, n, err)
		}
		return nil, p.unsure(ctx, c, text, Mistake(p.d.Name, "commands.no_such_number", "number", n))
	}
	if f.Titled == nil {
		return nil, p.unsure(ctx, c, text, Mistake(p.d.Name, "commands.no_such_title", "typed", cut(text, shownLength)))
	}
	titled, err := f.Titled(ctx, c, text)
	if err != nil {
		return nil, fmt.Errorf("find %s by title: %w", p.d.Name, err)
	}
	switch len(titled) {
	case 0:
		return nil, p.unsure(ctx, c, text, Mistake(p.d.Name, "commands.no_such_title", "typed", cut(text, shownLength)))
	case 1:
		return titled[0], nil
	}
	if exact, only := exactly(titled, text); only {
		return exact, nil
	}
	return nil, &unsure{Mistake(p.d.Name, "commands.several_titled", "typed", cut(text, shownLength)), titled}
}

// unsure offers what is open beside a mistake; of things with names it says
// which there are.
func (p ThingParam) unsure(ctx context.Context, c *Call, text string, mistake *Error) error {
	open, err := p.open(ctx, c)
	if err != nil {
		return err
	}
	if p.d.finder.Named && len(open) > 0 {
		names := make([]string, len(open))
		for i, found := range open {
			names[i] = found.Title
		}
		mistake = Mistake(p.d.Name, "commands.no_value", "typed", cut(text, shownLength), "values", names)
	}
	return &unsure{mistake, open}
}

func (p ThingParam) open(ctx context.Context, c *Call) ([]Found, error) {
	if p.d.finder.Open == nil {
		return nil, nil
	}
	open, err := p.d.finder.Open(ctx, c)
	if err != nil {
		return nil, fmt.Errorf("find open %s: %w", p.d.Name, err)
	}
	return open, nil
}

// implied is the thing that is meant when none is typed: the only open one.
func (p ThingParam) implied(ctx context.Context, c *Call) (any, error) {
	if p.d.finder.Open == nil {
		return nil, Mistake(p.d.Name, "commands.missing")
	}
	open, err := p.open(ctx, c)
	switch {
	case err != nil:
		return nil, err
	case len(open) == 0:
		return nil, Refuse(p.d.finder.None)
	case len(open) > 1:
		return nil, &unsure{Mistake(p.d.Name, "commands.which"), open}
	}
	return open[0], nil
}

func exactly(titled []Found, text string) (Found, bool) {
	var exact []Found
	for _, found := range titled {
		if strings.EqualFold(strings.TrimSpace(found.Title), text) {
			exact = append(exact, found)
		}
	}
	if len(exact) != 1 {
		return Found{}, false
	}
	return exact[0], true
}

// thingNumber reads "12" and "#12".
func thingNumber(text string) (int, bool) {
	digits := strings.TrimPrefix(text, "#")
	if digits == "" || len(digits) > 9 || strings.Trim(digits, "0123456789") != "" {
		return 0, false
	}
	n, err := strconv.Atoi(digits)
	return n, err == nil
}
