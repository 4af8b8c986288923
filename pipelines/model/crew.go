package model

import (
	"cmp"
	"context"
	"database/sql"
	"slices"

	"golang.org/x/sync/errgroup"
)

// crew are the connections that a build works with: most models and checks are
// too small for a query to keep more than one core busy, so several run side by
// side.
type crew chan *sql.Conn

// task is work for one connection.
type task func(context.Context, *sql.Conn) error

func newCrew(conns []*sql.Conn) crew {
	c := make(crew, len(conns))
	for _, conn := range conns {
		c <- conn
	}
	return c
}

// do lends the task a connection, of which there is one for every task begun.
func (c crew) do(ctx context.Context, t task) error {
	conn := <-c
	defer func() { c <- conn }()
	return t(ctx, conn)
}

// all does the tasks, which don't depend on one another; the first error stops
// the others.
func (c crew) all(ctx context.Context, tasks []task) error {
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(cap(c))
	for _, t := range tasks {
		group.Go(func() error { return c.do(ctx, t) })
	}
	return group.Wait()
}

// run makes every model, each when those are there that it reads; of those that
// could be made the one first on which the longest chain of others rests.
func (p *Project) run(ctx context.Context, c crew) ([]Step, error) {
	steps, made, q := make([]Step, len(p.Nodes)), make(chan int, len(p.Nodes)), p.queue()
	group, ctx := errgroup.WithContext(ctx)
	for begun, done := 0, 0; done < len(p.Nodes); done++ {
		for ; begun-done < cap(c) && len(q.ready) > 0; begun++ {
			i := q.next()
			group.Go(func() error {
				var err error
				if steps[i], err = p.Nodes[i].with(ctx, c); err == nil {
					made <- i
				}
				return err
			})
		}
		select {
		case i := <-made:
			q.made(i)
		case <-ctx.Done(): // one of them failed, or nobody wants the build any more
			return steps, cmp.Or(group.Wait(), ctx.Err())
		}
	}
	return steps, group.Wait()
}

func (n *Node) with(ctx context.Context, c crew) (step Step, err error) {
	err = c.do(ctx, func(ctx context.Context, conn *sql.Conn) error {
		step, err = n.run(ctx, conn)
		return err
	})
	return step, err
}

// queue is what is still to be made; models stand in it by their position in
// Nodes.
type queue struct {
	ready  []int   // those whose inputs are there
	lacks  []int   // of each model, how many inputs are still to be made
	feeds  [][]int // of each model, those that read it
	chains []int   // of each model, how many models the longest chain has that begins with it
}

func (p *Project) queue() *queue {
	n := len(p.Nodes)
	q := &queue{lacks: make([]int, n), feeds: make([][]int, n), chains: make([]int, n)}
	at := map[string]int{}
	for i, node := range p.Nodes {
		at[node.Name] = i
	}
	for i, node := range p.Nodes {
		for _, input := range node.Inputs {
			if from, ok := at[input]; ok {
				q.lacks[i]++
				q.feeds[from] = append(q.feeds[from], i)
			}
		}
	}
	for i := n - 1; i >= 0; i-- { // what feeds a model stands before it
		for _, to := range q.feeds[i] {
			q.chains[i] = max(q.chains[i], q.chains[to]+1)
		}
	}
	for i, lacks := range q.lacks {
		if lacks == 0 {
			q.ready = append(q.ready, i)
		}
	}
	return q
}

// next takes a model that can be made out of the queue.
func (q *queue) next() int {
	longest := slices.MaxFunc(q.ready, func(a, b int) int { return cmp.Compare(q.chains[a], q.chains[b]) })
	q.ready = slices.DeleteFunc(q.ready, func(i int) bool { return i == longest })
	return longest
}

// made lets those go on that waited for a model.
func (q *queue) made(i int) {
	for _, to := range q.feeds[i] {
		if q.lacks[to]--; q.lacks[to] == 0 {
			q.ready = append(q.ready, to)
		}
	}
}
