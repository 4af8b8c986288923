//go:build duckdb_arrow

package store

import (
	"context"
	"database/sql"
	"fmt"
	"io/fs"
	"strconv"

	"quxiang/pipelines/fault"
	sqlfiles "quxiang/sql"
)

type migration struct {
	version int
	text    string
}

// migrations reads sql/meta/NNNN_*.sql, in order.
func migrations() ([]migration, error) {
	names, err := fs.Glob(sqlfiles.Files, "meta/[0-9][0-9][0-9][0-9]_*.sql")
	if err != nil {
		return nil, err
	}
	var all []migration
	for i, name := range names {
		version, err := strconv.Atoi(name[len("meta/"):][:4])
		if err != nil || version != i+1 {
			return nil, fmt.Errorf("store: %s is out of order", name)
		}
		text, err := fs.ReadFile(sqlfiles.Files, name)
		if err != nil {
			return nil, err
		}
		all = append(all, migration{version, string(text)})
	}
	return all, nil
}

// migrate brings the store to this program's version, in one transaction.
func migrate(ctx context.Context, conn *sql.Conn, cfg Config) error {
	have, want, err := versions(ctx, conn)
	if err != nil {
		return err
	}
	if have > len(want) {
		return newer(cfg, have)
	}
	return Transact(ctx, conn, func(conn *sql.Conn) error {
		for _, m := range want[have:] {
			if err := m.apply(ctx, conn, cfg); err != nil {
				return fmt.Errorf("migration %d: %w", m.version, err)
			}
		}
		return nil
	})
}

func (m migration) apply(ctx context.Context, conn *sql.Conn, cfg Config) error {
	if _, err := conn.ExecContext(ctx, m.text); err != nil {
		return err
	}
	_, err := conn.ExecContext(ctx, "insert into meta.schema_version values (?, ?)", m.version, cfg.Clock())
	return err
}

func compatible(ctx context.Context, conn *sql.Conn, cfg Config) error {
	have, want, err := versions(ctx, conn)
	if err != nil {
		return err
	}
	if have > len(want) {
		return newer(cfg, have)
	}
	if have < len(want) {
		return &fault.Error{Op: "打开数据仓库", File: cfg.Dir,
			Why:  fmt.Sprintf("仓库是旧版本（%d），本程序需要版本 %d", have, len(want)),
			Hint: "运行 quxiang doctor --migrate；它先备份再升级"}
	}
	return nil
}

func versions(ctx context.Context, conn *sql.Conn) (have int, want []migration, err error) {
	if want, err = migrations(); err != nil {
		return 0, nil, err
	}
	var tables int
	err = conn.QueryRowContext(ctx, `select count(*) from duckdb_tables()
		where database_name = 'store' and schema_name = 'meta' and table_name = 'schema_version'`).Scan(&tables)
	if err != nil || tables == 0 {
		return 0, want, err
	}
	err = conn.QueryRowContext(ctx, "select coalesce(max(version), 0) from store.meta.schema_version").Scan(&have)
	return have, want, err
}

func newer(cfg Config, have int) error {
	return &fault.Error{Op: "打开数据仓库", File: cfg.Dir,
		Why:  fmt.Sprintf("仓库由更新的 quxiang 建立（版本 %d）", have),
		Hint: "升级 quxiang 后再打开"}
}
