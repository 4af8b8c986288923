// Command portability builds a workspace's models a second time, on
// PostgreSQL, and compares the values with the build that DuckDB made.
//
//	portability DIR WORKSPACE
//
// DIR gets a cluster of its own, which is gone afterwards. As root the server
// runs as the user postgres, who must be able to enter DIR.
package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"syscall"

	"github.com/jackc/pgx/v5"

	"quxiang/pipelines"
	"quxiang/pipelines/workspace"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if err := run(ctx, os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(ctx context.Context, args []string) (err error) {
	if len(args) != 2 {
		return errors.New("usage: portability DIR WORKSPACE")
	}
	w, err := workspace.Open(args[1])
	if err != nil {
		return err
	}
	engine, err := pipelines.NewEngine(w, pipelines.Options{})
	if err != nil {
		return err
	}
	server, err := startCluster(ctx, args[0])
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, server.stop()) }()
	pg, err := pgx.Connect(ctx, server.address)
	if err != nil {
		return err
	}
	defer pg.Close(context.WithoutCancel(ctx))
	return rebuild(ctx, engine, pg)
}

// rebuild runs every model on PostgreSQL and tells how the tables compare.
func rebuild(ctx context.Context, engine *pipelines.Engine, pg *pgx.Conn) (err error) {
	theirs, err := openBuild(ctx, engine)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, theirs.close()) }()
	if err := prepare(ctx, theirs, pg); err != nil {
		return err
	}
	r, err := runModels(ctx, engine.Project, theirs, pg)
	if err != nil {
		return err
	}
	if err := r.tried(ctx, theirs, pg); err != nil {
		return err
	}
	return r.tell()
}
