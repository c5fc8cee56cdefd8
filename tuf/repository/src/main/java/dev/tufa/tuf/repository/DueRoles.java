package dev.tufa.tuf.repository;

import dev.tufa.tuf.metadata.RoleType;
import dev.tufa.tuf.metadata.Signed;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The published roles that have used as much of their life as the settings let them, parted by where their keys are. */
final class DueRoles {
    /** Who signs whenever a role below is signed. */
    private static final List<RoleType> ABOVE = List.of(RoleType.TIMESTAMP, RoleType.SNAPSHOT);

    private final ClientUpdate live;
    private final Settings settings;
    private final RoleSigning signing;
    private final Instant now;
    private final List<Refresh.Due> here = new ArrayList<>();
    private final List<Refresh.Due> elsewhere = new ArrayList<>();
    private final Map<String, RoleFacts> byName = new HashMap<>();
    private final Map<String, Boolean> usable = new HashMap<>();

    /** Looks at every published role. */
    DueRoles(ClientUpdate live, List<RoleFacts> roles, Settings settings, RoleSigning signing, Instant now)
            throws IOException {
        this.settings = settings;
        this.signing = signing;
        this.now = now;
        this.live = live;
        look(RoleType.ROOT, live.root(), List.of(RoleType.ROOT));
        look(RoleType.TIMESTAMP, live.timestamp(), List.of(RoleType.TIMESTAMP));
        look(RoleType.SNAPSHOT, live.stage().snapshot(), ABOVE);
        for (RoleFacts role : roles) {
            byName.putIfAbsent(role.name(), role);
        }
        for (RoleFacts role : roles) {
            if (settings.isDue(role, now)) {
                add(
                        role.name(),
                        role.expires(),
                        canPublish(ABOVE) && signing.canSign(role.authority()) && isReachable(role));
            }
        }
    }

    /** Whether clients get to what these keys sign; keys that are not needed for that are not opened. */
    private boolean canPublish(List<RoleType> signers) throws IOException {
        boolean passable = isPassable(RoleType.ROOT, live.root())
                && isPassable(RoleType.TIMESTAMP, live.timestamp())
                && isPassable(RoleType.SNAPSHOT, live.stage().snapshot());
        for (RoleType type : signers) {
            passable = passable && signing.canSign(live.authority(type));
        }
        return passable;
    }

    /** No client gets past a top-level role that has expired and stays so; nothing that is signed then would be seen. */
    private boolean isPassable(RoleType type, Signed published) throws IOException {
        return published.expires().isAfter(now) || signing.canSign(live.authority(type));
    }

    /** No client gets to a role below one that has expired and stays so. */
    private boolean isReachable(RoleFacts role) throws IOException {
        RoleFacts delegator = byName.get(role.authority().delegator());
        return delegator == null || isUsable(delegator);
    }

    private boolean isUsable(RoleFacts role) throws IOException {
        Boolean known = usable.get(role.name());
        if (known == null) {
            boolean lives = role.expires().isAfter(now) || signing.canSign(role.authority());
            known = lives && isReachable(role);
            usable.put(role.name(), known);
        }
        return known;
    }

    private void look(RoleType type, Signed published, List<RoleType> signers) throws IOException {
        if (settings.isDue(type, published.expires(), now)) {
            add(type.text(), published.expires(), canPublish(signers));
        }
    }

    private void add(String role, Instant expires, boolean possible) {
        (possible ? here : elsewhere).add(new Refresh.Due(role, expires));
    }

    /** What signs again those whose keys are here, and nothing else. */
    PlanOptions options() {
        Set<String> names = new TreeSet<>();
        here.forEach(due -> names.add(due.role()));
        return new PlanOptions(names, PlanOptions.Due.NAMED, PlanOptions.ClockCheck.ENFORCED);
    }

    List<Refresh.Due> here() {
        return here;
    }

    List<Refresh.Due> elsewhere() {
        return elsewhere;
    }
}
