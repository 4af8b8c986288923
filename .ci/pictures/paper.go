package main

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"

	"github.com/chromedp/chromedp"
)

// Which page is shown of the report on paper: the first after the cover and
// the contents that says this.
const shownPage = "图 5-1"

// paper prints the report and takes a picture of one page, with poppler's tools.
func paper(ctx context.Context, address, dir string) error {
	if err := chromedp.Do(ctx, chromedp.Navigate(address)); err != nil {
		return err
	}
	pdf, err := chromedp.Run(ctx, chromedp.PrintToPDF(chromedp.PDFPreferCSSPageSize(), chromedp.PDFPrintBackground()))
	if err != nil {
		return fmt.Errorf("paper: %w", err)
	}
	file := filepath.Join(dir, "paper.pdf")
	defer os.Remove(file)
	if err := os.WriteFile(file, pdf, 0o600); err != nil {
		return err
	}
	text, err := exec.CommandContext(ctx, "pdftotext", file, "-").Output()
	if err != nil {
		return fmt.Errorf("pdftotext: %w", err)
	}
	for i, page := range strings.Split(string(text), "\f") {
		if i < 3 || !strings.Contains(page, shownPage) {
			continue
		}
		n := fmt.Sprint(i + 1)
		shot, err := exec.CommandContext(ctx, "pdftoppm", "-png", "-r", "80", "-f", n, "-l", n, file).Output()
		if err != nil {
			return fmt.Errorf("pdftoppm: %w", err)
		}
		return save(filepath.Join(dir, "paper.png"), shot)
	}
	return fmt.Errorf("paper: no page says %q", shownPage)
}
