package model

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"slices"
	"sync"

	"quxiang/pipelines/fault"

	"golang.org/x/sync/errgroup"
)

// crew are the connections that a build works with: most models and checks are
// too small for a query to keep more than one core busy, so several run side by
// side.
type crew struct {
	conns chan *sql.Conn
	whole *sync.Mutex // held by who takes all of them
}

// task is work for one connection. One that ran out of memory is done again.
type task func(context.Context, *sql.Conn) error

func newCrew(conns []*sql.Conn) crew {
	c := crew{make(chan *sql.Conn, len(conns)), &sync.Mutex{}}
	for _, conn := range conns {
		c.conns <- conn
	}
	return c
}

func (c crew) size() int { return cap(c.conns) }

// do lends the task a connection, of which there is one for every task begun. A
// task that found the memory taken gets all of it, then with one thread, of
// which each has buffers of its own that cannot be spilled.
func (c crew) do(ctx context.Context, t task) error {
	err := c.lend(ctx, t)
	if fault.OutOfMemory(err) && c.size() > 1 {
		err = c.alone(ctx, t)
	}
	if fault.OutOfMemory(err) {
		err = c.alone(ctx, inOneThread(t))
	}
	return err
}

func (c crew) lend(ctx context.Context, t task) error {
	conn := <-c.conns
	defer func() { c.conns <- conn }()
	return t(ctx, conn)
}

// alone does the task while nobody else does anything.
func (c crew) alone(ctx context.Context, t task) error {
	c.whole.Lock() // two that each wait for the other's connection would wait for ever
	defer c.whole.Unlock()
	for range c.size() - 1 {
		conn := <-c.conns
		defer func() { c.conns <- conn }()
	}
	return c.lend(ctx, t)
}

func inOneThread(t task) task {
	return func(ctx context.Context, conn *sql.Conn) error {
		if _, err := conn.ExecContext(ctx, "set threads = 1"); err != nil {
			return err
		}
		err := t(ctx, conn)
		_, after := conn.ExecContext(context.WithoutCancel(ctx), "reset threads")
		return errors.Join(err, after)
	}
}

// all does the tasks, which don't depend on one another; the first error stops
// the others.
func (c crew) all(ctx context.Context, tasks []task) error {
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(c.size())
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
		for ; begun-done < c.size() && len(q.ready) > 0; begun++ {
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
