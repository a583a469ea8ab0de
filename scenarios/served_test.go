package scenarios

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"syscall"
	"time"
)

// scratch is a folder of the whole test run.
var scratch string

// built is Beirat with a clock that the test moves, made once for all tests.
var built = sync.OnceValues(func() (string, error) {
	binary := filepath.Join(scratch, "beirat")
	if said, err := exec.Command("go", "build", "-tags", "testclock", "-o", binary, "..").CombinedOutput(); err != nil {
		return "", fmt.Errorf("building Beirat: %w\n%s", err, said)
	}
	return binary, nil
})

// served is Beirat as a city runs it: set up by one command, then a process
// that serves. Its files are in a folder, its database wherever the test says.
type served struct {
	binary    string
	folder    string
	database  string
	environ   []string // of every process, beside the least
	port      int      // of the callbacks
	adminPort int
	behind    string // the address of a proxy before it; empty: none
	uncalled  bool   // no platform calls it: it listens to its gateway alone

	process *exec.Cmd
	ended   chan error
}

func newServed(binary, folder, database string, environ ...string) *served {
	return &served{binary: binary, folder: folder, database: database, environ: environ, port: freePort(), adminPort: freePort()}
}

var (
	portMutex sync.Mutex
	ports     = map[int]bool{}
)

// freePort is a port of loopback that nobody listens on, below those that
// outgoing connections get: it is free after a restart too.
func freePort() int {
	portMutex.Lock()
	defer portMutex.Unlock()
	for {
		port := 12000 + rand.IntN(8000)
		if ports[port] {
			continue
		}
		l, err := net.Listen("tcp", address(port))
		if err != nil {
			continue
		}
		_ = l.Close()
		ports[port] = true
		return port
	}
}

func address(port int) string { return fmt.Sprintf("127.0.0.1:%d", port) }

// callback is the address at which the server reaches it.
func (s *served) callback() string {
	if s.behind != "" {
		return s.behind
	}
	return "http://" + address(s.port)
}

// command is a process of Beirat with its configuration.
func (s *served) command(environ []string, args ...string) *exec.Cmd {
	c := exec.Command(s.binary, args...)
	c.Dir = s.folder
	c.Env = slices.DeleteFunc(os.Environ(), func(v string) bool { return strings.HasPrefix(v, "BEIRAT_") })
	c.Env = append(c.Env, "BEIRAT_DATABASE="+s.database, "BEIRAT_LISTEN="+address(s.port), "BEIRAT_ADMIN_LISTEN="+address(s.adminPort))
	c.Env = append(append(c.Env, s.environ...), environ...)
	return c
}

// setup runs "beirat setup" for a platform, which writes the configuration.
func (s *served) setup(platform string, environ []string, args ...string) (string, error) {
	c := s.command(environ, append([]string{"setup", platform, "--write", s.config()}, args...)...)
	said, err := c.CombinedOutput()
	if err != nil {
		return "", fmt.Errorf("beirat setup %s: %w\n%s", platform, err, said)
	}
	return string(said), nil
}

// parted are the flags of a command and, of these, what is for its environment.
func parted(flags []string) (args, environ []string) {
	for _, flag := range flags {
		if strings.HasPrefix(flag, "BEIRAT_") {
			environ = append(environ, flag)
		} else {
			args = append(args, flag)
		}
	}
	return args, environ
}

func (s *served) config() string { return filepath.Join(s.folder, "beirat.yaml") }

// start starts "beirat serve" and returns when it is ready.
func (s *served) start(ctx context.Context, environ ...string) error {
	log, err := os.OpenFile(filepath.Join(s.folder, "serve.log"), os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	s.process = s.command(environ, "serve", "--config", s.config())
	s.process.Stdout, s.process.Stderr = log, log
	if err := errors.Join(s.process.Start(), log.Close()); err != nil {
		return err
	}
	ended, process := make(chan error, 1), s.process
	s.ended = ended
	go func() { ended <- process.Wait() }()
	return s.ready(ctx)
}

func (s *served) ready(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, time.Minute)
	defer cancel()
	tick := time.NewTicker(10 * time.Millisecond)
	defer tick.Stop()
	for {
		select {
		case err := <-s.ended:
			s.ended = nil
			return fmt.Errorf("beirat serve ended: %v\n%s", err, s.lastWords())
		case <-ctx.Done():
			return fmt.Errorf("beirat serve is not ready: %w\n%s", ctx.Err(), s.lastWords())
		case <-tick.C:
		}
		if s.listens() {
			return nil
		}
	}
}

func (s *served) listens() bool {
	if !s.uncalled {
		c, err := net.Dial("tcp", address(s.port))
		if err != nil {
			return false
		}
		_ = c.Close()
	}
	answer, err := restClient.Get("http://" + address(s.adminPort) + "/readyz")
	if err != nil {
		return false
	}
	_ = answer.Body.Close()
	return answer.StatusCode == http.StatusOK
}

// lastWords is the end of the log.
func (s *served) lastWords() string {
	log, err := os.ReadFile(filepath.Join(s.folder, "serve.log"))
	if err != nil {
		return err.Error()
	}
	return string(log[max(0, len(log)-6000):])
}

// stop ends the process as an administrator does, and wants it to end well.
func (s *served) stop() error {
	if s.ended == nil {
		return nil
	}
	if err := s.process.Process.Signal(syscall.SIGTERM); err != nil {
		return err
	}
	return s.end(20 * time.Second)
}

// kill ends the process as the power does.
func (s *served) kill() error {
	if s.ended == nil {
		return nil
	}
	if err := s.process.Process.Kill(); err != nil {
		return err
	}
	<-s.ended
	s.ended = nil
	return nil
}

func (s *served) end(patience time.Duration) error {
	timer := time.NewTimer(patience)
	defer timer.Stop()
	select {
	case err := <-s.ended:
		s.ended = nil
		if err != nil {
			return fmt.Errorf("beirat serve ended with %w\n%s", err, s.lastWords())
		}
		return nil
	case <-timer.C:
		said := s.lastWords()
		return errors.Join(fmt.Errorf("beirat serve does not end\n%s", said), s.kill())
	}
}

// died waits until the process has killed itself.
func (s *served) died() error {
	var exit *exec.ExitError
	select {
	case err := <-s.ended:
		s.ended = nil
		if errors.As(err, &exit) && exit.Sys().(syscall.WaitStatus).Signal() == syscall.SIGKILL {
			return nil
		}
		return fmt.Errorf("beirat serve was to be killed, but ended: %v\n%s", err, s.lastWords())
	case <-time.After(20 * time.Second):
		return errors.New("beirat serve was to be killed, but sent nothing")
	}
}

// clock moves the clock of a binary with a test's clock to a moment, or does
// what is due where it stands, and gives where it stands then.
func (s *served) clock(ctx context.Context, to time.Time) (time.Time, error) {
	body := ""
	if !to.IsZero() {
		body = to.Format(time.RFC3339Nano)
	}
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, "http://"+address(s.adminPort)+"/clock", strings.NewReader(body))
	if err != nil {
		return time.Time{}, err
	}
	answer, err := restClient.Do(r)
	if err != nil {
		return time.Time{}, err
	}
	text, err := io.ReadAll(answer.Body)
	if err = errors.Join(err, answer.Body.Close()); err != nil {
		return time.Time{}, err
	}
	if answer.StatusCode != http.StatusOK {
		return time.Time{}, fmt.Errorf("POST /clock: %s: %s\n%s", answer.Status, text, s.lastWords())
	}
	return time.Parse(time.RFC3339Nano, string(bytes.TrimSpace(text)))
}
