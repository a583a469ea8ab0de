package discord

import (
	"context"
	"strings"
	"time"
)

// precedence is what a process is given that alone can do something, before
// another one answers that it is over. Discord waits three seconds.
const precedence = time.Second

// elsewhere tells whether only another process could know what a button or a form
// means, as what is confidential is kept in one. Of several with one account that
// are told of it, the one that knows is to claim it.
func (d *Discord) elsewhere(x *exchange) bool {
	kind, held, err := d.meant(x)
	if err != nil {
		return false
	}
	switch kind {
	case closedIDs:
		name, kept := strings.CutPrefix(held, keptSign)
		_, here := d.secrets.Recall(name)
		return kept && !here
	case formIDs, openIDs, sendIDs:
		_, here := d.forms.Recall(held)
		return strings.HasPrefix(held, inProcess) && !here
	}
	return false
}

// confidential tells whether what was done may tell what somebody chose.
func (d *Discord) confidential(x *exchange) bool {
	kind, held, err := d.meant(x)
	return err == nil && (kind == closedIDs || strings.HasPrefix(held, inProcess))
}

// meant is what the button that was pressed, what was chosen in a list, or the
// form that was sent carries: its kind and what it holds.
func (d *Discord) meant(x *exchange) (kind, held string, err error) {
	kind, held, err = d.seal.open(x.Data.CustomID, x.account())
	if err == nil && kind == listIDs && len(x.Data.Values) == 1 {
		return d.seal.open(x.Data.Values[0], x.account())
	}
	return kind, held, err
}

// give leaves another process the time to claim something.
func (d *Discord) give(ctx context.Context) {
	timer := time.NewTimer(precedence)
	defer timer.Stop()
	select {
	case <-timer.C:
	case <-ctx.Done():
	}
}
