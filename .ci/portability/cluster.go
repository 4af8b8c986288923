package main

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"net"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"slices"
	"strconv"
	"syscall"
)

// cluster is a PostgreSQL server over a folder of its own.
type cluster struct {
	dir, address string
	bin          string // where the server's programs lie
	as           *syscall.SysProcAttr
}

// startCluster makes a cluster and starts its server on a free port of this
// machine alone. The data may be of a real school, hence the password.
func startCluster(ctx context.Context, dir string) (*cluster, error) {
	bin, err := programs()
	if err != nil {
		return nil, err
	}
	dir, err = filepath.Abs(dir)
	if err != nil {
		return nil, err
	}
	c := &cluster{dir: filepath.Join(dir, "cluster"), bin: bin}
	if err := c.folder(); err != nil {
		return nil, err
	}
	if err := c.start(ctx); err != nil {
		return nil, errors.Join(err, c.stop())
	}
	return c, nil
}

// programs finds the newest server of Debian's package.
func programs() (string, error) {
	found, err := filepath.Glob("/usr/lib/postgresql/*/bin/initdb")
	if err != nil || len(found) == 0 {
		return "", errors.New("no PostgreSQL server: apt-get install postgresql")
	}
	return filepath.Dir(slices.Max(found)), nil
}

// folder makes the cluster's folder, as root that of the user postgres: the
// server refuses to run as root.
func (c *cluster) folder() error {
	if err := os.MkdirAll(filepath.Dir(c.dir), 0o755); err != nil {
		return err
	}
	if err := os.Mkdir(c.dir, 0o700); err != nil {
		return err
	}
	if os.Getuid() != 0 {
		return nil
	}
	u, err := user.Lookup("postgres")
	if err != nil {
		return err
	}
	uid, err := strconv.Atoi(u.Uid)
	if err != nil {
		return err
	}
	gid, err := strconv.Atoi(u.Gid)
	if err != nil {
		return err
	}
	c.as = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}}
	return c.give(c.dir)
}

// give makes a file or folder the server's.
func (c *cluster) give(path string) error {
	if c.as == nil {
		return nil
	}
	return os.Chown(path, int(c.as.Credential.Uid), int(c.as.Credential.Gid))
}

// secret writes a password where the server's programs alone can read it.
func (c *cluster) secret() (password, file string, err error) {
	password, file = rand.Text(), filepath.Join(c.dir, "password")
	if err := os.WriteFile(file, []byte(password), 0o600); err != nil {
		return "", "", err
	}
	return password, file, c.give(file)
}

func (c *cluster) start(ctx context.Context) error {
	password, file, err := c.secret()
	if err != nil {
		return err
	}
	port, err := freePort()
	if err != nil {
		return err
	}
	data := filepath.Join(c.dir, "data")
	// Texts sort by their bytes, as they do in DuckDB.
	initdb := c.command(ctx, "initdb", "-D", data, "-U", "quxiang", "-A", "scram-sha-256", "--pwfile", file,
		"--encoding=UTF8", "--locale=C", "--no-sync")
	if err := loudly(initdb); err != nil {
		return err
	}
	// Nothing has to survive; -k '' opens no socket in a folder.
	options := fmt.Sprintf("-p %d -h 127.0.0.1 -k '' -c fsync=off -c full_page_writes=off -c shared_buffers=256MB"+
		" -c work_mem=128MB -c jit=off -c max_wal_size=4GB", port)
	c.address = fmt.Sprintf("host=127.0.0.1 port=%d user=quxiang password=%s dbname=postgres sslmode=disable", port, password)
	return loudly(c.command(ctx, "pg_ctl", "-D", data, "-w", "-l", filepath.Join(c.dir, "log"), "-o", options, "start"))
}

// stop ends the server and takes its data away.
func (c *cluster) stop() error {
	data := filepath.Join(c.dir, "data")
	var err error
	if _, running := os.Stat(filepath.Join(data, "postmaster.pid")); running == nil {
		err = loudly(c.command(context.Background(), "pg_ctl", "-D", data, "-w", "-m", "immediate", "stop"))
	}
	return errors.Join(err, os.RemoveAll(c.dir))
}

func (c *cluster) command(ctx context.Context, program string, args ...string) *exec.Cmd {
	cmd := exec.CommandContext(ctx, filepath.Join(c.bin, program), args...)
	cmd.Dir, cmd.SysProcAttr = c.dir, c.as
	return cmd
}

// loudly runs a program and says what it said when it failed. Its words go
// through a file: a pipe would stay open as long as the server that it started.
func loudly(cmd *exec.Cmd) error {
	words := filepath.Join(cmd.Dir, "words")
	f, err := os.Create(words)
	if err != nil {
		return err
	}
	defer f.Close()
	cmd.Stdout, cmd.Stderr = f, f
	if err := cmd.Run(); err != nil {
		text, _ := os.ReadFile(words)
		return fmt.Errorf("%s: %w\n%s", cmd.Path, err, text)
	}
	return nil
}

func freePort() (int, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return 0, err
	}
	return l.Addr().(*net.TCPAddr).Port, l.Close()
}
