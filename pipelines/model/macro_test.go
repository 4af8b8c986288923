package model

import (
	"context"
	"database/sql"
	"math/big"
	"strconv"
	"testing"

	"pgregory.net/rapid"

	"quxiang/pipelines/contract"
	"quxiang/pipelines/identity"
	"quxiang/pipelines/store"
)

// macros returns a connection in which the shipped macros exist.
func macros(t *testing.T) *sql.Conn {
	t.Helper()
	p := shipped(t)
	sandbox, err := store.NewSandbox(context.Background(), testConfig(t, p))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { sandbox.Close() })
	if err := p.prepare(context.Background(), sandbox.Conn(), DefaultParams()); err != nil {
		t.Fatal(err)
	}
	return sandbox.Conn()
}

// fatal is what testing.T and rapid.T share.
type fatal interface{ Fatal(...any) }

func value(t fatal, conn *sql.Conn, query string, args ...any) string {
	var v sql.NullString
	if err := conn.QueryRowContext(context.Background(), "select cast("+query+" as varchar)", args...).Scan(&v); err != nil {
		t.Fatal(query, args, err)
	}
	if !v.Valid {
		return nothing
	}
	return v.String
}

// A label that Go and SQL bring to different spellings would be known to one
// and unknown to the other.
func TestNormLabelIsNormalise(t *testing.T) {
	conn := macros(t)
	odd := []rune(" 　\u00a0\u0085\u200b\ufeff\u00ad\x0b\t\n\x01\x7f、，,/／（）()其它他ａＺ９az09汉\"'\\[]~～！中\U00020000")
	rapid.Check(t, func(rt *rapid.T) {
		s := rapid.OneOf(rapid.String(), rapid.StringOf(rapid.SampledFrom(odd))).Draw(rt, "s")
		if got, want := value(rt, conn, "norm_label(?)", s), contract.Normalise(s); got != want {
			rt.Fatalf("norm_label(%q) = %q, Normalise gives %q", s, got, want)
		}
	})
}

// Half-up from whole numbers, against exact rational arithmetic.
func TestPercentIsExact(t *testing.T) {
	conn := macros(t)
	if got := value(t, conn, "typeof(pct(1, 3))"); got != "DECIMAL(18,2)" {
		t.Errorf("pct is a %s", got)
	}
	rapid.Check(t, func(rt *rapid.T) {
		d := rapid.Int64Range(0, 1<<40).Draw(rt, "d")
		n := rapid.Int64Range(0, d).Draw(rt, "n")
		want := nothing
		if d > 0 {
			want = halfUp(big.NewRat(n, d))
		}
		if got := value(rt, conn, "pct(?, ?)", n, d); got != want {
			rt.Fatalf("pct(%d, %d) = %s, want %s", n, d, got, want)
		}
	})
	var v any
	if err := conn.QueryRowContext(context.Background(), "select pct(-1, 2)").Scan(&v); err == nil {
		t.Error("a negative count has a percentage")
	}
}

// A rise and the same fall differ in the sign alone.
func TestDifferenceOfPercentagesIsSymmetric(t *testing.T) {
	conn := macros(t)
	rapid.Check(t, func(rt *rapid.T) {
		count := rapid.Int64Range(0, 1<<30)
		d1, d2 := count.Draw(rt, "d1")+1, count.Draw(rt, "d2")+1
		n1, n2 := count.Draw(rt, "n1")%(d1+1), count.Draw(rt, "n2")%(d2+1)
		diff := new(big.Rat).Sub(big.NewRat(n1, d1), big.NewRat(n2, d2))
		want := halfUp(new(big.Rat).Abs(diff))
		sign := ""
		if diff.Sign() < 0 && want != "0.00" {
			sign = "-"
		}
		if got := value(rt, conn, "diff_pct(?, ?, ?, ?)", n1, d1, n2, d2); got != sign+want {
			rt.Fatalf("diff_pct(%d, %d, %d, %d) = %s, want %s%s", n1, d1, n2, d2, got, sign, want)
		}
	})
}

// halfUp prints r ≥ 0 as a percentage with two decimals.
func halfUp(r *big.Rat) string {
	cents := new(big.Rat).Add(new(big.Rat).Mul(r, big.NewRat(10000, 1)), big.NewRat(1, 2))
	whole := new(big.Int).Quo(cents.Num(), cents.Denom())
	return new(big.Rat).SetFrac(whole, big.NewInt(100)).FloatString(2)
}

func TestDatesAsPeopleWriteThem(t *testing.T) {
	conn := macros(t)
	for text, want := range map[string]string{
		"2024-06-30": "2024-06-30", "2024/6/30": "2024-06-30", "2024年6月30日": "2024-06-30", "20240630": "2024-06-30",
		"2023.6": "2023-06-01", "2023.10": "2023-10-01", "2023年6月": "2023-06-01", "202306": "2023-06-01",
		"45078": "2023-06-01", "２０２３．６": "2023-06-01", "2024-08-31 10:05:00": "2024-08-31",
		"2023-06-31": nothing, "202313": nothing, "六月": nothing, "": nothing, "2023": nothing, "12": nothing,
	} {
		if got := value(t, conn, "parse_date(?)", text); got != want {
			t.Errorf("parse_date(%q) = %s, want %s", text, got, want)
		}
	}
	for text, want := range map[string]string{"2023": "2023", "202309": "2023", "2019年9月": "2019", "23": nothing} {
		if got := value(t, conn, "parse_year(?)", text); got != want {
			t.Errorf("parse_year(%q) = %s, want %s", text, got, want)
		}
	}
}

// A code that Go and SQL judge differently would be a doubt here and none there.
func TestCreditCodeIsValidCreditCode(t *testing.T) {
	conn := macros(t)
	letters := []rune("0123456789ABCDEFGHJKLMNPQRTUWXYIOSVZ")
	rapid.Check(t, func(rt *rapid.T) {
		code := rapid.StringOfN(rapid.SampledFrom(letters), 17, 17, -1).Draw(rt, "code") + string(rapid.SampledFrom(letters).Draw(rt, "last"))
		for _, last := range letters { // one of them is right, unless a letter before is none
			if identity.ValidCreditCode(code[:17]+string(last)) && rapid.Bool().Draw(rt, "right") {
				code = code[:17] + string(last)
			}
		}
		if got, want := value(rt, conn, "credit_code_valid(?)", code), strconv.FormatBool(identity.ValidCreditCode(code)); got != want {
			rt.Fatalf("credit_code_valid(%q) = %s, ValidCreditCode gives %s", code, got, want)
		}
	})
}
