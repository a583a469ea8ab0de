-- +goose Up
-- What the administration answered to points of feedback, and what was asked back.

CREATE TABLE feedback_answer (
    id        {ID},
    point_id  BIGINT NOT NULL REFERENCES feedback_point (id),
    state     TEXT NOT NULL,
    reason    TEXT NOT NULL,
    link      TEXT NOT NULL,
    person_id BIGINT NOT NULL,
    given_at  BIGINT NOT NULL
);
CREATE INDEX feedback_answer_point ON feedback_answer (point_id, id);

CREATE TABLE feedback_question (
    id        {ID},
    point_id  BIGINT NOT NULL REFERENCES feedback_point (id),
    content   TEXT NOT NULL,
    person_id BIGINT NOT NULL, -- who asked
    asked_at  BIGINT NOT NULL
);
CREATE INDEX feedback_question_point ON feedback_question (point_id, id);

-- What the author of the point said to it. Of an anonymous round nothing tells
-- who that was, or when.
CREATE TABLE feedback_reply (
    id          {ID},
    question_id BIGINT NOT NULL REFERENCES feedback_question (id),
    content     TEXT NOT NULL,
    person_id   BIGINT NOT NULL, -- 0: nobody knows
    given_at    BIGINT NOT NULL -- 0 likewise
);
CREATE INDEX feedback_reply_question ON feedback_reply (question_id, id);
