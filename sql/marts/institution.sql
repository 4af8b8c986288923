select
    institution_code,
    name,
    tier,
    type,
    place
from warehouse.dim_institution
