// Package sqlfiles carries the SQL, contracts, code tables and rules inside the
// binary. A workspace's own sql/ folder lies over it, file by file.
package sqlfiles

import "embed"

// Files holds the folder tree of sql/.
//
//go:embed README.md sources/*.toml meta/*.sql macros/*.sql rules/*.toml explain/*.toml
//go:embed reference/*.csv reference/*.toml forms/*.toml staging warehouse marts checks
var Files embed.FS
