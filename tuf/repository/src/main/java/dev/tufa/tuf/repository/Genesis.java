package dev.tufa.tuf.repository;

import dev.tufa.tuf.json.JsonObject;
import dev.tufa.tuf.metadata.Hashes;
import dev.tufa.tuf.metadata.Header;
import dev.tufa.tuf.metadata.Key;
import dev.tufa.tuf.metadata.MetaFile;
import dev.tufa.tuf.metadata.Role;
import dev.tufa.tuf.metadata.RoleType;
import dev.tufa.tuf.metadata.Root;
import dev.tufa.tuf.metadata.Signed;
import dev.tufa.tuf.metadata.Snapshot;
import dev.tufa.tuf.metadata.Targets;
import dev.tufa.tuf.metadata.Timestamp;
import dev.tufa.tuf.repository.signing.KeyIndex;
import dev.tufa.tuf.repository.signing.KeyRing;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** The first publication: new keys, the first version of every top-level role, and no targets. */
final class Genesis {
    private Genesis() {}

    static PublicationPlan plan(InitOptions options, KeyRing ring, Instant now)
            throws IOException, RepositoryException {
        Settings settings = options.settings();
        NewKeys newKeys = new NewKeys(ring, KeyIndex.EMPTY, options.registered());
        RoleSigning signing = new RoleSigning(ring, DocumentSigner.WITHOUT_RULE);
        Root root = root(options, newKeys, now);
        Content rootFile = sign(signing, root, root);
        Content targetsFile =
                sign(signing, root, Targets.of(header(settings, RoleType.TARGETS, now), List.of(), Optional.empty()));
        Content snapshotFile = sign(
                signing,
                root,
                new Snapshot(
                        header(settings, RoleType.SNAPSHOT, now),
                        Map.of(RoleType.TARGETS.file(), pinned(targetsFile))));
        Content timestampFile =
                sign(signing, root, new Timestamp(header(settings, RoleType.TIMESTAMP, now), pinned(snapshotFile)));

        List<PublicationStep> steps = new ArrayList<>();
        steps.add(new PublicationStep.Replace(Layout.SETTINGS, Content.of(settings.toBytes())));
        steps.addAll(newKeys.steps());
        steps.add(new PublicationStep.Create(Layout.versioned(1, "root"), rootFile));
        steps.add(new PublicationStep.Replace(Layout.ROOT, rootFile));
        steps.add(new PublicationStep.Create(Layout.versioned(1, "targets"), targetsFile));
        steps.add(new PublicationStep.Create(Layout.versioned(1, "snapshot"), snapshotFile));
        steps.add(new PublicationStep.Replace(Layout.TIMESTAMP, timestampFile));
        return new PublicationPlan(
                now,
                new PublicationPlan.Base("", 0, List.of(), ""),
                steps,
                new PublicationPlan.Claims(List.of(List.of(RoleType.TARGETS.text())), Map.of(), Optional.empty()));
    }

    private static Root root(InitOptions options, KeyMaker keyMaker, Instant now) throws ChangeRefusedException {
        Map<String, Key> keys = new TreeMap<>();
        Map<RoleType, Role> roles = new EnumMap<>(RoleType.class);
        for (RoleType type : Settings.ROLES) {
            KeyRequest request = options.keysOf(type);
            Map<String, Key> made = keyMaker.make(type.text(), request);
            keys.putAll(made);
            roles.put(type, Role.of(made.keySet(), request.threshold()));
        }
        return new Root(header(options.settings(), RoleType.ROOT, now), Optional.of(true), keys, roles);
    }

    private static Content sign(RoleSigning signing, Root root, Signed signed) throws IOException, RepositoryException {
        return signing.sign(signed, List.of(root.authority(signed.type()).orElseThrow()), Set.of());
    }

    private static Header header(Settings settings, RoleType type, Instant now) {
        return new Header(Header.SPEC_VERSION, 1, settings.expiry(type, now), JsonObject.EMPTY);
    }

    private static MetaFile pinned(Content file) {
        return MetaFile.of(1, file.length(), Hashes.ofSha256(file.sha256()));
    }
}
