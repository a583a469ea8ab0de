-- +goose Up
-- When a message was last changed, by whichever process: there are at most so
-- many changes a second.

ALTER TABLE shown ADD COLUMN shown_at BIGINT NOT NULL DEFAULT 0;
