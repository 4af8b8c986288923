select
    r._file_id as file_id,
    coalesce(r._sheet, '') as sheet,
    r._row as row_no,
    r.pid_idcard,
    r.pid_student,
    institution_of(
        parameter.workspace_level, r._institution, parameter.institution_code
    ) as institution_code,
    cast(parse_year(r.survey_year) as integer) as survey_year,
    cast(coalesce(parse_year(r.cohort), r._cohort) as integer) as cohort,
    parse_date(r.invited_at) as invited_at,
    case
        when norm_label(r.contact) in ('已送达', '送达', '成功', '已发送')
            then '已送达'
        when norm_label(r.contact) in ('无法联系', '失联', '无联系方式')
            then '无法联系'
        when norm_label(r.contact) in ('已故', '死亡', '去世') then '已故'
        when norm_label(r.contact) in ('拒绝', '拒答', '退订') then '拒绝'
        else '未送达'
    end as contact
from raw.alumni_invitation as r
cross join reference.run_parameter as parameter
where r._load_id not in (
    select l.load_id from meta.load as l
    where l.state = 'superseded'
)
