select
    indicator,
    edition,
    title,
    formula,
    mark,
    citation
from reference.indicator
