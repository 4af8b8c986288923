package sqlfiles_test

import (
	"slices"
	"strconv"
	"testing"

	"quxiang/pipelines/contract"
	sqlfiles "quxiang/sql"
)

// Every applicant is under one way of applying, whatever his province, year and
// kind of admission.
func TestEveryApplicantMatchesOneMode(t *testing.T) {
	modes, types := table(t, "admission_mode"), set(table(t, "admission_type"), "admission_type")
	types["普通"] = true
	for province := range set(table(t, "province"), "code") {
		for year := 2005; year <= 2030; year++ {
			for kind := range types {
				for _, subject := range []string{"艺体", "其他"} {
					if n := modesOf(modes, province, year, kind, subject); len(n) != 1 {
						t.Errorf("%s %d %s %s: %v", province, year, kind, subject, n)
					}
				}
			}
		}
	}
}

// modesOf are the modes that apply.
func modesOf(rules []map[string]string, province string, year int, kind, subject string) []string {
	var found []string
	for _, r := range rules {
		from, _ := strconv.Atoi(r["from_year"])
		to, err := strconv.Atoi(r["to_year"])
		if err != nil {
			to = 9999
		}
		if covers(r["province_code"], province) && from <= year && year <= to && r["batch"] == "*" &&
			covers(r["admission_type"], kind) && covers(r["subject"], subject) {
			found = append(found, r["mode"])
		}
	}
	return found
}

// The years of the reforms, as they are publicly known.
func TestOneChoiceIsOneMajorFromTheReformOn(t *testing.T) {
	modes := table(t, "admission_mode")
	for province, first := range map[string]int{"33": 2017, "37": 2020, "13": 2021, "21": 2021, "50": 2021, "52": 2024, "63": 2025} {
		for year, want := range map[int]string{first - 1: "group", first: "single"} {
			if got := modesOf(modes, province, year, "普通", "其他"); !slices.Equal(got, []string{want}) {
				t.Errorf("%s %d: %v, want %s", province, year, got, want)
			}
		}
	}
}

// A label stored in another spelling than the one compared is never found, and
// one that stands twice is two things.
func TestLinkageLabelsAreNormalised(t *testing.T) {
	for _, name := range []string{"admission_type", "status_change_kind"} {
		seen := map[string]bool{}
		for _, row := range table(t, name) {
			label := row["label"]
			if n := contract.Normalise(label); n != label || seen[label] {
				t.Errorf("%s: %q is stored, %q is compared", name, label, n)
			}
			seen[label] = true
		}
	}
}

// The contract offers no change that the linkage does not know.
func TestEveryOfferedChangeHasAnEffect(t *testing.T) {
	known := set(table(t, "status_change_kind"), "label")
	contracts, err := contract.LoadAll(sqlfiles.Files)
	if err != nil {
		t.Fatal(err)
	}
	changes, _ := contracts.Get("status_change")
	column, _ := changes.Column("change_type")
	if len(column.Values) < 17 {
		t.Fatalf("only %d changes are offered", len(column.Values))
	}
	for _, value := range column.Values {
		if !known[value] {
			t.Errorf("%s has no effect", value)
		}
	}
}

// Every level of study has its years.
func TestEveryLevelHasStandardYears(t *testing.T) {
	years := map[string]bool{}
	for _, row := range table(t, "study_years") {
		n, err := strconv.Atoi(row["years"])
		if err != nil || n < 1 || n > 8 {
			t.Errorf("%s %s: %s years", row["level"], row["admission_type"], row["years"])
		}
		years[row["level"]] = years[row["level"]] || row["admission_type"] == "*"
	}
	for level := range set(table(t, "level"), "level") {
		if !years[level] {
			t.Errorf("%s has no standard years", level)
		}
	}
}
