//go:build duckdb_arrow

package store

import (
	"bufio"
	"context"
	"database/sql"
	"fmt"
	"os"
	"os/exec"
	"testing"
	"time"
)

var raw = []Table{{"destination", []Column{{"_row", "bigint"}, {"name", "text"}}}}

func testConfig(t *testing.T) Config {
	t.Helper()
	return Config{Dir: t.TempDir(), Verb: "test", Raw: raw, Memory: 512 * mib}
}

// TestMain lets the test binary play a second process: what a lock is worth
// shows only between two.
func TestMain(m *testing.M) {
	if role := os.Getenv("QUXIANG_STORE_ROLE"); role != "" {
		if err := play(role, os.Getenv("QUXIANG_STORE_DIR")); err != nil {
			fmt.Println(err)
			os.Exit(1)
		}
		os.Exit(0)
	}
	os.Exit(m.Run())
}

// play does its part, says so, and waits to be killed or for its input to end.
func play(role, dir string) error {
	ctx := context.Background()
	cfg := Config{Dir: dir, Verb: role, Raw: raw}
	open := OpenWrite
	if role == "read" {
		open = OpenRead
	}
	s, err := open(ctx, cfg)
	if err != nil {
		return err
	}
	if role == "commit" {
		if _, err := s.conn.ExecContext(ctx, "insert into raw.destination values (1, '甲')"); err != nil {
			return err
		}
	}
	fmt.Println("ready")
	bufio.NewReader(os.Stdin).ReadString('\n')
	return s.Close()
}

// child starts a second process in a role and returns once it plays it.
func child(t *testing.T, role, dir string) *exec.Cmd {
	t.Helper()
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), "QUXIANG_STORE_ROLE="+role, "QUXIANG_STORE_DIR="+dir)
	if _, err := cmd.StdinPipe(); err != nil {
		t.Fatal(err)
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { kill(cmd) })
	ready := make(chan string, 1)
	go func() {
		line, _ := bufio.NewReader(out).ReadString('\n')
		ready <- line
	}()
	select {
	case line := <-ready:
		if line != "ready\n" {
			t.Fatalf("the child said %q", line)
		}
	case <-time.After(30 * time.Second):
		t.Fatal("the child never got ready")
	}
	return cmd
}

func kill(cmd *exec.Cmd) {
	_ = cmd.Process.Kill()
	_ = cmd.Wait()
}

func count(t *testing.T, conn *sql.Conn, table string) (n int64) {
	t.Helper()
	err := conn.QueryRowContext(context.Background(), "select count(*) from "+table).Scan(&n)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func mustWrite(t *testing.T, cfg Config) *Store {
	t.Helper()
	s, err := OpenWrite(context.Background(), cfg)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func mustExec(t *testing.T, conn *sql.Conn, text string) {
	t.Helper()
	if _, err := conn.ExecContext(context.Background(), text); err != nil {
		t.Fatal(err)
	}
}

func mustClose(t *testing.T, c interface{ Close() error }) {
	t.Helper()
	if err := c.Close(); err != nil {
		t.Fatal(err)
	}
}
