package bot

import (
	"fmt"
	"testing"
	"testing/synctest"
	"time"

	"beirat/board"
	"beirat/commands"
)

func file(bytes int) commands.Upload { return commands.Upload{Content: make([]byte, bytes)} }

func TestAFileWaitsForItsPersonUntilItIsTaken(t *testing.T) {
	var u uploads
	one, other := u.keep("console/anna", file(1)), u.keep("console/anna", file(1))
	if one.Token == "" || one.Token == other.Token {
		t.Fatalf("the tokens are %q and %q", one.Token, other.Token)
	}
	if _, found := u.find("console/bert", one.Token); found {
		t.Error("somebody else takes it")
	}
	if got, found := u.find("console/anna", one.Token); !found || got.Token != one.Token {
		t.Error("its person does not find it")
	}
	one.Taken()
	one.Taken() // twice does no harm
	if _, found := u.find("console/anna", one.Token); found {
		t.Error("it is taken, and still there")
	}
	if _, found := u.find("console/anna", other.Token); !found {
		t.Error("the other one went with it")
	}
}

func TestAFileIsForgottenAfterAQuarterOfAnHour(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var u uploads
		one := u.keep("console/anna", file(1))
		time.Sleep(uploadsLife - time.Second)
		if _, found := u.find("console/anna", one.Token); !found {
			t.Error("it is forgotten too early")
		}
		time.Sleep(2 * time.Second)
		synctest.Wait()
		if len(u.waiting) != 0 {
			t.Error("its content is still in memory")
		}
	})
}

func TestTheFilesThatWaitDoNotTakeAllOfTheMemory(t *testing.T) {
	var u uploads
	for range uploadsOfOne + 2 {
		u.keep("console/anna", file(1))
	}
	if got := u.count("console/anna"); got != uploadsOfOne {
		t.Errorf("of one person %d wait", got)
	}
	var last commands.Upload
	for i := range 20 {
		last = u.keep(fmt.Sprint("console/", i), file(board.MostAttachment))
	}
	if u.bytes() > uploadsBytes {
		t.Errorf("%d bytes wait", u.bytes())
	}
	if _, found := u.find("console/19", last.Token); !found {
		t.Error("the newest is gone")
	}
	for _, w := range u.waiting {
		w.timer.Stop()
	}
}
