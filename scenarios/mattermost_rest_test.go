package scenarios

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"time"
)

// rest is a Mattermost server's REST API as one account sees it. The fake and
// the real server are told apart by the address alone.
type rest struct {
	url   string
	token string
}

// restError is an answer that is no success.
type restError struct {
	Status  int
	ID      string `json:"id"`
	Message string `json:"message"`
	did     string
}

func (e *restError) Error() string {
	return fmt.Sprintf("%s: %d %s %s", e.did, e.Status, e.ID, e.Message)
}

// answers tells whether an error is an answer with this status.
func answers(err error, status int) bool {
	var e *restError
	return errors.As(err, &e) && e.Status == status
}

var restClient = &http.Client{Timeout: time.Minute, Transport: &http.Transport{MaxIdleConnsPerHost: 64, MaxIdleConns: 256}}

// call asks for something, as JSON in both directions. send and to may be nil.
func (r rest) call(ctx context.Context, method, path string, send, to any) error {
	var body io.Reader
	if send != nil {
		data, err := json.Marshal(send)
		if err != nil {
			return err
		}
		body = bytes.NewReader(data)
	}
	q, err := http.NewRequestWithContext(ctx, method, r.url+"/api/v4"+path, body)
	if err != nil {
		return err
	}
	q.Header.Set("Authorization", "Bearer "+r.token)
	q.Header.Set("Content-Type", "application/json")
	answer, err := restClient.Do(q)
	if err != nil {
		return err
	}
	data, err := io.ReadAll(answer.Body)
	if err = errors.Join(err, answer.Body.Close()); err != nil {
		return err
	}
	if answer.StatusCode >= 300 {
		e := &restError{did: method + " " + path}
		if json.Unmarshal(data, e) != nil {
			e.Message = string(data)
		}
		e.Status = answer.StatusCode
		return e
	}
	if to == nil {
		return nil
	}
	if err := json.Unmarshal(data, to); err != nil {
		return fmt.Errorf("%s %s: %w", method, path, err)
	}
	return nil
}

func (r rest) get(ctx context.Context, path string, to any) error {
	return r.call(ctx, http.MethodGet, path, nil, to)
}

func (r rest) post(ctx context.Context, path string, send, to any) error {
	return r.call(ctx, http.MethodPost, path, send, to)
}

func (r rest) put(ctx context.Context, path string, send, to any) error {
	return r.call(ctx, http.MethodPut, path, send, to)
}

// identified is anything that the server gave an id.
type identified struct {
	ID string `json:"id"`
}
