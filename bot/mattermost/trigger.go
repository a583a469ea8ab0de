package mattermost

import (
	"context"
	"crypto/ecdsa"
	"crypto/x509"
	"encoding/base64"
	"errors"
	"fmt"
	"math"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/mattermost/mattermost/server/public/model"
)

const (
	triggerAge  = 60 * time.Second
	triggerSkew = 10 * time.Second // how much the server's clock may be ahead of ours
	keyPause    = 10 * time.Second // between two looks whether the server's key has changed
	answersMost = 10_000           // that are kept for a repeat
)

var (
	errForged = errors.New("the trigger is not signed by the server for this user")
	errAged   = errors.New("the trigger is too old or of the future; do the clocks agree?")
)

// triggers verifies what the server signed: that this user did something at
// this moment. It knows the server's public key, and asks again, seldom, when a
// signature does not fit, for the key may have changed. Time is wall time.
type triggers struct {
	server *client
	key    atomic.Pointer[ecdsa.PublicKey]

	mu    sync.Mutex // held while the key is asked for
	again time.Time  // when the key may be asked for again
}

func newTriggers(server *client) *triggers { return &triggers{server: server} }

// verify gives the name of what was done, the same for each copy of the
// trigger, be its signature written differently. errForged and errAged say that
// it does not hold; any other error that the server could not be asked.
func (t *triggers) verify(ctx context.Context, trigger, user string) (name string, err error) {
	key := t.key.Load()
	if key == nil {
		if key, err = t.fetch(ctx, nil); err != nil {
			return "", err
		}
	}
	name, at, err := decode(trigger, user, key)
	if errors.Is(err, errForged) {
		fresh, fetchErr := t.fetch(ctx, key)
		if fetchErr != nil {
			return "", fetchErr
		}
		if fresh == nil {
			return "", err
		}
		name, at, err = decode(trigger, user, fresh)
	}
	if err != nil {
		return "", err
	}
	if age := time.Since(at); age > triggerAge || age < -triggerSkew {
		return "", errAged
	}
	return name, nil
}

// decode checks signature and user, not the age.
func decode(trigger, user string, key *ecdsa.PublicKey) (name string, at time.Time, err error) {
	id, signed, failed := model.DecodeAndVerifyTriggerId(trigger, &ecdsa.PrivateKey{PublicKey: *key}, math.MaxInt64)
	if failed != nil || user == "" || signed != user {
		return "", at, errForged
	}
	content, err := base64.StdEncoding.DecodeString(trigger)
	if err != nil {
		return "", at, errForged
	}
	moment := strings.Split(string(content), ":")[2]
	millis, err := strconv.ParseInt(moment, 10, 64)
	if err != nil {
		return "", at, errForged
	}
	return hash(id + ":" + signed + ":" + moment), time.UnixMilli(millis), nil
}

// fetch asks the server for its key, unless another call has replaced the one
// that did not fit. It gives nil where the key was asked for too recently.
func (t *triggers) fetch(ctx context.Context, old *ecdsa.PublicKey) (*ecdsa.PublicKey, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if now := t.key.Load(); now != old {
		return now, nil
	}
	if old != nil && time.Now().Before(t.again) {
		return nil, nil
	}
	key, err := t.ask(ctx)
	if err != nil {
		return nil, fmt.Errorf("asking for the server's public key: %w", err)
	}
	if old != nil {
		t.again = time.Now().Add(keyPause)
	}
	t.key.Store(key)
	return key, nil
}

func (t *triggers) ask(ctx context.Context) (*ecdsa.PublicKey, error) {
	config, err := t.server.clientConfig(ctx)
	if err != nil {
		return nil, err
	}
	der, err := base64.StdEncoding.DecodeString(config["AsymmetricSigningPublicKey"])
	if err != nil {
		return nil, err
	}
	parsed, err := x509.ParsePKIXPublicKey(der)
	if err != nil {
		return nil, err
	}
	key, is := parsed.(*ecdsa.PublicKey)
	if !is {
		return nil, fmt.Errorf("it is a %T", parsed)
	}
	return key, nil
}
