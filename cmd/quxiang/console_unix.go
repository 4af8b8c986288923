//go:build !windows

package main

// readyConsole has nothing to do: terminals understand what we write.
func readyConsole() {}
