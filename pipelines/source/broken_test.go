package source

import (
	"errors"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"testing"
	"time"

	"quxiang/pipelines/fault"
)

// corpus is a file of every format, by its bytes.
func corpus(t *testing.T) map[string][]byte {
	t.Helper()
	files := map[string][]byte{
		"a.csv":   []byte(gb(t, "学号,姓名\r\n0101,张三\r\n\"0102\",\"李\n四\"\r\n")),
		"a.txt":   []byte("学号\t姓名\n0101\t张三\n"),
		"ml.xls":  []byte(spreadsheetML),
		"web.xls": []byte("<html><table><tr><td>学号<td rowspan=2>姓名<tr><td>0101</table></html>"),
		"one.mht": []byte("MIME-Version: 1.0\r\nContent-Type: text/html\r\n\r\n<table><tr><td>1<tr><td>2</table>"),
	}
	for _, name := range []string{"pair.xlsx", "pair.xls", "dbase3.dbf", "foxpro.dbf"} {
		data, err := os.ReadFile(filepath.Join("testdata", name))
		if err != nil {
			t.Fatal(err)
		}
		files[name] = data
	}
	packed, err := os.ReadFile(pack(t, asIs, "甲.csv", "乙/丙.csv"))
	if err != nil {
		t.Fatal(err)
	}
	files["a.zip"] = packed
	return files
}

// spoil cuts a file off or flips bits of some of its bytes.
func spoil(data []byte, random *rand.Rand) []byte {
	if random.IntN(3) == 0 {
		return data[:random.IntN(len(data))]
	}
	spoilt := append([]byte(nil), data...)
	for range 1 + random.IntN(8) {
		spoilt[random.IntN(len(spoilt))] ^= 1 << random.IntN(8)
	}
	return spoilt
}

// readItems reads all that a path stands for, to the end, and returns the
// first error.
func readItems(path, dir string) error {
	items, err := Expand(path)
	if err != nil {
		return err
	}
	for n, item := range items {
		sub := filepath.Join(dir, strconv.Itoa(n))
		if err := os.MkdirAll(sub, 0o700); err != nil {
			return err
		}
		local, err := item.Local(sub)
		if err != nil {
			return err
		}
		if err := readWhole(local); err != nil {
			return err
		}
	}
	return nil
}

func readWhole(path string) error {
	book, err := Open(path, Options{})
	if err != nil {
		return err
	}
	defer book.Close()
	for _, sheet := range book.Sheets() {
		if _, err := book.Merged(sheet.Index); err != nil {
			return err
		}
		rows, err := book.Rows(sheet.Index)
		if err != nil {
			return err
		}
		for rows.Next() {
		}
		if err := errors.Join(rows.Err(), rows.Close()); err != nil {
			return err
		}
	}
	return nil
}

// TestBrokenFiles cuts files off and flips their bits: each is read, or
// refused with a clear fault, soon and within a bound of memory.
func TestBrokenFiles(t *testing.T) {
	rounds := 300
	if n, err := strconv.Atoi(os.Getenv("QUXIANG_TORTURE")); err == nil {
		rounds = n
	}
	random := rand.New(rand.NewPCG(11, 25))
	refused := 0
	for name, data := range corpus(t) {
		for range rounds / 10 {
			spoilt := spoil(data, random)
			path := writeFile(t, name, string(spoilt))
			start := time.Now()
			err := readItems(path, t.TempDir())
			if took := time.Since(start); took > 10*time.Second {
				t.Errorf("%s takes %v", name, took)
			}
			var f *fault.Error
			if err != nil {
				refused++
			}
			if err != nil && (!errors.As(err, &f) || f.Hint == "" || f.File == "") {
				t.Errorf("%s, %d bytes: %v is no fault that a user can read", name, len(spoilt), err)
			}
		}
	}
	var memory runtime.MemStats
	runtime.ReadMemStats(&memory)
	if memory.HeapSys > 1<<30 {
		t.Errorf("the heap grew to %d MiB", memory.HeapSys>>20)
	}
	if refused == 0 {
		t.Error("no file was refused")
	}
}
