-- The score interval of a share (Wilson 1927) at 95 %, as a share of one. It
-- is the twin of stats.Wilson. Without people nothing is known: 0 to 1.
create or replace macro wilson_low(k, n) as case
    when n = 0 or k = 0 then cast(0 as double)
    else (
        k + 1.9207294103470 - 1.959963984540054
        * sqrt(k * (n - k) / cast(n as double) + 0.9603647051735)
    ) / (n + 3.8414588206941)
end;

create or replace macro wilson_high(k, n) as case
    when n = 0 or k = n then cast(1 as double)
    else (
        k + 1.9207294103470 + 1.959963984540054
        * sqrt(k * (n - k) / cast(n as double) + 0.9603647051735)
    ) / (n + 3.8414588206941)
end;
