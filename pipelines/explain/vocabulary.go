package explain

import (
	"context"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"quxiang/pipelines/query"
)

// vocabulary is the words of one family in one build.
type vocabulary struct {
	family *Family
	words  map[string][]meaning // normalised word → what it can stand for
	titles map[string]string    // indicator → title
	labels map[KeyValue]string
}

var cohortWord = regexp.MustCompile(`^((?:19|20)\d\d)(?:届|年)?$`)
var cutoffWord = regexp.MustCompile(`^(?:截至)?(\d{1,2})[-月](\d{1,2})日?$`)
var editionWord = regexp.MustCompile(`^(?:口径)?((?:19|20)\d\d)(?:版|口径|版口径)$`)

// meanings are what a word can stand for.
func (v vocabulary) meanings(word string) []meaning {
	if m := editionWord.FindStringSubmatch(word); m != nil {
		return []meaning{{edition: m[1]}}
	}
	if m := cohortWord.FindStringSubmatch(word); m != nil {
		year, _ := strconv.Atoi(m[1])
		return []meaning{{cohort: year}}
	}
	if m := cutoffWord.FindStringSubmatch(word); m != nil {
		month, _ := strconv.Atoi(m[1])
		day, _ := strconv.Atoi(m[2])
		return []meaning{{cutoff: fmt.Sprintf("%02d-%02d", month, day)}}
	}
	word = normalise(word)
	if ms := v.words[word]; len(ms) > 0 {
		return ms
	}
	for _, k := range v.family.Keys {
		for _, suffix := range k.Suffixes {
			if ms := v.ofKey(strings.TrimSuffix(word, suffix), k.Name); len(ms) > 0 {
				return ms
			}
		}
	}
	return v.within(word)
}

// ofKey are the meanings of a word as a value of one key, also where its suffix
// belongs to it (河南 for 河南省).
func (v vocabulary) ofKey(word, key string) []meaning {
	return slices.DeleteFunc(slices.Clone(v.words[word]), func(m meaning) bool { return m.key.Name != key })
}

// within are the meanings of words that a word is a part of: 计算机 for
// 计算机科学与技术. One character is a part of too much.
func (v vocabulary) within(word string) []meaning {
	if len([]rune(word)) < 2 {
		return nil
	}
	var all []meaning
	for _, known := range sortedKeys(v.words) {
		if strings.Contains(known, word) {
			for _, m := range v.words[known] {
				if m.key.Name != "" && !slices.Contains(all, m) {
					all = append(all, m)
				}
			}
		}
	}
	return all
}

func normalise(word string) string {
	return strings.ToLower(strings.NewReplacer("(", "（", ")", "）").Replace(strings.TrimSpace(word)))
}

func (v *vocabulary) add(word string, m meaning) {
	word = normalise(word)
	if word != "" && !slices.Contains(v.words[word], m) {
		v.words[word] = append(v.words[word], m)
	}
}

func (v vocabulary) someTitles() string {
	var some []string
	for _, name := range sortedKeys(v.family.Synonyms) {
		if strings.HasSuffix(name, "_rate") && v.titles[name] != "" && len(some) < 5 {
			some = append(some, v.titles[name])
		}
	}
	return strings.Join(some, "、")
}

// vocabulary reads the words of a family from the build.
func (s *Set) vocabulary(ctx context.Context, f *Family, describe Describe) (vocabulary, error) {
	v := vocabulary{family: f, words: map[string][]meaning{}, titles: map[string]string{}, labels: map[KeyValue]string{}}
	v.addIndicators(describe)
	for _, k := range f.Keys {
		if err := s.addKey(ctx, &v, k); err != nil {
			return v, err
		}
	}
	for _, c := range slices.Concat(s.cutoffs, s.named) {
		v.add(c.title, meaning{cutoff: c.cutoff})
	}
	return v, nil
}

func (v *vocabulary) addIndicators(describe Describe) {
	f := v.family
	for _, c := range f.Counters {
		title := brief(describe(f.Mart, c))
		v.titles[f.Prefix+c] = title
		v.add(title, meaning{indicator: f.Prefix + c})
	}
	for _, i := range f.Indicators {
		v.titles[f.Prefix+i.Name] = i.Title
		for _, word := range append([]string{i.Title, i.Name}, i.Synonyms...) {
			v.add(word, meaning{indicator: f.Prefix + i.Name})
		}
	}
	for name, words := range f.Synonyms {
		for _, word := range words {
			v.replace(word, meaning{indicator: f.Prefix + name})
		}
	}
}

// replace lets a synonym stand for one indicator alone: 就业率 is no other rate.
func (v *vocabulary) replace(word string, m meaning) { v.words[normalise(word)] = []meaning{m} }

// addKey adds the values of a key with their names.
func (s *Set) addKey(ctx context.Context, v *vocabulary, k Key) error {
	label := k.Label
	if label == "" {
		label = k.Column
	}
	text := "select distinct " + k.Column + ", " + label + " from " + v.family.Mart + " where " + k.Column + " is not null order by 1, 2"
	return query.Each(ctx, s.q, v.family.Mart, text, func(scan func(...any) error) error {
		var value, name string
		if err := scan(&value, &name); err != nil {
			return err
		}
		m := meaning{key: KeyValue{k.Name, value}}
		v.labels[m.key] = name
		v.add(value, m)
		v.add(name, m)
		if _, code, coded := strings.Cut(value, ":"); coded {
			v.add(code, m)
		}
		for _, suffix := range k.Suffixes {
			if short, cut := strings.CutSuffix(name, suffix); cut && len([]rune(short)) > 1 {
				v.add(short, m)
			}
		}
		return nil
	})
}

// Words lists the words that figures can be asked for by, in order.
func (s *Set) Words(ctx context.Context, describe Describe) ([]string, error) {
	known := map[string]bool{}
	for i := range s.families {
		if !s.families[i].Words {
			continue
		}
		v, err := s.vocabulary(ctx, &s.families[i], describe)
		if err != nil {
			return nil, err
		}
		for word := range v.words {
			known[word] = true
		}
	}
	return sortedKeys(known), nil
}
