package pictures

import "encoding/binary"

// mostScans is how often a JPEG may go through its points. Cameras and browsers write
// one scan, or some ten of a picture that becomes clearer while it comes; forty bytes
// can ask for another one through all of them, so that a file would take hours.
const mostScans = 50

// scans is how many a JPEG has, up to its end.
func scans(content []byte) (n int) {
	const fill, stuffed, restart, lastRestart, end, scan = 0xff, 0x00, 0xd0, 0xd7, 0xd9, 0xda
	for at := 2; at+4 <= len(content); {
		kind := content[at+1]
		switch {
		case content[at] != 0xff, kind == fill: // between the marks
			at++
		case kind == stuffed, kind >= restart && kind <= lastRestart:
			at += 2
		case kind == end:
			return n
		default:
			if kind == scan {
				n++
			}
			at += 2 + int(binary.BigEndian.Uint16(content[at+2:]))
		}
	}
	return n
}
