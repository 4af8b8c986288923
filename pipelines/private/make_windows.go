package private

import (
	"os"
	"unsafe"

	"golang.org/x/sys/windows"
)

func mkdir(path string) error {
	return withAccess("mkdir", path, func(name *uint16, access *windows.SecurityAttributes) error {
		return windows.CreateDirectory(name, access)
	})
}

func create(path string) (f *os.File, err error) {
	err = withAccess("open", path, func(name *uint16, access *windows.SecurityAttributes) error {
		handle, err := windows.CreateFile(name, windows.GENERIC_WRITE, windows.FILE_SHARE_READ, access,
			windows.CREATE_NEW, windows.FILE_ATTRIBUTE_NORMAL, 0)
		if err == nil {
			f = os.NewFile(uintptr(handle), path)
		}
		return err
	})
	return f, err
}

// withAccess makes something that is private from its first moment. A stick
// without permissions (FAT) passes over the list.
func withAccess(op, path string, make func(name *uint16, access *windows.SecurityAttributes) error) error {
	name, err := windows.UTF16PtrFromString(path)
	if err == nil {
		var list *windows.SECURITY_DESCRIPTOR
		if list, err = accessList(); err == nil {
			err = make(name, &windows.SecurityAttributes{Length: uint32(unsafe.Sizeof(windows.SecurityAttributes{})), SecurityDescriptor: list})
		}
	}
	if err != nil {
		return &os.PathError{Op: op, Path: path, Err: err}
	}
	return nil
}

// accessList gives everything to the user, the system and the machine's
// administrators, and takes nothing from the folder above; what is made below a
// folder inherits it.
func accessList() (*windows.SECURITY_DESCRIPTOR, error) {
	user, err := windows.GetCurrentProcessToken().GetTokenUser()
	if err != nil {
		return nil, err
	}
	return windows.SecurityDescriptorFromString("D:P(A;OICI;FA;;;" + user.User.Sid.String() + ")(A;OICI;FA;;;SY)(A;OICI;FA;;;BA)")
}
