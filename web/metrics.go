package web

import (
	"context"
	"net/http"
	"runtime"
	"slices"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"
)

// Outcome is how an event ended.
type Outcome string

// The outcomes there are.
const (
	Answered Outcome = "answered" // done, or shown
	Asked    Outcome = "asked"    // with a form
	Refused  Outcome = "refused"  // by a rule
	Failed   Outcome = "failed"   // by our own fault
)

// Result is how the sending of a message ended.
type Result string

// The results there are.
const (
	Sent    Result = "sent"
	Retried Result = "retried" // failed, and will be tried again
	Parked  Result = "parked"  // failed for good
)

const other = "other"

// Metrics counts what happens. Its labels are closed sets: a platform, outcome
// or result that is not declared is counted as "other", so that nothing of a
// person or a board can become a label. It is safe for concurrent use.
type Metrics struct {
	registry  *prometheus.Registry
	now       func() time.Time
	platforms []string
	events    *prometheus.CounterVec
	sends     *prometheus.CounterVec
	seconds   *prometheus.HistogramVec
	links     []link
}

// link is the connection to a platform.
type link struct {
	platform string
	state    func() error
}

// NewMetrics counts for a program of this version that serves these platforms.
// The ages of jobs are measured by now, the clock by which jobs fall due.
func NewMetrics(version string, now func() time.Time, platforms ...string) *Metrics {
	m := &Metrics{
		registry:  prometheus.NewRegistry(),
		now:       now,
		platforms: slices.Clone(platforms),
		events: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "beirat_events_total", Help: "Events handled, by platform and outcome."}, []string{"platform", "outcome"}),
		sends: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "beirat_sends_total", Help: "Messages sent or edited, by platform and result."}, []string{"platform", "result"}),
		seconds: prometheus.NewHistogramVec(prometheus.HistogramOpts{
			Name: "beirat_handler_seconds", Help: "Time from an event to its answer, by platform.",
			Buckets: []float64{.005, .01, .025, .05, .1, .25, .5, 1, 1.5, 2.5, 5, 10}}, []string{"platform"}),
	}
	build := prometheus.NewGaugeVec(prometheus.GaugeOpts{
		Name: "beirat_build_info", Help: "Always 1; the labels tell what runs."}, []string{"version", "go"})
	build.WithLabelValues(version, runtime.Version()).Set(1)
	m.registry.MustRegister(m.events, m.sends, m.seconds, build,
		collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	// A rate needs the zero before the first event.
	for _, p := range platforms {
		for _, o := range outcomes() {
			m.events.WithLabelValues(p, string(o))
		}
		for _, r := range results() {
			m.sends.WithLabelValues(p, string(r))
		}
		m.seconds.WithLabelValues(p)
	}
	return m
}

func outcomes() []Outcome { return []Outcome{Answered, Asked, Refused, Failed} }
func results() []Result   { return []Result{Sent, Retried, Parked} }

// Event counts one event and the time from its arrival to its answer.
func (m *Metrics) Event(platform string, outcome Outcome, took time.Duration) {
	platform = known(platform, m.platforms)
	m.events.WithLabelValues(platform, string(known(outcome, outcomes()))).Inc()
	m.seconds.WithLabelValues(platform).Observe(took.Seconds())
}

// Send counts one attempt to send or edit a message.
func (m *Metrics) Send(platform string, result Result) {
	m.sends.WithLabelValues(known(platform, m.platforms), string(known(result, results()))).Inc()
}

// Connection makes a gauge of the connection to a platform, which /readyz names
// too while there is none. state is asked whenever somebody looks: nil while
// there is one, else why not. It is called before Admin.
func (m *Metrics) Connection(platform string, state func() error) {
	m.links = append(m.links, link{platform, state})
	m.registry.MustRegister(prometheus.NewGaugeFunc(prometheus.GaugeOpts{
		Name: "beirat_platform_connected", Help: "1 while the platform tells what people do, else 0.",
		ConstLabels: prometheus.Labels{"platform": platform},
	}, func() float64 {
		if state() != nil {
			return 0
		}
		return 1
	}))
}

func known[T ~string](value T, all []T) T {
	if slices.Contains(all, value) {
		return value
	}
	return other
}

// handler serves the counters, and the backlog as it is when asked. A database
// that does not answer costs its own numbers and not the others.
func (m *Metrics) handler(state State) http.Handler {
	asked := prometheus.NewRegistry()
	asked.MustRegister(newBacklog(state, m.now))
	return promhttp.HandlerFor(prometheus.Gatherers{m.registry, asked}, promhttp.HandlerOpts{})
}

// backlog asks the storage on each collection.
type backlog struct {
	state                    State
	now                      func() time.Time
	up, waiting, parked, age *prometheus.Desc
}

func newBacklog(state State, now func() time.Time) *backlog {
	return &backlog{state: state, now: now,
		up:      prometheus.NewDesc("beirat_database_up", "1 when the database answered this collection, else 0.", nil, nil),
		waiting: prometheus.NewDesc("beirat_jobs_waiting", "Jobs that are due and not done.", nil, nil),
		parked:  prometheus.NewDesc("beirat_jobs_parked", "Jobs that failed for good and need a person.", nil, nil),
		age:     prometheus.NewDesc("beirat_jobs_oldest_seconds", "How long the oldest due job has waited; 0 when none is due.", nil, nil),
	}
}

// Describe and Collect make it a prometheus.Collector.
func (b *backlog) Describe(descriptions chan<- *prometheus.Desc) {
	for _, d := range []*prometheus.Desc{b.up, b.waiting, b.parked, b.age} {
		descriptions <- d
	}
}

func (b *backlog) Collect(metrics chan<- prometheus.Metric) {
	gauge := func(d *prometheus.Desc, value float64) {
		metrics <- prometheus.MustNewConstMetric(d, prometheus.GaugeValue, value)
	}
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	waiting, parked, oldest, err := b.state.Backlog(ctx)
	if err != nil {
		gauge(b.up, 0)
		return
	}
	gauge(b.up, 1)
	gauge(b.waiting, float64(waiting))
	gauge(b.parked, float64(parked))
	var overdue time.Duration
	if !oldest.IsZero() {
		overdue = max(0, b.now().Sub(oldest))
	}
	gauge(b.age, overdue.Seconds())
}
