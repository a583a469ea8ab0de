package commands

import (
	"strings"
	"unicode/utf8"

	"beirat/chat"
	"beirat/words"
)

// Specs are the commands as a platform offers them to people who choose instead
// of typing: the groups with their verbs, and the commands without a group. The
// trigger of the root group is a command that takes any line, or none; its verbs
// go by a name of their own.
func (b *Book) Specs() []chat.Spec {
	var specs []chat.Spec
	for _, g := range b.groups {
		spec := chat.Spec{Path: g.Name, Name: b.typedAs(b.prefix, "trigger."+g.Name), About: b.brief("cmd." + g.Name)}
		if g.Root {
			specs = append(specs, b.lineSpec(g, spec.Name))
			spec.Name = b.typedAs(b.prefix, "trigger."+g.Name+".verbs")
		}
		for _, c := range b.of(g.Name) {
			spec.Verbs = append(spec.Verbs, b.spec(c, b.chosenAs(c)))
		}
		specs = append(specs, spec)
	}
	for _, c := range b.of("") {
		specs = append(specs, b.spec(c, b.typedAs(b.prefix, "cmd."+c.Path)))
	}
	return specs
}

// lineSpec is the trigger of the root group, which does what a line says.
func (b *Book) lineSpec(g Group, name chat.Names) chat.Spec {
	return chat.Spec{
		Path: g.Bare, Name: name, About: b.brief("cmd."+g.Bare+".about", "cmd."+g.Bare+".title"), Line: true,
		Params: []chat.Offered{{Name: "line", Typed: b.typedAs("", "commands.line"), About: b.brief("commands.line.about"), Kind: chat.OfferWords}},
	}
}

func (b *Book) spec(c *Command, name chat.Names) chat.Spec {
	spec := chat.Spec{Path: c.Path, Name: name, About: b.brief("cmd."+c.Path+".about", "cmd."+c.Path+".title")}
	for _, p := range c.typable() {
		spec.Params = append(spec.Params, b.offered(c, p.declared()))
	}
	return spec
}

// offered is a parameter as it is offered. What knows its values only from what
// is stored, or takes others too, is typed and completed.
func (b *Book) offered(c *Command, d Declaration) chat.Offered {
	o := chat.Offered{
		Name: d.Name, Typed: b.typedAs("", "param."+d.Name), Kind: chat.OfferWords, Max: d.Max,
		About: b.brief("cmd."+c.Path+"."+d.Name+".about", "param."+d.Name+".about", "cmd."+c.Path+"."+d.Name+".label", "param."+d.Name+".label"),
	}
	switch d.Kind {
	case KindChoice:
		if o.Asks = d.Free; !o.Asks {
			o.Kind, o.Choices = chat.OfferChoice, b.offeredChoices(d)
		}
	case KindFlag:
		o.Kind = chat.OfferFlag
	case KindNumber:
		o.Kind, o.Min = chat.OfferNumber, d.Min
	case KindPerson:
		o.Kind = chat.OfferPerson
	case KindFile:
		o.Kind = chat.OfferFile
	case KindThing, KindTime:
		o.Asks = true
	}
	return o
}

func (b *Book) offeredChoices(d Declaration) []chat.OfferedChoice {
	all := make([]chat.OfferedChoice, len(d.Words))
	for i, word := range d.Words {
		all[i] = chat.OfferedChoice{Value: word, Label: chat.Names{}}
		for _, l := range words.Languages() {
			p := words.Printer{Language: l}
			all[i].Label[string(l)] = p.Print(b.valueLabel(l, d, word))
		}
	}
	return all
}

// typedAs are the names of a key that are shown, in every language.
func (b *Book) typedAs(before, key string) chat.Names {
	names := chat.Names{}
	for _, l := range words.Languages() {
		if typed := b.named(l, key); len(typed) > 0 {
			names[string(l)] = before + typed[0]
		}
	}
	return names
}

// chosenAs are the names of a verb where it is chosen from a list: those that are
// typed, or those of the entry "chosen", where lists that hold only so many verbs
// want it below another one. It can be typed by either.
func (b *Book) chosenAs(c *Command) chat.Names {
	if names := b.typedAs("", "cmd."+c.Path+".chosen"); len(names) > 0 {
		return names
	}
	return b.typedAs("", "cmd."+c.Path)
}

// briefMost is how many characters a platform shows beside a name.
const briefMost = 100

// brief is what the first of these keys says that there is and that is short
// enough; of a longer one the first sentence.
func (b *Book) brief(keys ...string) chat.Names {
	said := chat.Names{}
	for _, l := range words.Languages() {
		for _, key := range keys {
			text, found := b.lookup(l, key)
			if !found {
				continue
			}
			text = strings.ReplaceAll(strings.TrimSpace(text), "**", "")
			if first, _, more := strings.Cut(text, ". "); more && utf8.RuneCountInString(text) > briefMost {
				text = first + "."
			}
			if said[string(l)] == "" || utf8.RuneCountInString(said[string(l)]) > briefMost {
				said[string(l)] = text
			}
		}
	}
	return said
}
