package dev.tufa.tuf.repository;

import dev.tufa.tuf.metadata.MetaFile;
import dev.tufa.tuf.metadata.RoleType;
import java.util.Map;
import java.util.TreeMap;

/** The versions that clients may have seen of each role, where they are above what is published now. */
final class SeenVersions {
    private SeenVersions() {}

    /**
     * Works them out.
     *
     * @param client what is published now
     * @param listing the files that there are: some may be left of a newer state
     * @param before what was known before
     * @param timestampSeen the highest version of timestamp.json that anybody is known to have seen; 0 if nothing is known
     */
    static Map<String, Long> of(
            ClientUpdate client, MetadataListing listing, Map<String, Long> before, long timestampSeen) {
        Map<String, Long> live = live(client);
        Map<String, Long> seen = new TreeMap<>(before);
        listing.highest().forEach((role, version) -> seen.merge(role, version, Math::max));
        long lost =
                timestampSeen - client.timestamp().version(); // so many publications, each of every role at most once
        if (lost > 0) {
            live.forEach((role, version) -> seen.merge(role, Math.addExact(version, lost), Math::max));
        }
        seen.remove(RoleType.ROOT.text()); // whose versions have no gaps
        seen.entrySet().removeIf(entry -> entry.getValue() <= live.getOrDefault(entry.getKey(), 0L));
        return seen;
    }

    private static Map<String, Long> live(ClientUpdate client) {
        Map<String, Long> live = new TreeMap<>();
        for (Map.Entry<String, MetaFile> entry :
                client.stage().snapshot().meta().entrySet()) {
            live.put(MetadataName.role(entry.getKey()), entry.getValue().version());
        }
        live.put(RoleType.SNAPSHOT.text(), client.stage().snapshot().version());
        live.put(RoleType.TIMESTAMP.text(), client.timestamp().version());
        return live;
    }
}
