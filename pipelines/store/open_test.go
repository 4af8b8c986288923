//go:build duckdb_arrow

package store

import (
	"context"
	"path/filepath"
	"strings"
	"testing"

	"quxiang/pipelines/fault"
)

func TestShapeOnlyAdds(t *testing.T) {
	cfg := testConfig(t)
	s := mustWrite(t, cfg)
	mustExec(t, s.Conn(), "insert into raw.destination values (1, '甲')")
	mustClose(t, s)
	cfg.Raw = []Table{{"destination", []Column{{"_row", "bigint"}, {"college", "text"}}}, {"roster", []Column{{"name", "text"}}}}
	s = mustWrite(t, cfg)
	defer mustClose(t, s)
	var name, college any
	err := s.Conn().QueryRowContext(context.Background(), "select name, college from raw.destination").Scan(&name, &college)
	if err != nil || name != "甲" || college != nil {
		t.Fatalf("%v %v %v", name, college, err)
	}
	if n := count(t, s.Conn(), "raw.roster"); n != 0 {
		t.Fatalf("%d rows in a new table", n)
	}
}

func TestStoreVersions(t *testing.T) {
	tests := []struct {
		change string
		write  string // part of the error of OpenWrite, "" for none
		read   string
	}{
		{"select 1", "", ""},
		{"insert into meta.schema_version values (99, now()::timestamp)", "更新的 quxiang", "更新的 quxiang"},
	}
	for _, tt := range tests {
		cfg := testConfig(t)
		s := mustWrite(t, cfg)
		mustExec(t, s.Conn(), tt.change)
		mustClose(t, s)
		for want, open := range map[*string]func(context.Context, Config) (*Store, error){&tt.write: OpenWrite, &tt.read: OpenRead} {
			s, err := open(context.Background(), cfg)
			if err == nil {
				mustClose(t, s)
			}
			if (err == nil) != (*want == "") || err != nil && !strings.Contains(err.Error(), *want) {
				t.Errorf("after %q: %v", tt.change, err)
			}
		}
	}
}

// A store that has no table of versions is older than any: a reader must not
// change it, only say which verb does.
func TestReaderDoesNotMigrate(t *testing.T) {
	cfg := testConfig(t)
	inst, err := openInstance(context.Background(), cfg, 128*mib, []string{attach(cfg.path(storeFile), "store", false)})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := inst.db.Exec("create schema store.raw; create schema store.meta"); err != nil {
		t.Fatal(err)
	}
	if err := inst.close(); err != nil {
		t.Fatal(err)
	}
	if _, err := OpenRead(context.Background(), cfg); err == nil || !strings.Contains(err.Error(), "doctor --migrate") {
		t.Fatalf("an older store: %v", err)
	}
	mustClose(t, mustWrite(t, cfg))
}

func TestOpenReadWithoutStore(t *testing.T) {
	if _, err := OpenRead(context.Background(), testConfig(t)); fault.KindOf(err) != fault.Usage {
		t.Fatal(err)
	}
}

// Folder names are users': quotes, spaces, Chinese, and what a URL or a glob
// would take for syntax.
func TestOddFolders(t *testing.T) {
	for _, name := range []string{"就业 数据", "it's", "b=c&d", "x[1]", "100%", "#1"} {
		cfg := testConfig(t)
		cfg.Dir = filepath.Join(cfg.Dir, name)
		publish(t, cfg, 1)
		if value, _ := current(t, cfg); value != 1 {
			t.Errorf("%s: %d", name, value)
		}
		for range keptBuilds {
			publish(t, cfg, 2)
		}
		if n := len(list(cfg, buildPrefix)); n != keptBuilds {
			t.Errorf("%s: %d builds", name, n)
		}
	}
}

