-- +goose Up
-- How meetings are called, whom that reached, and who says that they come. What
-- was said belongs to the date that it was said about: of a meeting that is moved
-- back, it counts again.

CREATE TABLE invitation (
    id         {ID},
    board_id   BIGINT NOT NULL REFERENCES board (id),
    meeting_id BIGINT NOT NULL REFERENCES meeting (id),
    wall       TEXT NOT NULL, -- the date that was invited to, as 2026-12-10T18:00
    latest_day TEXT NOT NULL, -- 2026-12-01
    late       BIGINT NOT NULL,
    second     BIGINT NOT NULL,
    agenda     TEXT NOT NULL,
    sequence   BIGINT NOT NULL,
    person_id  BIGINT NOT NULL,
    made_at    BIGINT NOT NULL
);
CREATE INDEX invitation_of ON invitation (meeting_id, id);

CREATE TABLE invited (
    invitation_id BIGINT NOT NULL REFERENCES invitation (id),
    person_id     BIGINT NOT NULL REFERENCES person (id),
    seat_id       BIGINT NOT NULL, -- 0: somebody without a seat
    state         TEXT NOT NULL,
    at            BIGINT NOT NULL,
    PRIMARY KEY (invitation_id, person_id)
) {UNROWED};

CREATE TABLE attendance (
    meeting_id  BIGINT NOT NULL REFERENCES meeting (id),
    starts_at   BIGINT NOT NULL, -- of the meeting, as it was when they answered
    person_id   BIGINT NOT NULL REFERENCES person (id),
    seat_id     BIGINT NOT NULL, -- 0: somebody without a seat
    answer      TEXT NOT NULL,
    by_id       BIGINT NOT NULL, -- 0: they said so themselves
    answered_at BIGINT NOT NULL,
    PRIMARY KEY (meeting_id, starts_at, person_id)
) {UNROWED};
