package contract_test

import (
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	sqlfiles "quxiang/sql"

	"quxiang/pipelines/contract"
)

func shipped(t *testing.T) contract.Set {
	t.Helper()
	set, err := contract.LoadAll(sqlfiles.Files)
	if err != nil {
		t.Fatal(err)
	}
	return set
}

func TestShippedContracts(t *testing.T) {
	want := []string{"admission", "admission_plan", "alumni_answer", "alumni_invitation", "budget", "career_activity", "college_history", "control_total",
		"course", "destination", "employer_answer", "employer_note", "employer_visit", "exchange", "exchange_manifest", "graduate_fact", "incubator", "institution", "internship_employer", "key_group",
		"major_capacity", "major_history", "major_indicator", "minimum_wage", "posting", "roster", "score_rank", "staff", "startup", "status_change",
		"vacancy", "verification", "work_record"}
	set := shipped(t)
	if got := set.Names(); !slices.Equal(got, want) {
		t.Fatalf("contracts %v, want %v", got, want)
	}
	for _, c := range set {
		for _, column := range c.Columns {
			if column.Identifier != "" && column.Type != contract.Text {
				t.Errorf("%s.%s: an identifier must be text", c.Name, column.Name)
			}
		}
	}
}

// The national export's headings are a published form; the contract must know
// all of them, in that version.
func TestNationalExportHas74Columns(t *testing.T) {
	destination, _ := shipped(t).Get("destination")
	n := 0
	for _, column := range destination.Columns {
		if column.In("national_export@2014-2022") {
			n++
		}
	}
	if n != 74 {
		t.Fatalf("national export has %d columns, want 74", n)
	}
}

func TestStrictContracts(t *testing.T) {
	const good = `name = "x"
title = "试"
kind = "reference"
grain = "一行"
[[version]]
name = "template@2026"
[[column]]
name = "a"
heading = "甲"
class = "一般"
type = "text"
versions = ["template@2026"]
`
	cases := map[string]struct{ old, new, want string }{
		"unknown key":     {`grain = "一行"`, `grian = "一行"`, "不认识的配置项"},
		"class":           {`"一般"`, `"普通"`, "class"},
		"type":            {`type = "text"`, `type = "string"`, "type"},
		"version":         {`["template@2026"]`, `["template@1999"]`, "template@1999"},
		"kind":            {`"reference"`, `"facts"`, "kind"},
		"name":            {`name = "x"`, `name = "y"`, "文件名"},
		"missing column":  {`title = "试"`, "title = \"试\"\nrequired = [\"b\"]", "b"},
		"folder":          {`grain = "一行"`, "grain = \"一行\"\nfolder = \"../甲\"", "folder"},
		"filled by":       {`type = "text"`, "type = \"text\"\nfilled_by = [\"b\"]", "b"},
		"closed, no list": {`type = "text"`, "type = \"text\"\nclosed = true", "values"},
		"closed, a date":  {`type = "text"`, "type = \"date\"\nvalues = [\"一\"]\nclosed = true", "closed"},
		"also, open":      {`type = "text"`, "type = \"text\"\nvalues = [\"一\"]\nalso = { \"一\" = [\"壹\"] }", "also"},
		"also of none":    {`type = "text"`, "type = \"text\"\nvalues = [\"一\"]\nclosed = true\nalso = { \"二\" = [\"贰\"] }", "二"},
		"also twice":      {`type = "text"`, "type = \"text\"\nvalues = [\"一\", \"二\"]\nclosed = true\nalso = { \"二\" = [\"１\"], \"一\" = [\"1\"] }", "两个意思"},
		"heading twice":   {"[[column]]", "[[column]]\nname = \"b\"\nheading = \" 甲 \"\nclass = \"一般\"\ntype = \"text\"\n[[column]]", "甲"},
	}
	if _, err := contract.LoadAll(fstest.MapFS{"sources/x.toml": {Data: []byte(good)}}); err != nil {
		t.Fatalf("the base case must be good: %v", err)
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			data := strings.Replace(good, c.old, c.new, 1)
			_, err := contract.LoadAll(fstest.MapFS{"sources/x.toml": {Data: []byte(data)}})
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Fatalf("error %v, want one naming %q", err, c.want)
			}
		})
	}
}
