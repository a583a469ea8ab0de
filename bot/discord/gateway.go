package discord

import (
	"context"
	"encoding/json"
)

// delivery is something that the gateway told.
type delivery struct {
	kind string
	data json.RawMessage
}

// hear listens until ctx ends; what the gateway tells is given to take in its
// order, which must return at once.
func (d *Discord) hear(ctx context.Context, take func(delivery)) error {
	<-ctx.Done()
	return ctx.Err()
}
