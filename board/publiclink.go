package board

import (
	"errors"
	"net/netip"
	"net/url"
	"strings"
	"unicode"
)

// Errors of ReadLink.
var (
	ErrNoAddress     = errors.New("no address of a page")
	ErrHiddenAddress = errors.New("an address with a name before its host")
)

// Link is an address of a page that somebody typed. The program never opens it.
type Link struct {
	Address string // as it was typed; https:// is put before one without a scheme
	Inside  bool   // it leads into somebody's own network, where others do not come
}

// Shown is the address as people see it: one that leads inside stands there
// without its scheme, so that no platform makes a link of it.
func (l Link) Shown() string {
	if !l.Inside {
		return l.Address
	}
	_, rest, _ := strings.Cut(l.Address, "://")
	return rest
}

// ReadLink reads an address. ErrNoAddress: nothing that a browser opens as a page;
// ErrHiddenAddress: what looks like its host is a name that stands before the real one.
func ReadLink(typed string) (Link, error) {
	typed = strings.TrimSpace(typed)
	if typed == "" || strings.ContainsFunc(typed, func(r rune) bool {
		return unicode.IsSpace(r) || unicode.IsControl(r) || unicode.Is(unicode.Cf, r) || strings.ContainsRune("<>\"`|\\", r)
	}) {
		return Link{}, ErrNoAddress
	}
	if first, _, _ := strings.Cut(typed, "/"); !strings.Contains(typed, "://") && strings.Contains(first, ".") && !strings.Contains(first, ":") {
		typed = "https://" + typed
	}
	address, err := url.Parse(typed)
	if err != nil || address.Host == "" || !strings.EqualFold(address.Scheme, "https") && !strings.EqualFold(address.Scheme, "http") {
		return Link{}, ErrNoAddress
	}
	if address.User != nil {
		return Link{}, ErrHiddenAddress
	}
	host := strings.TrimSuffix(strings.ToLower(address.Hostname()), ".")
	if host == "" || strings.HasPrefix(host, ".") || strings.Contains(host, "..") {
		return Link{}, ErrNoAddress
	}
	return Link{Address: typed, Inside: inside(host)}, nil
}

// inside tells whether a host is in a network of its own: by its address, or by a
// name that no public server has.
func inside(host string) bool {
	if ip, err := netip.ParseAddr(host); err == nil {
		ip = ip.Unmap()
		return !ip.IsGlobalUnicast() || ip.IsPrivate() || ip.Is4() && ip.As4()[0] == 100 && ip.As4()[1]&0xc0 == 64 // RFC 6598: between providers and their customers
	}
	foreign := func(r rune) bool { return r > unicode.MaxASCII && unicode.IsNumber(r) } // browsers read "①" as 1
	last := host[strings.LastIndexByte(host, '.')+1:]
	if strings.ContainsFunc(last, foreign) || last == host || strings.Trim(last, "0123456789") == "" || strings.HasPrefix(last, "0x") { // no dot, or a number in another form
		return true
	}
	for _, own := range []string{"local", "localhost", "internal", "intern", "lan", "home", "corp", "arpa", "test", "invalid"} {
		if last == own {
			return true
		}
	}
	return false
}
