package mattermost

import (
	"crypto"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/sha256"
	"encoding/asn1"
	"encoding/base64"
	"io"
	"math/big"
	"net"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/mattermost/mattermost/server/public/model"
)

func otherKey() (*ecdsa.PrivateKey, error) { return ecdsa.GenerateKey(elliptic.P256(), rand.Reader) }

// signed is what the server signed for a user at a moment.
func (s *stand) signed(user string, at time.Time) string {
	data := model.NewId() + ":" + user + ":" + strconv.FormatInt(at.UnixMilli(), 10) + ":"
	sum := sha256.Sum256([]byte(data))
	signature, err := s.key.Sign(rand.Reader, sum[:], crypto.SHA256)
	if err != nil {
		s.Fatal(err)
	}
	return base64.StdEncoding.EncodeToString([]byte(data + base64.StdEncoding.EncodeToString(signature)))
}

// redated is a trigger that says it were of now.
func redated(trigger string) string {
	content, _ := base64.StdEncoding.DecodeString(trigger)
	parts := strings.Split(string(content), ":")
	parts[2] = strconv.FormatInt(time.Now().UnixMilli(), 10)
	return base64.StdEncoding.EncodeToString([]byte(strings.Join(parts, ":")))
}

// mirrored is a trigger with another signature of the same that holds as well:
// everybody can make one.
func mirrored(trigger string) string {
	content, _ := base64.StdEncoding.DecodeString(trigger)
	parts := strings.Split(string(content), ":")
	der, _ := base64.StdEncoding.DecodeString(parts[3])
	var signature struct{ R, S *big.Int }
	_, _ = asn1.Unmarshal(der, &signature)
	signature.S.Sub(elliptic.P256().Params().N, signature.S)
	der, _ = asn1.Marshal(signature)
	parts[3] = base64.StdEncoding.EncodeToString(der)
	return base64.StdEncoding.EncodeToString([]byte(strings.Join(parts, ":")))
}

// forged is a sealed action with "no" where "yes" was.
func forged(value string) string {
	parts := strings.Split(value, ".")
	body, _ := base64.RawURLEncoding.DecodeString(parts[1])
	parts[1] = base64.RawURLEncoding.EncodeToString([]byte(strings.Replace(string(body), "yes", "no", 1)))
	return strings.Join(parts, ".")
}

// post is a new post on the server.
func (s *stand) post(user, channel string) string {
	id := model.NewId()
	s.posts[id] = &model.Post{Id: id, UserId: user, ChannelId: channel}
	return id
}

func dialRaw(t *testing.T, address string) net.Conn {
	t.Helper()
	conn, err := net.Dial("tcp", address)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = conn.Close() })
	return conn
}

func readAll(t *testing.T, conn net.Conn) string {
	t.Helper()
	answer, err := io.ReadAll(conn)
	if err != nil {
		t.Fatal(err)
	}
	return string(answer)
}
