package discord

import (
	"context"
	"fmt"

	"beirat/chat"
)

// Discord refuses a second answer, and one to a question that is over.
const (
	codeUnknownInteraction = 10062
	codeAnswered           = 40060
)

// complete offers what a value that is being typed could become.
func (h *hearing) complete(ctx context.Context, host Host, x *exchange) error {
	ctx, cancel := context.WithTimeout(ctx, answerTime)
	defer cancel()
	offers := []offer{}
	if a, asked := h.commands.asked(x.interaction); asked {
		say := plain(x.language())
		for _, c := range host.Suggest(ctx, x.event, a) {
			if len(offers) < commandsMost && c.Value != "" && size(c.Value) <= commandAboutMost {
				offers = append(offers, offer{Name: shorten(c.Said(printed(say)), commandAboutMost), Value: c.Value})
			}
		}
	}
	data := struct {
		Choices []offer `json:"choices"`
	}{offers}
	err := h.respond(ctx, x, response{Type: answerOffers, Data: data})
	if err != nil && !refused(err, codeAnswered, codeUnknownInteraction) { // by another process, or the person typed on
		return fmt.Errorf("offering values: %w", err)
	}
	return nil
}

// asked is the value that somebody is typing; false if it is none of ours.
func (r registry) asked(i interaction) (chat.Asking, bool) {
	spec, given, known := r.used(i)
	if !known {
		return chat.Asking{}, false
	}
	for _, o := range given {
		if !o.Focused {
			continue
		}
		p, known := paramOf(spec, o.Name)
		typed, _ := o.Value.(string)
		a := chat.Asking{Path: spec.Path, Name: p.Name, Typed: typed, Values: i.valuesOf(spec, given)}
		delete(a.Values, p.Name)
		return a, known
	}
	return chat.Asking{}, false
}
