-- +goose Up
-- What happens while a meeting is held: who is there from when until when, which
-- item is called, what is written down, who takes on what, and who takes no part
-- in an item. A poll knows the meeting that it was opened in, and its item.

CREATE TABLE meeting_presence (
    id         {ID},
    board_id   BIGINT NOT NULL REFERENCES board (id),
    meeting_id BIGINT NOT NULL REFERENCES meeting (id),
    seat_id    BIGINT NOT NULL, -- 0: of somebody without a seat
    person_id  BIGINT NOT NULL, -- who voted for the seat then; 0: a guest without an account
    guest_id   BIGINT NOT NULL, -- 0: no guest
    online     BIGINT NOT NULL,
    from_at    BIGINT NOT NULL,
    until_at   BIGINT NOT NULL, -- 0: they are there
    at_end     BIGINT NOT NULL -- 1: they left with the end of the meeting
);
CREATE INDEX meeting_presence_of ON meeting_presence (meeting_id, seat_id, from_at);

CREATE TABLE meeting_call (
    id         {ID},
    meeting_id BIGINT NOT NULL REFERENCES meeting (id),
    item_id    BIGINT NOT NULL, -- 0: none is called any more
    called_at  BIGINT NOT NULL
);
CREATE INDEX meeting_call_of ON meeting_call (meeting_id, id);

CREATE TABLE meeting_note (
    id         {ID},
    board_id   BIGINT NOT NULL REFERENCES board (id),
    meeting_id BIGINT NOT NULL REFERENCES meeting (id),
    item_id    BIGINT NOT NULL, -- 0: on the meeting itself
    content    TEXT NOT NULL,
    person_id  BIGINT NOT NULL,
    made_at    BIGINT NOT NULL
);
CREATE INDEX meeting_note_of ON meeting_note (meeting_id, id);

CREATE TABLE meeting_task (
    id         {ID},
    board_id   BIGINT NOT NULL REFERENCES board (id),
    number     BIGINT NOT NULL,
    meeting_id BIGINT NOT NULL, -- 0: in none
    item_id    BIGINT NOT NULL, -- 0: on none
    title      TEXT NOT NULL,
    folded     TEXT NOT NULL, -- the title as it is searched
    owner_id   BIGINT NOT NULL, -- 0: somebody else
    owner_name TEXT NOT NULL, -- as it was written
    due_day    TEXT NOT NULL, -- 2026-12-01, in the board's zone; empty: none was said
    done_at    BIGINT NOT NULL, -- 0: it is not done
    done_by    BIGINT NOT NULL,
    person_id  BIGINT NOT NULL,
    made_at    BIGINT NOT NULL,
    UNIQUE (board_id, number)
);
CREATE INDEX meeting_task_of ON meeting_task (meeting_id, number);

CREATE TABLE item_recusal (
    meeting_id BIGINT NOT NULL REFERENCES meeting (id),
    item_id    BIGINT NOT NULL,
    seat_id    BIGINT NOT NULL,
    made_at    BIGINT NOT NULL,
    PRIMARY KEY (meeting_id, item_id, seat_id)
) {UNROWED};

ALTER TABLE poll ADD COLUMN meeting_id BIGINT NOT NULL DEFAULT 0; -- 0: in none
ALTER TABLE poll ADD COLUMN item_id BIGINT NOT NULL DEFAULT 0;
CREATE INDEX poll_meeting ON poll (meeting_id) WHERE meeting_id > 0;
