-- norm_label is the twin of contract.Normalise: full-width to half-width, no
-- white space and nothing invisible, one separator, 其它 as 其他, upper case.
-- Most cells need none of it, and looking is much cheaper than translating.
create or replace macro norm_label(s) as case
    when regexp_matches(
        s,
        '[\s\p{Z}\x00-\x1f\x7f\x{85}\x{ad}\x{200b}-\x{200f}\x{2060}\x{feff}'
        || 'a-z、,！-～它]'
    ) then replace(
        translate(
            regexp_replace(
                s,
                '[\s\p{Z}\x00-\x1f\x7f\x{85}\x{ad}'
                || '\x{200b}-\x{200f}\x{2060}\x{feff}]+',
                '',
                'g'
            ),
            '！＂＃＄％＆＇（）＊＋，－．／０１２３４５６７８９：；＜＝＞？＠'
            || 'ＡＢＣＤＥＦＧＨＩＪＫＬＭＮＯＰＱＲＳＴＵＶＷＸＹＺ［＼］＾＿｀'
            || 'ａｂｃｄｅｆｇｈｉｊｋｌｍｎｏｐｑｒｓｔｕｖｗｘｙｚ｛｜｝～、,'
            || 'abcdefghijklmnopqrstuvwxyz',
            '!"#$%&''()*+/-./0123456789:;<=>?@'
            || 'ABCDEFGHIJKLMNOPQRSTUVWXYZ[\]^_`'
            || 'ABCDEFGHIJKLMNOPQRSTUVWXYZ{|}~//'
            || 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'
        ),
        '其它', '其他'
    )
    else s
end;

-- A code that lost its leading zero in a spreadsheet gets it back.
create or replace macro two_digits(s) as case
    when regexp_full_match(norm_label(s), '[0-9]') then '0' || norm_label(s)
    else norm_label(s)
end;

-- What code and text say together: the one that is known, or the value both
-- mean; where they contradict each other nobody knows, so null.
create or replace macro agreed(by_code, by_label) as case
    when by_code <> by_label then null
    else coalesce(by_code, by_label)
end;
