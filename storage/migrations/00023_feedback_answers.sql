-- +goose Up
-- What the administration answered to points of feedback, and what was asked back.

CREATE TABLE feedback_answer (
    id         {ID},
    point_id   BIGINT NOT NULL REFERENCES feedback_point (id),
    state      TEXT NOT NULL,
    reason     TEXT NOT NULL,
    link       TEXT NOT NULL,
    published  TEXT NOT NULL, -- what everybody may read of it; empty: nothing of its own
    measure_id BIGINT NOT NULL, -- of the roadmap; 0: none
    person_id  BIGINT NOT NULL,
    given_at   BIGINT NOT NULL
);
CREATE INDEX feedback_answer_point ON feedback_answer (point_id, id);

-- Replies of an anonymous round stand in the question itself, and nothing tells
-- who gave them, or when.
CREATE TABLE feedback_question (
    id        {ID},
    point_id  BIGINT NOT NULL REFERENCES feedback_point (id),
    content   TEXT NOT NULL,
    person_id BIGINT NOT NULL, -- who asked
    asked_at  BIGINT NOT NULL,
    replies   TEXT NOT NULL -- JSON, of an anonymous round
);
CREATE INDEX feedback_question_point ON feedback_question (point_id, id);

-- What the author of a point of a named round said to it.
CREATE TABLE feedback_reply (
    id          {ID},
    question_id BIGINT NOT NULL REFERENCES feedback_question (id),
    content     TEXT NOT NULL,
    person_id   BIGINT NOT NULL,
    given_at    BIGINT NOT NULL
);
CREATE INDEX feedback_reply_question ON feedback_reply (question_id, id);

-- Rounds of which everybody may read what became of them.
CREATE TABLE feedback_publication (
    round_id     BIGINT NOT NULL PRIMARY KEY REFERENCES feedback_round (id),
    published_at BIGINT NOT NULL
) {UNROWED};
