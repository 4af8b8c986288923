package synth

import (
	"maps"
	"math/rand/v2"
	"strconv"
	"sync"
)

// posted is a posting; fields are the columns that it fills.
type posted struct {
	fields   map[string]string
	breaks   string // category of what it breaks; empty: innocent
	reviewed bool
}

// postingColumns are the register's, in its order.
var postingColumns = []column{
	{"cohort", "年度", ""}, {"published_on", "发布日期", ""}, {"posting_no", "信息编号", ""}, {"channel", "发布渠道", ""},
	{"employer_name", "单位名称", ""}, {"credit_code", "统一社会信用代码", ""}, {"legal_person", "法人资格", ""},
	{"agency", "人力资源服务机构", ""}, {"permit_no", "人力资源服务许可证号", ""}, {"position", "岗位名称", ""},
	{"description", "岗位说明", ""}, {"requirement", "招聘条件", ""}, {"level_required", "学历要求", ""},
	{"school_required", "院校要求", ""}, {"gender_required", "性别要求", ""}, {"age_required", "年龄要求", ""},
	{"hukou_required", "户籍要求", ""}, {"place", "工作地点", ""}, {"headcount", "招聘人数", ""}, {"pay", "薪资", ""},
	{"fee", "收费项目", ""}, {"reviewed_by", "审核人", ""}, {"reviewed_on", "审核日期", ""},
}

// postingCategories are what 七.5 and 七.6 forbid.
var postingCategories = []string{"985/211", "性别", "户籍", "年龄", "学历", "无资质", "收费", "贷款", "虚假"}

// How many postings a cohort has, and how many of the last were not reviewed.
const (
	postingsPerCohort = 300
	plantedUnreviewed = 5
)

// planPostings scatters postings that break the rules among innocent ones.
func (d *duties) planPostings() {
	r := d.stream("postings")
	list, pool := make([]*posted, postingsPerCohort), d.visited()
	for i := range list {
		list[i] = d.posting(r, pickOf(r, pool), i)
	}
	d.plantPostings(r, list)
	l := d.ledger("校园招聘信息", "posting")
	for _, c := range postingColumns {
		l.headings = append(l.headings, c.heading)
	}
	for _, p := range list {
		l.rows = append(l.rows, p.line())
	}
	d.addLedger(l)
	d.postingTruth(list)
}

// positions are what may be offered, by industry.
var positions = sync.OnceValue(func() map[string][]map[string]string {
	out := map[string][]map[string]string{}
	for _, m := range readTable("duty_positions") {
		out[m["industry"]] = append(out[m["industry"]], m)
	}
	return out
})

func (p *posted) line() line {
	var l line
	for _, c := range postingColumns {
		l.cells = append(l.cells, p.fields[c.field])
	}
	return l
}

// posting is innocent and of the employer's trade; every twentieth is an
// agency's, with its permit.
func (d *duties) posting(r *rand.Rand, e *employer, i int) *posted {
	f := maps.Clone(pickOf(r, positions()[e.industry]))
	f["level_required"] = f["level"]
	f["cohort"], f["published_on"], f["posting_no"] = d.year(), d.on(r, "2006-01-02"), "XZ"+d.year()+padded(i+1, 4)
	f["channel"] = pickOf(r, []string{"双选会", "宣讲会", "就业信息网", "就业信息网", "院系推荐"})
	f["employer_name"], f["credit_code"], f["place"] = e.name, e.credit, e.place.full()
	f["legal_person"], f["agency"], f["headcount"] = "是", "否", strconv.Itoa(1+r.IntN(12))
	f["gender_required"], f["fee"] = pickOf(r, []string{"不限", "", "男女不限"}), pickOf(r, []string{"无", ""})
	f["reviewed_by"], f["reviewed_on"] = d.world.people.name(r, "2"), f["published_on"]
	if i%20 == 19 {
		f["agency"], f["permit_no"] = "是", padded(410000+r.IntN(1000), 12)
	}
	return &posted{fields: f, reviewed: true}
}

// plantPostings breaks a rule in some and leaves others unreviewed.
func (d *duties) plantPostings(r *rand.Rand, list []*posted) {
	order := r.Perm(len(list))
	for _, m := range readTable("duty_violations") {
		if !d.last && m["before"] != "1" {
			continue
		}
		p := list[order[0]]
		order = order[1:]
		p.breaks = m["category"]
		p.fields[m["field"]] = m["words"]
		if m["field"] == "permit_no" {
			p.fields["agency"] = "是"
		}
	}
	for _, i := range order[:d.either(plantedUnreviewed, 0)] {
		p := list[i]
		p.reviewed, p.fields["reviewed_by"], p.fields["reviewed_on"] = false, "", ""
	}
}

func (d *duties) postingTruth(list []*posted) {
	hits, reviewed := map[string]int{}, 0
	for _, p := range list {
		hits[p.breaks]++
		reviewed += one(p.reviewed)
	}
	for _, category := range postingCategories {
		d.share("posting_hit", "", category, hits[category], len(list))
	}
	d.share("posting_reviewed", "", "", reviewed, len(list))
	d.share("posting_unlicensed", "", "", hits["无资质"], len(list))
}
