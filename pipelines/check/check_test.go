package check

import (
	"strings"
	"testing"
	"testing/fstest"
)

const good = "severity = \"warning\"\ntitle = \"t\"\nwhy = \"w\"\nremedy = \"r\"\n"

func TestLoad(t *testing.T) {
	tests := []struct {
		name, sidecar, want string // want: part of the error, "" for none
	}{
		{"whole", good + "citation = \"教学厅函〔2021〕19号\"", ""},
		{"no sidecar", "", "没有同名的 .toml"},
		{"unknown severity", strings.Replace(good, "warning", "fatal", 1), "severity 是「fatal」"},
		{"no title", strings.Replace(good, "title = \"t\"\n", "", 1), "缺 title"},
		{"no reason", strings.Replace(good, "why = \"w\"\n", "", 1), "缺 why"},
		{"no remedy", strings.Replace(good, "remedy = \"r\"\n", "", 1), "缺 remedy"},
		{"misspelt", good + "cite = \"x\"", "不认识的配置项"},
	}
	for _, tt := range tests {
		files := fstest.MapFS{"checks/c.sql": {Data: []byte("select 1 as n;\n")}}
		if tt.sidecar != "" {
			files["checks/c.toml"] = &fstest.MapFile{Data: []byte(tt.sidecar)}
		}
		checks, err := Load(files)
		if tt.want != "" {
			if err == nil || !strings.Contains(err.Error(), tt.want) || !strings.Contains(err.Error(), "checks/c") {
				t.Errorf("%s: %v", tt.name, err)
			}
			continue
		}
		if err != nil || len(checks) != 1 || checks[0].Name != "c" || checks[0].SQL != "select 1 as n" || checks[0].Severity != Warning {
			t.Errorf("%s: %+v, %v", tt.name, checks, err)
		}
	}
}

func TestLoadTellsEveryProblem(t *testing.T) {
	files := fstest.MapFS{"checks/a.sql": {Data: []byte("select 1")}, "checks/b.sql": {Data: []byte("select 1")}}
	_, err := Load(files)
	if err == nil || !strings.Contains(err.Error(), "checks/a.sql") || !strings.Contains(err.Error(), "checks/b.sql") {
		t.Error(err)
	}
}
