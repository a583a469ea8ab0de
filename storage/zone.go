package storage

import "time"

// Zone is the location of an IANA name, as boards have one; UTC if there is
// none of that name.
func (db *DB) Zone(name string) *time.Location {
	zone, err := db.zone(name)
	if err != nil {
		return time.UTC
	}
	return zone
}
