package discord

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"mime"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"net/http/httptrace"
	"strconv"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"
)

const testToken = "MTA4.secret.token"

// wires is a network in which every call is answered by a function.
type wires func(q *http.Request, body string) (*http.Response, error)

func (w wires) RoundTrip(q *http.Request) (*http.Response, error) {
	var body []byte
	if q.Body != nil {
		body, _ = io.ReadAll(q.Body)
	}
	if trace := httptrace.ContextClientTrace(q.Context()); trace != nil && trace.GotConn != nil {
		trace.GotConn(httptrace.GotConnInfo{})
	}
	if err := q.Context().Err(); err != nil {
		return nil, err
	}
	return w(q, string(body))
}

func said(status int, body string, headers ...string) (*http.Response, error) {
	h := http.Header{}
	for i := 0; i+1 < len(headers); i += 2 {
		h.Set(headers[i], headers[i+1])
	}
	return &http.Response{StatusCode: status, Status: strconv.Itoa(status), Header: h, Body: io.NopCloser(strings.NewReader(body))}, nil
}

// script answers one call after another, the last answer for ever.
func script(calls *[]string, answers ...func() (*http.Response, error)) wires {
	var mu sync.Mutex
	return func(q *http.Request, body string) (*http.Response, error) {
		mu.Lock()
		defer mu.Unlock()
		*calls = append(*calls, q.Method+" "+q.URL.Path+" "+body)
		return answers[min(len(*calls), len(answers))-1]()
	}
}

func answers(status int, body string, headers ...string) func() (*http.Response, error) {
	return func() (*http.Response, error) { return said(status, body, headers...) }
}

func clientOn(w wires) *client {
	c := newClient("https://discord.example", testToken, slog.New(slog.DiscardHandler))
	c.transport.base = w
	return c
}

func TestTwoClientsSpeakToTwoAddressesAtOnce(t *testing.T) {
	t.Parallel()
	server := func(name string) *httptest.Server {
		s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, q *http.Request) {
			fmt.Fprintf(w, `{"who":%q,"path":%q,"token":%q}`, name, q.URL.RequestURI(), q.Header.Get("Authorization"))
		}))
		t.Cleanup(s.Close)
		return s
	}
	type told struct{ Who, Path, Token string }
	one := newClient(server("one").URL, "first", slog.New(slog.DiscardHandler))
	two := newClient(server("two").URL+"/", "Bot second\n", slog.New(slog.DiscardHandler))
	var wait sync.WaitGroup
	for range 20 {
		for c, want := range map[*client]told{
			one: {"one", "/api/v10/users/@me?a=b%20c", "Bot first"},
			two: {"two", "/api/v10/users/@me?a=b%20c", "Bot second"},
		} {
			wait.Go(func() {
				var got told
				if err := c.call(t.Context(), request{method: "GET", path: "/users/@me?a=b%20c"}, &got); err != nil || got != want {
					t.Errorf("got %+v, %v, want %+v", got, err, want)
				}
			})
		}
	}
	wait.Wait()
}

func TestWhatAnInteractionsTokenAllowsIsAskedWithoutTheBots(t *testing.T) {
	t.Parallel()
	c := clientOn(func(q *http.Request, _ string) (*http.Response, error) {
		if given, is := q.Header["Authorization"]; is {
			t.Errorf("the call carries %q", given)
		}
		return said(204, "")
	})
	if err := c.call(t.Context(), request{method: "POST", path: "/interactions/1/tok/callback", body: 1, bare: true}, nil); err != nil {
		t.Error(err)
	}
}

func TestNoErrorTellsAToken(t *testing.T) {
	t.Parallel()
	for name, w := range map[string]wires{
		"lost":    func(*http.Request, string) (*http.Response, error) { return nil, errors.New("connection reset") },
		"refused": func(*http.Request, string) (*http.Response, error) { return said(404, `{"code":10062}`) },
		"broken":  func(*http.Request, string) (*http.Response, error) { return said(200, `<html>`) },
	} {
		for _, path := range []string{"/interactions/1/inter.tok/callback", "/webhooks/1/inter.tok/messages/@original?inter.tok"} {
			var out any
			err := clientOn(w).call(t.Context(), request{method: "POST", path: path, bare: true}, &out)
			if err == nil || strings.Contains(err.Error(), "inter.tok") || strings.Contains(err.Error(), "secret") {
				t.Errorf("%s: %v", name, err)
			}
		}
	}
}

