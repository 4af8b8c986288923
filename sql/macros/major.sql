-- major_digits is the join key of a major's code: no suffix (T 特设, K 国控,
-- H 中外合作), the lost leading zero back, and of a research discipline the
-- four digits where the last two say nothing.
create or replace macro major_digits(code, catalogue_level) as case
    when not regexp_full_match(norm_label(code), '[0-9]+[A-Z]*')
        then norm_label(code)
    when catalogue_level = '研究生'
        then regexp_replace(
            case
                when regexp_matches(
                    norm_label(code), '^([0-9]{3}|[0-9]{5})([A-Z]|$)'
                )
                    then '0'
                else ''
            end || regexp_extract(norm_label(code), '^[0-9]+'),
            '^([0-9]{4})00$', '\1'
        )
    when regexp_matches(norm_label(code), '^[0-9]{5}([A-Z]|$)')
        then '0' || regexp_extract(norm_label(code), '^[0-9]+')
    else regexp_extract(norm_label(code), '^[0-9]+')
end;

-- major_base takes the programme off a major's name: 软件工程（中外合作办学）
-- is 软件工程, while （维吾尔语言文学） stays.
create or replace macro major_base(name) as trim(regexp_replace(
    trim(name),
    '[（(][^（()）]*(中外合作|合作办学|师范|方向|专升本)[^（()）]*[)）]\s*$',
    ''
));

-- programme_kind_of says what kind of programme a row means: its own column,
-- else the name's brackets, else the suffix H.
create or replace macro programme_kind_of(kind, name, code) as case
    when norm_label(kind) is not null then norm_label(kind)
    when regexp_matches(name, '[（(][^（()）]*(中外合作|合作办学)')
        then '中外合作办学'
    when regexp_matches(name, '[（(][^（()）]*师范') then '师范'
    when regexp_matches(norm_label(code), '^[0-9]+[A-Z]*H') then '中外合作办学'
end;

-- class_base takes off what a 大类 says it holds: 计算机类（含软件工程） is
-- 计算机类.
create or replace macro class_base(name) as regexp_replace(
    name, '^(.*(类|试验班|实验班|基地班))\s*[（(].*[)）]\s*$', '\1'
);
