select
    indicator,
    survey,
    title,
    kind,
    unit,
    decimals,
    base,
    definition,
    sort
from reference.survey_indicator
