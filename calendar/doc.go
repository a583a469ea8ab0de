// Package calendar writes meetings as calendar programs read them (RFC 5545,
// 5546 and 7986): as a file, or as a feed that somebody subscribes to. It knows
// neither boards nor the database, and names nobody who takes part.
package calendar
