package attack

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"os"
	"testing"

	"quxiang/reports/chapter"
)

// verdict is what the attacker found of one edition.
type verdict struct {
	Name      string `json:"name"`
	Seed      uint64 `json:"seed"` // nought: of a workspace
	Cells     int    `json:"cells"`
	Unsafe    []any  `json:"unsafe"`
	Unsettled int    `json:"unsettled"`
	SHA256    string `json:"sha256"`
}

// verdicts are the committed results of the attack.
func verdicts(t *testing.T) []verdict {
	t.Helper()
	text, err := os.ReadFile("../../testdata/disclosure/results.json")
	if err != nil {
		t.Fatal(err)
	}
	var out []verdict
	if err := json.Unmarshal(text, &out); err != nil {
		t.Fatal(err)
	}
	return out
}

// The committed attack found nothing, on no fewer than thirty invented schools.
func TestAttackFoundNothing(t *testing.T) {
	schools := 0
	for _, v := range verdicts(t) {
		if v.Seed != 0 {
			schools++
		}
		if v.Cells == 0 || len(v.Unsafe) > 0 || v.Unsettled > 0 {
			t.Errorf("%s: %d small counts, %d unsafe, %d unsettled", v.Name, v.Cells, len(v.Unsafe), v.Unsettled)
		}
	}
	if schools < 30 {
		t.Errorf("only %d schools were attacked", schools)
	}
}

// What is published of the invented schools is what was attacked: of every third,
// since to protect all takes minutes, and what changes one changes most.
func TestEditionsAreThoseAttacked(t *testing.T) {
	for _, v := range verdicts(t) {
		if v.Seed%3 != 1 {
			continue
		}
		t.Run(v.Name, func(t *testing.T) {
			t.Parallel()
			e, err := Invent(v.Seed)
			if err != nil {
				t.Fatal(err)
			}
			if len(e.Result.Exposed) > 0 {
				t.Errorf("not for the public: %v", e.Result.Exposed)
			}
			if sum := sha256.Sum256(append(e.Public, e.Earlier...)); hex.EncodeToString(sum[:]) != v.SHA256 {
				t.Error("the edition is another since it was attacked; run make attack")
			}
		})
	}
}

// A seed makes one school, and another seed another.
func TestDrawIsDeterministic(t *testing.T) {
	a, err := Truth(Draw(5).Data())
	if err != nil {
		t.Fatal(err)
	}
	b, _ := Truth(Draw(5).Data())
	c, _ := Truth(Draw(6).Data())
	if !bytes.Equal(a, b) || bytes.Equal(a, c) {
		t.Error("a seed does not make one school")
	}
}

// Every grain, dimension and population of an invented school adds up to all
// its graduates.
func TestMartsAddUp(t *testing.T) {
	for seed := range uint64(6) {
		s := Draw(seed)
		d := s.Data()
		all := map[Cutoff]int64{}
		for _, g := range s.people {
			all[Cutoff{g.cohort, g.cutoff}]++
		}
		sums := map[string]int64{}
		for _, p := range d.Placement {
			if p.Edition == "2024" {
				sums[p.Grain+p.Cutoff] += p.Graduates
				if p.Cohort == reported {
					sums["of "+p.Grain+p.Cutoff] += p.Graduates
				}
			}
			if p.Employed+p.Startup+p.Flexible+p.FurtherStudy+p.SettledOther != p.Settled ||
				p.Settled+p.Seeking+p.NotSeeking+p.Unregistered+p.Unrecognised != p.Graduates {
				t.Fatalf("seed %d: %+v does not add up", seed, p)
			}
		}
		for _, grain := range grains {
			for _, c := range s.Cutoffs {
				if c.Cohort == reported && sums["of "+grain.name+c.Cutoff] != all[c] {
					t.Errorf("seed %d: %s at %s has %d of %d", seed, grain.name, c.Cutoff, sums["of "+grain.name+c.Cutoff], all[c])
				}
			}
		}
		distributionAddsUp(t, seed, d.Distribution, all)
	}
}

func distributionAddsUp(t *testing.T, seed uint64, rows []chapter.DistributionRow, all map[Cutoff]int64) {
	t.Helper()
	sums := map[string]int64{}
	for _, row := range rows {
		sums[row.Dimension+row.Population+row.Level+row.Cutoff] += row.HeadCount
		if row.Population == "graduates" && row.Level == "全部" && row.Total != all[Cutoff{row.Cohort, row.Cutoff}] {
			t.Fatalf("seed %d: %+v", seed, row)
		}
	}
	for _, row := range rows {
		if sums[row.Dimension+row.Population+row.Level+row.Cutoff] != row.Total {
			t.Fatalf("seed %d: %+v is not part of its total", seed, row)
		}
	}
}
