-- What sql/macros says, said to PostgreSQL: the same names, the same answers.
-- Beside them the few functions of DuckDB that staging calls and PostgreSQL
-- lacks. They lie in a schema that is looked in before PostgreSQL's own.

-- trim_text takes off blanks of every width, as DuckDB's trim does; that of
-- PostgreSQL knows one.
create function trim_text(s text) returns text immutable language sql as $$
    select btrim(
        s,
        E' \u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008'
        || E'\u2009\u200a\u202f\u205f\u3000'
    )
$$;

create function regexp_matches(s text, pattern text) returns boolean
immutable language sql as $$ select s ~ pattern $$;

create function regexp_full_match(s text, pattern text) returns boolean
immutable language sql as $$ select s ~ ('^(?:' || pattern || ')$') $$;

create function contains(s text, part text) returns boolean
immutable language sql as $$ select strpos(s, part) > 0 $$;

-- A number out of range is none, and so is what is no number.
create function try_numeric(s text) returns numeric
immutable language sql as $$
    select case
        when s ~ '^[-+]?([0-9]+\.?[0-9]*|\.[0-9]+)([Ee][-+]?[0-9]{1,2})?$'
            then cast(s as numeric)
    end
$$;

create function try_decimal(s text, width integer, scale integer)
returns numeric immutable language sql as $$
    select case
        when abs(round(try_numeric(s), scale)) < 10 ^ (width - scale)
            then round(try_numeric(s), scale)
    end
$$;

create function try_bigint(n numeric) returns bigint
immutable language sql as $$
    select case
        when round(n) between -9223372036854775808 and 9223372036854775807
            then cast(round(n) as bigint)
    end
$$;

create function try_date(parts text[]) returns date
immutable language plpgsql as $$
begin
    return make_date(
        cast(parts[1] as integer), cast(parts[2] as integer),
        cast(parts[3] as integer)
    );
exception when others then
    return null;
end
$$;

