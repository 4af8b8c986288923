package rule

import (
	"fmt"
	"strings"
)

// Words states the rule in sentences, from its own parameters: what a reader
// has to know to check a card by hand.
func (r *Rule) Words() string {
	lines := r.steps()
	lines = append(lines, r.basis(), r.gaps())
	if apart := r.apart(); apart != "" {
		lines = append(lines, apart)
	}
	return strings.Join(lines, "；") + "。"
}

// steps states each level: when it fires, the card, the consequence.
func (r *Rule) steps() []string {
	var lines []string
	for _, l := range r.Cards {
		line := r.when(l) + "：" + string(l.Card) + "牌"
		if l.Consequence != "" {
			line += "，" + l.Consequence
		}
		lines = append(lines, line)
	}
	return lines
}

func (r *Rule) when(l Level) string {
	if r.Needs > 0 {
		return fmt.Sprintf("%d 项指标中有 %d 项触发（%s）", len(r.Conditions), r.Needs, r.conditionWords())
	}
	running := ""
	if l.Years > 1 {
		running = fmt.Sprintf("连续 %d 届", l.Years)
	}
	return indicators[r.Indicator].title + running + l.comparison()
}

func (l Level) comparison() string {
	amount := ratio{l.Amount, 1}.String()
	switch l.Comparator {
	case Above:
		return "高于 " + amount + "%"
	case BelowMean:
		return "低于同类合计 " + amount + " 个百分点以上"
	case BottomPercent:
		return "居同类末 " + amount + "%"
	case BottomN:
		return fmt.Sprintf("居同类末 %d 位", l.Amount)
	}
	return "低于 " + amount + "%"
}

func (r *Rule) conditionWords() string {
	var words []string
	for _, c := range r.Conditions {
		line := "界线未定"
		if c.Set {
			line = Level{Comparator: c.Comparator, Amount: c.Amount}.comparison()
		}
		words = append(words, c.Title+line)
	}
	return list(words)
}

// basis states what is counted: cut-off, edition, grain, peers.
func (r *Rule) basis() string {
	edition := r.Edition + " 版口径"
	if r.Edition == EditionAuto {
		edition = "该届适用的口径"
	}
	words := "按截止日 " + r.Cutoff + "、" + edition + "，" + choose(r.Grain == GrainProgramme, "逐个办学类型判定", "逐个专业判定")
	if group := peerTitles[r.Peers]; group != "" {
		words += "，同类指" + group
	}
	return words
}

var peerTitles = map[string]string{PeersLevel: "同一学历层次的专业", PeersClass: "同一学历层次、同一学科门类的专业",
	PeersType: "同一学历层次、同类型学校的专业", PeersMajor: "各校的同一专业"}

// gaps states what a missing year does and what a major takes over.
func (r *Rule) gaps() string {
	inherit := map[string]string{InheritNone: "更名、合并前的数据不并入", InheritRenamed: "更名前的数据并入，合并前的不并入",
		InheritAll: "更名、合并前的数据并入"}
	return choose(r.Missing == MissingSkip, "缺数据的届次跳过", "缺一届即不算连续") + "，" + inherit[r.Inherit]
}

// apart states whom the rule leaves alone.
func (r *Rule) apart() string {
	var words []string
	add := func(holds bool, s string) {
		if holds {
			words = append(words, s)
		}
	}
	add(r.MinGraduates > 0, fmt.Sprintf("毕业生少于 %d 人的不判", r.MinGraduates))
	add(r.Exclude.New, fmt.Sprintf("新设专业不足 %d 届的不判", newcomerCohorts))
	add(r.Exclude.Suspended, "已停招的不判")
	add(len(r.Exclude.Majors) > 0, "不判的专业："+list(r.Exclude.Majors))
	add(len(r.Exclude.Institutions) > 0, "不判的学校："+list(r.Exclude.Institutions))
	add(len(r.Levels) > 0, "只适用于"+list(r.Levels))
	add(r.ValidFrom > 0 || r.ValidTo > 0, "适用于"+r.validity())
	add(r.SmallN == SmallNReplace, "证据不足时以关注代替")
	return strings.Join(words, "，")
}
