-- Who an employer is: the code of the register of enterprises, else its name.
-- Hashed, so that no table further on spells an employer out.
create or replace macro employer_key_of(credit_code, name) as md5(
    coalesce(
        nullif(norm_label(credit_code), ''),
        '名称:' || nullif(norm_label(name), '')
    )
);
