package main

import (
	"bytes"
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"syscall"
	"time"
)

// server is the process of the real server.
type server struct {
	folder   string
	address  string
	database string
	process  *exec.Cmd
	ended    chan error
}

func (s *server) url() string { return "http://" + s.address }

// environment is the least that the server needs to meet a bot on loopback, and
// to be told nothing from outside.
func (s *server) environment() []string {
	return append(os.Environ(),
		"MM_SQLSETTINGS_DRIVERNAME=postgres",
		"MM_SQLSETTINGS_DATASOURCE="+s.database,
		"MM_SERVICESETTINGS_LISTENADDRESS="+s.address,
		"MM_SERVICESETTINGS_SITEURL="+s.url(),
		"MM_SERVICESETTINGS_ENABLEBOTACCOUNTCREATION=true",
		"MM_SERVICESETTINGS_ENABLEUSERACCESSTOKENS=true",
		"MM_SERVICESETTINGS_ALLOWEDUNTRUSTEDINTERNALCONNECTIONS=127.0.0.1 localhost",
		"MM_SERVICESETTINGS_ENABLESECURITYFIXALERT=false",
		"MM_ANNOUNCEMENTSETTINGS_ADMINNOTICESENABLED=false",
		"MM_ANNOUNCEMENTSETTINGS_USERNOTICESENABLED=false",
		"MM_LOGSETTINGS_ENABLEDIAGNOSTICS=false",
		"MM_LOGSETTINGS_FILELOCATION="+filepath.Join(s.folder, "logs"),
		"MM_TEAMSETTINGS_MAXUSERSPERTEAM=200",
		"MM_PLUGINSETTINGS_ENABLE=false",
		"MM_EMAILSETTINGS_SENDEMAILNOTIFICATIONS=false",
		"MM_FILESETTINGS_DIRECTORY="+filepath.Join(s.folder, "data")+"/",
	)
}

// start starts the server and returns when it answers.
func (s *server) start(ctx context.Context) error {
	log, err := os.OpenFile(filepath.Join(s.folder, "out.log"), os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	s.process = exec.Command(filepath.Join(s.folder, "mattermost"), "server")
	s.process.Dir, s.process.Env = s.folder, s.environment()
	s.process.Stdout, s.process.Stderr = log, log
	// A signal of the terminal is for this program, which then stops the server.
	s.process.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	if err := errors.Join(s.process.Start(), log.Close()); err != nil {
		return err
	}
	s.ended = make(chan error, 1)
	go func() { s.ended <- s.process.Wait() }()
	return s.ready(ctx)
}

func (s *server) ready(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, 2*time.Minute)
	defer cancel()
	tick := time.NewTicker(50 * time.Millisecond)
	defer tick.Stop()
	for {
		select {
		case err := <-s.ended:
			s.ended <- err // for stop
			return fmt.Errorf("the server ended: %v\n%s", err, s.lastWords())
		case <-ctx.Done():
			return fmt.Errorf("the server is not ready: %w\n%s", ctx.Err(), s.lastWords())
		case <-tick.C:
		}
		if err := s.call(ctx, http.MethodGet, "/api/v4/system/ping", "", nil, nil); err == nil {
			return nil
		}
	}
}

// lastWords is the end of the server's log.
func (s *server) lastWords() []byte {
	log, err := os.ReadFile(filepath.Join(s.folder, "out.log"))
	if err != nil {
		return []byte(err.Error())
	}
	return log[max(0, len(log)-4000):]
}

// stop ends the server, gently first.
func (s *server) stop() error {
	if s.ended == nil {
		return nil
	}
	if err := s.process.Process.Signal(syscall.SIGTERM); err != nil && !errors.Is(err, os.ErrProcessDone) {
		return err
	}
	select {
	case <-s.ended:
	case <-time.After(20 * time.Second):
		if err := s.process.Process.Kill(); err != nil {
			return err
		}
		<-s.ended
	}
	s.ended = nil
	return nil
}

// serve restarts the server whenever somebody knocks, until the context ends.
func (s *server) serve(ctx context.Context, d *door) error {
	for {
		select {
		case <-ctx.Done():
			return nil
		case err := <-s.ended:
			s.ended = nil
			return fmt.Errorf("the server ended by itself: %v\n%s", err, s.lastWords())
		case answer := <-d.knocks:
			err := s.stop()
			if err == nil {
				err = s.start(ctx)
			}
			answer <- err
			if err != nil {
				return err
			}
		}
	}
}

// firstUser makes the system administrator, who is the first user, and gives a
// token of theirs.
func (s *server) firstUser(ctx context.Context) (token string, err error) {
	password := "Aa1-" + rand.Text()
	var user struct {
		ID string `json:"id"`
	}
	err = s.call(ctx, http.MethodPost, "/api/v4/users", "", map[string]string{
		"username": "sysadmin", "email": "sysadmin@example.org", "password": password, "locale": "de"}, &user)
	if err != nil {
		return "", fmt.Errorf("making the first user: %w", err)
	}
	session, err := s.login(ctx, "sysadmin", password)
	if err != nil {
		return "", fmt.Errorf("logging in: %w", err)
	}
	var made struct {
		Token string `json:"token"`
	}
	err = s.call(ctx, http.MethodPost, "/api/v4/users/"+user.ID+"/tokens", session, map[string]string{"description": "tests"}, &made)
	if err != nil {
		return "", fmt.Errorf("making the first user's token: %w", err)
	}
	return made.Token, nil
}

func (s *server) login(ctx context.Context, name, password string) (session string, err error) {
	body, err := json.Marshal(map[string]string{"login_id": name, "password": password})
	if err != nil {
		return "", err
	}
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, s.url()+"/api/v4/users/login", bytes.NewReader(body))
	if err != nil {
		return "", err
	}
	answer, err := http.DefaultClient.Do(r)
	if err != nil {
		return "", err
	}
	session = answer.Header.Get("Token")
	if answer.StatusCode != http.StatusOK || session == "" {
		err = errors.New(answer.Status)
	}
	return session, errors.Join(err, answer.Body.Close())
}

// call asks the server for something, as JSON in both directions.
func (s *server) call(ctx context.Context, method, path, token string, send, to any) error {
	var body io.Reader
	if send != nil {
		data, err := json.Marshal(send)
		if err != nil {
			return err
		}
		body = bytes.NewReader(data)
	}
	r, err := http.NewRequestWithContext(ctx, method, s.url()+path, body)
	if err != nil {
		return err
	}
	if token != "" {
		r.Header.Set("Authorization", "Bearer "+token)
	}
	answer, err := http.DefaultClient.Do(r)
	if err != nil {
		return err
	}
	data, err := io.ReadAll(answer.Body)
	if err = errors.Join(err, answer.Body.Close()); err != nil {
		return err
	}
	if answer.StatusCode >= 300 {
		return fmt.Errorf("%s %s: %s: %s", method, path, answer.Status, data)
	}
	if to == nil {
		return nil
	}
	return json.Unmarshal(data, to)
}
