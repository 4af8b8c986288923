-- cohort_of is the cohort that a row of a register says, else that of its load.
create or replace macro cohort_of(stated, loaded) as cast(
    coalesce(parse_year(replace(stated, '届', '')), loaded) as integer
);

-- count_of reads a number of people or things; a negative one is none.
create or replace macro count_of(s) as case
    when parse_count(s) >= 0 then parse_count(s)
end;

-- scaled_of reads a number as whole parts of one: 32.5 at 10 is 325.
create or replace macro scaled_of(s, parts) as case
    when try_cast(norm_label(s) as decimal(12, 4)) >= 0
        then cast(
            round(try_cast(norm_label(s) as decimal(12, 4)) * parts) as bigint
        )
end;

-- yes_no reads 是 and 有, 否 and 无, as the loader leaves them.
create or replace macro yes_no(s) as case
    when norm_label(s) in ('是', '有') then true
    when norm_label(s) in ('否', '无') then false
end;

-- unit_level_of is 校级 or 院级; who names a college and no level is of it.
create or replace macro unit_level_of(stated, college) as case
    when norm_label(stated) in ('校级', '院级') then norm_label(stated)
    when norm_label(college) <> '' then '院级'
end;

-- amount_number is the number of an amount that may have its unit behind it.
create or replace macro amount_number(s) as try_cast(
    regexp_extract(
        norm_label(s),
        '^([0-9]+([.][0-9]+)?)'
        || '(亿元|万元|亿|万|元|平方米|平米|㎡|M2|人|名|个)?$',
        1
    ) as decimal(18, 4)
);

-- amount_unit is the unit of an amount: its own before the one beside it.
create or replace macro amount_unit(s, beside) as coalesce(
    nullif(
        regexp_extract(
            norm_label(s),
            '(亿元|万元|亿|万|元|平方米|平米|㎡|M2|人|名|个)$',
            1
        ),
        ''
    ),
    nullif(norm_label(beside), '')
);

-- fen_of is money in whole 分; null without a unit of money, for nobody can
-- tell 元 from 万元.
create or replace macro fen_of(s, beside) as try_cast(
    round(amount_number(s) * case amount_unit(s, beside)
        when '元' then 100
        when '万' then 1000000
        when '万元' then 1000000
        when '亿' then 10000000000
        when '亿元' then 10000000000
    end) as bigint
);

-- quantity_of is a whole number of 平方米, people or things; null where the
-- unit is one of money.
create or replace macro quantity_of(s, beside) as case
    when amount_unit(s, beside) in ('元', '万元', '亿元', '亿') then null
    when amount_unit(s, beside) = '万'
        then try_cast(round(amount_number(s) * 10000) as bigint)
    else try_cast(round(amount_number(s)) as bigint)
end;
