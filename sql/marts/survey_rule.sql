select
    min_seconds,
    pay_low,
    pay_high,
    least_response,
    least_effective,
    least_answers,
    least_to_name,
    largest_weight,
    band
from reference.survey_rule
