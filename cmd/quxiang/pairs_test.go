//go:build linux

package main

import (
	"fmt"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"
)

// pair is two commands that run at the same time.
type pair [2][]string

func (p pair) String() string {
	return strings.Join(p[0], " ") + " | " + strings.Join(p[1], " ")
}

// pairs lists some pairs of verbs, all of them when there are rounds enough;
// those in which most can go wrong come first.
func pairs(n int) []pair {
	var all []pair
	for i, a := range everyVerb {
		for _, b := range everyVerb[i:] {
			all = append(all, pair{a, b})
		}
	}
	rand.New(rand.NewPCG(9, 9)).Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
	slices.SortStableFunc(all, func(a, b pair) int { return risk(b) - risk(a) })
	return all[:min(n, len(all))]
}

// risk is 1 where two commands write to the store quickly, one after the other.
func risk(p pair) int {
	first := []string{"load undo", "signoff freeze", "undo purge"}
	if slices.Contains(first, p[0][0]+" "+p[1][0]) {
		return 1
	}
	return 0
}

// TestByForce tries every verb together with every other, and under hardship, in
// copies of one workspace.
func TestByForce(t *testing.T) {
	t.Parallel()
	y := newYard(t)
	t.Run("two at once", y.twoAtOnce)
	t.Run("hardship", y.hard)
}

// twoAtOnce runs two commands at the same time: both do what they would do
// one after the other, or one says in Chinese who is in its way and ends with
// 5; the store is then as after those that went through.
func (y *yard) twoAtOnce(t *testing.T) {
	for round, p := range pairs(rounds(3)) {
		wait := []string{"10s", "0s"}[round%2]
		t.Run(fmt.Sprintf("%v --wait %s", p, wait), func(t *testing.T) { y.collide(t, p, wait) })
	}
}

func (y *yard) collide(t *testing.T, p pair, wait string) {
	dir, err := os.MkdirTemp(y.dir, "pair-")
	if err != nil {
		t.Fatal(err)
	}
	defer os.RemoveAll(dir)
	v := y.trial(dir)
	got := [2]result{}
	var both sync.WaitGroup
	for i, args := range p {
		both.Go(func() { got[i].code, got[i].out = v.do(append(slices.Clone(args), "--wait", wait)) })
	}
	both.Wait()
	for i, r := range got {
		if !isFault(r.code, r.out) || r.code == 5 && !(strings.Contains(r.out, "正在使用") && strings.Contains(r.out, "进程 ")) {
			t.Errorf("%s ends with %d:\n%s", strings.Join(p[i], " "), r.code, r.out)
		}
	}
	if held := v.everything(); !slices.ContainsFunc(y.orders(p, got), func(o order) bool {
		return o.held == held && o.codes == [2]int{got[0].code, got[1].code}
	}) {
		t.Errorf("codes %d and %d, the store holds %q; in turns %+v\n%s\n%s", got[0].code, got[1].code, held, y.orders(p, got), got[0].out, got[1].out)
	}
}

// order is what two commands may lead to: their codes and what the store holds.
type order struct {
	codes [2]int
	held  string
}

// orders lists what may come of a pair: one before the other, or only one where
// the other was kept out.
func (y *yard) orders(p pair, got [2]result) []order {
	a, b := y.undisturbed(p[0]), y.undisturbed(p[1])
	switch {
	case got[0].code == 5 && got[1].code == 5:
		return []order{{[2]int{5, 5}, y.undisturbed().held}}
	case got[0].code == 5:
		return []order{{[2]int{5, b.code}, b.held}}
	case got[1].code == 5:
		return []order{{[2]int{a.code, 5}, a.held}}
	case p[1][0] == "purge" && got[0].code == 6 && strings.Contains(got[0].out, "没有这个文件"):
		return []order{{[2]int{6, b.code}, b.held}} // taken away after it was found and before it was read
	case p[0][0] == "purge" && p[1][0] == "purge" && got[0].code == 0 && got[1].code == 0:
		return []order{{[2]int{0, 0}, a.held}} // one finds the mark of the other, and ends that purge too
	}
	ab, ba := y.undisturbed(p[0], p[1]), y.undisturbed(p[1], p[0])
	return []order{{[2]int{a.code, ab.code}, ab.held}, {[2]int{ba.code, b.code}, ba.held}}
}
