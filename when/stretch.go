package when

import "time"

// stretch is a named week, month, quarter or year, or an edge of it, as a way
// to name a day: "nächste Woche", "Ende Januar", "KW 50".
type stretch struct {
	long     stretchLength
	edge     edge
	number   int // of the week, month or quarter in its year; 0 unless named
	year     int // 0 unless named
	offset   int // "nächste": how many stretches from the present one
	relative bool
}

type stretchLength int

const (
	weekLong stretchLength = iota
	monthLong
	quarterLong
	yearLong
)

// edge is the day of a stretch that is meant.
type edge int

const (
	whole edge = iota
	begin
	middle
	end
)

// run is the first and the last day of a stretch.
type run struct{ first, last day }

func (s stretch) find(today, from day) (day, *Refusal) {
	if s.edge != whole || !s.relative || s.long == quarterLong && s.offset != 0 {
		return s.pick(today, from, func(r run) day { return r.day(s.long, s.edge) })
	}
	switch {
	case s.offset == 0:
		return 0, &Refusal{Reason: DayMissing}
	case s.long == weekLong:
		return today + day(7*s.offset), nil
	case s.long == monthLong:
		return today.plusMonths(s.offset), nil
	}
	return today.plusMonths(12 * s.offset), nil
}

// pick is the chosen day of the stretch; where several stretches bear the name,
// the first such day that is not before from.
func (s stretch) pick(today, from day, choose func(run) day) (day, *Refusal) {
	if s.relative {
		return choose(s.long.around(today, s.offset)), nil
	}
	if s.year != 0 {
		return s.inYear(s.year, choose)
	}
	if s.number == 0 {
		if d := choose(s.long.around(from, 0)); d >= from {
			return d, nil
		}
		return choose(s.long.around(from, 1)), nil
	}
	y, _, _ := from.date()
	for year := y - 1; year < y+12; year++ {
		d, refusal := s.inYear(year, choose)
		if refusal == nil && d >= from {
			return d, nil
		}
	}
	return 0, s.noSuchNumber()
}

func (s stretch) inYear(year int, choose func(run) day) (day, *Refusal) {
	if refusal := checkYear(year); refusal != nil {
		return 0, refusal
	}
	january := onDate(year, time.January, 1)
	if s.long == yearLong {
		return choose(run{january, onDate(year, time.December, 31)}), nil
	}
	if s.long == weekLong {
		january = onDate(year, time.January, 4)
	}
	r := s.long.around(january, s.number-1)
	if s.number < 1 || s.number > s.long.mostInYear(year) {
		return 0, s.noSuchNumber()
	}
	return choose(r), nil
}

func (s stretch) noSuchNumber() *Refusal {
	if s.long == weekLong {
		return refuse(NoSuchWeek, "week", s.number, "year", s.year)
	}
	return &Refusal{Reason: DayMissing}
}

func (l stretchLength) mostInYear(year int) int {
	switch l {
	case weekLong:
		_, w := time.Date(year, time.December, 28, 0, 0, 0, 0, time.UTC).ISOWeek()
		return w
	case monthLong:
		return 12
	}
	return 4
}

// around is the run of days that d is in, or the one so many after it.
func (l stretchLength) around(d day, offset int) run {
	y, m, _ := d.date()
	switch l {
	case weekLong:
		first := d.monday() + day(7*offset)
		return run{first, first + 6}
	case monthLong:
		return run{onDate(y, m+time.Month(offset), 1), onDate(y, m+time.Month(offset+1), 1) - 1}
	case quarterLong:
		m -= (m - 1) % 3
		return run{onDate(y, m+time.Month(3*offset), 1), onDate(y, m+time.Month(3*offset+3), 1) - 1}
	}
	return run{onDate(y+offset, time.January, 1), onDate(y+offset, time.December, 31)}
}

func (r run) day(l stretchLength, e edge) day {
	switch {
	case e == end:
		return r.last
	case e != middle:
		return r.first
	case l == weekLong:
		return r.first + 2
	case l == monthLong:
		return r.first + 14
	case l == quarterLong:
		return r.first.plusMonths(1) + 14
	}
	return r.first.plusMonths(6)
}
