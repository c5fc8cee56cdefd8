package dev.tufa.tuf.repository;

import dev.tufa.tuf.metadata.PathPattern;
import dev.tufa.tuf.metadata.PathScope;
import dev.tufa.tuf.metadata.RoleType;
import dev.tufa.tuf.refusal.TrustException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Publications of every kind, each with what clients find before and after. */
enum Scenario {
    CHANGED_TARGETS {
        @Override
        Map<String, String> after() {
            return Map.of("b.txt", "new", "dir/c.txt", "deep");
        }

        @Override
        void stage(Sandbox sandbox) throws RepositoryException, IOException, TrustException {
            sandbox.add("b.txt", "new");
            sandbox.add("dir/c.txt", "deep");
            sandbox.repository.remove("a.txt");
        }
    },
    NEW_DELEGATION {
        @Override
        Map<String, String> after() {
            return Map.of("a.txt", "old", "dev/tool", "tool");
        }

        @Override
        void stage(Sandbox sandbox) throws RepositoryException, IOException, TrustException {
            sandbox.repository.stage(delegation("dev", "dev/*"));
            sandbox.repository.add(sandbox.file("tool"), "dev/tool", AddOptions.DEFAULT.withRole("dev"));
        }
    },
    NEW_BINS {
        @Override
        Map<String, String> after() {
            return Map.of("a.txt", "old", "b.txt", "binned");
        }

        @Override
        void stage(Sandbox sandbox) throws RepositoryException, IOException, TrustException {
            sandbox.repository.stage(
                    new Change.DelegateBins("targets", Change.BinStyle.SUCCINCT, 2, "bin", KeyRequest.ONE));
            sandbox.add("b.txt", "binned");
        }
    },
    ROTATION_OF_EVERYTHING {
        @Override
        Map<String, String> after() {
            return Map.of("a.txt", "old", "b.txt", "new");
        }

        @Override
        void stage(Sandbox sandbox) throws RepositoryException, IOException, TrustException {
            for (RoleType role : Settings.ROLES) {
                sandbox.repository.rotate(role, KeyRequest.of(2, 2));
            }
            sandbox.add("b.txt", "new");
        }
    },
    END_OF_A_DELEGATION(Scenario::withDelegation) {
        @Override
        Map<String, String> after() {
            return Map.of("a.txt", "old");
        }

        @Override
        void stage(Sandbox sandbox) throws RepositoryException, IOException, TrustException {
            sandbox.repository.stage(new Change.RemoveDelegation("targets", "dev"));
        }
    },
    END_OF_BINS(Scenario::withBins) {
        @Override
        Map<String, String> after() {
            return Map.of("a.txt", "old");
        }

        @Override
        void stage(Sandbox sandbox) throws RepositoryException, IOException, TrustException {
            sandbox.repository.stage(new Change.RemoveDelegation("targets", "bin-*"));
        }
    },
    OTHER_BINS(Scenario::withBins) {
        @Override
        Map<String, String> after() {
            return Map.of("a.txt", "old", "b.txt", "binned", "dir/c.txt", "too");
        }

        @Override
        void stage(Sandbox sandbox) throws RepositoryException, IOException, TrustException {
            sandbox.add("dir/c.txt", "too"); // staged for a bin that will be gone
            sandbox.repository.stage(new Change.Rebin("targets", "bin", Change.BinStyle.PATH_HASH_PREFIXES, 3, "bin2"));
        }
    },
    KEYS_OF_A_DELEGATED_ROLE(Scenario::withDelegation) {
        @Override
        Map<String, String> after() {
            return Map.of("a.txt", "old", "dev/tool", "tool");
        }

        @Override
        void stage(Sandbox sandbox) throws RepositoryException, IOException, TrustException {
            sandbox.repository.stage(new Change.ReplaceKeys("targets", "dev", KeyRequest.of(2, 2)));
        }
    },
    THRESHOLDS(Scenario::withManyKeys) {
        @Override
        Map<String, String> after() {
            return Map.of("a.txt", "old", "dev/tool", "tool");
        }

        @Override
        void stage(Sandbox sandbox) throws RepositoryException, IOException, TrustException {
            for (RoleType role : Settings.ROLES) {
                sandbox.repository.stage(new Change.SetThreshold("root", role.text(), 2));
            }
            sandbox.repository.stage(new Change.SetThreshold("targets", "dev", 3));
        }
    },
    ROTATION_OF_ROOT_ALONE {
        @Override
        Map<String, String> after() {
            return Map.of("a.txt", "old");
        }

        @Override
        void stage(Sandbox sandbox) throws RepositoryException, IOException, TrustException {
            sandbox.repository.rotate(RoleType.ROOT, KeyRequest.ONE);
        }
    };

