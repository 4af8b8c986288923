package pipelines

import (
	"context"
	"database/sql"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"quxiang/pipelines/fault"
	"quxiang/pipelines/identity"
	"quxiang/pipelines/store"
)

// Key is the key of this workspace's pseudonyms: the one quxiang.toml names,
// else the one the store knows, else the user's only key. A user without any
// gets a new one.
func (e *Engine) Key(ctx context.Context) (*identity.Key, error) {
	id, err := e.keyID(ctx)
	if err != nil {
		return nil, err
	}
	if id != "" {
		return loadKey(id)
	}
	ids, err := keyIDs()
	if err != nil {
		return nil, err
	}
	switch len(ids) {
	case 0:
		return identity.NewKey()
	case 1:
		return loadKey(ids[0])
	}
	return nil, &fault.Error{Kind: fault.Usage, Op: "选择假名密钥", Why: "有多把密钥：" + strings.Join(ids, "、"),
		Hint: "在 quxiang.toml 的 [key] 写 id = \"…\"，指明这个工作区用哪一把"}
}

func loadKey(id string) (*identity.Key, error) {
	file, err := identity.Path(id)
	if err != nil {
		return nil, err
	}
	return identity.LoadKey(file)
}

// keyID is the id that the configuration or the store decides; empty when
// neither does.
func (e *Engine) keyID(ctx context.Context) (string, error) {
	cfg := e.store("key")
	if id := e.Workspace.Config.Key.ID; id != "" || !store.Exists(cfg) {
		return id, nil
	}
	ids, err := store.Query(ctx, cfg, func(rows *sql.Rows) (id string, err error) {
		err = rows.Scan(&id)
		return id, err
	}, "select key_id from meta.key order by created_at desc, key_id")
	if err != nil || len(ids) == 0 {
		return "", err
	}
	return ids[0], nil
}

// keyIDs lists the keys in the user's configuration folder, in order.
func keyIDs() ([]string, error) {
	folder, err := identity.Folder()
	if err != nil {
		return nil, err
	}
	files, err := os.ReadDir(folder)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, &fault.Error{Op: "选择假名密钥", File: folder, Why: "读不了密钥文件夹", Err: err, Hint: "检查权限"}
	}
	var ids []string
	for _, f := range files {
		if id, isKey := strings.CutSuffix(f.Name(), ".key"); isKey {
			ids = append(ids, id)
		}
	}
	return ids, nil
}

// ExportKey writes a backup of the workspace's key to file.
func (e *Engine) ExportKey(ctx context.Context, file string) (*identity.Key, error) {
	key, err := e.Key(ctx)
	if err != nil {
		return nil, err
	}
	return key, key.WriteTo(file)
}

// ImportKey takes a backup into the user's configuration folder. Importing a
// key that is already there is fine.
func ImportKey(file string) (*identity.Key, error) {
	key, err := identity.LoadKey(filepath.Clean(file))
	if err != nil {
		return nil, err
	}
	target, err := identity.Path(key.ID)
	if err != nil {
		return nil, err
	}
	if _, err := identity.LoadKey(target); err == nil {
		return key, nil
	}
	return key, key.WriteTo(target)
}
