package discord

import (
	"flag"
	"testing"
)

// beside is how many tests run beside each other: they wait, most of the time,
// for the library, which takes a second to leave a connection.
const beside = "5"

func TestMain(m *testing.M) {
	flag.Parse()
	if err := flag.Set("test.parallel", beside); err != nil {
		panic(err)
	}
	m.Run()
}
