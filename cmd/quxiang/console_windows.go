package main

import "golang.org/x/sys/windows"

// readyConsole lets the console understand the sign by which progress clears a
// line. Letters need nothing: Go writes them to a console by its Unicode call,
// whatever the code page, and as UTF-8 into a pipe or a file.
func readyConsole() {
	for _, name := range []uint32{windows.STD_OUTPUT_HANDLE, windows.STD_ERROR_HANDLE} {
		stream, err := windows.GetStdHandle(name)
		var mode uint32
		if err == nil && windows.GetConsoleMode(stream, &mode) == nil {
			_ = windows.SetConsoleMode(stream, mode|windows.ENABLE_VIRTUAL_TERMINAL_PROCESSING)
		}
	}
}
