package attack

import (
	"bytes"
	"encoding/json"

	"quxiang/reports/chapter"
)

// fact is a row of people that the attacker is after: the name of a table, and a
// row of it.
type fact struct {
	Mart string `json:"mart"`
	Row  any    `json:"row"`
}

// Truth lists the true counts behind a report, a line of JSON each: the rows of
// one edition, those with people in them. The attacker reads them only to know
// which counts are small.
func Truth(data *chapter.Data) ([]byte, error) {
	var out bytes.Buffer
	enc := json.NewEncoder(&out)
	enc.SetEscapeHTML(false)
	var facts []fact
	for _, p := range data.Placement {
		if p.Edition == "2024" {
			facts = append(facts, fact{"placement", p})
		}
	}
	for _, d := range data.Distribution {
		facts = append(facts, fact{"distribution", d})
	}
	for _, f := range data.Flow {
		facts = append(facts, fact{"flow", f})
	}
	for _, k := range data.KeyRegions {
		facts = append(facts, fact{"key_region", k})
	}
	for _, p := range data.Populations {
		facts = append(facts, fact{"population", p})
	}
	for _, l := range data.Labels {
		facts = append(facts, fact{"label", l})
	}
	for _, f := range facts {
		if err := enc.Encode(f); err != nil {
			return nil, err
		}
	}
	return out.Bytes(), nil
}
