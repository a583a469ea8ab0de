package discord

import (
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"
)

const (
	pauseMin     = 50 * time.Millisecond // what is asked for is never kept shorter
	pauseUnknown = 5 * time.Second       // where something before Discord says 429, and not for how long
	mistakesMost = 5                     // of a body, in the log
)

// refusal is an answer that says no.
type refusal struct {
	status, code int // code is Discord's, as 50007; 0 where something before it answered
	message      string
	fields       []string // which parts of the body are wrong, and how
	pause        time.Duration
}

func (r *refusal) Error() string {
	said := "Discord answers " + strconv.Itoa(r.status)
	if r.code != 0 {
		said += ", code " + strconv.Itoa(r.code)
	}
	if r.message != "" {
		said += ": " + r.message
	}
	if len(r.fields) > 0 {
		said += " (" + strings.Join(r.fields, ", ") + ")"
	}
	return said
}

// lost is a call that has no answer.
type lost struct {
	err     error
	reached bool // the request may have arrived
	final   bool // asking again would be in vain
}

func (l *lost) Error() string { return l.err.Error() }
func (l *lost) Unwrap() error { return l.err }

// refused tells whether Discord answered with one of its codes.
func refused(err error, codes ...int) bool {
	var r *refusal
	return errors.As(err, &r) && slices.Contains(codes, r.code)
}

// refusedStatus tells whether Discord, or something before it, answered with
// one of these statuses.
func refusedStatus(err error, statuses ...int) bool {
	var r *refusal
	return errors.As(err, &r) && slices.Contains(statuses, r.status)
}

// mayBeDone tells whether what was asked for may have been done although the
// call failed.
func mayBeDone(err error) bool {
	var l *lost
	if errors.As(err, &l) {
		return l.reached
	}
	return refusedStatus(err, http.StatusInternalServerError, http.StatusBadGateway, http.StatusGatewayTimeout)
}

// refusalOf reads what Discord says of an error. Something before it answers in
// HTML.
func refusalOf(a *answer, content []byte) *refusal {
	var said struct {
		Code    int             `json:"code"`
		Message string          `json:"message"`
		Errors  json.RawMessage `json:"errors"`
		After   float64         `json:"retry_after"`
	}
	r := &refusal{status: a.status}
	if json.Unmarshal(content, &said) == nil {
		r.code, r.message, r.fields = said.Code, said.Message, mistakes("", said.Errors)
	}
	if a.status != http.StatusTooManyRequests {
		return r
	}
	r.pause = max(seconds(said.After), a.limits.after, pauseMin)
	if said.After == 0 && a.limits.after == 0 {
		r.pause = pauseUnknown
	}
	return r
}

// mistakes tells which fields of a body are wrong, without their values.
func mistakes(path string, content json.RawMessage) []string {
	var fields map[string]json.RawMessage
	if json.Unmarshal(content, &fields) != nil {
		return nil
	}
	var list []string
	for _, name := range slices.Sorted(maps.Keys(fields)) {
		if name != "_errors" {
			list = append(list, mistakes(strings.TrimPrefix(path+"."+name, "."), fields[name])...)
			continue
		}
		var wrong []struct {
			Code string `json:"code"`
		}
		if json.Unmarshal(fields[name], &wrong) != nil {
			continue
		}
		for _, w := range wrong {
			list = append(list, path+" "+w.Code)
		}
	}
	return list[:min(len(list), mistakesMost)]
}

func decoded(content []byte, out any) error {
	if out == nil {
		return nil
	}
	if err := json.Unmarshal(content, out); err != nil {
		return &lost{err: errors.New("the answer is no JSON of the expected kind"), reached: true, final: true}
	}
	return nil
}

// seconds is a number of seconds; what is none, or absurd, is none.
func seconds(n float64) time.Duration {
	if !(n > 0 && n < 1e7) {
		return 0
	}
	return time.Duration(n * float64(time.Second))
}

// unnamed is a transport's error without the address, which may hold the token
// of an interaction.
func unnamed(err error) error {
	var named *url.Error
	switch {
	case err == nil:
		return errors.New("there is no answer")
	case errors.As(err, &named) && named.Timeout():
		return fmt.Errorf("there is no answer in time: %w", named.Err)
	case errors.As(err, &named):
		return named.Err
	}
	return err
}
