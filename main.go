// Beirat is the secretary of a city's advisory board, inside the board's own chat.
package main

import (
	"context"
	"os"
	"os/signal"
	"syscall"

	"beirat/bot"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	code := bot.Main(ctx, bot.Streams{In: os.Stdin, Out: os.Stdout, Err: os.Stderr, Environ: os.Environ()}, os.Args[1:])
	stop()
	os.Exit(code)
}
