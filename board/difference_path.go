package board

// changesAtMost is how many changes the shortest way from one text to another
// may have before the rest is called replaced as a whole.
const changesAtMost = 3000

// compared finds a shortest way from a to b (E. W. Myers, "An O(ND) Difference
// Algorithm and Its Variations", 1986). Each edit is one unit.
func compared(a, b []string) []Edit {
	head := 0
	for head < len(a) && head < len(b) && a[head] == b[head] {
		head++
	}
	tail := 0
	for tail < len(a)-head && tail < len(b)-head && a[len(a)-1-tail] == b[len(b)-1-tail] {
		tail++
	}
	var edits []Edit
	edits = as(edits, Same, a[:head])
	edits = append(edits, shortest(a[head:len(a)-tail], b[head:len(b)-tail])...)
	return as(edits, Same, a[len(a)-tail:])
}

func as(edits []Edit, kind EditKind, units []string) []Edit {
	for _, unit := range units {
		edits = append(edits, Edit{kind, unit})
	}
	return edits
}

// shortest is the way between texts that neither begin nor end alike.
func shortest(a, b []string) []Edit {
	if len(a) == 0 || len(b) == 0 {
		return as(as(nil, Deleted, a), Inserted, b)
	}
	// reach[k] is how far into a one gets on the diagonal k = x - y with as many
	// changes as rounds; trail keeps each round's beginning.
	width := min(len(a)+len(b), changesAtMost)
	reach := make([]int, 2*width+3)
	middle := width + 1
	var trail [][]int
	for changes := range width + 1 {
		trail = append(trail, append([]int(nil), reach[middle-changes-1:middle+changes+2]...))
		for k := -changes; k <= changes; k += 2 {
			x := reach[middle+k-1] + 1
			if k == -changes || k != changes && reach[middle+k-1] < reach[middle+k+1] {
				x = reach[middle+k+1]
			}
			for x < len(a) && x-k < len(b) && x-k >= 0 && x >= 0 && a[x] == b[x-k] {
				x++
			}
			reach[middle+k] = x
			if x >= len(a) && x-k >= len(b) {
				return walked(a, b, trail)
			}
		}
	}
	return as(as(nil, Deleted, a), Inserted, b)
}

// walked goes the way back from the end of both texts.
func walked(a, b []string, trail [][]int) []Edit {
	var back []Edit
	x, y := len(a), len(b)
	for changes := len(trail) - 1; changes >= 0 && (x > 0 || y > 0); changes-- {
		reach, middle := trail[changes], changes+1
		k := x - y
		from := k - 1
		if k == -changes || k != changes && reach[middle+k-1] < reach[middle+k+1] {
			from = k + 1
		}
		fromX := reach[middle+from]
		fromY := fromX - from
		if changes == 0 {
			fromX, fromY = 0, 0
		}
		for x > fromX && y > fromY {
			x, y = x-1, y-1
			back = append(back, Edit{Same, a[x]})
		}
		switch {
		case changes == 0:
		case x > fromX:
			x--
			back = append(back, Edit{Deleted, a[x]})
		default:
			y--
			back = append(back, Edit{Inserted, b[y]})
		}
	}
	forward := make([]Edit, len(back))
	for i, e := range back {
		forward[len(back)-1-i] = e
	}
	return forward
}
