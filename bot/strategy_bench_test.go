package bot

import (
	"encoding/json"
	"fmt"
	"os"
	"runtime/debug"
	"strconv"
	"strings"
	"testing"

	"beirat/board"
	"beirat/chat"
	"beirat/commands/boards"
	"beirat/commands/strategy"
	"beirat/storage"
	"beirat/storage/storagetest"
)

// How much a large board has written: a field of action of each of its hundred
// members, and what all of them added.
const (
	manyFields        = 100
	manyContributions = 10_000
)

const (
	fieldText = "Die Stadt bringt Bus, Rad und Mitfahren in eine Auskunft, die alle verstehen.\n\n- Fahrpläne in Echtzeit\n- Räder am Bahnhof\n- Ladesäulen in den Ortsteilen\n\n"
	addedText = "Dazu gehört auch, dass niemand ein eigenes Gerät braucht: An jeder größeren Haltestelle steht eine Anzeige, die man auch hören kann. "
)

// written is an assembly that has written much.
func written(b *testing.B) assembly {
	a := assemble(b, storagetest.SQLite(b), manyFields)
	fields := make([]board.Field, manyFields)
	err := a.db.Write(b.Context(), storage.By{Person: a.seats[0].Holder.ID}, func(tx *storage.Tx) (err error) {
		for i, seat := range a.seats {
			fields[i], err = tx.DefineField(board.Field{Board: a.board.ID, Title: fmt.Sprintf("Mobilität in Ortsteil %d", i+1), Text: strings.Repeat(fieldText, 8),
				Definers: []board.Definer{{Person: seat.Holder, Seat: seat.ID, Group: seat.Group}}}, a.db.Now())
			if err != nil {
				return err
			}
		}
		for i := range manyContributions {
			seat := a.seats[(i*7)%manyFields]
			if err := a.add(tx, fields[i%manyFields], seat, strings.Repeat(addedText, 1+i%4)); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		b.Fatal(err)
	}
	return a
}

func (a assembly) add(tx *storage.Tx, to board.Field, seat board.Seat, text string) error {
	_, err := tx.AddContribution(board.Contribution{Board: a.board.ID, Field: to.ID, Author: seat.Holder, Group: seat.Group, Text: text, Written: a.db.Now()}, seat.ID)
	return err
}

// BenchmarkStrategy measures the strategy of a large board: compiling a version,
// and writing one as a file. Beside the time it tells the most memory that the
// process held meanwhile.
func BenchmarkStrategy(b *testing.B) {
	b.Run("compile", func(b *testing.B) {
		a := written(b)
		measured(b, func(i int) {
			b.StopTimer() // what did not change makes no version
			err := a.db.Write(b.Context(), storage.By{Person: a.seats[0].Holder.ID}, func(tx *storage.Tx) error {
				field, err := tx.FieldNumber(a.board.ID, 1)
				if err != nil {
					return err
				}
				return a.add(tx, field, a.seats[1], "Noch etwas: "+strconv.Itoa(i))
			})
			if err != nil {
				b.Fatal(err)
			}
			b.StartTimer()
			a.say(b, 0, "/beirat strategie zusammenstellen=ja")
		})
	})
	for _, format := range []string{"markdown", "html", "docx", "pdf", "difference"} {
		b.Run(format, func(b *testing.B) {
			a := written(b)
			a.say(b, 0, "/beirat strategie zusammenstellen=ja")
			version := a.version(b, 1)
			if format == "difference" {
				err := a.db.Write(b.Context(), storage.By{Person: a.seats[0].Holder.ID}, func(tx *storage.Tx) error {
					field, err := tx.FieldNumber(a.board.ID, 50)
					if err != nil {
						return err
					}
					return a.add(tx, field, a.seats[1], addedText)
				})
				if err != nil {
					b.Fatal(err)
				}
				a.say(b, 0, "/beirat strategie zusammenstellen=ja")
				version = a.version(b, 2)
			}
			payload, err := json.Marshal(map[string]any{"person": a.seats[0].Holder.ID, "platform": "bench", "format": format})
			if err != nil {
				b.Fatal(err)
			}
			letter := newFeatures(a.db, boards.Offers{}).letters()[strategy.FileKind]
			size := 0
			measured(b, func(int) {
				l, err := letter(b.Context(), storage.Job{Key: fmt.Sprintf("%d/%d/1/%s", a.board.ID, version, format), Payload: payload})
				if err != nil {
					b.Fatal(err)
				}
				for _, block := range l.Message.Blocks {
					if file, is := block.(chat.File); is {
						size = len(file.Content)
					}
				}
			})
			b.ReportMetric(float64(size)/1e6, "file-MB")
		})
	}
}

// version is the id of a version that the assembly compiled.
func (a assembly) version(b *testing.B, number int) (id board.ID) {
	err := a.db.Read(b.Context(), func(tx *storage.Tx) error {
		s, err := tx.StrategyVersion(a.board.ID, number)
		id = s.ID
		return err
	})
	if err != nil {
		b.Fatal(err)
	}
	return id
}

// measured does something b.N times and reports the most memory the process held
// meanwhile, where the system tells.
func measured(b *testing.B, do func(i int)) {
	b.ReportAllocs()
	debug.FreeOSMemory()
	reset := os.WriteFile("/proc/self/clear_refs", []byte("5"), 0)
	before := resident(b, "VmRSS:")
	b.ResetTimer()
	for i := range b.N {
		do(i)
	}
	b.StopTimer()
	if reset == nil {
		b.ReportMetric(before, "before-MB")
		b.ReportMetric(resident(b, "VmHWM:"), "peak-MB")
	}
}

// resident is a line of what the system tells of the process, in MB.
func resident(b *testing.B, line string) float64 {
	status, err := os.ReadFile("/proc/self/status")
	if err != nil {
		return 0
	}
	_, rest, found := strings.Cut(string(status), line)
	if fields := strings.Fields(rest); found && len(fields) > 0 {
		kB, err := strconv.ParseFloat(fields[0], 64)
		if err == nil {
			return kB / 1000
		}
	}
	b.Error("no " + line)
	return 0
}
