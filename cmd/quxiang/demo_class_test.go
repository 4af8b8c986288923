package main

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"testing"

	"quxiang/pipelines/synth"
)

// classNames are the 大类 of classOf.
var classNames = map[string]bool{"工商管理类": true, "计算机类": true}

// lastPlan is the year of the last plan and the last list.
func lastPlan(m synth.Manifest) int { return m.Plans[len(m.Plans)-1].Year }

// checkClasses: the 大类 of the last year are still to be divided, but for one
// student of each, so that the year before says how. Plan, list and those who came stand at the majors by
// the same shares, and the rates of index and proposal are of these.
func (h *house) checkClasses(t *testing.T, m synth.Manifest) {
	t.Helper()
	last := lastPlan(m)
	for class := range classNames {
		codes := slices.DeleteFunc(slices.Sorted(maps.Keys(classOf)), func(code string) bool { return classOf[code] != class })
		basis := make([]int, len(codes))
		for i, code := range codes {
			_, divided := admittedAt(m, last-1, code, class)
			basis[i] = divided.Registered
		}
		whole := admittedTo(m, last, class, codes)
		admitted, came := portions(whole.Admitted, basis), portions(whole.Registered, basis)
		for i, code := range codes {
			own, _ := admittedAt(m, last, code, class)
			want := fmt.Sprint(last-1, admitted[i], came[i], admitted[i]+own.Admitted, came[i]+own.Registered, came[i]+own.Registered)
			got := h.rows(`select c.basis_year, c.admitted_split, c.registered_split, v.den, v.num, q.registered
				from marts.class_split as c
				inner join marts.index_value as v on c.major_key = v.major_key and v.component = 'registered'
				inner join marts.quota_line as q on c.major_key = q.major_key
				where c.entry_year = ` + strconv.Itoa(last) + " and c.major_key = '本科:" + code + "'")
			if len(got) != 1 || strings.Join(got[0], " ") != want {
				t.Errorf("%s of %d: %v, want %s", code, last, got, want)
			}
		}
	}
}

// admittedTo adds up who was admitted to a 大类, whether divided or not.
func admittedTo(m synth.Manifest, year int, class string, codes []string) synth.AdmissionTruth {
	whole, _ := admittedAt(m, year, "", class)
	for _, code := range codes {
		_, divided := admittedAt(m, year, code, class)
		whole.Admitted += divided.Admitted
		whole.Registered += divided.Registered
	}
	return whole
}

// admittedAt adds up who was admitted in a year to a major by itself, as
// cooperations are, and who began in it out of its 大类.
func admittedAt(m synth.Manifest, year int, code, class string) (own, divided synth.AdmissionTruth) {
	for _, a := range m.Admissions {
		if a.Year != year || a.Level != "本科" || a.MajorCode != code || a.Type != "统招" || code == "" && a.Major != class {
			continue
		}
		sum := &divided
		if code == "" || strings.Contains(a.Major, "（") {
			sum = &own
		}
		sum.Admitted += a.Admitted
		sum.Registered += a.Registered
	}
	return own, divided
}

// portions divides a number by shares: what whole parts leave over goes to the
// largest remainders, equal ones in order.
func portions(number int, shares []int) []int {
	sum, left := 0, number
	for _, n := range shares {
		sum += n
	}
	out, order := make([]int, len(shares)), make([]int, len(shares))
	for i, n := range shares {
		out[i], order[i] = number*n/sum, i
		left -= out[i]
	}
	slices.SortStableFunc(order, func(a, b int) int { return number*shares[b]%sum - number*shares[a]%sum })
	for _, i := range order[:left] {
		out[i]++
	}
	return out
}
