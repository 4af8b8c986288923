package main

import (
	"archive/zip"
	"bytes"
	"context"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"

	"github.com/xuri/excelize/v2"
)

// typed are the rows that the picture of a blank template shows, as somebody of
// the office would have typed them in; an empty cell is left alone.
var typed = [][]string{
	{"2024", "", "郑思远", "A0101", "校级", "", "招生就业处", "就业工作人员", "专职", "中级", "就业指导", "是", "省级", "否"},
	{"2024", "", "何青禾", "A0102", "校级", "", "招生就业处", "就业工作人员", "专职", "初级", "", "是", "无", "否"},
	{"2024", "", "罗一舟", "A0103", "校级", "", "创新创业学院", "创业工作人员", "专职", "中级", "", "否", "无", "是"},
	{"2024", "", "韩明", "A0001", "校级", "", "", "党委书记"},
	{"2024", "", "陈英", "A0201", "院级", "文学院", "", "就业工作人员", "专职", "", "", "是"},
	{"2024", "", "李杰娜", "A0212", "院级", "法学院", "", "院系领导", "兼职", "", "", "是"},
	{"2024", "", "杨平", "A0214", "院级", "法学院", "", "专业负责人", "兼职", "", "", "否"},
	{"2024", "", "黄平", "A0209", "院级", "法学院", "", "辅导员", "专职", "", "", "是"},
}

// template takes the picture of a blank template with a few rows typed in.
func template(ctx context.Context, file, dir string) error {
	book, err := excelize.OpenFile(file)
	if err != nil {
		return err
	}
	defer book.Close()
	sheet := book.GetSheetName(0)
	for i, row := range typed {
		for j, value := range row {
			cell, err := excelize.CoordinatesToCellName(j+1, i+2)
			if err != nil {
				return err
			}
			if value == "" {
				continue
			}
			if err := book.SetCellValue(sheet, cell, value); err != nil {
				return err
			}
		}
	}
	return printed(ctx, book, sheet, filepath.Join(dir, "template.png"))
}

// shownRows is how far down the picture of a list goes.
const shownRows = 12

// list takes the picture of the top of a workbook's last sheet.
func list(ctx context.Context, file, dir string) error {
	book, err := excelize.OpenFile(file)
	if err != nil {
		return err
	}
	defer book.Close()
	sheets := book.GetSheetList()
	sheet := sheets[len(sheets)-1]
	rows, err := book.GetRows(sheet)
	if err != nil {
		return err
	}
	for n := len(rows); n > shownRows; n-- {
		if err := book.RemoveRow(sheet, n); err != nil {
			return err
		}
	}
	return printed(ctx, book, sheet, filepath.Join(dir, "suspects.png"))
}

// printed prints one sheet on one page with LibreOffice, as wide as it is, with
// the letters of the columns and the numbers of the rows, and cuts the margins
// off.
func printed(ctx context.Context, book *excelize.File, sheet, path string) error {
	tmp, err := os.MkdirTemp("", "pictures")
	if err != nil {
		return err
	}
	defer os.RemoveAll(tmp)
	if err := prepare(book, sheet, filepath.Join(tmp, "sheet.xlsx")); err != nil {
		return err
	}
	convert := exec.CommandContext(ctx, "soffice", "--headless", "-env:UserInstallation=file://"+filepath.Join(tmp, "profile"),
		"--convert-to", "pdf", "--outdir", tmp, filepath.Join(tmp, "sheet.xlsx"))
	if out, err := convert.CombinedOutput(); err != nil {
		return fmt.Errorf("LibreOffice (package libreoffice-calc): %w %s", err, out)
	}
	shot, err := exec.CommandContext(ctx, "pdftoppm", "-png", "-r", "150", "-singlefile", filepath.Join(tmp, "sheet.pdf")).Output()
	if err != nil {
		return fmt.Errorf("pdftoppm: %w", err)
	}
	cut, err := cropped(shot)
	if err != nil {
		return err
	}
	return save(path, cut)
}

// prepare leaves one sheet in the book, on one landscape page.
func prepare(book *excelize.File, sheet, path string) error {
	for _, other := range book.GetSheetList() {
		if other != sheet {
			if err := book.DeleteSheet(other); err != nil {
				return err
			}
		}
	}
	landscape, a3, one, yes := "landscape", 8, 1, true
	if err := book.SetPageLayout(sheet, &excelize.PageLayoutOptions{Orientation: &landscape, Size: &a3, FitToWidth: &one, FitToHeight: &one}); err != nil {
		return err
	}
	if err := book.SetSheetProps(sheet, &excelize.SheetPropsOptions{FitToPage: &yes}); err != nil {
		return err
	}
	if err := book.SetPageMargins(sheet, &excelize.PageLayoutMarginsOptions{Horizontally: &yes}); err != nil {
		return err
	}
	var text bytes.Buffer
	if err := book.Write(&text); err != nil {
		return err
	}
	return withHeadings(text.Bytes(), path)
}

// withHeadings asks for the grid to be printed too, which the library of
// workbooks has no words for.
func withHeadings(book []byte, path string) error {
	in, err := zip.NewReader(bytes.NewReader(book), int64(len(book)))
	if err != nil {
		return err
	}
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	for _, f := range in.File {
		if err := copyPart(w, f); err != nil {
			return err
		}
	}
	if err := w.Close(); err != nil {
		return err
	}
	return os.WriteFile(path, out.Bytes(), 0o600)
}

func copyPart(w *zip.Writer, f *zip.File) error {
	part, err := f.Open()
	if err != nil {
		return err
	}
	defer part.Close()
	text, err := io.ReadAll(part)
	if err != nil {
		return err
	}
	if strings.HasPrefix(f.Name, "xl/worksheets/") {
		text = bytes.Replace(text, []byte("<printOptions "), []byte(`<printOptions headings="1" gridLines="1" `), 1)
	}
	to, err := w.Create(f.Name)
	if err != nil {
		return err
	}
	_, err = to.Write(text)
	return err
}

// cropped cuts off what is white around a picture, all but a little.
func cropped(shot []byte) ([]byte, error) {
	img, err := png.Decode(bytes.NewReader(shot))
	if err != nil {
		return nil, err
	}
	var box image.Rectangle
	for y := img.Bounds().Min.Y; y < img.Bounds().Max.Y; y++ {
		for x := img.Bounds().Min.X; x < img.Bounds().Max.X; x++ {
			if opaque(img.At(x, y)) != (color.RGBA{255, 255, 255, 255}) {
				box = box.Union(image.Rect(x, y, x+1, y+1))
			}
		}
	}
	part := img.(interface {
		SubImage(image.Rectangle) image.Image
	}).SubImage(box.Inset(-8).Intersect(img.Bounds()))
	var out bytes.Buffer
	err = png.Encode(&out, part)
	return out.Bytes(), err
}
