-- pct is n of d in percent, two decimals, half-up, from whole numbers; null
-- for d = 0, an error for negatives. figure.Percent is its twin in Go.
create or replace macro pct(n, d) as case
    when n < 0 or d < 0 then error('pct: negative count')
    when d = 0 then null
    else cast(
        (20000 * cast(n as hugeint) + d) // (2 * cast(d as hugeint))
        as decimal(18, 0)
    ) * cast(0.01 as decimal(3, 2))
end;

-- diff_pct is n1/d1 - n2/d2 in percentage points, two decimals, rounded half
-- away from zero, so that a rise and the same fall print alike.
create or replace macro diff_pct(n1, d1, n2, d2) as case
    when d1 = 0 or d2 = 0 then null
    else sign(cast(n1 as hugeint) * d2 - cast(n2 as hugeint) * d1) * cast(
        (
            20000 * abs(cast(n1 as hugeint) * d2 - cast(n2 as hugeint) * d1)
            + cast(d1 as hugeint) * d2
        ) // (2 * cast(d1 as hugeint) * d2)
        as decimal(18, 0)
    ) * cast(0.01 as decimal(3, 2))
end;
