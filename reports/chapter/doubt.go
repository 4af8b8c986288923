package chapter

import "slices"

// doubts are what stands against publishing: cells that differ from the
// registration system's own statistics at a cut-off that the report shows, and
// refused lines that may be graduates, without whom a rate is not the rate.
func (r *report) doubts() []string {
	var out []string
	if slices.ContainsFunc(r.TieOut, func(t TieOutRow) bool { return t.Difference != 0 }) {
		out = append(out, "与登记系统的统计数不一致，见“数据质量与核对”")
	}
	for _, s := range r.sourceFiles() {
		graduates := s.load.Contract == "destination" || s.load.Contract == "roster"
		if graduates && s.load.Cohort == r.opts.Cohort && s.Refused > 0 {
			out = append(out, "有被拒收的行可能是毕业生："+s.Name)
		}
	}
	return out
}
