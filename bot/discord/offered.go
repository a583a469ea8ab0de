package discord

import (
	"context"
	"fmt"
	"maps"
	"net/http"

	"beirat/chat"
)

// adapter is the platform as the running program has it, for what it registers.
func (p *place) adapter(specs []chat.Spec, memory Memory) *Discord {
	return New(Options{URL: p.address, Token: p.token, Memory: memory, Specs: specs})
}

// offers tells whether people see the commands of this program: those that were
// registered last are its own, and they are still there.
func (p *place) offers(ctx context.Context, d *Discord) (bool, error) {
	current, err := d.Registered(ctx)
	if err != nil || !current {
		return false, err
	}
	var there []command
	if err := p.client.call(ctx, request{method: http.MethodGet, path: "/applications/" + p.application.ID + "/commands"}, &there); err != nil {
		return false, err
	}
	return maps.Equal(commandNames(there), commandNames(d.commands.commands())), nil
}

func commandNames(list []command) map[string]bool {
	names := map[string]bool{}
	for _, c := range list {
		names[c.Name] = true
	}
	return names
}

// registerAnew registers the commands whatever was registered before.
func (d *Discord) registerAnew(ctx context.Context) error {
	if err := d.options.Memory.Remember(ctx, Name, registeredAs, nil); err != nil {
		return fmt.Errorf("forgetting which commands were registered: %w", err)
	}
	_, err := d.Register(ctx)
	return err
}
