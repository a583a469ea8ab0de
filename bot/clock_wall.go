//go:build !testclock

package bot

// timingOf is the timing of a process with this environment.
func timingOf([]string) (timing, error) { return wall(), nil }
