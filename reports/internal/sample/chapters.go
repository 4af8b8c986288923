package sample

import (
	"strconv"

	"quxiang/reports/chapter"
	"quxiang/reports/figure"
)

func scale() chapter.Chapter {
	level := counted("by-level", "毕业生学历结构", "level",
		[]string{"本科", "专科（高职）", "研究生"}, []int64{4210, 1210, 592})
	gender := counted("by-gender", "毕业生性别结构", "gender", []string{"男", "女"}, []int64{2950, 3062})
	size := counted("by-size", "各专业毕业生人数的分布", "class",
		[]string{"少于十人", "十至三十人", "三十至六十人", "六十至一百人", "一百人以上"}, []int64{6, 14, 21, 13, 6})
	total := at("school").Count("graduates", 6012, "人")
	return chapter.Chapter{ID: "scale", Title: "规模与结构", Sections: []chapter.Section{
		{ID: "size", Title: "规模", Blocks: []chapter.Block{
			chapter.Paragraph{Kind: chapter.Finding, Spans: []chapter.Span{
				d("2024"), t("届毕业生共"), f(total), t("人，其中本科"),
				f(at("level", key("level", "本科")).Count("graduates", 4210, "人")), t("人。人数最多的专业是"),
				l("软件工程（中外合作办学）"), t("；有一个专业登记为"), l(Script), t("，按文字显示。")}},
			chapter.Paragraph{Kind: chapter.Note, Spans: []chapter.Span{t("各项比例四舍五入，合计可能不等于百分之百。")}},
			&chapter.Chart{ID: "pie-level", Title: "学历结构", Kind: chapter.Pie, Table: level, Category: "name",
				Series: []string{"n", "share"}, Unit: "人", Native: true, Summary: []chapter.Span{t("本科最多，研究生最少。")}},
			&chapter.Chart{ID: "bar-gender", Title: "性别结构", Kind: chapter.Bar, Table: gender, Category: "name",
				Series: []string{"n"}, Unit: "人", Native: true},
		}},
		{ID: "majors", Title: "专业规模", Blocks: []chapter.Block{
			&chapter.Chart{ID: "hist-size", Title: "专业规模分布", Kind: chapter.Histogram, Table: size, Category: "name",
				Series: []string{"n"}, Unit: "个", Native: true},
		}},
	}}
}

// Colleges of the sample; the last but one tries to be an image.
var colleges = []string{"计算机与信息工程学院", "文学与新闻传播学院", "机电工程学院", "医学院", Image, "外国语学院"}

