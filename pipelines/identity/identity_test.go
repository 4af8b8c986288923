package identity_test

import (
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"quxiang/pipelines/fault"
	"quxiang/pipelines/identity"
)

func TestNormalise(t *testing.T) {
	cases := []struct {
		kind    identity.Kind
		in, out string
		problem identity.Problem
	}{
		{identity.IDCard, "11010519491231002X", "11010519491231002X", identity.OK}, // the example of GB 11643
		{identity.IDCard, " 11010519491231002x ", "11010519491231002X", identity.OK},
		{identity.IDCard, "１１０１０５１９４９１２３１００２Ｘ", "11010519491231002X", identity.OK},
		{identity.IDCard, "'11010519491231002X", "11010519491231002X", identity.OK},
		{identity.IDCard, "440524188001010014", "440524188001010014", identity.CheckDigit}, // right digit, but born in 1880
		{identity.IDCard, "110105194912310020", "110105194912310020", identity.CheckDigit},
		{identity.IDCard, "110101199003078000", "110101199003078000", identity.CheckDigit}, // as Excel leaves it
		{identity.IDCard, "110105491231002", "110105491231002", identity.BadFormat},
		{identity.IDCard, "1.10101E+17", "1.10101E+17", identity.BadFormat},
		{identity.IDCard, "无", "无", identity.BadFormat},
		{identity.IDCard, "", "", identity.OK},
		{identity.Exam, "20410105150001", "20410105150001", identity.OK},
		{identity.Exam, "2041", "2041", identity.BadFormat},
		{identity.Exam, "2.04101E+13", "2.04101E+13", identity.BadFormat},
		{identity.Student, "s2020-01", "S2020-01", identity.OK},
		{identity.Student, "学号", "学号", identity.BadFormat},
		{identity.Staff, "００8021", "8021", identity.OK}, // a number column drops the zeros
		{identity.Staff, "jg-0012", "JG-0012", identity.OK},
		{identity.Staff, "无", "无", identity.BadFormat},
		{identity.Staff, "/", "/", identity.BadFormat},
		{identity.Staff, "000", "000", identity.BadFormat},
		{identity.Contact, "138 0013 8000", "13800138000", identity.OK},
		{identity.Contact, "+86-13800138000", "13800138000", identity.OK},
		{identity.Contact, "0086 138-0013-8000", "13800138000", identity.OK},
		{identity.Contact, "（0371）67780000", "37167780000", identity.OK},
		{identity.Contact, "37167780000", "37167780000", identity.OK}, // stored as a number
		{identity.Contact, "0371-67780000-801", "37167780000", identity.OK},
		{identity.Contact, "0371-67780000转801", "37167780000", identity.OK},
		{identity.Contact, "13800138000/13900139000", "13800138000", identity.OK},
		{identity.Contact, "王老师13800138000", "13800138000", identity.OK},
		{identity.Contact, "400-800-1234", "4008001234", identity.OK},
		{identity.Contact, "11111111111", "11111111111", identity.BadFormat},
		{identity.Contact, "110", "110", identity.BadFormat},
		{identity.Contact, "无", "无", identity.BadFormat},
		{identity.Contact, "", "", identity.OK},
	}
	for _, c := range cases {
		if out, problem := identity.Normalise(c.kind, c.in); out != c.out || problem != c.problem {
			t.Errorf("%s %q: %q %q, want %q %q", c.kind, c.in, out, problem, c.out, c.problem)
		}
	}
}

// idCard draws a number with its check character, computed by the sum that
// GB 11643 gives: the weighted sum of all 18 is 1 modulo 11.
func idCard(t *rapid.T) string {
	body := rapid.StringMatching(`[1-8][0-9]{5}(19|20)[0-9]{2}(0[1-9]|1[0-2])(0[1-9]|1[0-9]|2[0-8])[0-9]{3}`).Draw(t, "body")
	sum, weight := 0, 1
	for i := 16; i >= 0; i-- {
		weight = weight * 2 % 11
		sum += int(body[i]-'0') * weight
	}
	last := (12 - sum%11) % 11
	return body + string("0123456789X"[last])
}

func TestIDCardCheckCharacter(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		card := idCard(t)
		if !identity.ValidIDCard(card) {
			t.Fatalf("%s is valid", card)
		}
		at := rapid.IntRange(0, 16).Draw(t, "at")
		digit := rapid.ByteRange('0', '9').Draw(t, "digit")
		if other := card[:at] + string(digit) + card[at+1:]; other != card && identity.ValidIDCard(other) {
			t.Fatalf("one digit wrong passes: %s for %s", other, card)
		}
	})
}

// Every single wrong digit, and every exchange of two neighbours, is found.
func TestIDCardFindsExchangedNeighbours(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		card := idCard(t)
		at := rapid.IntRange(0, 15).Draw(t, "at")
		if card[at] == card[at+1] {
			return
		}
		if other := card[:at] + card[at+1:at+2] + card[at:at+1] + card[at+2:]; identity.ValidIDCard(other) {
			t.Fatalf("exchange passes: %s for %s", other, card)
		}
	})
}

