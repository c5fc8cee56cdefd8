package dev.tufa.tuf.repository;

import dev.tufa.tuf.crypto.SignatureScheme;
import dev.tufa.tuf.metadata.RoleType;
import dev.tufa.tuf.refusal.TrustException;
import java.io.IOException;
import java.util.List;

/** Every kind of change to keys and thresholds, as it is published. */
enum KeyChange {
    TIMESTAMP_KEYS {
        @Override
        void publish(Recorded recorded) throws RepositoryException, IOException, TrustException {
            rotate(recorded.sandbox, RoleType.TIMESTAMP, Change.OldKeys.KEEP_SIGNING);
            recorded.publish();
        }
    },
    SNAPSHOT_KEYS {
        @Override
        void publish(Recorded recorded) throws RepositoryException, IOException, TrustException {
            rotate(recorded.sandbox, RoleType.SNAPSHOT, Change.OldKeys.KEEP_SIGNING);
            recorded.publish();
        }
    },
    ALL_ONLINE_KEYS {
        @Override
        void publish(Recorded recorded) throws RepositoryException, IOException, TrustException {
            rotate(recorded.sandbox, RoleType.TIMESTAMP, Change.OldKeys.KEEP_SIGNING);
            rotate(recorded.sandbox, RoleType.SNAPSHOT, Change.OldKeys.KEEP_SIGNING);
            recorded.publish();
        }
    },
    ONE_ROOT_KEY {
        @Override
        void publish(Recorded recorded) throws RepositoryException, IOException, TrustException {
            Status.RoleStatus root = status(recorded.sandbox, RoleType.ROOT);
            List<String> others = keyIds(root).subList(1, keyIds(root).size());
            recorded.sandbox.repository.rotate(
                    RoleType.ROOT, new KeyRequest(1, root.threshold(), SignatureScheme.ED25519, others));
            recorded.publish();
        }
    },
    /** More than the threshold at once. */
    ALL_ROOT_KEYS {
        @Override
        void publish(Recorded recorded) throws RepositoryException, IOException, TrustException {
            rotate(recorded.sandbox, RoleType.ROOT, Change.OldKeys.KEEP_SIGNING);
            recorded.publish();
        }
    },
    TARGETS_KEYS {
        @Override
        void publish(Recorded recorded) throws RepositoryException, IOException, TrustException {
            rotate(recorded.sandbox, RoleType.TARGETS, Change.OldKeys.KEEP_SIGNING);
            recorded.publish();
        }
    },
    KEYS_OF_A_DELEGATED_ROLE {
        @Override
        void publish(Recorded recorded) throws RepositoryException, IOException, TrustException {
            recorded.sandbox.repository.stage(new Change.ReplaceKeys("targets", "dev", KeyRequest.of(2, 1)));
            recorded.publish();
        }
    },
    HIGHER_THRESHOLDS {
        @Override
        void publish(Recorded recorded) throws RepositoryException, IOException, TrustException {
            for (RoleType role : List.of(RoleType.ROOT, RoleType.TIMESTAMP, RoleType.TARGETS)) {
                changeThreshold(recorded.sandbox, role, 1);
            }
            recorded.publish();
        }
    },
    LOWER_THRESHOLDS {
        @Override
        void publish(Recorded recorded) throws RepositoryException, IOException, TrustException {
            changeThreshold(recorded.sandbox, RoleType.ROOT, -1);
            changeThreshold(recorded.sandbox, RoleType.SNAPSHOT, -1);
            recorded.publish();
        }
    },
    EVERYTHING {
        @Override
        void publish(Recorded recorded) throws RepositoryException, IOException, TrustException {
            for (RoleType role : Settings.ROLES) {
                rotate(recorded.sandbox, role, Change.OldKeys.KEEP_SIGNING);
            }
            recorded.sandbox.repository.stage(new Change.ReplaceKeys("targets", "dev", KeyRequest.of(2, 1)));
            recorded.publish();
        }
    },
    /** Keys that somebody else may have: after the rotation itself they sign nothing, whoever is in the middle of an update. */
    REVOKED_ONLINE_KEYS {
        @Override
        void publish(Recorded recorded) throws RepositoryException, IOException, TrustException {
            rotate(recorded.sandbox, RoleType.TIMESTAMP, Change.OldKeys.DROP);
            rotate(recorded.sandbox, RoleType.SNAPSHOT, Change.OldKeys.DROP);
            recorded.publish();
            recorded.publish(PlanOptions.DEFAULT.renewing("timestamp").renewing("snapshot"));
        }

        @Override
        boolean isEmergency() {
            return true;
        }
    },
    REVOKED_TARGETS_KEYS {
        @Override
        void publish(Recorded recorded) throws RepositoryException, IOException, TrustException {
            rotate(recorded.sandbox, RoleType.TARGETS, Change.OldKeys.DROP);
            recorded.publish();
            recorded.publish(PlanOptions.DEFAULT.renewing("targets"));
        }

        @Override
        boolean isEmergency() {
            return true;
        }
    };

    /** Publishes it, by itself. */
    abstract void publish(Recorded recorded) throws RepositoryException, IOException, TrustException;

    /** Whether it does without the bridge for clients in the middle of an update. */
    boolean isEmergency() {
        return false;
    }

    private static void rotate(Sandbox sandbox, RoleType role, Change.OldKeys oldKeys)
            throws RepositoryException, IOException, TrustException {
        Status.RoleStatus old = status(sandbox, role);
        KeyRequest keys = KeyRequest.of(keyIds(old).size(), old.threshold());
        sandbox.repository.stage(new Change.RotateKeys(role, keys, oldKeys));
    }

    private static void changeThreshold(Sandbox sandbox, RoleType role, int by)
            throws RepositoryException, IOException, TrustException {
        int threshold = status(sandbox, role).threshold() + by;
        sandbox.repository.stage(new Change.SetThreshold("root", role.text(), threshold));
    }

    private static Status.RoleStatus status(Sandbox sandbox, RoleType role) throws IOException, TrustException {
        return sandbox.repository.status().roles().stream()
                .filter(status -> status.name().equals(role.text()))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> keyIds(Status.RoleStatus role) {
        return role.keys().stream()
                .filter(key -> key.use() == Status.KeyUse.ACTIVE)
                .map(Status.KeyStatus::keyId)
                .toList();
    }
}
