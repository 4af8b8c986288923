package load

import (
	"context"
	"errors"
	"slices"
	"testing"

	"quxiang/pipelines/store"
)

// A store made before staff and contacts had pseudonyms gets the columns with
// the next load; its own rows stay, without.
func TestOlderStoreGainsColumns(t *testing.T) {
	p := newPlayer(t)
	older(t, p.env.Store)
	p.write("去向-20241231.csv", []byte("学号,专业,毕业去向,毕业日期,联系人手机\nS1,汉语言文学,升学,2024-06-30,13800138000\n"))
	p.write("人员.csv", []byte("毕业年度,姓名,工号,岗位\n2024,甲,8021,辅导员\n"))
	p.load([]string{"去向-20241231.csv", "人员.csv"})
	p.show("select student_no, pid_contact is null from raw.destination order by student_no")
	p.show("select post, pid_staff is null from raw.staff")
	compare(t, []string{"~去向-20241231.csv loaded", "~人员.csv loaded", "S0|true", "S1|false", "辅导员|false"}, p.out)
}

// older makes a store without those columns and without the registers.
func older(t *testing.T, cfg store.Config) {
	t.Helper()
	var tables []store.Table
	for _, table := range cfg.Raw {
		if table.Name != "staff" {
			added := func(c store.Column) bool { return c.Name == "pid_staff" || c.Name == "pid_contact" }
			tables = append(tables, store.Table{Name: table.Name, Columns: slices.DeleteFunc(slices.Clone(table.Columns), added)})
		}
	}
	cfg.Raw = tables
	s, err := store.OpenWrite(context.Background(), cfg)
	if err != nil {
		t.Fatal(err)
	}
	_, err = s.Conn().ExecContext(context.Background(), "insert into raw.destination (_load_id, student_no) values (0, 'S0')")
	if err := errors.Join(err, s.Close()); err != nil {
		t.Fatal(err)
	}
}
