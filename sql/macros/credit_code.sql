-- credit_code_valid checks a 统一社会信用代码 of 18 characters by GB 32100, the weights
-- being 3^i mod 31. It is the twin of identity.ValidCreditCode. A letter that
-- the alphabet lacks counts as nothing, so it is looked for by itself.
create or replace macro credit_value(s, i) as
    strpos('0123456789ABCDEFGHJKLMNPQRTUWXY', substr(s, i, 1)) - 1;

create or replace macro credit_code_valid(s) as
    regexp_full_match(s, '[0-9A-HJ-NP-RTUW-Y]{18}')
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
    ) % 31;

-- credit_code_of is the code of 18 characters that a cell holds; other numbers,
-- and the zeros that people fill in where they know none, are null.
create or replace macro credit_code_of(s) as case
    when
        regexp_full_match(norm_label(s), '[0-9A-Z]{18}')
        and not regexp_full_match(norm_label(s), '0+')
        then norm_label(s)
end;

-- employer_name_of is an employer's name without brackets and legal form: a
-- register spells 甲（集团）有限公司 in several ways.
create or replace macro employer_name_of(s) as nullif(
    regexp_replace(
        regexp_replace(norm_label(s), '[()\[\]·.\-]', '', 'g'),
        '(股份|责任|有限)*公司$',
        ''
    ),
    ''
);

-- brand_of is how a name begins once place names are taken off: companies of
-- one group begin alike.
create or replace macro brand_of(name) as nullif(
    left(
        regexp_replace(
            regexp_replace(
                name, '^(.{2,7}?(省|自治区|自治州|市|县|新区))+', ''
            ),
            '^(北京|天津|河北|山西|内蒙古|辽宁|吉林|黑龙江|上海|江苏|浙江|安徽|福建|江西'
            || '|山东|河南|湖北|湖南|广东|广西|海南|重庆|四川|贵州|云南|西藏|陕西|甘肃'
            || '|青海|宁夏|新疆|郑州|洛阳|开封|新乡|深圳|广州|杭州|南京|苏州|武汉|成都'
            || '|西安)+',
            ''
        ),
        4
    ),
    ''
);
