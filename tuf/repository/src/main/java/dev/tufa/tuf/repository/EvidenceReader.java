package dev.tufa.tuf.repository;

import dev.tufa.tuf.metadata.MetaFile;
import dev.tufa.tuf.repository.signing.KeyIndex;
import dev.tufa.tuf.repository.signing.StoredKey;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** Collects what findings are drawn from. */
final class EvidenceReader {
    private static final String SUFFIX = ".json";
    private static final Set<PosixFilePermission> OF_OTHERS = Set.of(
            PosixFilePermission.GROUP_READ,
            PosixFilePermission.GROUP_WRITE,
            PosixFilePermission.OTHERS_READ,
            PosixFilePermission.OTHERS_WRITE);

    private final ClientUpdate live;
    private final RoleTree tree;
    private final Settings settings;
    private final KeyIndex index;

    EvidenceReader(ClientUpdate live, RoleTree tree, Settings settings, KeyIndex index) {
        this.live = live;
        this.tree = tree;
        this.settings = settings;
        this.index = index;
    }

    /**
     * The evidence.
     *
     * @param isHere whether a key's private part is in the folder
     * @param exists whether there is a file at a relative path
     * @param keys the directory of private keys
     */
    Evidence read(Predicate<StoredKey> isHere, Predicate<String> exists, Path keys, Instant now) throws IOException {
        List<Evidence.Role> roles = new ArrayList<>();
        Set<String> reachable = new HashSet<>();
        for (RoleFacts role : tree.roles()) {
            reachable.add(role.name());
            roles.add(new Evidence.Role(
                    role.name(),
                    role.expires(),
                    role.targets(),
                    role.delegations(),
                    tree.withoutSha256(role),
                    role.place().bin(),
                    settings.isDue(role, now)));
        }
        Set<String> here = new HashSet<>();
        index.keys().stream().filter(isHere).forEach(key -> here.add(key.keyId()));
        List<String> gone = new ArrayList<>();
        for (Map.Entry<String, MetaFile> file : live.stage().snapshot().meta().entrySet()) {
            String name = file.getKey().substring(0, file.getKey().length() - SUFFIX.length());
            if (!reachable.contains(name)
                    && !exists.test(Layout.versioned(file.getValue().version(), name))) {
                gone.add(name);
            }
        }
        return new Evidence(
                live.root(),
                live.timestamp(),
                live.stage().snapshot(),
                roles,
                settings,
                index,
                here,
                readableByOthers(keys),
                gone);
    }

    private static List<String> readableByOthers(Path keys) throws IOException {
        List<String> readable = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(keys, "*.pem")) {
            for (Path file : files) {
                if (!Collections.disjoint(Files.getPosixFilePermissions(file), OF_OTHERS)) {
                    readable.add(String.valueOf(file.getFileName()));
                }
            }
        } catch (UnsupportedOperationException e) {
            return List.of(); // a file system without such permissions
        }
        Collections.sort(readable);
        return readable;
    }
}