    @SuppressWarnings("ImmutableEnumChecker") // a reference to a static method, without state
    private final Beginning beginning;

    Scenario() {
        this(sandbox -> Map.of("a.txt", "old"));
    }

    Scenario(Beginning beginning) {
        this.beginning = beginning;
    }

    private static final List<String> PATHS = List.of("a.txt", "b.txt", "dir/c.txt", "dev/tool");

    /** What clients find afterwards: content by path. */
    abstract Map<String, String> after();

    abstract void stage(Sandbox sandbox) throws RepositoryException, IOException, TrustException;

    static Change.Delegate delegation(String name, String pattern) {
        return new Change.Delegate(
                "targets", name, new PathScope.Paths(List.of(new PathPattern(pattern))), false, KeyRequest.ONE);
    }

    /** A repository that has published before. */
    static Sandbox begin(Path folder) throws RepositoryException, IOException, TrustException {
        Sandbox sandbox = Sandbox.init(folder);
        sandbox.add("a.txt", "old");
        sandbox.publish();
        return sandbox;
    }

    /** A repository in which what the scenario is about is published, and what clients find in it. */
    Begun beginIn(Path folder) throws RepositoryException, IOException, TrustException {
        Sandbox sandbox = begin(folder);
        Map<String, String> before = beginning.publish(sandbox);
        return new Begun(sandbox, before);
    }

    private static Map<String, String> withDelegation(Sandbox sandbox)
            throws RepositoryException, IOException, TrustException {
        NEW_DELEGATION.stage(sandbox);
        sandbox.publish();
        return NEW_DELEGATION.after();
    }

    private static Map<String, String> withBins(Sandbox sandbox)
            throws RepositoryException, IOException, TrustException {
        NEW_BINS.stage(sandbox);
        sandbox.publish();
        return NEW_BINS.after();
    }

    /** Every role has more keys than have to sign. */
    private static Map<String, String> withManyKeys(Sandbox sandbox)
            throws RepositoryException, IOException, TrustException {
        for (RoleType role : Settings.ROLES) {
            sandbox.repository.rotate(role, KeyRequest.of(3, 1));
        }
        sandbox.repository.stage(
                new Change.Delegate("targets", "dev", delegation("dev", "dev/*").scope(), false, KeyRequest.of(3, 1)));
        sandbox.repository.add(sandbox.file("tool"), "dev/tool", AddOptions.DEFAULT.withRole("dev"));
        sandbox.publish();
        return NEW_DELEGATION.after();
    }

    /** Brings a repository to where a scenario begins. */
    @FunctionalInterface
    private interface Beginning {
        /** What clients find then. */
        Map<String, String> publish(Sandbox sandbox) throws RepositoryException, IOException, TrustException;
    }

    /**
     * A scenario that can go on.
     *
     * @param before what clients find, by path
     */
    record Begun(Sandbox sandbox, Map<String, String> before) {}

    /** Everything that a client finds, by path. */
    static Map<String, String> found(FolderClient client) throws IOException, TrustException {
        Map<String, String> found = new LinkedHashMap<>();
        for (String path : PATHS) {
            if (client.find(path).isPresent()) {
                found.put(path, client.download(path));
            }
        }
        return found;
    }
}
