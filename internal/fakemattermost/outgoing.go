package fakemattermost

import (
	"context"
	"errors"
	"net"
	"net/http"
	"slices"
	"strings"
	"time"
)

// errAddress is why the server does not call an integration in its own network.
var errAddress = errors.New("address forbidden, you may need to set the necessary AllowedUntrustedInternalConnections")

// outward makes the connections to integrations: not to an address of the local
// network that AllowedUntrustedInternalConnections does not list.
func (s *Server) outward() *http.Transport {
	return &http.Transport{MaxIdleConnsPerHost: 64, DialContext: func(ctx context.Context, network, address string) (net.Conn, error) {
		host, _, err := net.SplitHostPort(address)
		if err != nil {
			return nil, err
		}
		s.mu.Lock()
		allowed := strings.FieldsFunc(*s.config.ServiceSettings.AllowedUntrustedInternalConnections,
			func(r rune) bool { return r == ' ' || r == ',' })
		s.mu.Unlock()
		if !slices.Contains(allowed, host) && !public(ctx, host, allowed) {
			return nil, errAddress
		}
		return (&net.Dialer{}).DialContext(ctx, network, address)
	}}
}

// send calls an integration.
func (s *Server) send(r *http.Request) (*http.Response, error) {
	s.mu.Lock()
	timeout := time.Duration(*s.config.ServiceSettings.OutgoingIntegrationRequestsTimeout) * time.Second
	s.mu.Unlock()
	client := &http.Client{Transport: s.transport, Timeout: timeout}
	return s.faultyOutgoing(r, client.Do)
}

func public(ctx context.Context, host string, allowed []string) bool {
	addresses, err := net.DefaultResolver.LookupIP(ctx, "ip", host)
	if err != nil {
		return true // dialling says it better
	}
	for _, ip := range addresses {
		if !ip.IsLoopback() && !ip.IsPrivate() && !ip.IsLinkLocalUnicast() && !ip.IsUnspecified() {
			return true
		}
		for _, a := range allowed {
			if _, network, err := net.ParseCIDR(a); err == nil && network.Contains(ip) {
				return true
			}
		}
	}
	return false
}
