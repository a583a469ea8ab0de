package discord

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"net/http"
	"time"
)

const (
	registeredAs  = "commands" // under which is kept what is registered
	registerAgain = time.Minute
)

// Register registers the commands with Discord, all of them at once and for every
// guild, unless they are registered already: Discord takes some two hundred a day.
func (d *Discord) Register(ctx context.Context) (changed bool, err error) {
	application, err := d.people.application(ctx)
	if err != nil {
		return false, err
	}
	all := d.commands.commands()
	sum, err := fingerprint(application, all)
	if err != nil {
		return false, err
	}
	was, _, err := d.options.Memory.Recall(ctx, Name, registeredAs)
	if err != nil {
		return false, fmt.Errorf("recalling which commands are registered: %w", err)
	}
	if string(was) == sum {
		return false, nil
	}
	r := request{method: http.MethodPut, path: "/applications/" + application + "/commands", body: all}
	if err := d.client.call(ctx, r, nil); err != nil {
		return false, fmt.Errorf("registering the commands: %w", err)
	}
	if err := d.options.Memory.Remember(ctx, Name, registeredAs, []byte(sum)); err != nil {
		return true, fmt.Errorf("keeping which commands are registered: %w", err)
	}
	return true, nil
}

// Registered tells whether the commands are registered as this program knows them.
func (d *Discord) Registered(ctx context.Context) (bool, error) {
	application, err := d.people.application(ctx)
	if err != nil {
		return false, err
	}
	sum, err := fingerprint(application, d.commands.commands())
	if err != nil {
		return false, err
	}
	was, _, err := d.options.Memory.Recall(ctx, Name, registeredAs)
	return err == nil && string(was) == sum, err
}

func fingerprint(application string, all []command) (string, error) {
	content, err := json.Marshal(all)
	if err != nil {
		return "", fmt.Errorf("writing the commands: %w", err)
	}
	sum := sha256.Sum256(append([]byte(application+"\n"), content...))
	return hex.EncodeToString(sum[:]), nil
}

// register registers the commands as soon as Discord is there. Those of an
// earlier program go on working meanwhile.
func (d *Discord) register(ctx context.Context) {
	said := false
	for ctx.Err() == nil {
		changed, err := d.Register(ctx)
		if err == nil {
			if changed {
				d.log.Info("the commands were registered")
			}
			return
		}
		if !said && ctx.Err() == nil {
			d.log.Warn("the commands are not registered yet", "error", err)
			said = true
		}
		if rest(ctx, registerAgain) != nil {
			return
		}
	}
}
