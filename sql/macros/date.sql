-- date_text brings the ways people write a date to 2024-6-30, 202406, 45473.
create or replace macro date_text(s) as trim(
    regexp_replace(norm_label(s), '[年月日号./]+', '-', 'g'), '-'
);

-- parse_date reads a date; a month alone is its first day, a five-digit number
-- Excel's serial day. What is no date is null.
create or replace macro parse_date(s) as case
    when regexp_matches(date_text(s), '^[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}')
        then try_cast(
            regexp_extract(
                date_text(s), '^[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}'
            ) as date
        )
    when regexp_full_match(date_text(s), '[0-9]{4}-[0-9]{1,2}')
        then try_cast(date_text(s) || '-1' as date)
    when regexp_full_match(date_text(s), '[0-9]{8}')
        then cast(try_strptime(date_text(s), '%Y%m%d') as date)
    when regexp_full_match(date_text(s), '[0-9]{6}')
        then cast(try_strptime(date_text(s) || '01', '%Y%m%d') as date)
    when regexp_full_match(date_text(s), '[2-5][0-9]{4}')
        then date '1899-12-30' + cast(date_text(s) as integer)
end;

-- parse_year reads the year of a date, or a year alone.
create or replace macro parse_year(s) as case
    when regexp_full_match(date_text(s), '(19|20)[0-9]{2}')
        then cast(date_text(s) as integer)
    else cast(year(parse_date(s)) as integer)
end;

-- parse_count reads a whole number; what is none is null.
create or replace macro parse_count(s) as
    try_cast(regexp_replace(norm_label(s), '\.0+$', '') as bigint);

-- cutoff_of names the cut-off of a day: MM-DD within the year of graduation,
-- the whole date after it.
create or replace macro cutoff_of(as_of, cohort) as case
    when as_of is null then 'none'
    when year(as_of) = cohort then strftime(as_of, '%m-%d')
    else strftime(as_of, '%Y-%m-%d')
end;
