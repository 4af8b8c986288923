package synth

import (
	"slices"
	"strconv"
)

// planHistories writes what became of colleges and majors.
func (b *builder) planHistories() {
	b.addTable("数据/沿革/院系沿革.xlsx", "college_history", "院系沿革", collegeHistory())
	b.addTable("数据/沿革/专业沿革.xlsx", "major_history", "专业沿革", majorHistory())
}

// addTable queues a plain sheet, headings first.
func (b *builder) addTable(path, contract, sheet string, lines []line) {
	f := File{Path: path, Contract: contract, Sheet: sheet, Rows: len(lines) - 1, Skipped: 1}
	b.add(f, "", grid{sheet: sheet, lines: slices.Values(lines)}, "")
}

func textLine(cells ...string) line {
	l := line{cells: make([]any, len(cells))}
	for i, s := range cells {
		l.cells[i] = s
	}
	return l
}

func collegeHistory() []line {
	last := strconv.Itoa(mergedFrom - 1)
	return []line{
		textLine("原学院", "现学院", "起始届次", "终止届次", "归入比例", "文件"),
		textLine("经济学院", "经济管理学院", "", last, "1", "中示校发〔2020〕21号"),
		textLine("管理学院", "经济管理学院", "", last, "1", "中示校发〔2020〕21号"),
	}
}

func majorHistory() []line {
	return []line{
		textLine("学历", "原专业代码", "原专业", "现专业代码", "现专业", "变化", "起始届次", "终止届次", "文件"),
		textLine("本科", renamed.from, "信息管理与信息系统", renamed.to, "大数据管理与应用", "更名", "", "2021", "中示教〔2018〕7号"),
		textLine("本科", "080717", "人工智能", "080717", "人工智能", "新设", "2023", "", "中示教〔2019〕3号"),
		textLine("本科", "082503", "环境科学", "082503", "环境科学", "停招", "", "2021", "中示教〔2017〕12号"),
	}
}