func placement() chapter.Chapter {
	parts := []chapter.Column{text("college", "学院"), people("graduates", "毕业生数"), people("employed", "单位就业"),
		people("startup", "自主创业"), people("study", "升学"), people("seeking", "待就业"), share("rate", "落实率")}
	tab := &chapter.Table{ID: "by-college", Title: "各学院毕业去向", Columns: parts, Basis: basis("全体毕业生"),
		Notes: [][]chapter.Span{{t("两个学院合并前的数并入现行学院。")}}}
	for i, name := range colleges {
		p, n := at("college", key("college", name)), int64(900-110*i)
		rate := p.Rate("settled_rate", n-int64(60+20*i), n)
		start := p.Part("startup", int64(30-6*i))
		if i == 4 {
			start = start.Withheld(figure.Suppressed, "人数过少，不予显示")
		}
		if i == 5 {
			rate = p.Rate("settled_rate", 0, 0)
		}
		tab.Rows = append(tab.Rows, row(label(name), num(p.Count("graduates", n, "人")), num(p.Part("employed", n*6/10)),
			num(start), num(p.Part("further_study", n/5)), num(p.Part("seeking", int64(60+20*i))), num(rate)))
	}
	school := at("school").Rate("settled_rate", 5312, 6012)
	return chapter.Chapter{ID: "placement", Title: "去向与落实率", Sections: []chapter.Section{
		{ID: "colleges", Title: "分学院", Blocks: []chapter.Block{
			chapter.Paragraph{Kind: chapter.Finding, Spans: []chapter.Span{t("全校落实率为"), f(school), t("。")}},
			chapter.Paragraph{Kind: chapter.Warning, Spans: []chapter.Span{t("与登记系统核对：有差异，见附录。")}},
			&chapter.Chart{ID: "stack-college", Title: "各学院去向构成", Kind: chapter.Stacked, Table: tab, Category: "college",
				Series: []string{"employed", "startup", "study", "seeking"}, Unit: "人", Native: true},
			&chapter.Chart{ID: "dot-college", Title: "各学院落实率与全校的比较", Kind: chapter.DotPlot, Table: tab,
				Category: "college", Series: []string{"rate"}, Unit: "%", Reference: school, RefTitle: "全校", Native: true},
			&chapter.Chart{ID: "scatter-college", Title: "规模与落实率", Kind: chapter.ScatterPct, Table: tab,
				Category: "college", Series: []string{"graduates", "rate"}, Unit: "%", Native: true},
		}},
		{ID: "empty", Title: "未登记", Blocks: []chapter.Block{
			&chapter.Table{ID: "none", Title: "未登记去向的毕业生", Basis: basis("未登记"),
				Columns: []chapter.Column{text("name", "学院"), people("n", "人数")}},
		}},
	}}
}

func flows() chapter.Chapter {
	provinces := []string{"河南省", "广东省", "浙江省", "江苏省", "上海市", "北京市", "新疆维吾尔自治区", "内蒙古自治区", "境外"}
	n := []int64{2410, 512, 388, 301, 190, 144, 21, 6, 40}
	place := counted("by-province", "就业所在地", "work_province", provinces, n)
	employers := []string{"国有企业", "民营企业", "机关事业单位", Formula, Plus, At, Minus, Tabbed}
	kinds := counted("by-employer", "单位性质", "employer_nature", employers, []int64{900, 1800, 420, 12, 9, 7, 5, 0})
	flow := &chapter.Table{ID: "flow", Title: "生源地到就业地", Basis: basis("单位就业"), Columns: []chapter.Column{
		text("from", "生源地"), text("to", "就业地"), people("n", "人数")}}
	for i, from := range []string{"河南", "河南", "河南", "山东", "山东", "新疆"} {
		to := []string{"河南", "广东", "浙江", "河南", "山东", "河南"}[i]
		p := at("school", key("from", from), key("to", to))
		flow.Rows = append(flow.Rows, row(label(from), label(to), num(p.Count("head_count", int64(1500-230*i), "人"))))
	}
	return chapter.Chapter{ID: "flows", Title: "流向", Sections: []chapter.Section{
		{ID: "employer", Title: "单位性质", Blocks: []chapter.Block{
			&chapter.Chart{ID: "barh-employer", Title: "单位性质", Kind: chapter.BarH, Table: kinds, Category: "name",
				Series: []string{"n"}, Unit: "人", Native: true}}},
		{ID: "place", Title: "地域", Blocks: []chapter.Block{
			&chapter.Chart{ID: "tile-place", Title: "就业所在省份", Kind: chapter.TileGrid, Table: place, Category: "name",
				Series: []string{"n"}, Unit: "人"},
			&chapter.Chart{ID: "sankey-flow", Title: "生源地到就业地", Kind: chapter.Sankey, Table: flow, Category: "from",
				To: "to", Series: []string{"n"}, Unit: "人"}}},
	}}
}

