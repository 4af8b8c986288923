select
    institution_code,
    institution_name as name,
    workspace_level
from reference.run_parameter
