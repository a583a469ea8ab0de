package minutes

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"time"

	"beirat/board"
	"beirat/chat"
	"beirat/commands"
	"beirat/documents"
	"beirat/storage"
	"beirat/words"
)

// finish fixes the minutes as a version with its day, and sends it to the
// members. What is changed afterwards makes another one.
func (f *Minutes) finish() commands.Command {
	meeting := commands.Thing("meeting", f.finder()).Required()
	secretary := commands.Text("secretary").Max(80)
	publish := commands.Flag("publish")
	return commands.Command{
		Path: "meeting.minutes_finish", Right: board.Chairing, Params: []commands.Param{meeting, secretary, publish},
		Do: func(ctx context.Context, c *commands.Call) (chat.Reply, error) {
			var m board.Meeting
			var n board.Minutes
			var made, opened bool
			err := f.db.Write(ctx, by(c), func(tx *storage.Tx) (err error) {
				if m, err = tx.LockMeeting(c.Board.ID, meeting.Of(c).ID); err != nil {
					return err
				}
				if n, err = locked(tx, m); err != nil {
					return err
				}
				if n.State == board.MinutesApproved {
					return approvedAlready(m)
				}
				before := n
				if secretary.Given(c) {
					n.Secretary = secretary.Of(c)
				} else if n.Secretary == "" {
					n.Secretary = c.Who.Person.Name
				}
				if publish.Given(c) {
					n.Published = time.Time{}
					if publish.Of(c) {
						n.Published = c.Now
					}
				}
				opened = !before.Open() && !n.Published.IsZero()
				n.State = board.MinutesFinished
				if n, made, err = f.keep(tx, c, m, n, false); err != nil {
					return err
				}
				if !made && before.Published.IsZero() == n.Published.IsZero() {
					return nil
				}
				if err := tx.SaveMinutes(n); err != nil {
					return err
				}
				if err := f.touch(tx, m); err != nil || !made {
					return err
				}
				return f.send(tx, c, m)
			})
			switch {
			case err != nil:
				return chat.Reply{}, err
			case !made && !opened:
				return say(chat.T("minutes.finish.same", "Meeting", commands.MeetingTitle(m), "Version", n.Version), showButton(m)), nil
			}
			return say(chat.T("minutes.finish.done", "Meeting", commands.MeetingTitle(m), "Version", n.Version, "New", made, "Secretary", n.Secretary, "Published", !n.Published.IsZero()),
				showButton(m), fileButton(m, asPDF)), nil
		},
	}
}

// documentsOf are the parts of the minutes as they stand now; private only where
// something was not public.
func documentsOf(r record, version int, made time.Time) (public documents.Document, private *documents.Document) {
	said := words.Printer{Language: words.Language(r.board.Language)}
	compiled := func(p part) documents.Document {
		d := compose(r, p)
		d.Made = made
		if version > 0 {
			d.Facts = append(d.Facts, documents.Fact{Name: said.Print(chat.T("minutes.fact.version")),
				Value: said.Print(chat.T("minutes.version", "Version", version, "Made", made))})
		}
		return d
	}
	public = compiled(publicPart)
	if r.private() {
		d := compiled(privatePart)
		private = &d
	}
	return public, private
}

// sum is the checksum of what stands in both parts, whatever their number and date.
func sum(public documents.Document, private *documents.Document) string {
	h := sha256.New()
	h.Write(bare(public))
	if private != nil {
		h.Write(bare(*private))
	}
	return hex.EncodeToString(h.Sum(nil))
}

func bare(d documents.Document) []byte {
	kept := d.Facts[:0:0]
	for i, fact := range d.Facts {
		if i < len(d.Facts)-1 { // the last one says which version it is
			kept = append(kept, fact)
		}
	}
	d.Facts, d.Made = kept, time.Time{}
	return d.Markdown()
}

// keep keeps a new version of the minutes, if their text differs from the last
// one's. Minutes that are approved as they are keep their text: only where they
// stand is written anew.
func (f *Minutes) keep(tx *storage.Tx, c *commands.Call, m board.Meeting, n board.Minutes, asTheyAre bool) (board.Minutes, bool, error) {
	now := c.Now.Truncate(time.Second)
	r, err := f.gather(tx, c.Board, m, n)
	if err != nil {
		return n, false, err
	}
	public, private := documentsOf(r, n.Version+1, now)
	last := board.MinutesVersion{}
	if n.Version > 0 {
		if last, err = tx.MinutesVersion(n.ID, n.Version); err != nil {
			return n, false, err
		}
	}
	if asTheyAre {
		if public.Blocks, err = blocksOf(last.Public, f.db.Zone(c.Board.Zone)); err != nil {
			return n, false, err
		}
		if private != nil && last.Private != "" {
			if private.Blocks, err = blocksOf(last.Private, f.db.Zone(c.Board.Zone)); err != nil {
				return n, false, err
			}
		}
	}
	v := board.MinutesVersion{Minutes: n.ID, Number: n.Version + 1, Checksum: sum(public, private), State: n.State, Person: c.Who.Person.ID, Made: now}
	if v.Checksum == last.Checksum {
		return n, false, nil
	}
	content, err := json.Marshal(public)
	if err != nil {
		return n, false, fmt.Errorf("store the minutes of the meeting with id %d: %w", m.ID, err)
	}
	v.Public = string(content)
	if private != nil {
		if content, err = json.Marshal(private); err != nil {
			return n, false, fmt.Errorf("store the minutes of the meeting with id %d: %w", m.ID, err)
		}
		v.Private = string(content)
	}
	n.Version = v.Number
	_, err = tx.KeepMinutes(m.Board, v)
	return n, true, err
}

