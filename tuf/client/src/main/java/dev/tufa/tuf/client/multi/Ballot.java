package dev.tufa.tuf.client.multi;

import dev.tufa.tuf.metadata.HashFunction;
import dev.tufa.tuf.metadata.MapFile;
import dev.tufa.tuf.metadata.TargetFile;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** TAP 4: what the repositories of one mapping say of one target, and whether enough of them say the same. */
final class Ballot {
    private final MapFile.Mapping mapping;
    private final Map<String, TargetFile> descriptions = new LinkedHashMap<>();
    private final Map<String, Exception> failures = new LinkedHashMap<>();

    Ballot(MapFile.Mapping mapping) {
        this.mapping = mapping;
    }

    void describes(String repository, TargetFile target) {
        descriptions.put(repository, target);
    }

    void failed(String repository, Exception cause) {
        failures.put(repository, cause);
    }

    /** The description that enough agree on. */
    Optional<Finding.Agreed> agreed() {
        for (TargetFile candidate : descriptions.values()) {
            List<String> alike = alike(candidate);
            if (alike.size() >= mapping.threshold()) {
                return Optional.of(new Finding.Agreed(candidate, alike));
            }
        }
        return Optional.empty();
    }

    /** What to answer when all have been asked and too few agree: those that failed might have made the difference. */
    Finding otherwise() {
        int most = descriptions.values().stream()
                .mapToInt(candidate -> alike(candidate).size())
                .max()
                .orElse(0);
        if (most + failures.size() >= mapping.threshold()) {
            return new Finding.Unknown(failures);
        }
        return descriptions.isEmpty() ? new Finding.NotListed() : new Finding.Disagreed(descriptions);
    }

    private List<String> alike(TargetFile candidate) {
        return descriptions.entrySet().stream()
                .filter(other -> alike(candidate, other.getValue()))
                .map(Map.Entry::getKey)
                .toList();
    }

    /** "The length and hashes about the target match": those by the functions that both use, at least one of which is known. */
    private static boolean alike(TargetFile one, TargetFile other) {
        Map<HashFunction, String> hashes = one.hashes().checkable();
        Map<HashFunction, String> others = other.hashes().checkable();
        Set<Map.Entry<HashFunction, String>> common = new HashSet<>(hashes.entrySet());
        common.removeIf(hash -> !others.containsKey(hash.getKey()));
        return one.length() == other.length()
                && !common.isEmpty()
                && common.stream().allMatch(hash -> hash.getValue().equalsIgnoreCase(others.get(hash.getKey())));
    }
}
