package workspace

import (
	"fmt"
	"os"
	"path/filepath"

	"github.com/gofrs/flock"
)

// Grade says how much a remark matters.
type Grade string

// The grades, in the words that doctor prints.
const (
	Good    Grade = "正常"
	Warning Grade = "注意"
	Bad     Grade = "错误"
)

// Remark is one thing that doctor looked at.
type Remark struct {
	Subject string `json:"subject"`
	Grade   Grade  `json:"grade"`
	Detail  string `json:"detail"`
	Hint    string `json:"hint,omitempty"`
}

// Examine tries out the workspace: is its disk fit for a database, can it be
// written, locked and renamed in, and are the files of [[load]] there.
func (w *Workspace) Examine() []Remark {
	remarks := []Remark{
		{Subject: "配置文件", Grade: Good, Detail: filepath.Join(w.Dir, ConfigName)},
		w.examinePlace(),
		w.examineDisk(),
	}
	if len(w.Config.Load) == 0 {
		return append(remarks, Remark{Subject: "要载入的文件", Grade: Good, Detail: ConfigName + " 没有写 [[load]]，载入「" + DataFolder + "」里的全部文件"})
	}
	for i, l := range w.Config.Load {
		remarks = append(remarks, w.examineLoad(i, l)...)
	}
	return remarks
}

func (w *Workspace) examinePlace() Remark {
	if place := Inspect(w.Warehouse()); !place.Fit() {
		return Remark{"仓库位置", Bad, w.Warehouse() + " " + place.Why(), placeHint}
	}
	return Remark{Subject: "仓库位置", Grade: Good, Detail: w.Warehouse()}
}

const placeHint = "在 quxiang.toml 的 [data] 写 dir = \"本机磁盘上的文件夹\"（新建时用 --data-dir）"

func (w *Workspace) examineDisk() Remark {
	if err := w.tryDisk(); err != nil {
		return Remark{"读写、锁定与改名", Bad, err.Error(), "检查磁盘空间、权限和杀毒软件的实时防护"}
	}
	return Remark{Subject: "读写、锁定与改名", Grade: Good, Detail: "可用"}
}

// tryDisk does in small what the store does: write, lock against another
// handle, rename over an existing file.
func (w *Workspace) tryDisk() (err error) {
	temp, err := w.TempDir()
	if err != nil {
		return err
	}
	dir, err := os.MkdirTemp(temp, "doctor-")
	if err != nil {
		return fmt.Errorf("不能写：%w", err)
	}
	defer os.RemoveAll(dir)
	if err := tryLock(filepath.Join(dir, "lock")); err != nil {
		return err
	}
	from, to := filepath.Join(dir, "a"), filepath.Join(dir, "b")
	for _, file := range []string{from, to} {
		if err := os.WriteFile(file, []byte("quxiang"), 0o600); err != nil {
			return fmt.Errorf("不能写：%w", err)
		}
	}
	if err := os.Rename(from, to); err != nil {
		return fmt.Errorf("不能改名：%w", err)
	}
	return nil
}

func tryLock(file string) error {
	first, second := flock.New(file), flock.New(file)
	held, err := first.TryLock()
	if err != nil || !held {
		return fmt.Errorf("不能锁定文件：%v", err)
	}
	defer first.Unlock()
	if again, err := second.TryLock(); err == nil && again {
		second.Unlock()
		return fmt.Errorf("文件锁不起作用：同一文件能被锁定两次")
	}
	return nil
}

func (w *Workspace) examineLoad(i int, l Load) []Remark {
	subject := fmt.Sprintf("载入项 %d（%s）", i+1, l.Contract)
	var remarks []Remark
	total := 0
	for _, pattern := range l.Files {
		found, err := w.Glob(pattern)
		if err != nil || len(found) == 0 {
			remarks = append(remarks, Remark{subject, Warning, "没有文件：" + pattern, "检查文件名和 [[load]] 的 files"})
		}
		total += len(found)
	}
	if l.Mapping != "" && !exists(w.MappingFile(l.Mapping)) {
		remarks = append(remarks, Remark{subject, Bad, "没有映射文件：" + w.MappingFile(l.Mapping), "写好映射文件，见 docs/mappings.md"})
	}
	if remarks == nil {
		remarks = []Remark{{Subject: subject, Grade: Good, Detail: fmt.Sprintf("%d 个文件", total)}}
	}
	return remarks
}