func TestCreditCode(t *testing.T) {
	valid := []string{"91350100M000100Y43", "914403001922038216", "9144030071526726XG"} // the example of GB 32100; two firms' published codes
	for _, code := range valid {
		if !identity.ValidCreditCode(code) {
			t.Errorf("%s is valid", code)
		}
		for i := range code {
			other := code[:i] + string("0123456789ABCDEFGHJKLMNPQRTUWXY"[(strings.IndexByte("0123456789ABCDEFGHJKLMNPQRTUWXY", code[i])+1)%31]) + code[i+1:]
			if identity.ValidCreditCode(other) {
				t.Errorf("%s passes for %s", other, code)
			}
		}
	}
	for _, code := range []string{"", "91350100M000100Y4", "91350100I000100Y43", "91350100m000100y43"} {
		if identity.ValidCreditCode(code) {
			t.Errorf("%q passes", code)
		}
	}
}

// Normalising is final, and what people add around a number does not change
// whom it names.
func TestNormaliseProperties(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		kind := rapid.SampledFrom(identity.Kinds).Draw(t, "kind")
		s := rapid.OneOf(rapid.String(), rapid.StringMatching(`[0-9Xx０-９ ']{0,20}`),
			rapid.StringMatching(`(0086|\+86|86)?-?0?[1-9][0-9]{1,2}-?[0-9]{6,12}(-[0-9]{1,4})?`)).Draw(t, "s")
		once, problem := identity.Normalise(kind, s)
		twice, again := identity.Normalise(kind, once)
		if once != twice || problem != again {
			t.Fatalf("%q: %q %q, again %q %q", s, once, problem, twice, again)
		}
		card := idCard(t)
		full := strings.Map(func(r rune) rune { return r - '!' + '！' }, strings.ToLower(card))
		for _, written := range []string{" " + card + "\u3000", "'" + card, full, card[:6] + " " + card[6:14] + "\u200b" + card[14:]} {
			if got, problem := identity.Normalise(identity.IDCard, written); got != card || problem != identity.OK {
				t.Fatalf("%q: %q %q", written, got, problem)
			}
		}
	})
}

func TestMask(t *testing.T) {
	for in, want := range map[string]string{
		"": "", "张三": "张*", "欧阳娜娜": "欧***", "A": "A*", "20200001": "20****01", "13800138000": "13*******00",
		"11010519491231002X": "1101**********002X",
	} {
		if got := identity.Mask(in); got != want {
			t.Errorf("%s: %s, want %s", in, got, want)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.StringMatching(`[0-9]{4,20}`).Draw(t, "s")
		if masked := identity.Mask(s); strings.Count(masked, "*") < len(s)/3 {
			t.Fatalf("%s shows too much: %s", s, masked)
		}
	})
}

func newKey(t *testing.T) *identity.Key {
	t.Helper()
	t.Setenv("QUXIANG_CONFIG_DIR", t.TempDir())
	k, err := identity.NewKey()
	if err != nil {
		t.Fatal(err)
	}
	return k
}

func TestKeyFile(t *testing.T) {
	k := newKey(t)
	path, err := identity.Path(k.ID)
	if err != nil {
		t.Fatal(err)
	}
	if info, err := os.Stat(path); err != nil || runtime.GOOS != "windows" && info.Mode().Perm() != 0o600 {
		t.Errorf("%v %v", info, err)
	}
	same, err := identity.LoadKey(path)
	if err != nil || same.ID != k.ID || same.Pseudonym(identity.Student, "10611", "1") != k.Pseudonym(identity.Student, "10611", "1") {
		t.Errorf("%v %v", same, err)
	}
	if err := k.WriteTo(path); err == nil {
		t.Error("a key file was overwritten")
	}
	other, err := identity.NewKey()
	if err != nil || other.ID == k.ID || other.Pseudonym(identity.IDCard, "", "1") == k.Pseudonym(identity.IDCard, "", "1") {
		t.Errorf("%v %v", other, err)
	}
}

func TestBrokenKeys(t *testing.T) {
	dir := t.TempDir()
	for name, content := range map[string]string{
		"empty": "", "other": "hello", "short": "quxiang-key 1\nid kabcd1234\nsecret 00ff\n",
		"path": "quxiang-key 1\nid ../../x\nsecret " + strings.Repeat("0", 64),
	} {
		file := filepath.Join(dir, name)
		if err := os.WriteFile(file, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := identity.LoadKey(file); fault.KindOf(err) != fault.Failed || !strings.Contains(err.Error(), "密钥") {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := identity.LoadKey(filepath.Join(dir, "none")); err == nil || !strings.Contains(err.Error(), "quxiang key import") {
		t.Errorf("a missing key must say what to do: %v", err)
	}
	if _, err := identity.Path("../x"); err == nil {
		t.Error("an id may not leave the folder")
	}
}

// A pseudonym depends on each of its three parts, and on nothing in how they
// run together.
func TestPseudonyms(t *testing.T) {
	k := newKey(t)
	seen := map[string]string{}
	for _, p := range [][3]string{{"student", "10611", "20200001"}, {"student", "1061", "120200001"}, {"student", "", "1061120200001"},
		{"exam", "10611", "20200001"}, {"student", "10613", "20200001"}} {
		pid := k.Pseudonym(identity.Kind(p[0]), p[1], p[2])
		if len(pid) != 32 || strings.Trim(pid, "0123456789abcdef") != "" {
			t.Errorf("%v: %s", p, pid)
		}
		if other, twice := seen[pid]; twice {
			t.Errorf("%v and %s share %s", p, other, pid)
		}
		seen[pid] = strings.Join(p[:], "/")
	}
}
