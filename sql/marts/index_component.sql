select
    component,
    title,
    kind,
    higher_is_better,
    equal,
    definition,
    sort
from reference.index_component
