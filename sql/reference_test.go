package sqlfiles_test

import (
	"encoding/csv"
	"regexp"
	"slices"
	"strings"
	"testing"

	"quxiang/pipelines/contract"
	sqlfiles "quxiang/sql"
)

// table reads a code table: one map per row, by column.
func table(t *testing.T, name string) []map[string]string {
	t.Helper()
	f, err := sqlfiles.Files.Open("reference/" + name + ".csv")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	records, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(name, err)
	}
	var rows []map[string]string
	for _, record := range records[1:] {
		row := map[string]string{}
		for i, column := range records[0] {
			row[column] = record[i]
		}
		rows = append(rows, row)
	}
	return rows
}

// set is the values of a column.
func set(rows []map[string]string, column string) map[string]bool {
	values := map[string]bool{}
	for _, row := range rows {
		values[row[column]] = true
	}
	return values
}

// codedTables are the tables whose names a file may carry instead of codes.
var codedTables = []string{
	"destination", "education_level", "gender", "ethnicity", "political_status", "difficulty", "training_mode",
	"normal_student", "urban_rural", "employer_nature", "industry", "occupation", "province",
	"completion", "study_form", "student_type",
}

// A label that is stored in another spelling than the one compared is never
// found.
func TestLabelsAreNormalised(t *testing.T) {
	for name, key := range map[string]string{"label": "label", "destination_label": "label"} {
		for _, row := range table(t, name) {
			if n := contract.Normalise(row[key]); n != row[key] {
				t.Errorf("%s: %q is stored, %q is compared", name, row[key], n)
			}
		}
	}
}

func TestEveryNameIsALabel(t *testing.T) {
	known := map[string]bool{}
	first := map[string]bool{}
	for _, row := range table(t, "label") {
		known[row["dimension"]+"|"+row["label"]+"|"+row["code"]] = true
		if key := row["dimension"] + "|" + row["label"]; row["rank"] == "1" {
			if first[key] {
				t.Errorf("%s alone means two codes", key)
			}
			first[key] = true
		}
	}
	for _, name := range codedTables {
		for _, row := range table(t, name) {
			if resolves, ok := row["resolves_to"]; ok && resolves == "" || row["name"] == "未识别" && name != "destination" {
				continue // a meaning that was given up; what no text may say
			}
			if key := name + "|" + contract.Normalise(row["name"]) + "|" + row["code"]; !known[key] {
				t.Errorf("label.csv lacks %s", key)
			}
		}
	}
}

func TestDestinationSpellingsAgree(t *testing.T) {
	codes := map[string]string{}
	for _, row := range table(t, "destination_label") {
		codes[row["label"]] = row["code"]
	}
	for _, row := range table(t, "label") {
		if row["dimension"] != "destination" {
			continue
		}
		if codes[row["label"]] != row["code"] {
			t.Errorf("%s is %s in label.csv, %s in destination_label.csv", row["label"], row["code"], codes[row["label"]])
		}
		delete(codes, row["label"])
	}
	for label := range codes {
		t.Errorf("label.csv lacks the destination %s", label)
	}
}

func TestCodesPointAtCodes(t *testing.T) {
	destinations := set(table(t, "destination"), "code")
	for _, from := range [][2]string{
		{"partition", "code"}, {"population_member", "destination_code"}, {"destination_label", "code"},
	} {
		for code := range set(table(t, from[0]), from[1]) {
			if !destinations[code] {
				t.Errorf("%s names %s, which is no destination", from[0], code)
			}
		}
	}
	provinces := set(table(t, "province"), "code")
	for _, row := range table(t, "city") {
		if !provinces[row["province_code"]] || !strings.HasPrefix(row["code4"], row["province_code"]) {
			t.Errorf("city %s lies in %s", row["code4"], row["province_code"])
		}
	}
	levels := set(table(t, "level"), "level")
	for _, row := range table(t, "education_level") {
		if !levels[row["level"]] {
			t.Errorf("学历 %s is at level %s", row["code"], row["level"])
		}
	}
}

// Both editions count the same people as placed; only the parts differ.
func TestEditionsPlaceTheSameCodes(t *testing.T) {
	settled := map[string]string{}
	for _, row := range table(t, "partition_part") {
		settled[row["edition"]+row["part"]] = row["settled"]
	}
	placed := map[string]map[string]string{"2021": {}, "2024": {}}
	for _, row := range table(t, "partition") {
		placed[row["edition"]][row["code"]] = settled[row["edition"]+row["part"]]
	}
	for _, row := range table(t, "destination") {
		if row["resolves_to"] != row["code"] {
			continue
		}
		for edition, codes := range placed {
			if codes[row["code"]] != row["settled"] {
				t.Errorf("%s is settled %q in edition %s, %q in the code table", row["code"], codes[row["code"]], edition, row["settled"])
			}
		}
	}
}

func TestOneMeaningOfACodeAtATime(t *testing.T) {
	until := map[string]string{}
	rows := table(t, "destination")
	slices.SortFunc(rows, func(a, b map[string]string) int {
		return strings.Compare(a["code"]+a["valid_from"]+a["valid_to"], b["code"]+b["valid_from"]+b["valid_to"])
	})
	for _, row := range rows {
		if before, seen := until[row["code"]]; seen && (before == "" || before >= row["valid_from"]) {
			t.Errorf("%s has two meanings in %s", row["code"], row["valid_from"])
		}
		until[row["code"]] = row["valid_to"]
	}
}

func TestEveryGraduateMatchesOneRule(t *testing.T) {
	levels := append(keys(set(table(t, "level"), "level")), "未识别")
	for _, level := range levels {
		for completion := range set(table(t, "completion"), "code") {
			for form := range set(table(t, "study_form"), "code") {
				for kind := range set(table(t, "student_type"), "code") {
					if n := matches(table(t, "denominator_rule"), level, completion, form, kind); n != 1 {
						t.Errorf("%s %s %s %s: %d rules", level, completion, form, kind, n)
					}
				}
			}
		}
	}
}

func matches(rules []map[string]string, level, completion, form, kind string) int {
	n := 0
	for _, r := range rules {
		if covers(r["level"], level) && covers(r["completion"], completion) &&
			covers(r["study_form"], form) && covers(r["student_type"], kind) {
			n++
		}
	}
	return n
}

func covers(rule, value string) bool {
	return rule == "*" || slices.Contains(strings.Split(rule, "|"), value)
}

func keys(values map[string]bool) []string {
	var list []string
	for v := range values {
		list = append(list, v)
	}
	return list
}

var suffix = regexp.MustCompile(`^([0-9]+)[TKH]*$`)

func TestMajorsJoinOnDigits(t *testing.T) {
	for _, row := range table(t, "major") {
		m := suffix.FindStringSubmatch(row["code"])
		if m == nil || m[1] != row["digits"] {
			t.Errorf("%s %s joins on %q", row["code"], row["name"], row["digits"])
		}
		if special := strings.Contains(row["code"], "T"); special != (row["special"] == "1") {
			t.Errorf("%s: 特设 is %s", row["code"], row["special"])
		}
		if controlled := strings.Contains(row["code"], "K"); controlled != (row["controlled"] == "1") {
			t.Errorf("%s: 国控 is %s", row["code"], row["controlled"])
		}
	}
}
