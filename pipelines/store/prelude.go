//go:build duckdb_arrow

package store

import "strings"

// Prelude is what a plain DuckDB shell has to run to see what a reader of the
// current build sees; quxiang shell and quxiang render print it.
func Prelude(cfg Config) (string, error) {
	id, err := currentID(cfg)
	if err != nil {
		return "", err
	}
	lines := []string{
		"-- 只读；运行期间请勿载入（DuckDB 的锁会互相排斥）",
		attach(buildFile(cfg, id), "build", true) + ";",
		attach(cfg.path(storeFile), "store", true) + ";",
		attach(":memory:", "stg", false) + ";",
		"create schema if not exists stg.staging;",
		"create schema if not exists stg.raw;",
	}
	for _, p := range cfg.Facts {
		lines = append(lines, p.view()+";")
	}
	lines = append(lines, buildPath+";")
	return strings.Join(lines, "\n") + "\n", nil
}
