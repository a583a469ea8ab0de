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
func (m *onMattermost) wall(ctx context.Context, o *Setup) {
	likely := mattermost.Wall(mattermost.Addresses(ctx, m.wish.URL))
	guess := ""
	if likely != "" {
		guess = ", probably " + likely + " (auto writes that)"
	}
	switch {
	case m.networks == automatic && m.wish.URL == "": // which was said
	case m.networks == automatic && likely == "":
		o.against("--networks auto: the host of %s is not known here; please name the address from which the server calls.", m.wish.URL)
	case m.networks == automatic:
		m.networks = likely
	case m.networks != "":
		if _, err := config.Networks(m.networks); err != nil {
			o.against("--networks: %v; it looks like 10.0.0.4, or 172.30.7.0/24, several parted by commas.", err)
		}
	case len(o.settings.Mattermost.Networks) == 0 && mattermost.Reachable(m.listens(o)):
		m.open = fmt.Sprintf("Callbacks will be taken from everybody who reaches %s. --networks names the address from which the server calls%s.",
			m.listens(o), guess)
	}
}
