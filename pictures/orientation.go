package pictures

import (
	"bytes"
	"encoding/binary"
)

// orientation is how a picture was held, by what its camera wrote (Exif 2.32,
// 4.6.4: 1 to 8); 1 where nothing says it.
func orientation(kind string, content []byte) int {
	switch kind {
	case JPEG:
		return heldBy(exifOfJPEG(content))
	case webpKind:
		return heldBy(exifOfWebP(content))
	}
	return 1
}

const exifMark = "Exif\x00\x00"

// exifOfJPEG is the first segment of a JPEG that holds Exif; nil if none does.
func exifOfJPEG(content []byte) []byte {
	const application, scan = 0xe1, 0xda
	for at := 2; at+4 <= len(content) && content[at] == 0xff; {
		kind, length := content[at+1], int(binary.BigEndian.Uint16(content[at+2:]))
		if kind == scan || length < 2 || at+2+length > len(content) {
			return nil
		}
		segment := content[at+4 : at+2+length]
		if tiff, is := bytes.CutPrefix(segment, []byte(exifMark)); is && kind == application {
			return tiff
		}
		at += 2 + length
	}
	return nil
}

// exifOfWebP is the chunk of a WebP that holds Exif; nil if none does.
func exifOfWebP(content []byte) []byte {
	for at := 12; at+8 <= len(content); {
		name, length := string(content[at:at+4]), int(binary.LittleEndian.Uint32(content[at+4:]))
		if length < 0 || length > len(content)-at-8 {
			return nil
		}
		if name == "EXIF" {
			return bytes.TrimPrefix(content[at+8:at+8+length], []byte(exifMark))
		}
		at += 8 + length + length%2
	}
	return nil
}

// heldBy reads the orientation out of the first directory of Exif.
func heldBy(tiff []byte) int {
	const entry, tag, short = 12, 0x0112, 3
	if len(tiff) < 8 {
		return 1
	}
	var order binary.ByteOrder = binary.BigEndian
	if string(tiff[:2]) == "II" {
		order = binary.LittleEndian
	}
	start := int(order.Uint32(tiff[4:]))
	if start < 8 || start > len(tiff)-2 {
		return 1
	}
	for at := start + 2; at+entry <= len(tiff) && at < start+2+entry*int(order.Uint16(tiff[start:])); at += entry {
		if order.Uint16(tiff[at:]) == tag && order.Uint16(tiff[at+2:]) == short {
			return int(order.Uint16(tiff[at+8:]))
		}
	}
	return 1
}
