package pipelines

import (
	"context"

	"quxiang/pipelines/query"
	"quxiang/pipelines/store"
)

// Choice is something that can be named on a command line, and what it is.
type Choice struct{ Word, About string }

// Colleges are those that the build counts, in a province the schools.
func Colleges(ctx context.Context, build *store.Reader) ([]Choice, error) {
	return choices(ctx, build, "select distinct college, '' from marts.placement where grain = 'college' order by 1")
}

// Majors are those that the build counts, by level and code.
func Majors(ctx context.Context, build *store.Reader) ([]Choice, error) {
	return choices(ctx, build, "select distinct major_key, major from marts.placement where grain = 'major' order by 1")
}

func choices(ctx context.Context, build *store.Reader, text string) (all []Choice, err error) {
	err = query.Each(ctx, build.DB(), "marts.placement", text, func(scan func(...any) error) error {
		var c Choice
		err := scan(&c.Word, &c.About)
		all = append(all, c)
		return err
	})
	return all, err
}

// Builds are the builds that are kept, the earliest first.
func (e *Engine) Builds() []string {
	ids, _ := store.Builds(e.store("diff"))
	return ids
}
