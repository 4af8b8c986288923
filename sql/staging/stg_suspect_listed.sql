-- Employers that two registers name: where students did their internship, and
-- whom the office has something to say of. Keyed as stg_suspect_employer keys
-- those of the destination register.
select
    'internship' as register,
    i.file_id,
    i.sheet,
    i.row_no,
    i.cohort as from_cohort,
    i.cohort as to_cohort,
    i.institution_code,
    case
        when parameter.workspace_level = 'province' then i.institution_code
        else i.college_key
    end as college_key,
    md5(employer_name_of(i.employer_name)) as name_key,
    md5(credit_code_of(i.credit_code)) as code_key,
    i.students
from staging.stg_internship_employer as i
cross join reference.run_parameter as parameter
union all
select
    'note',
    n.file_id,
    n.sheet,
    n.row_no,
    cast(coalesce(n.valid_from, 0) as integer),
    cast(coalesce(n.valid_to, 9999) as integer),
    null,
    null,
    md5(employer_name_of(n.employer_name)),
    md5(credit_code_of(n.credit_code)),
    null
from staging.stg_employer_note as n
