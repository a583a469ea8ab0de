package commands

import (
	"context"
	"strconv"
	"strings"
)

// NumberParam takes a whole number.
type NumberParam struct{ param[int] }

// Number is a whole number from least to most, both included.
func Number(name string, least, most int) NumberParam {
	return NumberParam{param[int]{Declaration{Name: name, Kind: KindNumber, Min: least, Max: most}}}
}

// Required makes the number necessary.
func (p NumberParam) Required() NumberParam { p.d.Required = true; return p }

// RequiredUnless makes the number necessary, but for where the flag of that name
// is given.
func (p NumberParam) RequiredUnless(flag string) NumberParam {
	p.d.Required, p.d.Unless = true, flag
	return p
}

// Optional says which number is meant when none is given.
func (p NumberParam) Optional(value int) NumberParam { p.d.Default = strconv.Itoa(value); return p }

// Confidential keeps the number to buttons and forms, and from being repeated.
func (p NumberParam) Confidential() NumberParam { p.d.Confidential = true; return p }

// Hidden keeps the number out of forms and documents.
func (p NumberParam) Hidden() NumberParam { p.d.Hidden = true; return p }

func (p NumberParam) read(_ context.Context, _ *Call, raw string) (any, error) {
	text := strings.TrimRight(strings.TrimSpace(clean(raw)), ",;")
	n, err := strconv.Atoi(text)
	if err != nil {
		return nil, Mistake(p.d.Name, "commands.no_number", "typed", cut(text, shownLength), "min", p.d.Min, "max", p.d.Max)
	}
	if n < p.d.Min || n > p.d.Max {
		return nil, Mistake(p.d.Name, "commands.out_of_range", "min", p.d.Min, "max", p.d.Max, "have", n)
	}
	return n, nil
}

func numeric(text string) bool {
	_, err := strconv.Atoi(text)
	return err == nil
}
