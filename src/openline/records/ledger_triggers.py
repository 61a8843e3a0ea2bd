"""What a single row cannot promise, checked by the database when the transaction ends."""

CREATE = """
CREATE FUNCTION open_promise_has_its_work() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    the_promise uuid;
    promise_state text;
    open_items bigint;
BEGIN
    IF TG_TABLE_NAME = 'promise' THEN the_promise := NEW.id; ELSE the_promise := NEW.promise_id; END IF;
    IF the_promise IS NULL THEN RETURN NULL; END IF;
    SELECT state INTO promise_state FROM promise WHERE id = the_promise;
    IF NOT FOUND THEN RETURN NULL; END IF;
    SELECT count(*) INTO open_items FROM work_item WHERE promise_id = the_promise AND state <> 'done';
    IF promise_state = 'open' AND open_items <> 1 THEN
        RAISE EXCEPTION 'open promise % has % open work items instead of one', the_promise, open_items
            USING ERRCODE = 'check_violation', CONSTRAINT = 'open_promise_has_its_work';
    END IF;
    IF promise_state = 'closed' AND open_items <> 0 THEN
        RAISE EXCEPTION 'closed promise % still has open work', the_promise
            USING ERRCODE = 'check_violation', CONSTRAINT = 'open_promise_has_its_work';
    END IF;
    RETURN NULL;
END $$;

CREATE CONSTRAINT TRIGGER open_promise_has_its_work AFTER INSERT OR UPDATE ON promise
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION open_promise_has_its_work();
CREATE CONSTRAINT TRIGGER open_promise_has_its_work AFTER INSERT OR UPDATE ON work_item
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (NEW.promise_id IS NOT NULL)
    EXECUTE FUNCTION open_promise_has_its_work();

CREATE FUNCTION next_timer_is_still_to_come() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    left_behind uuid;
BEGIN
    IF TG_TABLE_NAME = 'matter' THEN
        SELECT m.id INTO left_behind FROM matter m JOIN timer t ON t.id = m.next_timer_id
            WHERE m.id = NEW.id AND m.state = 'open' AND (t.fired_at IS NOT NULL OR t.cancelled_at IS NOT NULL);
    ELSE
        SELECT m.id INTO left_behind FROM matter m JOIN timer t ON t.id = m.next_timer_id
            WHERE t.id = NEW.id AND m.state = 'open' AND (t.fired_at IS NOT NULL OR t.cancelled_at IS NOT NULL);
    END IF;
    IF left_behind IS NOT NULL THEN
        RAISE EXCEPTION 'open matter % waits for a timer that is over', left_behind
            USING ERRCODE = 'check_violation', CONSTRAINT = 'next_timer_is_still_to_come';
    END IF;
    RETURN NULL;
END $$;

CREATE CONSTRAINT TRIGGER next_timer_is_still_to_come AFTER INSERT OR UPDATE ON matter
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (NEW.state = 'open')
    EXECUTE FUNCTION next_timer_is_still_to_come();
CREATE CONSTRAINT TRIGGER next_timer_is_still_to_come AFTER UPDATE ON timer
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
    WHEN (NEW.fired_at IS NOT NULL OR NEW.cancelled_at IS NOT NULL)
    EXECUTE FUNCTION next_timer_is_still_to_come();
CREATE INDEX matter_by_next_timer ON matter (next_timer_id) WHERE state = 'open';
"""

DROP = """
DROP INDEX matter_by_next_timer;
DROP TRIGGER next_timer_is_still_to_come ON timer;
DROP TRIGGER next_timer_is_still_to_come ON matter;
DROP FUNCTION next_timer_is_still_to_come();
DROP TRIGGER open_promise_has_its_work ON work_item;
DROP TRIGGER open_promise_has_its_work ON promise;
DROP FUNCTION open_promise_has_its_work();
"""