func TestAPauseThatDiscordAsksForIsKept(t *testing.T) {
	t.Parallel()
	for name, first := range map[string]func() (*http.Response, error){
		"as Discord says it":                      answers(429, `{"message":"slow","retry_after":1.5,"global":false}`, "Retry-After", "2"),
		"as something before Discord says it":     answers(429, `<html>Too many</html>`, "Retry-After", "2"),
		"by something that does not say how long": answers(429, `<html>Too many</html>`),
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				var calls []string
				c := clientOn(script(&calls, first, answers(200, `{}`)))
				began := time.Now()
				if err := c.call(t.Context(), request{method: "POST", path: "/channels/1/messages", body: 1}, nil); err != nil {
					t.Fatal(err)
				}
				if took := time.Since(began); len(calls) != 2 || took < 1500*time.Millisecond || took > 6*time.Second {
					t.Errorf("%d calls in %s", len(calls), took)
				}
			})
		})
	}
}

func TestAPauseLongerThanThereIsTimeIsNotKept(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		var calls []string
		c := clientOn(script(&calls, answers(429, `{"retry_after":20}`, "Retry-After", "20")))
		ctx, cancel := context.WithTimeout(t.Context(), 2500*time.Millisecond)
		defer cancel()
		began := time.Now()
		err := c.call(ctx, request{method: "GET", path: "/users/@me"}, nil)
		if !refusedStatus(err, 429) || time.Since(began) != 0 {
			t.Errorf("after %s: %v", time.Since(began), err)
		}
		err = c.call(ctx, request{method: "GET", path: "/users/@me"}, nil)
		if !errors.Is(err, errLimit) || mayBeDone(err) || time.Since(began) != 0 || len(calls) != 1 {
			t.Errorf("after %s and %d calls: %v", time.Since(began), len(calls), err)
		}
	})
}

func TestAWaitEndsWithItsContext(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		var calls []string
		c := clientOn(script(&calls, answers(429, `{"retry_after":20}`, "Retry-After", "20")))
		ctx, cancel := context.WithCancel(t.Context())
		time.AfterFunc(time.Second, cancel)
		began := time.Now()
		if err := c.call(ctx, request{method: "GET", path: "/users/@me"}, nil); err == nil || time.Since(began) != time.Second {
			t.Errorf("after %s: %v", time.Since(began), err)
		}
	})
}

func TestAGlobalPauseHoldsEverythingBack(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		var calls []string
		c := clientOn(script(&calls, answers(429, `{"retry_after":3,"global":true}`, "Retry-After", "3", "X-RateLimit-Global", "true"), answers(200, `{}`)))
		began := time.Now()
		var wait sync.WaitGroup
		wait.Go(func() {
			if err := c.call(t.Context(), request{method: "GET", path: "/users/@me"}, nil); err != nil {
				t.Error(err)
			}
		})
		synctest.Wait()
		if err := c.call(t.Context(), request{method: "GET", path: "/guilds/1"}, nil); err != nil {
			t.Error(err)
		}
		if took := time.Since(began); took != 3*time.Second {
			t.Errorf("another call was made after %s", took)
		}
		wait.Wait()
	})
}

