-- +goose Up
-- What can be undone for a few minutes, and what is kept for a person until they
-- hear of it together with other things.

CREATE TABLE undo (
    id         {ID},
    board_id   BIGINT NOT NULL REFERENCES board (id),
    person_id  BIGINT NOT NULL,
    kind       TEXT NOT NULL, -- what was done: meeting.cancel, …
    thing_id   BIGINT NOT NULL,
    title      TEXT NOT NULL, -- of the thing, as people know it
    payload    {BLOB}, -- JSON; null if none was given
    created_at BIGINT NOT NULL,
    done_at    BIGINT NOT NULL -- 0: it was not undone
);
CREATE INDEX undo_person ON undo (board_id, person_id, created_at);

-- How somebody wants to hear from a board; who has none hears at once.
CREATE TABLE digest (
    board_id   BIGINT NOT NULL REFERENCES board (id),
    person_id  BIGINT NOT NULL,
    rhythm     TEXT NOT NULL, -- at_once, daily, weekly
    weekday    BIGINT NOT NULL, -- 0: Sunday
    hour       BIGINT NOT NULL,
    quiet_own  BIGINT NOT NULL, -- 1: the hours below instead of the board's
    quiet_from BIGINT NOT NULL,
    quiet_to   BIGINT NOT NULL,
    PRIMARY KEY (board_id, person_id)
);

-- Letters that wait to be told together with others. The job is that of the
-- letter; it is written when it is told.
CREATE TABLE kept_letter (
    job_id     BIGINT NOT NULL PRIMARY KEY,
    board_id   BIGINT NOT NULL REFERENCES board (id),
    person_id  BIGINT NOT NULL,
    bundle     TEXT NOT NULL, -- digest, reminders
    kind       TEXT NOT NULL,
    job_key    TEXT NOT NULL,
    run_at     BIGINT NOT NULL,
    payload    {BLOB},
    kept_at    BIGINT NOT NULL,
    told_by    BIGINT NOT NULL, -- the job that tells it; 0: it waits
    told_at    BIGINT NOT NULL -- 0: it was not told yet
);
CREATE INDEX kept_letter_waits ON kept_letter (board_id, person_id, bundle, told_by);
CREATE INDEX kept_letter_teller ON kept_letter (told_by, told_at);
CREATE INDEX kept_letter_told ON kept_letter (told_at);
