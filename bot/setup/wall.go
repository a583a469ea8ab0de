package setup

import (
	"context"
	"fmt"

	"beirat/bot/mattermost"
	"beirat/config"
)

// automatic as --networks means the addresses that the server's name has here.
const automatic = "auto"

// wall decides from where callbacks are to be taken, and says so where nobody
// has.
func (o *Setup) wall(ctx context.Context) {
	likely := mattermost.Wall(mattermost.Addresses(ctx, o.wish.URL))
	guess := ""
	if likely != "" {
		guess = ", probably " + likely + " (auto writes that)"
	}
	switch {
	case o.networks == automatic && o.wish.URL == "": // which was said
	case o.networks == automatic && likely == "":
		o.wrong = append(o.wrong, fmt.Sprintf("--networks auto: the host of %s is not known here; please name the address from which the server calls.", o.wish.URL))
	case o.networks == automatic:
		o.networks = likely
	case o.networks != "":
		if _, err := config.Networks(o.networks); err != nil {
			o.wrong = append(o.wrong, fmt.Sprintf("--networks: %v; it looks like 10.0.0.4, or 172.30.7.0/24, several parted by commas.", err))
		}
	case len(o.settings.Mattermost.Networks) == 0 && mattermost.Reachable(o.listens()):
		o.open = fmt.Sprintf("Callbacks will be taken from everybody who reaches %s. --networks names the address from which the server calls%s.",
			o.listens(), guess)
	}
}

// listens is where callbacks arrive, as the configuration will have it.
func (o *Setup) listens() string {
	at := listening(o.wish.Callback)
	if o.file.exists || o.given["listen"] || at == "" || o.settings.Listen != "127.0.0.1:8080" {
		return o.settings.Listen
	}
	return at
}
