package words

import (
	"fmt"
	"reflect"
	"strings"
	"time"
)

// Printer says things in one language for one kind of reader. The zero Printer
// speaks German, without bold and without escaping. A Printer is a value and
// safe for concurrent use if its Escape is.
type Printer struct {
	// Language is what is spoken; an unknown one is German.
	Language Language
	// Escape is applied to every argument that is text a person wrote, after
	// control characters are gone. nil leaves such text as it is.
	Escape func(string) string
	// Bold is what ** in a catalogue entry becomes: "" or "**". A ** in an
	// argument is the author's and is never touched.
	Bold string
}

// Say says the entry of key with these arguments. It never fails: a key that
// does not exist, or an entry that cannot be said with these arguments, prints
// as ⟨key⟩.
//
// Arguments may be text a person wrote (escaped, stripped of control and
// direction characters), whole numbers, truth values, a time (shown in its own
// location; the zero time counts as absent), a duration, a Phrase (said by the
// same Printer) and slices of these. The entry decides by the argument N
// between its forms "one" and "other". An entry may only use arguments that are
// given, even if only to ask whether they are empty.
func (p Printer) Say(key string, args map[string]any) string {
	return speech{p, spoken(p.Language)}.say(key, args)
}

// Print says a phrase. A phrase without key is text a person wrote and treated
// as such; nil is nothing.
func (p Printer) Print(ph Phrase) string {
	return speech{p, spoken(p.Language)}.print(ph)
}

// speech is a Printer with the catalogue it speaks from.
type speech struct {
	Printer
	catalogue *catalogue
}

func (s speech) say(key string, args map[string]any) string {
	data := make(map[string]any, len(args))
	for name, arg := range args {
		data[name] = s.argument(arg)
	}
	said, err := s.catalogue.say(key, data)
	if err != nil {
		return missing(key)
	}
	return strings.ReplaceAll(said, boldMark, s.Bold)
}

func missing(key string) string { return "⟨" + key + "⟩" }

func (s speech) print(ph Phrase) string {
	if ph == nil {
		return ""
	}
	key, args := ph.Phrase()
	if key != "" {
		return s.say(key, args)
	}
	return fmt.Sprint(s.argument(args["text"]))
}

// argument makes of an argument what templates and their functions take:
// string, int, bool, time.Time, time.Duration, []string or []any.
func (s speech) argument(v any) any {
	switch v := v.(type) {
	case nil:
		return ""
	case string:
		return s.written(v)
	case Phrase:
		return s.print(v)
	case time.Time:
		if v.IsZero() {
			return ""
		}
		return v
	case *time.Time:
		if v == nil {
			return ""
		}
		return s.argument(*v)
	case bool, int, time.Duration:
		return v
	case error:
		return s.written(v.Error())
	}
	r := reflect.ValueOf(v)
	switch r.Kind() {
	case reflect.String:
		return s.written(r.String())
	case reflect.Bool:
		return r.Bool()
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		return int(r.Int())
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64:
		return int(r.Uint())
	case reflect.Slice, reflect.Array:
		return s.series(r)
	}
	// Whatever else it is, its text may come from a person.
	return s.written(fmt.Sprint(v))
}

func (s speech) series(r reflect.Value) any {
	texts, all := make([]string, 0, r.Len()), make([]any, 0, r.Len())
	for i := range r.Len() {
		item := s.argument(r.Index(i).Interface())
		if text, ok := item.(string); ok {
			texts = append(texts, text)
		}
		all = append(all, item)
	}
	if len(texts) == len(all) {
		return texts
	}
	return all
}

func (s speech) written(text string) string {
	text = clean(text)
	if s.Escape != nil {
		text = s.Escape(text)
	}
	return text
}