func TestFolderWithQuestionMark(t *testing.T) {
	cfg := testConfig(t)
	cfg.Dir = filepath.Join(cfg.Dir, "a?b")
	if _, err := OpenWrite(context.Background(), cfg); fault.KindOf(err) != fault.Usage || !strings.Contains(err.Error(), "问号") {
		t.Fatal(err)
	}
}

func TestBudget(t *testing.T) {
	for _, memory := range []int64{0, 256 * mib, 512 * mib, 1536 * mib, 4096 * mib, 64 << 40} {
		s := Budget(memory)
		if sum := s.Main + int64(s.Parsers)*s.Parse; sum > s.Total*60/100 || sum != s.BuildMemory() {
			t.Errorf("%d: the instances take %d of %d", memory, sum, s.Total)
		}
		if s.Main < s.Parse || s.Parse <= 0 || s.Parsers < 1 || s.Go != s.Total/4 {
			t.Errorf("%d: %+v", memory, s)
		}
		if ram := physicalMemory(); ram > 0 && s.Total > max(ram/8*7, 256*mib) {
			t.Errorf("%d: takes %d of %d bytes of RAM", memory, s.Total, ram)
		}
	}
	if s := Budget(0); s.Total > 4096*mib || s.Total > max(physicalMemory()/2, 256*mib) && physicalMemory() > 0 {
		t.Errorf("by default %d", s.Total)
	}
}

func TestInstancesKeepToTheirShare(t *testing.T) {
	cfg := testConfig(t)
	temp, err := Parse(context.Background(), cfg)
	if err != nil {
		t.Fatal(err)
	}
	defer mustClose(t, temp)
	var limit, folder, install, load string
	err = temp.Conn().QueryRowContext(context.Background(), `select current_setting('memory_limit'), current_setting('temp_directory'),
		current_setting('autoinstall_known_extensions'), current_setting('autoload_known_extensions')`).Scan(&limit, &folder, &install, &load)
	if err != nil {
		t.Fatal(err)
	}
	if limit != "76.0 MiB" || !strings.HasPrefix(folder, cfg.temp()) || install != "false" || load != "false" {
		t.Errorf("limit %s, folder %s, install %s, load %s", limit, folder, install, load)
	}
}

func TestTightMemoryGoesBackAtOnce(t *testing.T) {
	for memory, flush := range map[int64]string{512 * mib: "1.0 MiB", 0: "64.0 MiB"} {
		cfg := testConfig(t)
		cfg.Memory = memory
		tight := Budget(memory).tight()
		if memory == 0 && tight {
			continue // a machine with less than 6 GiB
		}
		temp, err := Parse(context.Background(), cfg)
		if err != nil {
			t.Fatal(err)
		}
		var set string
		err = temp.Conn().QueryRowContext(context.Background(), "select current_setting('allocator_flush_threshold')").Scan(&set)
		if err != nil || set != flush || tight != (flush == "1.0 MiB") {
			t.Errorf("%d: flushes at %s, tight %v, %v", memory, set, tight, err)
		}
		mustClose(t, temp)
	}
}

func TestParsedRowsReachTheStore(t *testing.T) {
	ctx := context.Background()
	cfg := testConfig(t)
	temp, err := Parse(ctx, cfg)
	if err != nil {
		t.Fatal(err)
	}
	mustExec(t, temp.Conn(), "create table rows as select 1 as _row, '甲' as name union all select 2, '乙'")
	if err := temp.Seal(ctx); err != nil {
		t.Fatal(err)
	}
	s := mustWrite(t, cfg)
	defer mustClose(t, s)
	err = s.With(ctx, temp, func() error {
		_, err := s.Conn().ExecContext(ctx, "insert into raw.destination by name select * from parsed.main.rows")
		return err
	})
	if err != nil || count(t, s.Conn(), "raw.destination") != 2 {
		t.Fatal(err)
	}
	mustClose(t, temp)
	if left := glob(t, cfg.path("tmp/*/parsed*")); len(left) != 0 {
		t.Errorf("left behind: %v", left)
	}
}
