-- An index for each question that was answered by reading a whole table.

-- What a deleted row of another table takes along.
CREATE INDEX sessions_by_identity ON sessions (identity_id) WHERE identity_id IS NOT NULL;
CREATE INDEX pending_links_by_user ON pending_links (user_id);
CREATE INDEX external_flows_by_user ON external_flows (user_id) WHERE user_id IS NOT NULL;
CREATE INDEX external_flows_by_account ON external_flows (external_account_id) WHERE external_account_id IS NOT NULL;

-- What is deleted when its time has come.
CREATE INDEX sessions_ended ON sessions (ended_at) WHERE ended_at IS NOT NULL;
CREATE INDEX users_deleted ON users (deleted_at) WHERE deleted_at IS NOT NULL;
CREATE INDEX one_time_codes_by_expiry ON one_time_codes (expire_at);
CREATE INDEX challenges_by_expiry ON challenges (expire_at);
CREATE INDEX factors_unverified ON factors (created_at) WHERE verified_at IS NULL;
CREATE INDEX external_accounts_unlinked ON external_accounts (updated_at) WHERE subject IS NULL;
CREATE INDEX mails_refused ON mails (refused_at) WHERE refused_at IS NOT NULL;
CREATE INDEX image_objects_by_time ON image_objects (due_at, object);
CREATE INDEX webhook_events_delivered ON webhook_events (delivered_at) WHERE delivered_at IS NOT NULL;
CREATE INDEX webhook_events_refused ON webhook_events (refused_at) WHERE refused_at IS NOT NULL;
CREATE INDEX webhook_events_by_queueing ON webhook_events (queued_at);
CREATE INDEX outbox_refused ON outbox (refused_at) WHERE refused_at IS NOT NULL;

-- The next of a queue, in its order: what failed before comes after the rest.
CREATE INDEX mails_waiting ON mails (created_at, id) WHERE refused_at IS NULL;
CREATE INDEX mails_next ON mails (channel, (CASE WHEN attempts > 0 THEN 1 ELSE 0 END), due_at, created_at, id) WHERE refused_at IS NULL;
CREATE INDEX webhook_events_next ON webhook_events ((CASE WHEN attempts > 0 THEN 1 ELSE 0 END), due_at, position)
    WHERE delivered_at IS NULL AND refused_at IS NULL;
DROP INDEX mails_by_turn;
DROP INDEX mails_by_time;

-- Whose something is.
CREATE INDEX mails_by_recipient ON mails (LOWER(recipient));
CREATE INDEX identities_by_email ON identities (LOWER(email));
CREATE INDEX users_by_new_email ON users (LOWER(new_email)) WHERE new_email IS NOT NULL;
CREATE INDEX one_time_codes_by_target ON one_time_codes (target);
CREATE INDEX sign_in_attempts_by_id ON sign_in_attempts (id);
CREATE INDEX outbox_by_student ON outbox (timeback_id, position);

-- The sessions that are alive, which are counted without a look at their rows.
CREATE INDEX sessions_open ON sessions (expire_at, abandon_at) WHERE ended_at IS NULL;

-- The orders in which administrators list users.
CREATE INDEX users_by_creation ON users (created_at, id);
CREATE INDEX users_listed_by_creation ON users (created_at, id) WHERE deleted_at IS NULL;
CREATE INDEX users_listed_by_update ON users (updated_at, id) WHERE deleted_at IS NULL;
CREATE INDEX users_listed_by_sign_in ON users ((COALESCE(last_sign_in_at, 0)), id) WHERE deleted_at IS NULL;
CREATE INDEX users_listed_by_first_name ON users (LOWER(first_name), id) WHERE deleted_at IS NULL;
CREATE INDEX users_listed_by_last_name ON users (LOWER(last_name), id) WHERE deleted_at IS NULL;
CREATE INDEX users_listed_by_username ON users ((COALESCE(username, '')), id) WHERE deleted_at IS NULL;
