-- What a line of the register says of its employer, as far as doubts need it.
-- Names and codes leave only their hashes; words are looked for once per name.
with

source as (
    select
        r._file_id as file_id,
        coalesce(r._sheet, '') as sheet,
        r._row as row_no,
        norm_label(r.employer_name) as written,
        credit_code_of(
            coalesce(
                nullif(trim(r.credit_code), ''),
                nullif(trim(r.employer_code), '')
            )
        ) as code
    from raw.destination as r
    where r._load_id not in (
        select l.load_id from meta.load as l
        where l.state = 'superseded'
    )
),

names as (
    select distinct written from source
),

-- of the words in a name the weightiest, then the longest; a public body's
-- word counts only where nothing else is said
spotted as (
    select
        n.written,
        w.word,
        row_number() over (
            partition by n.written
            order by w.weight desc, length(w.word) desc, w.word asc
        ) as choice
    from names as n
    inner join reference.suspect_word as w
        on
            contains(n.written, w.word)
            and not (
                w.unless is not null and regexp_matches(n.written, w.unless)
            )
),

named as (
    select
        n.written,
        md5(employer_name_of(n.written)) as name_key,
        md5(coalesce(brand_of(employer_name_of(n.written)), n.written))
            as brand_key,
        s.word
    from names as n
    left join spotted as s on n.written = s.written and s.choice = 1
    where n.written <> ''
),

codes as (
    select
        code,
        md5(code) as code_key,
        credit_code_valid(code) as code_valid
    from (
        select distinct code from source where code is not null
    ) as written_codes
)

select
    s.file_id,
    s.sheet,
    s.row_no,
    n.name_key,
    n.brand_key,
    n.word,
    c.code_key,
    c.code_valid
from source as s
left join named as n on s.written = n.written
left join codes as c on s.code = c.code
