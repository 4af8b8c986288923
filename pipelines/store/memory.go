//go:build duckdb_arrow

package store

import (
	"fmt"
	"math"
	"os"
	"runtime"
	"runtime/debug"
)

const mib = 1 << 20

// parseLimit is the memory of one database that a file is parsed into: its
// rows stream through, so more would not help.
const parseLimit = 128 * mib

// Shares is how one process divides its memory; every instance of DuckDB has a
// limit of its own, so somebody has to add them up.
type Shares struct {
	Total   int64 // B: the whole process
	Main    int64 // the instance that holds the store or a build
	Parse   int64 // one parse database
	Parsers int   // files parsed at the same time
	Go      int64 // GOMEMLIMIT
}

// Budget divides memory bytes, seven eighths of RAM at most; 0 stands for half of
// RAM, and 4 GiB is the most that is ever taken by default. The instances share
// 60 percent, Go's heap gets a quarter, the rest is Arrow's and the C library's.
func Budget(memory int64) Shares {
	total, most := memory, physicalMemory()/8*7
	if total <= 0 {
		total, most = 4096*mib, physicalMemory()/2
	}
	if most > 0 {
		total = min(total, most)
	}
	total = max(total, 256*mib)
	instances := total * 60 / 100
	parsers := int(min(int64(runtime.NumCPU()), 4, max(1, instances/2/parseLimit)))
	parse := min(parseLimit, instances/4)
	return Shares{
		Total: total, Parse: parse, Parsers: parsers,
		Main: instances - parse*int64(parsers), Go: total / 4,
	}
}

// tight tells that there is no room for memory that nobody uses: giving it back
// takes a twentieth more time and a quarter off the peak.
func (s Shares) tight() bool { return s.Total < 3*1024*mib }

// BuildMemory is the limit of an instance that has the process to itself.
func (s Shares) BuildMemory() int64 { return s.Main + s.Parse*int64(s.Parsers) }

// garbage is by how many percent Go's heap may grow before it is tidied up: at
// 300 in place of 100 a report takes a fifth less time and 100 MiB more.
const garbage = 300

// Apply sets Go's soft memory limit and how often garbage is collected, unless
// the environment already did.
func (s Shares) Apply() {
	if debug.SetMemoryLimit(-1) == math.MaxInt64 {
		debug.SetMemoryLimit(s.Go)
	}
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(garbage)
	}
}

func megabytes(n int64) string { return fmt.Sprintf("%dMiB", n/mib) }
