select
    b.institution_code,
    b.cohort,
    b.item,
    b.amount
from warehouse.fct_budget as b
