-- The key is taken before the work and the answer is written after it, so that a twin waits instead of working.
grant update (answer) on idempotency to tongxin_app;