-- codes.sql; most cells need nothing, and looking is cheaper than translating
create function norm_label(s text) returns text immutable language sql as $$
    select case
        when s ~ '^[-0-9A-Z.\u4e00-\u9fff]*$' and strpos(s, '它') = 0 then s
        else replace(
            translate(
                regexp_replace(
                    s,
                    '[\u0001-\u0020\u007f\u0085\u00a0\u00ad\u1680\u2000-\u200f'
                    || '\u2028\u2029\u202f\u205f\u2060\u3000\ufeff]+',
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
    end
$$;

create function two_digits(s text) returns text immutable language sql as $$
    select case
        when norm_label(s) ~ '^[0-9]$' then '0' || norm_label(s)
        else norm_label(s)
    end
$$;

create function agreed(by_code anycompatible, by_label anycompatible)
returns anycompatible immutable language sql as $$
    select case
        when by_code <> by_label then null
        else coalesce(by_code, by_label)
    end
$$;

-- credit_code.sql
create function credit_value(s text, i integer) returns integer
immutable language sql as $$
    select strpos('0123456789ABCDEFGHJKLMNPQRTUWXY', substr(s, i, 1)) - 1
$$;

create function credit_code_valid(s text) returns boolean
immutable language sql as $$
    select
        s ~ '^[0-9A-HJ-NP-RTUW-Y]{18}$'
        and credit_value(s, 18) = (
            31 - (
                credit_value(s, 1) + 3 * credit_value(s, 2)
                + 9 * credit_value(s, 3) + 27 * credit_value(s, 4)
                + 19 * credit_value(s, 5) + 26 * credit_value(s, 6)
                + 16 * credit_value(s, 7) + 17 * credit_value(s, 8)
                + 20 * credit_value(s, 9) + 29 * credit_value(s, 10)
                + 25 * credit_value(s, 11) + 13 * credit_value(s, 12)
                + 8 * credit_value(s, 13) + 24 * credit_value(s, 14)
                + 10 * credit_value(s, 15) + 30 * credit_value(s, 16)
                + 28 * credit_value(s, 17)
            ) % 31
        ) % 31
$$;

create function credit_code_of(s text) returns text
immutable language sql as $$
    select case
        when
            norm_label(s) ~ '^[0-9A-Z]{18}$' and norm_label(s) !~ '^0+$'
            then norm_label(s)
    end
$$;

create function employer_name_of(s text) returns text
immutable language sql as $$
    select nullif(
        regexp_replace(
            regexp_replace(norm_label(s), '[][()·.-]', '', 'g'),
            '(股份|责任|有限)*公司$',
            ''
        ),
        ''
    )
$$;

-- PostgreSQL makes a whole pattern greedy or not, never a part of it, so that
-- the places are taken off one by one.
create function brand_of(name text) returns text
immutable language plpgsql as $$
declare
    rest text := name;
begin
    while rest ~ '^.{2,7}?(省|自治区|自治州|市|县|新区)' loop
        rest := regexp_replace(
            rest, '^.{2,7}?(省|自治区|自治州|市|县|新区)', ''
        );
    end loop;
    return nullif(
        left(
            regexp_replace(
                rest,
                '^(北京|天津|河北|山西|内蒙古|辽宁|吉林|黑龙江|上海|江苏|浙江|安徽|福建'
                || '|江西|山东|河南|湖北|湖南|广东|广西|海南|重庆|四川|贵州|云南|西藏'
                || '|陕西|甘肃|青海|宁夏|新疆|郑州|洛阳|开封|新乡|深圳|广州|杭州|南京'
                || '|苏州|武汉|成都|西安)+',
                ''
            ),
            4
        ),
        ''
    );
end
$$;

-- date.sql
create function date_text(s text) returns text immutable language sql as $$
    select btrim(
        regexp_replace(norm_label(s), '[年月日号./]+', '-', 'g'), '-'
    )
$$;

create function parse_date(s text) returns date immutable language sql as $$
    select case
        when date_text(s) ~ '^[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}'
            then try_date(
                regexp_match(
                    date_text(s), '^([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})'
                )
            )
        when date_text(s) ~ '^[0-9]{4}-[0-9]{1,2}$'
            then try_date(
                regexp_match(
                    date_text(s) || '-1', '^([0-9]+)-([0-9]+)-([0-9]+)$'
                )
            )
        when date_text(s) ~ '^([0-9]{8}|[0-9]{6})$'
            then try_date(
                regexp_match(
                    left(date_text(s) || '01', 8),
                    '^([0-9]{4})([0-9]{2})([0-9]{2})$'
                )
            )
        when date_text(s) ~ '^[2-5][0-9]{4}$'
            then date '1899-12-30' + cast(date_text(s) as integer)
    end
$$;

create function parse_year(s text) returns integer
immutable language sql as $$
    select case
        when date_text(s) ~ '^(19|20)[0-9]{2}$'
            then cast(date_text(s) as integer)
        else cast(extract(year from parse_date(s)) as integer)
    end
$$;

create function parse_count(s text) returns bigint
immutable language sql as $$
    select try_bigint(
        try_numeric(regexp_replace(norm_label(s), '\.0+$', ''))
    )
$$;

create function cutoff_of(as_of date, cohort bigint) returns text
immutable language sql as $$
    select case
        when as_of is null then 'none'
        when extract(year from as_of) = cohort then to_char(as_of, 'MM-DD')
        else to_char(as_of, 'YYYY-MM-DD')
    end
$$;

-- employer.sql
create function employer_key_of(credit_code text, name text) returns text
immutable language sql as $$
    select md5(
        coalesce(
            nullif(norm_label(credit_code), ''),
            '名称:' || nullif(norm_label(name), '')
        )
    )
$$;

-- institution.sql
create function institution_of(workspace_level text, stated text, own text)
returns text immutable language sql as $$
    select case
        when workspace_level = 'province' then coalesce(stated, '未识别')
        else own
    end
$$;

create function unit_key(workspace_level text, stated text, college text)
returns text immutable language sql as $$
    select case
        when workspace_level = 'province' then coalesce(stated, '未识别')
        else nullif(norm_label(college), '')
    end
$$;

create function unit_name(
    workspace_level text, stated text, name text, college text
) returns text immutable language sql as $$
    select case
        when workspace_level = 'province'
            then coalesce(nullif(trim_text(name), ''), stated, '未识别')
        else nullif(trim_text(college), '')
    end
$$;

-- major.sql
create function major_digits(code text, catalogue_level text) returns text
immutable language sql as $$
    select case
        when norm_label(code) !~ '^[0-9]+[A-Z]*$' then norm_label(code)
        when catalogue_level = '研究生'
            then regexp_replace(
                case
                    when norm_label(code) ~ '^([0-9]{3}|[0-9]{5})([A-Z]|$)'
                        then '0'
                    else ''
                end || substring(norm_label(code) from '^[0-9]+'),
                '^([0-9]{4})00$', '\1'
            )
        when norm_label(code) ~ '^[0-9]{5}([A-Z]|$)'
            then '0' || substring(norm_label(code) from '^[0-9]+')
        else substring(norm_label(code) from '^[0-9]+')
    end
$$;

create function major_base(name text) returns text
immutable language sql as $$
    select trim_text(regexp_replace(
        trim_text(name),
        '[（(][^（()）]*(中外合作|合作办学|师范|方向|专升本)[^（()）]*[)）]\s*$',
        ''
    ))
$$;

create function programme_kind_of(kind text, name text, code text)
returns text immutable language sql as $$
    select case
        when norm_label(kind) is not null then norm_label(kind)
        when name ~ '[（(][^（()）]*(中外合作|合作办学)' then '中外合作办学'
        when name ~ '[（(][^（()）]*师范' then '师范'
        when norm_label(code) ~ '^[0-9]+[A-Z]*H' then '中外合作办学'
    end
$$;

create function class_base(name text) returns text
immutable language sql as $$
    select regexp_replace(
        name, '^(.*(类|试验班|实验班|基地班))\s*[（(].*[)）]\s*$', '\1'
    )
$$;

-- register.sql
create function cohort_of(stated text, loaded bigint) returns integer
immutable language sql as $$
    select cast(
        coalesce(parse_year(replace(stated, '届', '')), loaded) as integer
    )
$$;

create function count_of(s text) returns bigint immutable language sql as $$
    select case when parse_count(s) >= 0 then parse_count(s) end
$$;

create function scaled_of(s text, parts integer) returns bigint
immutable language sql as $$
    select case
        when try_decimal(norm_label(s), 12, 4) >= 0
            then try_bigint(try_decimal(norm_label(s), 12, 4) * parts)
    end
$$;

create function yes_no(s text) returns boolean immutable language sql as $$
    select case
        when norm_label(s) in ('是', '有') then true
        when norm_label(s) in ('否', '无') then false
    end
$$;

create function unit_level_of(stated text, college text) returns text
immutable language sql as $$
    select case
        when norm_label(stated) in ('校级', '院级') then norm_label(stated)
        when norm_label(college) <> '' then '院级'
    end
$$;

create function amount_number(s text) returns numeric
immutable language sql as $$
    select try_decimal(
        substring(
            norm_label(s)
            from '^([0-9]+([.][0-9]+)?)'
            || '(亿元|万元|亿|万|元|平方米|平米|㎡|M2|人|名|个)?$'
        ),
        18, 4
    )
$$;

create function amount_unit(s text, beside text) returns text
immutable language sql as $$
    select coalesce(
        substring(
            norm_label(s)
            from '(亿元|万元|亿|万|元|平方米|平米|㎡|M2|人|名|个)$'
        ),
        nullif(norm_label(beside), '')
    )
$$;

create function fen_of(s text, beside text) returns bigint
immutable language sql as $$
    select try_bigint(amount_number(s) * case amount_unit(s, beside)
        when '元' then 100
        when '万' then 1000000
        when '万元' then 1000000
        when '亿' then 10000000000
        when '亿元' then 10000000000
    end)
$$;

create function quantity_of(s text, beside text) returns bigint
immutable language sql as $$
    select case
        when amount_unit(s, beside) in ('元', '万元', '亿元', '亿') then null
        when amount_unit(s, beside) = '万'
            then try_bigint(amount_number(s) * 10000)
        else try_bigint(amount_number(s))
    end
$$;