func blocksOf(content string, zone *time.Location) ([]documents.Block, error) {
	d, err := parse(content, zone)
	return d.Blocks, err
}

// parse reads a stored document, in the zone in which it was dated.
func parse(content string, zone *time.Location) (documents.Document, error) {
	var d documents.Document
	if err := json.Unmarshal([]byte(content), &d); err != nil {
		return d, fmt.Errorf("stored minutes: %w", err)
	}
	d.Made = in(d.Made, zone)
	return d, nil
}

// touch makes the card of the meeting true.
func (f *Minutes) touch(tx *storage.Tx, m board.Meeting) error {
	return tx.Later("show", storage.Entity("meeting", m.ID), f.db.Now(), nil)
}

// awake is when a letter that can wait is sent: now, or as soon as it is not quiet.
func (f *Minutes) awake(tx *storage.Tx, b board.Board) (time.Time, error) {
	profile, err := tx.Profile(b.ID)
	if err != nil {
		return time.Time{}, err
	}
	now := f.db.Now()
	if at := profile.Quiet.Next(now.In(f.db.Zone(b.Zone)), board.HolidaysOf(b.Land)); !at.IsZero() {
		return at, nil
	}
	return now, nil
}

// send plans the letter with the files for everybody of the board.
func (f *Minutes) send(tx *storage.Tx, c *commands.Call, m board.Meeting) error {
	people, err := members(tx, m.Board)
	if err != nil {
		return err
	}
	at, err := f.awake(tx, c.Board)
	if err != nil {
		return err
	}
	for _, person := range people {
		if err := tx.Later(FinishedKind, storage.JobKey(m.Board, m.ID, person), at, nil); err != nil {
			return err
		}
	}
	return nil
}

// members are everybody who belongs to a board, each once: who votes for a seat,
// and chair, deputy and office.
func members(tx *storage.Tx, of board.ID) ([]board.ID, error) {
	seats, err := tx.Seats(of)
	if err != nil {
		return nil, err
	}
	holders, err := tx.RoleHolders(of)
	if err != nil {
		return nil, err
	}
	var people []board.ID
	seen := map[board.ID]bool{0: true}
	add := func(person board.ID) {
		if !seen[person] {
			seen[person] = true
			people = append(people, person)
		}
	}
	for _, seat := range seats {
		add(seat.Voter().ID)
	}
	for _, holder := range holders {
		if holder.Role == board.Chair || holder.Role == board.Deputy || holder.Role == board.Office {
			add(holder.Person.ID)
		}
	}
	return people, nil
}

// finishedLetter is the letter of FinishedKind, with the files of the last version.
func (f *Minutes) finishedLetter(ctx context.Context, j storage.Job) (letter commands.Letter, err error) {
	ids, err := j.IDs(3)
	if err != nil {
		return letter, err
	}
	var s sheet
	err = f.db.Read(ctx, func(tx *storage.Tx) error {
		b, err := tx.Board(ids[0])
		if err != nil {
			return err
		}
		who, err := tx.Standing(b.ID, ids[2])
		if err != nil {
			return err
		}
		s, err = f.sheet(tx, b, ids[1], who)
		return err
	})
	letter = commands.Letter{Board: ids[0], Person: ids[2]}
	if no, is := refused(err); is {
		letter.Drop = "no minutes: " + no.Text.Key
		return letter, nil
	}
	if err != nil {
		return letter, err
	}
	if !s.inside || s.minutes.Version == 0 {
		letter.Drop = "belongs to the board no more, or nothing is finished"
		return letter, nil
	}
	title := commands.MeetingTitle(s.meeting)
	letter.Line = chat.T("minutes.finished.line", "Meeting", title)
	letter.Message = chat.Say(chat.T("minutes.finished.letter", "Meeting", title, "Version", s.version.Number, "Private", s.version.Private != "", "Approved", s.minutes.State == board.MinutesApproved))
	for _, p := range s.parts() {
		file, err := f.file(s, p, asPDF)
		if err != nil {
			return letter, err
		}
		letter.Message = letter.Message.With(file)
	}
	row := chat.Actions{showButton(s.meeting)}
	if s.minutes.State != board.MinutesApproved {
		row = append(row, button("minutes.button.object", s.meeting, "meeting.minutes_object"))
	}
	letter.Message = letter.Message.With(row)
	return letter, nil
}
