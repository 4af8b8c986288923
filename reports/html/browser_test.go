package html

import (
	"context"
	"fmt"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	cdppage "github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

// tab is a page in a browser without a network, with all that it asked for or
// complained of.
type tab struct {
	ctx     context.Context
	mu      sync.Mutex
	said    []string
	dialogs chan struct{}
}

// open shows a page's bytes in headless Chromium, after what is to be done
// before.
func open(t *testing.T, content []byte, before ...chromedp.Action[chromedp.Void]) *tab {
	t.Helper()
	dir := t.TempDir()
	file := filepath.Join(dir, "report.html")
	if err := os.WriteFile(file, content, 0o600); err != nil {
		t.Fatal(err)
	}
	tab := &tab{ctx: browser(t, filepath.Join(dir, "profile")), dialogs: make(chan struct{}, 16)}
	if err := chromedp.Listen(tab.ctx, tab.listen); err != nil {
		t.Fatal(err)
	}
	go tab.dismiss()
	address := url.URL{Scheme: "file", Path: file}
	tab.do(t, chromedp.Func(func(ctx context.Context, target *chromedp.Target) error {
		_, err := cdp.Call(ctx, target, network.Enable, network.EnableParams{})
		return err
	}), chromedp.Func(func(ctx context.Context, target *chromedp.Target) error {
		_, err := cdp.Call(ctx, target, log.Enable, cdp.Empty{})
		return err
	}))
	tab.do(t, before...)
	tab.do(t, chromedp.Navigate(address.String()))
	return tab
}

// browser starts a Chromium that resolves no name and is ended by a time limit.
func browser(t *testing.T, profile string) context.Context {
	t.Helper()
	opts := append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.ExecPath(chromium(t)), chromedp.UserDataDir(profile), chromedp.NoSandbox, chromedp.DisableGPU,
		chromedp.Flag("disable-background-networking", true), chromedp.Flag("disable-component-update", true),
		chromedp.Flag("host-resolver-rules", "MAP * ~NOTFOUND"), chromedp.WSURLReadTimeout(time.Minute))
	ctx, cancel := context.WithTimeout(context.Background(), 4*time.Minute)
	t.Cleanup(cancel)
	ctx, cancel = chromedp.NewExecAllocator(ctx, opts...)
	t.Cleanup(cancel)
	ctx, cancel = chromedp.NewContext(ctx)
	t.Cleanup(cancel)
	return ctx
}

func chromium(t *testing.T) string {
	t.Helper()
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if path, err := exec.LookPath(name); err == nil {
			return path
		}
	}
	t.Fatal("no Chromium in PATH: make deps installs it")
	return ""
}

// listen notes requests, console errors, exceptions, refusals by the page's
// policy, and dialogs.
func (tab *tab) listen(event any) {
	switch e := event.(type) {
	case *network.EventRequestWillBeSent:
		if u := e.Request.URL; !strings.HasPrefix(u, "file:") && !strings.HasPrefix(u, "data:") {
			tab.note("request: " + u)
		}
	case *runtime.EventExceptionThrown:
		tab.note("exception: " + e.ExceptionDetails.Text)
	case *runtime.EventConsoleAPICalled:
		if e.Type == runtime.ConsoleAPICalledTypeError || e.Type == runtime.ConsoleAPICalledTypeWarning {
			tab.note(fmt.Sprintf("console: %s", e.Args[0].Value))
		}
	case *log.EventEntryAdded:
		if e.Entry.Level == log.EntryLevelError || e.Entry.Level == log.EntryLevelWarning {
			tab.note("browser: " + e.Entry.Text)
		}
	case *cdppage.EventJavascriptDialogOpening:
		tab.note("dialog: " + e.Message)
		tab.dialogs <- struct{}{}
	}
}

// dismiss closes dialogs, which would hang the page; listen itself must not.
func (tab *tab) dismiss() {
	for {
		select {
		case <-tab.ctx.Done():
			return
		case <-tab.dialogs:
			err := chromedp.Do(tab.ctx, chromedp.Func(func(ctx context.Context, target *chromedp.Target) error {
				_, err := cdp.Call(ctx, target, cdppage.HandleJavaScriptDialog, cdppage.HandleJavaScriptDialogParams{})
				return err
			}))
			if err != nil {
				tab.note("dialog: " + err.Error())
			}
		}
	}
}

func (tab *tab) note(s string) {
	tab.mu.Lock()
	defer tab.mu.Unlock()
	tab.said = append(tab.said, s)
}

func (tab *tab) complaints() []string {
	tab.mu.Lock()
	defer tab.mu.Unlock()
	return slices.Clone(tab.said)
}

func (tab *tab) do(t *testing.T, actions ...chromedp.Action[chromedp.Void]) {
	t.Helper()
	get(t, tab, chromedp.Steps(actions...))
}

// get runs an action for its value; a failure tells what the page said.
func get[T any](t *testing.T, tab *tab, action chromedp.Action[T]) T {
	t.Helper()
	v, err := chromedp.Run(tab.ctx, action)
	if err != nil {
		t.Fatalf("%v; the page said %q", err, tab.complaints())
	}
	return v
}

// TestTheTabNotices opens a bad page, so that the silence of a good one means
// something.
func TestTheTabNotices(t *testing.T) {
	tab := open(t, []byte(`<img src="http://report.invalid/x.png"><script>alert(1)</script>
		<script>console.error("bad")</script><script>throw new Error("worse")</script>`))
	tab.do(t, chromedp.Sleep(500*time.Millisecond))
	said := strings.Join(tab.complaints(), "\n")
	for _, want := range []string{"request: http://report.invalid/x.png", "dialog: 1", `console: "bad"`, "exception: "} {
		if !strings.Contains(said, want) {
			t.Errorf("%q went unnoticed; noticed:\n%s", want, said)
		}
	}
}
