package when

import (
	"bufio"
	"errors"
	"io"
	"strings"
	"time"
)

// Table reads one input a line from r, each as meant at now, and writes a line
// "input<TAB>reading" or "input<TAB>refused: reason" to w for each of them.
// Lines may end in CRLF, the last one may end in nothing. Its error is one of
// reading or writing, never a Refusal.
func Table(r io.Reader, w io.Writer, now time.Time) error {
	in, out := bufio.NewReader(r), bufio.NewWriter(w)
	for {
		line, err := in.ReadString('\n')
		if err != nil && !errors.Is(err, io.EOF) {
			return errors.Join(err, out.Flush())
		}
		if line == "" {
			return out.Flush()
		}
		if _, err := out.WriteString(row(strings.TrimRight(line, "\r\n"), now)); err != nil {
			return err
		}
	}
}

func row(input string, now time.Time) string {
	reading, err := Understand(input, now)
	if err != nil {
		return input + "\trefused: " + err.Error() + "\n"
	}
	return input + "\t" + reading.String() + "\n"
}