func trends() chapter.Chapter {
	tab := &chapter.Table{ID: "trend", Title: "历届落实率", Basis: chapter.Basis{
		CutoffTitle: "年终", Cutoff: "12-31", Edition: "2021", Population: "全体毕业生", Source: "marts.placement"},
		Columns: []chapter.Column{text("cohort", "届"), people("n", "毕业生数"), share("rate", "落实率"), share("study", "升学率")}}
	for i := range int64(5) {
		p := at("school")
		p.Cohort, p.Edition = int(2020+i), "2021"
		n := 5624 + 97*i
		tab.Rows = append(tab.Rows, row(year(strconv.Itoa(p.Cohort)), num(p.Count("graduates", n, "人")),
			num(p.Rate("settled_rate", n-900+60*i, n)), num(p.Rate("further_study_rate", n/5+30*i, n))))
	}
	return chapter.Chapter{ID: "trends", Title: "五年趋势", Sections: []chapter.Section{levels(), {ID: "rates", Title: "落实率",
		Blocks: []chapter.Block{&chapter.Chart{ID: "line-rate", Title: "落实率与升学率", Kind: chapter.Line, Table: tab,
			Category: "cohort", Series: []string{"rate", "study"}, Unit: "%", Native: true,
			Breaks: []chapter.Break{{Category: "2023", Why: "统计时点改为12月31日"}}}}}}}
}

// levels has estimates with intervals, each level in each cohort a line.
func levels() chapter.Section {
	tab := &chapter.Table{ID: "by-level-cohort", Title: "各层次的专业相关度", Basis: basis("有效答卷"), Columns: []chapter.Column{
		text("level", "学历层次"), text("cohort", "届"), share("related", "专业相关度"), share("low", "区间下限"), share("high", "区间上限")}}
	for i, level := range []string{"本科", "专科（高职）", Image} {
		for j := range int64(3) {
			p := at("level", key("level", level))
			p.Cohort = int(2019 + j)
			n := 600 + 50*j - 90*int64(i)
			estimate := func(name string, n int64) *figure.Figure { return p.Scaled(name, n*10, 2, "%") }
			tab.Rows = append(tab.Rows, row(label(level), year(strconv.Itoa(p.Cohort)), num(estimate("related", n)),
				num(estimate("related_low", n-40)), num(estimate("related_high", n+35))))
		}
	}
	return chapter.Section{ID: "levels", Title: "各层次", Blocks: []chapter.Block{
		&chapter.Chart{ID: "multiples-level", Title: "各层次历届的专业相关度", Kind: chapter.Multiples, Table: tab, By: "level",
			Category: "cohort", Series: []string{"related"}, Unit: "%", Native: true},
		&chapter.Chart{ID: "interval-level", Title: "各层次的专业相关度及其区间", Kind: chapter.DotPlot, Table: tab, By: "cohort",
			Category: "level", Series: []string{"related"}, Low: "low", High: "high", Unit: "%"}}}
}

func appendix() chapter.Chapter {
	tab := &chapter.Table{ID: "majors-all", Title: "各专业毕业去向", Appendix: true, Basis: basis("全体毕业生"),
		Columns: []chapter.Column{text("code", "专业代码"), text("major", "专业"), people("n", "毕业生数"),
			people("settled", "落实"), share("rate", "落实率")}}
	for i := range int64(40) {
		name := "专业" + string(rune('甲'+i))
		if i == 3 {
			name = Script
		}
		code := strconv.FormatInt(80901+i, 10)
		p := at("major", key("level", "本科"), key("major", "0"+code))
		tab.Rows = append(tab.Rows, row(label("0"+code), label(name), num(p.Count("graduates", 20+3*i, "人")),
			num(p.Part("settled", 18+2*i)), num(p.Rate("settled_rate", 18+2*i, 20+3*i))))
	}
	return chapter.Chapter{ID: "appendix", Title: "附录", Sections: []chapter.Section{{ID: "all-majors", Title: "各专业明细",
		Blocks: []chapter.Block{tab,
			chapter.Paragraph{Kind: chapter.Note, Spans: []chapter.Span{t("依据"), c("教就业厅函〔2024〕11号"), t("（转述）。")}}}}}}
}
