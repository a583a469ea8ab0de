-- +goose Up
-- One person with accounts on several platforms. turn tells which account was
-- used last: it has the highest, and no time is kept. was_id is the person from
-- whom the account came to this one, 0 if it was always theirs; now_id is who a
-- person has become by that, 0 if they are still themselves.

ALTER TABLE account ADD COLUMN turn BIGINT NOT NULL DEFAULT 0;
ALTER TABLE account ADD COLUMN was_id BIGINT NOT NULL DEFAULT 0;
ALTER TABLE person ADD COLUMN now_id BIGINT NOT NULL DEFAULT 0;
CREATE UNIQUE INDEX account_platform ON account (person_id, platform);
CREATE INDEX person_now ON person (now_id) WHERE now_id <> 0;

-- The codes that link an account of another platform to a person. A code itself
-- is kept nowhere.
CREATE TABLE link_code (
    person_id  BIGINT NOT NULL PRIMARY KEY REFERENCES person (id),
    platform   TEXT NOT NULL,
    account    TEXT NOT NULL,
    sum        TEXT NOT NULL UNIQUE,
    expires_at BIGINT NOT NULL,
    shown_to   TEXT NOT NULL DEFAULT '' -- the accounts that were told whose code it is, a line each
);

-- Who typed a code that was none, for an hour.
CREATE TABLE link_try (
    id       {ID},
    platform TEXT NOT NULL,
    account  TEXT NOT NULL,
    tried_at BIGINT NOT NULL
);
CREATE INDEX link_try_at ON link_try (tried_at);
