-- Each role holds what its work needs. Coverage and the sealer never ask for a name; requests never read the outbox.
revoke select on guardianship, person, assignment, student, record_subject from tongxin_rollup;
grant select (region_id, id, school_id, class_id) on student to tongxin_rollup;
grant select (region_id, record_id, version, subject_id, student_id, school_id, class_id, class_then, fields) on record_subject to tongxin_rollup;
drop policy rollup_region on guardianship;
drop policy rollup_region on person;
drop policy rollup_region on assignment;

revoke select, delete on outbox from tongxin_app;
revoke delete on idempotency from tongxin_app;
