package commands

import (
	"errors"
	"maps"
	"reflect"
	"strings"
	"testing"
	"unicode"

	"github.com/google/go-cmp/cmp"

	"beirat/board"
	"beirat/chat"
)

// heard is a line as the book understands it: the path, the values, and the
// keys of the mistakes with their fields.
type heard struct {
	path     string
	values   map[string]string
	mistakes []string
}

func hear(t *testing.T, b *Book, do chat.Do) heard {
	t.Helper()
	r, err := b.Resolve(do)
	if err != nil {
		return heard{path: err.Error()}
	}
	h := heard{path: r.Command.Path, values: r.Values}
	for _, mistake := range r.Mistakes {
		h.mistakes = append(h.mistakes, strings.TrimSpace(mistake.Field+" "+mistake.Text.Key))
	}
	return h
}

func values(pairs ...string) map[string]string {
	m := map[string]string{}
	for i := 0; i+1 < len(pairs); i += 2 {
		m[pairs[i]] = pairs[i+1]
	}
	return m
}

func TestLinesAreUnderstood(t *testing.T) {
	const termine = "Soll die Stadt Termine anbieten?"
	for name, test := range map[string]struct {
		line string
		want heard
	}{
		"words left over belong to the last required text":     {"/abstimmung neu Soll die Stadt Termine anbieten? bis=Freitag", heard{path: "poll.create", values: values("question", termine, "closes", "Freitag")}},
		"also behind a named value":                            {"/abstimmung neu bis=Freitag Soll die Stadt Termine anbieten?", heard{path: "poll.create", values: values("question", termine, "closes", "Freitag")}},
		"and on both sides of one":                             {"/abstimmung neu Soll die Stadt mehrheit=einfach Termine anbieten?", heard{path: "poll.create", values: values("question", termine, "rule", "einfach")}},
		"a time goes on over unquoted words":                   {"/abstimmung neu Soll die Stadt Termine anbieten? bis=Donnerstag 18 Uhr", heard{path: "poll.create", values: values("question", termine, "closes", "Donnerstag 18 Uhr")}},
		"a time ends where the question begins":                {"/abstimmung neu bis=Donnerstag 18 Uhr Soll die Stadt Termine anbieten?", heard{path: "poll.create", values: values("question", termine, "closes", "Donnerstag 18 Uhr")}},
		"a time may begin with a word that is none alone":      {"/abstimmung neu bis=in 3 Tagen Soll die Stadt Termine anbieten?", heard{path: "poll.create", values: values("question", termine, "closes", "in 3 Tagen")}},
		"a time that cannot be is still a time":                {"/abstimmung neu Frage bis=31. Februar 2027", heard{path: "poll.create", values: values("question", "Frage", "closes", "31. Februar 2027")}},
		"the second name of a parameter":                       {"/abstimmung neu Frage frist=Freitag", heard{path: "poll.create", values: values("question", "Frage", "closes", "Freitag")}},
		"the second name of a verb":                            {"/abstimmung anlegen Frage", heard{path: "poll.create", values: values("question", "Frage")}},
		"English names":                                        {"/poll create question=\"A b?\" closes=\"Friday 6 pm\" rule=two-thirds", heard{path: "poll.create", values: values("question", "A b?", "closes", "Friday 6 pm", "rule", "two-thirds")}},
		"German names behind an English trigger":               {"/poll neu FRAGE=x Mehrheit=Einfach", heard{path: "poll.create", values: values("question", "x", "rule", "Einfach")}},
		"ae for ä":                                             {"/abstimmung verlaengern 12 Freitag", heard{path: "poll.extend", values: values("poll", "12", "closes", "Freitag")}},
		"a for ä, and capitals":                                {"/ABSTIMMUNG Verlangern 12 Freitag", heard{path: "poll.extend", values: values("poll", "12", "closes", "Freitag")}},
		"an ä of two characters":                               {"/abstimmung verla\u0308ngern 12 Freitag", heard{path: "poll.extend", values: values("poll", "12", "closes", "Freitag")}},
		"spaces around the equals sign":                        {"/abstimmung neu Frage bis = Freitag mehrheit= einfach", heard{path: "poll.create", values: values("question", "Frage", "closes", "Freitag", "rule", "einfach")}},
		"an equals sign in the question":                       {"/abstimmung neu Ist 2 + x = 3 und a=b?", heard{path: "poll.create", values: values("question", "Ist 2 + x = 3 und a=b?")}},
		"a comma within a time":                                {"/abstimmung neu Frage bis=Freitag, 18 Uhr", heard{path: "poll.create", values: values("question", "Frage", "closes", "Freitag, 18 Uhr")}},
		"a value that is left empty":                           {"/abstimmung neu Frage bis= mehrheit=einfach", heard{path: "poll.create", values: values("question", "Frage", "closes", "", "rule", "einfach")}},
		"German quotes":                                        {"/abstimmung neu „Soll die Stadt?“ bis=„Donnerstag 18 Uhr“", heard{path: "poll.create", values: values("question", "Soll die Stadt?", "closes", "Donnerstag 18 Uhr")}},
		"quotes as phones mix them":                            {"/abstimmung neu „Soll die Stadt?\" bis=“Donnerstag 18 Uhr\" wortlaut=”So sei es„", heard{path: "poll.create", values: values("question", "Soll die Stadt?", "closes", "Donnerstag 18 Uhr", "text", "So sei es")}},
		"single quotes and an apostrophe":                      {"/abstimmung neu 'Wie geht's der Stadt?' bis=‚Freitag‘", heard{path: "poll.create", values: values("question", "Wie geht's der Stadt?", "closes", "Freitag")}},
		"an apostrophe in a word is no quote":                  {"/abstimmung neu Wie geht’s der Stadt? bis=Freitag", heard{path: "poll.create", values: values("question", "Wie geht’s der Stadt?", "closes", "Freitag")}},
		"angle quotes either way":                              {"/abstimmung neu »Soll die Stadt?« wortlaut=«Ja, sie soll» mehrheit=‹zwei Drittel›", heard{path: "poll.create", values: values("question", "Soll die Stadt?", "text", "Ja, sie soll", "rule", "zwei Drittel")}},
		"quotes within quotes":                                 {"/abstimmung neu „Die \"große\" Frage“ bis=Freitag", heard{path: "poll.create", values: values("question", "Die \"große\" Frage", "closes", "Freitag")}},
		"a quote within quotes that is never closed":           {"/abstimmung neu \"Die \"große Frage\" bis=Freitag", heard{path: "poll.create", values: values("question", "Die \"große Frage", "closes", "Freitag")}},
		"an unclosed quote takes the rest":                     {"/abstimmung neu bis=Freitag „Soll die Stadt das sagen?", heard{path: "poll.create", values: values("closes", "Freitag", "question", "Soll die Stadt das sagen?")}},
		"an unclosed quote swallows no value":                  {"/abstimmung neu \"Ohne Ende? bis=morgen", heard{"poll.create", values("question", "Ohne Ende?", "closes", "morgen"), []string{"commands.unclosed"}}},
		"nor one that has quotes of its own":                   {"/abstimmung neu \"Ohne Ende? bis=\"morgen 18 Uhr\"", heard{"poll.create", values("question", "Ohne Ende?", "closes", "morgen 18 Uhr"), []string{"commands.unclosed"}}},
		"nor one in the midst of words":                        {"/abstimmung neu „Soll die Stadt mehrheit=einfach sagen?", heard{"poll.create", values("question", "„Soll die Stadt sagen?", "rule", "einfach"), []string{"commands.unclosed"}}},
		"an unclosed quote of a named value":                   {"/abstimmung neu Frage bis=\"morgen 18 Uhr mehrheit=einfach", heard{"poll.create", values("question", "Frage", "closes", "morgen 18 Uhr", "rule", "einfach"), []string{"commands.unclosed"}}},
		"quotes that are closed may hold a name":               {"/abstimmung neu \"Gilt auch bis=morgen?\"", heard{path: "poll.create", values: values("question", "Gilt auch bis=morgen?")}},
		"a mark behind a figure is no quote":                   {"/abstimmung neu Rohre mit 5\" Weite? bis=morgen", heard{path: "poll.create", values: values("question", "Rohre mit 5\" Weite?", "closes", "morgen")}},
		"a value glued to a closing quote":                     {"/abstimmung neu \"Soll die Stadt?\"bis=Freitag", heard{path: "poll.create", values: values("question", "Soll die Stadt?", "closes", "Freitag")}},
		"commas between values":                                {"/abstimmung neu \"Soll die Stadt?\", bis=Freitag, mehrheit=einfach", heard{path: "poll.create", values: values("question", "Soll die Stadt?", "closes", "Freitag", "rule", "einfach")}},
		"a quoted word in an unquoted question stays quoted":   {"/abstimmung neu \"Digital\", was heißt das? bis=Freitag", heard{path: "poll.create", values: values("question", "\"Digital\", was heißt das?", "closes", "Freitag")}},
		"a backslash is a backslash":                           {`/abstimmung neu "C:\neu\" bis=Freitag`, heard{path: "poll.create", values: values("question", `C:\neu\`, "closes", "Freitag")}},
		"white space of every kind":                            {"/abstimmung\u00a0neu\tSoll\u202fdie\nStadt? bis=Freitag", heard{path: "poll.create", values: values("question", "Soll die Stadt?", "closes", "Freitag")}},
		"line breaks within quotes stay":                       {"/abstimmung neu Frage wortlaut=\"eins\nzwei\"", heard{path: "poll.create", values: values("question", "Frage", "text", "eins\nzwei")}},
		"control and direction marks are gone":                 {"/abstimmung neu So\u202ell\x07 die\u200f Stadt?", heard{path: "poll.create", values: values("question", "Soll die Stadt?")}},
		"a value given twice is named":                         {"/abstimmung neu Frage bis=Freitag closes=Samstag", heard{"poll.create", values("question", "Frage", "closes", "Freitag"), []string{"closes commands.twice"}}},
		"a name that is nearly right is named":                 {"/abstimmung neu Frage merheit=einfach", heard{"poll.create", values("question", "Frage", "rule", "einfach"), []string{"rule commands.near_name"}}},
		"an unknown name never ends up in a text":              {"/abstimmung neu Gilt quark=\"a b\" auch?", heard{"poll.create", values("question", "Gilt auch?"), []string{"commands.no_name"}}},
		"what can be no name is part of an open text":          {"/abstimmung neu Gilt a=b auch?", heard{path: "poll.create", values: values("question", "Gilt a=b auch?")}},
		"two texts in quotes are one too many":                 {"/abstimmung neu \"Gilt A?\" \"Gilt B?\"", heard{"poll.create", values("question", "Gilt A?"), []string{"commands.left_over"}}},
		"a text in quotes beside the named one is too many":    {"/abstimmung neu \"Gilt A?\" frage=\"Gilt B?\"", heard{"poll.create", values("question", "Gilt B?"), []string{"commands.left_over"}}},
		"a word in quotes may stand within a text":             {"/abstimmung neu Gilt \"A\" oder \"B\" hier?", heard{path: "poll.create", values: values("question", "Gilt \"A\" oder \"B\" hier?")}},
		"an unknown name is a mistake where no text is open":   {"/abstimmung stimmen ja quark=1", heard{"poll.vote", values("vote", "ja"), []string{"commands.no_name"}}},
		"too many words":                                       {"/abstimmung stimmen 12 ja aber gern", heard{"poll.vote", values("poll", "12", "vote", "ja"), []string{"commands.left_over"}}},
		"too many words for a command without values":          {"/abstimmung liste bitte", heard{"poll.list", values(), []string{"commands.left_over"}}},
		"a further text by name keeps its words":               {"/abstimmung neu \"Soll die Stadt?\" wortlaut=Der Beirat empfiehlt alles bis=Freitag", heard{path: "poll.create", values: values("question", "Soll die Stadt?", "text", "Der Beirat empfiehlt alles", "closes", "Freitag")}},
		"the required text by name keeps its words":            {"/abstimmung neu frage=Soll die Stadt Termine anbieten? bis=Freitag", heard{path: "poll.create", values: values("question", termine, "closes", "Freitag")}},
		"words behind a named text belong to the required one": {"/abstimmung neu wortlaut=kurz Soll die Stadt Termine anbieten?", heard{path: "poll.create", values: values("text", "kurz", "question", termine)}},
		"a value of two words":                                 {"/abstimmung neu Frage mehrheit=zwei Drittel bis=Freitag", heard{path: "poll.create", values: values("question", "Frage", "rule", "zwei Drittel", "closes", "Freitag")}},
		"a hidden value by its name":                           {"/abstimmung neu Frage confirm=ja", heard{path: "poll.create", values: values("question", "Frage", "confirm", "ja")}},
		"a link is no name":                                    {"/abstimmung neu Gilt https://stadt.de/?bis=heute noch?", heard{path: "poll.create", values: values("question", "Gilt https://stadt.de/?bis=heute noch?")}},
		"nothing but the verb":                                 {"/abstimmung neu", heard{path: "poll.create", values: values()}},
		"the thing may be left out":                            {"/abstimmung stimmen ja", heard{path: "poll.vote", values: values("vote", "ja")}},
		"a thing by number":                                    {"/abstimmung stimmen 12 ja", heard{path: "poll.vote", values: values("poll", "12", "vote", "ja")}},
		"a thing by number with its sign":                      {"/abstimmung stimmen #12 ja", heard{path: "poll.vote", values: values("poll", "#12", "vote", "ja")}},
		"a thing by a title of several words":                  {"/abstimmung stimmen Online Termine ja", heard{path: "poll.vote", values: values("poll", "Online Termine", "vote", "ja")}},
		"a thing by a quoted title":                            {"/abstimmung stimmen \"Online Termine\" ja", heard{path: "poll.vote", values: values("poll", "Online Termine", "vote", "ja")}},
		"a lone thing takes all words":                         {"/abstimmung zeigen Termine im Bürgerbüro", heard{path: "poll.show", values: values("poll", "Termine im Bürgerbüro")}},
		"the thing behind a named value":                       {"/abstimmung stimmen stimme=ja 12", heard{path: "poll.vote", values: values("poll", "12", "vote", "ja")}},
		"the short form":                                       {"/abstimmung 12 ja", heard{path: "poll.vote", values: values("poll", "12", "vote", "ja")}},
		"the short form in English":                            {"/poll #12 no", heard{path: "poll.vote", values: values("poll", "#12", "vote", "no")}},
		"the short form without a thing":                       {"/abstimmung ja", heard{path: "poll.vote", values: values("vote", "ja")}},
		"the short form with a slip opens its form":            {"/abstimmung 12 jaa", heard{path: "poll.vote", values: values("poll", "12", "vote", "jaa")}},
		"a number alone":                                       {"/abstimmung 12", heard{path: "poll.show", values: values("poll", "12")}},
		"a number before the verb":                             {"/abstimmung 12 verlängern Freitag 18 Uhr", heard{path: "poll.extend", values: values("poll", "12", "closes", "Freitag 18 Uhr")}},
		"the trigger alone":                                    {"/abstimmung", heard{path: "poll.list", values: values()}},
		"a moment without a name":                              {"/abstimmung verlängern 12 Freitag 18 Uhr", heard{path: "poll.extend", values: values("poll", "12", "closes", "Freitag 18 Uhr")}},
		"a moment without a name and without a thing":          {"/abstimmung verlängern Freitag 18 Uhr", heard{path: "poll.extend", values: values("closes", "Freitag 18 Uhr")}},
		"an hour is no thing":                                  {"/abstimmung verlängern 18 Uhr", heard{path: "poll.extend", values: values("closes", "18 Uhr")}},
		"words left over belong to a text that may be given":   {"/abstimmung verlängern 12 Freitag weil alle krank sind", heard{path: "poll.extend", values: values("poll", "12", "closes", "Freitag", "reason", "weil alle krank sind")}},
		"a named text without a required one keeps its words":  {"/abstimmung beenden grund=alle haben geantwortet", heard{path: "poll.close", values: values("reason", "alle haben geantwortet")}},
		"a number behind a named text is the thing":            {"/abstimmung beenden grund=Eile 12", heard{path: "poll.close", values: values("reason", "Eile", "poll", "12")}},
		"a thing and a text":                                   {"/handlungsfeld ergänzen 3 Mehr Bänke im Park", heard{path: "field.add", values: values("field", "3", "contribution", "Mehr Bänke im Park")}},
		"a text without its thing":                             {"/handlungsfeld ergänzen Mehr Bänke im Park", heard{path: "field.add", values: values("contribution", "Mehr Bänke im Park")}},
		"a quoted text without its thing":                      {"/handlungsfeld ergänzen \"Mehr Bänke\"", heard{path: "field.add", values: values("contribution", "Mehr Bänke")}},
		"a quoted thing and a text":                            {"/handlungsfeld ergänzen \"Bildung\" Mehr Bänke", heard{path: "field.add", values: values("field", "Bildung", "contribution", "Mehr Bänke")}},
		"a text that begins with a number keeps the number":    {"/handlungsfeld ergänzen \"3 Bänke\"", heard{path: "field.add", values: values("contribution", "3 Bänke")}},
		"two things":                                             {"/handlungsfeld zusammenführen 3 5", heard{path: "field.merge", values: values("field", "3", "other", "5")}},
		"two things by title":                                    {"/handlungsfeld zusammenführen Bildung Verkehr", heard{path: "field.merge", values: values("field", "Bildung", "other", "Verkehr")}},
		"the root alone":                                         {"/beirat", heard{path: "board.menu", values: values()}},
		"a slash alone":                                          {"/", heard{path: "board.menu", values: values()}},
		"a verb of the root":                                     {"/beirat mitglieder", heard{path: "board.members", values: values()}},
		"a verb of two words":                                    {"/beirat sitz besetzen @anna, @bert", heard{path: "board.seat_add", values: values("people", "@anna, @bert")}},
		"a verb of two words with a hyphen":                      {"/board Sitz-Besetzen @anna", heard{path: "board.seat_add", values: values("people", "@anna")}},
		"the root reaches other groups":                          {"/beirat poll create Eine Frage?", heard{path: "poll.create", values: values("question", "Eine Frage?")}},
		"the root reaches short forms":                           {"/beirat abstimmung 12 nein", heard{path: "poll.vote", values: values("poll", "12", "vote", "nein")}},
		"the root reaches commands without a group":              {"/beirat idee Mehr Bänke", heard{path: "idea", values: values("idea", "Mehr Bänke")}},
		"a command without a group":                              {"/idee Mehr Bänke", heard{path: "idea", values: values("idea", "Mehr Bänke")}},
		"a person and a role":                                    {"/beirat rolle @anna Geschäftsstelle", heard{path: "board.role", values: values("person", "@anna", "role", "Geschäftsstelle")}},
		"a name that is a verb is a name before the equals sign": {"/beirat rolle rolle=vorsitz @anna", heard{path: "board.role", values: values("person", "@anna", "role", "vorsitz")}},
		"help behind what it is about":                           {"/abstimmung hilfe", heard{path: "board.help", values: values("topic", "abstimmung")}},
		"an unnamed value that may be left out":                  {"/beirat hilfe abstimmung neu", heard{path: "board.help", values: values("topic", "abstimmung neu")}},
		"a hidden command is not typed":                          {"/abstimmung page", heard{path: "unknown command: abstimmung page"}},
		"an unknown verb":                                        {"/abstimmung quark 1", heard{path: "unknown command: abstimmung quark"}},
		"an unknown trigger":                                     {"/quark", heard{path: "unknown command: quark"}},
	} {
		t.Run(name, func(t *testing.T) {
			got := hear(t, newSample(t).Book, chat.Command{Line: test.line})
			if diff := cmp.Diff(test.want, got, cmp.AllowUnexported(heard{})); diff != "" {
				t.Errorf("%s (-want +got):\n%s", test.line, diff)
			}
		})
	}
}

func TestAPrefixIsKnownBesideTheBareTrigger(t *testing.T) {
	b := newSample(t).WithPrefix("x")
	for _, line := range []string{"/x-abstimmung 12 ja", "/abstimmung 12 ja", "/X-Poll 12 yes", "/x-beirat x-abstimmung 12 ja"} {
		if got := hear(t, b, chat.Command{Line: line}); got.path != "poll.vote" {
			t.Errorf("%s means %s", line, got.path)
		}
	}
	if got := hear(t, newSample(t).Book, chat.Command{Line: "/x-abstimmung"}); got.path == "poll.list" {
		t.Error("a prefix is known that there is not")
	}
}

func TestTypingIsACommandOnlyIfItClearlyIsOne(t *testing.T) {
	for text, want := range map[string]string{
		"Ja, bin dafür": "talk",
		"Danke":         "talk",
		"Toll":          "talk",
		"":              "talk",
		"Die Abstimmung neu anzusetzen wäre gut": "talk",
		"Abstimmung ist doof":                    "talk",
		"abstimmung neu Soll die Stadt?":         "poll.create",
		"Abstimmung":                             "poll.list",
		"abstimmung 12 ja":                       "poll.vote",
		"Hilfe":                                  "board.help",
		"hilfe.":                                 "board.help",
		"/abstimmung neu":                        "poll.create",
		"/quark":                                 "unknown",
		"pol creat":                              "unknown",
		"Abstimung":                              "unknown",
		"beirat":                                 "board.menu",
		"abstimmung stimen":                      "unknown",
		"Mitglieder":                             "board.members",
		"Mitglieder sollten mehr Zeit haben, finde ich": "talk",
	} {
		t.Run("typed "+text, func(t *testing.T) {
			r, err := newSample(t).Resolve(chat.Typing{Text: text})
			got := "talk"
			var unknown *Unknown
			switch {
			case errors.As(err, &unknown):
				got = "unknown"
			case err == nil:
				got = r.Command.Path
			case !errors.Is(err, ErrTalk):
				got = err.Error()
			}
			if got != want {
				t.Errorf("got %s, want %s", got, want)
			}
		})
	}
}

func TestTheNearestCommandsAreOffered(t *testing.T) {
	for line, want := range map[string][]string{
		"/pol creat":            {"poll.create"},
		"/abstimung neu Frage":  {"poll.create"},
		"/abstimmung nue":       {"poll.create"},
		"/poll exted 12":        {"poll.extend"},
		"/beirat mitlieder":     {"board.members"},
		"/abstimug":             {"poll.list"},
		"/ide Mehr Bänke":       {"idea"},
		"/handlungsfeld":        {"field.add", "field.merge"},
		"/beirat sitz":          {"board.seat_add"},
		"/abstimmung verl":      {"poll.extend"},
		"/abstimmung quark":     {"poll.list"},
		"/quark quark":          nil,
		"/beirat abstimung neu": {"poll.create"},

		"/ide " + strings.Repeat("ä", 5000):              {"idea"},
		"/abstimmung nue" + strings.Repeat("e", 5000):    {"poll.list"},
		"/abstimung neu " + strings.Repeat("Wort ", 999): {"poll.create"},
	} {
		t.Run("near "+cut(line, 40), func(t *testing.T) {
			_, err := newSample(t).Resolve(chat.Command{Line: line})
			var unknown *Unknown
			if !errors.As(err, &unknown) {
				t.Fatalf("got %v", err)
			}
			var got []string
			for _, c := range unknown.Nearest {
				got = append(got, c.Path)
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Error(diff)
			}
			unknown.Message()
		})
	}
}

func TestASuggestionTakesAlongWhatWasTyped(t *testing.T) {
	for line, want := range map[string]map[string]string{
		"/abstimmung nue Testfrage? bis=Freitag":              values("question", "Testfrage?", "closes", "Freitag"),
		"/beirat abstimmung nue Testfrage?":                   values("question", "Testfrage?"),
		"/abstimung neu Testfrage?":                           values("question", "Testfrage?"),
		"/ide Mehr Bänke":                                     values("idea", "Mehr Bänke"),
		"/beirat sitz besezten @anna":                         values("people", "@anna"),
		"/abstimmung nue":                                     nil,
		"/abstimmung nue Testfrage? quark=1":                  nil, // a mistake is for the line to mend
		"/abstimmung nue Testfrage? beirat=7":                 nil,
		"/abstimmung nue " + strings.Repeat("sehr lang ", 50): nil,
	} {
		t.Run("typed "+cut(line, 40), func(t *testing.T) {
			_, err := newSample(t).Resolve(chat.Command{Line: line})
			var unknown *Unknown
			if !errors.As(err, &unknown) {
				t.Fatalf("got %v", err)
			}
			if diff := cmp.Diff(want, unknown.Message().Buttons()[0].Action.Args); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestValuesOfFormsMayHaveTypedNames(t *testing.T) {
	for name, test := range map[string]struct {
		do   chat.Do
		want heard
	}{
		"machine's names":                     {chat.Submit{Command: "poll.create", Values: values("question", "x", "closes", "Freitag")}, heard{path: "poll.create", values: values("question", "x", "closes", "Freitag")}},
		"German and English names":            {chat.Submit{Command: "poll.create", Values: values("Frage", "x", "Frist", "Freitag")}, heard{path: "poll.create", values: values("question", "x", "closes", "Freitag")}},
		"a typed name beats what a form held": {chat.Submit{Command: "poll.create", Values: values("question", "alt", "frage", "neu")}, heard{path: "poll.create", values: values("question", "neu")}},
		"two typed names":                     {chat.Submit{Command: "poll.create", Values: values("bis", "a", "frist", "b")}, heard{"poll.create", values("closes", "a"), []string{"closes commands.twice"}}},
		"an unknown name":                     {chat.Submit{Command: "poll.create", Values: values("quark", "a")}, heard{"poll.create", values(), []string{"commands.no_name"}}},
		"a path of a platform that parses":    {chat.Command{Path: "poll.vote", Values: values("vote", "yes")}, heard{path: "poll.vote", values: values("vote", "yes")}},
		"an old value of a button":            {chat.Press{Action: chat.Action{Name: "poll.vote", Args: values("vote", "yes", "gone", "1")}}, heard{path: "poll.vote", values: values("vote", "yes")}},
		"the board of a button":               {chat.Press{Action: chat.Action{Name: "poll.vote", Args: values("vote", "yes", "board", "7")}}, heard{path: "poll.vote", values: values("vote", "yes", "board", "7")}},
		"a hidden command":                    {chat.Press{Action: chat.Action{Name: "poll.page", Args: values("page", "2")}}, heard{path: "poll.page", values: values("page", "2")}},
	} {
		t.Run(name, func(t *testing.T) {
			if diff := cmp.Diff(test.want, hear(t, newSample(t).Book, test.do), cmp.AllowUnexported(heard{})); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// FuzzLine: whatever is typed, nothing panics, the same line means the same,
// and every character of a question arrives.
func FuzzLine(f *testing.F) {
	for _, line := range []string{
		"/abstimmung neu Soll die Stadt? bis=Donnerstag 18 Uhr", "/abstimmung 12 ja", "/beirat", "/x=y", "/abstimmung neu „“ = \" '",
		"/abstimmung neu wortlaut=a b frage = „c d\" e", "abstimmung neu a=b=c ’s", "/handlungsfeld ergänzen #3 x", "/abstimmung neu \"\"\"a\" b\"c",
	} {
		f.Add(line)
	}
	s := newSample(f)
	f.Fuzz(func(t *testing.T, line string) {
		for _, do := range []chat.Do{chat.Command{Line: line}, chat.Typing{Text: line}} {
			once, errOnce := s.Resolve(do)
			again, errAgain := s.Resolve(do)
			if !reflect.DeepEqual(once, again) || (errOnce == nil) != (errAgain == nil) {
				t.Fatalf("two meanings: %v and %v", once, again)
			}
			if errOnce == nil {
				if _, err := s.Run(t.Context(), once, sampleCall()); err != nil {
					t.Fatal(err)
				}
			}
		}
		s.Complete("de", line)
		s.Help("en", line, func(board.Right) bool { return true })

		idea, err := s.Resolve(chat.Command{Line: "/idee " + line})
		if err != nil {
			t.Fatal(err)
		}
		if len(idea.Mistakes) > 0 || idea.Values["idea"] == "" {
			return
		}
		if lost := missing(letters(line), letters(idea.Values["idea"])); lost != "" && !strings.Contains(line, "=") {
			t.Fatalf("%q lost %q in %q", line, lost, idea.Values["idea"])
		}
	})
}

// letters are what must not be lost: letters and figures.
func letters(text string) []rune {
	var kept []rune
	for _, r := range clean(text) {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			kept = append(kept, r)
		}
	}
	return kept
}

// missing gives the first character that there is less of in have.
func missing(want, have []rune) string {
	count := map[rune]int{}
	for _, r := range have {
		count[r]++
	}
	for _, r := range want {
		if count[r]--; count[r] < 0 {
			return string(r)
		}
	}
	return ""
}

func TestALineWrittenByTheBookIsReadAlike(t *testing.T) {
	s := newSample(t)
	for _, want := range []map[string]string{
		values("question", "Soll die Stadt?", "closes", "Donnerstag 18 Uhr", "rule", "zwei-drittel"),
		values("question", `Die "große" Frage`, "text", "„eins“ oder 'zwei'"),
		values("question", "bis=Freitag", "text", "a,b;c"),
		values("question", "eins\nzwei"),
	} {
		line := s.Line("de", s.Command("poll.create"), want)
		r, err := s.Resolve(chat.Command{Line: line})
		if err != nil || !maps.Equal(r.Values, want) {
			t.Errorf("%s is read as %q, %v", line, r.Values, err)
		}
	}
}
