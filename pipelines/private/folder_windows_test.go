package private

import (
	"slices"
	"testing"
	"unsafe"

	"golang.org/x/sys/windows"
)

// closedToOthers reads the access list: all who are allowed anything are the
// user, the system and the administrators, of whom Windows may name some twice.
func closedToOthers(t *testing.T, path string) bool {
	t.Helper()
	info, err := windows.GetNamedSecurityInfo(path, windows.SE_FILE_OBJECT, windows.DACL_SECURITY_INFORMATION)
	if err != nil {
		t.Fatal(err)
	}
	dacl, _, err := info.DACL()
	if err != nil {
		t.Fatal(err)
	}
	t.Log(info.String())
	for i := range uint32(dacl.AceCount) {
		var ace *windows.ACCESS_ALLOWED_ACE
		if err := windows.GetAce(dacl, i, &ace); err != nil {
			t.Fatal(err)
		}
		sid := (*windows.SID)(unsafe.Pointer(&ace.SidStart))
		if ace.Header.AceType == windows.ACCESS_ALLOWED_ACE_TYPE && !slices.Contains(trusted(t), sid.String()) {
			return false
		}
	}
	return true
}

// inherits tells that what is made in a private folder is private itself: wine,
// which keeps a mode in place of a list, has nothing to hand down.
func inherits() bool {
	return windows.NewLazySystemDLL("ntdll.dll").NewProc("wine_get_version").Find() != nil
}

func trusted(t *testing.T) []string {
	t.Helper()
	user, err := windows.GetCurrentProcessToken().GetTokenUser()
	if err != nil {
		t.Fatal(err)
	}
	return []string{user.User.Sid.String(), "S-1-5-18", "S-1-5-32-544"}
}
