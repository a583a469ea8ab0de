package mattermost

import (
	"context"
	"net"
	"net/netip"
	"net/url"
	"slices"
	"strings"
)

// Addresses are those of an address' host, as they are known here: from one of
// them a server calls, unless it stands behind a proxy.
func Addresses(ctx context.Context, address string) []netip.Addr {
	u, err := url.Parse(address)
	if err != nil || u.Hostname() == "" {
		return nil
	}
	found, _ := resolve(ctx, u.Hostname())
	slices.SortFunc(found, netip.Addr.Compare)
	return slices.Compact(found)
}

// Wall writes addresses as mattermost.networks has them.
func Wall(addresses []netip.Addr) string {
	var list []string
	for _, ip := range addresses {
		list = append(list, netip.PrefixFrom(ip.WithZone(""), ip.BitLen()).String())
	}
	return strings.Join(list, ", ")
}

// lookWall finds out whether anybody but the server can call back. What a
// callback proves holds against strangers; who is lured into a click needs
// this wall.
func (c *check) lookWall(ctx context.Context) error {
	switch {
	case c.Callback == "":
	case len(c.Networks) > 0:
		c.Good("Callbacks are taken from the networks of mattermost.networks only.")
	case Reachable(c.Listen):
		c.Wrong("Callbacks are taken from everybody who reaches %s. Please set mattermost.networks to the address from which the server calls%s.", c.Listen, c.likely(ctx))
	default:
		c.Note("Callbacks are taken from everything on this machine (mattermost.networks is empty).")
	}
	return nil
}

func (c *check) likely(ctx context.Context) string {
	if wall := Wall(Addresses(ctx, c.URL)); wall != "" {
		return ", probably " + wall
	}
	return ""
}

// Reachable tells whether others than this machine reach an address that is
// listened on.
func Reachable(listen string) bool {
	host, _, err := net.SplitHostPort(listen)
	ip := net.ParseIP(host)
	return err != nil || host != "localhost" && (ip == nil || !ip.IsLoopback())
}
