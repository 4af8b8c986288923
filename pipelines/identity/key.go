package identity

import (
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"hash"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync"

	"quxiang/pipelines/fault"
	"quxiang/pipelines/fresh"
	"quxiang/pipelines/private"
)

// Key is the secret of the pseudonyms. It lies outside the workspace, so that
// a copied workspace does not give people away; whoever loses it can no longer
// join new files to old ones.
type Key struct {
	ID     string
	secret []byte
	macs   sync.Pool // of hash.Hash: to begin one costs as much as to use it
}

const secretBytes = 32

var keyID = regexp.MustCompile(`^[0-9a-z][0-9a-z-]{3,63}$`)

// Pseudonym is the first 32 hexadecimal characters of HMAC-SHA-256 over kind,
// scope and value, each ended by NUL. value must be normalised; scope is the
// institution's code for a student number and empty for the others.
func (k *Key) Pseudonym(kind Kind, scope, value string) string {
	mac, ok := k.macs.Get().(hash.Hash)
	if !ok {
		mac = hmac.New(sha256.New, k.secret)
	}
	defer k.macs.Put(mac)
	mac.Reset()
	for _, part := range []string{string(kind), scope, value} {
		mac.Write([]byte(part))
		mac.Write([]byte{0})
	}
	return hex.EncodeToString(mac.Sum(nil))[:32]
}

// Folder is where keys are kept: $QUXIANG_CONFIG_DIR/keys, else the user's
// configuration folder.
func Folder() (string, error) {
	if dir := os.Getenv("QUXIANG_CONFIG_DIR"); dir != "" {
		return filepath.Join(dir, "keys"), nil
	}
	dir, err := os.UserConfigDir()
	if err != nil {
		return "", keyFault("", "找不到当前用户的配置文件夹", "用环境变量 QUXIANG_CONFIG_DIR 指明一个文件夹", err)
	}
	return filepath.Join(dir, "quxiang", "keys"), nil
}

// Path is the file of the key with that id.
func Path(id string) (string, error) {
	if !keyID.MatchString(id) {
		return "", keyFault("", "密钥编号不合规范："+id, "编号由小写字母、数字和 - 组成", nil)
	}
	dir, err := Folder()
	if err != nil {
		return "", err
	}
	return filepath.Join(dir, id+".key"), nil
}

// NewKey makes a random key under a random id and stores it for nobody else to
// read; an existing file is never overwritten.
func NewKey() (*Key, error) {
	random := make([]byte, 8+secretBytes)
	if _, err := rand.Read(random); err != nil {
		return nil, err
	}
	k := &Key{ID: "k" + hex.EncodeToString(random[:8]), secret: random[8:]}
	file, err := Path(k.ID)
	if err != nil {
		return nil, err
	}
	return k, k.WriteTo(file)
}

// WriteTo stores the key in a new private file: for NewKey, backup and
// import.
func (k *Key) WriteTo(file string) error {
	if err := private.Folder(filepath.Dir(file)); err != nil {
		return keyFault(file, "建不了存放密钥的文件夹", "检查权限", err)
	}
	text := "quxiang-key 1\nid " + k.ID + "\nsecret " + hex.EncodeToString(k.secret) + "\n"
	err := fresh.Write(file, []byte(text), 0o600)
	if errors.Is(err, fs.ErrExist) {
		return keyFault(file, "这里已有一个文件", "换一个文件名；密钥文件从不覆盖", nil)
	}
	if err != nil {
		return keyFault(file, "写不了密钥文件", "检查权限和磁盘空间", err)
	}
	return nil
}

// LoadKey reads a key file.
func LoadKey(file string) (*Key, error) {
	data, err := os.ReadFile(file)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, keyFault(file, "密钥文件不存在", "用 quxiang key import 导入备份；没有密钥就不能再载入含个人的文件", nil)
	}
	if err != nil {
		return nil, keyFault(file, "读不了密钥文件", "检查权限", err)
	}
	fields := strings.Fields(string(data))
	if len(fields) != 6 || fields[0] != "quxiang-key" || fields[1] != "1" || fields[2] != "id" || fields[4] != "secret" {
		return nil, keyFault(file, "不是密钥文件，或已损坏", "用 quxiang key import 导入备份", nil)
	}
	secret, err := hex.DecodeString(fields[5])
	if err != nil || len(secret) != secretBytes || !keyID.MatchString(fields[3]) {
		return nil, keyFault(file, "密钥已损坏", "用 quxiang key import 导入备份", nil)
	}
	return &Key{ID: fields[3], secret: secret}, nil
}

func keyFault(file, why, hint string, cause error) error {
	return &fault.Error{Kind: fault.Failed, Op: "读写假名密钥", File: file, Why: why, Hint: hint, Err: cause}
}
