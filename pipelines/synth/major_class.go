package synth

import "slices"

// firstClassYear is the first year of entry in which 大类 were recruited.
const firstClassYear = 2018

// classMembers are the majors, by digits, that a 大类 divides into.
var classMembers = []struct {
	name, college string
	digits        []string
}{
	{"计算机类", "计算机与软件学院", []string{"080901", "080902", "080910"}},
	{"工商管理类", "经济管理学院", []string{"120203", "120206"}},
}

// loadClasses makes a programme without a code for each 大类. Cooperations
// recruit apart and are no members.
func loadClasses(all []*programme) ([]*programme, map[*programme]*programme) {
	var classes []*programme
	members := map[*programme]*programme{}
	for _, c := range classMembers {
		class := &programme{level: "本科", name: c.name, college: c.college, normal: "2"}
		for _, p := range all {
			if p.level == "本科" && p.kind == "" && slices.Contains(c.digits, p.digits) {
				members[p] = class
				class.category = p.category
				class.size += p.size
				class.shift += p.shift / float64(len(c.digits))
			}
		}
		classes = append(classes, class)
	}
	return classes, members
}

// admittedTo is what somebody who begins in a programme was admitted to: its
// 大类, where it has one in that year.
func (w *world) admittedTo(p *programme, entry int) *programme {
	if class := w.classOf[p]; class != nil && entry >= firstClassYear {
		return class
	}
	return p
}