func TestOnlyWhatMayBeDoneTwiceIsRepeated(t *testing.T) {
	t.Parallel()
	message := map[string]any{"content": "x", "nonce": "n", "enforce_nonce": true}
	for _, c := range []struct {
		what    string
		request request
		calls   int
	}{
		{"a question", request{method: "GET", path: "/users/@me"}, triesMost},
		{"an edit", request{method: "PATCH", path: "/channels/1/messages/2", body: message}, triesMost},
		{"the commands", request{method: "PUT", path: "/applications/1/commands", body: []int{}}, triesMost},
		{"a message with a nonce", request{method: "POST", path: "/channels/1/messages", body: message}, triesMost},
		{"a message with a nonce and a file", request{method: "POST", path: "/channels/1/messages", body: message, files: []file{{Name: "a"}}}, triesMost},
		{"a message without a nonce", request{method: "POST", path: "/channels/1/messages", body: map[string]any{"content": "x"}}, 1},
		{"an answer to an interaction", request{method: "POST", path: "/interactions/1/t/callback", body: map[string]any{"type": 5}, bare: true}, 1},
	} {
		for how, fail := range map[string]func() (*http.Response, error){
			"502 in HTML": answers(502, `<html>Bad gateway</html>`),
			"500":         answers(500, `{"message":"500: Internal Server Error","code":0}`),
			"cut off":     func() (*http.Response, error) { return nil, io.ErrUnexpectedEOF },
		} {
			t.Run(c.what+", "+how, func(t *testing.T) {
				synctest.Test(t, func(t *testing.T) {
					var calls []string
					err := clientOn(script(&calls, fail)).call(t.Context(), c.request, nil)
					if len(calls) != c.calls || err == nil || !mayBeDone(err) {
						t.Errorf("%d calls, want %d; %v", len(calls), c.calls, err)
					}
				})
			})
		}
	}
}

func TestARepetitionIsTheSameCall(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		var calls []string
		c := clientOn(script(&calls, answers(502, ``), answers(200, `{"id":"7"}`)))
		var out struct{ ID string }
		err := c.call(t.Context(), request{method: "POST", path: "/channels/1/messages", body: map[string]any{"nonce": "n", "enforce_nonce": true}}, &out)
		if err != nil || out.ID != "7" || len(calls) != 2 || calls[0] != calls[1] {
			t.Errorf("%q, %+v, %v", calls, out, err)
		}
	})
}

func TestARefusalTellsWhatIsWrongWithTheBodyAndNotItsValues(t *testing.T) {
	t.Parallel()
	c := clientOn(func(*http.Request, string) (*http.Response, error) {
		return said(400, `{"message":"Invalid Form Body","code":50035,"errors":{"components":{"0":{"custom_id":{"_errors":[{"code":"BASE_TYPE_REQUIRED","message":"he said geheim"}]}}}}}`)
	})
	err := c.call(t.Context(), request{method: "POST", path: "/channels/1/messages", body: 1}, nil)
	want := "POST /channels/1/messages: Discord answers 400, code 50035: Invalid Form Body (components.0.custom_id BASE_TYPE_REQUIRED)"
	if err == nil || err.Error() != want || !refused(err, 50001, 50035) || refused(err, 50001) || mayBeDone(err) {
		t.Errorf("got %v", err)
	}
}

func TestFilesGoBesideTheBodyThatNamesThem(t *testing.T) {
	t.Parallel()
	c := clientOn(func(q *http.Request, body string) (*http.Response, error) {
		_, given, err := mime.ParseMediaType(q.Header.Get("Content-Type"))
		if err != nil {
			t.Error(err)
		}
		form, err := multipart.NewReader(strings.NewReader(body), given["boundary"]).ReadForm(1 << 20)
		if err != nil {
			t.Fatal(err)
		}
		if got := form.Value["payload_json"]; len(got) != 1 || got[0] != `{"content":"ä"}` {
			t.Errorf("payload_json is %q", got)
		}
		for field, want := range map[string]string{"files[0]": `Übersicht "neu".png`, "files[1]": "b"} {
			if got := form.File[field]; len(got) != 1 || got[0].Filename != want {
				t.Errorf("%s is %+v", field, got)
			}
		}
		return said(200, `{}`)
	})
	err := c.call(t.Context(), request{
		method: "POST", path: "/channels/1/messages", body: map[string]string{"content": "ä"},
		files: []file{{Name: `Übersicht "neu".png`, Type: "image/png", Content: []byte("1")}, {Name: "b", Content: []byte("2")}},
	}, nil)
	if err != nil {
		t.Error(err)
	}
}

func TestHeadersThatAreNoNumbersCostNoAnswer(t *testing.T) {
	t.Parallel()
	c := clientOn(func(*http.Request, string) (*http.Response, error) {
		return said(200, `{"id":"7"}`, "X-RateLimit-Reset-After", "soon", "X-RateLimit-Remaining", "few", "X-RateLimit-Reset", "never")
	})
	var out struct{ ID string }
	if err := c.call(t.Context(), request{method: "GET", path: "/users/@me"}, &out); err != nil || out.ID != "7" {
		t.Errorf("%+v, %v", out, err)
	}
}
