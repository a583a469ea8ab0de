package bot

import (
	"crypto/rand"
	"slices"
	"sync"
	"time"

	"beirat/commands"
)

// What waits of the files that people sent. It waits in memory only: a row that
// says who sent a picture would tell whose point it belongs to
// (docs/adr/0025-a-file-waits-in-memory.md).
const (
	uploadsBytes = 64_000_000 // of all of them
	uploadsOfOne = 5          // files of one person
	uploadsLife  = 15 * time.Minute
)

// uploads are the files that wait until their person says what they belong to.
// Its methods may be called at the same time.
type uploads struct {
	mu      sync.Mutex
	waiting []upload // the oldest first
}

type upload struct {
	commands.Upload
	by    string // whose it is
	timer *time.Timer
}

// keep lets a file of a person wait, and gives it the token by which it is taken.
// The oldest go where there is no room: of this person, then of all.
func (u *uploads) keep(by string, file commands.Upload) commands.Upload {
	file.Token = rand.Text()
	file.Forget = func() { u.forget(file.Token) }
	u.mu.Lock()
	defer u.mu.Unlock()
	u.waiting = append(u.waiting, upload{file, by, time.AfterFunc(uploadsLife, file.Forget)})
	for own := u.count(by); own > uploadsOfOne; own-- {
		u.drop(slices.IndexFunc(u.waiting, func(w upload) bool { return w.by == by }))
	}
	for len(u.waiting) > 1 && u.bytes() > uploadsBytes {
		u.drop(0)
	}
	return file
}

// find is a file of a person that waits.
func (u *uploads) find(by, token string) (commands.Upload, bool) {
	u.mu.Lock()
	defer u.mu.Unlock()
	i := slices.IndexFunc(u.waiting, func(w upload) bool { return w.by == by && w.Token == token })
	if i < 0 {
		return commands.Upload{}, false
	}
	return u.waiting[i].Upload, true
}

func (u *uploads) forget(token string) {
	u.mu.Lock()
	defer u.mu.Unlock()
	if i := slices.IndexFunc(u.waiting, func(w upload) bool { return w.Token == token }); i >= 0 {
		u.drop(i)
	}
}

func (u *uploads) drop(i int) {
	u.waiting[i].timer.Stop()
	u.waiting = slices.Delete(u.waiting, i, i+1)
}

func (u *uploads) count(by string) (n int) {
	for _, w := range u.waiting {
		if w.by == by {
			n++
		}
	}
	return n
}

func (u *uploads) bytes() (sum int) {
	for _, w := range u.waiting {
		sum += len(w.Content)
	}
	return sum
}
