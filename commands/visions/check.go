package visions

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	"beirat/board"
	"beirat/chat"
	"beirat/commands"
	"beirat/storage"
	"beirat/words"
)

// check gives the draws of the latest round as a file with which anyone can do
// them again.
func (f *Visions) check() commands.Command {
	return commands.Command{
		Path: "vision.check", Right: board.Everyone,
		Do: func(ctx context.Context, c *commands.Call) (chat.Reply, error) {
			var m chat.Message
			err := f.db.Read(ctx, func(tx *storage.Tx) error {
				rounds, err := tx.VisionRounds(c.Board.ID, 1)
				if err != nil {
					return err
				}
				if len(rounds) == 0 {
					return noRoundYet(c)
				}
				drawings, err := tx.Drawings(rounds[0].ID)
				if err != nil {
					return err
				}
				m = chat.Say(chat.T("vision.check.how", "Number", rounds[0].Number)).With(drawFile(c.Language, rounds[0], drawings))
				return nil
			})
			return chat.Reply{Messages: []chat.Message{m}}, err
		},
	}
}

// drawFile is a script that draws again, and what was drawn, in words around it
// that the script does not read.
func drawFile(l words.Language, r board.VisionRound, drawings []board.Drawing) chat.File {
	p := words.Printer{Language: l}
	var b strings.Builder
	note := func(key string, args map[string]any) {
		for line := range strings.SplitSeq(p.Say(key, args), "\n") {
			b.WriteString(strings.TrimRight("# "+line, " ") + "\n")
		}
	}
	note("vision.check.file", map[string]any{"Number": r.Number, "Question": r.Question})
	for i := len(drawings) - 1; i >= 0; i-- {
		d := drawings[i]
		b.WriteString("\n")
		note("vision.check.draw", map[string]any{"Number": d.Number, "Decision": d.Decision, "Result": strings.Join(drawResult(d), ", ")})
		b.WriteString(drawScript(d, r.Groups))
	}
	return chat.File{Name: p.Say("vision.check.name", map[string]any{"Number": r.Number}), Type: "text/plain", Content: []byte(b.String()),
		About: chat.T("vision.check.about", "Number", r.Number)}
}

// drawResult says which seat came to which group.
func drawResult(d board.Drawing) []string {
	all := make([]string, len(d.Drawn))
	for i, lot := range d.Drawn {
		all[i] = fmt.Sprintf("%s=%d", lot.Sign, lot.Group)
	}
	return all
}

// drawScript are the lines of docs/draw.md, for a draw.
func drawScript(d board.Drawing, groups int) string {
	signs := make([]string, len(d.Drawn))
	for i, lot := range d.Drawn {
		signs[i] = lot.Sign
	}
	return "seed='" + strings.ReplaceAll(d.Seed, "'", `'\''`) + "'\ngroups=" + strconv.Itoa(groups) + "\nfor seat in " + strings.Join(signs, " ") + `; do
  printf '%s %s %s\n' "${seat%.*}" "$(printf '%s\n%s' "$seed" "$seat" | sha256sum | cut -c 1-64)" "$seat"
done | LC_ALL=C sort -k 1,1n -k 2,2 |
  awk -v groups="$groups" '{ print $3 "=" (NR - 1) % groups + 1 }' | sort -t . -k 1,1n -k 2,2n
`
}
