-- +goose Up
-- Votes over options, secret votes, planned ones, and what follows a verdict.

ALTER TABLE profile ADD COLUMN working_days BIGINT NOT NULL DEFAULT 0;
ALTER TABLE profile ADD COLUMN run_off BIGINT NOT NULL DEFAULT 1;

ALTER TABLE poll ADD COLUMN secret BIGINT NOT NULL DEFAULT 0;
ALTER TABLE poll ADD COLUMN receipts BIGINT NOT NULL DEFAULT 0;
ALTER TABLE poll ADD COLUMN roll_call BIGINT NOT NULL DEFAULT 0;
ALTER TABLE poll ADD COLUMN counting TEXT NOT NULL DEFAULT '';
ALTER TABLE poll ADD COLUMN budget BIGINT NOT NULL DEFAULT 0;
ALTER TABLE poll ADD COLUMN run_off BIGINT NOT NULL DEFAULT 0;
ALTER TABLE poll ADD COLUMN lot BIGINT NOT NULL DEFAULT 0;
ALTER TABLE poll ADD COLUMN seed TEXT NOT NULL DEFAULT '';
ALTER TABLE poll ADD COLUMN withheld BIGINT NOT NULL DEFAULT 0;
ALTER TABLE poll ADD COLUMN hands BIGINT NOT NULL DEFAULT 0;
ALTER TABLE poll ADD COLUMN opens_at BIGINT NOT NULL DEFAULT 0;
ALTER TABLE poll ADD COLUMN repeats TEXT NOT NULL DEFAULT '';
ALTER TABLE poll ADD COLUMN answer_due_at BIGINT NOT NULL DEFAULT 0;
ALTER TABLE poll ADD COLUMN answered BIGINT NOT NULL DEFAULT 0; -- its last answer is a final one
CREATE INDEX poll_planned ON poll (board_id, opens_at) WHERE state = 'planned';
CREATE INDEX poll_owing ON poll (board_id, answer_due_at) WHERE answer_due_at <> 0 AND answered = 0;

CREATE TABLE poll_option (
    poll_id BIGINT NOT NULL REFERENCES poll (id),
    number  BIGINT NOT NULL, -- from 1
    label   TEXT NOT NULL,
    place   BIGINT NOT NULL DEFAULT 0,
    score   TEXT NOT NULL DEFAULT '',
    won     BIGINT NOT NULL DEFAULT 0,
    PRIMARY KEY (poll_id, number)
) {UNROWED};

ALTER TABLE elector ADD COLUMN technical BIGINT NOT NULL DEFAULT 0;
CREATE INDEX elector_technical ON elector (poll_id) WHERE technical = 1;

-- Who wrote a ballot down for its member, who gave it by telephone.
ALTER TABLE ballot ADD COLUMN taken_by BIGINT NOT NULL DEFAULT 0;
ALTER TABLE ballot ADD COLUMN note TEXT NOT NULL DEFAULT '';

CREATE INDEX poll_copy ON poll (copy_of) WHERE copy_of IS NOT NULL;

-- Which seats ask that the vote be secret.
CREATE TABLE secrecy_demand (
    poll_id BIGINT NOT NULL,
    seat_id BIGINT NOT NULL,
    PRIMARY KEY (poll_id, seat_id),
    FOREIGN KEY (poll_id, seat_id) REFERENCES elector (poll_id, seat_id)
) {UNROWED};

CREATE TABLE dissent (
    poll_id    BIGINT NOT NULL,
    seat_id    BIGINT NOT NULL,
    person_id  BIGINT NOT NULL REFERENCES person (id),
    opinion    TEXT NOT NULL,
    written_at BIGINT NOT NULL,
    PRIMARY KEY (poll_id, seat_id),
    FOREIGN KEY (poll_id, seat_id) REFERENCES elector (poll_id, seat_id)
) {UNROWED};

-- What the administration answered to a recommendation, and when; the last one holds.
CREATE TABLE answer (
    id        {ID},
    poll_id   BIGINT NOT NULL REFERENCES poll (id),
    state     TEXT NOT NULL,
    reason    TEXT NOT NULL,
    person_id BIGINT NOT NULL REFERENCES person (id),
    given_at  BIGINT NOT NULL
);
CREATE INDEX answer_poll ON answer (poll_id, id);

CREATE TABLE template (
    id         {ID},
    board_id   BIGINT NOT NULL REFERENCES board (id),
    name       TEXT NOT NULL,
    folded     TEXT NOT NULL, -- the name as it is looked for
    saved_at   BIGINT NOT NULL,
    UNIQUE (board_id, folded)
);

CREATE TABLE template_value (
    template_id BIGINT NOT NULL REFERENCES template (id),
    name        TEXT NOT NULL, -- of a parameter of a new poll
    content     TEXT NOT NULL,
    PRIMARY KEY (template_id, name)
) {UNROWED};
