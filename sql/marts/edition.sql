select
    edition,
    title,
    document,
    mark
from reference.edition
