-- Whose a row is: in a school's workspace always its own, in a province's the
-- school that the loader found by column, folder or command.
create or replace macro institution_of(workspace_level, stated, own) as case
    when workspace_level = 'province' then coalesce(stated, '未识别')
    else own
end;

-- In a province the schools stand where a school's colleges do: the key and
-- the name of the unit that a row is counted in.
create or replace macro unit_key(workspace_level, stated, college) as case
    when workspace_level = 'province' then coalesce(stated, '未识别')
    else nullif(norm_label(college), '')
end;

create or replace macro unit_name(
    workspace_level, stated, name, college
) as case
    when workspace_level = 'province'
        then coalesce(nullif(trim(name), ''), stated, '未识别')
    else nullif(trim(college), '')
end;
