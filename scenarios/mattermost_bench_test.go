package scenarios

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"beirat/storage/storagetest"
)

// BenchmarkClick measures clicks of members on the real server: on Beirat's
// buttons, which store and answer, and, beside them, on those of an integration
// that answers everything with nothing. docs/performance.md says how to read it.
func BenchmarkClick(b *testing.B) {
	c := shipped(b, 32)
	p := c.opens(1, "")
	empty := c.emptyPoll(b)
	for _, voters := range []int{1, 11, 32} {
		for _, of := range []struct {
			name string
			poll poll
		}{{"empty", empty}, {"beirat", p}} {
			b.Run(fmt.Sprintf("%s/%d", of.name, voters), func(b *testing.B) {
				took := c.load(b, of.poll, voters, b.N)
				b.ReportMetric(took[len(took)/2].Seconds()*1000, "p50-ms")
				b.ReportMetric(took[len(took)*99/100].Seconds()*1000, "p99-ms")
				b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "clicks/s")
			})
			c.rest()
		}
	}
	c.shows(p)
}

// BenchmarkBurst measures how often the message is edited while all click.
func BenchmarkBurst(b *testing.B) {
	c := shipped(b, 32)
	p := c.opens(1, "")
	before := c.chair().edited(p.post)
	b.ResetTimer()
	c.load(b, p, 32, 360*b.N)
	c.rest()
	took := b.Elapsed()
	c.must(c.chair().sync(b.Context()))
	edits := c.chair().edited(p.post) - before
	b.ReportMetric(float64(edits), "edits")
	b.ReportMetric(float64(edits)/took.Seconds(), "edits/s")
	c.shows(p)
}

// BenchmarkMemory measures what the process holds before and after b.N clicks,
// and how much of a core it takes when nobody does anything.
func BenchmarkMemory(b *testing.B) {
	c := shipped(b, 32)
	p := c.opens(1, "")
	c.load(b, p, 32, 5000)
	before := c.memory()
	c.load(b, p, 32, b.N)
	c.rest()
	b.ReportMetric(before, "MB-before")
	b.ReportMetric(c.memory(), "MB-after")
	const quiet = 30 * time.Second
	began := c.processor()
	<-time.After(quiet)
	b.ReportMetric(100*(c.processor()-began).Seconds()/quiet.Seconds(), "%-idle")
	c.shows(p)
}

// shipped is a crowd before the program as it is shipped, on the real server.
func shipped(b *testing.B, members int) *crowd {
	b.Helper()
	url, token := realServer(b)
	binary := filepath.Join(b.TempDir(), "beirat")
	if said, err := exec.CommandContext(b.Context(), "go", "build", "-o", binary, "..").CombinedOutput(); err != nil {
		b.Fatalf("%v\n%s", err, said)
	}
	town := newTown(url, token, "de")
	b.Cleanup(town.Close)
	database := storagetest.SQLite(b)
	if os.Getenv("BEIRAT_BENCH_POSTGRES") != "" {
		database = storagetest.Postgres(b)
	}
	return gatherWith(b, town, newServed(binary, b.TempDir(), database), members)
}

// emptyPoll is a message with the same buttons, behind which nothing happens.
func (c *crowd) emptyPoll(b *testing.B) poll {
	b.Helper()
	nothing := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		_, _ = io.Copy(io.Discard, r.Body)
		w.Header().Set("Content-Type", "application/json")
		_, _ = io.WriteString(w, "{}")
	}))
	b.Cleanup(nothing.Close)
	var actions []map[string]any
	p := poll{buttons: map[string]string{}}
	for i, label := range labels {
		id := fmt.Sprintf("a%d", i)
		p.buttons[label] = id
		actions = append(actions, map[string]any{"id": id, "type": "button", "name": label,
			"integration": map[string]any{"url": nothing.URL, "context": map[string]string{"choice": label}}})
	}
	var made identified
	c.must(c.town.admin.post(b.Context(), "/posts", map[string]any{"channel_id": c.channel,
		"props": map[string]any{"attachments": []map[string]any{{"text": "Frage?", "actions": actions}}}}, &made))
	p.post = made.ID
	return p
}

// load lets so many voters click so often in all, each as soon as they were
// answered, and gives how long the clicks took, sorted.
func (c *crowd) load(b *testing.B, p poll, voters, clicks int) []time.Duration {
	b.Helper()
	took := make([]time.Duration, clicks)
	var next atomic.Int64
	var all sync.WaitGroup
	var failed atomic.Pointer[error]
	for _, who := range c.voters[len(c.voters)-voters:] {
		all.Go(func() {
			for n := 0; ; n++ {
				i := next.Add(1) - 1
				if i >= int64(clicks) {
					return
				}
				began := time.Now()
				if err := c.click(context.Background(), who, p, labels[n%3]); err != nil {
					failed.Store(&err)
				}
				took[i] = time.Since(began)
			}
		})
	}
	all.Wait()
	if err := failed.Load(); err != nil {
		b.Fatalf("a click was refused: %v\n%s", *err, c.served.lastWords())
	}
	slices.Sort(took)
	return took
}

// memory is what the process holds of the machine's, in MB.
func (c *count) memory() float64 {
	c.Helper()
	status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", c.served.process.Process.Pid))
	c.must(err)
	for line := range strings.Lines(string(status)) {
		if fields := strings.Fields(line); len(fields) > 1 && fields[0] == "VmRSS:" {
			kilobytes, err := strconv.ParseFloat(fields[1], 64)
			c.must(err)
			return kilobytes / 1024
		}
	}
	c.Fatal("the process has no memory")
	return 0
}

// processor is the time of a core that the process has used.
func (c *count) processor() time.Duration {
	c.Helper()
	stat, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", c.served.process.Process.Pid))
	c.must(err)
	_, behind, _ := strings.Cut(string(stat), ") ")
	fields := strings.Fields(behind)
	var ticks int
	for _, field := range fields[11:13] { // utime, stime
		n, err := strconv.Atoi(field)
		c.must(err)
		ticks += n
	}
	return time.Duration(ticks) * 10 * time.Millisecond
}
