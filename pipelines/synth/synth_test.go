package synth

import (
	"crypto/sha256"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"quxiang/pipelines/fault"
	"quxiang/pipelines/workspace"
)

var small = Options{Graduates: 200, Cohorts: []int{2023, 2024}}

// written makes a workspace in a fresh folder.
func written(t *testing.T, seed uint64, o Options) (string, Manifest) {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "w")
	m, err := Write(dir, seed, o)
	if err != nil {
		t.Fatal(err)
	}
	return dir, m
}

func sums(t *testing.T, dir string) map[string][32]byte {
	t.Helper()
	out := map[string][32]byte{}
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		text, err := os.ReadFile(path)
		name, _ := filepath.Rel(dir, path)
		out[filepath.ToSlash(name)] = sha256.Sum256(text)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func TestSameSeedSameBytes(t *testing.T) {
	first, _ := written(t, 7, small)
	time.Sleep(1100 * time.Millisecond) // a time stamp in a file would differ now
	second, _ := written(t, 7, small)
	a, b := sums(t, first), sums(t, second)
	if !maps.Equal(a, b) {
		for name := range a {
			if a[name] != b[name] {
				t.Errorf("%s differs between two runs with one seed", name)
			}
		}
	}
	other, _ := written(t, 8, small)
	c := sums(t, other)
	for name := range a {
		if strings.Contains(name, "去向登记/") && a[name] == c[name] {
			t.Errorf("%s is the same with another seed", name)
		}
	}
}

// The survey's option must not move a single register: topics have streams of
// their own.
func TestTopicsDoNotDisturbEachOther(t *testing.T) {
	o := Options{Graduates: 150, Cohorts: []int{2020, 2021}}
	first, _ := written(t, 3, o)
	o.NonResponse = "pay"
	second, _ := written(t, 3, o)
	a, b := sums(t, first), sums(t, second)
	for name := range a {
		changes := strings.Contains(name, "校友跟踪调查") || name == ManifestName
		if same := a[name] == b[name]; same == changes {
			t.Errorf("%s: same bytes = %v under another kind of non-response", name, same)
		}
	}
}

func TestWriteRefusesAFullFolder(t *testing.T) {
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "名单.xlsx"), nil, 0o644); err != nil {
		t.Fatal(err)
	}
	if _, err := Write(dir, 1, small); fault.KindOf(err) != fault.Usage {
		t.Errorf("Write in a folder with files: %v, want a usage fault", err)
	}
}

// Every file is loaded by exactly one entry of quxiang.toml, and nothing is
// left behind beside them.
func TestWorkspaceIsComplete(t *testing.T) {
	dir, m := written(t, 1, Options{Graduates: 120})
	w, err := workspace.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	var loaded, listed []string
	for _, l := range w.Config.Load {
		loaded = append(loaded, l.Files...)
	}
	for _, f := range m.Files {
		listed = append(listed, f.Path)
	}
	var found []string
	for name := range sums(t, dir) {
		if strings.HasPrefix(name, "数据/") {
			found = append(found, name)
		} else if !slices.Contains([]string{"quxiang.toml", ManifestName, "mappings/" + planMappingName + ".toml"}, name) {
			t.Errorf("%s was left behind", name)
		}
	}
	slices.Sort(loaded)
	slices.Sort(listed)
	slices.Sort(found)
	if !slices.Equal(loaded, listed) || !slices.Equal(listed, found) {
		t.Errorf("loads %d, manifest %d, files %d: they differ", len(loaded), len(listed), len(found))
	}
	if read, err := ReadManifest(dir); err != nil || len(read.Truth) != len(m.Truth) || read.Faults[0] != m.Faults[0] {
		t.Errorf("manifest does not read back: %v", err)
	}
}

func TestHostileMajor(t *testing.T) {
	o := small
	o.HostileMajor = true
	_, m := written(t, 1, o)
	if m.Count(2024, "12-31", func(c Cell) bool { return c.Major == hostileMajor }) == 0 {
		t.Error("no graduate of the hostile major")
	}
	_, plain := written(t, 1, small)
	if plain.Count(2024, "12-31", func(c Cell) bool { return c.Major == hostileMajor }) != 0 {
		t.Error("the hostile major is there without being asked for")
	}
}
