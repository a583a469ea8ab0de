package config

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"
)

// CustomDay is a local custom that recurs every year: so many days after Easter
// Sunday, or on a day of a month.
type CustomDay struct {
	Name   string     `yaml:"name"`
	Easter bool       `yaml:"easter"`
	Offset int        `yaml:"offset"` // days after Easter Sunday, if Easter
	Month  time.Month `yaml:"month"`
	Day    int        `yaml:"day"`
}

// The limits of custom_days.
const (
	customDaysMost = 50
	customName     = 40  // characters
	easterMost     = 200 // days before and after
)

// CustomDays reads local customs, parted by commas: "Rosenmontag=Ostern-48,
// Heiligabend=24.12.".
func CustomDays(text string) ([]CustomDay, error) {
	if strings.TrimSpace(text) == "" {
		return nil, nil
	}
	var all []CustomDay
	for part := range strings.SplitSeq(text, ",") {
		part = strings.TrimSpace(part)
		name, when, _ := strings.Cut(part, "=")
		name, when = strings.TrimSpace(name), strings.TrimSpace(when)
		if name == "" || when == "" {
			return nil, fmt.Errorf("%q does not say NAME=DAY", part)
		}
		if utf8.RuneCountInString(name) > customName {
			return nil, fmt.Errorf("%q has a name of more than %d characters", part, customName)
		}
		for _, other := range all {
			if strings.EqualFold(other.Name, name) {
				return nil, fmt.Errorf("%q is named twice", name)
			}
		}
		one, err := customDay(when)
		if err != nil {
			return nil, fmt.Errorf("%q %w", part, err)
		}
		one.Name = name
		all = append(all, one)
	}
	if len(all) > customDaysMost {
		return nil, fmt.Errorf("has %d days, more than %d", len(all), customDaysMost)
	}
	return all, nil
}

func customDay(when string) (CustomDay, error) {
	for _, word := range []string{"ostern", "easter"} {
		if len(when) >= len(word) && strings.EqualFold(when[:len(word)], word) {
			offset := strings.ReplaceAll(strings.ReplaceAll(when[len(word):], " ", ""), "−", "-")
			if offset == "" {
				return CustomDay{Easter: true}, nil
			}
			days, err := strconv.Atoi(offset)
			if err != nil || offset[0] != '+' && offset[0] != '-' || days > easterMost || days < -easterMost {
				return CustomDay{}, fmt.Errorf("has no number of days from -%d to +%d behind %s", easterMost, easterMost, when[:len(word)])
			}
			return CustomDay{Easter: true, Offset: days}, nil
		}
	}
	const leap = ".2024" // has every day that a year can have
	day, err := time.Parse("2.1.2006", strings.TrimRight(when, ".")+leap)
	if err != nil {
		return CustomDay{}, errors.New("names no day like 24.12. and no distance from Easter like Ostern-48")
	}
	return CustomDay{Month: day.Month(), Day: day.Day()}, nil
}
